"""Captions: the pictures of a page's article, each with its caption and credit, once, in the order of the page.

What is shown twice (for a telephone and for a desk, in the text and in a lightbox) is one picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from newsmarkup.document.problem import Problem
from newsmarkup.importing.page.naming import PICTURE, STILL, is_caption, named
from newsmarkup.importing.page.picture import Image, large, others, picture, same
from newsmarkup.importing.page.survey import Survey
from newsmarkup.importing.page.teaser import own_link
from newsmarkup.importing.page.text import text_of
from newsmarkup.importing.page.units import ALONE, Place, Unit, units
from newsmarkup.importing.page.wording import Wording, wording, written

_SOME = 5  # characters that are more than a separator or a count
_CUT = 20  # letters of a caption that is cut short elsewhere
MOST = 300  # pictures of one page; the largest gallery seen has 60
_LOOKED_AT = 200  # elements of a figure that are asked for attributes
_NO_PICTURE = ("blockquote", "table", "pre", "audio")


@dataclass(frozen=True, slots=True)
class Figure:
    """`element` holds the picture and its words; `place` says where that stands, seen from the article's text. `caption`,
    `credit`: as they are printed, the credit without its label."""

    element: Any
    image: Image
    caption: str
    credit: str
    place: Place


def figures(
    region: Any, best: Any, order: Mapping[Any, int], base: str, language: str
) -> tuple[list[Figure], list[Problem]]:
    """Those of the article in the order of the page, and what was left out. `best` holds the text, `region` what stands
    above and below it too; `order` says where each element stands."""
    found: list[Figure] = []
    problems: list[Problem] = []
    survey = Survey()
    for unit in units(region, best, order, survey):
        element = unit.element
        said = None if _holds_other(element, survey) else wording(_words(unit, order), language)
        if said is None:
            continue
        if said.caption and not said.credit and unit.words and _boxed(element):
            whole = wording([element], language)  # a credit that nothing calls so
            if whole is not None and whole.labelled and _letters(whole.caption) == _letters(said.caption):
                said = whole
        if not (said.caption and said.credit):
            more = written([*islice(element.iter(), _LOOKED_AT), *element.iterancestors("a")])
            said = replace(said, caption=said.caption or more.caption, credit=said.credit or more.credit)
        image = picture(survey(element if unit.image is None else unit.image).pictures, base)
        if (problem := _left_out(unit, said, image, survey)) is not None:
            problems.append(problem)
        elif _is_one(unit, said, image):
            if not image.url:
                message = f"The picture of “{(said.caption or said.credit)[:80]}” has no address in the page."
                problems.append(Problem("picture-without-address", message, "Choose it in the figure.", "notice"))
            found.append(Figure(element, image, said.caption, said.credit, unit.place))
            if len(survey(element).pictures) > 1:
                found += [
                    Figure(one, other, "", "", unit.place) for one, other in islice(others(element, image, base), MOST)
                ]
        if len(found) >= MOST:
            message = f"The page has more than {MOST} pictures; the others were left out."
            problems.append(Problem("many-pictures", message, "Add those that matter by hand."))
            break
    return _once(found), problems


def _is_one(unit: Unit, said: Wording, image: Image) -> bool:
    """Outside the text, a picture that nothing calls a caption's must say something, or be a figure."""
    if not (said.caption or said.credit or large(image)):
        return False
    speaks = said.credit or len(said.caption) >= ALONE or unit.element.tag == "figure"
    return bool(unit.words) or unit.place == "within" or (unit.place == "above" and bool(speaks))


def _left_out(unit: Unit, said: Wording, image: Image, survey: Survey) -> Problem | None:
    element, words = unit.element, f"{said.caption} {said.credit}".strip()
    if words and not said.labelled and named(element).isdisjoint(STILL) and survey(element).film:
        message = f"“{words[:80]}” is the caption of a film, a recording or something embedded; it was left out."
        return Problem("film-left-out", message, "Add that to the article by hand.", "notice")
    if not words and image.url and (why := _leads_elsewhere(element)):
        return Problem("picture-left-out", f"The picture {image.url} {why}; it was left out.", "", "notice")
    return None


def _leads_elsewhere(element: Any) -> str:
    """Why a picture without words is rather another story's."""
    link = next((one for one in (*element.iter("a"), *element.iterancestors("a")) if not own_link(one)), None)
    if link is not None:
        return "has no words and leads to another page"
    return "has no words and stands in an aside" if next(element.iterancestors("aside"), None) is not None else ""


def _holds_other(element: Any, survey: Survey) -> bool:
    """Whether what stands in a figure is a quotation, a table, a recording."""
    other = {one.tag for one in element.iter(*_NO_PICTURE) if one is not element}
    return "blockquote" in other or (bool(other) and not survey(element).pictures)


def _boxed(element: Any) -> bool:
    return element.tag == "figure" or not named(element).isdisjoint(PICTURE)


def _words(unit: Unit, order: Mapping[Any, int]) -> list[Any]:
    """Those of its elements that speak of the picture. Where none is called a caption, all of a picture's own box, if it
    leads nowhere else."""
    element = unit.element
    if not unit.words or (_boxed(element) and not any(map(is_caption, unit.words))):
        if next(element.iterdescendants("ul", "ol", "form"), None) is not None:
            return unit.words  # buttons, other stories
        linked = sum(len(text_of(one)) for one in element.iter("a") if not own_link(one))
        return [element] if len(text_of(element)) > linked + _SOME else unit.words
    if element.tag != "figure":
        return unit.words
    # Beside the caption in a figure, a footer, `cite` or `small` is its credit.
    more = [
        one
        for one in element.iter("footer", "cite", "small")
        if next(one.iterancestors("figure"), None) is element
        and not any(up in unit.words for up in one.iterancestors())
    ]
    return sorted({*unit.words, *more}, key=lambda one: order[one]) if more else unit.words


def _once(found: list[Figure]) -> list[Figure]:
    """Each picture once: the first with its words, whether or not they were parted; of those without a caption, the first
    of that address."""
    out: list[Figure] = []
    places: dict[str, int] = {}
    shown = {same(one.image.url) for one in found if one.image.url and one.caption}
    for one in found:
        stem = same(one.image.url) if one.image.url else ""
        said = _letters(one.caption)
        if not said and stem in shown:
            continue
        keys = (said, _letters(one.caption + one.credit)) if said else (f"\0{stem or one.credit}",)
        at = next((places[key] for key in keys if key in places), None)
        if at is None and one.caption.endswith(("…", "...")) and len(said) > _CUT:
            at = next((place for key, place in places.items() if key.startswith(said)), None)
        if at is None:
            at = len(out)
            out.append(one)
        else:
            before = out[at]
            image = before.image if before.image.url else one.image
            out[at] = replace(before, image=image, credit=before.credit or one.credit)
        for key in keys:
            places.setdefault(key, at)
    return out


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
