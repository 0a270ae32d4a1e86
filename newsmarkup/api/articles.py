"""Published articles: one, or a page of them. What is stored goes out as it is; only stale rows are read whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

import orjson
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from newsmarkup import publishing
from newsmarkup.adapters import ArticleAdapter, adapter_for, article_model
from newsmarkup.api import parameters, shapes
from newsmarkup.api.cursor import page
from newsmarkup.api.problems import NotOffered, NotThere, UnknownValue, quoted
from newsmarkup.api.reading import Reading, page_links
from newsmarkup.conf import settings
from newsmarkup.graph.jsonld import dumps
from newsmarkup.graph.thing import Graph, Thing, ref, thing
from newsmarkup.models import AbstractArticle, Section

COLUMNS = {"json": "record", "jsonld": "jsonld"}
FILTERS = ("section", "author", "language")


class ArticleDetail(Reading):
    name = "article"
    title = "An article"
    about = (
        "Its fields and its passages; as JSON-LD the same graph that its page carries. Of a paywalled article only what "
        "everyone may read."
    )
    tag = "articles"
    shape = shapes.ArticleRecord
    dated = True
    path_parameter = ("id", "The article's id.")
    offers = ("json", "jsonld", "api")

    def answer(self, request: HttpRequest, format: str, asked: dict[str, Any], id: str) -> HttpResponse:
        adapter = adapter_for(article_model())
        try:
            row = _columns(adapter, adapter.published(), format).get(pk=id)
        except (ObjectDoesNotExist, ValidationError, ValueError, OverflowError):
            raise NotThere(f"There is no public article with the id {quoted(id)}.") from None
        rows = _whole(adapter, [row])
        if not rows:
            raise NotThere(f"There is no public article with the id {quoted(id)}.")
        return self.reply(
            request,
            format,
            lambda: _texts(adapter, rows, format)[0],
            state=_state(adapter, rows),
            modified=_changed(adapter, rows[0]),
        )


class ArticleList(Reading):
    name = "articles"
    title = "Articles"
    about = (
        "The published articles, newest first. As JSON-LD one graph: an ItemList and the nodes of all the articles on "
        "the page. Filters can be combined."
    )
    tag = "articles"
    shape = shapes.ArticleRecord
    many = True
    dated = True
    offers = ("json", "jsonld", "api")
    accepts = (
        parameters.SECTION,
        parameters.AUTHOR,
        parameters.LANGUAGE,
        parameters.CHANGED_SINCE,
        parameters.PAGE_SIZE,
        parameters.CURSOR,
    )

    def answer(self, request: HttpRequest, format: str, asked: dict[str, Any]) -> HttpResponse:
        adapter = adapter_for(article_model())
        rows = _columns(adapter, _filtered(adapter, asked), format)
        order = [adapter.order_field] if adapter.order_field else []
        size = asked.get("page_size", settings.PAGE_SIZE)
        found, next, previous = page(rows, order, size, asked.get("cursor"), newest_first=True)
        if not found:
            _refuse_unknown(adapter, asked)
        found = _whole(adapter, found)
        links = page_links(request, next=next, previous=previous)
        write = _json if format == "json" else partial(_jsonld, request)
        state = _state(adapter, found)
        return self.reply(
            request,
            format,
            lambda: write(_texts(adapter, found, format), links),
            state=state and f"{request.build_absolute_uri()} {links} {state}",
            modified=_last_changed(adapter, found),
            links=links,
        )


def _columns(adapter: ArticleAdapter, rows: QuerySet[Any], format: str) -> QuerySet[Any]:
    """Of stored articles no more than what is sent and what says whether it is true: tuples of these columns."""
    if not issubclass(adapter.model, AbstractArticle):
        return rows.select_related(*adapter.select).prefetch_related(*adapter.prefetch)
    fields = {"pk", "stamp", "version", "facts", *adapter.version_fields, *_dates(adapter), adapter.order_field or "pk"}
    return rows.values_list(COLUMNS[format], *sorted(fields), named=True)


def _whole(adapter: ArticleAdapter, rows: list[Any]) -> list[Any]:
    """The stale rows read again, whole and all at once; those that are public no longer are left out."""
    if not issubclass(adapter.model, AbstractArticle):
        return rows
    stale = {row.pk for row in rows if row.stamp != publishing.stamp(row)}
    if not stale:
        return rows
    whole = {row.pk: row for row in publishing.ready(adapter.published().filter(pk__in=stale))}
    kept = (whole.get(row.pk) if row.pk in stale else row for row in rows)
    return [row for row in kept if row is not None]


def _texts(adapter: ArticleAdapter, rows: list[Any], format: str) -> list[bytes]:
    """What is sent of each; of a newsroom's own model it is made now."""
    if not issubclass(adapter.model, AbstractArticle):
        rows = publishing.ready(rows)
    return [getattr(row, COLUMNS[format]).encode() for row in rows]


