"""Antecedent: whom a common noun or "who" means: "his deputy, Lena Voss", "a teacher, who said", "the company"."""

from __future__ import annotations

from bisect import bisect_left

from newsmarkup.suggesting.entity import fold
from newsmarkup.suggesting.mention import Mention
from newsmarkup.suggesting.reading import Reading
from newsmarkup.suggesting.tokens import CUE, GUESS, MAYBE, POINT, PREPOSITION, QUOTE, RELATIVE, STOP

_NEAR = 3  # tokens from "who" back to its noun
_PHRASE = 8  # tokens of "for the harbour ministry"
_NOUNS = ("person", "thing", "other")


def antecedent(one: Mention, reading: Reading) -> tuple[Mention, int]:
    """`(mention, entity)` that says more than the common noun `one` does; `one` and -1 where nothing does."""
    if one.kind not in _NOUNS:
        return one, -1
    paragraph = reading.paragraphs[one.paragraph]
    mentions, words = paragraph.mentions, paragraph.tokens.words
    k = _index(one, mentions) + 1
    behind = mentions[k] if k < len(mentions) else None
    if behind and behind.entity >= 0 and behind.first == one.last + 2 and words[one.last + 1] == ",":
        masks, end = paragraph.tokens.masks, behind.last + 1
        if end == len(words) or words[end] == "," or masks[end] & (STOP | QUOTE | CUE | MAYBE | GUESS):
            return behind, behind.entity
    return one, _organization(one, reading)


def described(one: Mention, reading: Reading) -> Mention:
    """The common noun before "who", else `one` itself."""
    mentions = reading.paragraphs[one.paragraph].mentions
    k = _index(one, mentions) - 1
    if one.kind == "who" and k >= 0 and one.first - mentions[k].last <= _NEAR and mentions[k].kind in _NOUNS:
        return mentions[k]
    return one


def _index(one: Mention, mentions: list[Mention]) -> int:
    return bisect_left(mentions, one.first, key=lambda mention: mention.first)


def _organization(one: Mention, reading: Reading) -> int:
    """ "The company" is the only organisation whose name says that it is one."""
    lows = reading.paragraphs[one.paragraph].tokens.lows
    if one.last != one.first + 1 or lows[one.first] not in reading.vocabulary.definite:
        return -1
    noun = fold(lows[one.last])
    found = [entity.number for entity in reading.entities.all if entity.organization and noun in map(fold, entity.name)]
    return found[0] if len(found) == 1 else -1


def phrase_end(one: Mention, reading: Reading) -> int:
    """Where in the text the words end that belong to a common noun: "a spokeswoman | for the ministry"."""
    tokens = reading.paragraphs[one.paragraph].tokens
    k = one.last + 1
    if one.kind not in _NOUNS or k >= len(tokens) or not tokens.masks[k] & PREPOSITION or one.last in tokens.possessive:
        return one.end
    end = one.end
    for j in range(k, min(k + _PHRASE, len(tokens))):
        if tokens.masks[j] & (QUOTE | STOP | POINT | CUE | MAYBE | RELATIVE) or j in tokens.possessive:
            return end
        end = tokens.ends[j]
    return one.end
