"""Serving: many rows at once as what is sent of them. Of stored articles no more is fetched than is sent, and what says
whether it is true; only stale rows are read whole. The API and the feeds share it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from newsmarkup import publishing
from newsmarkup.adapters import ArticleAdapter
from newsmarkup.document.article import Article
from newsmarkup.models import AbstractArticle

COLUMNS = {"json": "record", "jsonld": "jsonld"}  # the formats that are stored


def columns(adapter: ArticleAdapter, rows: QuerySet[Any], format: str, *, dated: bool = True) -> QuerySet[Any]:
    """Tuples of the columns that this format needs, and of those that say when they changed; of a newsroom's own model,
    its rows."""
    if not issubclass(adapter.model, AbstractArticle):
        return rows.select_related(*adapter.select).prefetch_related(*adapter.prefetch)
    fields = {"pk", "stamp", "version", "facts", *adapter.version_fields}
    if dated:
        fields |= {*dates(adapter), adapter.order_field or "pk"}
    return rows.values_list(*([COLUMNS[format]] if format in COLUMNS else []), *sorted(fields), named=True)


def whole(adapter: ArticleAdapter, rows: list[Any], using: str | None = None) -> list[Any]:
    """The stale rows read again, whole and all at once; those that are public no longer are left out. `using`: from this
    database, not from a replica that lags."""
    if not issubclass(adapter.model, AbstractArticle):
        return rows
    stale = {row.pk for row in rows if row.stamp != publishing.stamp(row)}
    if not stale:
        return rows
    read = {row.pk: row for row in publishing.ready(_published(adapter, using).filter(pk__in=stale))}
    kept = (read.get(row.pk) if row.pk in stale else row for row in rows)
    return [row for row in kept if row is not None]


def _published(adapter: ArticleAdapter, using: str | None) -> QuerySet[Any]:
    rows = adapter.published()
    return rows.using(using) if using else rows


def texts(adapter: ArticleAdapter, rows: list[Any], format: str) -> list[bytes]:
    """What is sent of each in a format that is stored; of a newsroom's own model it is made now."""
    if not issubclass(adapter.model, AbstractArticle):
        rows = publishing.ready(rows)
    return [getattr(row, COLUMNS[format]).encode() for row in rows]


def articles(adapter: ArticleAdapter, rows: Sequence[Any], using: str | None = None) -> list[Article]:
    """The Articles of such rows, in their order; without those that are public no longer."""
    if issubclass(adapter.model, AbstractArticle):
        read = {row.pk: row for row in _published(adapter, using).filter(pk__in=[row.pk for row in rows])}
        rows = [read[row.pk] for row in rows if row.pk in read]
    return publishing.articles(list(rows))


def state(adapter: ArticleAdapter, rows: Sequence[Any]) -> str:
    """What changes with these rows; "" where the adapter can't say."""
    versions = [adapter.version(row) for row in rows]
    if not all(versions):
        return ""
    name = adapter.changed_field or "pk"
    states = (f"{row.pk} {v} {getattr(row, name)}" for row, v in zip(rows, versions, strict=True))
    return "\n".join(states) or "none"


def dates(adapter: ArticleAdapter) -> list[str]:
    return [adapter.changed_field, *adapter.appeared_fields] if adapter.changed_field else []


def changed(adapter: ArticleAdapter, row: Any) -> datetime | None:
    """When what the public sees of it last changed: it was written, or its hour came."""
    return max((moment for name in dates(adapter) if (moment := getattr(row, name))), default=None)


def last_changed(adapter: ArticleAdapter, rows: Sequence[Any]) -> datetime | None:
    """The same of a list; what left it counts, too."""
    name = adapter.changed_field
    if not name:
        return None
    newest = adapter.was_published().order_by(f"-{name}").values_list(name, flat=True)[:1]
    moments = [moment for row in rows if (moment := changed(adapter, row))]
    return max((*newest, *moments), default=None)
