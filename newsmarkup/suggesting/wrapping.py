"""Wrapping: styled words on lines of a terminal, of whatever script."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from unicodedata import combining, east_asian_width

Piece = tuple[str, tuple[str, ...]]  # words and their styles


@dataclass(frozen=True, slots=True)
class Pen:
    """How to write: `signs` the brackets, `colour` whether the terminal understands SGR, `width` in columns."""

    colour: bool = False
    width: int = 88
    signs: tuple[str, str] = ("⟦", "⟧")

    def write(self, words: str, *styles: str) -> str:
        styles = tuple(filter(None, styles))
        return f"\x1b[{';'.join(styles)}m{words}\x1b[0m" if self.colour and styles and words else words


def wrapped(pieces: Iterable[Piece], pen: Pen, first: str, rest: str) -> Iterator[str]:
    """Lines of at most `pen.width` columns. A word wider than a line is cut: there are languages without spaces."""
    row: list[Piece] = [(first, ())]
    used, empty = len(first), True
    for word in _words(pieces):
        wide = sum(_columns(part) for part, _ in word)
        if not empty and used + 1 + wide > pen.width and wide <= pen.width - len(rest):
            yield _written(row, pen)
            row, used, empty = [(rest, ())], len(rest), True
        if not empty:
            row.append((" ", word[0][1] if row[-1][1] == word[0][1] else ()))
            used += 1
        for part, styles in word:
            while part:
                cut = _fitting(part, pen.width - used)
                row.append((part[:cut], styles))
                used, empty = used + _columns(part[:cut]), False
                if part := part[cut:]:
                    yield _written(row, pen)
                    row, used = [(rest, ())], len(rest)
    if not empty:
        yield _written(row, pen)


def _written(row: Sequence[Piece], pen: Pen) -> str:
    """A line, what is styled alike written in one go."""
    alike = groupby(row, key=lambda piece: piece[1])
    return "".join(pen.write("".join(words for words, _ in some), *styles) for styles, some in alike).rstrip(" ")


def _words(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """What stands between spaces, each in its pieces."""
    word: list[Piece] = []
    for words, styles in pieces:
        for at, part in enumerate(words.split(" ")):
            if at and word:
                yield word
                word = []
            if part:
                word.append((part, styles))
    if word:
        yield word


def _columns(word: str) -> int:
    if word.isascii():
        return len(word)
    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in word)


def _fitting(word: str, room: int) -> int:
    """How many characters of a word fit into so many columns."""
    for at, letter in enumerate(word):
        room -= _columns(letter)
        if room < 0:
            return at
    return len(word)
