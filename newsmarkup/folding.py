"""Folding: names compared whatever their accents and capitals, in the same way on every database."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "ħ": "h", "æ": "ae", "œ": "oe", "þ": "th",
                          "’": "'", "ʼ": "'", "‘": "'"})  # fmt: skip


def fold(text: str) -> str:
    """Without accents and capitals, white space folded: "Łukasz  Ødegård" → "lukasz odegard"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.translate(_LETTERS).split())
