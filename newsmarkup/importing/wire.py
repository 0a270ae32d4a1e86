"""Plain wire text: slug and keyword lines, headline, byline, dateline, paragraphs, captions, ENDS, notes to editors.

What `newsmarkup.suggesting` is sure of is taken: lines above the text become facts, captions, credits and quotations become
tags. What it is not sure of stays in the text, with a Problem. Lines of labels are those of the exporter of plain text and
of press offices; what stands below ENDS is no text, and the problem that says so has its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from newsmarkup.document.article import Article, Organization, Section
from newsmarkup.document.attached import Correction
from newsmarkup.document.node import Node
from newsmarkup.document.normalise import normalise
from newsmarkup.document.problem import Problem
from newsmarkup.importing.base import NOWHERE, Imported, Importer, register
from newsmarkup.importing.copy import Line, lines
from newsmarkup.importing.heading import Heading, heading, named
from newsmarkup.importing.plaintext import decode, is_text
from newsmarkup.importing.tagging import captioned, tagged
from newsmarkup.roles import registered
from newsmarkup.suggesting.language import guess


def read(data: bytes, url: str) -> tuple[Imported, ...]:
    """One article. Raises `ImportRefused` for what is no text."""
    text, problems = decode(data)
    copy = lines(text)
    said = copy.said
    language = said.get("language", "") or guess("\n".join(line.text for line in copy.text))
    captions = (Node("figure", (), (captioned(line.text, language),)) for line in copy.captions)
    body, _ = normalise((*_blocks(copy.text), *captions), registered())
    numbers = [line.number for line in copy.text if not _is_rule(line)]
    found = heading(body, language, said.get("headline", ""), numbers)
    _labels(found, said, language)
    headline = str(found.facts.get("headline", ""))
    article = Article(
        "", url, headline, tagged(found.body, language, headline), NOWHERE,
        slug=said.get("slug", ""),
        keywords=tuple(filter(None, (word.strip() for word in said.get("keywords", "").split(",")))),
        language=language,
        published=copy.published, corrections=tuple(Correction(line.text) for line in copy.corrections),
    )  # fmt: skip
    return (Imported(replace(article, **found.facts), (*problems, *copy.problems, *found.problems)),)  # type: ignore[arg-type]


def _labels(found: Heading, said: dict[str, str], language: str) -> None:
    """What labels say; what the text itself says goes before it."""
    facts: dict[str, object] = {}
    for label, fact in (("headline", "headline"), ("deck", "alternative_headline"), ("dateline", "dateline")):
        if label in said:
            facts[fact] = said[label]
    if "byline" in said:
        facts["bylines"] = named(said["byline"], language)
    if "source" in said:
        facts["source"] = Organization("", said["source"])
    if "section" in said:
        facts["section"] = Section(said["section"])
    labels = {"alternative_headline": "deck", "bylines": "byline"}
    for fact, value in facts.items():
        if found.facts.setdefault(fact, value) != value:
            label = labels.get(fact, fact)
            words = (
                f"The copy says its {label} twice, and not the same: that of the label, “{said[label]}”, was left out."
            )
            found.problems.append(Problem("twice", words, "Choose one in the draft."))


def _is_rule(line: Line) -> bool:
    return line.text.replace(" ", "") in ("***", "---")


def _blocks(body: Sequence[Line]) -> list[Node]:
    """Paragraphs, rules and lists: lines that begin with a bullet, one after the other."""
    out: list[Node] = []
    for line in body:
        if _is_rule(line):
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


def _recognised(head: bytes) -> bool:
    """Any text is plain text that is no markup and no JSON."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return is_text(head) and not text.startswith((b"<", b"{", b"[", b"%PDF", b"PK"))


WIRE = register(Importer("text", "Plain wire text", ("text/plain",), ("txt", "text", "wire"), _recognised, read))
