"""Pull quotes: a block that repeats the text is one, and points at its source. Else good ones are offered."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from newsmarkup.suggesting.furniture import tagged_blocks
from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.offer import offers
from newsmarkup.suggesting.repetition import FEWEST, Words
from newsmarkup.suggesting.suggestion import Span, Speaker, Suggestion
from newsmarkup.suggesting.text import Block, Text

_LONGEST = 500  # characters of a pull quote
_SOUGHT = 20_000_000  # blocks times characters up to which looking for a few characters is quicker than an index
_OPENING = "\"“„«»‹›「『‘'‚”—–"
_SIGNATURE = re.compile(r"\s*(?:\n|\s[—–―-]{1,2}|[—―])\s*(?P<name>[^\n—–―]{2,100})$")


def find(
    text: Text, quotations: Sequence[Suggestion], words: Lexicon, taken: Sequence[Span] = ()
) -> Iterator[Suggestion]:
    """Blocks that repeat the text, then offers. `taken`: headline, captions, furniture, which repeat words too."""
    repeated = list(_repeated(text, quotations, taken))
    yield from repeated
    if not repeated and not any(one.role == "pullquote" for one in text.tagged):
        yield from offers(text, quotations, words)


def _repeated(text: Text, quotations: Sequence[Suggestion], taken: Sequence[Span]) -> Iterator[Suggestion]:
    covered = sorted((one.start, one.end) for one in taken)
    tagged, folded = tagged_blocks(text), text.text.casefold()
    candidates = [
        at
        for at, block in enumerate(text.blocks)
        if at not in tagged and _may_be_one(text, folded, at) and not _inside(covered, block)
    ]
    if not candidates:
        return
    words = Words.of(text)
    speakers = _Speakers(quotations)
    used: set[int] = set()
    for at in candidates:
        block = text.blocks[at]
        signature = _SIGNATURE.search(text.text, block.start, block.end)
        first, last = words.ranges.get(at, (0, 0))
        if signature:  # its words are no part of what is repeated
            while last > first and words.spans[last - 1][0] >= signature.start():
                last -= 1
        source = words.source(first, last, used)
        if source is None:
            continue
        place, share = source.place, source.share
        marked = text.text[block.start] in _OPENING or block.within in ("blockquote", "aside")
        speaker = speakers.at(place)
        if not (marked or speaker) and (share < 0.95 or last - first < 8):
            continue
        used.add(at)
        sure = 0.6 + (0.3 if marked else 0.15 if speaker else 0.0) + 0.07 * (share >= 0.95)
        why = f"Repeats words of the text {'' if share >= 0.95 else 'nearly '}as they stand there."
        span = Span(block.start, signature.start() if signature else block.end)
        mention = Span(*signature.span("name")) if signature else None
        yield Suggestion(
            "pullquote", (span,), text[span], round(sure, 2), why, speaker, mention if speaker else None, quotes=place
        )


def _may_be_one(text: Text, folded: str, at: int) -> bool:
    """A short block of its own, some of whose words stand elsewhere too."""
    block = text.blocks[at]
    if block.end - block.start > _LONGEST or block.kind == "figcaption" or block.within in ("li", "ul", "ol", "figure"):
        return False
    size = block.end - block.start
    if size < 10 or (
        text.text.count(" ", block.start, block.end) < FEWEST - 1 and not _is_unspaced(text.text[block.start + 1])
    ):
        return False
    if len(text.blocks) * len(text.text) > _SOUGHT:
        return True  # the index is the quicker way
    probe = max(min(24, size // 3), 4)
    for start in (block.start + 1, block.start + (size - probe) // 2, block.end - probe - 2):
        words = text.text[start : start + probe].casefold()
        if (first := folded.find(words)) >= 0 and folded.find(words, first + 1) >= 0:
            return True
    return False


def _is_unspaced(letter: str) -> bool:
    return "\u3040" <= letter <= "\u9fff" or "\u0e00" <= letter <= "\u0eff"


class _Speakers:
    """Who speaks at a place of the text."""

    def __init__(self, quotations: Sequence[Suggestion]) -> None:
        self._parts = sorted(
            (
                (part.start, part.end, one.speaker)
                for one in quotations
                if one.kind == "quotation"
                for part in one.spans
            ),
            key=lambda part: part[:2],
        )

    def at(self, place: Span) -> Speaker | None:
        after = bisect_left(self._parts, place.end, key=lambda part: part[0])
        for start, end, speaker in reversed(self._parts[max(0, after - 4) : after]):
            if start < place.end and place.start < end and speaker:
                return speaker
        return None


def _inside(covered: Sequence[tuple[int, int]], block: Block) -> bool:
    at = bisect_left(covered, (block.end,))
    return any(start < block.end and block.start < end for start, end in covered[max(0, at - 3) : at])
