"""Inline: a paragraph's words with its links and emphasis, as the body's nodes. Other tags go, their words stay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from newsmarkup.document.node import Node
from newsmarkup.document.schema import url
from newsmarkup.importing.page.furniture import unread

Inline = tuple[Node | str, ...]
_KEPT = {"a": "a", "strong": "strong", "b": "strong", "em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em",
         "u": "u", "s": "s", "strike": "s", "del": "s", "sub": "sub", "sup": "sup", "code": "code", "kbd": "code",
         "tt": "code", "q": "q"}  # fmt: skip
_MARKS = '"“”„«»‹›「『‘’‚'
_SPACE = re.compile(r"[ \t\n\r\f]+")  # no-break spaces stay


def inline(pieces: Iterable[Any], base: str) -> Inline:
    """`pieces` are texts and elements. Addresses become absolute, those that are none go."""
    out: list[Node | str] = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(_SPACE.sub(" ", piece))
        else:
            _element(piece, base, out)
    return tuple(out)


def _element(element: Any, base: str, out: list[Node | str]) -> None:
    tag = element.tag
    if tag == "br":
        out.append(Node("br"))
        return
    if unread(element):
        return
    name = _KEPT.get(tag)
    attributes: tuple[tuple[str, str], ...] = ()
    if name == "a":
        address = _address(element.get("href") or "", base)
        name, attributes = ("a", (("href", address),)) if address else (None, ())
    inner: list[Node | str] = [] if name else out
    if element.text:
        inner.append(_SPACE.sub(" ", element.text))
    for child in element:
        _element(child, base, inner)
        if child.tail:
            inner.append(_SPACE.sub(" ", child.tail))
    if name == "q":
        said = "".join(one if isinstance(one, str) else one.text for one in inner).strip()
        if said and said[0] not in _MARKS:  # browsers print them
            inner = ["“", *inner, "”"]
    if name and inner:
        out.append(Node(name, attributes, tuple(inner)))


def _address(href: str, base: str) -> str | None:
    href = href.strip()
    if not href or href[0] == "#":
        return None
    try:
        return url(urljoin(base, href))
    except ValueError:  # half a bracket
        return None
