"""Headline: of a page's own and those in its metadata."""

from __future__ import annotations

from typing import Any

from newsmarkup.document.problem import Problem
from newsmarkup.importing.page.metadata import Metadata, words
from newsmarkup.importing.page.text import furniture, text_of


def headline(root: Any, page: Metadata, problems: list[Problem]) -> str:
    """The visible one that is most like what the metadata say; theirs where none is visible."""
    said = words(page.article.get("headline")) or page.first("og:title") or page.title
    shown = [text for one in root.iter("h1") if not furniture(one) and (text := text_of(one))]
    want = set(said.casefold().split())
    best = max(shown, key=lambda one: len(want & set(one.casefold().split())), default=said)
    if best != said and said:
        message = f"The page shows the headline “{best}”, its metadata say “{said}”; the visible one is taken."
        problems.append(Problem("headline-differs", message, field="headline", severity="notice"))
    return best
