"""What a page's own markup says of a caption: which words it calls a credit, and where its elements meet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

_LARGEST = 100_000  # characters of markup that are read
_MOST = 400  # elements that are looked at
# Names of classes and properties. They are words of the trade, in the languages developers write them in.
_STRONG = re.compile(
    r"credit|cr[eé]dito|copyright|photograph(?!y|s)|photo-?by|byline|attribution|bildnachweis|bildquelle|bildrechte|fotograf|quelle|urheber|firma\b|rights|rechte"
    r"|(?:caption|figure|media|pic|photo|image|img|foto)[\w-]*(?:source|owner|author|agency|legal)|courtesy|signature|kuvaaja"
    r"|agency|agence|agencia|fotocredit|fuente|fonte\b|kilde|k[äa]lla|lahde|zdroj|autorfoto|photo_?author|img-?author|image-?source|img-?source|photo-?source",
    re.I,
)
_SAYING = (
    "class",
    "itemprop",
    "rel",
    "id",
    "data-testid",
    "data-test-id",
    "data-test",
    "data-component",
    "data-qa",
    "data-type",
)
_SPACE = re.compile(r"[\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_WEAK = re.compile(r"author|source|autor|auteur|creator|owner|provider|licen[cs]e|legal", re.I)
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "li",
        "figcaption",
        "br",
        "small",
        "cite",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "span",
        "em",
        "i",
        "b",
        "strong",
        "ul",
        "section",
        "header",
        "footer",
        "time",
    }
)


@dataclass(frozen=True, slots=True)
class Mark:
    """`[start, end)` of the caption's text that an element holds. `strong`: its class speaks of a credit, not an author."""

    start: int
    end: int
    strong: bool


@dataclass(frozen=True, slots=True)
class Markup:
    marks: tuple[Mark, ...] = ()
    edges: frozenset[int] = frozenset()


def speaks_of_credit(names: str) -> bool:
    """Whether an element's names (of classes, properties) are those of a credit."""
    return bool(names) and _strength(names) == 2


def markup(source: str | etree._Element, text: str) -> Markup:
    """Of the element that holds the caption `text`. Broken markup says nothing."""
    if not text or (isinstance(source, str) and not source):
        return Markup()
    try:
        tree = (
            etree.fromstring(f"<html><body>{source[:_LARGEST]}</body></html>", etree.HTMLParser())
            if isinstance(source, str)
            else source
        )
    except (etree.LxmlError, ValueError):
        return Markup()
    if tree is None:
        return Markup()
    squeezed, places = _squeeze(text)
    whole: list[str] = []
    spans: list[tuple[int, int, int]] = []  # start, end in the squeezed text of the page, strength
    _walk(tree, whole, spans)
    page = "".join(whole)
    same = page == squeezed
    marks, edges = [], set()
    for start, end, strength in spans:
        at = start if same else squeezed.rfind(page[start:end]) if end > start else -1
        if at < 0 or end <= start:
            continue
        first, last = places[at], places[at + end - start - 1] + 1
        edges |= {first, last}
        if strength:
            marks.append(Mark(first, last, strength == 2))
    return Markup(tuple(dict.fromkeys(marks)), frozenset(edges))


def _squeeze(text: str) -> tuple[str, list[int]]:
    kept = [(one, index) for index, one in enumerate(text) if not one.isspace()]
    return "".join(one for one, _ in kept), [index for _, index in kept]


def _walk(tree: etree._Element, whole: list[str], spans: list[tuple[int, int, int]]) -> None:
    """Depth first without recursion, so that depth costs nothing."""
    size = 0
    open_: list[tuple[int, int]] = []
    for seen, (event, node) in enumerate(etree.iterwalk(tree, events=("start", "end", "comment", "pi"))):
        if seen > 2 * _MOST:
            return
        if event == "start":
            told = " ".join(filter(None, map(node.get, _SAYING)))
            open_.append((size, _strength(told) or int(node.tag in ("cite", "small"))))
            words = node.text if node.tag not in ("script", "style") else None
        elif event == "end":
            start, strength = open_.pop()
            if strength or node.tag in _BLOCKS:
                spans.append((start, size, strength))
            words = node.tail
        else:
            words = node.tail
        if words and (words := _SPACE.sub("", words)):
            whole.append(words)
            size += len(words)


@lru_cache(8192)  # a paper's pages have the same classes
def _strength(told: str) -> int:
    """2 where the names speak of a credit, 1 where they may."""
    return 2 if _STRONG.search(told) else 1 if _WEAK.search(told) else 0
