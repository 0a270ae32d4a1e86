"""Articles in every format there is an exporter for: one, or several. A format without lists gives several as
multipart/mixed (RFC 2046, 5.1.3), a part an article."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from newsmarkup import publishing, serving
from newsmarkup.adapters import ArticleAdapter
from newsmarkup.api.problems import NotThere
from newsmarkup.exporting.base import Channel, exporter


def boundary() -> str:
    """Between the parts: always the same, and nobody who writes an article can know it."""
    return salted_hmac("newsmarkup.api.exports", "boundary").hexdigest()[:32]


def one(adapter: ArticleAdapter, rows: list[Any], format: str) -> bytes:
    """The only article of `rows`."""
    if format in serving.COLUMNS:
        return serving.texts(adapter, rows, format)[0]
    found = serving.articles(adapter, rows)
    if not found:  # withdrawn between two queries
        raise NotThere("There is no such public article any more.")
    return exporter(format).write(found[0])


def several(adapter: ArticleAdapter, rows: list[Any], format: str, channel: Channel) -> bytes:
    wanted, found = exporter(format), serving.articles(adapter, rows)
    if wanted.write_list is not None:
        return wanted.write_list(found, channel)
    parts = []
    for article in found:
        head = f"--{boundary()}\r\nContent-Type: {content_type(format)}\r\nContent-Location: {article.url}\r\n\r\n"
        parts.append(head.encode() + wanted.write(article) + b"\r\n")
    return b"".join(parts) + f"--{boundary()}--\r\n".encode()


def channel(request: HttpRequest, links: dict[str, str | None], updated: datetime | None) -> Channel:
    site = publishing.site()
    return Channel(
        site.name,
        site.url,
        site,
        request.build_absolute_uri(),
        language=request.GET.get("language", ""),
        updated=updated,
        next=links["next"] or "",
        previous=links["prev"] or "",
        at=timezone.now(),
    )


def media_type(format: str, *, many: bool = False) -> str:
    if format == "api":
        return "text/html"
    wanted = exporter(format)
    return "multipart/mixed" if many and not (format in serving.COLUMNS or wanted.write_list) else wanted.media_type


def content_type(format: str, *, many: bool = False) -> str:
    """With its charset, where the type has one."""
    kind = media_type(format, many=many)
    if kind == "multipart/mixed":
        return f"{kind}; boundary={boundary()}"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith("xml") else kind
