"""Body: the blocks of the article's part, without furniture, as the nodes of a body.

Headings, lists, block quotations, links and emphasis are kept. What stood among the paragraphs and was left out is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from newsmarkup.document.node import Node
from newsmarkup.document.problem import Problem
from newsmarkup.document.schema import image_url
from newsmarkup.importing.base import picture_key
from newsmarkup.importing.page.blocks import Blocks
from newsmarkup.importing.page.captions import Figure
from newsmarkup.importing.page.foreign import Foreign
from newsmarkup.importing.page.inline import Inline, inline
from newsmarkup.importing.page.naming import DECK, named
from newsmarkup.importing.page.pullquotes import PullQuote, pull_quotes, said_by
from newsmarkup.importing.page.sieve import HEADINGS, Sieve
from newsmarkup.suggesting.lexicon import lexicon

_TOLD, _MOST = 80, 12  # characters of what was left out that are told, and how many of them
_TWICE = 60  # characters of a block that is the same once more, for a narrower window
_KICKER = 120  # characters above the headline that may be no text


@dataclass(slots=True)
class Written:
    """`deck`: the line below the headline, where it stood in the text's part."""

    nodes: tuple[Node | str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    deck: str = ""


def body(
    part: Any, page: Blocks, figures: Sequence[Figure], base: str, language: str, title: Any, taken: frozenset[str]
) -> Written:
    """`title`: the element of the headline; `taken`: texts that are fields of the article: its headline, byline, dates."""
    return _Body(part, page, figures, base, language, title, taken).written()


@dataclass(slots=True)
class _Row:
    """`holder`: the list or block quotation around; `table_row`: the row of a table."""

    at: int
    name: str
    children: Inline
    holder: Any = None
    table_row: Any = None


class _Body:
    def __init__(
        self,
        part: Any,
        page: Blocks,
        figures: Sequence[Figure],
        base: str,
        language: str,
        title: Any,
        taken: frozenset[str],
    ) -> None:
        self.part, self.page, self.base, self.taken = part, page, base, taken
        self.title = page.order.get(title, -1)
        self.figures = {one.element: one for one in figures}
        self.found = page.inside(part)
        self.quotes = pull_quotes(self.found, part)
        self.sieve = Sieve(part, page, self.found, self.quotes, lexicon(language or "en"))
        self.above: dict[Any, list[Any]] = {}
        self.foreign = Foreign(part, page)
        self.left: list[str] = []
        self.deck = ""

    def written(self) -> Written:
        places = {"above": -1, "below": len(self.page.order)}
        rows = [
            (places.get(one.place, self.page.order.get(element, -1)), _figure(one))
            for element, one in self.figures.items()
        ]
        rows += _joined(self._headed(self._rows()))
        rows.sort(key=lambda row: row[0])
        return Written(tuple(node for _, node in rows), self._problems(), self.deck)

    def _rows(self) -> list[_Row]:
        rows: list[_Row] = []
        seen: set[str] = set()
        done: set[PullQuote] = set()
        for block in self.found:
            if (quote := self.quotes.get(block)) is not None and not self.sieve.furniture(quote.said[0].text):
                if quote not in done:
                    done.add(quote)
                    rows.append(_Row(block.at, "aside", self._pull_quote(quote)))
                continue
            around = self._around(block.element)
            if self.foreign.is_post(around) or any(one in self.figures for one in around) or block.text in self.taken:
                continue
            if len(block.text) > _TWICE and block.text in seen:
                continue
            if (row := self.foreign.row(around)) is not None:
                cell = inline(block.pieces, self.base)
                if rows and rows[-1].table_row is row:
                    rows[-1].children += (" | ", *cell)
                else:
                    rows.append(_Row(block.at, "p", cell, table_row=row))
                continue
            if not rows and not self.deck and not named(block.element).isdisjoint(DECK):
                self.deck = block.text
                continue
            if (block.at < self.title and len(block.text) < _KICKER) or not self.sieve.is_text(block, around):
                self.left.append(block.text)
                continue
            seen.add(block.text)
            holder = next((one for one in around if one.tag in ("ul", "ol", "blockquote")), None)
            name = block.kind if block.kind in HEADINGS else "p"
            rows.append(_Row(block.at, name, inline(block.pieces, self.base), None if name != "p" else holder))
        return rows

    def _around(self, element: Any) -> list[Any]:
        """The elements around a block inside the part, the innermost first."""
        if element is self.part or element is None:
            return []
        known = self.above.get(element)
        if known is None:
            known = self.above[element] = [element, *self._around(element.getparent())]
        return known

    def _headed(self, rows: list[_Row]) -> list[_Row]:
        """Without the headings that no text follows."""
        while rows and rows[-1].name in HEADINGS:
            self.left.append(Node("p", (), rows.pop().children).text)
        return rows

    def _problems(self) -> list[Problem]:
        out = []
        if self.left:
            said = "; ".join(f"“{one[:_TOLD]}{'…' if len(one) > _TOLD else ''}”" for one in self.left[:_MOST])
            more = f" and {len(self.left) - _MOST} more" if len(self.left) > _MOST else ""
            message = f"What is no part of the text was left out: {said}{more}."
            out.append(Problem("furniture", message, "Put back what is.", "notice", field="body"))
        return [*out, *self.foreign.problems()]

    def _pull_quote(self, quote: PullQuote) -> tuple[Node, ...]:
        paragraphs = [inline(block.pieces, self.base) for block in quote.said]
        by: Inline = tuple(part for block in quote.by for part in (*inline(block.pieces, self.base), " "))
        if not by:
            text, who = said_by(quote)
            if who:
                paragraphs, by = [(text,)], (who,)
        if by:
            paragraphs.append((Node("span", (("data-role", "attribution"),), _bare(by)),))
        return tuple(Node("p", (), one) for one in paragraphs)


def _bare(by: Inline) -> Inline:
    """Who said it, without the dash before it."""
    first = by[0]
    return (first.lstrip(" —–-"), *by[1:]) if isinstance(first, str) else by


def _joined(rows: list[_Row]) -> list[tuple[int, Node]]:
    """The blocks; rows of one list, or of one block quotation, are one."""
    out: list[tuple[int, Node]] = []
    last: Any = None
    for row in rows:
        if row.name == "aside":
            node = Node("aside", (("data-role", "pullquote"),), row.children)
        elif row.holder is None:
            node = Node(row.name, (), row.children)
        else:
            item = Node("p" if row.holder.tag == "blockquote" else "li", (), row.children)
            if row.holder is last:
                at, before = out.pop()
                out.append((at, Node(before.name, (), (*before.children, item))))
                continue
            node = Node(row.holder.tag, (), (item,))
        last = row.holder
        out.append((row.at, node))
    return out


def _figure(one: Figure) -> Node:
    parts: list[Node] = []
    if url := image_url(one.image.url):
        attributes = [("src", url), ("alt", one.image.alt)]
        if one.image.width and one.image.height:
            attributes += [("width", str(one.image.width)), ("height", str(one.image.height))]
        parts.append(Node("img", (*attributes, ("data-photo", picture_key(one.image.url)))))
    words: list[Node | str] = [one.caption] if one.caption else []
    if one.credit:
        words += [" ", Node("small", (("data-role", "credit"),), (one.credit,))]
    if words:
        parts.append(Node("figcaption", (), tuple(words)))
    return Node("figure", (), tuple(parts))
