"""RSS 2.0 with Media RSS and the whole text. Sources: rssboard.org/rss-specification, rssboard.org/media-rss,
rssboard.org/rss-profile (content:encoded, dc:creator, atom:link)."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime
from typing import Any

from newsmarkup.document.article import Article
from newsmarkup.exporting.base import Channel, Exporter, register
from newsmarkup.exporting.html import html
from newsmarkup.exporting.media import media
from newsmarkup.exporting.xml import add, root, say, serialise

NAMESPACES: dict[str | None, str] = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
}


def write(article: Article) -> bytes:
    """A feed of this one article."""
    return write_list([article], Channel(article.headline, article.url, article.site, language=article.language))


def write_list(articles: Sequence[Article], channel: Channel) -> bytes:
    feed = root("rss", NAMESPACES, version="2.0")
    head = add(feed, "channel")
    add(head, "title", channel.title or channel.site.name or channel.url)
    add(head, "link", channel.url)
    add(head, "description", channel.description or channel.title or channel.site.name)
    say(head, "language", channel.language or channel.site.language)
    if channel.updated:
        add(head, "lastBuildDate", format_datetime(channel.updated))
    for rel, url in (("self", channel.self_url), ("next", channel.next), ("previous", channel.previous)):
        if url:
            add(head, "atom:link", href=url, rel=rel, type="application/rss+xml")
    for article in articles:
        _item(add(head, "item"), article)
    return serialise(feed)


def _item(item: Any, article: Article) -> None:
    add(item, "title", article.headline)
    say(item, "link", article.url)
    say(item, "guid", article.url or article.id, isPermaLink="" if article.url else "false")
    if article.published:
        add(item, "pubDate", format_datetime(article.published))
    if article.changed:
        add(item, "dcterms:modified", article.changed.isoformat(timespec="seconds"))
    for byline in article.bylines:
        name = "dc:creator" if byline.role == "author" else "dc:contributor"
        add(item, name, byline.agent.name)
    say(item, "description", article.description)
    if article.section:
        add(item, "category", article.section.name, domain=article.section.url)
    for keyword in article.keywords:
        add(item, "category", keyword)
    say(item, "dc:language", article.language)
    say(item, "dc:coverage", article.dateline)
    if article.publisher:
        add(item, "dc:publisher", article.publisher.name)
    if article.rights and article.rights.notice:
        add(item, "dc:rights", article.rights.notice)
    say(item, "dcterms:alternative", article.alternative_headline)
    say(item, "content:encoded", html(article))
    media(item, article)


RSS = register(
    Exporter(
        "rss", "RSS 2.0", "application/rss+xml", "rss",
        frozenset({"caption", "credit", "pullquote", "quotation", "attribution", "speaker", "alleged", "occasion", "cite",
                   "rights"}),
        write, write_list,
    )
)  # fmt: skip
