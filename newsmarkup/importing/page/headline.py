"""Headline: the one that readers see, told from site names, other stories and sharing bars by what the metadata say, by
where it stands and by its names; where none is seen, the metadata's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from newsmarkup.document.problem import Problem
from newsmarkup.importing.page.blocks import Blocks, spoken
from newsmarkup.importing.page.furniture import unread
from newsmarkup.importing.page.house import House, squeezed
from newsmarkup.importing.page.metadata import Metadata, words
from newsmarkup.importing.page.naming import named
from newsmarkup.importing.page.text import plain

_TITLES = ("og:title", "twitter:title", "parsely-title", "parsely-page.title", "sailthru.title", "dc.title", "dcterms.title",
           "title", "headline", "hdl", "article:title", "mediator_title", "cxenseparse:title")  # fmt: skip
_NAMES = frozenset(
    """
    headline hed titre titular titolo titulo überschrift ueberschrift otsikko rubrik
    """.split()
)
_TITLED = re.compile(
    r"(?:entry|post|article|story|page|content|news|single)[-_]*(?:title|headline|heading)|\bp-name\b", re.I
)
_KICKER = frozenset(
    """
    kicker eyebrow topline overline dachzeile spitzmarke label badge flag tag supertitle surtitre antetitulo
    occhiello pretitle vignette category prefix
    """.split()
)
_BORDER = re.compile(r"\s+(?:[|–—·•»:]+|::|-)\s+")
# In scripts without spaces, where a paper's name stands behind a title.
_UNSPACED = re.compile(
    r"(?<=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3”’」』）)？！!?])\s*(?:[_|｜-]|--|–|—)\s*"
    r"[^_|｜–—-]{0,10}(?:网|網|报|報|新闻|新聞|资讯|資訊|频道|頻道|ニュース|オンライン|뉴스|일보|신문|닷컴)(?:\([^)]*\))?$"
)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]|[^\W_]+")
_TAGS = frozenset({"h2", "h3", "div", "span", "p"})
_LEAST, _ENOUGH = 1.9, 7.0
_CALLED, _SAME = 0.5, 0.8
_BELOW = 60  # elements of the text in which a headline may stand yet


def headline(page: Metadata, found: Blocks, part: Any, scope: Any, house: House) -> tuple[str, Any, list[Problem]]:
    """(its text, the element that shows it or None, what is doubtful)."""
    said = _said(page, house)
    titles = list(dict.fromkeys(said))
    start = next(
        (one.at for one in found.inside(part) if one.prose and one.kind not in ("h1", "h2")), found.order[part]
    )
    best, best_text, most = None, "", _LEAST
    for element in _sought(found, max(start, found.order[part]) + _BELOW):
        if element is None:
            if most >= _ENOUGH:
                break
            continue
        weight = _named(element)
        if weight == 0 or any(above in found.dropped for above in element.iterancestors()):
            continue
        text = _text(element, titles)
        if not 1 < len(text) < 400 or house.called(text):
            continue
        alike = max((_alike(text, one) for one in titles), default=0.0)
        if weight < _CALLED and alike < _SAME:
            continue  # nothing calls it so, and it says something else
        weight += 4 * alike
        at = found.order[element]
        weight += 4.0 if found.order[scope] <= at < found.end(scope) and scope is not found.body else 0.0
        weight += (1.5 - min(start - at, 300) / 300) if at <= start else -2.0
        weight -= 2.5 if _leads_elsewhere(element, page) else 0.0
        if weight > most:
            best, best_text, most = element, text, weight
    told = said[0] if said else ""
    problems = []
    if best_text and told and squeezed(best_text) != squeezed(told):
        message = f"The page shows the headline “{best_text}”, its metadata say “{told}”; the visible one is taken."
        problems.append(Problem("headline-differs", message, field="headline", severity="notice"))
    return best_text or told, best, problems


def _sought(found: Blocks, end: int) -> Iterator[Any]:
    """The elements that may show it: each `h1`, then None, then what else may be called so."""
    yield from found.body.iter("h1")
    yield None
    yield from (one for one in found.elements[:end] if one.tag in _TAGS)


def _said(page: Metadata, house: House) -> list[str]:
    """What the metadata call it, the best first; a site's name behind it goes."""
    first = words(page.article.get("headline")) or words(page.article.get("name"))
    others = [value for name in _TITLES for value in page.meta.get(name, ())]
    found = [first, *others, page.title, words(page.article.get("alternativeHeadline"))]
    found = [_bare(one, house) for one in found if one]
    if first.endswith(("…", "...")):  # shortened for a search engine
        start = squeezed(first.rstrip("….")) or "\0"
        found.sort(key=lambda one: not (squeezed(one).startswith(start) and not one.endswith(("…", "..."))))
    return found


def _bare(title: str, house: House) -> str:
    """Without the site's name at its end, or at its start."""
    for _n in range(3):
        title = _UNSPACED.sub("", title)
        parts = [match.span() for match in _BORDER.finditer(title)]
        if parts and house.named_in(title[parts[-1][1] :]):
            title = title[: parts[-1][0]]
        elif parts and house.named_in(title[: parts[0][0]]) and title.count(" ", parts[0][1]) > 1:
            title = title[parts[0][1] :]
        else:
            break
    return title.strip()


def _named(element: Any) -> float:
    """What its element and its names say for it."""
    tag = element.tag
    if "headline" in (element.get("itemprop") or "").split():
        return 3.0 if tag == "h1" else 2.0
    names = element.get("class") or element.get("id") or ""
    called = bool(names) and (not named(element).isdisjoint(_NAMES) or _TITLED.search(names) is not None)
    if tag == "h1":
        return 2.5 if called else 2.0
    return _CALLED if called and len(element) < 6 else 0.2 if tag in ("h2", "h3") else 0.0


def _text(element: Any, titles: Iterable[str]) -> str:
    """Its words; a kicker that stands in the same element goes."""
    whole = plain(_spoken(element, False))
    if len(element) == 0:
        return whole
    bare = plain(_spoken(element, True))
    known = {squeezed(one) for one in titles}
    if bare == whole and not (element.text or "").strip() and squeezed(whole) not in known:
        rest = whole.removeprefix(plain(spoken(element[0])[0])).strip(" :|–—-")
        if rest and squeezed(rest) in known:
            return rest  # behind a kicker that nothing calls so
    if not bare or bare == whole:
        return whole
    return whole if squeezed(whole) in known and squeezed(bare) not in known else bare


def _spoken(element: Any, bare: bool) -> str:
    out = [element.text or ""]
    for child in element:
        if not (bare and not named(child).isdisjoint(_KICKER)) and not unread(child):
            out += [
                " " if child.tag in ("br", "div", "p", "small") else "",
                spoken(child)[0],
                " " if child.tag in ("div", "p") else "",
            ]
        out.append(child.tail or "")
    return "".join(out)


def _leads_elsewhere(element: Any, page: Metadata) -> bool:
    """Whether it is a link to another page, or stands in a list of such."""
    link = next(element.iter("a"), None)
    if link is None:
        link = next(element.iterancestors("a"), None)
    href = link.get("href") if link is not None else None
    if not href or href.startswith("#"):
        return False
    return _path(href) not in {_path(one) for one in page.addresses}


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:
        return url


def _alike(one: str, other: str) -> float:
    a, b = _WORD.findall(one.casefold()), _WORD.findall(other.casefold())
    if not a or not b:
        return 0.0
    first, second = set(a), set(b)
    return 2 * len(first & second) / (len(first) + len(second))
