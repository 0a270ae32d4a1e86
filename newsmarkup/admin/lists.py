"""Form fields for lists of texts: aliases, addresses and keywords are typed as text, never as JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class LinesField(forms.Field):
    """A list of texts, one a line. Blank lines and repetitions are left out."""

    widget = AdminTextareaWidget
    max_length = 200

    def __init__(self, **kwargs: Any) -> None:
        for unknown in ("encoder", "decoder"):  # what a JSONField hands to its form field
            kwargs.pop(unknown, None)
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"rows": 3}

    def split(self, text: str) -> Iterable[str]:
        return text.splitlines()

    def to_python(self, value: Any) -> list[str]:
        texts = value if isinstance(value, list) else self.split(str(value or ""))
        return list(dict.fromkeys(folded for text in texts if (folded := " ".join(str(text).split()))))

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        errors = [error for n, text in enumerate(value, 1) if (error := self.complaint(n, text))]
        if errors:
            raise ValidationError(errors)

    def complaint(self, n: int, text: str) -> str | None:
        """What is wrong with the nth text, in words; None if nothing."""
        if len(text) > self.max_length:
            return _("“%(start)s…” has %(length)s characters; at most %(limit)s are allowed. Is it one text?") % {
                "start": text[:40],
                "length": len(text),
                "limit": self.max_length,
            }
        return None

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and self.to_python(initial) != self.to_python(data)


class AddressesField(LinesField):
    """Absolute http(s) addresses, one a line."""

    max_length = 2000

    def complaint(self, n: int, text: str) -> str | None:
        parts = urlsplit(text) if "[" not in text else None
        if parts is None or parts.scheme not in ("http", "https") or not parts.netloc or " " in text:
            return _("Line %(n)s: “%(text)s” is no address. Enter one a line, each with https:// in front.") % {
                "n": n,
                "text": text[:80],
            }
        return super().complaint(n, text)


class KeywordsField(LinesField):
    """Keywords, separated by commas on one line; where there are several lines, each line is one."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"rows": 2}

    def split(self, text: str) -> Iterable[str]:
        return text.splitlines() if "\n" in text.strip(" ") else re.split("[,;،、，]", text)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        # A keyword that holds a comma stays one: the line end says so, even behind a single one.
        plain = not any(re.search("[,;،、，]", text) for text in value)
        return ", ".join(value) if plain else "\n".join(value) + "\n"
