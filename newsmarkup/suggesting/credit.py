"""Captions and credits: which words of a picture's text say who made the picture, and what they say.

`split` parts a caption's text into caption and credit; `parse` reads a credit line alone. Every place where a credit may
start and end is weighed by what speaks for it: a label, brackets, the sign ©, an agency's name, "Maker/Agency", the end
of a sentence before it, the page's own markup. Half of the credits in the wild have no label.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from newsmarkup.suggesting.creditcore import CLOSING, OPENING, core, interface, labels
from newsmarkup.suggesting.creditline import parse, read
from newsmarkup.suggesting.creditlooks import looks
from newsmarkup.suggesting.creditmarkup import Markup, markup
from newsmarkup.suggesting.creditplaces import places, seams
from newsmarkup.suggesting.creditweight import THRESHOLD, Found, weigh
from newsmarkup.suggesting.creditwords import credit_words
from newsmarkup.suggesting.plain import Plain, folded
from newsmarkup.suggesting.suggestion import CreditLine, Span

__all__ = ["Split", "parse", "same_credit", "split"]


_LONGEST = 6_000  # characters that may be a caption; the longest seen has 1,100
_PLAIN = 5.0  # weight of a credit that stands apart so plainly that none is sought without a seam
_RELIABILITY = ((THRESHOLD, 0.82), (4.0, 0.88), (5.0, 0.92), (7.0, 0.95), (9.0, 0.97))
_BUTTON = re.compile(r"\s*[/|›»]\s*")
_COUNT = (
    r"(?:(?:bild|foto|photo|image|imagen|immagine|imagem|slide|picture|фото|zdjęcie)\s)?"
    r"\d{1,3}\s?(?:of|von|de|sur|di|van|av|af|z|из|з|/)\s?\d{1,3}"
)
_COUNTED = re.compile(rf"\s*{_COUNT}\s*(?=[^\d\s/.,:%-])", re.I), re.compile(rf"(?<=[.!?)\]”\"»])\s*{_COUNT}\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Split:
    """A picture's text in two. The spans are characters of the raw text, the credit's without label and brackets;
    `region` is all that the credit takes, label and brackets too. `confidence`: of the credit, or that there is none."""

    caption: str
    caption_spans: tuple[Span, ...]
    credit: str
    credit_spans: tuple[Span, ...]
    region: Span | None
    label: str
    line: CreditLine
    confidence: float
    reason: str


def split(raw: str, language: str = "", html: str | etree._Element = "") -> Split:
    """`html`: the element that holds the text, where there is one; its markup is heard as a witness. Never raises."""
    if len(raw) > _LONGEST:
        why = "too long for the words of a picture"
        return Split(raw, (Span(0, len(raw)),), "", (), None, "", CreditLine(""), 0.9, why)
    plain = Plain.of(raw)
    text = plain.text
    first = _lead(text)
    page, told = markup(html, text), not isinstance(html, str) or bool(html)
    found = _doubled(text, first, _best(text, first, page))
    if found is None:
        spans = _kept(plain, text, [(first, len(text))])
        return Split(
            _words(text, [(first, len(text))]),
            spans,
            "",
            (),
            None,
            "",
            CreditLine(""),
            _sure(None, told),
            "nothing names a maker",
        )
    around = [(_after_label(text, first, found), found.start), (found.end, len(text))]
    return Split(
        _words(text, around),
        _kept(plain, text, around),
        found.core.text,
        tuple(plain.span(a, b) for a, b in found.core.spans),
        plain.span(found.start, found.end),
        found.core.label,
        read(found.core.text, found.core.rights),
        _sure(found.weight, told),
        found.reason,
    )


def same_credit(one: str, other: str) -> bool:
    """Whether two credit lines name the same: label, brackets, case and punctuation are of no matter."""
    return bool(one.strip()) and _names(one) == _names(other)


def _names(line: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", folded(parse(line).line or line)))


def _lead(text: str) -> int:
    """Where the words start that are shown: "Image caption" is for those who hear the page, "Enlarge /" is a button."""
    found = credit_words().lead.match(text)
    first = found.end() if found else 0
    for low, high in interface(text)[:2]:
        if not text[first:low].strip() and (button := _BUTTON.match(text, high)):
            first = button.end()
    return first


def _after_label(text: str, first: int, found: Found) -> int:
    """Behind a picture's label that a caption begins with whose credit stands elsewhere ("Image: … Photo by X")."""
    for low, high, kind in labels(text)[:1]:
        if low == first and kind == "colon" and high < found.start - 20:
            return high
    return first


