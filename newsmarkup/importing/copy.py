"""Copy: the lines of a wire text, each known for what it is: labelled facts, text, captions, what stands below ENDS."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise

from newsmarkup.document.problem import Problem
from newsmarkup.suggesting.wire import is_paragraph

_LABELS = {
    "slug": "slug", "story slug": "slug", "keywords": "keywords", "keyword": "keywords", "tags": "keywords",
    "headline": "headline", "title": "headline", "byline": "byline", "dateline": "dateline", "date": "date",
    "published": "date", "release date": "date", "source": "source", "agency": "source", "language": "language",
    "deck": "deck", "standfirst": "deck", "subhead": "deck", "subtitle": "deck", "section": "section",
    "category": "section", "desk": "section",
}  # fmt: skip
_LABEL = re.compile(r"([A-Za-z][A-Za-z -]{2,20}?)\s*[:：]\s+(\S.*)")
_SLUG = re.compile(r"[A-Z0-9]{2,}(?:[-/–]{1,2}[A-Z0-9][A-Za-z0-9]*)+(?:[, ][\w .-]{1,30})?")
_END = re.compile(r"[-–—*/(\[ ]*(?:ends?|fin|ende|fine)[-–—*/)\] .]*|[-–— ]*30[-–— ]+|#{3,}|(?:# ?){3,}", re.IGNORECASE)
_NOTES = re.compile(
    r"[-–—*(\[ ]*(?:notes? (?:to|for)(?: the)? (?:editors?|desks?|news ?desks?)|eds|advisory)\b"
    r"[^:\n]{0,20}(?::\s*|[-–—* ]*$)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:(?:photo|picture) )?(?:caption|cutline|bildunterschrift|bildtext|légende|didascalia|pie de foto)"
    r"\s*\d{0,2}\s*[:：]\s*(?=\S)",
    re.IGNORECASE,
)
_CORRECTION = re.compile(r"(?:correction|berichtigung|korrektur|rectificatif)\s*[:：]\s*(?=\S)", re.IGNORECASE)
_EMBARGO = re.compile(r"\W*(?:strictly |under )*embargo(?:ed)?\b.*|\W*not for (?:publication|release) before\b.*", re.I)
_RELEASE = re.compile(r"\W*(?:for immediate release|press release|media release|news release)\W*", re.IGNORECASE)
_MORE = re.compile(r"[-–—(/* ]*(?:more|mf|mehr folgt|à suivre)[-–—)/* ]*", re.IGNORECASE)
_BULLET = re.compile(r"(?:[-•·▪‣*]|–)\s+(?=\S)")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_TOP = 14  # lines within which labels stand
_RAGGED = 5  # columns that a machine may leave free all the same
_WIDEST = 100  # characters of a line that may have been broken by a machine


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, and the number of the line on which it begins. `item`: it stood behind a bullet."""

    text: str
    number: int
    item: bool = False


@dataclass
class Copy:
    """`said`: the labelled facts; `text`, `captions` and `corrections` without labels and bullets."""

    said: dict[str, str] = field(default_factory=dict)
    text: list[Line] = field(default_factory=list)
    captions: list[Line] = field(default_factory=list)
    corrections: list[Line] = field(default_factory=list)
    published: datetime | None = None
    problems: list[Problem] = field(default_factory=list)

    def lost(self, code: str, said: str, mend: str, line: int, severity: str = "notice") -> None:
        self.problems.append(Problem(code, said, mend, severity, line=line))  # type: ignore[arg-type]


