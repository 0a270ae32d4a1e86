"""What speaks for a credit at one place: a label, brackets, ©, markup, its words, a seam before it.

Weights are sums of evidence, set by hand and checked on captions of many publishers; THRESHOLD is where a credit is
likelier than not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsmarkup.suggesting.agency import agency
from newsmarkup.suggesting.creditcore import CLOSING, OPENING, Core, core, interface, labels, trim
from newsmarkup.suggesting.creditline import read
from newsmarkup.suggesting.creditlooks import known_alone, looks
from newsmarkup.suggesting.creditmarkup import Mark, Markup
from newsmarkup.suggesting.creditplaces import apart
from newsmarkup.suggesting.creditwords import credit_words
from newsmarkup.suggesting.plain import folded

_SIGN = re.compile(r"©|\([cC]\)|ⓒ|（[cCｃＣ]）")
THRESHOLD = 2.6
_LONGEST = 150  # characters of a credit that neither label, ©, nor markup tells


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int
    core: Core
    weight: float
    reason: str


def weigh(text: str, first: int, last: int, start: int, end: int, before: str, page: Markup) -> Found | None:
    if before in ("glued", "name", "sentence", "separator") and _unclosed(text, start, end):
        return None
    if any(
        high <= start and not text[high:start].strip(" .") and _labelled(text, first, low, kind, page)
        for low, high, kind in labels(text)
    ):
        return None  # its label would be left behind
    weight, reasons = 0.0, []
    marked = _marked(text, start, end, first, last, page.marks)
    one = core(text, start, end)
    if not one.text or not any(char.isalnum() for char in one.text):
        return None
    if not marked and len(one.text) > _LONGEST and not one.how and not _SIGN.match(one.text):
        return None
    if one.how in ("by", "bare") and before == "name":
        return None  # "Pool Photo via AGENCY": its label is a part of a name
    if not one.how and not marked and folded(one.text).strip(" .") in credit_words().archive:
        return None
    if before == "bracket" and not one.how and marked <= 0 and _said(text[first:start], one.text):
        return None
    if marked:
        weight += marked
        reasons.append("the page marks it as a credit" if marked > 2 else "the page sets it apart")
    if marked < 0:
        reasons.pop()
    if one.how:
        weight += {"colon": 3.6, "comma": 3.0, "by": 3.0, "bare": 1.8}[one.how] + (
            0.6 if one.label.endswith(".") and one.how == "bare" else 0
        )
        reasons.append(f"labelled ‘{one.label}’")
    if _SIGN.match(one.text):
        weight += 3.2
        reasons.append("after ©")
    if before == "bracket":
        weight += 1.4 if end >= last else 0.6
        reasons.append("in brackets")
    likeness, said = looks(one.text)
    weight += max(likeness, -0.8) if one.how == "colon" and before != "whole" and end >= last else likeness
    reasons += said
    if end >= last and start > first and not one.how and likeness > -0.3 and _stub(text, start, end, first):
        weight += _apartness(one.text)
        reasons.append("stands apart behind the sentence")
    if not reasons or weight < 0:
        return None
    if start <= first and end >= last:
        if not (whole := _whole(one.text)) and not known_alone(one.text) and one.text[:1] not in "©":
            weight -= 0.8
        elif whole and not agency(read(one.text).provider):  # before a picture library it may be what is shown
            weight += 0.6
    elif end < last and start > first:
        weight -= 1.2
    elif start <= first:
        weight -= 0.5 + _torn(
            text,
            end,
            last,
            any(trim(text, mark.start, mark.end)[1] == trim(text, start, end)[1] for mark in page.marks),
        )
    if (
        before in ("separator", "edge")
        and end >= last
        and text[first:start].rstrip()[-1:] in ("/", "|")
        and reasons == ["a person’s name"]
    ):
        weight += 1.8
        reasons.append("behind a stroke")
    if before == "name" and start > first and not marked:
        weight -= 1.0 + 0.2 * abs(_named(one.text) - 2) - (0.9 if known_alone(one.text) else 0.0)
    if before in ("sentence", "separator", "edge", "label", "mark", "sign"):
        weight += 1.5 if before == "edge" else 0.4
    if before == "glued":
        weight += 1.6 if end >= last and likeness >= 0.5 and _seam(text, start) and " " in one.text else -0.3
    return Found(start, end, one, weight, ", ".join(dict.fromkeys(reasons)))


def _labelled(text: str, first: int, low: int, kind: str, page: Markup) -> bool:
    return kind in ("colon", "comma", "by") or (
        kind == "bare" and text[low].isupper() and apart(text, first, low, len(text[:low].rstrip()), page, kind)
    )


def _said(caption: str, word: str) -> bool:
    """A single word in brackets that the caption has too is where it was, not who made it."""
    plain = folded(word)
    return " " not in plain and not known_alone(word) and plain in re.findall(r"\w+", folded(caption))


def _unclosed(text: str, start: int, end: int) -> bool:
    """Whether it closes a bracket that it has not opened."""
    words = text[start:end]
    return sum(map(words.count, CLOSING)) > sum(map(words.count, OPENING))


def _torn(text: str, end: int, last: int, marked: bool) -> float:
    """Whether what would be left as a caption is rather the rest of the credit."""
    rest = text[end:last].lstrip()
    if rest[:1] in "/|,":
        return 2.5
    words = rest.lstrip(" |/-–—•·").split()
    few = len(words) < 4 and not marked
    return (1.5 if words and words[0][0].islower() else 0.0) + (2.0 if few else 0.0)


def _marked(text: str, start: int, end: int, first: int, last: int, marks: tuple[Mark, ...]) -> float:
    weight = 0.0
    for mark in marks:
        a, b = trim(text, mark.start, mark.end)
        if a >= b:
            continue
        value = 3.4 if mark.strong else 2.4
        if a <= first + 1 and b >= last - 1:  # holds everything
            value = 1.0 if mark.strong else 0.5
            if start > first + 1 or end < last - 1:
                continue
        if start <= a and b <= end:
            beside = (end - start) - (b - a)
            weight = max(weight, value - max(0, beside - 16) * 0.06)
        elif start < b and a < end and not (a <= start and end <= b):
            weight -= 1.0
        elif b <= start or end <= a:
            weight -= 1.0 if mark.strong else 0.5
    return weight


def _apartness(content: str) -> float:
    """Of a few names that stand apart: several, or an acronym, are likelier a credit than a single word."""
    if not (content[:1].isupper() or content[:1] in "@©" or "/" in content or ord(content[:1]) > 0x2E80):
        return 0.0
    return 2.3 if " " in content or content.isupper() else 1.4


def _named(content: str) -> int:
    """How many words the maker's name has; of a credit without one as many as a name usually has."""
    makers = read(content).creators
    return len(makers[0].name.split()) if makers else 2


def _whole(content: str) -> bool:
    """A maker, a stroke, an owner, and no word more."""
    line = read(content)
    person = any(maker.kind == "person" for maker in line.creators)
    return (
        person and bool(line.provider) and len(content.split()) <= 8 and re.search(r"[/|]|\bvia\b", content) is not None
    )


def _seam(text: str, start: int) -> bool:
    """Two texts glued together: the first ended in a small letter or a full stop, the second starts as names do."""
    return text[start + 1 : start + 2].islower() or not text[start - 1].isalpha()


def _stub(text: str, start: int, end: int, first: int) -> bool:
    """A few names, without a full stop, after a sentence that has one."""
    before = text[first:start].rstrip(" ([|/–—-")
    for low, high in interface(text):
        if first < low and not text[high:start].strip(" ›>».:"):
            before = text[first:low].rstrip()
    if re.search(r"(?:^|[\s.])[^\W\d_a-z]\.$", before):  # an initial
        return False
    return bool(before) and before[-1] in '.!?”"»。…)' and text[end - 1] not in ".!?" and end - start <= 60
