"""Quotation marks: the quoted strings of a text, in any language, whether they are speech or not.

One regex finds the marks; a walk over them with a stack pairs them, paragraph by paragraph. Which way a mark faces is read
off its neighbours (white space before and a letter after: it opens), as writers often type the wrong one; its own form
decides only where they don't. A mark without its partner harms its own paragraph only.

Sources: Unicode CLDR characters/quotationMarks for the marks of each language; Unicode Standard, section 6.2 ("Language-
Based Usage of Quotation Marks"), for the languages where one mark opens in one place and closes in another.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from newsmarkup.suggesting.dialogue import dialogue
from newsmarkup.suggesting.incise import Incises
from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.suggestion import Span
from newsmarkup.suggesting.text import Block, Text

Mark = Literal["double", "single", "guillemet", "dash", "corner", "title"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """`parts` include the marks: one a paragraph where the quotation runs on. `depth` 0 is outermost; of a nested one
    `outer` is the index of the one around it. `closed`: its closing mark was found. `mark` "title" is the brackets of
    Chinese book titles, which are never speech. `follows`: it goes on with the one before, after the narrator's words.
    """

    parts: tuple[Span, ...]
    opening: str
    mark: Mark
    closed: bool = True
    depth: int = 0
    outer: int = -1
    follows: bool = False

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end


# The family of each mark: marks of one family close one another.
_FAMILIES: dict[str, Mark | str] = {
    **dict.fromkeys('“”„‟"″״＂', "double"),
    **dict.fromkeys(("''", "``", "´´", "‚‚"), "double"),
    **dict.fromkeys("‘’‚‛'`´′＇", "single"),
    **dict.fromkeys("«»", "guillemet"),
    **dict.fromkeys("‹›", "inner guillemet"),
    **dict.fromkeys("「」｢｣", "corner"),
    **dict.fromkeys("『』", "inner corner"),
    **dict.fromkeys("〝〞〟", "prime"),
    **dict.fromkeys("《》", "title"),
    **dict.fromkeys("〈〉", "inner title"),
}
_MARKS: dict[str, Mark] = {
    "inner guillemet": "guillemet",
    "inner corner": "corner",
    "prime": "double",
    "inner title": "title",
    "double": "double",
    "single": "single",
    "guillemet": "guillemet",
    "corner": "corner",
    "title": "title",
    "dash": "dash",
}
# What these do never depends on their neighbours.
_FIXED = {**dict.fromkeys("「｢『〝《〈„‟", True), **dict.fromkeys("」｣』〞〟》〉", False), "``": True, "‚‚": True}
# What they do where the neighbours don't say.
_USUAL = {**dict.fromkeys("“‘«‹‚`", True), **dict.fromkeys("”’»›", False)}
_LOW = frozenset("„‟‚")

# An apostrophe between two letters is passed over here; so it is not where words aren't parted (Chinese, Japanese, Korean).
_WORD = r"[^\W\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]"
_FIND = re.compile(
    "[" + "".join(mark for mark in _FAMILIES if len(mark) == 1) + "]"
    rf"(?<!{_WORD}['’´`‘](?={_WORD}))(?:(?<=')'|(?<=`)`|(?<=´)´|(?<=‚)‚)?"
)
# What an apostrophe begins: left-out letters and years.
_ELIDED = re.compile(
    r"['’‘](?:t(?:is|was|were|will|il|ill)|em|im|er|n|cause|cuz|cos|bout|round|neath|gainst|tude|hood|nuff|s|ne|ner|nem|"
    r"\d\d(?:s|er)?)(?!\w)",
    re.IGNORECASE,
)
_GERSHAYIM = re.compile(r"[\u05d0-\u05ea][\"״][\u05d0-\u05ea]")
_PREFIXED = re.compile(r"(?<![\u05d0-\u05ea])[משהוכלב]{1,3}[\"״][\u05d0-\u05ea]{2,}")

_BEFORE_OPENING = frozenset("([{<—–-―/=+:¿¡|•*~>\ufeff\u200b\u200e\u200f\u061c\u202a\u202b\u2066\u2067：（【")
_AFTER_CLOSING = frozenset(".,;:!?)]}>%|*»\ufeff\u200b\u200e\u200f\u061c\u202c\u2069。，、；：！？）】،؛؟")
_AFTER_EITHER = frozenset("—–-―/…").union(mark for mark in _FAMILIES if len(mark) == 1)
_OPENS, _CLOSES, _LOOSE, _TIGHT = range(4)  # between spaces; between letters

_DEEPEST = 5  # nobody nests deeper; a text of opening marks only would make quotations of half its length each

_HEADINGS = frozenset({"h2", "h3", "h4"})
_STOPS = frozenset(".!?…:;。！？؟")


class _Open:
    """A quoted string while it is read. `inner`: marks of its own family have opened within it."""

    __slots__ = ("begun", "closed", "family", "follows", "inner", "mark", "outer", "parts")

    def __init__(self, begun: int, mark: str, family: str, outer: _Open | None) -> None:
        self.begun, self.mark, self.family, self.outer = begun, mark, family, outer
        self.parts: list[Span] = []
        self.closed = self.follows = False
        self.inner = -1


def quoted(text: Text, words: Lexicon) -> list[Quoted]:
    """In the order of their opening marks, a nested one after the one around it. Linear in the text's length."""
    found: list[_Open] = []
    reader = _Reader(text, words)
    for block, marks in _by_block(text):
        found += reader.read(block, marks)
    found += reader.finish()
    if words.flag("quotation", "incise"):
        found = _interrupted(found, text.text, Incises(words))
    if words.flag("quotation", "dash"):
        for span, follows in dialogue(text, words):
            if not text.text[span.start + 1 : span.start + 4].lstrip().startswith(("«", "„", "“", '"')):
                found.append(_Open(span.start, text.text[span.start], "dash", None))
                found[-1].parts, found[-1].closed, found[-1].follows = [span], True, follows
    found.sort(key=lambda one: (one.parts[0].start, -one.parts[0].end))
    return _nested(found)


