"""Published articles: one, or a page of them. What is stored goes out as it is; only stale rows are read whole."""

from __future__ import annotations

from functools import partial
from typing import Any

import orjson
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse

from newsmarkup import serving
from newsmarkup.adapters import ArticleAdapter, adapter_for, article_model
from newsmarkup.api import exports, parameters, shapes, working
from newsmarkup.api.authoring import Changing, Creating
from newsmarkup.api.cursor import page
from newsmarkup.api.negotiation import OFFERS, TYPES
from newsmarkup.api.problems import BadParameter, NotOffered, NotThere, UnknownValue, quoted
from newsmarkup.api.reading import page_links
from newsmarkup.api.writing import refused
from newsmarkup.conf import settings
from newsmarkup.graph.jsonld import dumps
from newsmarkup.graph.thing import Graph, Thing, ref, thing
from newsmarkup.models import Section

FILTERS = ("section", "author", "language")


class ArticleDetail(Changing):
    name = "article"
    title = "An article"
    about = (
        "Its fields and its passages; as JSON-LD the same graph that its page carries; and in every format there is an "
        "exporter for. Of a paywalled article only what everyone may read."
    )
    tag = "articles"
    shape, working_shape = shapes.ArticleRecord, shapes.WorkingCopy
    dated = True
    path_parameter = ("id", "The article's id.")
    offers = OFFERS
    accepts = (parameters.CONTEXT,)

    def answer(self, request: HttpRequest, format: str, asked: dict[str, Any], id: str) -> HttpResponse:
        adapter = adapter_for(article_model())
        try:
            row = serving.columns(adapter, adapter.published(), format).get(pk=id)
        except (ObjectDoesNotExist, ValidationError, ValueError, OverflowError):
            raise NotThere(f"There is no public article with the id {quoted(id)}.") from None
        rows = serving.whole(adapter, [row])
        if not rows:
            raise NotThere(f"There is no public article with the id {quoted(id)}.")
        return self.reply(
            request,
            format,
            lambda: exports.one(adapter, rows, format),
            state=serving.state(adapter, rows),
            modified=serving.changed(adapter, rows[0]),
        )

    def working(self, request: HttpRequest, user: Any, asked: dict[str, Any], id: str) -> HttpResponse:
        return working.reply(working.records([self.row(user, id, "view", locked=False)])[0])


class ArticleList(Creating):
    name = "articles"
    title = "Articles"
    about = (
        "The published articles, newest first. As JSON-LD one graph: an ItemList and the nodes of all the articles on "
        "the page; a format without lists comes as multipart/mixed. Filters can be combined."
    )
    tag = "articles"
    shape, working_shape = shapes.ArticleRecord, shapes.WorkingCopy
    many = True
    dated = True
    offers = OFFERS
    accepts = (
        parameters.SECTION,
        parameters.AUTHOR,
        parameters.LANGUAGE,
        parameters.CHANGED_SINCE,
        parameters.PAGE_SIZE,
        parameters.CURSOR,
        parameters.CONTEXT,
        parameters.STATUS,
    )

    def answer(self, request: HttpRequest, format: str, asked: dict[str, Any]) -> HttpResponse:
        adapter = adapter_for(article_model())
        if "status" in asked:
            raise BadParameter(
                "status is for the working copies: add context=edit, or leave it out. What is public is published."
            )
        rows = serving.columns(adapter, _filtered(adapter, asked), format)
        order = [adapter.order_field] if adapter.order_field else []
        size = asked.get("page_size", settings.PAGE_SIZE)
        found, next, previous = page(rows, order, size, asked.get("cursor"), newest_first=True)
        if not found:
            _refuse_unknown(adapter, asked)
        found = serving.whole(adapter, found)
        links = page_links(request, next=next, previous=previous)
        state = serving.state(adapter, found)
        updated = serving.last_changed(adapter, found)

        def body() -> bytes:
            if format in serving.COLUMNS:
                write = _json if format == "json" else partial(_jsonld, request)
                return write(serving.texts(adapter, found, format), links)
            return exports.several(adapter, found, format, exports.channel(request, links, updated))

        return self.reply(
            request,
            format,
            body,
            state=state and f"{request.build_absolute_uri()} {links} {state}",
            modified=updated,
            links=links,
            content_type=exports.content_type(format, many=True),
        )

    def working(self, request: HttpRequest, user: Any, asked: dict[str, Any]) -> HttpResponse:
        """The working copies, the newest first by their ids."""
        adapter = adapter_for(article_model())
        if not adapter.may(user, "view"):
            raise refused(user, "view", "articles")
        rows = _narrowed(adapter, adapter.model._base_manager.defer("jsonld", "record"), asked)
        size = asked.get("page_size", settings.PAGE_SIZE)
        found, next, previous = page(rows, [], size, asked.get("cursor"), newest_first=True)
        links = page_links(request, next=next, previous=previous)
        said = {"next": links["next"], "previous": links["prev"], "results": working.records(found)}
        return HttpResponse(orjson.dumps(said), content_type=TYPES["json"])


# -- filters -----------------------------------------------------------------------------------------------------------


def _filtered(adapter: ArticleAdapter, asked: dict[str, Any]) -> QuerySet[Any]:
    return _narrowed(adapter, adapter.published(), asked)


def _narrowed(adapter: ArticleAdapter, rows: QuerySet[Any], asked: dict[str, Any]) -> QuerySet[Any]:
    if "status" in asked:
        rows = rows.filter(status=asked["status"])
    for name in FILTERS:
        if name in asked:
            condition = adapter.matching(name, asked[name])
            if condition is None:
                raise NotOffered(f"This newsroom's articles can't be filtered by {name}: leave {name} out.")
            rows = rows.filter(condition)
    if "changed_since" in asked:
        fields = serving.dates(adapter)
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
