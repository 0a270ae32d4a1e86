"""Tokens: the words of a paragraph with what the lexicon knows of each; a quoted string is one token."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newsmarkup.suggesting import parting
from newsmarkup.suggesting.lexicon import Lexicon

# What a word can be; a token's `mask` is the sum of all it may be.
CUE, MAYBE, NOUN, PRONOUN, TITLE, SUFFIX, PARTICLE, NEVER = 1, 2, 4, 8, 16, 32, 64, 128
PERSON, ORGANIZATION, ORGNAME, ARTICLE, PREPOSITION = 256, 512, 1024, 2048, 4096
CONJUNCTION, AUXILIARY, ADVERB, RELATIVE, SUBORDINATOR = 8192, 16384, 32768, 65536, 131072
CAPITAL, QUOTE, STOP, POINT, GUESS, ACCORDING, OBLIQUE = (
    1 << 18, 1 << 19, 1 << 20, 1 << 21, 1 << 22, 1 << 23, 1 << 24,
)  # fmt: skip
FUNCTION = ARTICLE | PREPOSITION | CONJUNCTION | AUXILIARY | ADVERB | RELATIVE | SUBORDINATOR | PRONOUN

_CLASSES = (
    (CUE, "cue", "said"), (MAYBE, "cue", "maybe"), (NOUN, "cue", "nouns"),
    (PERSON, "person", "nouns"), (ORGANIZATION, "organization", "nouns"),
    (ARTICLE, "grammar", "articles"), (PREPOSITION, "grammar", "prepositions"),
    (CONJUNCTION, "grammar", "conjunctions"), (AUXILIARY, "grammar", "auxiliaries"), (ADVERB, "grammar", "adverbs"),
    (RELATIVE, "grammar", "relatives"), (SUBORDINATOR, "grammar", "subordinators"), (PARTICLE, "name", "particles"),
    (OBLIQUE, "grammar", "oblique"),
)  # fmt: skip
_CASED = (
    (TITLE, "name", "titles"), (SUFFIX, "name", "suffixes"), (NEVER, "name", "never"), (ORGNAME, "organization", "names"),
)  # fmt: skip
PRONOUNS = ("he", "she", "they", "it", "i", "we", "who")

_TOKEN = re.compile(r"(?:[A-Z]\.)+(?:[A-Z](?![a-z]))?|[^\W\d_]+(?:['’.&\-‑/][^\W_]+)*|\d[\d.,:]*\w*|[^\w\s]|_+")
_KNOWN = 50_000  # spellings kept


class Vocabulary:
    """A lexicon turned into one table from word to mask."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        # Whether "he" and "she" are left out, and what the end of a verb then tells.
        self.dropped = lexicon.flag("pronoun", "dropped")
        self.verb_endings = [
            (ending, kind) for kind in ("she", "he") for ending in lexicon.listed("pronoun", f"verbs_{kind}")
        ]
        self.token = parting.pattern(lexicon) or _TOKEN
        masks: dict[str, int] = {}
        for bit, section, name in _CLASSES:
            for word in lexicon.words(section, name):
                masks[word.lower()] = masks.get(word.lower(), 0) | bit
        self.pronouns: dict[str, str] = {}
        for name in PRONOUNS:
            for word in lexicon.words("pronoun", name):
                masks[word.lower()] = masks.get(word.lower(), 0) | PRONOUN
                self.pronouns.setdefault(word.lower(), name)
        self.masks = masks
        cased: dict[str, int] = {}
        for bit, section, name in _CASED:
            for word in lexicon.words(section, name):
                cased[word] = cased.get(word, 0) | bit
        self.cased = cased
        # The gender a title or a first name tells: "he" or "she".
        self.genders = {
            word.lower().strip("."): gender for gender in ("he", "she") for word in lexicon.listed("gender", gender)
        }
        # German: every noun has a capital, so a capital alone makes no name.
        self.capital_nouns = lexicon.flag("name", "nouns_capitalised")
        # And compounds end with the noun that says what they are.
        self.compounds = tuple(
            (bit, tuple(word for word in lexicon.words(section, "nouns") if len(word) > 4))
            for bit, section in ((PERSON, "person"), (ORGANIZATION, "organization"), (NOUN, "cue"))
        )
        self.noun_endings = tuple(lexicon.listed("name", "noun_endings"))
        self.works = lexicon.words("quotation", "works")
        self.qualifiers = lexicon.words("person", "qualifiers")
        self.scare = lexicon.words("quotation", "scare")
        self.bearers = lexicon.words("quotation", "bearers")
        self.definite = lexicon.words("grammar", "definite")
        self.endings = tuple(lexicon.listed("cue", "endings")) or ("\0",)
        self.dotted = frozenset(
            word[:-1] for word in lexicon.words("name", "titles") if word.endswith(".")
        ) | frozenset(
            word[:-1] for name in ("suffixes", "never") for word in lexicon.words("name", name) if word.endswith(".")
        )
        self.according = tuple(tuple(phrase.split()) for phrase in lexicon.listed("cue", "according"))
        self.according_first = frozenset(phrase[0] for phrase in self.according)

        # What each spelling was found to be: news repeats its words.
        self.known: dict[str, tuple[str, str, int, bool, bool]] = {}

    def look(self, spelled: str) -> tuple[str, str, int, bool, bool]:
        """`(word, lower case, mask, possessive, may take a full stop)` of one token."""
        word = low = spelled
        mask, owned, dotted = 0, False, False
        first = word[0]
        if first.isalpha():
            low = word.lower()
            if len(low) > 2 and low[-2] in "'’" and low[-1] == "s":
                low, word, owned = low[:-2], word[:-2], True
            elif len(low) > 2 and low[-1] in "'’":
                low, word = low[:-1], word[:-1]
            mask = self.masks.get(low, 0)
            if first.isupper():
                mask |= CAPITAL | self.cased.get(word, 0)
                if mask == CAPITAL and self.capital_nouns and len(low) > 7:
                    mask |= next((bit for bit, nouns in self.compounds if low.endswith(nouns)), 0)
                dotted = word in self.dotted or len(word) == 1
            elif not mask and low.endswith(self.endings) and len(low) > 4:
                mask = GUESS
        elif first in ".!?…":
            mask = STOP
        elif not first.isdigit():
            mask = POINT
        if len(self.known) < _KNOWN:
            self.known[spelled] = (word, low, mask, owned, dotted)
        return word, low, mask, owned, dotted

    def verb_gender(self, verb: str) -> str:
        """Where the form of a verb tells: "he" or "she"; else "dropped"."""
        return next((kind for ending, kind in self.verb_endings if verb.endswith(ending)), "dropped")


