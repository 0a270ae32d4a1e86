"""Heading: what stands above a text and belongs into fields: headline, deck, bylines, dateline; furniture goes.

`newsmarkup.suggesting` finds them; what it is sure of is taken out of the body, the rest stays in it with a Problem.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from newsmarkup.document.article import Byline, Organization, Person
from newsmarkup.document.node import Body, Node
from newsmarkup.document.problem import Problem
from newsmarkup.roles import registered
from newsmarkup.suggesting import byline as bylines
from newsmarkup.suggesting import caption, dateline, furniture, wire
from newsmarkup.suggesting.lexicon import lexicon
from newsmarkup.suggesting.suggestion import Span, Speaker, Suggestion
from newsmarkup.suggesting.text import Text, leaves
from newsmarkup.suggesting.weave import unravel, weave

SURE = {"headline": 0.65, "deck": 0.8, "byline": 0.85, "dateline": 0.8, "furniture": 0.9}
_SHORT = 120  # characters of a first line that is a headline where nothing speaks against it
_TOP = 5  # blocks above which a byline of another language is sought
_STOPS = (".", "”", '"', ":", "。", "؟", "!")


@dataclass
class Heading:
    """`facts`: fields of an Article. `body`: the text without them."""

    facts: dict[str, object] = field(default_factory=dict)
    body: Body = field(default_factory=Body)
    problems: list[Problem] = field(default_factory=list)


def heading(body: Body, language: str, headline: str = "", lines: Sequence[int | None] = ()) -> Heading:
    """`headline`: where it is known already. `lines`: of each leaf of the body, its line in the file."""
    work = _Work(body, language, headline, lines)
    work.find()
    return Heading(work.facts, work.rest(), work.problems)


def named(line: str, language: str) -> tuple[Byline, ...]:
    """The bylines of a line that names its writers and nothing else."""
    words = lexicon(language)
    found = bylines.read(line, words) or bylines.read(f"By {line}", lexicon("en"))
    return tuple(_byline(one.speaker) for one in found.writers) if found else (Byline(Person("", line)),)


class _Work:
    def __init__(self, body: Body, language: str, headline: str, lines: Sequence[int | None]) -> None:
        self.words, self.headline, self.lines = lexicon(language), headline, lines
        self.body, self.text = body, Text.of_body(body, language)
        self.facts: dict[str, object] = {}
        self.problems: list[Problem] = []
        self.gone: set[int] = set()  # leaves
        self.cut: dict[int, int] = {}  # leaf → how many of its first characters go
        self.plain = [node.name == "p" and not within for node, within in leaves(body)]

    def find(self) -> None:
        text, words = self.text, self.words
        pictures = [*caption.find(text, words)]
        lines = [*furniture.find(text, words, pictures)]
        taken = [span for one in (*pictures, *lines) for span in one.spans]
        writers: list[Byline] = []
        for one in sorted([*lines, *wire.find(text, words, taken, self.headline)], key=lambda one: one.start):
            at = text.place(one.start)[0]
            sure = SURE[one.kind]
            if self.headline and one.kind == "byline" and at == 0:
                sure = 0.7  # what stands below a headline, not above a text
            if one.confidence < sure or not self._may_go(one, at):
                self._doubtful(one, at)
            elif one.kind == "byline":
                writers += [_byline(one.speaker)] if one.speaker else []
                if at not in self.cut:
                    self.gone.add(at)
            elif one.kind == "dateline":
                self._dateline(one, at)
            else:
                self.gone.add(at)
                if one.kind == "furniture":
                    said = f"A line that is no part of the text was left out: “{one.text}”. {one.reason}"
                    self._tell("furniture", said, "Put it back if it is.", at)
                else:
                    self.facts[{"deck": "alternative_headline"}.get(one.kind, one.kind)] = one.text
        writers = writers or self._english()
        if writers:
            self.facts["bylines"] = tuple(dict.fromkeys(writers))
        if not self.headline and "headline" not in self.facts:
            self._first()

    def _may_go(self, one: Suggestion, at: int) -> bool:
        """Whether the block is a paragraph of its own, or a heading where a headline is sought, and is not tagged."""
        kind = self.text.blocks[at].kind
        return self.plain[at] or (one.kind in ("headline", "deck", "furniture") and kind in ("h2", "h3", "h4"))

    def _dateline(self, one: Suggestion, at: int) -> None:
        block = self.text.blocks[at]
        found = dateline.read(self.text[Span(block.start, block.end)], self.words)
        if found is None:
            return
        if found.place:
            self.facts["dateline"] = one.text
        if one.speaker is not None:
            self.facts["source"] = Organization("", one.speaker.name)
        self.cut[at] = found.end

    def _english(self) -> list[Byline]:
        """“By Jane Roe” stands above texts of every language."""
        for at, block in enumerate(self.text.blocks[:_TOP]):
            line = self.text[Span(block.start, block.end)]
            if at in self.gone or not self.plain[at] or not line.startswith("By "):
                continue
            if (found := bylines.read(line, lexicon("en"))) and found.announced:
                self.gone.add(at)
                return [_byline(one.speaker) for one in found.writers]
        return []

    def _first(self) -> None:
        """A short first line above a longer one is the headline, with a notice."""
        blocks = [at for at in range(len(self.plain)) if at not in self.gone]
        if len(blocks) < 2 or not self.plain[blocks[0]] or blocks[0] in self.cut:
            return
        first, second = (self.text[Span(b.start, b.end)] for b in (self.text.blocks[at] for at in blocks[:2]))
        if 0 < len(first) <= min(_SHORT, len(second)) and not first.endswith(_STOPS):
            self.gone.add(blocks[0])
            self.facts["headline"] = first
            said = f"“{first}” is taken for the headline: it is a short first line."
            self._tell("doubtful-headline", said, "Look whether it is.", blocks[0], "headline")

    def _doubtful(self, one: Suggestion, at: int) -> None:
        if one.kind in ("byline", "dateline") and one.confidence >= 0.6:
            said = f"“{one.text}” may be a {one.kind}. {one.reason}"
            self._tell(f"doubtful-{one.kind}", said, "It was left in the text: take it out if it is.", at)

    def _tell(self, code: str, said: str, mend: str, at: int, field: str | None = None) -> None:
        line = self.lines[at] if at < len(self.lines) else None
        self.problems.append(Problem(code, said, mend, "notice", field=field, line=line))

    def rest(self) -> Body:
        blocks: list[Node] = []
        leaf = 0
        for block in self.body.blocks:
            count = sum(1 for _ in leaves(Body((block,))))
            if not (count == 1 and leaf in self.gone):
                blocks.append(self._cut(block, self.cut[leaf]) if leaf in self.cut else block)
            leaf += count
        return Body(tuple(blocks))

    @staticmethod
    def _cut(block: Node, count: int) -> Node:
        text, laid = unravel(block.children, registered())
        return replace(block, children=weave(text, laid, [(0, count)]))


def _byline(speaker: Speaker) -> Byline:
    if speaker.kind == "organization":
        return Byline(Organization("", speaker.name))
    at = Organization("", speaker.affiliation) if speaker.affiliation else None
    return Byline(Person("", speaker.name, job_title=speaker.job_title, affiliation=at))
