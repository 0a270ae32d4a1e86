"""Inline: a paragraph's words with its links and emphasis, as HTML for `pipeline.clean`. Other tags go, their words stay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Any
from urllib.parse import urljoin

from newsmarkup.importing.page.furniture import unread

_KEPT = {"a": "a", "strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em",
         "u": "u", "s": "s", "strike": "s", "del": "s", "sub": "sub", "sup": "sup", "code": "code", "kbd": "code",
         "tt": "code", "q": "q"}  # fmt: skip
_MARKS = '"“”„«»‹›「『‘’‚'
_SPACE = re.compile(r"[ \t\n\r\f]+")  # no-break spaces stay


def written(pieces: Iterable[Any], base: str) -> str:
    """`pieces` are texts and elements. Addresses become absolute."""
    out: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(_text(piece))
        else:
            _element(piece, base, out)
    return _SPACE.sub(" ", "".join(out)).strip()


def _element(element: Any, base: str, out: list[str]) -> None:
    tag = element.tag
    if tag == "br":
        out.append("<br>")
        return
    if unread(element):
        return
    name = _KEPT.get(tag, "")
    start = len(out)
    if name == "a":
        address = (element.get("href") or "").strip()
        try:
            name = "a" if address and not address.startswith(("#", "javascript:")) else ""
            out.append(f'<a href="{escape(urljoin(base, address))}">' if name else "")
        except ValueError:  # an address with half a bracket
            name = ""
            out.append("")
    else:
        out.append(f"<{name}>" if name else "")
    if element.text:
        out.append(_text(element.text))
    for child in element:
        _element(child, base, out)
        if child.tail:
            out.append(_text(child.tail))
    if name == "q":
        said = "".join(out[start + 1 :]).strip()
        if said and said[0] not in _MARKS:  # browsers print them
            out[start] += "“"
            out.append("”")
    if name:
        out.append(f"</{name}>")


def _text(text: str) -> str:
    return escape(text, quote=False)
