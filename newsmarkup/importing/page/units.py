"""Units: the elements of a page that hold a picture with its words.

A picture's words are its `figcaption` and what is called a caption or a credit beside it, in the smallest element that
holds both: half of the credits in the wild stand outside the caption's element. A picture without such names has the few
words that stand with it in a figure, a slide, a picture's box.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from newsmarkup.importing.page.naming import PICTURE, QUOTE, STILL, is_caption, named, names_caption, told
from newsmarkup.importing.page.survey import Survey
from newsmarkup.importing.page.teaser import elsewhere, teaser
from newsmarkup.importing.page.text import text_of
from newsmarkup.importing.page.unnamed import BESIDE, box, remark
from newsmarkup.suggesting.creditmarkup import speaks_of_credit

ALONE = 30  # characters of a caption whose picture isn't known
_LINE = 60  # characters of a credit that stands with the picture, apart from the caption
_LEAD = STILL | {"hero", "lead", "featured", "cover", "lede", "teaserimage"}
Place = Literal["above", "within", "below", "nowhere"]


@dataclass(slots=True)
class Unit:
    """An element that holds a picture with its words; those in order, outermost only. `image`: where the picture stands
    in another, that."""

    element: Any
    place: Place
    words: list[Any] = field(default_factory=list)
    image: Any = None


def around(scope: Any) -> Any:
    """The element around the article in which its pictures may stand: the headline's, for a lead picture above it."""
    for one in (scope, *scope.iterancestors()):
        if one.tag in ("body", "html"):
            break
        if next(one.iter("h1"), None) is not None:
            return one
    return scope


def units(region: Any, best: Any, order: Mapping[Any, int], survey: Survey) -> list[Unit]:
    """In the order of the page. Top down, so that what stands in other parts of the page is never looked at."""
    above_best = {best, *best.iterancestors()}
    start, end = order[best], _after(best, order)
    found: dict[Any, Unit] = {}
    loose: list[tuple[Any, Place]] = []
    stack = [region, *reversed(_leads(region, order))]
    while stack:
        element = stack.pop()
        names = told(element)
        if element not in above_best and elsewhere(element, names):
            continue
        at = order[element]
        place: Place = "above" if at < start else "within" if at < end else "below"
        if element.tag in ("img", "amp-img"):
            loose.append((element, place))
        elif _speaks(element, names) and not survey(element).pictures:
            _add(element, place, above_best, found, survey)
            continue
        stack += [child for child in reversed(element) if isinstance(child.tag, str)]
    for element, place in loose:
        if not any(one in found for one in element.iterancestors()) and survey(element).pictures:
            holder = box(element, above_best, survey)
            if holder is not None and holder not in found:
                unit = found[holder] = Unit(holder, place)
                below = remark(holder, above_best, place == "within") if not survey(holder).size else None
                unit.words += [below] if below is not None and below not in found else []
    known = [one for one in found.values() if not teaser(one.element, one.words, region)]
    return _joined(sorted(known, key=lambda one: order[one.element]), survey)


def _speaks(element: Any, names: str) -> bool:
    return element.tag == "figcaption" or (bool(names) and (names_caption(names) or speaks_of_credit(names)))


def _add(element: Any, place: Place, above_best: set[Any], found: dict[Any, Unit], survey: Survey) -> None:
    """A caption or credit to the unit that it is of."""
    if _quoted(element):
        return
    holder = _holder(element, above_best, survey)
    if holder is None:
        if not (_stands_alone(element, place) if is_caption(element) else _follows(element, survey)):
            return
        holder = element
    found.setdefault(holder, Unit(holder, place)).words.append(element)


def _after(element: Any, order: Mapping[Any, int]) -> int:
    """The place after its last descendant."""
    one = element
    while one is not None and one.getnext() is None:
        one = one.getparent()
    return order.get(one.getnext(), len(order)) if one is not None else len(order)


def _leads(region: Any, order: Mapping[Any, int]) -> list[Any]:
    """What stands above the headline's element and is a picture's by tag or name; where the headline stands apart from the
    text, all that is between them."""
    out = []
    apart = next(region.iter("h1"), None) is None
    above = [order[one] for one in region.getroottree().iter("h1") if order.get(one, len(order)) < order[region]]
    for one in (region, *region.iterancestors()):
        if one.tag in ("body", "html"):
            break
        for other in one.itersiblings(preceding=True):
            if isinstance(other.tag, str) and other in order:
                between = apart and bool(above) and order[other] > above[-1]
                if between or other.tag == "figure" or named(other) & _LEAD:
                    out.append(other)
    return out[::-1]


def _stands_alone(element: Any, place: Place) -> bool:
    """Whether words without a picture beside them are a caption: long enough, in the text or called a picture's."""
    named_so = place == "within" or not named(element).isdisjoint(PICTURE)
    return place != "below" and named_so and len(text_of(element)) >= ALONE


def _follows(credit: Any, survey: Survey) -> bool:
    """Whether a credit without a picture beside it stands right behind one, or behind a caption."""
    before = credit.getprevious()
    return before is not None and (is_caption(before) or bool(survey(before).pictures))


def _joined(units: list[Unit], survey: Survey) -> list[Unit]:
    """A caption that stands alone goes with the picture without words right before it, or right behind; a credit that
    does, with what is before."""
    out: list[Unit] = []
    for at, unit in enumerate(units):
        alone = unit.words == [unit.element]
        if alone and not is_caption(unit.element):
            if out and out[-1].place == unit.place:
                out[-1].words.append(unit.element)
            continue
        behind = [one for one in units[at + 1 : at + 2] if unit.place == "above" or _next(unit.element, one.element)]
        for other in (out[-1:] + behind) if alone else ():
            if not other.words and other.place == unit.place and survey(other.element).size <= _LINE:
                unit.image = other.element
                unit.words += [other.element] if survey(other.element).size else []
                other.place = "nowhere"
                break
        out.append(unit)
    return [one for one in out if one.place != "nowhere"]


def _next(element: Any, other: Any) -> bool:
    """Whether nothing stands between the two."""
    behind = element.getnext()
    return behind is not None and (other is behind or behind in other.iterancestors())


def _quoted(element: Any) -> bool:
    """Who is quoted stands below a quotation as a caption does."""
    return any(
        one.tag == "blockquote" or not named(one).isdisjoint(QUOTE)
        for one in (element, *islice(element.iterancestors(), 6))
    )


def _holder(element: Any, above_best: set[Any], survey: Survey) -> Any:
    """The smallest element with the picture, or film, that these words belong to; None where they stand alone."""
    figure = next(element.iterancestors("figure"), None)
    if figure is not None and figure not in above_best:
        return figure
    for above in element.iterancestors():
        if above in above_best or above.tag in ("body", "article", "main"):
            return None
        held = survey(above)
        if held.pictures or held.film:
            return above if held.size <= survey(element).size + BESIDE else None
    return None
