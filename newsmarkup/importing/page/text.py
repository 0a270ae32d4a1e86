"""Text: the words of an element as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

SKIPPED = frozenset({"script", "style", "noscript", "template", "nav", "form", "button", "footer", "iframe", "svg",
                     "select", "input", "textarea", "dialog", "object", "video", "audio", "canvas"})  # fmt: skip
SPACE = re.compile(r"[\s\u200b\u2060\ufeff\xad]+")


def told(element: Any) -> str:
    """What its markup calls it."""
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-component') or ''}"


def text_of(element: Any) -> str:
    """Its words in reading order, one space between them; scripts have none."""
    return SPACE.sub(" ", "".join(_pieces(element))).strip()


def _pieces(element: Any) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if child.tag == "br":
            yield " "
        elif child.tag not in SKIPPED:
            block = child.tag in ("p", "div", "li", "figcaption", "h2", "h3")
            if block:
                yield " "
            yield from _pieces(child)
            if block:
                yield " "
        if child.tail:
            yield child.tail
