"""Tagging what is imported: what the suggestions are nearly always right about is accepted, the rest waits for editors."""

from __future__ import annotations

from newsmarkup.document.node import Body, Node
from newsmarkup.suggesting.accept import TAGS, accept, offered
from newsmarkup.suggesting.credit import split
from newsmarkup.suggesting.suggest import suggest
from newsmarkup.suggesting.text import Text

SURE = 0.95  # of a hundred tags, five may be wrong; editors see all of them before anything is published


def tagged(body: Body, language: str, headline: str = "") -> Body:
    """`body` with its quotations, captions and credits tagged. No word is lost or changed, no block added."""
    text = Text.of_body(body, language)
    found = suggest(text, headline)
    return accept(body, text, [s for s in found if s.kind in TAGS and s.confidence >= SURE and not offered(s)])


def captioned(text: str, language: str) -> Node:
    """The figcaption of a caption that stands alone, its credit apart. Label and brackets of the credit go."""
    found = split(text, language)
    if found.region is None:
        return Node("figcaption", (), (text,))
    credit = Node("small", (("data-role", "credit"),), (found.credit,))
    before, after = text[: found.region.start].rstrip(), text[found.region.end :].strip()
    return Node("figcaption", (), (*([before, " "] if before else []), credit, *([" ", after] if after else [])))