def _interrupted(found: list[_Open], source: str, incises: Incises) -> list[_Open]:
    """The stretches around the narrator's words, each a quoted string; the last of them keeps the paragraphs below."""
    out: list[_Open] = []
    for one in found:
        pieces = (
            incises.stretches(source, one.parts[0].start, one.parts[0].end) if one.family != "single" else one.parts[:1]
        )
        for piece in pieces:
            out.append(_Open(piece.start, one.mark, one.family, None))
            out[-1].parts, out[-1].closed, out[-1].follows = [piece], one.closed, piece.start > one.parts[0].start
        out[-1].parts += one.parts[1:]
    return out


def _by_block(text: Text) -> list[tuple[Block, list[re.Match[str]]]]:
    """The marks of each block; of a block without any, an empty list."""
    result: list[tuple[Block, list[re.Match[str]]]] = [(block, []) for block in text.blocks]
    at, last = 0, len(result) - 1
    for match in _FIND.finditer(text.text):
        start = match.start()
        while at < last and start >= result[at][0].end:
            at += 1
        if last >= 0 and result[at][0].start <= start < result[at][0].end:
            result[at][1].append(match)
    return result


class _Reader:
    def __init__(self, text: Text, words: Lexicon) -> None:
        self.source = text.text
        pairs = words.listed("quotation", "pairs")
        self.swedish = "’’" in pairs  # ’ opens too
        self.reversed = _reversed(text.text, pairs)
        self.singles = _single_style(text.text)
        self.running: _Open | None = None  # not closed where its paragraph ended
        self.heading = False
        self.wrapped: list[Span] = []  # lines that it may run through

    def finish(self) -> list[_Open]:
        running, self.running, self.wrapped = self.running, None, []
        return [running] if running else []

    def read(self, block: Block, marks: Sequence[re.Match[str]]) -> list[_Open]:
        """The quoted strings that can be told after this block."""
        if block.kind == "figcaption" or block.within == "aside":
            found, rest = self._walk(block, marks, None)
            return found + rest
        running, done = self.running, []
        if running:
            if block.kind in _HEADINGS or not self._runs_on(running, block, marks):
                done, running = self.finish(), None
            elif not marks:
                return []
            else:
                running.parts += self.wrapped
                self.running, self.wrapped = None, []
        found, rest = self._walk(block, marks, running)
        if rest and rest[-1].inner < 0 and block.kind not in _HEADINGS:
            self.running = rest.pop()
        return done + found + rest

    def _runs_on(self, running: _Open, block: Block, marks: Sequence[re.Match[str]]) -> bool:
        """Whether the quotation goes on in this block: it opens with a mark again, or a line break fell into it."""
        if not marks:
            if block.joined and self.source[running.parts[-1].end - 1] not in _STOPS:
                self.wrapped.append(Span(block.start, block.end))
                return len(self.wrapped) < 30
            return False
        first = marks[0]
        if _FAMILIES[first[0]] != running.family:
            return False
        if not self.source[block.start : first.start()].strip():
            return True
        return self._facing(first, block, -1) == _CLOSES

    def _walk(
        self, block: Block, marks: Sequence[re.Match[str]], running: _Open | None
    ) -> tuple[list[_Open], list[_Open]]:
        """What was closed in this block, and what wasn't."""
        self.heading = _heading_like(self.source, block, marks)
        found: list[_Open] = []
        stack: list[_Open] = []
        count = dict.fromkeys(_MARKS, 0)
        before, kind = -1, _OPENS  # where the last mark ended, and what it did
        for number, match in enumerate(marks):
            mark, at = match[0], match.start()
            family = _FAMILIES[mark]
            if running and number == 0:
                stack.append(running)
                count[family] = 1
                running.begun = block.start if self.source[block.start : at].strip() else at
                if running.begun == at:
                    before, kind = match.end(), _OPENS
                    continue
            facing = self._facing(match, block, kind if at == before else -1)
            before = match.end()
            if family == "single":
                kind = self._single(match, facing, stack, count, marks, number, block)
            elif mark in _FIXED:
                kind = _OPENS if _FIXED[mark] else _CLOSES
            else:
                kind = self._double(match, facing, family, stack, count, marks, number)
            if kind == _OPENS and len(stack) < _DEEPEST:
                one = _Open(at, mark, family, stack[-1] if stack else None)
                if one.outer and one.outer.inner < 0 and count[family]:
                    one.outer.inner = at
                stack.append(one)
                count[family] += 1
            elif kind == _CLOSES and count[family]:
                while True:
                    one = stack.pop()
                    count[one.family] -= 1
                    if one.family == family:
                        break
                one.parts.append(Span(one.begun, match.end()))
                one.closed = True
                found.append(one)
        return found, self._unclosed(stack, block)

    def _unclosed(self, stack: list[_Open], block: Block) -> list[_Open]:
        """Of what is open at the end of a block, that of the outermost kind; what opened within it was a slip. It reaches
        to the next opening mark of its kind, the last one to the end."""
        rest: list[_Open] = []
        for one in stack:
            if one.family != "single" and (not rest or one.family == rest[0].family):
                end = one.inner if one.inner >= 0 else block.end
                while end > one.begun + 1 and self.source[end - 1].isspace():
                    end -= 1
                one.parts.append(Span(one.begun, end))
                rest.append(one)
        return rest

    def _facing(self, match: re.Match[str], block: Block, last: int) -> int:
        """What the neighbours of a mark say. `last`: what the mark right before it did, -1 where there is none."""
        source, at, end = self.source, match.start(), match.end()
        if last >= 0:
            loose = last != _CLOSES
        else:
            left = source[at - 1] if at > block.start else " "
            loose = left.isspace() or left in _BEFORE_OPENING
        right = source[end] if end < block.end else " "
        if right in _AFTER_EITHER or (right == "." and source.startswith("...", end)):
            return _OPENS if loose else _CLOSES
        if right.isspace() or right in _AFTER_CLOSING:
            return _LOOSE if loose else _CLOSES
        return _OPENS if loose else _TIGHT

    def _double(
        self,
        match: re.Match[str],
        facing: int,
        family: str,
        stack: list[_Open],
        count: dict[str, int],
        marks: Sequence[re.Match[str]],
        number: int,
    ) -> int:
        """_OPENS, _CLOSES, or _LOOSE for a mark that is none."""
        source, at, mark = self.source, match.start(), match[0]
        straight = mark in '"״″'
        if straight and facing == _TIGHT and _GERSHAYIM.match(source, at - 1):
            if count[family] or not any(_PREFIXED.match(source, at - n) for n in (1, 2, 3) if at >= n):
                return _LOOSE
            return _OPENS
        if (
            straight
            and facing != _OPENS
            and source[at - 1 : at].isdigit()
            and self._inches(match, family, count, marks, number)
        ):
            return _LOOSE
        if facing <= _CLOSES:
            return facing
        if facing == _LOOSE and mark in _USUAL:
            if family in ("guillemet", "inner guillemet"):
                return _CLOSES if _USUAL[mark] == self.reversed else _OPENS
            if count[family] and any(one.mark in _LOW for one in stack[-2:]):
                return _CLOSES
        elif facing == _TIGHT and family in ("guillemet", "inner guillemet"):
            return _CLOSES if _USUAL[mark] == self.reversed else _OPENS
        return _CLOSES if count[family] else _OPENS

    def _inches(
        self, match: re.Match[str], family: str, count: dict[str, int], marks: Sequence[re.Match[str]], number: int
    ) -> bool:
        """Whether a straight mark after a figure stands for inches: 5'10", a 12" disc."""
        if not count[family]:
            return True
        if not re.match(r" [a-z]", self.source[match.end() : match.end() + 2]) or number + 1 == len(marks):
            return False
        after = marks[number + 1]
        left, right = self.source[after.start() - 1], self.source[after.end() : after.end() + 1]
        return _FAMILIES[after[0]] == family and not left.isspace() and (not right or not right.isalnum())

    def _single(
        self,
        match: re.Match[str],
        facing: int,
        stack: list[_Open],
        count: dict[str, int],
        marks: Sequence[re.Match[str]],
        number: int,
        block: Block,
    ) -> int:
        """As `_double`. Most of these are apostrophes."""
        source, at, mark = self.source, match.start(), match[0]
        within = len(stack) > count["single"]
        if not (self.singles or within or self.heading):
            return _LOOSE
        if count["single"]:
            if facing == _CLOSES or (facing == _LOOSE and mark not in _USUAL):
                return _LOOSE if self._possessive(match, marks, number, block) else _CLOSES
            if facing == _LOOSE or (facing == _TIGHT and mark in "’‘"):
                return _CLOSES
        if mark in _LOW:
            return _OPENS
        if facing == _OPENS:
            if _ELIDED.match(source, at) or (mark == "’" and not self.swedish):
                return _LOOSE
            return _OPENS
        return _OPENS if facing == _TIGHT and mark == "‘" and ord(source[at - 1]) > 0x2E80 else _LOOSE

    def _possessive(self, match: re.Match[str], marks: Sequence[re.Match[str]], number: int, block: Block) -> bool:
        """The boys’ game, goin’ home: an apostrophe, if another mark still closes."""
        source, at, end = self.source, match.start(), match.end()
        if not (source[at - 1].isalpha() and source[end : end + 1] == " " and source[end + 1 : end + 2].isalpha()):
            return False
        for after in marks[number + 1 : number + 7]:
            if _FAMILIES[after[0]] == "single" and not _ELIDED.match(source, after.start()):
                facing = self._facing(after, block, -1)
                if facing == _OPENS:
                    return False
                if facing == _CLOSES and (source[after.start() - 1] in _STOPS or source[after.start() - 1] == ","):
                    return True
        return False


