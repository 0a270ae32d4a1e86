"""Plain wire text: slug and keyword lines, headline, byline, dateline, paragraphs, captions, ENDS, notes to editors.

What `newsmarkup.suggesting` is sure of is taken: lines above the text become facts, captions, credits and quotations become
tags. What it is not sure of stays in the text, with a Problem. Lines of labels are those of the exporter of plain text and
of press offices; what stands below ENDS is no text, and the problem that says so has its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from newsmarkup.document.article import Article, Byline, Organization, Person, Section
from newsmarkup.document.node import Node
from newsmarkup.document.normalise import normalise
from newsmarkup.document.problem import Problem
from newsmarkup.importing.base import NOWHERE, Imported, Importer, register
from newsmarkup.importing.copy import Copy, Line, lines
from newsmarkup.importing.plaintext import decode, is_text
from newsmarkup.importing.tagging import tagged
from newsmarkup.roles import registered
from newsmarkup.suggesting import caption, dateline, furniture, wire
from newsmarkup.suggesting.credit import split
from newsmarkup.suggesting.language import guess
from newsmarkup.suggesting.lexicon import lexicon
from newsmarkup.suggesting.suggestion import Suggestion
from newsmarkup.suggesting.text import Text

SURE = {"headline": 0.65, "deck": 0.8, "byline": 0.85, "dateline": 0.8, "furniture": 0.9}


def read(data: bytes, url: str) -> tuple[Imported, ...]:
    """One article. Raises `ImportRefused` for what is no text."""
    text, problems = decode(data)
    copy = lines(text)
    return (_Reading(copy, list(problems), url).imported(),)


@dataclass
class _Reading:
    copy: Copy
    problems: list[Problem]
    url: str
    facts: dict[str, object] = field(default_factory=dict)

    def imported(self) -> Imported:
        copy = self.copy
        said = copy.said
        language = said.get("language", "") or guess("\n".join(line.text for line in copy.text))
        body = [line for line in copy.text if line.text]
        rest = self._head(body, language, said.get("headline", ""))
        captions = [_figure(line.text, language) for line in copy.captions]
        blocks, _ = normalise((*_blocks(rest), *captions), registered())
        headline = said.get("headline") or str(self.facts.pop("headline", ""))
        blocks = tagged(blocks, language, headline)
        self.problems += copy.problems
        if "byline" in said:
            self._label("bylines", _named(said["byline"], language), said["byline"])
        if "source" in said:
            self._label("source", Organization("", said["source"]), said["source"])
        for name, fact in (("dateline", "dateline"), ("deck", "alternative_headline")):
            if name in said:
                self._label(fact, said[name], said[name])
        if "section" in said:
            self.facts["section"] = Section(said["section"])
        article = Article(
            "", self.url, headline, blocks, NOWHERE,
            slug=said.get("slug", ""),
            keywords=tuple(filter(None, (word.strip() for word in said.get("keywords", "").split(",")))),
            language=language,
            published=copy.published,
        )  # fmt: skip
        return Imported(replace(article, **self.facts), tuple(self.problems))  # type: ignore[arg-type]

    def _head(self, body: list[Line], language: str, headline: str) -> list[Line]:
        """Headline, deck, bylines and dateline become facts; the lines that are left are the text."""
        words = lexicon(language)
        text = Text.plain("\n\n".join(line.text for line in body), language)
        pictures = [*caption.find(text, words)]
        lines = [*furniture.find(text, words, pictures)]
        taken = [span for one in (*pictures, *lines) for span in one.spans]
        gone: set[int] = set()
        writers: list[Byline] = []
        for one in sorted([*lines, *wire.find(text, words, taken, headline)], key=lambda one: one.start):
            at, start = text.place(one.start)
            if one.confidence < SURE[one.kind]:
                self._doubtful(one, body[at].number)
            elif one.kind == "headline":
                gone.add(at)
                self.facts.setdefault("headline", one.text)
            elif one.kind == "deck":
                gone.add(at)
                self.facts["alternative_headline"] = one.text
            elif one.kind == "byline":
                if one.speaker is not None:
                    writers.append(_byline(one))
                if start < len(body[at].text) and at not in gone and not dateline.read(body[at].text, words):
                    gone.add(at)
            elif one.kind == "dateline":
                self.facts["dateline"] = one.text
                if one.speaker is not None:
                    self.facts["source"] = Organization("", one.speaker.name)
                found = dateline.read(body[at].text, words)
                if found is not None:
                    body[at] = replace(body[at], text=body[at].text[found.end :].lstrip())
            else:
                gone.add(at)
                self._removed(one, body[at].number)
        if writers:
            self.facts["bylines"] = tuple(dict.fromkeys(writers))
        if not headline and "headline" not in self.facts and body and len(body[0].text) <= 120 and len(body) > 2:
            first = body[0].text
            if not first.endswith((".", "”", '"', ":")) and 0 not in gone:
                gone.add(0)
                self.facts["headline"] = first
                self.problems.append(
                    Problem("doubtful-headline", f"“{first}” is taken for the headline: it is a short first line.",
                            "Look whether it is.", "notice", field="headline", line=body[0].number)
                )  # fmt: skip
        return [line for at, line in enumerate(body) if at not in gone and line.text]

    def _label(self, fact: str, value: object, words: str) -> None:
        """What the text itself says goes before what a label says."""
        if self.facts.setdefault(fact, value) != value:
            name = fact.replace("_", " ").removesuffix("s")
            said = f"The copy says its {name} twice, and not the same: that of the label, “{words}”, was left out."
            self.problems.append(Problem("twice", said, "Choose one in the draft."))

    def _doubtful(self, one: Suggestion, line: int) -> None:
        if one.kind in ("byline", "dateline") and one.confidence >= 0.6:
            self.problems.append(
                Problem(f"doubtful-{one.kind}", f"“{one.text}” may be a {one.kind}. {one.reason}",
                        "It was left in the text: take it out if it is.", "notice", line=line)
            )  # fmt: skip

    def _removed(self, one: Suggestion, line: int) -> None:
        said = f"A line that is no part of the text was left out: “{one.text}”. {one.reason}"
        self.problems.append(Problem("furniture", said, "Put it back if it is.", "notice", line=line))


def _byline(one: Suggestion) -> Byline:
    assert one.speaker is not None  # noqa: S101 - for the type checker
    name = one.speaker.name
    if one.speaker.kind == "organization":
        return Byline(Organization("", name))
    at = Organization("", one.speaker.affiliation) if one.speaker.affiliation else None
    return Byline(Person("", name, job_title=one.speaker.job_title, affiliation=at))


def _named(line: str, language: str) -> tuple[Byline, ...]:
    """Of a line behind a label."""
    from newsmarkup.suggesting import byline

    words = lexicon(language)
    found = byline.read(line, words) or byline.read(f"By {line}", lexicon("en"))
    if found is None:
        return (Byline(Person("", line)),)
    return tuple(
        _byline(Suggestion("byline", (one.span,), "", 1.0, "", one.speaker))
        for one in found.writers
    )  # fmt: skip


def _blocks(body: Sequence[Line]) -> list[Node]:
    """Paragraphs, rules and lists: lines that begin with a bullet, one after the other."""
    out: list[Node] = []
    for line in body:
        if line.text.replace(" ", "") in ("***", "---"):
            out.append(Node("hr"))
        elif line.item:
            item = Node("li", (), (Node("p", (), (line.text,)),))
            if out and out[-1].name == "ul":
                out[-1] = replace(out[-1], children=(*out[-1].children, item))
            else:
                out.append(Node("ul", (), (item,)))
        else:
            out.append(Node("p", (), (line.text,)))
    return out


def _figure(text: str, language: str) -> Node:
    """A caption without its picture, its credit apart."""
    found = split(text, language)
    words: list[Node | str] = [text]
    if found.region is not None:
        credit = Node("small", (("data-role", "credit"),), (found.credit,))
        before, after = text[: found.region.start].rstrip(), text[found.region.end :].strip()
        words = [*([before, " "] if before else []), credit, *([" ", after] if after else [])]
    return Node("figure", (), (Node("figcaption", (), tuple(words)),))


def _recognised(head: bytes) -> bool:
    """Any text is plain text that is no markup and no JSON."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return is_text(head) and not text.startswith((b"<", b"{", b"[", b"%PDF", b"PK"))


WIRE = register(Importer("text", "Plain wire text", ("text/plain",), ("txt", "text", "wire"), _recognised, read))
