"""Parts of the page that JSON-LD points at: what is paid for, and what may be read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsmarkup.document.problem import Problem
from newsmarkup.graph.rules.base import Finding, Markup, finding, over_markup, short
from newsmarkup.graph.rules.items import Item
from newsmarkup.graph.rules.message import _

_CLASS = re.compile(r"\.-?[_a-zA-Z\u00a0-\uffff](?:[\w\u00a0-\uffff-]|\\.)*")  # Google takes class selectors alone


@over_markup("paywall-not-said", "paywall-part-free", "paywall-selector", "paywall-selector-absent")
def paywall(markup: Markup) -> Iterator[Problem]:
    for article in markup.articles:
        parts = [one for one in markup.items.items(article, "hasPart") if one.has("cssSelector")]
        if _is_free(article) is False:
            if not parts and not markup.own:  # ours withholds what is paid for: the page has no such part
                said = _("The article is not free, and nothing says which part is paid for.")
                mend = _("Name it in hasPart with isAccessibleForFree and cssSelector, or withhold it.")
                yield finding("paywall-not-said", article, "hasPart", said, mend)
            elif parts and all(_is_free(part) is not False for part in parts):
                said = _("The article is not free, but no part of it is said to be paid for.")
                yield finding("paywall-part-free", parts[0], "isAccessibleForFree", said, _("Write false there."))
        for part in parts:
            if _is_free(part) is False:
                yield from _selector(part, markup)


def _selector(part: Item, markup: Markup) -> Iterator[Finding]:
    for selector in part.texts("cssSelector"):
        if not _CLASS.fullmatch(selector.strip()):
            said = _("The paid part is named by “{selector}”.", selector=short(selector))
            yield finding("paywall-selector", part, "cssSelector", said, _("Name it by one class, such as .paywall."))
        elif markup.page and markup.page.has(selector) is False:
            said = _("The page has no element “{selector}”.", selector=short(selector))
            mend = _("Give the paid part that class, or name the class it has.")
            yield finding("paywall-selector-absent", part, "cssSelector", said, mend)


@over_markup("speakable-absent")
def speakable(markup: Markup) -> Iterator[Problem]:
    for article in markup.articles:
        for part in markup.items.items(article, "speakable"):
            selectors = part.texts("cssSelector")
            for n, selector in enumerate(selectors):
                if markup.page and markup.page.has(selector) is False:
                    said = _("The page has no element “{selector}” to read aloud.", selector=short(selector))
                    yield finding("speakable-absent", part, "cssSelector", said, _("Correct the selector."),
                                  n if len(selectors) > 1 else None)  # fmt: skip


def _is_free(item: Item) -> bool | None:
    """As it means it: true and false are often written as texts."""
    value = item.get("isAccessibleForFree")
    if isinstance(value, str):
        return {"true": True, "false": False}.get(value.rsplit("/", 1)[-1].lower())
    return value if isinstance(value, bool) else None
