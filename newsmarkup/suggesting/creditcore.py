"""The core of a credit: its words without label, brackets, licence, what belongs to the page, and what is said twice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from newsmarkup.suggesting.agency import agency, named_first, named_last
from newsmarkup.suggesting.creditwords import credit_words
from newsmarkup.suggesting.plain import folded

OPENING, CLOSING = "([（［【", ")]）］】"
_ARROWS = (">", "›", "»", "→")
_EDGE = " \t,;:：|/\\-–—―•·*>+=＝"
_TAGS = re.compile(r"\s[(\[][A-Z][^()\[\]]{0,80}?(?:tags?:|\s-\s)[^()\[\]]{0,200}[)\]]$", re.I)
# What agencies tell their customers behind a credit, in capitals.
_NOTICE = re.compile(
    r"[\s.,;:/|*–—-]+(?:ATTENTION EDITORS|(?:FOR )?EDITORIAL USE ONLY|MANDATORY CREDIT|MUST CREDIT|RESTRICTED TO"
    r"|NOT FOR SALE|NO (?:RESALES?|ARCHIVES?|SALES|COMMERCIAL|THIRD PARTY|USE)\b|THIS (?:IMAGE|PICTURE|PHOTO)\b"
    r"|BEST QUALITY AVAILABLE|ACHTUNG\b|HONORARFREI|ATTENZIONE|EDITORES\b|USAGE ÉDITORIAL|ANVÄNDS FRITT).*$",
    re.S,
)
_WORD = re.compile(r"\w+")
_NAMED = re.compile(r"\s?[\w@©\"“„'‘«(]")


# Of Creative Commons and other open licences, with what leads to them.
LICENCE = re.compile(
    r"(?:\s?[,|/–-]\s?|\s)?[(\[]?(?:(?:lizenz(?:iert)?(?:\sunter)?|licen[cs]ed?|under|unter|sous(?:\slicence)?|bajo|licen[cz]ia|lic\.)[:\s]+)*"
    r"(?:\bCC[\s_-]?(?:BY|0|PDM)(?:[\s_-](?:SA|NC|ND|BY))*(?:[\s-]\d\.\d)?(?:\s(?:DE|US|AT|CH|FR|INT))?(?![\w])|https?://\S+|\bGFDL(?:\s\d\.\d)?|\b(?:unsplash|pixabay|pexels)\s(?:licen[cs]e|lizenz)"
    r"|\bcreative\scommons\s(?:attribution|namensnennung|by|licen[cs]e|lizenz)[\w\s-]{0,30}?(?:\d\.\d)?(?![\w]))[)\]]?",
    re.I,
)
_LICENSED = re.compile(r"\bCC|https?:|GFDL|licen[cs]e|lizenz|creative", re.I)
_WINDOW = 480  # characters at both ends of a text in which labels are sought


@lru_cache(64)
def labels(text: str) -> tuple[tuple[int, int, str], ...]:
    """`(start, end, kind)` of what may be a label near either end. It starts a word, or shows its seam by a capital."""
    words, found, at = credit_words(), [], 0
    for low, high in _windows(text):
        at = max(at, low)
        while match := words.labels.search(text, at, high):
            if _ends_agency(text, match.start()):
                at = match.start() + 1
            else:
                found.append((match.start(), match.end(), str(match.lastgroup)))
                at = match.end()
    return tuple(found)


@lru_cache(64)
def interface(text: str) -> tuple[tuple[int, int], ...]:
    """`(start, end)` of words of the page near either end; what stands side by side is one."""
    words = credit_words()
    found: list[tuple[int, int]] = []
    for low, high in _windows(text):
        for match in words.interface.finditer(text, low, high):
            if " " in match[0] or _lone(text, *match.span()):
                beside = found and not text[found[-1][1] : match.start()].strip()
                found.append((found.pop()[0] if beside else match.start(), match.end()))
    return tuple(found)


def _lone(text: str, low: int, high: int) -> bool:
    """Whether a single word is the page's ("more >"): an arrow follows, or no word goes before."""
    return text[high : high + 2].strip() in _ARROWS or not text[max(0, low - 3) : low].rstrip()[-1:].isalnum()


def _ends_agency(text: str, at: int) -> bool:
    """Whether the word there is the last of an agency's name ("Coast Images Photo: X")."""
    stop = _WORD.match(text, at)
    low = max(0, at - 30)
    if stop is None:
        return False
    before = text[low : stop.end()]
    return 0 <= named_last(before) < at - low or agency(before.rpartition("/")[2]) is not None


def _windows(text: str) -> tuple[tuple[int, int], ...]:
    size = len(text)
    return ((0, size),) if size <= 2 * _WINDOW else ((0, _WINDOW), (size - _WINDOW, size))


@dataclass(frozen=True, slots=True)
class Core:
    """`spans` in the text it was found in, `text` made of them; `label` and `rights` as printed."""

    text: str
    spans: tuple[tuple[int, int], ...]
    label: str = ""
    rights: str = ""
    how: str = ""  # the kind of label: colon, by, bare or ""


