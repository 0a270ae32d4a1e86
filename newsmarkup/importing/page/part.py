"""Part: which element of a page holds the article's text."""

from __future__ import annotations

import re
from typing import Any

from newsmarkup.importing.page.blocks import Block, Blocks, above, spoken
from newsmarkup.importing.page.text import plain

_NEARER = 0.85  # what a paragraph counts for each element further out
_LEVELS = 6
_TEASED = 400  # characters below a heading that is a link, at most
_ENOUGH = 500  # characters of running text that are an article, however much of others stands beside it
_TEXT = re.compile(
    r"(?:article|story|entry|post|news|content)[-_]*(?:body|text|content|copy)|articlebody|storytext|body-?(?:copy|text)|"
    r"rich-?text|artikel-?(?:text|inhalt|body)|texte-?article|cuerpo",
    re.IGNORECASE,
)


def main_part(page: Blocks) -> Any:
    """The innermost element with most of the running text."""
    weights: dict[Any, float] = {}
    known: dict[Any, bool] = {}
    story = _story(page)
    for block in page.found if story is None else page.inside(story):
        if not block.prose or block.kind in ("h1", "h2", "h3") or is_teaser(block, page, known):
            continue
        share = float(len(block.text))
        around = block.element if block.kind in ("div", "section", "article", "td") else block.element.getparent()
        for _n in range(_LEVELS):
            if around not in page.order:
                break
            weights[around] = weights.get(around, 0.0) + share
            if around is page.body or around is story:
                break
            around, share = around.getparent(), share * _NEARER
    best = max(weights, key=lambda one: weights[one] * (1.2 if _says_so(one) else 1.0), default=page.body)
    return best if best is story else _grown(best, page)


def is_teaser(block: Block, page: Blocks, known: dict[Any, bool]) -> bool:
    """Whether a few words stand below a heading that leads to another page."""
    holder = block.element.getparent() if block.kind == "p" else block.element
    if holder is None or holder is page.body:
        return False
    if holder not in known:
        linked = any(
            (link.get("href") or "#")[:1] != "#"
            for title in holder.iterchildren("h2", "h3", "h4", "h5")
            for link in (*title.iter("a"), *title.iterancestors("a"))
        )
        known[holder] = linked and page.prose(holder) < _TEASED
    return known[holder]


def _story(page: Blocks) -> Any:
    """Of several articles on one page, each with a headline, as readers scroll through them, the one that the page is called
    after."""
    stories: dict[Any, str] = {}
    for title in page.body.iter("h1"):
        story = next(title.iterancestors("article"), None)
        if story is not None and story not in stories and page.prose(story) > _ENOUGH:
            stories[story] = plain(spoken(title)[0])
    if len(stories) == 1:  # the others have smaller headlines
        (story,) = stories
        beside = any(
            page.prose(one) and story not in one.iterancestors()
            for one in story.getparent().iter("article")
            if one is not story
        )
        return story if beside else None
    if len(stories) < 2 or any(around in stories for one in stories for around in one.iterancestors("article")):
        return None
    name = plain(page.body.getroottree().findtext(".//title") or "")
    told = (one for one, title in stories.items() if len(title) > 5 and title in name)
    return next(told, next(iter(stories)))


def _says_so(element: Any) -> bool:
    if "articleBody" in (element.get("itemprop") or ""):
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(names) > 1 and _TEXT.search(names) is not None


def _grown(best: Any, page: Blocks) -> Any:
    """Further out while siblings of the same make hold text too: a story that is parted by advertisements."""
    for _n in range(_LEVELS):
        around = best.getparent()
        if best is page.body or around is None or around is page.body:
            break
        if best.tag == "article" and next(best.iter("h1"), None) is not None:
            break  # those beside it are other stories
        make = best.tag, best.get("class")
        more = [one for one in page.inside(around) if one.prose and not _within(one, best, page)]
        alike = [one for one in more if _child(one, around, page)[0] == make or _plain(one, around)]
        if not alike or sum(len(one.text) for one in more if one not in alike) > sum(len(one.text) for one in alike):
            break
        best = around
    return best


def _within(block: Block, element: Any, page: Blocks) -> bool:
    return page.order[element] <= page.order[block.element] < page.end(element)


def _child(block: Block, around: Any, page: Blocks) -> tuple[tuple[str, str | None], Any]:
    """Which child of an element holds a block, and what it is made of."""
    one = block.element
    while one is not around and one.getparent() is not around:
        one = one.getparent()
    return (one.tag, one.get("class")), one


def _plain(block: Block, around: Any) -> bool:
    return block.kind == "p" and block.element.getparent() is around and len(block.text) > 80


def scope(best: Any) -> Any:
    """The element around the text in which its headline, byline and pictures may stand."""
    for one in above(best, "article", "main"):
        return one
    out = best
    for _n in range(3):
        around = out.getparent()
        if around is None or around.tag in ("body", "html"):
            break
        out = around
    return out
