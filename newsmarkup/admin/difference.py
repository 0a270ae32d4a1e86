"""Two texts side by side: paragraph by paragraph, with the words and tags that only one of them has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from newsmarkup.document.node import Body, Node
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.roles import Roles

_WORD = re.compile(r"(?=.)(\S*)(\s*)", re.DOTALL)
_LONG = 1_500  # tokens of a paragraph; longer ones are shown whole
_WIDE = 1_600  # pairs of paragraphs compared for likeness in one changed stretch
_ALIKE = 0.3


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or (`tag`) something about the words around it: a role, a link, a format. `gap` is the space behind it."""

    text: str
    tag: bool = False
    gap: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one side. `only`: the other side does not have them."""

    text: str
    only: bool = False
    tag: bool = False


Paragraph = tuple[Token, ...]
Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of each side; None where a side has none in its place."""

    mine: Pieces | None
    theirs: Pieces | None

    @property
    def state(self) -> Literal["same", "changed", "mine", "theirs"]:
        if self.mine is None:
            return "theirs"
        if self.theirs is None:
            return "mine"
        return "changed" if any(p.only for p in (*self.mine, *self.theirs)) else "same"


# -- bodies as paragraphs of tokens --------------------------------------------------------------------------------


def paragraphs(body: Body, roles: Roles, name_of: Callable[[SpeakerRef], str]) -> list[Paragraph]:
    """One a top-level block."""
    return [tuple(_tokens(block, roles, name_of)) for block in body.blocks]


def plain(text: str) -> list[Paragraph]:
    """Lines of plain text as paragraphs."""
    return [tuple(_words(line)) for line in text.splitlines() if line.strip()]


_SHAPES = {"h2": "heading", "h3": "smaller heading", "h4": "smallest heading", "hr": "dividing line"}
_LINES = ("p", "li", "ul", "ol", "blockquote", "figcaption")
_FORMATS = {"strong": "bold", "em": "italic", "u": "underlined", "s": "struck through", "sub": "subscript",
            "sup": "superscript", "code": "code"}  # fmt: skip


def _tokens(node: Node, roles: Roles, name_of: Callable[[SpeakerRef], str]) -> Iterator[Token]:
    role = roles.of(node.name, node.get)
    name = ""
    if role is not None:
        speaker = SpeakerRef.read(node.get("data-speaker"), node.get("data-speaker-name"))
        name = role.label.lower()
        alleged = "alleged" if node.get("data-alleged") else ""
        details = [name_of(speaker) if speaker else "", alleged, node.get("data-occasion"), node.get("cite")]
        yield Token(": ".join([name, ", ".join(filter(None, details))]) if any(details) else name, tag=True)
    elif node.name == "a":
        name = "link"
        yield Token(f"link to {node.get('href')}", tag=True)
    elif node.name in _FORMATS or node.name in _SHAPES:
        name = _FORMATS.get(node.name) or _SHAPES[node.name]
        yield Token(name, tag=True)
    elif node.name == "img":
        yield from _words(f"[{node.get('alt') or node.get('src')}]")
        yield Token(f"picture {node.get('data-photo') or node.get('src')}", tag=True)
    elif node.name == "li":
        yield Token("•", gap=" ")
    elif node.name == "br":
        yield Token("line break", tag=True)
        yield Token("", gap="\n")
    for i, child in enumerate(node.children):
        if isinstance(child, str):
            yield from _words(child)
            continue
        if i and child.name in _LINES:
            yield Token("", gap="\n")
        yield from _tokens(child, roles, name_of)
    if name and node.name not in _SHAPES:
        yield Token(f"end of {name}", tag=True)


def _words(text: str) -> Iterator[Token]:
    for word, gap in _WORD.findall(text):
        yield Token(word, gap=gap)


# -- comparing -----------------------------------------------------------------------------------------------------


