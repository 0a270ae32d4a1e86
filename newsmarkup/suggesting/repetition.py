"""Repetition: where a text says the same words twice, nearly or exactly.

Runs of four words stand in a hash index (shingles; A. Broder, "On the resemblance and containment of documents", 1997), so
that the time is linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from newsmarkup.suggesting.suggestion import Span
from newsmarkup.suggesting.text import Text

# Scripts written without spaces count by character.
WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
FEWEST, MOST = 5, 80  # words that are looked for
_RUN = 4
_PLACES = 6  # of one run that are remembered: more of the same says nothing
_COVERED = 0.8  # of the words stand in the source, in order
_DRIFT = 6  # words that may have been left out or put in


@dataclass(frozen=True, slots=True)
class Source:
    """Where it stands, and how much of the words stands there (0-1)."""

    place: Span
    share: float


@dataclass(frozen=True)
class Words:
    """The words of a text, folded, with where each begins and ends and the block it stands in."""

    words: list[str]
    spans: list[tuple[int, int]]
    blocks: list[int]

    @classmethod
    def of(cls, text: Text) -> Words:
        words: list[str] = []
        spans: list[tuple[int, int]] = []
        blocks: list[int] = []
        for at, block in enumerate(text.blocks):
            for match in WORD.finditer(text.text, block.start, block.end):
                words.append(match[0].casefold())
                spans.append(match.span())
                blocks.append(at)
        return cls(words, spans, blocks)

    @cached_property
    def _runs(self) -> dict[int, list[int]]:
        """Where each run of words begins; only the first places of runs that come often."""
        found: dict[int, list[int]] = {}
        words = self.words
        for at, run in enumerate(zip(words, words[1:], words[2:], words[3:], strict=False)):
            places = found.setdefault(hash(run), [])
            if len(places) < _PLACES:
                places.append(at)
        return found

    @cached_property
    def ranges(self) -> dict[int, tuple[int, int]]:
        """`[first, last)` of the words of each block that has some."""
        found: dict[int, tuple[int, int]] = {}
        at = 0
        for block, count in Counter(self.blocks).items():
            found[block] = at, at + count
            at += count
        return found

    def source(self, first: int, last: int, but: set[int]) -> Source | None:
        """Where the words `[first, last)` stand in a longer block, best of several. `but`: blocks that are no source."""
        count = last - first
        if not FEWEST <= count <= MOST:
            return None
        runs = [
            (at, place)
            for at in range(first, last - _RUN + 1)
            for place in self._runs.get(hash(tuple(self.words[at : at + _RUN])), ())
        ]
        apart: dict[int, list[int]] = {}  # by block: how far the runs are from their source
        for at, place in runs:
            if self.blocks[place] != self.blocks[at] and self.blocks[place] not in but:
                apart.setdefault(self.blocks[place], []).append(place - at)
        best: Source | None = None
        for block, distances in apart.items():
            start, end = self.ranges[block]
            if end - start <= count or len(distances) < 2:
                continue  # the same line twice: which is the source?
            usual = Counter(distances).most_common(1)[0][0]
            near = [(at, p) for at, p in runs if self.blocks[p] == block and abs(p - at - usual) <= _DRIFT]
            share = len({at + n for at, _ in near for n in range(_RUN)}) / count
            if share >= (_COVERED if count > 7 else 0.99) and (best is None or share > best.share):
                places = [place for _, place in near]
                span = Span(self.spans[min(places)][0], self.spans[max(places) + _RUN - 1][1])
                best = Source(span, share)
        return best
