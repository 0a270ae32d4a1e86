"""The words of bylines and datelines: what the lexicons' `[wire]` sections say, ready to be looked up."""

from __future__ import annotations

import re
from functools import cache

from newsmarkup.suggesting.lexicon import lexicon

_APART = r"[,;|•·/\t、，｜]|\s[–—―-]\s|\s{2,}|\s&\s"


@cache
def agencies(language: str) -> frozenset[str]:
    """News agencies and their short names, in lower case; those of English are known everywhere."""
    names = lexicon("en").words("wire", "agencies") | lexicon(language).words("wire", "agencies")
    return frozenset(name.casefold() for name in names)


@cache
def long_agencies(language: str) -> tuple[str, ...]:
    """Those of several words."""
    return tuple(name for name in agencies(language) if " " in name)


@cache
def jobs(language: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in lexicon(language).listed("wire", "staff"))


@cache
def no_names(language: str) -> frozenset[str]:
    """Words with a capital that are no names."""
    return lexicon(language).words("name", "never") | jobs(language)


@cache
def organization_words(language: str) -> frozenset[str]:
    """Words in a name that say it is an organisation's."""
    return lexicon(language).words("organization", "names")


@cache
def job_endings(language: str) -> tuple[str, ...]:
    """Staff words that also end compounds: "Chefredakteurin"."""
    return tuple(lexicon(language).listed("wire", "staff_endings")) or ("\0",)


@cache
def announcing(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    plain = "|".join(map(re.escape, sorted(words.listed("wire", "by"), key=len, reverse=True))) or "(?!)"
    label = "|".join(map(re.escape, sorted(words.listed("wire", "label"), key=len, reverse=True))) or "(?!)"
    return re.compile(rf"(?:(?:{plain})(?:\s*[:：]\s*|\s+)|(?:{label})\s*[:：/／|｜=＝・]\s*)", re.IGNORECASE)


@cache
def separators(language: str) -> re.Pattern[str]:
    joins = "|".join(map(re.escape, lexicon(language).listed("wire", "and")))
    return re.compile(rf"{_APART}|\s(?:{joins})\s" if joins else _APART, re.IGNORECASE)


@cache
def byline_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Of a language's own forms, each with a group `name` and perhaps `job`."""
    return tuple(re.compile(rf"(?:{pattern})\Z") for pattern in lexicon(language).listed("wire", "bylines"))


@cache
def kickers(language: str) -> frozenset[str]:
    """What stands in capitals before a dash and is no place: "UPDATE", "EXCLUSIVE"."""
    found = lexicon("en").listed("wire", "labels") + lexicon(language).listed("wire", "labels")
    return frozenset(word.casefold() for word in found)


@cache
def months(language: str) -> re.Pattern[str]:
    words = lexicon("en").listed("wire", "months") + lexicon(language).listed("wire", "months")
    named = "|".join(map(re.escape, sorted(set(words), key=len, reverse=True))) or "(?!)"
    return re.compile(rf"\b(?:{named})\b", re.IGNORECASE)


@cache
def dates(language: str) -> re.Pattern[str]:
    return re.compile(rf"\d|{months(language).pattern}", re.IGNORECASE)


@cache
def dateline_patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Each with the groups `place`, `agency` or `writer`; at least one of the first two."""
    return tuple(re.compile(rf"\s*(?:{pattern})\s*") for pattern in lexicon(language).listed("wire", "datelines"))
