"""Captions: the pictures of a page's article with their words, parted into caption and credit by `suggesting.credit`.

What is shown twice (for a telephone and for a desk, in the text and in a lightbox) is one picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from newsmarkup.document.problem import Problem
from newsmarkup.importing.page.naming import STILL, named, unseen
from newsmarkup.importing.page.picture import Image, picture, same
from newsmarkup.importing.page.text import SKIPPED, text_of
from newsmarkup.importing.page.units import ALONE, Place, Unit, film, own_link, units
from newsmarkup.suggesting.credit import Split, split
from newsmarkup.suggesting.suggestion import CreditLine

_LONGEST = 2_000  # characters of a picture's words; the longest seen has 1,100
_NO_PICTURE = ("blockquote", "table", "pre", "audio")


@dataclass(frozen=True, slots=True)
class Figure:
    """`element` holds the picture and its words; `place` says where that stands, seen from the article's text. `caption`,
    `credit`: as they are printed. `line`: what the credit says."""

    element: Any
    image: Image
    caption: str
    credit: str
    line: CreditLine
    place: Place
    labelled: bool = False  # the page names the maker of a picture


def figures(
    region: Any, best: Any, order: Mapping[Any, int], base: str, language: str
) -> tuple[list[Figure], list[Problem]]:
    """Those of the article in the order of the page, and what was left out. `best` holds the text, `region` what stands
    above and below it too."""
    found: list[Figure] = []
    problems: list[Problem] = []
    for unit in units(region, best, order):
        one = _figure(unit, base, language)
        if one is None:
            continue
        words = f"{one.caption} {one.credit}".strip()
        if words and not one.labelled and _is_film(unit):
            message = f"“{words[:80]}” is the caption of a film or a recording; it was left out."
            problems.append(Problem("film-left-out", message, "Add the film to the article by hand.", "notice"))
        elif unit.words or unit.place == "within" or _speaks(one, unit):
            found += [one] if words or one.image.url else []
    return _once(found), problems


def _speaks(one: Figure, unit: Unit) -> bool:
    """Whether the words of a picture outside the text, which nothing calls a caption, are one."""
    return unit.place == "above" and (bool(one.credit) or len(one.caption) >= ALONE)


def _is_film(unit: Unit) -> bool:
    """A player, and nothing that says it is a picture."""
    return named(unit.element).isdisjoint(STILL) and film(unit.element)


def _figure(unit: Unit, base: str, language: str) -> Figure | None:
    element = unit.element
    if next(element.iter(*_NO_PICTURE), None) is not None:
        return None
    words = unit.words
    if element.tag == "figure" and words:
        words = sorted({*words, *_signed(element, words)}, key=list(element.iter()).index)
    one = _read(words or ([element] if _own_words(element) else []), language)
    if one is None:
        return None
    return Figure(
        element,
        picture(element if unit.image is None else unit.image, base),
        one.caption,
        one.credit,
        one.line,
        unit.place,
        bool(one.label),
    )


def _own_words(box: Any) -> bool:
    """Whether a picture's box has words that lead nowhere else."""
    linked = sum(len(text_of(one)) for one in box.iter("a") if not own_link(one))
    return len(text_of(box)) > linked + 10


def _signed(figure: Any, words: list[Any]) -> list[Any]:
    """In a figure a `footer`, `cite` or `small` beside the caption is its credit."""
    return [one for one in figure.iter("footer", "cite", "small") if not any(up in words for up in one.iterancestors())]


def _read(elements: list[Any], language: str) -> Split | None:
    """The words of these elements, as they are shown, in one."""
    seen: dict[str, Any] = {}
    for element in elements:
        shown = _shown(element)
        if text := text_of(shown):
            seen.setdefault(text, shown)
    if not seen:
        return Split("", (), "", (), None, "", CreditLine(""), 0.0, "")
    kept = [one for text, one in seen.items() if not any(text != other and text in other for other in seen)]
    if len(kept) == 1:
        whole = kept[0]
    else:
        whole = kept[0].makeelement("div")
        whole.extend(kept)
    raw = text_of(whole)
    return split(raw, language, whole) if len(raw) <= _LONGEST else None


def _shown(element: Any) -> Any:
    """A copy without what is no word of the picture: buttons, labels for those who hear the page, the picture itself."""
    copy = deepcopy(element)
    copy.tail = None
    if copy.tag in SKIPPED:
        copy.tag = "small"
    for one in [one for one in copy.iter() if one is not copy and (one.tag in SKIPPED - {"footer"} or unseen(one))]:
        _remove(one)
    for around in [one for one in copy.iter() if len(one) > 1]:  # the same once more for a narrower window
        said: set[str] = set()
        for one in list(around):
            text = text_of(one)
            if text in said:
                _remove(one)
            elif len(text) > ALONE:
                said.add(text)
    return copy


def _remove(one: Any) -> None:
    around, before = one.getparent(), one.getprevious()
    if around is None:
        return
    if before is not None:
        before.tail = f"{before.tail or ''} {one.tail or ''}"
    else:
        around.text = f"{around.text or ''} {one.tail or ''}"
    one.tail = None
    around.remove(one)


def _once(found: list[Figure]) -> list[Figure]:
    """Each picture once: the first with its words; of those without a caption, the first of that address."""
    out: dict[str, Figure] = {}
    shown: set[str] = {same(one.image.url) for one in found if one.image.url and one.caption}
    for one in found:
        key = "".join(one.caption.split()).casefold()
        if not key:
            stem = same(one.image.url) if one.image.url else ""
            if stem in shown:
                continue
            key = f"\0{stem or one.credit}"
        before = out.get(key)
        if before is None:
            out[key] = one
        elif (not before.credit and one.credit) or (not before.image.url and one.image.url):
            credited = before if before.credit else one
            image = before.image if before.image.url else one.image
            out[key] = replace(before, image=image, credit=credited.credit, line=credited.line)
    return list(out.values())