def lines(text: str) -> Copy:
    copy = Copy()
    notes: list[Line] = []
    noting = begun = False
    for at, line in enumerate(_paragraphs(text)):
        begun = begun or is_paragraph(line.text)
        found = _CAPTION.match(line.text)
        if found:
            copy.captions.append(Line(line.text[found.end() :], line.number))
        elif not noting and (found := _CORRECTION.match(line.text)):
            copy.corrections.append(Line(line.text[found.end() :], line.number))
        elif not noting and _END.fullmatch(line.text) and copy.text:
            noting = True
        elif not noting and (found := _NOTES.match(line.text)):
            noting = begun and found.end() == len(line.text)
            notes += [] if noting else [line]
        elif noting:
            notes.append(line)
        elif _MORE.fullmatch(line.text):
            copy.lost("more", f"The mark “{line.text}” was left out.", "More of this text may follow.", line.number)
        elif at > _TOP or begun or not _heads(copy, line):
            copy.text.append(line)
    if notes:
        words = "\n".join(note.text for note in notes)
        said = words if len(words) <= 2_000 else f"{words[:2_000]} … ({len(words):,} characters)"
        copy.lost("notes", f"Notes that are no part of the text were left out: “{said}”", "", notes[0].number)
    return copy


def _heads(copy: Copy, line: Line) -> bool:
    """Whether it is a line of facts above the text; then they are known."""
    if _EMBARGO.fullmatch(line.text):
        copy.lost("embargo", f"The copy has an embargo: “{line.text}”.", "Enter it as “embargo until” in the draft.",
                  line.number, "warning")  # fmt: skip
        return True
    if _RELEASE.fullmatch(line.text):
        copy.lost("release", f"The mark “{line.text}” was left out.", "", line.number)
        return True
    if "slug" not in copy.said and not copy.text and len(line.text) <= 60 and _SLUG.fullmatch(line.text):
        copy.said["slug"] = line.text
        return True
    found = _LABEL.fullmatch(line.text)
    name = _LABELS.get(" ".join(found[1].casefold().split())) if found else None
    if found is None or name is None or name in copy.said:
        return False
    if name == "date":
        copy.published = moment(found[2])
        if copy.published is None:
            copy.lost("date", f"“{found[2]}” can't be read as a date.", "Enter it as “published” in the draft.",
                      line.number, "warning")  # fmt: skip
            return True
    copy.said[name] = found[2].strip()
    return True


def moment(value: str) -> datetime | None:
    """Of ISO 8601, RFC 5322 and dates such as "3 May 2026"; without a zone it is taken for UTC."""
    at: datetime | None = None
    for read in (
        datetime.fromisoformat,
        parsedate_to_datetime,
        *(lambda v, f=form: datetime.strptime(v, f) for form in ("%d %B %Y", "%B %d, %Y", "%d %b %Y", "%d.%m.%Y")),
    ):
        try:
            at = read(value.strip())
            break
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at


# -- paragraphs out of lines ------------------------------------------------------------------------------------------


def _paragraphs(text: str) -> list[Line]:
    """Blank lines part paragraphs, and so do line ends, but for those that a machine put where the line was full."""
    chunks: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            chunks[-1].append((number, line.rstrip()))
        elif chunks[-1]:
            chunks.append([])
    width = max((len(line) for chunk in chunks for _, line in chunk[:-1]), default=0)
    return [line for chunk in chunks for line in _chunk(chunk, width if 40 <= width <= _WIDEST else 0)]


def _chunk(chunk: list[tuple[int, str]], width: int) -> list[Line]:
    """Lines that follow one another. They are joined where most of them are as full as `width` lets them be."""
    full = [bool(width) and _is_full(one, after.strip(), width) for (_, one), (_, after) in pairwise(chunk)]
    wrapped = sum(full) * 2 >= len(full)
    out: list[Line] = []
    indent = 0
    for at, (number, line) in enumerate(chunk):
        words = line.strip()
        bullet = None if words.replace(" ", "") == "***" else _BULLET.match(words)
        deeper = len(line) - len(line.lstrip()) > indent
        indent = len(line) - len(line.lstrip())
        if at and wrapped and full[at - 1] and not bullet and not deeper:
            glue = "" if _CJK.match(out[-1].text[-1]) else " "
            out[-1] = Line(out[-1].text + glue + _spaced(words), out[-1].number, out[-1].item)
        else:
            out.append(Line(_spaced(words[bullet.end() :] if bullet else words), number, bullet is not None))
    return out


def _spaced(words: str) -> str:
    return " ".join(words.split())


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the next word had no room in the line: then it was broken by a machine."""
    word = 1 if _CJK.match(following) else len(following.split()[0]) + 1
    return len(line) + word > width - _RAGGED
