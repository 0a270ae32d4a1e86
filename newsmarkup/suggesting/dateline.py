"""Dateline: where (and by which agency) a wire report was written, at the head of its first paragraph.

Known: a place with the agency in brackets before a dash ("SALTMERE, England (AP) —"), the agency alone, a place in capitals
or with a date before a dash, and the patterns of a language's lexicon ("Москва. 3 января. ИНТЕРФАКС").
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.suggestion import Span
from newsmarkup.suggesting.wirewords import agencies, dateline_patterns, dates, kickers, months

_DASH = r"(?:\.\s?-|[—–―]|--?)"
# Place and date, the agency in brackets or between slashes, a dash. Each class excludes what ends it: linear.
_AGENCY = re.compile(
    rf"(?P<head>[^()\[\]/\n]{{0,60}}(?:/[^()\[\]/\n\s][^()\[\]/\n]{{0,40}})?)"
    rf"(?:\((?P<round>[^()\n]{{2,50}})\)|\[(?P<square>[^\[\]\n]{{2,50}})\]|/(?P<slash>[^/\n]{{2,40}})/)"
    rf"\s?(?P<dash>{_DASH})?\.?\s*"
)
_PLAIN = re.compile(r"(?P<head>[^()\[\]\n—–―:;?!\"“”«»]{2,70}?)(?P<dash>\s*[—―]\s*|\s(?:--|[–-])\s|\.\s?-\s)")
_INNER = frozenset(
    "of the de da do del della di du des la le los las el am an im in der den an der sur sul upon y i e".split()
)
_ABBREVIATED = re.compile(r",\s?[^\W\d_]{1,6}\.$|\.[^\W\d_]\.$")  # "Mass.", "N.H."
_WORD = re.compile(r"[^\s,/·()]+")


@dataclass(frozen=True, slots=True)
class Dateline:
    """Offsets are those of the paragraph. `place` is missing where only an agency stands there; `writer` is a reporter whom
    the pattern of the language names in the same breath. `end`: where the report's own words begin."""

    place: Span | None
    agency: Span | None
    writer: Span | None
    end: int
    confidence: float
    reason: str


def read(line: str, words: Lexicon) -> Dateline | None:
    """The dateline at the start of a paragraph, or None."""
    for pattern in dateline_patterns(words.language):
        if match := pattern.match(line):
            found = match.groupdict()
            place, agency, writer = (
                Span(*match.span(name)) if found.get(name) else None for name in ("place", "agency", "writer")
            )
            if place or agency:
                why = "The form in which wire reports of this language begin."
                return Dateline(place, agency, writer, match.end(), 0.95, why)
    return _bracketed(line, words) or _dashed(line, words)


def _bracketed(line: str, words: Lexicon) -> Dateline | None:
    match = _AGENCY.match(line)
    if match is None:
        return None
    group = match.lastgroup if match.lastgroup != "dash" else next(g for g in ("round", "square", "slash") if match[g])
    agency = Span(*match.span(group or "round"))
    known = _is_agency(match[group or "round"], words)
    if not match["dash"] and not (known and line[match.end() : match.end() + 1]):
        return None
    start, head = match.start("head"), match["head"]
    if not head.strip():
        if not known:
            return None
        place, dated = _after(line, match.end(), words)
        reason = "A news agency in brackets begins the text."
        return Dateline(place, agency, None, dated or match.end(), 0.93 if match["dash"] else 0.8, reason)
    place, dated = _place(head, start, words)
    if place is None or not (match["dash"] or head[-1:].isspace()):
        return None
    shouted = line[place.start : place.end].split(",")[0].isupper()
    if not (known or shouted or dated) and not _begins_a_sentence(line, match.end()):
        return None
    if not match["dash"]:
        return Dateline(place, agency, None, match.end(), 0.8, "A place and a news agency begin the text.")
    sure = 0.97 if known else 0.9 if shouted or dated else 0.6
    what = "the news agency" if known else "what may be an agency"
    return Dateline(place, agency, None, match.end(), sure, f"A place, {what} in brackets and a dash begin the text.")


def _after(line: str, at: int, words: Lexicon) -> tuple[Span | None, int]:
    """Italian agencies put the place after their name: "(ANSA) - ROMA, 03 GEN -"."""
    match = _PLAIN.match(line, at)
    if match is None:
        return None, 0
    place, dated = _place(match["head"], at, words)
    if place and (dated or line[place.start : place.end].isupper()):
        return place, match.end()
    return None, 0


def _dashed(line: str, words: Lexicon) -> Dateline | None:
    match = _PLAIN.match(line)
    if match is None or not _begins_a_sentence(line, match.end()):
        return None
    head = match["head"] + ("." if match["dash"].startswith(".") else "")
    place, dated = _place(head, 0, words)
    if place is None:
        return None
    first = line[place.start : place.end].split(",")[0]
    letters = sum(map(str.isalpha, first))
    if len(line) < 60 or len(first) > 30:
        return None  # a heading, not the head of a paragraph
    if (
        first.isupper()
        and (letters > 3 or "," in line[place.start : place.end])
        and not kickers(words.language) & set(first.casefold().split())
    ):
        sure = 0.93 if dated or letters > 5 else 0.8
        return Dateline(place, None, None, match.end(), sure, "A place in capitals and a dash begin the text.")
    if dated and letters > 2 and months(words.language).search(match["head"]):
        return Dateline(place, None, None, match.end(), 0.85, "A place, a date and a dash begin the text.")
    return None


def _place(head: str, start: int, words: Lexicon) -> tuple[Span | None, bool]:
    """The place in what stands before the agency or the dash, and whether a date stands beside it."""
    date = dates(words.language).search(head)
    name = (head[: date.start()] if date else head).rstrip(" ,\xa0")
    if not _ABBREVIATED.search(name):
        name = name.rstrip(" ,.\xa0")
    lead = len(name) - len(name.lstrip())
    parts = _WORD.findall(name)
    if not 1 <= len(parts) <= 8 or not sum(map(str.isalpha, name)) > 1 or any(map(str.isdigit, name)):
        return None, False
    for at, word in enumerate(parts):
        letter = word.lstrip("'’\"")[:1]
        if not letter.isalpha() or (letter.islower() and (at == 0 or word not in _INNER)):
            return None, False
    return Span(start + lead, start + len(name)), date is not None


def _begins_a_sentence(line: str, at: int) -> bool:
    after = line[at : at + 2].lstrip(" “\"„«‘'¿¡(")
    return bool(after) and (after[0].isupper() or after[0].isdigit() or (after[0].isalpha() and not after[0].islower()))


def _is_agency(name: str, words: Lexicon) -> bool:
    known = agencies(words.language)
    return any(part.strip(" .").casefold() in known for part in (name, *re.split(r"[/,=-]|\s-\s", name)))
