"""The article in JSON-LD: headline, picture, dates, its page; and that there is one of it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from newsmarkup.document.problem import Problem
from newsmarkup.graph.rules.base import Finding, Markup, finding, over_markup, short
from newsmarkup.graph.rules.facts import MAX_HEADLINE
from newsmarkup.graph.rules.items import Item
from newsmarkup.graph.rules.message import _
from newsmarkup.graph.rules.values import moment

_SIGNS = re.compile(r"[\W_]+")


@over_markup("missing-headline", "long-headline", "headline-not-h1")
def headline(markup: Markup) -> Iterator[Problem]:
    for article in markup.articles:
        text = next((text for text in article.texts("headline") if text.strip()), "")
        if not text:
            yield finding("missing-headline", article, "headline", _("The article has no headline."), _("Write one."))
            continue
        if len(text) > MAX_HEADLINE:
            said = _(
                "The headline has {length} characters; search engines cut it after about {limit}.",
                length=len(text),
                limit=MAX_HEADLINE,
            )
            yield finding("long-headline", article, "headline", said, _("Shorten it."))
        headings = [heading for heading in markup.page.headings if heading.strip()] if markup.page else []
        if headings and _folded(text) not in map(_folded, headings):
            said = _("The headline “{headline}” is not the page's: “{heading}”.", headline=short(text, 70),
                     heading=short(headings[0], 70))  # fmt: skip
            yield finding("headline-not-h1", article, "headline", said, _("Say the same in both."))


@over_markup("missing-lead", "missing-description", "missing-page")
def facts(markup: Markup) -> Iterator[Problem]:
    for article in markup.articles:
        if not article.has("image"):
            said = _("The article has no picture.")
            yield finding("missing-lead", article, "image", said, _("Name one: search engines show it."))
        if not article.has("description"):
            said = _("There is no description: lists and search engines will choose a piece of the text themselves.")
            yield finding("missing-description", article, "description", said, _("Say in a sentence what it tells."))
        if article.get("mainEntityOfPage") is None and not _is_main(article, markup):
            said = _("Nothing says that the page is about this article.")
            yield finding("missing-page", article, "mainEntityOfPage", said, _("Name the page: its address."))


def _is_main(article: Item, markup: Markup) -> bool:
    return any(one.name == "mainEntity" for one in (article, *article.also))


@over_markup("published-without-date", "missing-modified", "changed-before-published")
def dates(markup: Markup) -> Iterator[Problem]:
    for article in markup.articles:
        if not article.has("datePublished"):
            said = _("The article doesn't say when it was published.")
            yield finding("published-without-date", article, "datePublished", said, _("Add datePublished."))
        if not article.has("dateModified"):
            said = _("The article doesn't say when it was last changed.")
            yield finding("missing-modified", article, "dateModified", said, _("Add dateModified."))
        published, modified = moment(article.get("datePublished")), moment(article.get("dateModified"))
        if published and modified and modified < published:
            said = _("The last change is before the publication.")
            yield finding("changed-before-published", article, "dateModified", said, _("Correct one of the two times."))


@over_markup("article-twice", "several-articles", "other-page")
def once(markup: Markup) -> Iterator[Problem]:
    articles, first = markup.articles, next(iter(markup.articles), None)
    for other in articles[1:]:
        if first is None or (other.id and other.id == first.id):
            continue
        one, two = (_folded(" ".join(article.texts("headline"))) for article in (first, other))
        if one == two:
            said = _("The same article is declared more than once: search engines choose one of them.")
            yield finding("article-twice", other, "", said, _("Say everything in one node."))
        else:
            said = _(
                "The page declares another article: “{headline}”.", headline=short(" ".join(other.texts("headline")))
            )
            yield finding("several-articles", other, "headline", said, _("Declare the one that the page is about."))
    if first and markup.page and markup.page.canonical:
        yield from _address(first, markup.page.canonical)


def _address(article: Item, canonical: str) -> Iterator[Finding]:
    said = [url for url in article.texts("url") if url.startswith("http")]
    if said and not any(same_address(url, canonical) for url in said):
        words = _("The article's address is {url}, the page's is {canonical}.", url=short(said[0], 90),
                  canonical=short(canonical, 90))  # fmt: skip
        yield finding("other-page", article, "url", words, _("Give the canonical address in both."))


def same_address(one: str, other: str) -> bool:
    """Whether two addresses name one page; scheme, www, the fragment and a slash at the end tell nothing."""
    pair = []
    for url in (one, other):
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        pair.append((parts.netloc.lower().removeprefix("www."), unquote(parts.path).rstrip("/"), parts.query))
    return pair[0] == pair[1]


def _folded(text: str) -> str:
    """Its letters and digits: entities, signs, space and capitals tell no two headlines apart."""
    return _SIGNS.sub("", html.unescape(text)).casefold()
