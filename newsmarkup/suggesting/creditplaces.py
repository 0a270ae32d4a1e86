"""Where a credit may stand in a text: a few dozen places near both ends, and what parts each from the words before."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from newsmarkup.suggesting.agency import agency, named_first, named_last
from newsmarkup.suggesting.creditcore import CLOSING, OPENING, closing, interface, labels, repeats
from newsmarkup.suggesting.creditmarkup import Markup
from newsmarkup.suggesting.creditwords import credit_words
from newsmarkup.suggesting.plain import folded

_HEAD, _TAIL = 240, 420  # characters at both ends of a text in which a credit is sought
_SENTENCE = re.compile(r"(?<![\W_][^\W\d_a-z])(?<!^[^\W\d_a-z])[.!?…:;»”\"’')\]。！？]\s+(?=\S)|[。！？](?=\S)")
_SEPARATOR = re.compile(r"\s?[|•＝]\s?|\s[-–—/]\s|\s{2,}|\s[/–—](?=\S)")
_GLUED = re.compile(
    r"(?<![A-Z][’'.])(?:(?<=[a-zß-öø-ÿāēīšžčа-яёіїєά-ώ.!?)\]»0-9])|(?<=[^\s([“][\"”’']))(?=[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄΑ-Ω©])"
)
_PAUSE = re.compile(r"[、，\s](?=\S)")
Place = tuple[int, int, str]  # where a credit may start and end, and what parts it there from the words before
_SLASH = re.compile(r"\s?[/|]\s?(?=\w)")


def seams(text: str, first: int, last: int, page: Markup) -> Iterator[Place]:
    """Where something parts a credit from the words before: a label, ©, a bracket, the page's markup."""
    return _spread(text, first, last, page, _seams(text, first, last, page))


def places(text: str, first: int, last: int, page: Markup) -> Iterator[Place]:
    """All the other places: the whole text, ends of sentences, separators, names at the end."""
    known = _seams(text, first, last, page)
    more = {start: before for start, before in _others(text, first, last).items() if start not in known}
    return _spread(text, first, last, page, more)


def _spread(text: str, first: int, last: int, page: Markup, starts: dict[int, str]) -> Iterator[Place]:
    """Each start with the ends a credit may have there. At most a few dozen, near both ends."""
    ends: list[int] | None = None
    for start, before in starts.items():
        close = closing(text, start, last) + 1 if text[start] in OPENING and before != "sign" else 0
        if close:
            yield start, close, before
            if close < last and not repeats(text[close:last], text[start:close]):
                continue
        if start > first + _HEAD and start < last - _TAIL:
            continue
        if close != last:
            yield start, last, before
        if start == first or before in ("label", "mark", "sign"):
            ends = _ends(text, first, last, page) if ends is None else ends
            yield from ((start, end, before) for end in ends if start < end < last and end != close)


def _seams(text: str, first: int, last: int, page: Markup) -> dict[int, str]:
    tail = max(first, last - _TAIL)
    found = {edge: "edge" for edge in sorted(page.edges)[-12:] if first < edge < last}
    if found:
        for match in [*_SEPARATOR.finditer(text, tail, last)][-4:]:
            if match.start() in page.edges and match.end() < last:
                found.setdefault(match.end(), "edge")
    for index in [index for index in range(tail, last) if text[index] in OPENING][-4:]:
        found[index] = "bracket"
    for start, _, kind in [label for label in labels(text) if first <= label[0] < last][-12:]:
        opened = start
        while opened > first and text[opened - 1] == " ":
            opened -= 1
        if opened > first and text[opened - 1] in OPENING:
            found[opened - 1] = "bracket"
        elif kind in ("colon", "comma", "sign") or apart(text, first, start, opened, page, kind):
            found[start] = "sign" if kind == "sign" else "label"
    for mark in page.marks[-8:]:
        found[_with_label(text, first, mark.start)] = "mark"
    return found


def _others(text: str, first: int, last: int) -> dict[int, str]:
    tail = max(first, last - _TAIL)
    found = {first: "whole"}

    def add(start: int, before: str) -> None:
        if first <= start < last:
            found.setdefault(start, before)

    for _, high in interface(text)[-4:]:
        add(high + len(text[high:last]) - len(text[high:last].lstrip(" ›>»:.")), "sentence")
    for match in [*_SENTENCE.finditer(text, tail, last)][-6:]:
        add(match.end(), "sentence")
    for match in [*_SEPARATOR.finditer(text, tail, last)][-4:]:
        add(match.end(), "separator")
    for match in [*_GLUED.finditer(text, tail, last)][-5:]:
        add(match.start(), "glued")
    if any("\u2e80" < one < "\uac00" for one in text[max(first, last - 8) : last]):
        for match in [*_PAUSE.finditer(text, max(tail, last - 40), last)][-4:]:
            add(match.end(), "separator")
    for start in _tails(text, tail, last):
        add(start, "name")
    return found


