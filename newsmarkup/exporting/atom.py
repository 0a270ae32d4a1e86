"""Atom with the whole text and Media RSS. Source: RFC 4287."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from newsmarkup.document.article import Article, Person
from newsmarkup.exporting.base import Channel, Exporter, register
from newsmarkup.exporting.html import html
from newsmarkup.exporting.media import media
from newsmarkup.exporting.xml import add, root, say, serialise
from newsmarkup.graph.thing import moment

NAMESPACES: dict[str | None, str] = {
    None: "http://www.w3.org/2005/Atom",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
}
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # atom:updated must be there


def write(article: Article) -> bytes:
    """A feed of this one article."""
    return write_list([article], Channel(article.headline, article.url, article.site, updated=article.changed))


def write_list(articles: Sequence[Article], channel: Channel) -> bytes:
    feed = root("feed", NAMESPACES)
    if language := channel.language or channel.site.language:
        feed.set("{http://www.w3.org/XML/1998/namespace}lang", language)
    add(feed, "id", channel.self_url or channel.url)
    add(feed, "title", channel.title or channel.site.name)
    say(feed, "subtitle", channel.description)
    changed = [a.changed for a in articles if a.changed]
    add(feed, "updated", moment(channel.updated or max(changed, default=_NEVER)))
    if channel.url:
        add(feed, "link", rel="alternate", type="text/html", href=channel.url)
    for rel, url in (("self", channel.self_url), ("next", channel.next), ("previous", channel.previous)):
        if url:
            add(feed, "link", rel=rel, type="application/atom+xml", href=url)
    # Every entry needs an author, its own or the feed's (4.2.1).
    add(add(feed, "author"), "name", channel.site.name or channel.title)
    for article in articles:
        _entry(add(feed, "entry"), article)
    return serialise(feed)


def _entry(entry: Any, article: Article) -> None:
    if article.language:
        entry.set("{http://www.w3.org/XML/1998/namespace}lang", article.language)
    add(entry, "id", article.url or f"urn:newsmarkup:{article.id}")
    add(entry, "title", article.headline)
    say(entry, "dcterms:alternative", article.alternative_headline)
    add(entry, "updated", moment(article.changed or article.published or _NEVER))
    if article.published:
        add(entry, "published", moment(article.published))
    if article.url:
        add(entry, "link", rel="alternate", type="text/html", href=article.url)
    for byline in article.bylines:
        person = add(entry, "author" if byline.role == "author" else "contributor")
        add(person, "name", byline.agent.name)
        if isinstance(byline.agent, Person):
            say(person, "uri", byline.agent.url)
    if article.section:
        add(entry, "category", term=article.section.name, scheme=article.section.url)
    for keyword in article.keywords:
        add(entry, "category", term=keyword)
    if article.rights:
        say(entry, "rights", article.rights.notice)
    say(entry, "dcterms:coverage", article.dateline)
    say(entry, "summary", article.description)
    say(entry, "content", html(article), type="html")
    media(entry, article)


ATOM = register(
    Exporter(
        "atom", "Atom", "application/atom+xml", "atom",
        frozenset({"caption", "credit", "pullquote", "quotation", "attribution", "speaker", "alleged", "occasion", "cite",
                   "rights"}),
        write, write_list,
    )
)  # fmt: skip
