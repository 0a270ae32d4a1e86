"""Blocks: a page's words in reading order, paragraph by paragraph, each with where it stands.

A paragraph is what a reader sees as one: a `<p>`, words that stand in a `<div>` without one, the lines between two `<br>`.
One walk down the tree finds them all, after one walk up that sums what each element holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from newsmarkup.importing.page.furniture import PARTS, may_be_furniture, never, unread
from newsmarkup.importing.page.pullquotes import is_named

INLINE = frozenset(
    "a abbr acronym b bdi bdo"
    " big cite code data del dfn em font i img ins kbd label mark meter nobr o picture q rb rp rt ruby "
    "s samp small span strike strong sub sup time tt u var wbr".split()
)
SPACE = re.compile(r"[\s\u200b\u2060\ufeff\xad]+")
PROSE = 60  # characters of running text; labels and links have fewer
_WRAPPERS = frozenset({"html", "body", "article", "main"})


@dataclass(slots=True, eq=False)
class Block:
    """`element` holds it: the innermost that is no formatting. `pieces`: its words and formatting elements in order.
    `at`: place in the page's order. `linked`: how many of its characters are links."""

    element: Any
    pieces: list[Any]
    text: str
    linked: int
    at: int

    @property
    def kind(self) -> str:
        return str(self.element.tag)

    @property
    def prose(self) -> bool:
        """Running text, as against a label, a list of links or a button."""
        return len(self.text) >= 25 and self.linked * 2 < len(self.text)


@dataclass(slots=True)
class Blocks:
    """Of a page. `elements` in order, `order`: their places; `prose`: characters of running text; `dropped`: furniture."""

    body: Any
    elements: list[Any] = field(default_factory=list)
    order: dict[Any, int] = field(default_factory=dict)
    prose: dict[Any, int] = field(default_factory=dict)
    dropped: dict[Any, str] = field(default_factory=dict)
    found: list[Block] = field(default_factory=list)

    def inside(self, element: Any) -> list[Block]:
        """Those of one element."""
        start, end = self.order[element], self.end(element)
        return [one for one in self.found if start <= one.at < end]

    def end(self, element: Any) -> int:
        """The place after its last descendant."""
        after = element
        while after is not None and after.getnext() is None:
            after = after.getparent()
        return self.order.get(after.getnext(), len(self.order)) if after is not None else len(self.order)


def blocks(root: Any) -> Blocks:
    body = root.find("body")
    out = Blocks(root if body is None else body)
    elements = out.elements = list(out.body.iter())
    out.order = {element: at for at, element in enumerate(elements)}
    blocky = _sum(elements, out)
    titled = {above for one in out.body.iter("h1") for above in one.iterancestors()}
    _Walk(out, blocky, titled).walk(out.body, False)
    return out


def _sum(elements: list[Any], out: Blocks) -> set[Any]:
    """What each holds, from the innermost outwards; gives those that are paragraphs or hold some."""
    prose = out.prose
    blocky: set[Any] = set()
    for element in reversed(elements):
        tag = element.tag
        if tag in never:
            continue
        above = element.getparent()
        total = prose.get(element, 0)
        if (text := element.text) and len(text) > PROSE:
            total += len(text)
        if (tag not in INLINE or element in blocky) and tag != "br":
            blocky.add(element)
            blocky.add(above)
        if total:
            prose[element] = total
        if (tail := element.tail) and len(tail) > PROSE:
            total += len(tail)
        if total:
            prose[above] = prose.get(above, 0) + total
    return blocky


class _Walk:
    def __init__(self, out: Blocks, blocky: set[Any], titled: set[Any]) -> None:
        self.out, self.blocky, self.titled = out, blocky, titled
        self.all = out.prose.get(out.body, 0)
        self.last = 0  # the place of the element that was come to last

    def walk(self, element: Any, linked: bool, quote: bool = False) -> None:
        """`quote`: inside a pull quote."""
        order = self.out.order
        self.last = order[element]
        text = element.text
        run: list[Any] = [text] if text else []
        some = bool(text) and not text.isspace()
        linked = linked or element.tag == "a"
        for child in element:
            tag = child.tag
            if child in self.blocky:
                if some:
                    self.flush(run, element, linked)
                run, some = [], False
                given = child.items()
                pulled = quote or (bool(given) and is_named(child))
                if (given or tag in PARTS) and (why := self.furniture(child, pulled)):
                    self.out.dropped[child] = why
                    self.last = order[child]
                else:
                    self.walk(child, linked, pulled)
            elif tag == "br":
                run.append(child)
            elif tag not in never:
                run.append(child)
                some = True
            if tail := child.tail:
                run.append(tail)
                some = some or not tail.isspace()
        if some:
            self.flush(run, element, linked)

    def furniture(self, element: Any, quote: bool) -> str:
        why = may_be_furniture(element)
        if not why or element.tag in _WRAPPERS or element in self.titled:
            return ""
        if why == "part" and quote:
            return ""  # "pullquote__author"
        # A wrapper of the whole text may be called after one of its parts.
        share = self.out.prose.get(element, 0)
        if why != "other" and (share * 2 > self.all or (why == "gate" and share > 400)):
            return ""
        return why

    def flush(self, run: list[Any], element: Any, linked: bool) -> None:
        """The words between two borders, parted at empty lines."""
        at = self.last
        pieces: list[Any] = []
        breaks = 0
        for piece in [*run, None]:
            if piece is None or (breaks > 1 and (not isinstance(piece, str) or piece.strip())):
                if any(not isinstance(one, str) or one.strip() for one in pieces):
                    self.close(pieces, element, at, linked)
                pieces, breaks = [], 0
                if piece is None:
                    return
            if not isinstance(piece, str):
                breaks = breaks + 1 if piece.tag == "br" else 0
                at = max(at, self.out.order[piece])
            elif piece.strip():
                breaks = 0
            pieces.append(piece)

    def close(self, pieces: list[Any], element: Any, at: int, linked: bool) -> None:
        links = 0
        words: list[str] = []
        for piece in pieces:
            if isinstance(piece, str):
                words.append(piece)
                continue
            text, inside = spoken(piece)
            words.append(text)
            links += inside
        text = SPACE.sub(" ", "".join(words)).strip()
        if text:
            self.out.found.append(Block(element, pieces, text, len(text) if linked else links, at))


def spoken(element: Any) -> tuple[str, int]:
    """The words of a formatting element, and how many characters of them are links."""
    tag = element.tag
    if tag == "br":
        return "\n", 0
    if unread(element):
        return "", 0
    if len(element) == 0:
        text = element.text or ""
        return text, len(text) if tag == "a" else 0
    words = [element.text or ""]
    links = 0
    for child in element:
        text, inside = spoken(child)
        links += inside
        words += [text if child.tag in INLINE else f" {text} ", child.tail or ""]
    text = "".join(words)
    return text, len(text) if tag == "a" else links


def above(element: Any, *tags: str) -> Iterator[Any]:
    """The element itself and those around it; of these tags, where some are given."""
    if not tags or element.tag in tags:
        yield element
    yield from element.iterancestors(*tags)
