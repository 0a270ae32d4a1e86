"""An admin form as a browser would send it back, for the tests of the admin."""

from __future__ import annotations

from typing import Any

from newsmarkup.admin import posted


def sent(response: Any, **changes: Any) -> dict[str, Any]:
    """What the form on this page sends, with these changes; None leaves a key out."""
    data: dict[str, Any] = {}
    for form in _forms(response.context):
        for name in form.fields:
            keys, texts = posted.keys(form[name]), posted.texts(form[name])
            if len(keys) == 1:
                data[keys[0]] = texts if len(texts) > 1 else "".join(texts)
            else:
                data.update(zip(keys, texts, strict=True))
    data.update(changes)
    return {name: value for name, value in data.items() if value is not None}


def _forms(context: Any) -> Any:
    yield context["adminform"].form
    for inline in context["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.forms
