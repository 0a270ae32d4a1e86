"""Shape: what a quoted string and the tokens around it look like, in the classes that features are spelled with."""

from __future__ import annotations

from dataclasses import dataclass

from newsmarkup.suggesting.mention import Mention
from newsmarkup.suggesting.tokens import (
    ACCORDING,
    ADVERB,
    ARTICLE,
    AUXILIARY,
    CAPITAL,
    CONJUNCTION,
    CUE,
    GUESS,
    MAYBE,
    NOUN,
    OBLIQUE,
    ORGANIZATION,
    PERSON,
    POINT,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    Tokens,
    Vocabulary,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """What a quoted string looks like, in classes: `size` in words, `case` of its first letter, the mark at its `end`,
    `titled` ("t": all its words have capitals), the tokens before (`pre`, `pre2`) and behind it (`post`), its `content`
    ("i" first person, "v" verbs, "f" small words), `works` (a word for a work or a term stands "b"efore or "a"fter it)."""

    size: str = ""
    case: str = ""
    end: str = ""
    titled: str = ""
    pre: str = ""
    post: str = ""
    content: str = ""
    works: str = ""
    pre2: str = ""

    @property
    def alone(self) -> str:
        """ "1" where it is a paragraph of its own."""
        return "1" if self.pre == "^" and self.post == "$" else "0"


_STEPS = (0, 1, 2, 3, 5, 8, 13, 21)


def bucket(n: int) -> str:
    """A distance in tokens, coarser the longer it is."""
    for step in _STEPS:
        if n <= step:
            return str(step)
    return "X"


def token_class(tokens: Tokens, k: int) -> str:
    """The class of one token, as a feature spells it."""
    if k < 0:
        return "^"
    if k >= len(tokens):
        return "$"
    mask = tokens.masks[k]
    if mask & QUOTE:
        return "Q"
    if mask & STOP:
        return "."
    if mask & POINT:
        word = tokens.words[k]
        return word if word in ",:;()—–" else "#"
    if mask & ACCORDING:
        return "A"
    if mask & CUE:
        return "C"
    if mask & PRONOUN:
        return "P"
    if mask & CAPITAL:
        return "N"
    if mask & SUBORDINATOR:
        return "t"
    if mask & RELATIVE:
        return "w"
    if mask & PREPOSITION:
        return "p"
    if mask & CONJUNCTION:
        return "&"
    if mask & AUXILIARY:
        return "x"
    if mask & ARTICLE:
        return "a"
    if mask & MAYBE:
        return "M"
    if mask & NOUN:
        return "U"
    if mask & (PERSON | ORGANIZATION):
        return "n"
    if mask & GUESS:
        return "G"
    if mask & ADVERB:
        return "r"
    return "o"


def case_of(tokens: Tokens, one: Mention) -> str:
    """Of the article a mention has or stands behind: "o" oblique, "n" nominative or unknown, "_" there is none."""
    for k in range(one.last, max(one.first - 5, -1), -1):
        mask = tokens.masks[k]
        if mask & OBLIQUE:
            return "o"
        if mask & ARTICLE:
            return "n"
        if k < one.first and mask & (QUOTE | STOP | POINT | PREPOSITION | CUE | PRONOUN):
            break
    return "_"


def shape(inner: str, tokens: Tokens, first: int, bottom: Tokens, last: int, known: Vocabulary) -> Shape:
    """What a quoted string looks like: features for whether it is speech at all, and context for the others."""
    words = inner.split()
    n = len(words)
    size = str(n) if n < 4 else "5" if n < 6 else "9" if n < 10 else "19" if n < 20 else "X"
    case = "u" if inner[:1].isupper() else "l" if inner[:1].islower() else "?"
    end = inner[-1:] if inner[-1:] in ",.?!…-" else "w"
    titled = "t" if n > 1 and all(w[:1].isupper() or len(w) < 4 for w in words) else "_"
    content = ""
    if n < 40:
        masks = [known.masks.get(word.strip(".,;:!?").lower(), 0) for word in words]
        content = "i" if any(known.pronouns.get(word.lower()) in ("i", "we") for word in words) else ""
        content += "v" if any(mask & (AUXILIARY | CUE | PRONOUN) for mask in masks) else ""
        content += "f" if any(mask & (PREPOSITION | CONJUNCTION | SUBORDINATOR | ADVERB) for mask in masks) else ""
    works = known.works
    near = "b" if any(low in works for low in tokens.lows[max(first - 3, 0) : first]) else ""
    near += "a" if any(low in works for low in bottom.lows[last + 1 : last + 3]) else ""
    pre, post = token_class(tokens, first - 1), token_class(bottom, last + 1)
    return Shape(size, case, end, titled, pre, post, content, near, token_class(tokens, first - 2))
