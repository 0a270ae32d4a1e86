"""Signed: the places of a page that print who wrote it: what is marked as an author (`rel`, `itemprop`, hCard, hNews), what
is called a byline, a line that says "By …", and a name in bold at the end of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from newsmarkup.importing.page.blocks import Block, Blocks, spoken
from newsmarkup.importing.page.names import WHEN, printed
from newsmarkup.importing.page.naming import DECK, named, told, words_of
from newsmarkup.importing.page.text import columns, plain
from newsmarkup.suggesting import byline as line
from newsmarkup.suggesting.lexicon import Lexicon, lexicon
from newsmarkup.suggesting.wirewords import agencies, announcing

_NAMES = frozenset(
    """
    byline bylines author authors autor autoren autorin autores auteur auteurs autore autori writer writers
    reporter contributor contributors journalist journalists columnist verfasser redakteur redakteurin firma
    firmas signature signatur kirjoittaja skribent forfatter autorzy yazar penulis redattore journaliste creator
    byname writtenby höfundur tacgia
    """.split()
)
_NONE = frozenset(
    """
    bio avatar image img photo picture icon share social follow description desc about comment comments related
    more date time title headline credit caption copyright count website twitter email box popular most teaser
    card list
    """.split()
)
_DECK = DECK | set(
    "summary lead lede intro excerpt abstract chapeau vorspann ingress manchet leadtext teaser description".split()
)
_NAME = frozenset("name fn author-name byline-name".split())
_PAGE = re.compile(
    r"/(?:authors?|autore?n?s?|auteurs?|autori|profiles?|people|person|staff|by|contributors?|journalists?|journalistes?|reporters?|"
    r"writers?|columnists?|redaktion|autorinnen|firmas?|bio|experts?|team|kirjoittaja|author_index|users?)[/.?=]|[?&]author=",
    re.IGNORECASE,
)
_LONGEST = 200
_NO_TAGS = frozenset(
    """
    html body main article script style img figure svg path button time h1
    """.split()
)
_SAYS = frozenset({"rel", "itemprop", "property"})
_PICTURES = ("figure", "figcaption", "picture")
_LINE = 80  # columns; paragraphs have more
_NEAR = 80  # elements above the headline and below the text
_SUBMITTED = re.compile(r"^(?:submitted|posted|written|published|reported|words|story) by\s+", re.IGNORECASE)
_LAST = 6  # blocks in which a name may sign


@dataclass(frozen=True, slots=True)
class Signed:
    names: tuple[str, ...]
    text: str
    job: str = ""


def seen(found: Blocks, title: Any, part: Any, scope: Any, words: Lexicon) -> Iterator[Signed]:
    """The places in the order in which they are believed: between headline and text, above the headline, below the text."""
    start = found.order[part]
    head = found.order.get(title, found.order[scope])
    end = found.end(part)
    inside = found.inside(part)
    long = [one for one in inside if one.at > head and columns(one.text) > _LINE]
    text = next((one.at for one in long if not _is_deck(one)), start)
    tail = next((one.at for one in reversed(inside) if columns(one.text) > _LINE), end)
    ranked: list[tuple[int, int, Signed]] = []
    taken: set[Any] = set()
    first = max(min(head - _NEAR, text), 0)
    for element in found.elements[first : text + 1] + found.elements[max(tail, text + 1) : end + _NEAR]:
        at = found.order[element]
        if element.tag in _NO_TAGS:
            continue
        given = element.items()
        sure = _marks(element.tag, given)
        if not sure and not (given and _called(element)) and not (at <= text and _says_by(element, words)):
            continue
        around = list(element.iterancestors())
        if element.tag == "a" and any(one.tag == "aside" for one in around):
            continue  # a columnist beside the text
        if any(one in taken or one.tag in _PICTURES or found.dropped.get(one) == "other" for one in around):
            continue
        one = _read(element, words, bool(sure))
        if one is None:
            continue
        taken.add(element)
        rank = 0 if head <= at <= text else 1 if at < head else 2 if at >= end or at > text else 3
        ranked.append((rank, at, one))
    ranked.sort(key=lambda one: one[:2])
    yield from _together(ranked)
    yield from _announced(found, head, text, words)
    yield from _last(inside, words)


def _is_deck(block: Block) -> bool:
    """Whether it stands between headline and byline."""
    return block.kind in ("h2", "h3", "h4", "h5") or not _DECK.isdisjoint(named(block.element))


def _together(ranked: list[tuple[int, int, Signed]]) -> list[Signed]:
    """Places of one rank that follow each other closely are one byline with several names."""
    out: list[Signed] = []
    before: tuple[int, int] | None = None
    for rank, at, one in ranked:
        if before is not None and before[0] == rank and at - before[1] < 12 and len(out[-1].names) < 6:
            last = out[-1]
            more = tuple(name for name in one.names if name.casefold() not in {n.casefold() for n in last.names})
            out[-1] = Signed(last.names + more, last.text, last.job)
            out.append(Signed((), one.text))  # its line is none of the body either
            out[-2], out[-1] = out[-1], out[-2]
        else:
            out.append(one)
        before = rank, at
    return out


def _says_by(element: Any, words: Lexicon) -> bool:
    """Whether its own words, no paragraph's, begin with "By" and go on with a name."""
    text = (element.text or "").strip()
    if not 3 < len(text) < _LINE or element.tag in ("p", "h2", "h3"):
        return False
    found = announcing(words.language).match(text)
    return found is not None and line.read(text, words) is not None


