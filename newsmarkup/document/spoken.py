"""Spoken: one quotation as the archive shows it, with who said it and the article it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsmarkup.document.listed import Listed

if TYPE_CHECKING:
    from newsmarkup.document.article import Agent


@dataclass(frozen=True, slots=True)
class Spoken:
    """`id` is the passage's, `anchor` that of its element in the page, `position` counts from 1 in its article.
    `speaker`: None for nobody known, and for an `anonymous` source."""

    id: str
    anchor: str
    text: str
    article: Listed
    article_id: str
    speaker: Agent | None = None
    anonymous: bool = False
    alleged: bool = False
    occasion: str = ""
    cite: str = ""
    language: str = ""
    position: int = 1

    @property
    def url(self) -> str:
        """The very sentence."""
        return f"{self.article.url}#{self.anchor}"