_POINTING = re.compile(r"[«»‹›](?:(?<=[\s(:—–-].)(?=\w)|(?<=[\w.!?…].)(?!\w))")


def _reversed(source: str, pairs: Sequence[str]) -> bool:
    """Whether guillemets point inwards, »so«, as in German and Danish."""
    if "«" not in source and "‹" not in source:
        return False
    inward = 0
    for match in islice(_POINTING.finditer(source), 200):
        opens = match.end() < len(source) and source[match.end()].isalnum()
        inward += 1 if opens == (match[0] in "»›") else -1
    if inward:
        return inward > 0
    return next((pair[0] in "»›" for pair in pairs if pair[0] in "«»‹›"), False)


_SINGLE = re.compile(r"[‘'‚](?=\w)(?<![^\s(\[—–].)")


def _single_style(source: str) -> bool:
    """Whether the article quotes with single marks, as British papers do: it has more of them than of double ones."""
    singles = sum(1 for match in _SINGLE.finditer(source) if not _ELIDED.match(source, match.start()))
    return singles > 0 and singles >= sum(map(source.count, '"“„«「'))


def _heading_like(source: str, block: Block, marks: Sequence[re.Match[str]]) -> bool:
    """Headings quote with single marks where the article uses double ones."""
    if block.kind in _HEADINGS or block.start == 0:
        return True
    return all(_FAMILIES[mark[0]] == "single" for mark in marks)


def _nested(found: Sequence[_Open]) -> list[Quoted]:
    result: list[Quoted] = []
    around: list[int] = []
    for one in found:
        parts = tuple(one.parts)
        while around and result[around[-1]].end < parts[-1].end:
            around.pop()
        outer = around[-1] if around else -1
        around.append(len(result))
        result.append(Quoted(parts, one.mark, _MARKS[one.family], one.closed, len(around) - 1, outer, one.follows))
    return result
