"""Offer: a short, whole, telling quotation of somebody named would make a pull quote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from newsmarkup.suggesting.lexicon import Lexicon, lexicon
from newsmarkup.suggesting.repetition import WORD
from newsmarkup.suggesting.suggestion import Span, Suggestion
from newsmarkup.suggesting.text import Text

LONGEST = 120  # characters: beyond these the editor warns of a pull quote
_SHORT_TEXT = 1_200  # characters: such a text needs no pull quote
# Where a sentence ends: not after an initial or a short title ("Dr. Roe").
_BORDER = re.compile(r"(?<![\s.][^\W\d_])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z][a-z])[.!?؟]+\s+|[。！？]")
_BROKEN = re.compile(r"[\[\]()…\d]|\. ?\.|[—–-]{2}|[—–-] ?[.,]")  # cut, explained, or full of figures


def offers(text: Text, quotations: Sequence[Suggestion], words: Lexicon) -> Iterator[Suggestion]:
    """At most two, of two people, the more telling first chosen; none of a text that is short itself."""
    if sum(block.end - block.start for block in text.blocks) < _SHORT_TEXT:
        return
    first_person, hanging = _first_person(words.language), _hanging(words.language)
    rated = []
    for quotation in quotations:
        speaker = quotation.speaker
        if (
            quotation.kind != "quotation"
            or speaker is None
            or speaker.kind == "anonymous"
            or quotation.confidence < 0.7
        ):
            continue
        if not any(map(str.isupper, speaker.name)) and speaker.name[:1].islower():
            continue  # nobody's name
        for span in _sentences(text, quotation):
            rate = _telling(text[span], first_person, hanging)
            if rate > 0:
                rated.append((rate, -span.start, span, quotation))
    chosen: list[str] = []
    for rate, _, span, quotation in sorted(rated, key=lambda one: one[:2], reverse=True):
        speaker = quotation.speaker
        if speaker is None or speaker.name in chosen:
            continue
        chosen.append(speaker.name)
        why = f"Would make a pull quote: short, whole, and said by {speaker.name}."
        sure = round(min(0.4 + rate / 10, 0.8), 2)
        yield Suggestion("pullquote", (span,), text[span], sure, why, speaker, quotes=span)
        if len(chosen) == 2:
            return


def _sentences(text: Text, quotation: Suggestion) -> Iterator[Span]:
    """The whole sentences of a quotation that are short enough: from its opening mark or a full stop to the next, or to the
    comma that stands for it (“…,” she said)."""
    for part in quotation.spans:
        start, end = part.start, part.end
        while start < end and not text.text[start].isalnum() and text.text[start] not in "¿¡[(":
            start += 1
        while end > start and text.text[end - 1] in "\"”“»«’'」』‹› \u00a0,،、":
            end -= 1
        for match in _BORDER.finditer(text.text, start, end):
            border = match.start() + len(match[0].rstrip())
            if border - start <= LONGEST or end - start <= LONGEST:
                yield Span(start, end if end - start <= LONGEST else border)
            if end - start <= LONGEST:
                start = end
                break
            start = match.end()
        if 0 < end - start <= LONGEST:
            yield Span(start, end)


def _telling(sentence: str, first_person: frozenset[str], hanging: frozenset[str]) -> float:
    """0 where it can't stand alone; more, the more it says: in the first person, at a good length, with an edge."""
    tokens = [token.casefold() for token in WORD.findall(sentence)]
    unspaced = bool(tokens) and sum(map(len, tokens)) == len(tokens)
    if not (12 if unspaced else 6) <= len(tokens) or "\n" in sentence or _BROKEN.search(sentence):
        return 0.0
    if sentence[0].islower() or tokens[0] in hanging:
        return 0.0
    rate = 1.5 + (40 <= len(sentence) <= 100) + (sentence[-1] in ".!。！") * 0.75
    rate += min(2, sum(token in first_person for token in tokens)) * 0.75
    return rate + min(1.0, sum(len(token) > 7 for token in tokens) * 0.25)


@cache
def _first_person(language: str) -> frozenset[str]:
    return _listed(language, pronoun=("i", "we"))


@cache
def _hanging(language: str) -> frozenset[str]:
    """What a sentence begins with that hangs on the one before it."""
    return _listed(language, pronoun=("he", "she", "they", "it"), grammar=("conjunctions", "relatives"))


def _listed(language: str, **sections: tuple[str, ...]) -> frozenset[str]:
    words = lexicon(language)
    return frozenset(
        word.casefold() for section, names in sections.items() for name in names for word in words.listed(section, name)
    )
