"""Wording: what a picture's elements say, as a reader sees it, parted into caption and credit.

The elements are read together and in order, so that `suggesting.credit` hears their names and borders as witnesses. A page
that draws the words by script has them in attributes (`data-caption`, `data-credit`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from newsmarkup.importing.page.naming import is_caption, told, unseen
from newsmarkup.importing.page.text import SKIPPED, text_of
from newsmarkup.suggesting.credit import parse, split
from newsmarkup.suggesting.creditcore import labels
from newsmarkup.suggesting.creditmarkup import speaks_of_credit
from newsmarkup.suggesting.furniture import template
from newsmarkup.suggesting.lexicon import Lexicon, lexicon

LONGEST = 2_000  # characters of a picture's words; the longest seen has 1,100
_LINE = 80  # characters of an element called a credit that is one whatever it says
_BUTTON = 25  # characters of what is written on one
_FEW = 4  # words of a maker's name, which may end in "Inc."; sentences have more
_REPEATED = 30  # characters that are hardly said twice by chance
_SAYS = re.compile(r"data-(?:[\w-]*-)?(?:img|image|photo)?(caption|credit|credits|copyright|byline)(?:-text)?$")
_TAGS = re.compile(r"<[a-zA-Z/][^<>]{0,300}>")


@dataclass(frozen=True, slots=True)
class Wording:
    """`labelled`: the credit has a label, and so is a picture's."""

    caption: str = ""
    credit: str = ""
    labelled: bool = False


def wording(elements: Sequence[Any], language: str) -> Wording | None:
    """What these elements say; None where that is too much for a picture."""
    found = _read(elements, language, heard=False)
    if found is None or found.labelled or not any(unseen(one) for element in elements for one in element.iter()):
        return found
    heard = _read(elements, language, heard=True)  # "Photo:" may be for those alone who hear the page
    if heard is None or not heard.credit:
        return found
    better = not found.credit or (heard.labelled and len(heard.caption) < len(found.caption))
    return heard if better else found


def written(elements: Iterable[Any]) -> Wording:
    """What attributes say of a picture or of the boxes around it."""
    said: dict[str, str] = {}
    for element in elements:
        for name, value in element.attrib.items():
            if (found := _SAYS.match(name)) and 2 < len(value) < LONGEST and "{" not in value and "://" not in value:
                said.setdefault(
                    "caption" if found[1] == "caption" else "credit", " ".join(_TAGS.sub("", value).split())
                )
    if not said:
        return Wording()
    one = split(said.get("caption", ""))
    credit = said.get("credit", "")
    return Wording(one.caption, parse(credit).line or credit if credit else one.credit, bool(one.label))


def _read(elements: Sequence[Any], language: str, heard: bool) -> Wording | None:
    seen: dict[str, Any] = {}
    size = 0
    for element in elements:
        shown = _shown(element, heard, lexicon(language or "en"))
        if (text := text_of(shown)) and text not in seen:
            seen[text] = shown
            size += len(text)
        if size > 2 * LONGEST:
            return None
    kept = [one for text, one in seen.items() if not any(text != other and text in other for other in seen)]
    if not kept:
        return Wording()
    whole = kept[0]
    if len(kept) > 1:
        whole = whole.makeelement("div")
        whole.extend(kept)
    raw = text_of(whole)
    if len(raw) > LONGEST:
        return None
    one = split(raw, language, whole)
    if (label := _opening(raw)) and (label == raw or (one.credit and _only(one.caption, label))):
        return Wording("", "" if label == raw else parse(raw).line, label != raw)
    if (
        not one.credit
        and len(raw) <= _LINE
        and (raw[-1] not in ".!?" or len(raw.split()) < _FEW)
        and all(map(_credits, kept))
    ):
        return Wording("", parse(raw).line or raw)
    return Wording(one.caption, one.credit, bool(one.label))


def _opening(raw: str) -> str:
    """The label that the words begin with."""
    start, end, _kind = next(iter(labels(raw)), (1, 1, ""))
    return raw[:end].strip() if start == 0 else ""


def _only(caption: str, label: str) -> bool:
    """Whether little more than a label was left as the caption: "Source: AI" of "Source: AI illustration by …"."""
    rest = caption.removeprefix(label).strip()
    return rest != caption and len(rest.split()) < 3 and rest[-1:] not in ".!?"


def _credits(element: Any) -> bool:
    """Whether it, or what holds all of its words, is called a credit and nothing else."""
    text = text_of(element)
    return any(
        speaks_of_credit(told(one)) and not is_caption(one) and (one is element or text_of(one) == text)
        for one in element.iter()
    )


def _presses(element: Any, words: Lexicon) -> bool:
    """Whether it is a link that is a button: "Close", "Enlarge"."""
    if element.tag != "a" or not (element.get("href") or "#").startswith(("#", "javascript:")):
        return False
    text = text_of(element)
    return len(text) < _BUTTON and template(text, words) is not None


def _shown(element: Any, heard: bool, words: Lexicon) -> Any:
    """A copy without what is no word of the picture: buttons, labels for those who hear the page."""
    copy = deepcopy(element)
    copy.tail = None
    if copy.tag in SKIPPED:
        copy.tag = "small"
    for one in list(copy.iter()):
        if one is copy:
            continue
        if (one.tag in SKIPPED and one.tag != "footer") or (unseen(one) and not heard) or _presses(one, words):
            _remove(one)
    for around in [one for one in copy.iter() if len(one) > 1]:  # the same once more for a narrower window
        said: set[str] = set()
        for one in list(around):
            text = text_of(one)
            if text in said:
                _remove(one)
            elif len(text) > _REPEATED:
                said.add(text)
    return copy


def _remove(one: Any) -> None:
    around, before = one.getparent(), one.getprevious()
    if around is None:
        return
    if before is not None:
        before.tail = f"{before.tail or ''} {one.tail or ''}"
    else:
        around.text = f"{around.text or ''} {one.tail or ''}"
    one.tail = None
    around.remove(one)
