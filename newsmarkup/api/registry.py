"""The registry: people, organizations, photos. The public sees those that published articles show, and no others; who
signs in and may see them, all. Sections: all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import orjson
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from newsmarkup.adapters import adapter_for, article_model
from newsmarkup.api import parameters, working
from newsmarkup.api.cursor import page
from newsmarkup.api.negotiation import TYPES
from newsmarkup.api.problems import NotThere, quoted
from newsmarkup.api.reading import page_links
from newsmarkup.api.registering import Registering
from newsmarkup.api.writing import refused
from newsmarkup.conf import settings
from newsmarkup.shown import Kind


class Entries(Registering):
    """A page of the registry. Hashed for its ETag: whose article shows an entry may change without the entry."""

    kind: ClassVar[Kind]
    tag = "registry"
    order: ClassVar[Sequence[str]] = ("name",)
    newest_first: ClassVar[bool] = False
    many = True
    accepts = (parameters.PAGE_SIZE, parameters.CURSOR, parameters.CONTEXT)

    def public(self) -> QuerySet[Any]:
        return public(self.kind).select_related(*self.related)

    def answer(self, request: HttpRequest, format: str, asked: dict[str, Any]) -> HttpResponse:
        data, links = self._page(request, self.public(), asked, self.record)
        return self.reply(request, format, lambda: orjson.dumps(data), links=links)

    def working(self, request: HttpRequest, user: Any, asked: dict[str, Any]) -> HttpResponse:
        if not self.may(user, "view"):
            raise refused(user, "view", self.plural)
        data, _links = self._page(request, self.everything(), asked, self.told)
        return HttpResponse(orjson.dumps(data), content_type=TYPES["json"])

    def _page(self, request: HttpRequest, rows: QuerySet[Any], asked: dict[str, Any], told: Any) -> tuple[Any, Any]:
        size = asked.get("page_size", settings.PAGE_SIZE)
        found, next, previous = page(rows, self.order, size, asked.get("cursor"), newest_first=self.newest_first)
        links = page_links(request, next=next, previous=previous)
        return {"next": links["next"], "previous": links["prev"], "results": [told(row) for row in found]}, links


class Entry(Registering):
    """One of the registry, by its key."""

    kind: ClassVar[Kind]
    tag = "registry"
    accepts = (parameters.CONTEXT,)

    def answer(self, request: HttpRequest, format: str, asked: dict[str, Any], key: str) -> HttpResponse:
        row = public(self.kind).select_related(*self.related).filter(key=key).first() if "\0" not in key else None
        if row is None:
            raise NotThere(f"No published article shows a {self.kind} with the key {quoted(key)}.")
        return self.reply(request, format, lambda: orjson.dumps(self.record(row)))

    def working(self, request: HttpRequest, user: Any, asked: dict[str, Any], key: str) -> HttpResponse:
        return working.reply(self.told(self.one(user, key, "view")))


def public(kind: Kind) -> QuerySet[Any]:
    """The entries that everyone may see."""
    entries = adapter_for(article_model()).shown(kind)
    if entries is None:
        raise NotThere("This newsroom's articles don't say whom and what of the registry they show.", "not_offered")
    return entries
