"""Teaser: what has pictures and words and is no part of the article: other stories, adverts, who wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from newsmarkup.importing.page.naming import ELSEWHERE, PEOPLE, PICTURE, STILL, is_caption, told, words_of
from newsmarkup.importing.page.survey import HEADINGS
from newsmarkup.importing.page.text import text_of

_NOT_WALKED = frozenset({"script", "style", "template", "nav", "form", "svg", "select", "head", "iframe"})
_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#])", re.I)
# Of what the page offers with a picture, as against another story.
_OFFERED = frozenset("share sharing sharetools social ad ads logo popular subscribe nav menu comments".split())
_WITHOUT = frozenset({"has", "with", "no", "without"})
_ENLARGING = frozenset(
    "lightbox fancybox zoom zoomable enlarge photoswipe pswp glightbox magnific popup swipebox".split()
)


def elsewhere(element: Any, names: str) -> bool:
    """Whether what it holds is no part of the article: navigation, other stories, adverts, who wrote it."""
    tag = element.tag
    if tag in _NOT_WALKED or (tag in ("footer", "button") and not within(element, "figure")):
        return True
    if not names or tag in ("figure", "figcaption", "picture", "img", "body", "html", "article", "main"):
        return False
    called = _called(names)
    if not called or _prose(element):
        return False
    if called == "portrait":
        return next(element.iter("img", "amp-img"), None) is not None and next(element.iter("figcaption"), None) is None
    if called == "beside":
        return not _captioned(element)
    return called == "other" or not within(element, "figure", "figcaption")


@lru_cache(4096)
def _called(names: str) -> str:
    """ "other", "beside" for what may be a picture of this story ("related-photo"), "person" for who wrote it, "portrait"
    for what may be that one's; "" for none of these."""
    words = words_of(names)
    if not words.isdisjoint(_WITHOUT):
        return ""
    if not words.isdisjoint(ELSEWHERE - _OFFERED if words & STILL else ELSEWHERE):
        return "beside" if words & STILL else "other"
    if words.isdisjoint(PEOPLE):
        return ""
    return "person" if words.isdisjoint(PICTURE) else "portrait"


def _captioned(element: Any) -> bool:
    """Whether it has a caption, and nothing that leads to another page: "related-photo"."""
    return all(map(own_link, element.iter("a"))) and any(
        is_caption(one) for one in element.iter("figcaption", "div", "p", "span")
    )


def _prose(element: Any) -> bool:
    """Whether it holds text: a "teaser" may be the open part of a paid article."""
    return sum(len(one.text or "") > 80 for one in element.iterchildren("p")) > 2


def teaser(element: Any, words: Sequence[Any], region: Any) -> bool:
    """Whether it leads to another story: a heading in it, its words inside a link, or linked to where its picture is."""
    for word in words or [element]:
        for above in (word, *word.iterancestors()):
            if above.tag == "a" and not own_link(above) and text_of(above):
                return True
            if above is region or above.tag == "body":
                break
    if any(next(one.iter("a"), None) is not None or within(one, "a") for one in element.iter(*HEADINGS)):
        return True
    links = [one for one in islice(element.iter("a"), 20) if not own_link(one)]
    pictured = {one.get("href") for one in links if next(one.iter("img", "amp-img"), None) is not None}
    led = sum(len(text_of(one)) for one in links if one.get("href") in pictured)
    return led * 2 > sum(len(text_of(one)) for one in words or [element]) > 0


def own_link(link: Any) -> bool:
    """Whether a link enlarges the picture."""
    href = (link.get("href") or "").strip()
    return not href or href.startswith(("#", "javascript:")) or _FILE.search(href) is not None or _enlarges(told(link))


@lru_cache(1024)
def _enlarges(names: str) -> bool:
    return not words_of(names).isdisjoint(_ENLARGING)


def within(element: Any, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None