def core(text: str, start: int, end: int) -> Core:
    """Of `text[start:end]`. Linear: what is cut is cut once."""
    words = credit_words()
    labels: list[str] = []
    rights: list[str] = []
    how = ""
    for _ in range(6):
        before = start, end
        start, end = trim(text, start, end)
        end = _without_tail(text, start, end, rights)
        start, end = _without_brackets(text, start, end)
        found = words.labels.match(text, start, end) if start < end else None
        if folded(text[start:end]).strip(" .") in words.nobody or (found and _several(text, found, end)):
            break
        if found and not found["sign"] and _opens(text, found, end) and not _agency_itself(text, found, end):
            after = _spared(text, found, end)
            labels.append(text[start:after].strip())
            how = how or str(found.lastgroup)
            start = after
            if folded(text[start:end]).strip(" .") in words.nobody:
                break
        if (start, end) == before:
            break
    end = _once(text, start, end)
    spans = []
    at = start
    for licence in LICENCE.finditer(text, start, end) if _licensed(text) else ():
        if licence.end() - licence.start() >= end - start:
            continue
        rights.append(licence[0].strip(_EDGE + "()[] "))
        spans.append((at, licence.start()))
        at = licence.end()
    spans.append((at, end))
    kept = [
        (a, b)
        for a, b in (trim(text, *span) if index == 0 else _right(text, *span) for index, span in enumerate(spans))
        if a < b
    ]
    joined = "".join(
        text[a:b] if index == 0 or not text[a].isalnum() else " " + text[a:b] for index, (a, b) in enumerate(kept)
    )
    return Core(" ".join(joined.split()), tuple(kept), " ".join(labels), ", ".join(rights), how)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space and separators around. A full stop goes where it ends a word, not an initial."""
    while start < end and (text[start] in _EDGE or text[start] in ".…"):
        start += 1
    while start < end and (text[end - 1] in _EDGE or (text[end - 1] in ".。" and not _initial(text, start, end))):
        end -= 1
    return start, end


def _right(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[end - 1] in _EDGE or (text[end - 1] == "." and not _initial(text, start, end))):
        end -= 1
    return (start, end) if any(one.isalnum() for one in text[start:end]) else (start, start)


def _initial(text: str, start: int, end: int) -> bool:
    return end - start > 1 and text[end - 2].isupper() and (end - start == 2 or not text[end - 3].isalnum())


def closing(text: str, at: int, end: int) -> int:
    """Where the bracket at `at` closes, or -1. Brackets inside are counted; 400 characters are looked at."""
    depth = 0
    for index in range(at, min(end, at + 400)):
        if text[index] in OPENING:
            depth += 1
        elif text[index] in CLOSING:
            depth -= 1
            if depth == 0:
                return index
    return -1


def _without_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    if start < end and text[start] in OPENING:
        close = closing(text, start, end)
        if close == end - 1:
            return start + 1, end - 1
        if close < 0:
            return start + 1, end
        if repeats(text[close + 1 : end], text[start:close]):
            return start + 1, close
    if start < end and text[end - 1] in CLOSING and not any(one in OPENING for one in text[start:end]):
        return start, end - 1
    return start, end


@lru_cache(64)
def _licensed(text: str) -> bool:
    return _LICENSED.search(text) is not None


@lru_cache(64)
def _noticed(text: str) -> bool:
    return _NOTICE.search(text) is not None


def _without_tail(text: str, start: int, end: int, rights: list[str]) -> int:
    """Without "more >", "Licensing Rights", an agency's tags and its notice to editors."""
    if _noticed(text) and (notice := _NOTICE.search(text, start, end)):
        rights.append(text[notice.start() : end].strip(_EDGE + ". "))
        return notice.start()
    if tags := _TAGS.search(text, max(start, end - 300), end):
        return tags.start()
    if start < end and text[end - 1] in CLOSING:
        at = max(text.rfind(one, max(start, end - 40), end) for one in OPENING)
        if at > start and folded(text[at + 1 : end - 1]) in credit_words().archive:
            return at
    low, high = next(((low, high) for low, high in reversed(interface(text)) if high <= end), (0, 0))
    if low > start and not any(one.isalnum() for one in text[high:end]):
        rights.append(text[low:high])
        return low
    return end


def _opens(text: str, found: re.Match[str], end: int) -> bool:
    """Whether a label opens a credit: something named follows."""
    after = found.end()
    if after >= end:
        return found.lastgroup in ("colon", "comma")
    if found.lastgroup in ("colon", "comma"):
        return True
    if not _NAMED.match(text, after, end):
        return False
    follows = text[after:end].lstrip()
    return not follows[:1].islower() or found.lastgroup == "by" or named_first(follows[:60]) > 0


def _several(text: str, found: re.Match[str], end: int) -> bool:
    """Whether the labels tell makers apart ("Photo illustration by The Paper. Photo by X"); then both are the credit's."""
    return found.lastgroup == "by" and any(
        found.end() < low and high < end and kind == "by" and not repeats(text[high:end], text[found.end() : low])
        for low, high, kind in labels(text)
    )


def _spared(text: str, found: re.Match[str], end: int) -> int:
    """Where a label ends that must leave words whole which stand in a maker's place ("Photo Archive Private")."""
    if found.lastgroup in ("colon", "comma"):
        return found.end()
    for space in re.finditer(r"\s", found[0]):
        if folded(text[found.start() + space.end() : end]).strip(" .") in credit_words().nobody:
            return found.start() + space.end()
    return found.end()


def _agency_itself(text: str, found: re.Match[str], end: int) -> bool:
    """ "Photo News" is an agency, not a label before "News"."""
    return (
        found.lastgroup not in ("colon", "comma")
        and named_first(text[found.start() : min(end, found.start() + 60)]) > found.end() - found.start()
    )


def _once(text: str, start: int, end: int) -> int:
    """A credit that is given twice ends after the first: the second says nothing new, or stands behind another label."""
    for low, high, kind in labels(text):
        if (
            start < low
            and high <= end
            and kind in ("colon", "comma", "by")
            and text[low - 1] in " )"
            and repeats(text[high:end], text[start:high])
        ):
            return trim(text, start, low)[1]
    return end


def repeats(later: str, earlier: str) -> bool:
    """Whether all words of what comes later have been said."""
    new = set(_WORD.findall(folded(credit_words().interface.sub(" ", later))))
    return new <= set(_WORD.findall(folded(earlier)))
