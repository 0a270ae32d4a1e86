"""Text fragments: addresses that scroll to a quotation's words and mark them (`#quote-x:~:text=…`).

A browser goes to the first place in the page where the words stand between the borders of words, whatever their case and
accents. So each address is tried here on the text of the page; where the words alone lead elsewhere (a pull quote repeats
them), some before or behind them are added. A browser that knows no text fragments goes to the element.

Source: WICG, "URL Fragment Text Directives".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from newsmarkup.graph.pagetext import PageText, Span

MOST = 10  # words given whole; of longer quotations the first and the last few
ENDS = (4, 7, 10)
AROUND = (1, 2, 4, 7)
REACH = 200  # characters in which words before and behind are looked for
TRIES = 100

_LETTERS = re.compile(r"\w(?:.*\w)?", re.DOTALL)
_WORDS = re.compile(r"\S*\w\S*")
_FOLDED = {code: unicodedata.normalize("NFKD", chr(code))[0] for code in range(0xC0, 0x250)}
_FOLDED |= dict.fromkeys(map(ord, "‘’‚‛"), "'") | dict.fromkeys(map(ord, "“”„‟"), '"')


@dataclass(frozen=True, slots=True)
class Directive:
    """Places in the page's text: the words (or their beginning and `end`), and those directly before and behind."""

    start: Span
    end: Span | None = None
    prefix: Span | None = None
    suffix: Span | None = None


class Fragments:
    """Makes the fragments of one page."""

    def __init__(self, page: PageText) -> None:
        self.page = page
        self.text = page.text
        text = self.text.replace("\n", " ").translate(_FOLDED)
        # "İ" alone has a longer small form: the places must stay.
        small = text.lower()
        self._folded = (
            small if len(small) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
        )

    def fragment(self, id: str) -> str:
        """What stands behind the `#` for the element of this id: with a text directive, if one leads to it."""
        places = self.page.places.get(id, ())
        if places:
            for directive in self._candidates(places[0], places[-1]):
                if self._leads(directive):
                    return f"{id}:~:{self._spelled(directive)}"
        return id

    # -- candidates, the shortest first --------------------------------------------------------------------------------

    def _candidates(self, first: Span, last: Span) -> Iterator[Directive]:
        terms = list(self._terms(first, last))
        for start, end in terms:
            yield Directive(start, end)
        for start, end in terms:
            before, behind = self._around(start[0], (end or start)[1])
            for n in AROUND:
                prefix = (before[-n:][0][0], start[0]) if before else None
                suffix = ((end or start)[1], behind[:n][-1][1]) if behind else None
                for context in ((prefix, None), (None, suffix), (prefix, suffix)):
                    if any(context):
                        yield Directive(start, end, *map(self._stripped, context))

    def _terms(self, first: Span, last: Span) -> Iterator[tuple[Span, Span | None]]:
        """The words whole, or their beginning and their end: each within a line."""
        newline = self.text.find("\n", *first)
        head = self._letters(first[0], newline if newline != -1 else first[1])
        tail = self._letters(max(last[0], self.text.rfind("\n", *last) + 1), last[1])
        if head is None or tail is None:
            return
        words, ending = self._words(*head), self._words(*tail)
        if head == tail and len(words) <= MOST:
            yield head, None
            return
        for n in ENDS:
            start, end = self._letters(head[0], words[:n][-1][1]), self._letters(ending[-n:][0][0], tail[1])
            if start and end and start[1] < end[0]:
                yield start, end

    def _around(self, start: int, end: int) -> tuple[list[Span], list[Span]]:
        """The next words before and behind on the same lines."""
        line, newline = self.text.rfind("\n", 0, start) + 1, self.text.find("\n", end)
        far = max(line, start - REACH)
        before = self._words(far, start)
        # The first of a stretch that begins anywhere may be the end of a word.
        return before[far > line :], self._words(end, min(newline, end + REACH))

    def _words(self, start: int, end: int) -> list[Span]:
        return [match.span() for match in _WORDS.finditer(self.text, start, end)]

    def _letters(self, start: int, end: int) -> Span | None:
        """From the first letter or digit to the last."""
        match = _LETTERS.search(self.text, start, end)
        return match.span() if match else None

    def _stripped(self, span: Span | None) -> Span | None:
        if span is None:
            return None
        text = self.text[slice(*span)]
        return span[0] + len(text) - len(text.lstrip()), span[1] - len(text) + len(text.rstrip())

    # -- where a browser would go --------------------------------------------------------------------------------------

    def _leads(self, d: Directive) -> bool:
        """What stands before and behind is next to the words, so each term is searched together with it. Lines count as
        one here: that some words may be found where a browser would not see them only makes the address longer."""
        begin, stop = (d.prefix or d.start)[0], (d.suffix or d.end or d.start)[1]
        if d.end is None:
            return self._next(begin, stop, 0) == begin
        return self._next(begin, d.start[1], 0) == begin and self._next(d.end[0], stop, d.start[1]) == d.end[0]

    def _next(self, start: int, end: int, at: int) -> int:
        """Where the words of this place stand next between borders of words; -1 where they stand too often within others."""
        text, words = self._folded, self._folded[start:end]
        for _try in range(TRIES):
            at = text.find(words, at)
            if at == -1 or not (text[at - 1 : at].isalnum() or text[at + len(words) : at + len(words) + 1].isalnum()):
                return at
            at += 1
        return -1

    def _spelled(self, d: Directive) -> str:
        prefix, start, end, suffix = (_encoded(self.text[slice(*s)]) if s else "" for s in
                                      (d.prefix, d.start, d.end, d.suffix))  # fmt: skip
        parts = (f"{prefix}-" if prefix else "", start, end, f"-{suffix}" if suffix else "")
        return "text=" + ",".join(filter(None, parts))


def _encoded(words: str) -> str:
    """Percent-encoded; a hyphen too, which would end a prefix."""
    return quote(words, safe="").replace("-", "%2D")