class Tokens:
    """Parallel lists over the tokens of one paragraph: `words`, `lows` (lower case, without possessive), `starts`,
    `ends`, `masks`; `quotes[i]` is the number of the quoted string that token i stands for, or -1; `sentences[i]` the
    number of the sentence it is in; `possessive` the indices of words with a possessive ending."""

    __slots__ = ("ends", "lows", "masks", "possessive", "quotes", "sentences", "starts", "words")

    def __init__(
        self, text: str, start: int, end: int, quoted: Sequence[tuple[int, int, int]], vocabulary: Vocabulary
    ) -> None:
        """`quoted`: `(start, end, number)` of the quoted strings in the paragraph, in order, none inside another."""
        self.words: list[str] = []
        self.lows: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.masks: list[int] = []
        self.quotes: list[int] = []
        self.sentences: list[int] = []
        self.possessive: set[int] = set()
        sentence, at = 0, start
        for a, b, number in quoted:
            sentence = self._read(text, at, a, sentence, vocabulary)
            self._add('"', '"', a, b, QUOTE, number, sentence)
            # A sentence that ends inside the marks ends here, unless the text goes on in lower case.
            inner = text[max(a, b - 3) : b].rstrip("\"'”’»“‘› ")
            after = text[b : b + 3].lstrip("\"'”’»“‘› ")
            if inner[-1:] in ".!?…" and (not after[:1] or after[:1].isupper() or after[:1] in "\"“„«‘'"):
                # "…!" Jane said: the name that follows belongs to the sentence all the same; features tell by the gap.
                sentence += 1
            at = b
        self._read(text, at, end, sentence, vocabulary)
        self._phrases(vocabulary)

    def __len__(self) -> int:
        return len(self.words)

    def _add(self, word: str, low: str, start: int, end: int, mask: int, quote: int, sentence: int) -> None:
        self.words.append(word)
        self.lows.append(low)
        self.starts.append(start)
        self.ends.append(end)
        self.masks.append(mask)
        self.quotes.append(quote)
        self.sentences.append(sentence)

    def _read(self, text: str, start: int, end: int, sentence: int, vocabulary: Vocabulary) -> int:
        known, possessive = vocabulary.known, self.possessive
        words, lows, masks, starts, ends = self.words, self.lows, self.masks, self.starts, self.ends
        quotes, sentences = self.quotes, self.sentences
        for match in vocabulary.token.finditer(text, start, end):
            if match.lastgroup:
                continue
            word = match[0]
            a, b = match.span()
            word, low, mask, owned, dotted = known.get(word) or vocabulary.look(word)
            if owned:
                possessive.add(len(words))
            if dotted and b < end and text[b] == ".":
                word, b = word + ".", b + 1
                mask |= vocabulary.cased.get(word, 0)
            elif mask & STOP and low == "." and ends and a < ends[-1]:
                continue  # the dot was taken with its abbreviation
            words.append(word)
            lows.append(low)
            starts.append(a)
            ends.append(b)
            masks.append(mask)
            quotes.append(-1)
            sentences.append(sentence)
            if mask & STOP:
                after = text[b : b + 2].strip()
                if not after or not after[0].islower():
                    sentence += 1
        return sentence

    def _phrases(self, vocabulary: Vocabulary) -> None:
        lows = self.lows
        for i, low in enumerate(lows):
            if low in vocabulary.according_first:
                for phrase in vocabulary.according:
                    if tuple(lows[i : i + len(phrase)]) == phrase:
                        for k in range(i, i + len(phrase)):
                            self.masks[k] |= ACCORDING
