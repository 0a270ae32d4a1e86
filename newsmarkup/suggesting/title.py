"""Job title and affiliation of a speaker, where the text says them beside the name."""

from __future__ import annotations

from newsmarkup.suggesting.link import Paragraph
from newsmarkup.suggesting.mention import Mention
from newsmarkup.suggesting.tokens import (
    ARTICLE,
    AUXILIARY,
    CAPITAL,
    CONJUNCTION,
    CUE,
    FUNCTION,
    GUESS,
    ORGANIZATION,
    PERSON,
    POINT,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    STOP,
    TITLE,
)  # fmt: skip

_BEFORE, _AFTER = 7, 14  # words a title may have
_STOPS = QUOTE | STOP | POINT | PREPOSITION | CONJUNCTION | AUXILIARY | PRONOUN | RELATIVE | ARTICLE
_FORMS = frozenset({"mr", "mrs", "ms", "miss", "dr", "herr", "frau", "mr.", "mrs.", "ms.", "dr."})


def job_title(one: Mention, paragraph: Paragraph, text: str, qualifiers: frozenset[str]) -> str:
    """What stands before the name ("Kremlin spokesman") or between commas behind it ("chairman of the board")."""
    inside = "" if one.title.lower() in _FORMS else one.title
    return _before(one, paragraph, text, qualifiers) or inside or _after(one, paragraph, text)


def _before(one: Mention, paragraph: Paragraph, text: str, qualifiers: frozenset[str]) -> str:
    tokens = paragraph.tokens
    masks = tokens.masks
    first, k = one.first, one.first - 1
    says = False
    while k >= 0 and one.first - k <= _BEFORE:
        mask = masks[k]
        if (mask & _STOPS and not mask & TITLE) or (mask & (CUE | GUESS) and not mask & (PERSON | TITLE)):
            break
        if k in tokens.possessive and not mask & CAPITAL:
            break
        if not mask & (CAPITAL | PERSON | ORGANIZATION | TITLE) and tokens.lows[k] not in qualifiers:
            break
        says = says or bool(mask & (PERSON | TITLE))
        first = k
        k -= 1
    if not says or first == one.first:
        return ""
    words = text[tokens.starts[first] : tokens.ends[one.first - 1]]
    return "" if words.lower() in _FORMS else " ".join(words.split())


def _after(one: Mention, paragraph: Paragraph, text: str) -> str:
    tokens = paragraph.tokens
    masks, n = tokens.masks, len(tokens)
    k = one.last + 1
    if k >= n or tokens.words[k] != ",":
        return ""
    if k + 1 < n and masks[k + 1] & (RELATIVE | PRONOUN | CONJUNCTION | CUE | QUOTE):
        return ""
    says = False
    for j in range(k + 1, min(k + 2 + _AFTER, n)):
        mask = masks[j]
        if (
            tokens.words[j] == ","
            or mask & (STOP | QUOTE)
            or (mask & (CUE | RELATIVE) and not mask & (PERSON | FUNCTION))
        ):
            if not says or j - k < 2:
                return ""
            words = " ".join(text[tokens.starts[k + 1] : tokens.ends[j - 1]].split())
            for article in ("the ", "a ", "an "):
                words = words.removeprefix(article)
            return words
        if mask & AUXILIARY:
            return ""
        if j - k <= 6 and mask & (PERSON | TITLE):
            says = True
        if mask & ORGANIZATION and j - k <= 1:
            return ""
    return ""


def affiliation(one: Mention, paragraph: Paragraph, text: str) -> str:
    """What stands in brackets behind the name: "R-Tex.", "SPD"."""
    tokens = paragraph.tokens
    k = one.last + 1
    if k < len(tokens) and tokens.words[k] == "(":
        for j in range(k + 1, min(k + 6, len(tokens))):
            if tokens.words[j] == ")":
                words = text[tokens.ends[k] : tokens.starts[j]].strip()
                return words if words and not words[0].isdigit() else ""
    return ""
