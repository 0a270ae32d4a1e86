"""Plain: a text as it is matched: one kind of space, no zero-width characters, with the way back to every offset."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from newsmarkup.suggesting.suggestion import Span

# Soft hyphen, zero-width and direction marks: seen in captions everywhere, and read by nobody.
_UNSEEN = frozenset(
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` has no unseen characters and no white space but single-width spaces; `at[i]` is where its i-th one stood."""

    text: str
    at: tuple[int, ...]

    @classmethod
    def of(cls, raw: str) -> Plain:
        if raw.isascii() and raw.isprintable():
            return cls(raw, tuple(range(len(raw))))
        kept = [(index, " " if one.isspace() else one) for index, one in enumerate(raw) if one not in _UNSEEN]
        return cls("".join(one for _, one in kept), tuple(index for index, _ in kept))

    def span(self, start: int, end: int) -> Span:
        """Of `[start, end)` in `text`, in the characters it was made of."""
        if start >= end:
            place = self.at[start] if start < len(self.at) else (self.at[-1] + 1 if self.at else 0)
            return Span(place, place)
        return Span(self.at[start], self.at[end - 1] + 1)


@lru_cache(8192)
def folded(text: str) -> str:
    """To compare names by: no case, no accents, no unseen characters, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    seen = "".join(one for one in text if one not in _UNSEEN)
    return " ".join(_bare(_bare(seen).casefold()).split())


def _bare(text: str) -> str:
    """Without accents."""
    return "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
