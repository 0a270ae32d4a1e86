"""Tagging what is imported: what the suggestions are nearly always right about is accepted, the rest waits for editors."""

from __future__ import annotations

from newsmarkup.document.node import Body
from newsmarkup.suggesting.accept import TAGS, accept, offered
from newsmarkup.suggesting.suggest import suggest
from newsmarkup.suggesting.text import Text

SURE = 0.95  # of a hundred tags, five may be wrong; editors see all of them before anything is published


def tagged(body: Body, language: str, headline: str = "") -> Body:
    """`body` with its quotations, captions and credits tagged. No word is lost or changed, no block added."""
    text = Text.of_body(body, language)
    sure = [
        one
        for one in suggest(text, headline)
        if one.kind in TAGS and one.confidence >= SURE and not offered(one)
    ]  # fmt: skip
    return accept(body, text, sure)
