"""suggest(): every tag that a text could have, in the order of the text."""

from __future__ import annotations

from bisect import bisect_left

from newsmarkup.suggesting import caption, furniture, indirect, pullquote, quotation, wire
from newsmarkup.suggesting.lexicon import lexicon
from newsmarkup.suggesting.reading import read
from newsmarkup.suggesting.suggestion import Span, Suggestion
from newsmarkup.suggesting.text import Text


def suggest(text: Text, headline: str = "") -> tuple[Suggestion, ...]:
    """What is already tagged isn't offered again. Never raises: a text in which nothing is found gives nothing.

    `headline`: the article's, where it has one: then a line is offered as its headline only where it repeats it.
    """
    words = lexicon(text.language)
    reading = read(text, words)
    spoken = list(quotation.spoken(reading))
    quotations = [one for one in spoken if not quotation.is_tagged(one, text)]
    pictures = list(caption.find(text, words))
    lines = list(furniture.find(text, words, pictures))
    above = list(wire.find(text, words, _spans(pictures, lines), headline))
    pulled = list(pullquote.find(text, spoken, words, _spans(pictures, lines, above)))
    repeats = [one for one in pulled if one.quotes not in one.spans]
    # What repeats other words is tagged there, not here.
    taken = _spans(lines, repeats)
    reported = list(indirect.find(reading, words))
    found = (
        _clear(taken, quotations)
        + _clear(taken + _spans(pictures, above), reported)
        + _clear(taken + _spans(above), pictures)
        + lines
        + above
        + pulled
    )
    return tuple(sorted(found, key=lambda one: (one.start, -one.end)))


def _spans(*some: list[Suggestion]) -> list[Span]:
    return [span for found in some for one in found for span in one.spans]


def _clear(taken: list[Span], found: list[Suggestion]) -> list[Suggestion]:
    """Those that lie outside what is taken."""
    taken = sorted(taken)  # whole lines, or parts of different ones: they don't overlap

    def touched(span: Span) -> bool:
        after = bisect_left(taken, Span(span.end, 0))
        return after > 0 and taken[after - 1].end > span.start

    return [one for one in found if not any(map(touched, one.spans))]
