"""Beside: what the words beside a quotation can say of it, whatever the language.

A module for each order answers it: chinese, japanese, korean, turkish, semitic (Arabic and Hebrew). wordorder puts the
answers together. Source: the style guides and grammars named in those modules, and the orders of WALS, feature 81A.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.suggestion import Span

_PARTS = re.compile(r"[\s·・]+")
_DENSE = "\u2e80"  # from here on, the scripts that part no words


@dataclass(slots=True)
class Named:
    """`kind`: "person", "org", "noun" (nobody's name) or "pronoun"; of a pronoun `name` is "he", "she", "they" or
    "org"."""

    kind: str
    name: str
    span: Span | None
    title: str = ""


@dataclass(slots=True)
class Beside:
    """`side`: where the cue stands: "before", "after", "around" (subject before, verb behind) or "none"."""

    side: str
    cue: Span | None = None
    who: Named | None = None
    speech: bool = True
    sure: float = 1.0


class Order(Protocol):
    def beside(self, source: str, before: Span, after: Span) -> Beside | None:
        """What says that the quoted string between both is speech, or none; None where nothing tells."""


def either(words: frozenset[str] | set[str], default: str = "(?!)") -> str:
    """A pattern for any of the words, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word))) or default


def pronouns(words: Lexicon) -> dict[str, str]:
    """Each pronoun, and what it is as the name of a `Named`."""
    known = {word: kind for kind in ("he", "she", "they") for word in words.words("pronoun", kind)}
    return known | dict.fromkeys(words.words("pronoun", "it"), "org")


def same(short: str, full: str) -> bool:
    """Whether a short name can mean a full one: by its first or last words, or by its first characters where names have no
    spaces (白波瀬: 白波瀬ゆかり)."""
    a, b = _PARTS.split(short), _PARTS.split(full)
    if len(b) == 1 and full[0] > _DENSE:
        return full.startswith(short)
    return a == b or (len(a) < len(b) and a in (b[: len(a)], b[-len(a) :]))
