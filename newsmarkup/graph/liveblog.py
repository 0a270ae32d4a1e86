"""A live blog as LiveBlogPosting: its coverage, and each update with headline, time, author and text of its own.

Sources: schema.org 30.0; Google's live-blog documentation.
"""

from __future__ import annotations

from dataclasses import replace

from newsmarkup.document.article import LIVE_BLOG, Article
from newsmarkup.document.attached import Update
from newsmarkup.graph.agents import add_agent
from newsmarkup.graph.picture import add_picture, shown
from newsmarkup.graph.thing import Graph, Thing, ref, thing


def coverage(graph: Graph, article: Article) -> Thing:
    """What a live blog says besides. Without an end it goes on; the updates of a withheld one are paid for."""
    if article.kind != LIVE_BLOG:
        return {}
    return {
        "coverageStartTime": article.coverage_start,
        "coverageEndTime": article.coverage_end,
        "liveBlogUpdate": [_add_update(graph, update, article) for update in article.open_updates],
    }


def _add_update(graph: Graph, update: Update, article: Article) -> Thing:
    id = f"{article.url}#{update.anchor}"
    pictures = shown(replace(article, body=update.body, lead=None, paywalled=False))
    return graph.add(
        thing(
            "BlogPosting",
            id,
            url=id,
            headline=update.headline,
            datePublished=update.at,
            author=update.author and add_agent(graph, update.author, article.site, article.url),
            articleBody=update.body.text,
            image=[add_picture(graph, picture, article, lead=False) for picture in pictures],
            inLanguage=article.language,
            publisher=article.publisher and add_agent(graph, article.publisher, article.site, article.url),
            isPartOf=ref(f"{article.url}#article"),
        )
    )
