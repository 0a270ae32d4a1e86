"""What stands above the body of a pasted text: headline, deck, byline, dateline.

Offered only where the structure is clear: short lines at the top, and a body of paragraphs below them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newsmarkup.suggesting import byline, dateline
from newsmarkup.suggesting.lexicon import Lexicon, lexicon
from newsmarkup.suggesting.suggestion import Span, Speaker, Suggestion
from newsmarkup.suggesting.text import Block, Text

_TOP = 12  # how many blocks are looked at from the top
_FULL_STOPS = (".", "。", "．", ",", ";", ":", "；", "：", "،", "。」", '."', ".”", ".“", ".»")
_WHOLE = re.compile(r"[.!?。！？؟…][\"”“»’'」』)）\]]*$")
_BREAK = re.compile(r"[.!?؟][\"”“»’')\]]*\s+\S|[。！？].")
_DATE = re.compile(r"\d")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_BULLETS = ("-", "•", "*", "–", "—", "·", "#", ">", "@", "(", "[", "©", "/")


def find(text: Text, words: Lexicon, taken: Sequence[Span] = (), headline: str = "") -> Iterator[Suggestion]:
    """`taken`: captions, credits and furniture, which are neither headline nor deck. `headline`: the article's, where it
    has one already: then only a line that repeats it is offered."""
    blocks = [one for one in text.blocks[: _TOP * 2] if one.kind != "figcaption" and one.within == ""][:_TOP]
    lines = [text.text[one.start : min(one.end, one.start + 1000)] for one in blocks]
    places = {at: place for at, line in enumerate(lines) if (place := dateline.read(line, words))}
    body = (
        min(places) if places else next((at for at, line in enumerate(lines) if at and is_paragraph(line)), len(lines))
    )
    writers = {
        at: by
        for at, line in enumerate(lines[: max(body, 1) + 3])
        if at not in places
        and (by := byline.read(line, words))
        and (by.announced or (at and not _touches(blocks[at], taken)))
    }
    if places:
        yield from _dateline(text, blocks[body], places[body])
    for at, by in writers.items():
        yield from _byline(text, blocks[at], by, 0.96 if at else 0.7)
    if not writers and (at := _bare(text, words, blocks, lines, taken, body)):
        writers[at] = byline.named(lines[at])
        yield from _byline(text, blocks[at], writers[at], 0.75)
    yield from _last(text, words, frozenset(blocks[at] for at in writers))
    marked = min([*writers, *places], default=None)
    yield from _head(text, words, blocks, lines, taken, headline, body, marked, frozenset(writers))


def is_paragraph(line: str) -> bool:
    """Whether it reads as body: long, or more than one sentence."""
    long, some = (50, 25) if _CJK.search(line[:40]) else (160, 70)
    return len(line) >= long or (len(line) >= some and bool(_WHOLE.search(line)))


def _dateline(text: Text, block: Block, found: dateline.Dateline) -> Iterator[Suggestion]:
    agency = found.agency and _at(block, found.agency)
    span = _at(block, found.place or found.agency or Span(0, found.end))
    speaker = Speaker("organization", text[agency].strip()) if agency else None
    yield Suggestion("dateline", (span,), text[span], found.confidence, found.reason, speaker, agency)
    if found.writer:
        writer = _at(block, found.writer)
        name = Speaker("person", byline.cased(text[writer]))
        yield Suggestion("byline", (writer,), text[writer], 0.9, "The reporter whom the dateline names.", name, writer)


def _byline(text: Text, block: Block, found: byline.Byline, sure: float) -> Iterator[Suggestion]:
    why = (
        "A line that only says who wrote this."
        if found.announced
        else "A name, and what its bearer is, in a line alone."
    )
    for writer in found.writers:
        span = _at(block, writer.span)
        confidence = sure if found.announced else min(sure, 0.88)
        yield Suggestion("byline", (span,), text[span], confidence, why, writer.speaker, span)


def _bare(
    text: Text, words: Lexicon, blocks: Sequence[Block], lines: Sequence[str], taken: Sequence[Span], body: int
) -> int:
    """The line that is a name and nothing else, directly above the date. 0 where there is none."""
    for at in range(1, min(body, len(lines) - 1)):
        if len(lines[at]) <= 50 and byline.is_name(lines[at], words) and _is_dated(lines[at + 1], words):
            return 0 if _touches(blocks[at], taken) else at
    return 0


def _last(text: Text, words: Lexicon, known: frozenset[Block]) -> Iterator[Suggestion]:
    """Bylines below the text: only announced ones, there are other names at the end of a text."""
    if len(text.blocks) < 4:
        return
    for block in text.blocks[max(_TOP, len(text.blocks) - 3) if len(text.blocks) > _TOP else -3 :]:
        if block in known or block.end - block.start > byline.LONGEST or block.within:
            continue
        found = byline.read(text.text[block.start : block.end], words)
        if found and found.announced:
            yield from _byline(text, block, found, 0.85)


def _head(
    text: Text,
    words: Lexicon,
    blocks: Sequence[Block],
    lines: Sequence[str],
    taken: Sequence[Span],
    headline: str,
    body: int,
    marked: int | None,
    writers: frozenset[int],
) -> Iterator[Suggestion]:
    if headline:
        first = next((at for at, line in enumerate(lines) if _folded(line) == _folded(headline)), len(lines))
        sure, why = 0.97, "Repeats the article's headline."
    else:
        first = 1 if lines and _is_kicker(lines[0], words) else 0
        if first >= len(lines) - 1 or first >= body or first in writers or _touches(blocks[first], taken):
            return
        sure, why = _headline(text, blocks, lines, first, body, marked)
    if first >= len(lines) or not sure:
        return
    yield _whole(text, blocks[first], "headline", sure, why)
    for at in range(first + 1, min(first + 4, len(lines))):
        if at in writers or _is_dated(lines[at], words):
            continue
        sure, why = _deck(lines, at, body, marked, words)
        if sure and not _touches(blocks[at], taken) and not (at + 1 < len(blocks) and _touches(blocks[at + 1], taken)):
            yield _whole(text, blocks[at], "deck", sure, why)
        return


def _headline(
    text: Text, blocks: Sequence[Block], lines: Sequence[str], at: int, body: int, marked: int | None
) -> tuple[float, str]:
    line, block = lines[at], blocks[at]
    longest = 70 if _CJK.search(line[:40]) else 160
    if not 4 <= len(line) <= longest or line.endswith(_FULL_STOPS) or line.startswith(_BULLETS) or "\n" in line:
        return 0.0, ""
    if not any(map(str.isalpha, line)) or (_BREAK.search(line) and _WHOLE.search(line)):
        return 0.0, ""
    heading = block.kind != "p"
    if heading and sum(one.kind == block.kind for one in text.blocks) > 1:
        return 0.0, ""  # one of the article's own headings
    after = blocks[at + 1]
    if after.joined and lines[at + 1][:1].islower():
        return 0.0, ""  # a paragraph broken into lines
    paragraphs = sum(is_paragraph(one) and bool(_WHOLE.search(one[-4:])) for one in lines[at + 1 :])
    if not paragraphs:
        return 0.0, ""
    clear = marked is not None and marked > at and marked <= at + 4
    sure = 0.55 + 0.15 * (not after.joined or clear) + 0.2 * clear + 0.1 * (paragraphs > 1) + 0.1 * (body - at < 5)
    sure -= 0.2 * line[0].islower() + 0.2 * (line[0] in "\"“„«「'‘-" and line[-1] in "\"”“»」'’")
    sure -= 0.1 * (line[-1] in "?!…？！" and not clear)
    sure -= 0.15 * (len(line) < 15 and not _CJK.search(line)) + 0.1 * heading
    why = f"A short first line without a full stop, above {'byline or dateline' if clear else 'the paragraphs'}."
    return round(min(sure, 0.97), 2), why


def _deck(lines: Sequence[str], at: int, body: int, marked: int | None, words: Lexicon) -> tuple[float, str]:
    line = lines[at]
    few, many = (8, 150) if _CJK.search(line[:40]) else (25, 350)
    if not few <= len(line) <= many or line.startswith(_BULLETS) or at + 1 >= len(lines):
        return 0.0, ""
    if marked is not None and at < marked <= at + 2:
        return 0.85, "Stands between the headline and the byline or dateline."
    if _is_dated(lines[at + 1], words):
        return 0.8, "Stands between the headline and the date."
    if not line.endswith(_FULL_STOPS) and not _WHOLE.search(line) and at + 1 == body and len(line) <= 200:
        return 0.6, "A line without a full stop between headline and text."
    return 0.0, ""


def _is_dated(line: str, words: Lexicon) -> bool:
    """Whether it is a date and nothing else ("3 January 2024, 12:05", "Updated Jan. 3")."""
    if len(line) > 80 or not _DATE.search(line) or _WHOLE.search(line):
        return False
    months = {word.casefold().strip(".") for word in words.listed("wire", "months")}
    tokens = {token.strip(".,:()").casefold() for token in line.split()}
    return bool(months & tokens) or bool(re.search(r"\d{1,4}[./年-]\s?\d{1,2}[./月-]\s?\d{1,4}", line))


def _is_kicker(line: str, words: Lexicon) -> bool:
    labels = {one.casefold() for one in (*words.listed("wire", "labels"), *lexicon("en").listed("wire", "labels"))}
    return len(line) <= 40 and line.strip(" :|-–—").casefold() in labels


def _folded(line: str) -> str:
    return " ".join(re.findall(r"\w+", line.casefold()))


def _touches(block: Block, spans: Sequence[Span]) -> bool:
    return any(block.start < one.end and one.start < block.end for one in spans)


def _at(block: Block, span: Span) -> Span:
    return Span(block.start + span.start, block.start + span.end)


def _whole(text: Text, block: Block, kind: str, sure: float, why: str) -> Suggestion:
    span = Span(block.start, block.end)
    return Suggestion(kind, (span,), text[span], sure, why)
