"""Text: what suggestions are sought in: the blocks of an article as one string, with what is already tagged in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from newsmarkup.document.node import Body, Node
from newsmarkup.suggesting.suggestion import Span

# What holds words of its own; anything else only holds these.
_LEAVES = frozenset({"p", "h2", "h3", "h4", "figcaption"})
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or caption: `[start, end)` in the text. `kind` is its element; `within` the element it stands
    in ("blockquote", "aside", "li", "figure" or ""). `joined`: it follows the block before after a single line break."""

    start: int
    end: int
    kind: str = "p"
    within: str = ""
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Tagged:
    """A passage that is already tagged. Suggestions keep off it."""

    role: str
    span: Span


@dataclass(frozen=True)
class Text:
    """`text`: the blocks, parted by line breaks. `language`: BCP 47, or "" where it isn't known."""

    text: str
    blocks: tuple[Block, ...]
    language: str = ""
    tagged: tuple[Tagged, ...] = ()

    @classmethod
    def plain(cls, text: str, language: str = "") -> Text:
        """Of plain text: each line is a block. Offsets are those of `text` as it was given."""
        blocks, last = [], -2
        for match in _LINE.finditer(text):
            start, end = match.span()
            line = match[0]
            if line.isspace():
                continue
            start += len(line) - len(line.lstrip())
            end -= len(line) - len(line.rstrip())
            blocks.append(Block(start, end, joined=text.count("\n", last, start) == 1 if last >= 0 else False))
            last = end
        return cls(text, tuple(blocks), language)

    @classmethod
    def of_blocks(
        cls, blocks: Iterable[tuple[str, str, str, Iterable[tuple[str, int, int]]]], language: str = ""
    ) -> Text:
        """Of `(kind, within, text, tagged)`, `tagged` being `(role, start, end)` in the block's own characters."""
        parts: list[str] = []
        found: list[Block] = []
        tagged: list[Tagged] = []
        start = 0
        for kind, within, text, marks in blocks:
            found.append(Block(start, start + len(text), kind, within))
            tagged += (Tagged(role, Span(start + a, start + b)) for role, a, b in marks)
            parts.append(text)
            start += len(text) + 2
        return cls("\n\n".join(parts), tuple(found), language, tuple(tagged))

    @classmethod
    def of_body(cls, body: Body, language: str = "") -> Text:
        """Of a Body: its leaf blocks in document order, white space as it stands. A `br` is a line break."""
        return cls.of_blocks((_block(leaf, within) for leaf, within in leaves(body)), language)

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def place(self, offset: int) -> tuple[int, int]:
        """`(index of the block, offset in it)`."""
        from bisect import bisect_right

        index = max(bisect_right(self._starts, offset) - 1, 0)
        return index, offset - self.blocks[index].start

    def pieces(self, span: Span) -> Iterator[tuple[int, int, int]]:
        """`(index of the block, start, end)` of each block's part of a span, without the white space at its edges."""
        index = self.place(span.start)[0]
        while index < len(self.blocks) and self.blocks[index].start < span.end:
            block = self.blocks[index]
            start, end = max(span.start, block.start), min(span.end, block.end)
            words = self.text[start:end]
            if words.strip():
                start += len(words) - len(words.lstrip()) - block.start
                yield index, start, start + len(words.strip())
            index += 1

    def overlaps(self, span: Span, *roles: str) -> bool:
        """Whether anything tagged (with one of `roles`, if given) touches the span."""
        return any(
            span.start < one.span.end and one.span.start < span.end and (not roles or one.role in roles)
            for one in self.tagged
        )


def leaves(body: Body) -> Iterator[tuple[Node, str]]:
    """The blocks that hold words, in document order, each with the element around it."""
    for block in body.blocks:
        yield from _leaves(block, "")


def _leaves(node: Node, within: str) -> Iterator[tuple[Node, str]]:
    if node.name in _LEAVES:
        yield node, within
        return
    for child in node.children:
        if isinstance(child, Node):
            yield from _leaves(child, node.name)


def _block(leaf: Node, within: str) -> tuple[str, str, str, list[tuple[str, int, int]]]:
    parts: list[str] = []
    tagged: list[tuple[str, int, int]] = []
    _inline(leaf, parts, tagged, 0)
    text = "".join(parts)
    if within == "blockquote":
        tagged.append(("quotation", 0, len(text)))
    elif within == "aside":
        tagged.append(("pullquote", 0, len(text)))
    elif leaf.name == "figcaption" and leaf.get("data-id"):
        tagged.append(("caption", 0, len(text)))
    return leaf.name, within, text, tagged


def _inline(node: Node, parts: list[str], tagged: list[tuple[str, int, int]], at: int) -> int:
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
            at += len(child)
        elif child.name == "br":
            parts.append("\n")
            at += 1
        else:
            start = at
            at = _inline(child, parts, tagged, at)
            role = "quotation" if child.name == "q" else child.get("data-role")
            if role:
                tagged.append((role, start, at))
    return at
