"""JSON as it is found in pages: read as far as it can be, with what is wrong and where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from newsmarkup.document.problem import Problem
from newsmarkup.graph.rules.base import Finding
from newsmarkup.graph.rules.catalogue import RULES
from newsmarkup.graph.rules.message import Message, _

DEEPEST = 100  # levels of objects and lists; real pages have about ten
_WRAPPED = re.compile(r"\s*(?:(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?|<!--)")
_UNWRAPPED = re.compile(r"(?:(?://|/\*)?\s*\]\]>(?:\s*\*/)?|(?://\s*)?-->)\s*$")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]', re.DOTALL)
_COMMA = re.compile(r",(?=\s*[}\]])")
_SAID = {
    "Expecting property name enclosed in double quotes": _("a name in double quotes is missing"),
    "Expecting ',' delimiter": _("a comma is missing, or a quotation mark inside a text has no backslash"),
    "Expecting ':' delimiter": _("a colon is missing"),
    "Expecting value": _("a value is missing, or is not in double quotes"),
    "Unterminated string starting at": _("a text has no closing quotation mark"),
    "Invalid \\escape": _("a backslash stands before a letter that needs none"),
    "Invalid \\uXXXX escape": _("\\u is not followed by four digits"),
}


@dataclass(frozen=True, slots=True)
class Parsed:
    """`documents` is what could be read; `whole` whether that is all."""

    documents: tuple[Any, ...]
    problems: tuple[Problem, ...]
    whole: bool = True


def parse(text: str, line: int = 1) -> Parsed:
    """The JSON of a block that begins on this line of its file. Mends what can be mended without guessing."""
    problems: list[Problem] = []
    twice: list[str] = []

    def found(code: str, message: Message, mend: str, at: int) -> None:
        where = f"line {line + text.count(chr(10), 0, at)}, column {at - text.rfind(chr(10), 0, at)}"
        problems.append(Finding(code, message, mend, RULES[code].severity, where=where))

    def pairs(given: list[tuple[str, Any]]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, value in given:
            if name in made:
                twice.append(name)
            made.setdefault(name, value)
        return made

    strict, candidate = True, text
    if match := _WRAPPED.match(text):
        # As many characters as before, so that positions stay true.
        candidate = " " * match.end() + text[match.end() :]
        if match := _UNWRAPPED.search(candidate):
            candidate = candidate[: match.start()] + " " * (len(candidate) - match.start())
        said = _("The JSON stands in a comment or CDATA section, which no JSON reader knows.")
        found("json-wrapped", said, _("Take <!--, //<![CDATA[ and the like away."), 0)
    while True:
        twice.clear()
        try:
            decoder = json.JSONDecoder(object_pairs_hook=pairs, strict=strict, parse_constant=_refuse)
            start = len(candidate) - len(candidate.lstrip())
            document, end = decoder.raw_decode(candidate, start)
        except json.JSONDecodeError as error:
            if strict and error.msg.startswith("Invalid control character"):
                strict = False
                said = _("A line break, tab or other control character stands inside a text.")
                found("json-control-character", said, _("Write it as \\n or \\t, or leave it out."), error.pos)
                continue
            mended = _without_commas(candidate)
            if mended != candidate and "json-trailing-comma" not in {one.code for one in problems}:
                at = next(i for i, pair in enumerate(zip(candidate, mended, strict=True)) if pair[0] != pair[1])
                said = _("A comma stands before a closing bracket.")
                found("json-trailing-comma", said, _("Take it away."), at)
                candidate = mended
                continue
            why = _SAID.get(error.msg.split(" (")[0], _(error.msg))
            near = " ".join(candidate[max(error.pos - 30, 0) : error.pos + 20].split())
            rest = _beginning(candidate, error.pos, strict)
            said = _("This is no JSON: {why}, near: {near}", why=why, near=near)
            if not candidate.strip():
                said, near = _("The block is empty."), ""
            found("broken-json", said, _("Mend it there; search engines read none of the block."), error.pos)
            return Parsed((rest,) if rest else (), tuple(problems), whole=False)
        except (ValueError, RecursionError):
            said = _("A number is not written as JSON has it, or the block is nested too deep.")
            found("broken-json", said, _("Write plain numbers; leave NaN and Infinity out."), 0)
            return Parsed((), tuple(problems), whole=False)
        break
    if candidate[end:].strip():
        at = end + len(candidate[end:]) - len(candidate[end:].lstrip())
        said = _(
            "Something stands behind the end of the JSON: {words}", words=" ".join(candidate[at : at + 30].split())
        )
        found("json-extra-data", said, _("Take it away; look for a bracket that is closed too early."), at)
    for name in dict.fromkeys(twice):
        said = _("One object names “{name}” twice: readers see only one of them.", name=name)
        found("json-twice-named", said, _("Keep one; several values make a list."), max(text.find(f'"{name}"'), 0))
    if _depth(document) > DEEPEST:
        said = _("The block is nested more than {deepest} levels deep.", deepest=DEEPEST)
        found("broken-json", said, _("No article needs that: look at the program that writes it."), 0)
        return Parsed((), tuple(problems), whole=False)
    return Parsed((document,), tuple(problems))


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is no JSON")


def _without_commas(text: str) -> str:
    """The same with a space for each comma before a closing bracket, outside texts."""
    out, last = list(text), ""
    at = 0
    for match in _TOKEN.finditer(text):
        sign = match[0]
        if sign in "}]" and last == ",":
            out[at] = " "
        last, at = sign, match.start()
    return "".join(out)


def _beginning(text: str, end: int, strict: bool) -> Any:
    """What stands before the place where the JSON breaks, its open brackets closed; None where nothing does."""
    for cut in _cuts(text, end):
        open_: list[str] = []
        for match in _TOKEN.finditer(text, 0, cut):
            if match[0] in "{[":
                open_.append("}" if match[0] == "{" else "]")
            elif match[0] in "}]" and open_:
                open_.pop()
        try:
            return json.loads(text[:cut] + "".join(reversed(open_)), strict=strict)
        except (ValueError, RecursionError):
            continue
    return None


def _cuts(text: str, end: int, most: int = 8) -> Iterator[int]:
    """The last places before `end` where a value may be over: in front of commas."""
    for _n in range(most):
        end = text.rfind(",", 0, end)
        if end < 0:
            return
        yield end


def _depth(document: Any) -> int:
    depth, level = 0, [document]
    while level and depth <= DEEPEST:
        level = [
            value
            for one in level
            for value in (one.values() if isinstance(one, dict) else one if isinstance(one, list) else ())
            if isinstance(value, (dict, list))
        ]
        depth += 1
    return depth