def apart(text: str, first: int, start: int, opened: int, page: Markup, kind: str) -> bool:
    """Whether a label without a colon stands apart from the words before; else "photo" is a word like any other."""
    if opened <= first or text[opened - 1] in ".!?…:;»”\"’')]。！？|/–—-•" or start in page.edges or start == opened:
        return True
    before = re.split(r"[\s/]", folded(text[max(first, opened - 30) : opened]))
    return (
        kind == "by"
        and not (text[opened - 1] == "/" or (before and before[-1] in credit_words().pool | credit_words().handout))
        and text[start].isupper()
    )


def _with_label(text: str, first: int, start: int) -> int:
    """A mark often holds the name only, and the label or the bracket stands before it."""
    for low, high, kind in labels(text):
        if first <= low and high <= start and not text[high:start].strip() and kind != "bare":
            start = low
            break
    back = start
    while back > first and text[back - 1] in " ":
        back -= 1
    return back - 1 if back > first and text[back - 1] in OPENING else start


def _tails(text: str, tail: int, last: int) -> Iterator[int]:
    """Where a credit without any seam starts: at an agency's name at the end, at the name before a slash."""
    inside = text[tail:last].rstrip(".")
    for words in range(2, 4):
        start = len(inside) - len(" ".join(inside.rsplit(" ", words)[1:]))
        if start > 0 and folded(inside[start:]) in credit_words().nobody:
            yield tail + start
    at = named_last(inside)
    if at > 0:
        yield tail + at
        yield from _names_before(text, tail, tail + at)
    end = tail + len(inside)
    word = inside[inside.rfind(" ") + 1 :]
    for index in range(1, min(len(word), 30)):  # glued to the word before
        seam = word[index].isupper() or ord(word[index]) > 0x2E80
        if seam and (agency(word[index:].split("/")[0]) or agency(word[index:])):
            yield end - len(word) + index
            break
    low = max(tail, end - 160)
    slash = next((match for match in _SLASH.finditer(text, low, end) if not text[match.start() - 1].isdigit()), None)
    for match in _SLASH.finditer(text, low, end):
        if slash is not None and match.start() != slash.start() and match.start() - slash.start() > 60:
            slash = match
    if slash is not None:
        if agency(text[slash.end() : end]):
            yield slash.end()
        yield from _names_before(text, tail, slash.start())
    via = next(iter(deque(credit_words().via.finditer(text, low, end), 1)), None)
    if via is not None:
        yield from _names_before(text, tail, via.start())


def _names_before(text: str, low: int, end: int) -> Iterator[int]:
    """Where one to four names in a row start that end at `end`."""
    words = credit_words()
    at, shouted, taken = end, None, 0
    while at > low and taken < 5:
        stop = at
        while stop > low and text[stop - 1] == " ":
            stop -= 1
        begin = text.rfind(" ", low, stop) + 1 or low
        word = text[begin:stop]
        if not word or not (word[0].isupper() or word[0] == "@" or folded(word) in words.particles or taken == 0):
            return
        if taken and word[-1] in ".!?:;,”\"’')]»…" and not (len(word) <= 3 and word[0].isupper() and word[-1] == "."):
            return
        upper = word.isupper() and len(word) > 2
        if shouted and not word.isupper():
            return
        shouted = upper if shouted is None else shouted
        taken += 1
        at = begin
        glued = [match.start() for match in _GLUED.finditer(text, begin, stop)]
        if glued and taken > 1:
            yield glued[-1]
            return
        yield begin


def _ends(text: str, first: int, last: int, page: Markup) -> list[int]:
    """Where a credit may end that has words of the caption after it."""
    head = min(last, first + _HEAD)
    found = [mark.end for mark in page.marks[:8]]
    found += sorted(edge for edge in page.edges if edge <= first + _HEAD)[:8]
    found += [match.start() for match in [*_SEPARATOR.finditer(text, first, head)][:4]]
    found += [match.start() for match in [*_GLUED.finditer(text, first, head)][:4]]
    found += [index + 1 for index in range(first, head) if text[index] in CLOSING][:3]
    if any(low <= first for low, _, _ in labels(text)):
        found += [match.start() for match in credit_words().lead.finditer(text, first, head)][:3]
    if (named := named_first(text[first : first + 60])) > 0:
        found.append(first + named)
    return list(dict.fromkeys(found))
