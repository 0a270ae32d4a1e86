"""Semitic names: who is named by Arabic or Hebrew words, which have no capitals: by the nouns before a name, the words of
grammar that end it, and the article (ال, ה).

مدير المكتبة سامر الدهشان  ·  יו"ר הוועד רמי אזולאי  ·  נוסעת בשם סיגל

Source: the construct state (إضافة, סמיכות) as the grammars of both languages have it: of two nouns joined, the second has
the article.
"""

from __future__ import annotations

import re

from newsmarkup.suggesting.beside import Named, pronouns
from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.suggestion import Span

# A word, and where it begins and ends.
Token = tuple[str, int, int]

_TOKEN = re.compile(r"[^\W\d_]+(?:[\"״׳'’.-][^\W\d_]+)*['׳]?")
_GAP = re.compile(r"[^\s\"״'׳-]")  # what no name has between its words
_LONGEST = 4  # words that a name has
_DESCRIBED = 7  # with a job title before it
_ARTICLES = ("ה", "ال")
_NO_NAME = ("لل", "بال", "باسم", "خلال", "إلى")  # begin no word of a person's name


def tokens(words: str, start: int = 0) -> list[Token]:
    return [(match[0], match.start(), match.end()) for match in _TOKEN.finditer(words, start)]


class Names:
    """All methods take the words, their tokens, the token k where they look, and where in the text the words stand."""

    def __init__(self, words: Lexicon) -> None:
        self.said = words.words("cue", "said")
        self.works = words.words("quotation", "works")
        self.small = frozenset().union(*(
            words.words("grammar", name)
            for name in ("prepositions", "conjunctions", "auxiliaries", "adverbs", "subordinators", "relatives")
        ))  # fmt: skip
        self.pronouns = pronouns(words)
        self._jobs = words.words("person", "nouns") | words.words("name", "titles")
        self._organizations = words.words("organization", "names") | words.words("organization", "nouns")
        self._called = words.words("name", "called")
        self._utterances = words.words("cue", "nouns")
        self._ends = self.said | self.works | words.words("grammar", "articles")

    def after(self, words: str, found: list[Token], k: int, at: int, longest: int = _LONGEST) -> Named | None:
        """Who is named by the words from token k on. `longest`: words that the name may have."""
        if k >= len(found):
            return None
        word, begin, end = found[k]
        if word in self.pronouns:
            return Named("pronoun", self.pronouns[word], Span(at + begin, at + end))
        first, k = k, self._described(words, found, k)
        if k == first and (word in self._organizations or word.removeprefix("מ") in self._organizations):
            last = max(self._run(words, found, k + 1, longest, organization=True), k)
            begin += word not in self._organizations  # ממשרד: from the ministry
            return Named("org", words[begin : found[last][2]], Span(at + begin, at + found[last][2]))
        if k > first and k + 1 < len(found) and found[k][0] in self._called and not self._ended(found[k + 1][0]):
            last = self._run(words, found, k + 1, longest)
            return self._named("person", words, found, k + 1, last, at, words[begin : found[k - 1][2]])
        last = self._run(words, found, k, longest) if k == first or self._joined(words, found, k) else k - 1
        if last < k:
            return self._named("noun", words, found, first, k - 1, at) if k > first else None
        if k > first and last == k and self._common(found[k][0]):
            return self._named("noun", words, found, first, last, at)
        return self._named("person", words, found, k, last, at, " ".join(one for one, _, _ in found[first:k]))

    def before(self, words: str, found: list[Token], k: int, at: int) -> Named | None:
        """Who is named right before token k: נועה ברקאי אמרה, or נועה ברקאי, מהנדסת העיר, אמרה."""
        if k and self._comma(words, found, k):
            k -= 1
            while k and not self._comma(words, found, k):
                k -= 1
        elif k and words[found[k - 1][2] : found[k][1]].strip():
            return None
        first = k
        while first and k - first < _DESCRIBED:
            word = found[first - 1][0]
            if self._little(word) or word in self.said:
                break
            if first < k and _GAP.search(words, found[first - 1][2], found[first][1]):
                break
            first -= 1
        first = next((i for i in range(first, k) if found[i][0] in self._jobs), max(first, k - _LONGEST))
        while first < k and self._utterance(found[first][0]):
            first += 1
        return self.after(words[: found[k - 1][2]], found[:k], first, at) if first < k else None

    def _named(
        self, kind: str, words: str, found: list[Token], first: int, last: int, at: int, title: str = ""
    ) -> Named:
        begin, end = found[first][1], found[last][2]
        return Named(kind, words[begin:end], Span(at + begin, at + end), title)

    def _described(self, words: str, found: list[Token], k: int) -> int:
        """Behind the nouns that stand before a name: رئيس البلدية طارق, ראש העירייה אורי; k where none do."""
        first = k
        while k < len(found) and k - first < _LONGEST:
            word = found[k][0]
            job = word in self._jobs or (
                k > first and (word in self._organizations or self._construct(words, found, k))
            )
            if not job:
                break
            k += 1
        return k

    def _construct(self, words: str, found: list[Token], k: int) -> bool:
        """Whether the word belongs to the noun before it, and a name follows: מנהל הספרייה גיל, مدير المكتبة سامر."""
        return (
            k + 1 < len(found)
            and found[k][0].startswith(_ARTICLES)
            and not found[k - 1][0].startswith(_ARTICLES)
            and not words[found[k][2] : found[k + 1][1]].strip()
            and found[k + 1][0] not in self.said | self.small
        )

    def _run(self, words: str, found: list[Token], k: int, longest: int, organization: bool = False) -> int:
        """The last token of a name that begins at k; k - 1 where none does. A person's ends with the first word that has
        an article (طارق البحراوي); an organisation's may have several."""
        last, begun = k - 1, k
        while k < len(found) and k - begun < longest:
            word, start, _ = found[k]
            if self._ended(word) or (k > begun and _GAP.search(words, found[k - 1][2], start)):
                break
            if not organization and word.startswith(_NO_NAME):
                break
            last = k
            k += 1
            if not organization and word.startswith("ال") and last > begun:
                break
        return last

    def _ended(self, word: str) -> bool:
        return word in self._ends or self._little(word) or self._utterance(word)

    def _common(self, word: str) -> bool:
        """A word with an article is no name: דוברת המספנה, متحدثة باسم."""
        return word.startswith((*_ARTICLES, "باسم")) and len(word) > 3

    def _little(self, word: str) -> bool:
        """A word of grammar, with or without "and", "so", "that" before it."""
        return word in self.small or (word[0] in "وفוש" and word[1:] in self.small)

    def _utterance(self, word: str) -> bool:
        return word in self._utterances or word[1:] in self._utterances

    def _joined(self, words: str, found: list[Token], k: int) -> bool:
        return k < len(found) and not re.search(r"[,،.:;]", words[found[k - 1][2] : found[k][1]])

    def _comma(self, words: str, found: list[Token], k: int) -> bool:
        return words[found[k - 1][2] : found[k][1]].strip() in (",", "،")