def _state(adapter: ArticleAdapter, rows: Sequence[Any]) -> str:
    """What changes with these rows; "" where the adapter can't say."""
    versions = [adapter.version(row) for row in rows]
    if not all(versions):
        return ""
    name = adapter.changed_field or "pk"
    states = (f"{row.pk} {v} {getattr(row, name)}" for row, v in zip(rows, versions, strict=True))
    return "\n".join(states) or "none"


# -- filters -----------------------------------------------------------------------------------------------------------


def _filtered(adapter: ArticleAdapter, asked: dict[str, Any]) -> QuerySet[Any]:
    rows = adapter.published()
    for name in FILTERS:
        if name in asked:
            condition = adapter.matching(name, asked[name])
            if condition is None:
                raise NotOffered(f"This newsroom's articles can't be filtered by {name}: leave {name} out.")
            rows = rows.filter(condition)
    if "changed_since" in asked:
        fields = _dates(adapter)
        if not adapter.changed_field:
            raise NotOffered("This newsroom's articles don't say when they changed: leave changed_since out.")
        since = Q()
        for field in fields:
            since |= Q((f"{field}__gte", asked["changed_since"]))
        rows = rows.filter(since)
    return rows


def _refuse_unknown(adapter: ArticleAdapter, asked: dict[str, Any]) -> None:
    """Nothing was found: is it that nothing public has such a section or author at all?"""
    for name in ("section", "author"):
        if name not in asked or adapter.published().filter(adapter.matching(name, asked[name])).exists():
            continue
        value = asked[name]
        if name == "section" and not Section.objects.filter(slug=value).exists():
            raise UnknownValue(f"section={quoted(value)} is not known: take a slug from the list of sections.")
        people = adapter.shown("person")
        if name == "author" and (people is None or not people.filter(key=value).exists()):
            raise UnknownValue(f"author={quoted(value)} is not known: take a key from the list of people.")


# -- dates -------------------------------------------------------------------------------------------------------------


def _dates(adapter: ArticleAdapter) -> list[str]:
    return [adapter.changed_field, *adapter.appeared_fields] if adapter.changed_field else []


def _changed(adapter: ArticleAdapter, row: Any) -> datetime | None:
    """When what the public sees of it last changed: it was written, or its hour came."""
    return max((moment for name in _dates(adapter) if (moment := getattr(row, name))), default=None)


def _last_changed(adapter: ArticleAdapter, rows: Sequence[Any]) -> datetime | None:
    """The same of a list; what left it counts, too."""
    name = adapter.changed_field
    if not name:
        return None
    newest = adapter.was_published().order_by(f"-{name}").values_list(name, flat=True)[:1]
    moments = [moment for row in rows if (moment := _changed(adapter, row))]
    return max((*newest, *moments), default=None)


# -- lists -------------------------------------------------------------------------------------------------------------


def _json(records: list[bytes], links: dict[str, str | None]) -> bytes:
    around = orjson.dumps({"next": links["next"], "previous": links["prev"]})
    return b'%s,"results":[%s]}' % (around[:-1], b",".join(records))


def _jsonld(request: HttpRequest, documents: list[bytes], links: dict[str, str | None]) -> bytes:
    """One graph of all: what several articles share, such as the paper, is one node."""
    graph, articles = Graph(), []
    for document in documents:
        nodes = orjson.loads(document)["@graph"]
        articles.append(next(node for node in nodes if node["@id"].endswith("#article")))
        for node in nodes:
            graph.add(node)
    items = [
        thing("ListItem", position=n, name=article["headline"], item=ref(article))
        for n, article in enumerate(articles, 1)
    ]
    address = request.build_absolute_uri()
    # All its entries, though there be one.
    listed: Thing = {**thing("ItemList", address, url=address, numberOfItems=len(items)), "itemListElement": items}
    document = {"@context": "https://schema.org", "@graph": [listed, *graph.nodes]}
    return dumps(document).encode()
