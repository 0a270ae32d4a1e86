"""Listed: what a list of articles shows of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from newsmarkup.document.article import Picture


@dataclass(frozen=True, slots=True)
class Listed:
    """`authors` are the keys of the people who wrote it; the URL is absolute, times have a zone."""

    url: str
    headline: str
    kind: str = "NewsArticle"
    description: str = ""
    language: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    picture: Picture | None = None
    authors: tuple[str, ...] = ()
