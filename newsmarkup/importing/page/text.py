"""Text: the words of an element as they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

SKIPPED = frozenset({"script", "style", "noscript", "template", "nav", "form", "button", "footer", "iframe", "svg",
                     "select", "input", "textarea", "dialog", "object", "video", "audio", "canvas"})  # fmt: skip
_WIDE = re.compile(r"[\u3000-\u9fff\uac00-\ud7a3\uff00-\uff60]")
_GONE = dict.fromkeys((0xAD, 0x200B, 0x2060, 0xFEFF))


def plain(text: str) -> str:
    """One space between words; soft hyphens and what has no width go."""
    if not text.isascii():
        text = text.translate(_GONE)
    return " ".join(text.split())


def columns(text: str) -> int:
    """How wide it stands: a sign of Chinese, Japanese and Korean says as much as two letters."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def text_of(element: Any) -> str:
    """Its words in reading order, one space between them; scripts have none."""
    return plain("".join(_pieces(element)))


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
