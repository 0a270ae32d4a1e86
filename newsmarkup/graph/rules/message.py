"""Message: a sentence that remembers its template, so that whoever has translations can say it in another language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


class Message(str):
    """The English sentence, as a plain text; `template` is what a catalogue of translations knows."""

    __slots__ = ("template", "values")
    template: str
    values: dict[str, Any]

    def __new__(cls, template: str, **values: Any) -> Message:
        self = super().__new__(cls, template.format_map(values) if values else template)
        self.template, self.values = template, values
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.template,), self.values


def translated(text: str, gettext: Callable[[str], str]) -> str:
    """In the language that `gettext` speaks; a text that is no Message stays as it is."""
    if not isinstance(text, Message) or not text:
        return text
    values = {name: translated(value, gettext) if isinstance(value, Message) else value
              for name, value in text.values.items()}  # fmt: skip
    said = gettext(text.template)
    return said.format_map(values) if values else said


_ = Message  # the name under which makemessages finds the templates
