"""Byline: who wrote the text, from the line above it (or below it) that says so.

Two forms are known: words that announce the writers ("By Jane Roe and John Doe", "Text: Jane Roe"), and a name followed by
what its bearer is ("JANE ROE, Staff Writer"). What else a language does stands as a pattern in its lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.suggestion import Span, Speaker
from newsmarkup.suggesting.wirewords import (
    agencies,
    announcing,
    byline_patterns,
    job_endings,
    jobs,
    long_agencies,
    no_names,
    organization_words,
    separators,
)

LONGEST = 200
_PARTICLES = frozenset(
    "van von de da del della der den di do du dos das la le las los bin ibn ben al el ter ten y e i zu zum af av st".split()
)
_EDGE = " \t\xa0\u200b\ufeff*•|–—―-"
_DATED = re.compile(r"\d|@|^https?:|^www\.", re.IGNORECASE)
# "for The Example", "in Saltmere": short words of several languages before the house or the place.
_WORK_OF = re.compile(
    r"(?P<house>for|für|pour|para|per|voor|för|til|dla|для)\s+(?=[^\W\d_])|(?:in|at|from|aus|à|de|en|em|da|i|fra|från|w|z|в|из)\s+(?=[A-ZÀ-Ý])"
)
_PICTURES = re.compile(r"photo|foto|fotó|bild|video|graphic|grafik|illustr", re.IGNORECASE)
_ONE = re.compile(r"[^\s、&＆]+")  # of several names in Chinese characters
_BRACKETS = {"(": ")", "[": "]", "（": "）"}


@dataclass(frozen=True, slots=True)
class Writer:
    span: Span
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class Byline:
    """`announced`: by words of its own, not only by the place after a name. All offsets are those of the line."""

    writers: tuple[Writer, ...]
    announced: bool


def read(line: str, words: Lexicon) -> Byline | None:
    """The writers of a line that is a byline and nothing else; else None."""
    start, end = _inner(line)
    if not 4 <= end - start <= LONGEST:
        return None
    for pattern in byline_patterns(words.language):
        if match := pattern.match(line, start, end):
            kind = match.groupdict().get("job") or ""
            spans = [Span(*one.span()) for one in _ONE.finditer(line, *match.span("name"))]
            if len(spans) < 2 or not _listed(match["name"], words.language):
                spans = [Span(*match.span("name"))]
            return Byline(
                tuple(
                    Writer(one, Speaker("person", line[one.start : one.end].strip(), job_title=kind)) for one in spans
                ),
                True,
            )
    announced = announcing(words.language).match(line, start, end)
    if announced is None and (
        end - start > 90 or line[end - 1] in ".!?…:" or not _may_name_a_job(line[start:end], words)
    ):
        return None
    return _pieces(line, announced.end() if announced else start, end, words, announced is not None)


def _listed(names: str, language: str) -> bool:
    """Whether these are several names; in Japanese a space stands between family and given name."""
    return any(mark in names for mark in "、&＆") or (language == "zh" and len(names.split()) > 1)


def _inner(line: str) -> tuple[int, int]:
    start, end = len(line) - len(line.lstrip(_EDGE)), len(line.rstrip(_EDGE))
    if end - start > 2 and _BRACKETS.get(line[start]) == line[end - 1]:
        start, end = start + 1, end - 1
    return start, end


def _pieces(line: str, start: int, end: int, words: Lexicon, announced: bool) -> Byline | None:
    writers: list[Writer] = []
    job = affiliation = ""
    ignored = 0
    for a, b in _split(line, start, end, words.language):
        if writers and (_PICTURES.match(line, a) or (_is_job(line[a:b], words) and not line[a:b].isupper())):
            job = job or ("" if _PICTURES.match(line, a) else line[a:b])
            continue
        name, tail = _name_and_tail(line[a:b], words)
        if tail and not announced and not (name.isupper() or _known(tail, words)):
            return None
        if name and (announced or not writers or not (job or affiliation)):
            named = line[a : a + len(name)]
            writers.append(Writer(Span(a, a + len(name)), Speaker("person", cased(named))))
        rest = (tail if name else line[a:b]).strip("() ")
        if not rest:
            continue
        if work := _WORK_OF.match(rest) if len(rest.split()) <= 7 else None:
            affiliation = affiliation or (rest[work.end() :] if work["house"] else "")
            continue
        kind = _kind(rest, words)
        if kind == "organization" and not writers and announced:
            writers.append(Writer(Span(a, b), Speaker("organization", rest.removeprefix("The ").strip())))
        elif kind == "organization":
            affiliation = affiliation or rest
        elif kind == "job" and (announced or _is_job(rest, words)):
            job = job or rest
        elif kind == "date" and writers:
            break  # what follows a date is no byline's
        elif name or kind == "" or ignored == 2 or not writers:
            return None
        else:
            ignored += 1
    if not writers or not (announced or job or affiliation):
        return None
    several = len(writers) > 1
    return Byline(tuple(_with(one, "" if several else job, affiliation) for one in writers), announced)


def _with(writer: Writer, job: str, affiliation: str) -> Writer:
    if writer.speaker.kind != "person":
        return writer
    return replace(writer, speaker=replace(writer.speaker, job_title=job, affiliation=affiliation))


def _split(line: str, start: int, end: int, language: str) -> Iterable[tuple[int, int]]:
    at = start
    for match in separators(language).finditer(line, start, end):
        if match.start() > at:
            yield _trimmed(line, at, match.start())
        at = match.end()
    if at < end:
        yield _trimmed(line, at, end)


def _trimmed(line: str, a: int, b: int) -> tuple[int, int]:
    piece = line[a:b]
    return a + len(piece) - len(piece.lstrip()), b - len(piece) + len(piece.rstrip(" \t\xa0.:="))


def _name_and_tail(piece: str, words: Lexicon) -> tuple[str, str]:
    """`("JANE ROE", "Associated Press")` of "JANE ROE Associated Press"; `("", "")` where no name begins it."""
    ends = [match.end() for match in re.finditer(r"\S+", piece)][:7]
    shouted = len(ends) > 2 and piece[: ends[1]].isupper()
    for count, end in enumerate(ends[:6], 1):  # what is known to be no name ends it
        name, tail = piece[:end], piece[end:].strip(" -–—")
        if not tail or not is_name(name, words):
            continue
        begins = _may_name_a_job(tail.split()[0], words) or _WORK_OF.match(tail)
        if _known(tail, words) or begins or (shouted and count > 1 and not tail.isupper() and not tail[0].islower()):
            return name, tail
    if len(ends) <= 6 and is_name(piece, words) and not _known(piece, words):
        return piece, ""
    return "", ""


def named(line: str) -> Byline:
    """Of a line that is a name alone."""
    return Byline((Writer(Span(0, len(line)), Speaker("person", cased(line))),), False)


def is_name(text: str, words: Lexicon) -> bool:
    """Whether it has the shape of a person's name: two to five words with capitals, or a short name of an uncased script."""
    tokens = text.split()
    if any(any(c.isdigit() or c in '"“”!?()[]:&' for c in token) for token in tokens) or not 0 < len(tokens) <= 6:
        return False
    never = no_names(words.language)
    if not organization_words(words.language).isdisjoint(tokens) or tokens[0].casefold() == "the":
        return False
    whole = [token for token in tokens if token.casefold() not in _PARTICLES]
    if any(token in never or token.strip(".").casefold() in never for token in whole) or not whole:
        return False
    first = whole[0][0]
    if first.isalpha() and not first.isupper() and not first.islower() and not first.istitle():  # no cases here
        if "\u0590" <= first <= "\u08ff":
            return 2 <= len(tokens) <= 5
        return 2 <= sum(map(len, tokens)) <= 10 and len(tokens) <= 2
    return len(whole) >= 2 and all(token[0].isupper() for token in whole) and any(len(t.strip(".")) > 1 for t in whole)


