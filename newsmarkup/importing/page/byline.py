"""Byline: who wrote a page's article, from JSON-LD, then the visible byline, then `<meta>`."""

from __future__ import annotations

import re
from typing import Any

from newsmarkup.document.article import Byline, Organization, Person
from newsmarkup.importing.page.metadata import Metadata, words
from newsmarkup.importing.page.text import text_of, told

_CLASS = re.compile(r"(?:^|[\s_-])(?:byline|author|authors|autor|auteur|autore)(?:[\s_-]?name)?(?:$|\s)", re.IGNORECASE)
_BY = re.compile(r"^(?:by|von|por|par|di|door|av|af|text)[:\s]\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;|]|\s(?:and|und|et|y|e|och|og|en|&)\s)\s*")


def bylines(page: Metadata, scope: Any) -> tuple[Byline, ...]:
    found: dict[str, Byline] = {}
    for author in page.follow(page.article.get("author") or page.article.get("creator")):
        kind = author.get("@type") if isinstance(author, dict) else "Person"
        name = words(author)
        for one in names(name) if kind != "Organization" else [name]:
            if one:
                agent = Organization("", one) if kind in ("Organization", "NewsMediaOrganization") else Person("", one)
                found.setdefault(one.casefold(), Byline(agent))
    if not found:
        for one in (*_visible(scope), *page.meta.get("author", ()), *page.meta.get("article:author", ())):
            for name in names(one):
                found.setdefault(name.casefold(), Byline(Person("", name)))
            if found:
                break
    return tuple(found.values())


def names(text: str) -> list[str]:
    """The names of a byline; none for an address or a sentence."""
    text = _BY.sub("", text)
    if "://" in text or len(text) > 150:
        return []
    return [one for one in _BETWEEN.split(text) if 1 < len(one) < 60]


def _visible(scope: Any) -> list[str]:
    out = []
    for element in scope.iter("a", "span", "div", "p"):
        if "author" in (element.get("rel") or element.get("itemprop") or "").split() or _CLASS.search(told(element)):
            out.append(text_of(element))
    return [one for one in out if one][:3]
