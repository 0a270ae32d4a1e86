"""readability-lxml: title, author and the cleaned HTML, whose `figcaption`s are its captions. It has no dates."""

from __future__ import annotations

from typing import Any

from lxml.html import fromstring
from readability import Document


def predicted(html: str, url: str) -> dict[str, Any]:
    found = Document(html, url=url or None)
    author = found.author()
    body = fromstring(found.summary())
    return {
        "headline": found.short_title(),
        "authors": [author] if author and author != "[no-author]" else [],
        "captions": [{"caption": one.text_content(), "credit": None} for one in body.iter("figcaption")],
        "paragraphs": [one.text_content() for one in body.iter("p")],
    }
