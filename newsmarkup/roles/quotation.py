"""Quotation: words somebody said or wrote, marked with their quotation marks.

`q` inside a paragraph; `blockquote` for a statement set apart. Several elements with one `data-id` are one
quotation: over several paragraphs, or interrupted by its cue ("…," he said, "…").
"""

from __future__ import annotations

import re

from newsmarkup.document import schema
from newsmarkup.document.speaker import KEY
from newsmarkup.roles.base import Role

# Each opening quotation mark of any language, and what closes it.
_CLOSERS = {
    '"': '"', "'": "'", "“": "”", "”": "”", "„": "“”‟", "‟": "”", "‘": "’", "’": "’", "‚": "‘’", "‛": "’",
    "«": "»", "»": "«»", "‹": "›", "›": "‹›", "「": "」", "『": "』", "《": "》", "〈": "〉",
}  # fmt: skip
# A closing mark at the end, and the punctuation that may stand behind it.
_END = re.compile(r"""(["'“”‟‘’«»‹›」』》〉])([.,;:!?…،؛。、]*)$""")
_SPEAKER = re.compile(rf"(?:person|organization)(?::{KEY})?|anonymous")


def speaker(value: str) -> str | None:
    return value if _SPEAKER.fullmatch(value) else None


def speaker_name(value: str) -> str | None:
    """A name of at most 200 characters, white space folded."""
    value = " ".join(value.split())
    return value if 0 < len(value) <= 200 else None


def alleged(value: str) -> str | None:
    return "true" if value == "true" else None


def occasion(value: str) -> str | None:
    """What it was said at, in at most 200 characters, white space folded."""
    value = " ".join(value.split())
    return value if 0 < len(value) <= 200 else None


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
    attributes={**SPEAKER_ATTRIBUTES, "data-alleged": alleged, "data-occasion": occasion, "cite": source_url},
    shortcut="Alt-Shift-4",
    colour="blue",
    rank=-3,
    anchor="quote",
)


def words(text: str) -> str:
    """The words of one element of a quotation, without the outer quotation marks.

    A part may have one of them only: each paragraph of a long quotation opens with a mark, the last one closes. Marks
    that close before the end belong to quotations inside, or to a text that holds its own cue: they all stay.
    """
    lines = [line.strip() for line in text.strip().split("\n")]
    if len(lines) == 1:
        return _unmarked(lines[0])
    if all(line[:1] in _CLOSERS for line in lines):
        # Paragraphs in one block quotation: each opens with a mark.
        lines = [_unmarked(line) for line in lines]
        return "\n".join(lines)
    return _unmarked("\n".join(lines))


def _unmarked(text: str) -> str:
    end = _END.search(text, 1)
    closing = end[1] if end else ""
    opening = text[:1] if text[:1] in _CLOSERS else ""
    if opening in ("'", "’") and text[1:2].isalpha() and not closing:
        return text  # ’tis
    if end and opening and closing in _CLOSERS[opening]:
        inner = text[1 : end.start()]
        return text if _closes(inner, opening) else (inner + end[2]).strip()
    if opening:
        return text if _closes(text[1:], opening) else text[1:].lstrip() or text
    if end and not _opens(text[: end.start()], closing):
        return (text[: end.start()] + end[2]).strip()
    return text


def _closes(inner: str, opening: str) -> bool:
    """Whether the mark that opened before `inner` is closed within it."""
    if not any(closer in inner for closer in _CLOSERS[opening]):
        return False
    depth = 1
    for i, character in enumerate(inner):
        between_letters = inner[i - 1 : i].isalpha() and inner[i + 1 : i + 2].isalpha()
        if character in _CLOSERS[opening] and not (character in "'’" and between_letters):
            depth -= 1
            if depth == 0:
                return True
        elif character == opening:
            depth += 1
    return False


def _opens(text: str, closing: str) -> bool:
    """Whether the mark that closes after `text` opens within it."""
    openers = {opening for opening, closers in _CLOSERS.items() if closing in closers}
    return any(character in openers for character in text if character not in "'’")