def rows(mine: Sequence[Paragraph], theirs: Sequence[Paragraph]) -> list[Row]:
    """The paragraphs of both, paired: the same beside the same, changed ones beside what they are most like."""
    out: list[Row] = []
    for what, i, j, k, m in SequenceMatcher(None, mine, theirs).get_opcodes():
        if what == "equal":
            out += [_row(p, p) for p in mine[i:j]]
        else:
            out += [_row(a, b) for a, b in _pair(mine[i:j], theirs[k:m])]
    return out


def row(mine: str, theirs: str) -> list[Row]:
    """Two short texts as one row, however little they are alike."""
    sides = [tuple(_words(" ".join(text.split()))) or None for text in (mine, theirs)]
    return [_row(*sides)]


def _pair(mine: Sequence[Paragraph], theirs: Sequence[Paragraph]) -> list[tuple[Paragraph | None, Paragraph | None]]:
    """In order, each with its like: the pairing with the greatest likeness over all."""
    if len(mine) * len(theirs) > _WIDE:
        longest = range(max(len(mine), len(theirs)))
        return [(mine[n] if n < len(mine) else None, theirs[n] if n < len(theirs) else None) for n in longest]
    words = [[{t.text for t in p if not t.tag} for p in side] for side in (mine, theirs)]
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(mine) + 1)]
    like = [[_likeness(a, b) for b in words[1]] for a in words[0]]
    for i in reversed(range(len(mine))):
        for k in reversed(range(len(theirs))):
            together = best[i + 1][k + 1] + like[i][k] if like[i][k] >= _ALIKE else 0.0
            best[i][k] = max(together, best[i + 1][k], best[i][k + 1])
    out: list[tuple[Paragraph | None, Paragraph | None]] = []
    i = k = 0
    while i < len(mine) and k < len(theirs):
        if like[i][k] >= _ALIKE and best[i][k] == best[i + 1][k + 1] + like[i][k]:
            out.append((mine[i], theirs[k]))
            i, k = i + 1, k + 1
        elif best[i + 1][k] >= best[i][k + 1]:
            out.append((mine[i], None))
            i += 1
        else:
            out.append((None, theirs[k]))
            k += 1
    return [*out, *((p, None) for p in mine[i:]), *((None, p) for p in theirs[k:])]


def _likeness(a: set[str], b: set[str]) -> float:
    return len(a & b) / max(len(a), len(b)) if a and b else float(a == b)


def _row(mine: Paragraph | None, theirs: Paragraph | None) -> Row:
    if mine is None or theirs is None or mine == theirs:
        return Row(mine and _merge((t, False) for t in mine), theirs and _merge((t, False) for t in theirs))
    if max(len(mine), len(theirs)) > _LONG:
        return Row(_merge((t, True) for t in mine), _merge((t, True) for t in theirs))
    left: list[tuple[Token, bool]] = []
    right: list[tuple[Token, bool]] = []
    for what, i, j, k, m in SequenceMatcher(None, mine, theirs).get_opcodes():
        left += [(t, what != "equal") for t in mine[i:j]]
        right += [(t, what != "equal") for t in theirs[k:m]]
    return Row(_merge(left), _merge(right))


def _merge(tokens: Iterator[tuple[Token, bool]] | list[tuple[Token, bool]]) -> Pieces:
    """Neighbouring words as one piece. A tag that both have is not shown."""
    out: list[Piece] = []
    for token, only in tokens:
        if token.tag and not only:
            continue
        last = out[-1] if out else None
        text = token.text + token.gap
        if last and not token.tag and not last.tag and (last.only == only or not token.text):
            out[-1] = Piece(last.text + text, last.only)
        else:
            out.append(Piece(text, only and bool(token.text), token.tag))
    return tuple(piece for each in out for piece in _without_gap(each))


def _without_gap(piece: Piece) -> Pieces:
    """The space behind marked words is not marked."""
    text = piece.text.rstrip()
    return (Piece(text, True), Piece(piece.text[len(text) :])) if piece.only and text != piece.text else (piece,)
