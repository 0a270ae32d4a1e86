"""Feeds and the news sitemap as Django views, with conditional GET.

    path("feed.rss", ArticleFeed.as_view(format="rss")),
    path("feed.atom", ArticleFeed.as_view(format="atom")),
    path("sections/<slug:section>/feed.atom", ArticleFeed.as_view(format="atom")),
    path("sitemap-news.xml", NewsSitemap.as_view()),

`section`, `author` (a person's key) and `language` in the path choose the articles, as they do in the API.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views import View

from newsmarkup import archive, publishing, serving
from newsmarkup.adapters import ArticleAdapter, adapter_for, article_model
from newsmarkup.conf import settings
from newsmarkup.exporting import sitemap
from newsmarkup.exporting.base import Channel, exporter


class ArticleFeed(View):
    """The newest public articles, `limit` of them, in `format` (the name of an exporter that has lists). `title` and
    `description` are the feed's own; without a title, the publication's name."""

    format = "rss"
    title = ""
    description = ""
    limit = 50
    http_method_names = ["get", "head", "options"]

    def rows(self, adapter: ArticleAdapter) -> QuerySet[Any]:
        """The articles to choose the newest from."""
        rows = adapter.published()
        for name, value in self.kwargs.items():
            condition = adapter.matching(name, value)
            if condition is None:
                raise Http404(f"These articles can't be chosen by {name}.")
            rows = rows.filter(condition)
        return rows

    def channel(self, request: HttpRequest, updated: datetime | None) -> Channel:
        """What the feed says of itself."""
        site = publishing.site()
        own = settings.absolute(request.get_full_path())
        return Channel(
            self.title or site.name,
            site.url,
            site,
            own,
            self.description,
            self.kwargs.get("language", ""),
            updated,
            at=timezone.now(),
        )

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        adapter = adapter_for(article_model())
        order = f"-{adapter.order_field}" if adapter.order_field else "-pk"
        rows = list(serving.columns(adapter, self.rows(adapter).order_by(order, "-pk"), self.format)[: self.limit])
        if not rows and self.kwargs:
            raise Http404("No public article is in this feed.")
        rows = serving.whole(adapter, rows)
        updated = self.updated(adapter, rows)
        state = serving.state(adapter, rows)
        etag = _etag(f"{settings.fingerprint} {self.format} {request.get_full_path()} {state}") if state else None
        modified = int(updated.timestamp()) if updated else None
        response = get_conditional_response(request, etag, modified) if etag else None
        if response is None:
            response = HttpResponse(self.write(adapter, rows, request, updated), content_type=self.content_type)
        if etag:
            response["ETag"] = etag
        if modified is not None:
            response["Last-Modified"] = http_date(modified)
        response["Cache-Control"] = settings.CACHE_CONTROL
        return response

    def write(self, adapter: ArticleAdapter, rows: list[Any], request: HttpRequest, updated: datetime | None) -> bytes:
        """The document. Raises ValueError where the format has no lists."""
        wanted = exporter(self.format)
        if wanted.write_list is None:
            raise ValueError(f"{wanted.label} has no lists: take rss, atom or another format that has.")
        return wanted.write_list(serving.articles(adapter, rows), self.channel(request, updated))

    def updated(self, adapter: ArticleAdapter, rows: list[Any]) -> datetime | None:
        return serving.last_changed(adapter, rows)

    @property
    def content_type(self) -> str:
        return f"{exporter(self.format).media_type}; charset=utf-8"


class NewsSitemap(ArticleFeed):
    """What was published in the last two days, at most 1,000 (see `exporting.sitemap`)."""

    format = "sitemap-news"
    limit = sitemap.MOST

    def rows(self, adapter: ArticleAdapter) -> QuerySet[Any]:
        rows = super().rows(adapter)
        return (
            rows.filter(**{f"{adapter.order_field}__gte": timezone.now() - sitemap.AGE})
            if adapter.order_field
            else rows
        )

    def updated(self, adapter: ArticleAdapter, rows: list[Any]) -> None:
        """What leaves it by its age has no date: the ETag alone tells."""


class SpeakerFeed(Feed):  # type: ignore[type-arg]
    """What a person or an organization said in public, as Atom: `path("said/<str:kind>/<slug:key>.atom", SpeakerFeed())`,
    where `kind` is "person" or "organization"."""

    feed_type = Atom1Feed
    limit = 50

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        etag = quote_etag(hashlib.blake2s(response.content, digest_size=12).hexdigest())
        answer = get_conditional_response(request, etag, None, response) or response
        answer["ETag"] = etag
        answer["Cache-Control"] = settings.CACHE_CONTROL
        return answer

    def get_object(self, request: HttpRequest, *args: Any, kind: str = "person", key: str = "") -> Any:
        said = list(archive.said_by(article_model(), f"{kind}:{key}")[: self.limit])
        spoken = archive.spoken(said, adapter_for(article_model()))
        if not spoken or spoken[0].speaker is None:
            raise Http404("Nobody of this key is quoted in a public article.")
        return spoken

    def title(self, spoken: Any) -> str:
        return _("What %(name)s said · %(site)s") % {"name": spoken[0].speaker.name, "site": settings.SITE_NAME}

    def link(self, spoken: Any) -> str:
        return spoken[0].speaker.url or settings.SITE_URL

    def author_name(self, spoken: Any) -> str:
        return str(settings.SITE_NAME)

    def items(self, spoken: Any) -> Any:
        return spoken

    def item_title(self, one: Any) -> str:
        return f"“{one.text}”" if len(one.text) <= 120 else f"“{one.text[:119]}…”"

    def item_description(self, one: Any) -> str:
        return f"<blockquote>{escape(one.text)}</blockquote><p>{escape(one.article.headline)}</p>"

    def item_link(self, one: Any) -> str:
        return str(one.url)

    item_guid = item_link

    def item_pubdate(self, one: Any) -> Any:
        return one.article.published

    def item_updateddate(self, one: Any) -> Any:
        return max(filter(None, (one.article.published, one.article.modified)), default=None)


def _etag(said: str) -> str:
    return quote_etag(hashlib.blake2s(said.encode(), digest_size=12).hexdigest())
