"""Blocks: a page's words in reading order, paragraph by paragraph, each with where it stands.

A paragraph is what a reader sees as one: a `<p>`, words that stand in a `<div>` without one, the lines between two `<br>`.
One walk down the tree finds them all, after one walk up that sums what each element holds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from newsmarkup.importing.page.furniture import PARTS, may_be_furniture, never, unread
from newsmarkup.importing.page.pullquotes import is_named
from newsmarkup.importing.page.text import plain

INLINE = frozenset(
    "a abbr acronym b bdi bdo"
    " big cite code data del dfn em font i img ins kbd label mark meter nobr o picture q rb rp rt ruby "
    "s samp small span strike strong sub sup time tt u var wbr".split()
)
_SET_APART = ("span", "q", "strong", "em", "b", "i", "big", "font")
_WITHIN = INLINE | never | {"br"}  # a paragraph
# Whose lines belong together.
_WHOLE = frozenset({"blockquote", "figcaption", "aside", "li", "address", "cite", "h1", "h2", "h3"})
_LONG = 100  # characters of what is surely a paragraph
PROSE = 60  # characters of running text; labels and links have fewer
_SEVERAL = 3  # paragraphs; what has more is the text
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
    """Of a page. `elements` in order, `order`: their places; `dropped`: furniture, and why."""

    body: Any
    elements: list[Any] = field(default_factory=list)
    order: dict[Any, int] = field(default_factory=dict)
    dropped: dict[Any, str] = field(default_factory=dict)
    found: list[Block] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)  # of running text before each element

    def inside(self, element: Any) -> list[Block]:
        """Those of one element."""
        first = bisect_left(self.found, self.order[element], key=lambda one: one.at)
        return self.found[first : bisect_left(self.found, self.end(element), first, key=lambda one: one.at)]

    def end(self, element: Any) -> int:
        """The place after its last descendant."""
        after = element
        while after is not None and after.getnext() is None:
            after = after.getparent()
        return self.order.get(after.getnext(), len(self.order)) if after is not None else len(self.order)

    def prose(self, element: Any) -> int:
        """Characters of running text in it."""
        return self.sums[self.end(element)] - self.sums[self.order[element]]


def blocks(root: Any) -> Blocks:
    body = root.find("body")
    out = Blocks(root if body is None else body)
    out.elements = list(out.body.iter())
    out.order = {element: at for at, element in enumerate(out.elements)}
    total, sums = 0, [0]
    for element in out.elements:
        text, tail = element.text, element.tail
        if text and len(text) > PROSE and element.tag not in never:
            total += len(text)
        if tail and len(tail) > PROSE:
            total += len(tail)
        sums.append(total)
    out.sums = sums
    titled = {above for one in out.body.iter("h1") for above in one.iterancestors()}
    _Walk(out, _mixed(out.body), titled).walk(out.body, False)
    return out


def _mixed(body: Any) -> set[Any]:
    """The formatting elements that hold paragraphs, or are set apart from that around them as a pull quote."""
    out: set[Any] = {one for one in body.iter(*_SET_APART) if "uot" in (one.get("class") or "") and is_named(one)}
    for element in reversed([one for one in body.iter(*INLINE) if len(one)]):
        if any(child.tag not in _WITHIN or child in out for child in element):
            out.add(element)
    return out


class _Walk:
    def __init__(self, out: Blocks, mixed: set[Any], titled: set[Any]) -> None:
        self.out, self.mixed, self.titled = out, mixed, titled
        self.all = out.sums[-1]
        self.begun = False  # whether a paragraph has come
        self.last = 0  # the place of the element that was come to last

    def walk(self, element: Any, linked: bool, quote: bool = False) -> None:
        """`quote`: inside a pull quote."""
        order, mixed = self.out.order, self.mixed
        self.last = order[element]
        text = element.text
        run: list[Any] = [text] if text else []
        some = bool(text) and not text.isspace()
        linked = linked or element.tag == "a"
        for child in element:
            tag = child.tag
            if tag in _WITHIN and child not in mixed:
                if tag not in never:
                    run.append(child)
                    some = some or tag != "br"
            else:
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
            if tail := child.tail:
                run.append(tail)
                some = some or not tail.isspace()
        if some:
            self.flush(run, element, linked)

    def furniture(self, element: Any, quote: bool) -> str:
        why = may_be_furniture(element)
        if not why or element.tag in _WRAPPERS or element in self.titled:
            return ""
        if why in ("part", "minor") and quote:
            return ""  # "pullquote__author"
        if why == "other":
            return why
        # A wrapper of the whole text may be called after one of its parts.
        share = self.out.prose(element)
        if share * 2 > self.all or (why == "gate" and share > 400):
            return ""
        if why != "minor":
            return why
        long = (one for one in element.iter("p") if len(one.text or "") > PROSE)
        return "" if next(islice(long, _SEVERAL, None), None) is not None else "part"

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
        text = plain("".join(words))
        if not text:
            return
        if (
            not self.begun
            and len(pieces) > 2
            and element.tag not in _WHOLE
            and self._lines(pieces, element, at, linked)
        ):
            return
        self.begun = self.begun or len(text) > _LONG
        self.out.found.append(Block(element, pieces, text, len(text) if linked else links, at))

    def _lines(self, pieces: list[Any], element: Any, at: int, linked: bool) -> bool:
        """Above the text, short lines with a `<br>` between them are a block each: headline, byline, date in one cell."""
        lines: list[list[Any]] = [[]]
        for piece in pieces:
            if not isinstance(piece, str) and piece.tag == "br":
                lines.append([])
            else:
                lines[-1].append(piece)
        if (
            len(lines) < 2
            or sum(len(one) if isinstance(one, str) else PROSE for line in lines for one in line) > _LONG * 3
        ):
            return False
        for line in lines:
            self.close(line, element, at, linked)
        return True


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
