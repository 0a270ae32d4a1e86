"""Dialogue after a dash: "— Words, — said Jane Roe. — More words." as French, Polish, Russian and other languages write it.

Only languages whose lexicon says `[quotation] dash = true` are read so: elsewhere such a paragraph is an item of a list.
Sources: Unicode Standard, section 6.2 ("Quotation dash"); Ortografía de la lengua española, "raya"; Wielki słownik
ortograficzny PWN, 94.9, for where the narrator's words begin and end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.suggestion import Span
from newsmarkup.suggesting.text import Block, Text

# A dash with a space on one side at least; a hyphen with spaces on both.
_DASH = re.compile(r"[—–―](?:(?<=\s.)|(?<=^.)|(?=[\s.,;:]))|-(?<=\s-)(?=\s)|^-(?=\s)", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDED = re.compile(r"[.!?…:»”\"][ \u00a0\u202f]*$")
_AHEAD = 4  # words of the narrator among which the verb of saying stands


def dialogue(text: Text, words: Lexicon) -> Iterator[tuple[Span, bool]]:
    """The stretches of speech between the narrator's words, each with the dash that opens it and whether it
    goes on with the one before."""
    said = {word.lower() for name in ("said", "maybe") for word in words.words("cue", name)}
    run: list[
        tuple[tuple[Span, ...], bool]
    ] = []  # paragraphs in a row that begin with a dash; whether someone is said to speak
    last = -2
    for number, block in enumerate(text.blocks):
        if block.kind != "p":
            continue
        dashes = [match.start() for match in _DASH.finditer(text.text, block.start, block.end)]
        if not dashes:
            continue
        found = list(_Paragraph(text.text, block, dashes, said).read())
        if dashes[0] == block.start:
            if last + 1 < number:
                yield from _spoken(text.text, run)
                run = []
            last = number
            run += [(spans, told) for spans, told in found if told or spans[0].start == block.start]
        else:
            yield from (one for spans, told in found if told for one in _stretches(spans))
    yield from _spoken(text.text, run)


def _spoken(source: str, run: list[tuple[tuple[Span, ...], bool]]) -> Iterator[tuple[Span, bool]]:
    """Paragraphs with a dash are a list, unless someone is said to speak or somebody asks."""
    if any(told for _, told in run) or (len(run) > 1 and any(source[spans[-1].end - 1] == "?" for spans, _ in run)):
        yield from (one for spans, _ in run for one in _stretches(spans))


def _stretches(spans: tuple[Span, ...]) -> Iterator[tuple[Span, bool]]:
    return ((span, span is not spans[0]) for span in spans)


class _Paragraph:
    def __init__(self, source: str, block: Block, dashes: list[int], said: set[str]) -> None:
        self.source, self.block, self.dashes, self.said = source, block, dashes, said

    def read(self) -> Iterator[tuple[tuple[Span, ...], bool]]:
        """Each quotation with whether the narrator's words follow."""
        parts: list[Span] = []
        begun, told = -1, False
        for dash in self.dashes:
            if begun < 0 and (told or self._opens(dash)):
                begun = self._begins(dash) if told else dash
            elif begun >= 0 and self._narrator(dash + 1):
                parts.append(self._span(begun, dash))
                begun, told = -1, True
        if begun >= 0:
            end = self.block.end if told else self._tail(begun)
            told = told or end < self.block.end
            parts.append(self._span(begun, end))
        parts = [part for part in parts if part.end - part.start > 2]
        if parts:
            yield tuple(parts), told

    def _opens(self, dash: int) -> bool:
        """At the start of a paragraph or behind a finished sentence, and before a capital."""
        before = self.source[max(dash - 3, self.block.start) : dash]
        if before and not _ENDED.search(before):
            return False
        after = self.source[dash + 1 : dash + 6].lstrip()
        return after[:1].isupper() or after[:1].isdigit() or after[:1] in "¿¡…[("

    def _begins(self, dash: int) -> int:
        """Where speech goes on behind the narrator's words: "—dijo X—. Más" has points between."""
        at = dash + 1
        while at < self.block.end and (self.source[at] in ".,;:" or self.source[at].isspace()):
            at += 1
        return at if self.source[dash + 1 : dash + 2] in ".,;:" else dash

    def _narrator(self, at: int) -> bool:
        before = None
        for number, match in enumerate(_WORD.finditer(self.source, at, min(at + 80, self.block.end))):
            word = match[0].lower()
            if number == 0 and (match[0][0].isupper() or match.start() > at + 2):
                return False
            if word in self.said or (before and f"{before} {word}" in self.said) or word.split("-")[0] in self.said:
                return True
            if number + 1 == _AHEAD:
                break
            before = word
        return False

    def _tail(self, begun: int) -> int:
        """Where the narrator begins without a dash, as in French: "— Words, dit Jane Roe." """
        for match in re.finditer(r"[,!?…][ \u00a0\u202f]+", self.source[begun : self.block.end]):
            word = _WORD.match(self.source, begun + match.end())
            if word and word[0][0].islower() and (word[0] in self.said or word[0].split("-")[0] in self.said):
                return begun + match.end()
        return self.block.end

    def _span(self, start: int, end: int) -> Span:
        while end > start and self.source[end - 1].isspace():
            end -= 1
        return Span(start, end)
