"""Units: the elements of a page that hold a picture with its words.

A picture's words are its `figcaption` and what is called a caption or a credit beside it, in the smallest element that
holds both: half of the credits in the wild stand outside the caption's element. A picture without such names has the few
words that stand with it in a figure, a slide, a picture's box.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from newsmarkup.importing.page.naming import ELSEWHERE, FILM, PEOPLE, PICTURE, QUOTE, is_caption, named, told
from newsmarkup.importing.page.picture import pictures
from newsmarkup.importing.page.text import text_of
from newsmarkup.suggesting.creditmarkup import speaks_of_credit

_BESIDE = 400  # characters of other words in the element that holds a picture and its caption
ALONE = 30  # characters of a caption whose picture isn't known
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOT_WALKED = frozenset({"script", "style", "template", "nav", "form", "button", "svg", "select", "head", "iframe"})
_FILMS = ("video", "iframe", "amp-video", "amp-youtube")
_PLAYERS = ("div", "span", "figure", "section", *_FILMS)
_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#])", re.I)
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


def units(region: Any, best: Any, order: Mapping[Any, int]) -> list[Unit]:
    """In the order of the page. Top down, so that what stands in other parts of the page is never looked at."""
    above_best = {best, *best.iterancestors()}
    found: dict[Any, Unit] = {}
    place: Place = "above"
    loose: list[tuple[Any, Place]] = []
    taken: set[Any] = set()
    for element, event in _walk(region, above_best):
        if element is best:
            place = "within" if event == "start" else "below"
        elif event == "end":
            continue
        elif element.getparent() in taken:
            taken.add(element)
        elif element.tag in ("img", "amp-img"):
            loose.append((element, place))
        elif is_caption(element) or speaks_of_credit(told(element)):
            if next(pictures(element), None) is not None or _quoted(element):
                continue
            holder = _holder(element, above_best)
            if holder is None and not (_stands_alone(element, place) if is_caption(element) else _follows(element)):
                continue
            holder = element if holder is None else holder
            unit = found.setdefault(holder, Unit(holder, place))
            unit.words.append(element)
            taken.add(element)
    for element, place in loose:
        if not any(one in found for one in element.iterancestors()) and next(pictures(element), None) is not None:
            holder = _box(element, above_best)
            if holder is not None:
                found.setdefault(holder, Unit(holder, place))
    return _joined(
        sorted((one for one in found.values() if not _teaser(one, region)), key=lambda one: order[one.element])
    )


def _stands_alone(element: Any, place: Place) -> bool:
    """Whether words without a picture beside them are a caption: long enough, in the text or called a picture's."""
    named_so = place == "within" or not named(element).isdisjoint(PICTURE)
    return place != "below" and named_so and len(text_of(element)) >= ALONE


def _follows(credit: Any) -> bool:
    """Whether a credit without a picture beside it stands right behind one, or behind a caption."""
    before = credit.getprevious()
    return before is not None and (is_caption(before) or next(pictures(before), None) is not None)


def _joined(units: list[Unit]) -> list[Unit]:
    """A caption that stands alone goes with the picture without words right before it, or right behind; a credit that
    does, with what is before."""
    out: list[Unit] = []
    for at, unit in enumerate(units):
        alone = unit.words == [unit.element]
        if alone and not is_caption(unit.element):
            if out and (out[-1].words or out[-1].place == unit.place):
                out[-1].words.append(unit.element)
            continue
        for other in (out[-1:] + units[at + 1 : at + 2]) if alone else ():
            if not other.words and other.place == unit.place and _length(other.element, 0) == 0:
                unit.image = other.element
                other.place = "nowhere"
                break
        out.append(unit)
    return [one for one in out if one.place != "nowhere"]


def _walk(region: Any, above_best: set[Any]) -> Iterator[tuple[Any, str]]:
    stack: list[tuple[Any, str]] = [(region, "start")]
    while stack:
        element, event = stack.pop()
        if event == "start":
            if element not in above_best and _elsewhere(element):
                continue
            yield element, event
            stack.append((element, "end"))
            stack += [(child, "start") for child in reversed(element) if isinstance(child.tag, str)]
        else:
            yield element, event


def _elsewhere(element: Any) -> bool:
    """Whether what it holds is no part of the article: navigation, other stories, adverts, who wrote it."""
    if element.tag in _NOT_WALKED or (element.tag == "footer" and not _within(element, "figure")):
        return True
    if element.tag in ("figure", "figcaption", "picture", "img", "body", "html", "article", "main"):
        return False
    words = named(element)
    if not words.isdisjoint(ELSEWHERE):
        return sum(len(one.text or "") > 80 for one in element.iterchildren("p")) < 3  # "teaser" may be the open part
    return not words.isdisjoint(PEOPLE) and words.isdisjoint(PICTURE) and not _within(element, "figure", "figcaption")


def _within(element: Any, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _quoted(element: Any) -> bool:
    """Who is quoted stands below a quotation as a caption does."""
    return any(
        one.tag == "blockquote" or not named(one).isdisjoint(QUOTE)
        for one in (element, *islice(element.iterancestors(), 6))
    )


def _holder(element: Any, above_best: set[Any]) -> Any:
    """The smallest element with the picture, or film, that these words belong to; None where they stand alone."""
    size = len(text_of(element))
    figure = next(element.iterancestors("figure"), None)
    if figure is not None and figure not in above_best:
        return figure
    for above in element.iterancestors():
        if above in above_best or above.tag in ("body", "article", "main"):
            return None
        if next(pictures(above), None) is not None or film(above):
            return above if _length(above, size + _BESIDE) <= size + _BESIDE else None
    return None


def film(element: Any) -> bool:
    """Whether a player stands in it."""
    return any(one.tag in _FILMS or not FILM.isdisjoint(named(one)) for one in element.iter(*_PLAYERS))


def _length(element: Any, most: int) -> int:
    """The characters of its text, counted until there are more than `most`."""
    size = 0
    for words in element.itertext():
        size += len(words.strip())
        if size > most:
            break
    return size


def _box(image: Any, above_best: set[Any]) -> Any:
    """The largest element that holds this picture alone and is one of a picture by tag or name; None without one."""
    box = None
    most = _BESIDE + len(image.get("alt") or "")
    for above in image.iterancestors():
        if above in above_best or (above.tag in ("body", "article", "main", "p", "td", "li") and box is not None):
            break
        if next(above.iter(*HEADINGS), None) is not None:
            return box  # another story's
        if _length(above, most) > most:
            break
        if len({one.get("alt") for one in pictures(above)}) > 1:
            break
        if above.tag in ("figure", "amp-img") or not named(above).isdisjoint(PICTURE):
            box = above
    if box is not None:
        return box
    parent = image.getparent()
    return image if any(one in above_best for one in (parent, parent.getparent())) else None


def _teaser(unit: Unit, region: Any) -> bool:
    """Whether it leads to another story: a heading in it, or its words inside a link."""
    element = unit.element
    for word in unit.words or [element]:
        for above in (word, *word.iterancestors()):
            if above.tag == "a" and not own_link(above) and text_of(above):
                return True
            if above is region:
                break
    return any(next(one.iter("a"), None) is not None or _within(one, "a") for one in element.iter(*HEADINGS))


def own_link(link: Any) -> bool:
    """Whether a link enlarges the picture."""
    href = (link.get("href") or "").strip()
    return not href or href.startswith(("#", "javascript:")) or _FILE.search(href) is not None
