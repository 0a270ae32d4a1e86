"""Quotation: words somebody said or wrote, marked with their quotation marks.

`q` inside a paragraph; `blockquote` for a statement set apart. Several elements with one `data-id` are one
quotation: over several paragraphs, or interrupted by its cue ("…," he said, "…").
"""

from __future__ import annotations

import re

from newsmarkup.document import schema
from newsmarkup.document.speaker import KEY
from newsmarkup.roles.base import Role

_OPEN = "\"'“”„‟‘’‚‛«»‹›「『《〈"
_CLOSE = "\"'“”‟‘’‛«»‹›」』》〉"
_SPEAKER = re.compile(rf"(?:person|organization)(?::{KEY})?|anonymous")


def speaker(value: str) -> str | None:
    return value if _SPEAKER.fullmatch(value) else None


def speaker_name(value: str) -> str | None:
    """A name of at most 200 characters, white space folded."""
    value = " ".join(value.split())
    return value if 0 < len(value) <= 200 else None


def alleged(value: str) -> str | None:
    return "true" if value == "true" else None


def source_url(value: str) -> str | None:
    return schema.url(value, frozenset({"http", "https"}))


SPEAKER_ATTRIBUTES = {"data-speaker": speaker, "data-speaker-name": speaker_name}

QUOTATION = Role(
    name="quotation",
    label="Quotation",
    help="Words somebody said or wrote. Name the speaker, so that readers and search engines know whose words they are.",
    kind="inline",
    element="q",
    block_element="blockquote",
    attributes={**SPEAKER_ATTRIBUTES, "data-alleged": alleged, "cite": source_url},
    shortcut="Alt-Shift-4",
    colour="blue",
    rank=-3,
    anchor="quote",
)


def words(text: str) -> str:
    """The words of one part of a quotation, without the outer quotation marks.

    A part may have only one of them: each paragraph of a long quotation opens with a mark, only the last closes.
    An apostrophe that belongs to a word ("’tis", "runnin’") stays.
    """
    text = text.strip()
    if text[:1] in tuple(_OPEN):
        first, rest = text[0], text[1:]
        if not (first in "'’" and rest[:1].isalpha() and rest[-1:] not in tuple(_CLOSE)):
            text = rest.lstrip()
    elif text[-1:] in ("'", "’"):
        return text
    if text[-1:] in tuple(_CLOSE) and not _opens_inside(text):
        text = text[:-1].rstrip()
    return text


_PAIRS = {"”": "“", "’": "‘", "»": "«", "›": "‹", "」": "「", "』": "『", "》": "《", "〉": "〈"}


def _opens_inside(text: str) -> bool:
    """Whether the mark at the end closes one that opens within: “he said ‘no’” without its own outer marks."""
    last = text[-1]
    return last in _PAIRS and last != "’" and text.count(_PAIRS[last]) >= text.count(last)
