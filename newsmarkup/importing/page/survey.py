"""Survey: what the elements of a page hold: pictures, words, headings, films. Each is looked at once, and only if asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from newsmarkup.importing.page.naming import FILM, STILL, named
from newsmarkup.importing.page.picture import is_picture
from newsmarkup.importing.page.text import SKIPPED

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_FILMS = frozenset({"video", "iframe", "amp-video", "amp-youtube"})
_BOXES = frozenset({"div", "span", "figure", "section", "ul", "ol", "aside", "article"})
_MANY = 8  # pictures after which it is of no matter how many there are


@dataclass(frozen=True, slots=True)
class Held:
    """`pictures`: the first few. `size`: characters of text, scripts and buttons not counted."""

    pictures: tuple[Any, ...] = ()
    size: int = 0
    headed: bool = False
    film: bool = False


class Survey:
    def __init__(self) -> None:
        self._known: dict[Any, Held] = {}

    def __call__(self, element: Any) -> Held:
        found = self._known.get(element)
        if found is None:
            found = self._known[element] = self._look(element)
        return found

    def _look(self, element: Any) -> Held:
        tag = element.tag
        film = tag in _FILMS or ((tag in _BOXES or "-" in tag) and _plays(named(element)))
        own = (element,) if is_picture(element) else ()
        if not len(element):
            return Held(own, _size(element.text) if tag not in SKIPPED else 0, tag in HEADINGS, film)
        pictures = list(own)
        size, headed = _size(element.text), tag in HEADINGS
        for child in element:
            if isinstance(child.tag, str):
                held = self(child)
                if len(pictures) < _MANY:
                    pictures += held.pictures
                size += held.size
                headed, film = headed or held.headed, film or held.film
            size += _size(child.tail)
        return Held(tuple(pictures[:_MANY]), size if tag not in SKIPPED else 0, headed, film)


def _plays(words: frozenset[str]) -> bool:
    return not words.isdisjoint(FILM) and words.isdisjoint(STILL)  # "image-or-video"


def _size(text: str | None) -> int:
    return len(text.strip()) if text else 0
