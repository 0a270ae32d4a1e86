"""Node and Body: the parsed document, frozen.

A child is a `Node` or a `str` of plain text (no entities). `Body` holds the top-level blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_NO_WORDS = frozenset("–—-•·/&…")
# What starts a new line in plain text, so that the words of two blocks never run together.
_BLOCKS = frozenset({"p", "h2", "h3", "h4", "li", "ul", "ol", "blockquote", "aside", "figure", "figcaption", "hr"})


@dataclass(frozen=True, slots=True)
class Node:
    """An element. `attrs` are (name, value) pairs in the order they are written."""

    name: str
    attrs: tuple[tuple[str, str], ...] = ()
    children: tuple[Node | str, ...] = ()

    def get(self, name: str, default: str = "") -> str:
        for key, value in self.attrs:
            if key == name:
                return value
        return default

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    @property
    def text(self) -> str:
        """Plain text: a `br` and the border of a block are line breaks."""
        return plain_text((self,))


@dataclass(frozen=True)
class Body:
    """The blocks of one article's text, in order."""

    blocks: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        for block in self.blocks:
            yield from block.walk()

    @property
    def depth(self) -> int:
        """How many elements stand in one another."""
        return _depth(self.blocks)

    @cached_property
    def text(self) -> str:
        """Plain text, one block a line."""
        return plain_text(self.blocks)

    @cached_property
    def word_count(self) -> int:
        """Words of the running text: pull quotes repeat it and captions stand beside it, so they don't count."""
        text = plain_text(tuple(block for block in self.blocks if block.name not in ("aside", "figure")))
        return len([word for word in text.split() if word not in _NO_WORDS])


def _depth(nodes: tuple[Node | str, ...]) -> int:
    return max((1 + _depth(node.children) for node in nodes if isinstance(node, Node)), default=0)


def plain_text(nodes: tuple[Node | str, ...]) -> str:
    parts: list[str] = []
    _collect(nodes, parts)
    first, *rest = "".join(parts).split("\n")
    lines = (first.rstrip(" "), *(line.lstrip().rstrip(" ") for line in rest))
    return "\n".join(line for line in lines if line).strip(" ")


def _collect(nodes: tuple[Node | str, ...], parts: list[str]) -> None:
    for node in nodes:
        if isinstance(node, str):
            parts.append(node)
        elif node.name == "br":
            parts.append("\n")
        else:
            block = node.name in _BLOCKS
            if block:
                parts.append("\n")
            _collect(node.children, parts)
            if block:
                parts.append("\n")
