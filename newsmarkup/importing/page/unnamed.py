"""Unnamed: the words of a picture that nothing calls a caption: in a box of its own, or set apart right below it.

Below it, they are a paragraph in italics, small print or the middle of the column, or one that ends in a labelled credit.
"""

from __future__ import annotations

import re
from typing import Any

from newsmarkup.importing.page.naming import PICTURE, named
from newsmarkup.importing.page.survey import HEADINGS, Survey
from newsmarkup.importing.page.text import text_of
from newsmarkup.suggesting.credit import split

BESIDE = 400  # characters of other words in the element that holds a picture and its caption
_SET_APART = ("em", "i", "small", "center")
_MIDDLE = re.compile(r"text-align:\s*center|(?:^|\s)(?:has-)?text-?(?:align-)?center(?:ed)?(?:\s|$)", re.IGNORECASE)
_HOLDERS = ("body", "article", "main")


def box(image: Any, above_best: set[Any], survey: Survey) -> Any:
    """The largest element that holds this picture alone and is one of a picture by tag or name; the picture itself where
    it stands in the text without one; None for another story's."""
    found, story = None, False
    most = BESIDE + len(image.get("alt") or "")
    for above in image.iterancestors():
        if above in above_best or (above.tag in (*_HOLDERS, "p", "td", "li") and found is not None):
            break
        held = survey(above)
        if story := held.headed:
            break  # another one's, or the page's
        if held.size > most or len({one.get("alt") for one in held.pictures}) > 1:
            break
        if above.tag in ("figure", "amp-img") or not named(above).isdisjoint(PICTURE):
            found = above
    if found is None:
        found = _credited(image, above_best, most, survey)
    if found is not None or story:
        return found
    parent = image.getparent()
    return image if any(one in above_best for one in (parent, parent.getparent())) else None


def _credited(image: Any, above_best: set[Any], most: int, survey: Survey) -> Any:
    """The nearest element around a picture that has words, where they end in a labelled credit."""
    for above in image.iterancestors():
        if above in above_best or above.tag in _HOLDERS:
            return None
        held = survey(above)
        if held.size:
            plain = held.size <= most and not held.headed and next(above.iter("a"), None) is None
            said = split(text_of(above)) if plain else None
            return above if said is not None and said.label and said.credit else None
    return None


def remark(holder: Any, above_best: set[Any], within: bool) -> Any:
    """The element below a picture without words, or beside it in its paragraph, that is set apart from the text. Outside
    the text a byline or a deck may be so set: there it must end in a credit."""
    one = holder
    while one.getparent() is not None and one not in above_best:
        around = one.getparent()
        words = one.getnext()
        while words is not None and words.tag in ("br", "source", "noscript") and not (words.tail or "").strip():
            words = words.getnext()
        if words is not None:
            whole = around if around not in above_best else words
            return words if not (one.tail or "").strip() and _set_apart(words, whole, within) else None
        if (one.tail or "").strip() or around in above_best:
            return None
        one = around
    return None


def _set_apart(words: Any, whole: Any, within: bool) -> bool:
    text = text_of(words)
    if not text or len(text) > BESIDE or words.tag in HEADINGS or next(words.iter("img"), None) is not None:
        return False
    if words.tag in _SET_APART and text != text_of(whole):
        return False
    if words.tag not in (*_SET_APART, "p", "div", "span"):
        return False
    inner = next(words.iter(*_SET_APART), None)
    middle = words.get("align") == "center" or _MIDDLE.search(f"{words.get('class') or ''} {words.get('style') or ''}")
    if within and (middle or (inner is not None and text_of(inner) == text)):
        return True
    said = split(text) if text[-60:].find(":") >= 0 else None
    return said is not None and bool(said.label and said.line.creators) and len(said.credit) < 80