def cased(name: str) -> str:
    """A shouted name as it is usually written: "JANE O'ROE" as "Jane O'Roe"."""
    if not name.isupper():
        return name
    return " ".join(
        word.lower() if word.casefold() in _PARTICLES and at else word if "." in word else word.title()
        for at, word in enumerate(name.split())
    )


def _kind(piece: str, words: Lexicon) -> str:
    """What a piece beside the name is: "date", "organization", "job", "place", or "" for none of these."""
    if _DATED.search(piece):
        return "date"
    if _known(piece, words):
        return "organization"
    tokens = piece.casefold().split()
    if len(tokens) <= 8 and _may_name_a_job(piece, words):
        return "job"
    if len(tokens) <= 6 and (piece[:1].isupper() and organization_words(words.language) & set(piece.split())):
        return "organization"
    return "place" if len(tokens) <= 3 and piece[:1].isupper() and not is_name(piece, words) else ""


def _is_job(piece: str, words: Lexicon) -> bool:
    """Whether a piece is a job and no sentence about one: "Staff Writer", "Chief Correspondent for The Example"."""
    tokens = piece.split()
    jobs = [at for at, token in enumerate(tokens) if _may_name_a_job(token, words) and not _known(token, words)]
    if not jobs or len(tokens) > 8 or tokens[0].casefold() in ("a", "an", "the"):
        return False
    after = tokens[jobs[-1] + 1 :]
    return jobs[0] <= 3 and (not after or after[0][0].islower() or not after[0][0].isalpha())


def _known(piece: str, words: Lexicon) -> bool:
    return piece.casefold().removeprefix("the ").strip(" .()").removesuffix(" staff") in agencies(words.language)


def _may_name_a_job(line: str, words: Lexicon) -> bool:
    folded = line.casefold()
    tokens = {token.strip(".,;:()|") for token in folded.split()}
    staff, known = jobs(words.language), agencies(words.language)
    if tokens & staff or tokens & known or any(token.endswith(job_endings(words.language)) for token in tokens):
        return True
    return any(name in folded for name in long_agencies(words.language))
