"""Forms as what a browser sends: the keys and texts of each field, bound or not, and how to send them again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from newsmarkup.admin.lists import LinesField
from newsmarkup.errors import BodyRefused
from newsmarkup.fields import BodyFormField, CanonicalHTML, canonical_html
from newsmarkup.pipeline import read


def texts(bound: Any) -> list[str]:
    """What the browser sends for this field as it is shown now."""
    widget, value = bound.field.widget, bound.value()
    widget = getattr(widget, "widget", widget)  # the admin wraps those of relations
    if isinstance(widget, forms.MultiWidget):
        values = value if isinstance(value, list | tuple) else widget.decompress(value)
        return [_text(part.format_value(v)) for part, v in zip(widget.widgets, values, strict=False)]
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    value = widget.format_value(value)
    return [_text(v) for v in value if v != ""] if isinstance(value, list | tuple) else [_text(value)]


def _text(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n")


def keys(bound: Any) -> list[str]:
    widget = bound.field.widget
    widget = getattr(widget, "widget", widget)
    if isinstance(widget, forms.MultiWidget):
        return [bound.html_name + suffix for suffix in widget.widgets_names]
    return [bound.html_name]


def send(data: QueryDict, names: list[str], values: list[str]) -> None:
    """Put a field's texts into the data of a request."""
    for name in names:
        data.pop(name, None)
    if len(names) == 1:
        if values:
            data.setlist(names[0], values)
    else:
        for name, value in zip(names, values, strict=False):
            data[name] = value


def comparable(bound: Any) -> list[str]:
    """The same for the same value, however it is typed."""
    found = texts(bound)
    if isinstance(bound.field, LinesField):
        return bound.field.to_python("\n".join(found))
    if isinstance(bound.field, BodyFormField) and not isinstance(bound.value(), CanonicalHTML):
        try:
            return [str(canonical_html("".join(found)))]
        except BodyRefused:
            return found
    return [text.strip() for text in found]


def words(bound: Any) -> str:
    """The value for a reader: names instead of keys."""
    field, value = bound.field, bound.value()
    if isinstance(field, BodyFormField):
        try:
            return " ".join(read(canonical_html(value or "")).text.split())
        except BodyRefused:
            return str(value)
    if isinstance(field, forms.ModelChoiceField):
        try:
            chosen = field.to_python(value)
        except forms.ValidationError:
            return str(value)
        return field.label_from_instance(chosen) if chosen is not None else ""
    if isinstance(field, forms.ChoiceField):
        named = {str(key): str(label) for key, label in _flat(field.choices)}
        return named.get(str(value), str(value or "")) if value not in (None, "") else ""
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    return " ".join(filter(None, texts(bound)))


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


# -- rows of inlines -----------------------------------------------------------------------------------------------


def rows(formset: Any) -> list[Any]:
    """The forms that hold a row: those stored, and of a bound formset those filled in and not deleted."""
    if not formset.is_bound:
        return list(formset.initial_forms)
    filled = (form for form in formset.forms if form in formset.initial_forms or form.has_changed())
    return [form for form in filled if not form.data.get(form.add_prefix("DELETE"))]


def cells(formset: Any, form: Any) -> list[Any]:
    """The fields of a row that an editor fills in."""
    hidden = {formset._pk_field.name, "DELETE", getattr(getattr(formset, "fk", None), "name", "")}
    return [form[name] for name in form.fields if name not in hidden]


def rebase(data: QueryDict, formset: Any, mine: list[Any], stored: Any = None) -> None:
    """Make `data` say: these rows (of the bound `formset`) instead of those of `stored`, an unbound one (None: no rows)."""
    prefix = formset.prefix
    for name in [name for name in data if name.startswith(f"{prefix}-")]:
        del data[name]
    kept = list(stored.initial_forms) if stored is not None else []
    total = max(len(mine), len(kept))
    for name, value in (("TOTAL", total), ("INITIAL", len(kept)), ("MIN_NUM", 0), ("MAX_NUM", 1000)):
        data[f"{prefix}-{name}_FORMS"] = str(value)
    pk = formset.model._meta.pk.name  # an empty formset knows no `_pk_field`
    for n in range(total):
        row = mine[n] if n < len(mine) else kept[n]
        for cell in cells(formset, row):
            names = [f"{prefix}-{n}-{name.removeprefix(row.prefix + '-')}" for name in keys(cell)]
            send(data, names, texts(cell))
        if n < len(kept):
            data[f"{prefix}-{n}-{pk}"] = str(kept[n].instance.pk)
            if n >= len(mine):
                data[f"{prefix}-{n}-DELETE"] = "on"


# -- what was read -------------------------------------------------------------------------------------------------


def digests(form: Any, formsets: Iterable[Any]) -> dict[str, str]:
    """A digest of each field and each set of rows: sent with the form, it later tells which side changed what."""
    found = {name: _digest(comparable(form[name])) for name in form.fields if not form[name].is_hidden}
    return found | {s.prefix: _digest([[comparable(c) for c in cells(s, row)] for row in rows(s)]) for s in formsets}


def _digest(value: Any) -> str:
    return hashlib.blake2s(json.dumps(value).encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def read_digests(text: str) -> Mapping[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
