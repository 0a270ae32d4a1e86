"""The body's widgets: django-prose-editor, configured from the registered roles (see docs/editor.md)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap, Media

from newsmarkup.document import schema
from newsmarkup.roles import registered

# The toolbar's groups of buttons, in order; none is a dropdown, which the keyboard can't reach.
MENU = (
    "newsmarkup:roles",
    "newsmarkup:blocks",
    "marks",
    "blockType -lists",
    "lists",
    "link",
    "nodes -blockType -lists -headings",
    "history",
    "newsmarkup:panels",
)
STYLES = ("theme", "editor", "panel", "dialog", "suggestions")

_STATIC = Path(__file__).parent / "static"


@cache
def modules() -> Mapping[str, str]:
    """The editor's modules: the name they import each other by → the static file."""
    return {
        f"newsmarkup/{file.stem}": f"newsmarkup/{file.name}" for file in sorted((_STATIC / "newsmarkup").glob("*.js"))
    }


class BodyWidget(AdminProseEditorWidget):
    """A textarea that becomes the editor. Without JavaScript it stays a textarea of canonical HTML.

    `urls` are the addresses of the endpoints "speakers", "photos", "preview", "suggestions" and, of a stored article,
    "rejections"; without them the editor can tag, but offers nothing.
    """

    def __init__(self, attrs: Mapping[str, Any] | None = None, *, urls: Mapping[str, str] | None = None) -> None:
        super().__init__(attrs={"rows": 24, **(attrs or {})}, preset="configurable")
        self.urls = dict(urls or {})

    def format_value(self, value: Any) -> str | None:
        # CanonicalHTML is safe to put into a page as mark-up; in a textarea it is text, and must be escaped.
        return None if value is None else str.__str__(value)

    @property
    def media(self) -> Media:
        css = {"all": [f"newsmarkup/{name}.css" for name in STYLES]}
        return super().media + Media(importmap=ImportMap(dict(modules())), css=css)

    def get_config(self) -> dict[str, Any]:
        self.config = {
            "extensions": {
                "NewsMarkup": {
                    "roles": [
                        {**role.editor_config(), "label": gettext(role.label), "help": gettext(role.help)}
                        for role in registered()
                    ],
                    "urls": self.urls,
                    "headings": [int(name[1:]) for name in sorted(schema.PARAGRAPHS) if name != "p"],
                    "formatting": [name for name in schema.FORMATTING if name != "a"],
                },
                "NoSpellCheck": False,
                "Menu": {"groups": [{"group": group} for group in MENU]},
            }
        }
        config = super().get_config()
        return {**config, "js_modules": [*config["js_modules"], "newsmarkup/editor"]}