def _marked(element: Any) -> bool:
    return _marks(element.tag, element.items())


def _marks(tag: str, given: list[tuple[str, str]]) -> bool:
    for name, value in given:
        if name in _SAYS and "author" in value.split():
            return True
        if name == "href" and tag == "a" and _PAGE.search(value):
            return True
    return tag == "address"


def _called(element: Any) -> bool:
    says = told(element)
    if not says or (kind := _kind(says)) == "none":
        return False
    return kind == "byline" or len(element) < 2


@lru_cache(8192)
def _kind(says: str) -> str:
    """What names say: "byline", "name" (of an author, in what is no byline) or "none"."""
    names = words_of(says)
    if names.isdisjoint(_NAMES):
        return "none"
    return "byline" if names.isdisjoint(_NONE) else "name" if "name" in names else "none"


def _read(element: Any, words: Lexicon, sure: bool) -> Signed | None:
    text = _text(element)
    if not 2 <= len(text) <= _LONGEST * 2:
        return None
    parts = _parts(element, words)
    names = printed(text, words, sure and not parts and element.tag != "address") if len(text) <= _LONGEST else []
    if parts and not {one.casefold() for one in parts} <= {one.casefold() for one in names}:
        names = parts
    return Signed(tuple(names), text) if names else None


def _text(element: Any) -> str:
    return plain(spoken(element)[0])


def _parts(element: Any, words: Lexicon) -> list[str]:
    """The names that elements in it hold, one each: links to authors' pages, hCard's `fn`, microdata's `name`; else those
    whose words are a name."""
    out: dict[str, str] = {}
    plain: dict[str, str] = {}
    for one in element.iter("a", "span", "strong", "b", "p", "div", "li", "h2", "h3", "h4", "cite", "meta"):
        if one is element and one.tag != "a":
            continue
        text = ((one.get("content") or "") if one.tag == "meta" else _text(one)).strip(" ,;|")
        if not 1 < len(text) < _LONGEST:
            continue
        is_name = "name" in (one.get("itemprop") or "").split() or not named(one).isdisjoint(_NAME)
        is_name = is_name or (len(one) == 0 and _called(one))
        is_page = one.tag == "a" and _marked(one)
        if (is_name or is_page) and not any(up is not element and up in out for up in one.iterancestors()):
            for name in _lines(one, words) or printed(text, words, True):
                out.setdefault(name.casefold(), name)
        elif len(one) == 0 and "," not in text and line.is_name(text, words):
            plain.setdefault(text.casefold(), text)
    return list((out or plain).values())


def _lines(element: Any, words: Lexicon) -> list[str]:
    """Of an element that says more than a name, the first in it that is a name alone."""
    if len(element) == 0:
        return []
    inner = (_text(one).strip(" ,") for one in element.iter() if one is not element and len(one) == 0 and one.text)
    return next(([one] for one in inner if len(one) < 60 and "," not in one and line.is_name(one, words)), [])


def _announced(found: Blocks, head: int, text: int, words: Lexicon) -> Iterator[Signed]:
    """Lines between headline and text that say "By …", and the first lines of the text."""
    for block in found.found:
        if not head < block.at <= text + 6 or len(block.text) > 120:
            continue
        for known in (words, lexicon("en")):
            bare = _SUBMITTED.sub("By ", WHEN.sub("", block.text))
            read = line.read(block.text, known) or line.read(bare, known)
            if read is not None and (read.announced or block.linked > 0):
                yield Signed(tuple(one.speaker.name for one in read.writers), block.text)
                break


def _last(blocks: list[Block], words: Lexicon) -> Iterator[Signed]:
    """Below the text, a name alone in bold, in brackets or to the right, or a line that says who wrote it."""
    for block in blocks[: -_LAST - 1 : -1]:
        if len(block.text) > 60:
            continue
        only = [one for one in block.pieces if not isinstance(one, str) or one.strip()]
        bold = len(only) == 1 and not isinstance(only[0], str) and only[0].tag in ("strong", "b", "em", "i")
        right = "right" in (block.element.get("style") or block.element.get("align") or "")
        name = block.text.strip("()（）【】 ")
        apart = bold or right or (block.text[:1] in "(（【" and block.text[-1:] in ")）】")
        if apart and (line.is_name(name, words) or name.casefold() in agencies(words.language)):
            yield Signed((name,), block.text)
            return
        read = line.read(block.text, words)
        if read is not None and read.announced:
            yield Signed(tuple(one.speaker.name for one in read.writers), block.text)
            return
