"""Show: an article with its suggestions, for people to read in a terminal.

What is suggested stands in ⟦brackets⟧ with a number; below the paragraph the number's line says what it is, who speaks,
how sure that is and why. Colours only repeat what brackets and words say.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from newsmarkup.suggesting.suggestion import Suggestion
from newsmarkup.suggesting.text import Block, Text
from newsmarkup.suggesting.wrapping import Pen, Piece, wrapped

NAMES = {
    "quotation": "Quotation",
    "attribution": "Attribution",
    "caption": "Caption",
    "credit": "Credit",
    "pullquote": "Pull quote",
    "indirect": "Indirect speech",
    "headline": "Headline",
    "deck": "Deck",
    "byline": "Byline",
    "dateline": "Dateline",
    "furniture": "Not body",
}
_PLURALS = {"indirect": "Indirect speech", "furniture": "Not body"}
# SGR parameters (ECMA-48).
_COLOURS = {
    "quotation": "36",
    "indirect": "36;2",
    "attribution": "34",
    "caption": "32",
    "credit": "33",
    "pullquote": "35",
    "headline": "1",
    "deck": "1;2",
    "byline": "34",
    "dateline": "34",
    "furniture": "90",
}
_BOLD, _DIM, _UNDERLINED = "1", "2", "4"
# Characters that would steer the terminal, or hide words; white space is shown as a space.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s+")
_INDENT = "    "


def show(text: Text, suggestions: Sequence[Suggestion], pen: Pen, title: str = "") -> Iterator[str]:
    """The lines of the view."""
    if title:
        yield pen.write(_safe(title), _BOLD)
        yield ""
    by_block: dict[int, list[int]] = defaultdict(list)
    notes: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(suggestions):
        for span in one.spans:
            by_block[text.place(span.start)[0]].append(number)
        notes[text.place(one.end - 1)[0]].append(number)
    for at, block in enumerate(text.blocks):
        lead = {"h2": "## ", "h3": "### ", "h4": "#### ", "figcaption": "[picture] "}.get(block.kind, "")
        lead = {"blockquote": "> ", "aside": "| ", "li": "- "}.get(block.within, lead)
        pieces: list[Piece] = [(lead, ())] if lead else []
        pieces += _pieces(text, block, [(n, suggestions[n]) for n in dict.fromkeys(by_block[at])], pen)
        yield from wrapped(pieces, pen, "", "")
        for number in notes[at]:
            yield from _note(text, number + 1, suggestions[number], pen)
        yield ""
    yield from _summary(suggestions, text, pen)


def _pieces(text: Text, block: Block, found: Sequence[tuple[int, Suggestion]], pen: Pen) -> list[Piece]:
    """The block's words with their styles, brackets and numbers put in: one walk over the places where something changes."""
    opening, closing = pen.signs
    # Place, closing before opening, longer ones outside; then what to write, the kind, and how the names' depth changes.
    events: list[tuple[int, int, int, str, str, int]] = []
    for number, one in found:
        for span in one.spans:
            start, end = max(span.start, block.start), min(span.end, block.end)
            if start < end:
                events.append((start, 1, start - end, opening, one.kind, 0))
                events.append((end, 0, end - start, f"{closing}{number + 1}", one.kind, 0))
        if one.mention:
            start, end = max(one.mention.start, block.start), min(one.mention.end, block.end)
            if start < end:
                events += [(start, 1, 0, "", "", 1), (end, 0, 0, "", "", -1)]
    pieces: list[Piece] = []
    open_kinds: list[str] = []
    named, at = 0, block.start

    def written(end: int) -> None:
        if at < end:
            colour = _COLOURS.get(open_kinds[-1], "") if open_kinds else ""
            pieces.append((_safe(text.text[at:end]), (colour, _UNDERLINED if named else "")))

    for place, opens, _, sign, kind, deeper in sorted(events):
        written(place)
        at, named = place, named + deeper
        if sign:
            pieces.append((sign, (_COLOURS.get(kind, ""), _BOLD)))
            if opens:
                open_kinds.append(kind)
            elif kind in open_kinds:
                open_kinds.reverse()
                open_kinds.remove(kind)
                open_kinds.reverse()
    written(block.end)
    return pieces


def _note(text: Text, number: int, one: Suggestion, pen: Pen) -> Iterator[str]:
    sure = f"{one.confidence:.0%}".replace("%", " %")
    pieces: list[Piece] = [
        (f"{number} {NAMES.get(one.kind, one.kind)}", (_COLOURS.get(one.kind, ""), _BOLD)),
        (f" · {sure}", (_BOLD,) if one.confidence >= 0.9 else (_DIM,) if one.confidence < 0.6 else ()),
    ]
    if who := _who(text, one):
        pieces.append((f" · {who}", ()))
    pieces.append((f" · {_safe(one.reason)}", (_DIM,)))
    yield from wrapped(pieces, pen, _INDENT, _INDENT + "  ")


def _who(text: Text, one: Suggestion) -> str:
    parts = []
    if one.speaker:
        about = ", ".join(filter(None, (one.speaker.job_title, one.speaker.affiliation)))
        parts.append(one.speaker.name + (f" ({about})" if about else ""))
        if one.mention and text[one.mention].strip() != one.speaker.name and one.kind in ("quotation", "indirect"):
            parts.append(f"“{text[one.mention].strip()}”")
    elif one.kind in ("quotation", "indirect"):
        parts.append("nobody named")
    if one.credit:
        made = " and ".join(maker.name for maker in one.credit.creators)
        named = (
            ("by", made),
            ("source", one.credit.source),
            ("provider", one.credit.provider),
            ("", one.credit.rights),
        )
        parts += [f"{label} {value}".strip() for label, value in named if value]
        parts += [word for word, said in (("pool", one.credit.pool), ("handout", one.credit.handout)) if said]
    return _safe(", ".join(parts))


def _summary(suggestions: Sequence[Suggestion], text: Text, pen: Pen) -> Iterator[str]:
    yield pen.write("─" * min(pen.width, 40) if pen.signs[0] == "⟦" else "-" * min(pen.width, 40), _DIM)
    if not suggestions:
        yield "Nothing to suggest in this text."
        return
    counts = Counter(one.kind for one in suggestions)
    pieces: list[Piece] = []
    for kind in NAMES:
        if counts[kind]:
            name = NAMES[kind] + ("s" if counts[kind] > 1 and kind not in _PLURALS else "")
            pieces += [(", ", ())] if pieces else []
            pieces += [(f"{counts[kind]} ", ()), (name.lower(), (_COLOURS[kind],))]
    yield from wrapped([("Suggested: ", (_BOLD,)), *pieces, (".", ())], pen, "", "  ")
    sure = sum(one.confidence >= 0.9 for one in suggestions)
    spoken = [one for one in suggestions if one.kind in ("quotation", "indirect")]
    named = sum(one.speaker is not None for one in spoken)
    told = f" {named} of {len(spoken)} with a speaker." if spoken else ""
    yield from wrapped([(f"{sure} of {len(suggestions)} at 90 % or more.{told}", ())], pen, "", "  ")
    opening, closing = pen.signs
    legend = f"{opening}words{closing}3 belong to suggestion 3, explained below their paragraph."
    legend += " Underlined: who is named." if pen.colour else ""
    yield from wrapped([(legend, (_DIM,))], pen, "", "  ")


def _safe(words: str) -> str:
    return _CONTROL.sub("\ufffd", _SPACE.sub(" ", words))
