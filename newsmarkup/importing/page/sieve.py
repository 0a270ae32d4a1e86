"""Sieve: which blocks of the article's part are its text.

Besides what every house says in the same words (`suggesting.furniture`) the text is known by its make: its paragraphs are
elements of one name and class in elements of one name and class. What is made otherwise, and short, is none of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Sequence
from typing import Any

from newsmarkup.importing.page.blocks import Block, Blocks
from newsmarkup.importing.page.moment import moment
from newsmarkup.importing.page.naming import QUOTE, is_caption, named
from newsmarkup.importing.page.part import is_teaser
from newsmarkup.importing.page.text import columns
from newsmarkup.suggesting.furniture import template
from newsmarkup.suggesting.lexicon import Lexicon

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SENTENCE = re.compile(r"[.!?…:;。！？؟।][\"”’»«)\]」』]*$")
_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST = 25  # characters of a quotation
_SHORT, _LONG = 60, 100  # characters of what stands elsewhere: below it is no paragraph, above it is one
_LINE = 80  # columns; paragraphs have more
_LINKED = 250  # characters that may all be links and still be a pointer elsewhere
_MAIN = 0.15  # of the running text stands in places of one make, if they are the text's own
_SURE = 0.9


class Sieve:
    """`apart`: blocks that are judged elsewhere, as pull quotes are."""

    def __init__(
        self, part: Any, page: Blocks, found: Sequence[Block], apart: Container[Block], words: Lexicon
    ) -> None:
        self.part, self.page, self.words = part, page, words
        makes: Counter[Any] = Counter()
        for block in found:
            if block.prose and block not in apart:
                makes[_make(block)] += len(block.text)
        least = _MAIN * sum(makes.values())
        self.main = {make for make, size in makes.items() if size >= least}
        self.holders = {make[1] for make in self.main}
        self.places = {block.element.getparent() for block in found if _make(block) in self.main}
        self.lists: dict[Any, bool] = {}
        self.teasers: dict[Any, bool] = {}
        self.start = next((one.at for one in found if columns(one.text) > _LINE), 0)

    def is_text(self, block: Block, around: Sequence[Any]) -> bool:
        """`around`: the elements around it inside the part, the innermost first."""
        text = block.text
        holder = next((one for one in around if one.tag in ("ul", "ol", "blockquote")), None)
        if holder is not None and holder.tag == "blockquote" and not block.linked:
            return not self.furniture(text)
        if block.kind == "figcaption" or any(one.tag in ("figure", "aside") or is_caption(one) for one in around):
            return False
        if not any(map(str.isalnum, text)):
            return False
        if self._points_elsewhere(block, holder):
            return False
        if self.furniture(text) or (holder is None and is_teaser(block, self.page, self.teasers)):
            return False
        if block.at < self.start and len(text) < _SHORT and self._only_dated(text):
            return False
        if holder is not None and (holder.tag == "blockquote" or holder.getparent() in self.places):
            return True
        make = _make(block)
        if make in self.main or make[1] in self.holders or block.element.getparent() in self.places:
            return True
        if len(text) >= _LEAST and not all(named(one).isdisjoint(QUOTE) for one in around):
            return True  # a quotation
        if block.kind in HEADINGS:
            return block.element.getparent() is self.part or len(text) >= _SHORT
        return len(text) >= _LONG or (len(text) >= _SHORT and _SENTENCE.search(text) is not None)

    def furniture(self, text: str) -> bool:
        """Whether it is what every house says: "Read more: …"."""
        found = template(text, self.words)
        return found is not None and found[0] >= _SURE

    def _only_dated(self, text: str) -> bool:
        """Whether a line says when it was published or changed, and nothing else."""
        if sum(map(str.isdigit, text)) < 5 or text[-1:] in ".!?" or moment(text, self.words.language) is None:
            return False
        return sum(len(word) > 2 for word in _LETTERS.findall(text)) < 4

    def _points_elsewhere(self, block: Block, holder: Any) -> bool:
        size, linked = len(block.text), block.linked
        if block.kind == "li" or (holder is not None and holder.tag != "blockquote"):
            if holder is not None and holder not in self.lists:
                items = self.page.inside(holder)
                self.lists[holder] = sum(one.linked for one in items) > 0.6 * sum(len(one.text) for one in items)
            return (holder is not None and self.lists[holder]) or (linked > 0.55 * size and ":" in block.text[:40])
        return size < _LINKED and linked > 0.55 * size


def _make(block: Block) -> tuple[Any, Any]:
    holder = block.element.getparent()
    return (block.kind, block.element.get("class")), (holder.tag, holder.get("class")) if holder is not None else None
