"""Incises: the narrator's words inside the quotation marks: « We leave, says Jane Roe. Tonight. »

French puts them between commas; Greek, Italian, Polish, Portuguese, Russian, Spanish and Ukrainian between dashes. Only
languages whose lexicon says `[quotation] incise = true` are read so. Source: Imprimerie nationale, Lexique des règles
typographiques, "Guillemets"; Мильчин, Справочник издателя и автора, on the author's words within direct speech.
"""

from __future__ import annotations

import re

from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.suggestion import Span

_SPACE = " \u00a0\u202f"
_BEGIN = re.compile(rf"(?<=[,.!?…\w])[{_SPACE}]?[—–][{_SPACE}]?(?=[^\W\d_])|(?<=[,!?…])[{_SPACE}]+(?=[^\W\d_])")
_DASH_END = re.compile(rf"[.,;:]?[{_SPACE}]?[—–][.,;:]?[{_SPACE}]?|$")
_COMMA_END = re.compile(rf"[.,;:!?][{_SPACE}]+|$")
_WORD = re.compile(r"[^\W\d_]+")
_AHEAD = 4  # words of the narrator among which the verb stands, after a dash
_LONGEST = 120  # characters that the narrator says


class Incises:
    def __init__(self, words: Lexicon) -> None:
        self._said = words.words("cue", "said")
        self._light = (
            words.words("grammar", "auxiliaries") | words.words("pronoun", "he") | words.words("pronoun", "she")
        )
        self._nouns = words.words("person", "nouns") | words.words("grammar", "articles")

    def stretches(self, source: str, start: int, end: int) -> list[Span]:
        """What is speech of `source[start:end]`: itself where nobody interrupts."""
        out: list[Span] = []
        at, begun = start, start
        while True:
            begin = _BEGIN.search(source, at, end)
            if begin is None:
                break
            at = begin.end()
            dashed = begin[0].strip() != ""
            if not (self._dashed(source, at, end) if dashed else self._inverted(source, at, end)):
                continue
            stop = (_DASH_END if dashed else _COMMA_END).search(source, at, min(end, at + _LONGEST))
            if stop is None:
                continue
            out.append(Span(begun, begin.start()))
            begun = at = stop.end()
        if begun < end and (not out or _WORD.search(source, begun, end)):
            out.append(Span(begun, end))
        return out

    def _dashed(self, source: str, at: int, end: int) -> bool:
        """A dash, and a verb of saying soon after it, with no capital before."""
        for number, match in enumerate(_WORD.finditer(source, at, min(end, at + 80))):
            if match[0] in self._said:
                return True
            if (number == 0 and match[0][0].isupper()) or number + 1 == _AHEAD:
                break
        return False

    def _inverted(self, source: str, at: int, end: int) -> bool:
        """A comma, a verb of saying, and then who says it."""
        said = False
        for number, match in enumerate(_WORD.finditer(source, at, min(end, at + 60))):
            word = match[0]
            if not said:
                if word in self._said:
                    said = True
                elif number > 2 or (word not in self._light and len(word) > 1):
                    return False
            else:
                return word[0].isupper() or word in self._nouns or word in self._light or word == "t"
        return False
