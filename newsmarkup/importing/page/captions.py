"""Captions: the pictures of an article with their words, parted into caption and credit by `suggesting.credit`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from newsmarkup.importing.page.text import CAPTION, furniture, text_of, told
from newsmarkup.suggesting.credit import split
from newsmarkup.suggesting.suggestion import CreditLine

_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "srcset", "data-srcset")


@dataclass(frozen=True, slots=True)
class Figure:
    url: str
    alt: str
    caption: str
    credit: str
    line: CreditLine
    element: Any


def figures(scope: Any, base: str, language: str) -> list[Figure]:
    """Those with words of their own, in order, none twice."""
    found: dict[str, Figure] = {}
    stack = [scope]
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str) or (element is not scope and furniture(element)):
            continue
        if element.tag == "figcaption" or (element.tag != "figure" and CAPTION.search(told(element))):
            one = _figure(element, base, language)
            if one is not None:
                found.setdefault(f"{one.caption or one.url}", one)
            continue
        stack += reversed(element)
    return list(found.values())


def _figure(element: Any, base: str, language: str) -> Figure | None:
    raw = text_of(element)
    if not raw or len(raw) > 2_000:
        return None
    holder = element
    picture = None
    for above in (element, *element.iterancestors()):
        picture = next(above.iter("img"), None)
        holder = above
        if picture is not None or above.tag in ("figure", "article", "main", "body"):
            break
    if picture is None and element.tag != "figcaption":
        return None
    source = etree.tostring(element, encoding="unicode", with_tail=False)
    one = split(raw, language, source)
    caption, credit = one.caption, one.credit
    url, alt = "", ""
    if picture is not None:
        alt = (picture.get("alt") or "").strip()
        for name in _SOURCES:
            value = (picture.get(name) or "").strip()
            if value and not value.startswith("data:"):
                url = urljoin(base, value.split()[0].rstrip(","))
                break
    return Figure(url, alt, caption, credit, one.line, holder if holder.tag == "figure" else element)
