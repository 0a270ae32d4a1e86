"""Reading: a text prepared for attribution: its quoted strings, the mentions in its paragraphs, who is who."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from newsmarkup.suggesting.candidate import Unit
from newsmarkup.suggesting.entity import Entities
from newsmarkup.suggesting.lexicon import Lexicon, lexicon
from newsmarkup.suggesting.link import Paragraph
from newsmarkup.suggesting.marks import Quoted, quoted
from newsmarkup.suggesting.mention import mentions
from newsmarkup.suggesting.shape import shape
from newsmarkup.suggesting.text import Text
from newsmarkup.suggesting.tokens import Tokens, Vocabulary

_LOWER = re.compile(r"\b[^\W\d_A-ZÀ-ÖØ-Þ]\w+")
_NAMED = re.compile(r"\b[A-ZÄÖÜ][\w-]+ (?:von |van |de |der |zu )*([A-ZÄÖÜ][\w-]+)(?! [A-ZÄÖÜ])")
_MARKS = " \"'“”„‟«»‘’‚‹›「」『』`´"
_CLOSING = " \"'”“»«’‘›‹」』`´"
# Two apostrophes for a quotation mark: a typewriter's way, which some archives keep.
TYPEWRITER = "''"


@cache
def vocabulary(language: str) -> Vocabulary:
    return Vocabulary(lexicon(language))


@dataclass(slots=True)
class Reading:
    """`units[i]` is where `quotes[i]` stands among the tokens."""

    text: Text
    vocabulary: Vocabulary
    quotes: list[Quoted]
    units: list[Unit]
    paragraphs: list[Paragraph]
    entities: Entities


def read(text: Text, words: Lexicon, typewriter: bool = True) -> Reading:
    """Linear in the length of the text. `typewriter`: read '' as a quotation mark."""
    known = vocabulary(words.language)
    quotes = [
        one
        for one in quoted(text, words)
        if one.depth == 0 and one.mark != "title" and (typewriter or one.opening != TYPEWRITER)
    ]
    starts = [block.start for block in text.blocks]
    inside: dict[int, list[tuple[int, int, int]]] = {}
    for number, one in enumerate(quotes):
        for part in one.parts:
            inside.setdefault(bisect_right(starts, part.start) - 1, []).append((part.start, part.end, number))
    lower = frozenset(_LOWER.findall(text.text))
    named = frozenset(match[1] for match in _NAMED.finditer(text.text)) if known.capital_nouns else frozenset()
    paragraphs: list[Paragraph] = []
    for index, block in enumerate(text.blocks):
        tokens = Tokens(text.text, block.start, block.end, inside.get(index, ()), known)
        found = mentions(tokens, known, lower, named)
        for mention in found:
            mention.paragraph = index
        paragraphs.append(Paragraph(tokens, found))
    entities = Entities((one for paragraph in paragraphs for one in paragraph.mentions), known.genders)
    units = [_unit(text, number, one, starts, paragraphs, known) for number, one in enumerate(quotes)]
    return Reading(text, known, quotes, units, paragraphs, entities)


def _unit(
    text: Text, number: int, one: Quoted, starts: list[int], paragraphs: list[Paragraph], known: Vocabulary
) -> Unit:
    first, last = one.parts[0], one.parts[-1]
    top, bottom = bisect_right(starts, first.start) - 1, bisect_right(starts, last.start) - 1
    a = paragraphs[top].places[number][0]
    b = paragraphs[bottom].places[number][-1]
    inner = text.text[first.start : last.end].lstrip(_MARKS).rstrip(_CLOSING)
    looks = shape(inner, paragraphs[top].tokens, a, paragraphs[bottom].tokens, b, known)
    return Unit(number, top, a, bottom, b, looks)
