"""Weaving: new marks among the marks that a paragraph has, each around its characters, nested in the one way there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from newsmarkup.document.inline import Mark, Run, nest
from newsmarkup.document.node import Node
from newsmarkup.document.schema import FORMATTING
from newsmarkup.roles.base import Roles

Inline = tuple[Node | str, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A mark on the characters `[start, end)` of a paragraph; a `br` is one of them."""

    start: int
    end: int
    mark: Mark


def unravel(children: Inline, roles: Roles) -> tuple[str, list[Laid]]:
    """The characters of inline content (line breaks as "\\n") and the marks on them, outer ones first."""
    parts: list[str] = []
    laid: list[Laid] = []
    _unravel(children, roles, parts, laid, 0)
    return "".join(parts), laid


def _unravel(children: Inline, roles: Roles, parts: list[str], laid: list[Laid], at: int) -> int:
    for child in children:
        if isinstance(child, str):
            parts.append(child)
            at += len(child)
        elif child.name == "br":
            parts.append("\n")
            at += 1
        else:
            role = roles.of(child.name, child.get)
            mark = Mark(child.name, child.attrs, role.rank if role else FORMATTING.get(child.name, len(FORMATTING)))
            slot = len(laid)
            laid.append(Laid(at, at, mark))
            end = _unravel(child.children, roles, parts, laid, at)
            laid[slot] = Laid(at, end, mark)
            at = end
    return at


def weave(text: str, laid: Sequence[Laid], removed: Iterable[tuple[int, int]] = ()) -> Inline:
    """Inline content again: `text` with its marks, without the `removed` characters.

    Marks of one rank are nested by their extent: the longer one is further out. Linear but for sorting.
    """
    gone, lines = _merged(removed), {at for at, character in enumerate(text) if character == "\n"}
    borders = {0, len(text)}
    for one in laid:
        borders |= {one.start, one.end}
    for start, end in gone:
        borders |= {start, end}
    for at in lines:
        borders |= {at, at + 1}
    order = sorted(range(len(laid)), key=lambda n: (laid[n].start, -laid[n].end, n))
    runs: list[Run] = []
    open_: list[int] = []
    nth = hole = 0
    cuts = sorted(borders)
    for start, end in pairwise(cuts):
        open_ = [n for n in open_ if laid[n].end > start]
        while nth < len(order) and laid[order[nth]].start <= start:
            if laid[order[nth]].end > start:
                open_.append(order[nth])
            nth += 1
        while hole < len(gone) and gone[hole][1] <= start:
            hole += 1
        if hole < len(gone) and gone[hole][0] <= start:
            continue
        ranked = sorted(open_, key=lambda n: (laid[n].mark.rank, laid[n].start, -laid[n].end, n))
        marks = tuple(laid[n].mark for n in ranked)
        runs.append(Run(None if start in lines else text[start:end], marks))
    return nest(runs)


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        elif end > start:
            out.append((start, end))
    return out
