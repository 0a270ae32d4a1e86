"""Captions and credits in a pasted article: paragraphs that are a picture's, not the article's.

A `figcaption` is one anyway. A plain paragraph is one where it ends in a credit that cannot be anything else ("… (Ada
Holm/AP Photo)", "… Photo: Ada Holm"), or where the line below it is such a credit alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsmarkup.suggesting.agency import agency
from newsmarkup.suggesting.credit import Split, same_credit, split
from newsmarkup.suggesting.creditcore import OPENING, labels
from newsmarkup.suggesting.creditlooks import looks
from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.suggestion import Span, Suggestion
from newsmarkup.suggesting.text import Block, Text

_LONGEST = 1200  # characters of a paragraph that may be a caption
_LINE = 200  # and of a credit that is a line of its own
_TOP = 8  # blocks from the top within which a caption is likelier than below
_SIGNS = re.compile(r"[/|©ⓒ／＝]|[)\]）］】][\s.]*$|\bvia\b", re.I)
_COLON = re.compile(r"[:：=＝…]|\.\.\.")
_STOPS = ' .!?…"”’»)'
_SEAMS = tuple('.!?…;”"»)]|/–—-。！？」）')
_NOTE = re.compile(r"[(\[]\s*(?:reporting|writing|editing|additional|with|by|this|the|see|source:\s?(?:the|a))\b", re.I)
_RIGHTS = re.compile(
    r"all rights reserved|copyright|alle rechte|tous droits|derechos reservados|direitos reservados", re.I
)


def find(text: Text, words: Lexicon) -> Iterator[Suggestion]:
    """The caption and the credit of each picture. What is tagged already is left."""
    blocks = [block for block in text.blocks if block.within in ("", "figure")]
    last: Split | None = None
    for index, block in enumerate(blocks):
        span = Span(block.start, block.end)
        words_ = text[span]
        if block.kind not in ("p", "figcaption") or text.overlaps(span) or not words_.strip():
            last = None
            continue
        if block.kind == "figcaption":
            last = split(words_[:_LONGEST], text.language) if len(words_) <= _LONGEST else None
            yield from _figcaption(text, block, last)
            continue
        found = _read(words_, text.language, index, len(blocks))
        if found is None:
            last = None
            continue
        if last and same_credit(last.credit, found.credit) and not found.caption:
            continue  # the credit once more below its caption
        if not found.caption:
            above = blocks[index - 1] if index else None
            if above and not _captions(text, above, block, index):
                above = None
            if above:
                whole = Span(above.start, above.end)
                why = "stands right above a credit line"
                yield Suggestion("caption", (whole,), text[whole], 0.85 if block.joined else 0.6, why)
            yield _credit(text, block, found, 0.9 if above else 0.75)
        else:
            sure = found.confidence if index <= _TOP else found.confidence * 0.95
            yield _caption(text, block, found, sure, "ends in a credit: " + found.reason)
            yield _credit(text, block, found, sure)
        last = found


def _read(words: str, language: str, index: int, size: int) -> Split | None:
    """A paragraph that is surely a picture's, else None. Most are told by a glance at their end."""
    if len(words) > _LONGEST or index == size - 1 > 3:
        return None
    tail = words[-160:]
    if not _SIGNS.search(tail):
        if not _COLON.search(tail) and tail.rstrip(_STOPS).rpartition(" ")[2][:1].islower():
            return None  # without a colon a credit ends in a name
        if not any(kind in ("colon", "comma", "by") for _, _, kind in labels(tail)):
            return None
    if _NOTE.search(tail) or _RIGHTS.search(tail):
        return None
    found = split(words, language)
    if (
        not found.credit
        or not found.line.line
        or found.region is None
        or words[found.region.end :].strip(" .")
        or len(found.credit) > _LINE
    ):
        return None
    if not found.caption:
        return found if _surely(found, words) and _named(found) else None
    if index == 0 and size > 1 and not found.label:  # "… | The Harbour Paper" is how a page's title ends
        return found if words[found.region.start] in OPENING and _surely(found, words) else None
    return found if _surely(found, words) else None


def _surely(found: Split, words: str) -> bool:
    """Whether it is a credit wherever it stands: in an article's text a name in brackets is no credit."""
    line, region = found.line, found.region
    handed = [name for name in (*line.provider.split("; "), *line.source.split("/")) if agency(name)]
    chained = re.search(r"\w\s?[/|]\s?\w|\bvia\b", found.credit) is not None
    if found.label and (line.creators or handed or found.confidence > 0.8):
        apart = (
            region is None
            or region.start == 0
            or words[: region.start].rstrip()[-1:] in _SEAMS
            or words[region.start] in OPENING
        )
        named = bool(handed) or any(maker.kind == "person" or ":" in found.label for maker in line.creators)
        return named and len(found.credit) <= 120 and apart and looks(found.credit)[0] > -0.5
    if found.credit[:1] in "©ⓒ":
        return chained or bool(handed)
    bracketed = region is not None and words[region.start] in OPENING
    return (
        bool(handed)
        and (chained or " photo" in found.credit.casefold())
        and (bracketed or bool(line.creators) or line.pool)
    )


def _named(found: Split) -> bool:
    """A line of its own has a label, a slash or "via"; a name and an agency may be a byline."""
    return bool(found.label) or re.search(r"\w\s?/\s?\w|\bvia\b|^©", found.credit) is not None


def _captions(text: Text, above: Block, credit: Block, index: int) -> bool:
    """Whether the block above a credit line is its caption: right above it, a plain paragraph, and no headline."""
    span = Span(above.start, above.end)
    if above.kind != "p" or text.overlaps(span) or above.end - above.start > 600:
        return False
    return index > 1 and (credit.joined or index <= 3) and not (above.joined and not credit.joined)


def _figcaption(text: Text, block: Block, found: Split | None) -> Iterator[Suggestion]:
    if found is None or not found.credit:
        span = Span(block.start, block.end)
        if found is None or found.caption:
            yield Suggestion(
                "caption", (span,), text[span], 0.9, "the words of a figure; nothing in them names a maker"
            )
        return
    if found.caption:
        yield _caption(text, block, found, max(found.confidence, 0.9), "the words of a figure, without its credit")
    yield _credit(text, block, found, found.confidence)


def _caption(text: Text, block: Block, found: Split, sure: float, why: str) -> Suggestion:
    spans = tuple(Span(block.start + one.start, block.start + one.end) for one in found.caption_spans)
    return Suggestion("caption", spans, " ".join(text[span] for span in spans), round(sure, 3), why)


def _credit(text: Text, block: Block, found: Split, sure: float) -> Suggestion:
    spans = tuple(Span(block.start + one.start, block.start + one.end) for one in found.credit_spans)
    words = " ".join(text[span] for span in spans)
    return Suggestion("credit", spans, words, round(min(sure, found.confidence), 3), found.reason, credit=found.line)
