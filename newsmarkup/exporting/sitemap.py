"""Google's news sitemap: what was published in the last two days, at most 1,000.

Sources: developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap, sitemaps.org/protocol.html, and the
image extension. What is older than two days at the channel's moment stays a page of the map, without `news:news`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from newsmarkup.document.article import Article
from newsmarkup.exporting.base import Channel, Exporter, register
from newsmarkup.exporting.pictures import shown
from newsmarkup.exporting.xml import add, root, serialise
from newsmarkup.graph.thing import moment

NAMESPACES: dict[str | None, str] = {
    None: "http://www.sitemaps.org/schemas/sitemap/0.9",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
}
AGE = timedelta(days=2)
MOST = 1000


def write(article: Article) -> bytes:
    return write_list([article], Channel("", article.url, article.site))


def write_list(articles: Sequence[Article], channel: Channel) -> bytes:
    urlset = root("urlset", NAMESPACES)
    for article in articles[:MOST]:
        url = add(urlset, "url")
        add(url, "loc", article.url)
        if article.changed:
            add(url, "lastmod", moment(article.changed))
        if article.published and not (channel.at and article.published < channel.at - AGE):
            news = add(url, "news:news")
            publication = add(news, "news:publication")
            add(publication, "news:name", article.site.name)
            add(publication, "news:language", language(article.language or article.site.language))
            add(news, "news:publication_date", moment(article.published))
            add(news, "news:title", article.headline)
        for one in shown(article):
            add(add(url, "image:image"), "image:loc", one.picture.url)
    return serialise(urlset)


def language(tag: str) -> str:
    """As Google wants it: ISO 639, but zh-cn and zh-tw."""
    main, _, rest = tag.lower().partition("-")
    if main == "zh":
        return "zh-tw" if rest.startswith(("tw", "hk", "hant")) else "zh-cn"
    return main or "en"


SITEMAP = register(
    Exporter("sitemap-news", "The news sitemap", "application/xml", "xml", frozenset(), write, write_list)
)
