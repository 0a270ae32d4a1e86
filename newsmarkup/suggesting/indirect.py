"""Indirect speech: what someone is reported to have said, in the reporter's words. Only where the pattern is strong.

It is a hint for the editor (whose claim is this?), never a Quotation. Two patterns: "Jane Roe said that the bridge is safe."
and "The bridge is safe, Jane Roe said."
"""

from __future__ import annotations

from collections.abc import Iterator

from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.link import Link, Paragraph
from newsmarkup.suggesting.link import link as link_of
from newsmarkup.suggesting.mention import Mention
from newsmarkup.suggesting.reading import Reading
from newsmarkup.suggesting.suggestion import Span, Suggestion
from newsmarkup.suggesting.tokens import (
    ARTICLE,
    CAPITAL,
    CONJUNCTION,
    CUE,
    NEVER,
    POINT,
    PREPOSITION,
    PRONOUN,
    QUOTE,
    RELATIVE,
    STOP,
    SUBORDINATOR,
)  # fmt: skip

# Of the strong patterns this share was right, measured (docs/suggestions.md).
_CONFIDENCE = 0.8
_THAT = frozenset({"that", "dass", "que", "che", "dat", "att", "at"})
_INSIDE = SUBORDINATOR | CONJUNCTION | RELATIVE | PREPOSITION
_LEAST = 4  # words a reported clause has


def find(reading: Reading, words: Lexicon) -> Iterator[Suggestion]:
    verbs, plain = words.words("cue", "reports"), words.words("cue", "plainly")
    for paragraph in reading.paragraphs:
        if not any(low in verbs for low in paragraph.tokens.lows):
            continue
        links = paragraph.links or [link_of(paragraph.tokens, one) for one in paragraph.mentions]
        taken = -1
        for one, link in zip(paragraph.mentions, links, strict=False):
            if link is None or link.how not in ("d", "x") or one.first <= taken or one.kind == "who":
                continue
            tokens = paragraph.tokens
            if tokens.lows[link.token] not in verbs or (one.first and tokens.masks[one.first - 1] & _INSIDE):
                continue
            clause = _after(paragraph, link, plain) or _before(paragraph, one, link)
            if clause is None:
                continue
            first, last = clause
            taken = max(last, link.token)
            span = Span(tokens.starts[first], tokens.ends[last])
            said = Span(tokens.starts[link.token], tokens.ends[link.token])
            text = reading.text
            if text.overlaps(span, "quotation", "pullquote"):
                continue
            yield Suggestion(
                "indirect", (span,), text[span], _CONFIDENCE,
                f"“{text.text[one.start : one.end]}” stands beside “{text[said]}”: reported, not quoted.",
                None, Span(one.start, one.end), said,
            )  # fmt: skip


def _after(paragraph: Paragraph, link: Link, plain: frozenset[str]) -> tuple[int, int] | None:
    """The clause from behind the verb to the end of the sentence."""
    tokens = paragraph.tokens
    masks, n = tokens.masks, len(tokens)
    k = link.token + 1
    # "said on Monday that": the clause begins behind "that", or at once with its subject.
    that = next((j for j in range(k, min(k + 5, n)) if tokens.lows[j] in _THAT), -1)
    if that >= 0 and not any(masks[j] & (QUOTE | STOP | POINT | CUE) for j in range(k, that)):
        k = that + 1
    elif (
        k >= n
        or not masks[k] & (PRONOUN | ARTICLE | CAPITAL)
        or masks[k] & NEVER
        or tokens.lows[link.token] not in plain
    ):
        return None
    last = k
    while last + 1 < n and tokens.sentences[last + 1] == tokens.sentences[link.token] and not masks[last + 1] & STOP:
        last += 1
    if last - k < _LEAST or any(masks[j] & QUOTE for j in range(k, last + 1)):
        return None
    return k, last


def _before(paragraph: Paragraph, one: Mention, link: Link) -> tuple[int, int] | None:
    """The clause before a comma, the mention and the verb, which end the sentence."""
    tokens = paragraph.tokens
    masks, n = tokens.masks, len(tokens)
    end = link.token + 1
    if end < n and not masks[end] & STOP:
        return None
    comma = one.first - 1
    if comma < _LEAST or tokens.words[comma] != ",":
        return None
    first = comma - 1
    sentence = tokens.sentences[one.first]
    while first > 0 and tokens.sentences[first - 1] == sentence and not masks[first - 1] & STOP:
        first -= 1
    if comma - first <= _LEAST or any(masks[j] & (QUOTE | CUE) for j in range(first, comma)):
        return None
    return first, comma - 1
