"""Links: which verb of saying a mention is the subject of, by what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass

from newsmarkup.suggesting.mention import Mention
from newsmarkup.suggesting.tokens import (
    ACCORDING,
    ADVERB,
    AUXILIARY,
    CAPITAL,
    CONJUNCTION,
    CUE,
    GUESS,
    MAYBE,
    NOUN,
    ORGANIZATION,
    PERSON,
    POINT,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    STOP,
    SUBORDINATOR,
    TITLE,
    Tokens,
)  # fmt: skip

_REACH = 14  # tokens an apposition between a name and its verb may have


@dataclass(slots=True)
class Link:
    """The verb of saying that a mention belongs to: its token, its class ("C" certain, "M" maybe, "G" a guess, "N" noun,
    "A" according to) and how they stand: "d" direct, "x" over auxiliaries, "a" over an apposition, "p" brackets,
    "w" a relative clause, "s" possessive, "i" inverted, "j" inverted with a description between, ":" a colon."""

    token: int
    verb: str
    how: str


class Paragraph:
    """A paragraph read: tokens, mentions, and the verb each mention is linked to."""

    __slots__ = ("links", "mentions", "places", "quotes", "tokens")

    def __init__(self, tokens: Tokens, mentions: list[Mention]) -> None:
        self.tokens, self.mentions = tokens, mentions
        self.quotes = [i for i, number in enumerate(tokens.quotes) if number >= 0]
        self.places: dict[int, list[int]] = {}
        for i in self.quotes:
            self.places.setdefault(tokens.quotes[i], []).append(i)
        self.links: list[Link | None] = [link(tokens, one) for one in mentions] if self.quotes else []


def _verb(mask: int) -> str:
    if mask & CUE:
        return "C"
    if mask & MAYBE:
        return "M"
    return "G" if mask & GUESS else ""


def link(tokens: Tokens, one: Mention) -> Link | None:
    """What verb of saying the mention is the subject of, by what stands beside it."""
    masks, n = tokens.masks, len(tokens)
    if masks[one.last] & CUE and one.kind in ("he", "she", "dropped"):
        return Link(one.last, "C", "i")  # its subject is left out
    k = one.last + 1
    if one.last in tokens.possessive:
        for j in range(k, min(k + 4, n)):
            if masks[j] & NOUN:
                return Link(j, "N", "s")
            if masks[j] & (QUOTE | STOP | POINT):
                break
    after = _after(tokens, k, n)
    k = one.first - 1
    if k >= 0 and masks[k] & ACCORDING:
        return Link(k, "A", "i")
    if after is not None and k >= 0 and masks[k] & PREPOSITION:
        # "a senator from Ohio said": Ohio says nothing.
        after.how = "P"
        return after
    if after is not None and after.verb == "C":
        return after
    before = None
    steps = 0
    while k >= 0 and steps < 9:
        mask = masks[k]
        verb = _verb(mask)
        if mask & ACCORDING:
            before = Link(k, "A", "j")
            break
        if verb and not mask & (TITLE | PERSON | ORGANIZATION) | (verb == "G" and steps > 0):
            before = Link(k, verb, "i" if steps == 0 else "j")
            break
        if mask & (QUOTE | STOP | POINT | PRONOUN | RELATIVE | SUBORDINATOR | AUXILIARY | CONJUNCTION) or (
            mask & PREPOSITION and not mask & CAPITAL
        ):
            break
        k -= 1
        steps += 1
    if before and (after is None or before.verb in "CA"):
        # "told Jane Roe" has a subject of its own before the verb: Jane is told.
        p = before.token - 1
        if p >= 0 and before.verb != "A" and not masks[p] & (QUOTE | POINT | STOP) and tokens.words[p] not in (",",):
            before.how = "o" if masks[p] & (PRONOUN | CAPITAL | PERSON | ORGANIZATION | AUXILIARY | ADVERB) else "q"
            return after or before
        return before
    return after


def _after(tokens: Tokens, k: int, n: int) -> Link | None:
    """The verb behind a mention, over what may stand between: brackets, "of Ohio", an apposition, a relative clause."""
    masks, words = tokens.masks, tokens.words
    how = ""
    for _ in range(3):
        found = _forward(tokens, k, n)
        if found:
            found.how = how or found.how
            return found
        if k >= n:
            return None
        word, mask = words[k], masks[k]
        if word == ":":
            return Link(k, "C", how if how else ":")
        if word in ("(", "["):
            close = next((j for j in range(k + 1, min(k + 8, n)) if words[j] in (")", "]")), -1)
            if close < 0:
                return None
            k, how = close + 1, how or "p"
        elif word in (",", "—", "–", "-"):
            close = -1
            for j in range(k + 1, min(k + _REACH, n)):
                if masks[j] & (QUOTE | STOP):
                    break
                if words[j] == word and (close < 0 or _forward(tokens, j + 1, n)):
                    close = j
                    if _forward(tokens, j + 1, n):
                        break
            if close < 0 or not _forward(tokens, close + 1, n):
                found = _forward(tokens, k + 1, n)
                if found:
                    found.how = "c"
                return found
            k, how = close + 1, "a"
        elif mask & RELATIVE:
            found = _forward(tokens, k + 1, n)
            if found:
                found.how = "w"
            return found
        elif mask & CONJUNCTION and k + 1 < n and masks[k + 1] & CAPITAL:
            for j in range(k + 2, min(k + 5, n)):
                found = _forward(tokens, j, n)
                if found:
                    found.how = "&"
                    return found
            return None
        elif mask & PREPOSITION and not mask & ACCORDING:
            j = k + 1
            while j < min(k + 9, n) and not masks[j] & (QUOTE | STOP | POINT | CUE | AUXILIARY | RELATIVE):
                j += 1
            k, how = j, "f"
        else:
            return None
    return None


def _forward(tokens: Tokens, k: int, n: int) -> Link | None:
    masks = tokens.masks
    skipped = 0
    while k < n and skipped < 5:
        verb = _verb(masks[k])
        if verb and not masks[k] & AUXILIARY:
            return Link(k, verb, "x" if skipped else "d")
        if not masks[k] & (AUXILIARY | ADVERB):
            return None
        k += 1
        skipped += 1
    return None
