"""Inline content: text runs with their marks, and the one way to nest them.

A run is a piece of text and the marks on it, outermost first. Roles rank before links, links before formatting, so the
same marks on the same words always nest the same way: `<q>a <em>b</em> c</q>`, never three `<q>`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsmarkup.document.node import Node

_SPACE = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")  # single spaces, which are nearly all, need no change


@dataclass(frozen=True, slots=True)
class Mark:
    """`attrs` of a role's mark is its `data-id` alone until the whole body is read."""

    name: str
    attrs: tuple[tuple[str, str], ...]
    rank: int


@dataclass(frozen=True, slots=True)
class Run:
    """`text` is None for a line break."""

    text: str | None
    marks: tuple[Mark, ...]


def add(marks: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
    """`marks` with `mark` in its rank's place, further in than its equals. A link or format inside itself is dropped."""
    if mark in marks or (mark.rank >= 0 and any(m.name == mark.name for m in marks)):
        return marks
    at = next((i for i, other in enumerate(marks) if other.rank > mark.rank), len(marks))
    return (*marks[:at], mark, *marks[at:])


def fold(runs: list[Run]) -> list[Run]:
    """White space as a reader sees it: folded to single spaces, none at the edges or beside a line break."""
    out: list[Run] = []
    spaced = True
    for run in runs:
        if run.text is None:
            _strip_end(out)
            out.append(run)
            spaced = True
            continue
        text = _SPACE.sub(" ", run.text)
        if spaced:
            text = text.removeprefix(" ")
        if text:
            out.append(Run(text, run.marks))
            spaced = text.endswith(" ")
    while out and out[0].text is None:
        del out[0]
    _strip_end(out)
    while out and out[-1].text is None:
        del out[-1]
        _strip_end(out)
    return out


def _strip_end(runs: list[Run]) -> None:
    while runs and (text := runs[-1].text) is not None and text.endswith(" "):
        if text[:-1]:
            runs[-1] = Run(text[:-1], runs[-1].marks)
        else:
            del runs[-1]


def nest(runs: list[Run], depth: int = 0) -> tuple[Node | str, ...]:
    """Runs as a tree; neighbours that share their outer marks share the elements."""
    out: list[Node | str] = []
    i = 0
    while i < len(runs):
        run = runs[i]
        if len(run.marks) <= depth:
            last = out[-1] if out else None
            if run.text is None:
                out.append(Node("br"))
            elif isinstance(last, str):
                out[-1] = last + run.text
            else:
                out.append(run.text)
            i += 1
            continue
        mark = run.marks[depth]
        j = i
        while j < len(runs) and len(runs[j].marks) > depth and runs[j].marks[depth] == mark:
            j += 1
        out.append(Node(mark.name, mark.attrs, nest(runs[i:j], depth + 1)))
        i = j
    return tuple(out)
