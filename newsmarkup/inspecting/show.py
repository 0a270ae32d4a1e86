"""Show: an inspection as a table, for people to read in a terminal. Colours only repeat what the words say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from newsmarkup.document.problem import Problem
from newsmarkup.graph.rules import RULES, Finding
from newsmarkup.graph.rules.items import Item
from newsmarkup.graph.vocabulary import MISSING
from newsmarkup.inspecting.inspection import Inspection
from newsmarkup.suggesting.wrapping import Pen, wrapped

_COLOURS = {"error": "31", "warning": "33", "notice": "36"}
_BOLD, _DIM, _GREEN, _RED = "1", "2", "32", "31"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PLACE = re.compile(r"\[\d+\]")
_LONGEST = 160  # characters of a value


def show(inspection: Inspection, name: str, pen: Pen) -> Iterator[str]:
    """The lines of the table."""
    blocks, nodes = len(inspection.blocks), len(inspection.markup.items)
    title = f"{name} · {_count(blocks, 'block')}, {_count(nodes, 'node')}"
    yield pen.write(_safe(title), _BOLD)
    for article in inspection.markup.articles:
        yield ""
        yield from _article(inspection, article, pen)
    yield ""
    yield from _problems(inspection.problems, pen)
    if inspection.vocabulary is None:
        yield from wrapped([(f"Types and properties were not looked up: {MISSING}", (_DIM,))], pen, "", "")


def _article(inspection: Inspection, article: Item, pen: Pen) -> Iterator[str]:
    yield pen.write(_safe(" ".join(filter(None, ("/".join(article.kinds), article.id)))), _BOLD)
    yes, no = ("✓", "✗") if pen.signs[0] == "⟦" else ("+", "-")
    told = inspection.facts(article)
    wide = min(max(len(name) for name, _words in told), 24)
    for name, words in told:
        sign, colour = (yes, _GREEN) if words else (no, _RED)
        head = f"  {pen.write(sign, colour)} {_safe(name).ljust(wide)}  "
        rest = " " * (wide + 6)
        lines = wrapped([(_safe(_cut(words)) or "missing", () if words else (_DIM,))], pen, rest, rest)
        for n, line in enumerate(lines):
            yield head + line[len(rest) :] if n == 0 else line


def _problems(problems: tuple[Problem, ...], pen: Pen) -> Iterator[str]:
    if not problems:
        yield pen.write("Nothing is wrong.", _GREEN)
        return
    counts: Counter[str] = Counter(problem.severity for problem in problems)
    yield pen.write(", ".join(_count(counts[kind], kind) for kind in _COLOURS if counts[kind]), _BOLD)
    alike: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.code, _PLACE.sub("", where(problem))), []).append(problem)
    for some in alike.values():
        problem = some[0]
        yield ""
        head = f"{problem.severity}  {problem.code}"
        place = where(problem) + (f" and {len(some) - 1} more" if len(some) > 1 else "")
        yield from wrapped(
            [(head, (_COLOURS[problem.severity], _BOLD)), (f" {_safe(place)}", (_DIM,))], pen, "  ", "      "
        )
        source = RULES[problem.code].source
        said = f"{problem.sentence}" + ("" if source == "house" else f" ({source})")
        yield from wrapped([(_safe(said), ())], pen, "      ", "      ")


def where(problem: Problem) -> str:
    return problem.where if isinstance(problem, Finding) else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"


def _safe(words: str) -> str:
    return " ".join(_CONTROL.sub(" ", words).split(" "))