def _words(text: str, spans: list[tuple[int, int]]) -> str:
    parts = (" ".join(text[slice(*_outer(text, *span))].split()) for span in spans if span[0] < span[1])
    return " ".join(part for part in parts if any(one.isalnum() for one in part))


def _kept(plain: Plain, text: str, spans: list[tuple[int, int]]) -> tuple[Span, ...]:
    outer = (_outer(text, *span) for span in spans)
    return tuple(plain.span(a, b) for a, b in outer if any(one.isalnum() for one in text[a:b]))


def _outer(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the separators that parted caption and credit; a sentence keeps its full stop."""
    if (lead := credit_words().lead.match(text, start, end)) and lead.end() < end:
        start = lead.end()
    head, tail = _COUNTED[0].match(text, start, end), _COUNTED[1].search(text, max(start, end - 24), end)
    start, end = head.end() if head and head.end() < end else start, tail.start() if tail else end
    while start < end and text[start] in " |/-–—•·>)]،、":
        start += 1
    while start < end and text[end - 1] in " |/-–—•·([（،＝":
        end -= 1
    for low, high in reversed(interface(text)):
        if start < low < end and high <= end and not text[high:end].strip(" ›>».:"):
            end = len(text[:low].rstrip())
    return start, end


def _best(text: str, first: int, page: Markup) -> Found | None:
    last = _shown(text, first)
    best = None
    if first >= last:
        return None
    for among in (seams, places):
        for place in among(text, first, last, page):
            found = weigh(text, first, last, *place, page)
            if found and (
                best is None or (found.weight, found.end - found.start) > (best.weight, best.end - best.start)
            ):
                best = found
        if best and best.weight >= _PLAIN:
            break
    if best is None or best.weight < THRESHOLD:
        return None
    return replace(best, end=len(text)) if best.end == last else best


def _doubled(text: str, first: int, found: Found | None) -> Found | None:
    """A credit in brackets right before another of the same maker goes with it: "(AGENCY/Maker) Photo: Maker"."""
    if found is None:
        return None
    stop = len(text[: found.start].rstrip())
    for low, high, kind in labels(text):  # "Author: X. Source: Y", "Illustration by X. Photo by Y"
        if (
            kind == found.core.how
            and kind in ("colon", "by")
            and first <= low
            and high < stop
            and stop - high <= 60
            and (low == first or not text[low - 1].isalnum())
        ) and looks(core(text, high, stop).text)[0] >= 0:
            return replace(found, start=low, core=core(text, low, found.end))
    if stop <= first or text[stop - 1] not in CLOSING:
        return found
    start = max(text.rfind(one, max(first, stop - 120), stop) for one in OPENING)
    if start <= first:
        return found
    words = set(re.findall(r"\w{3,}", folded(text[start:stop]))) & set(re.findall(r"\w{3,}", folded(found.core.text)))
    return replace(found, start=start) if words and looks(core(text, start, stop).text)[0] >= 2 else found


def _shown(text: str, first: int) -> int:
    """Where the text ends without words of the page, and without what is said again behind them ("… hide caption …")."""
    last = len(text.rstrip())
    for low, high in reversed(interface(text)):
        after = text[high:last].strip(" .>*+|:,;")
        if low > first and (not after or (len(after) > 3 and text[first:low].rstrip(" .").endswith(after))):
            last = len(text[:low].rstrip(" *>|,+"))
    return last if last > first else len(text.rstrip())


def _sure(weight: float | None, told: bool) -> float:
    """How often a credit of that weight was parted right, on captions that no rule had seen; None: there is no credit.
    `told`: the page's markup was heard too."""
    if weight is None:
        return 0.85 if told else 0.7
    for (low, least), (high, most) in pairwise(_RELIABILITY):
        if weight < high:
            return round(least + (most - least) * max(weight - low, 0.0) / (high - low), 3)
    return _RELIABILITY[-1][1]
