"""The archive of quotations: who said what, where it stands, found by speaker, words, time, section, language, article."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.dateparse import parse_date

from newsmarkup import archive, publishing
from newsmarkup.adapters import adapter_for, article_model
from newsmarkup.api import parameters, shapes
from newsmarkup.api.cursor import page
from newsmarkup.api.parameters import Parameter
from newsmarkup.api.problems import BadParameter, NotThere, UnknownValue, quoted
from newsmarkup.api.reading import Reading, page_links
from newsmarkup.conf import settings
from newsmarkup.document.spoken import Spoken
from newsmarkup.exporting import record
from newsmarkup.fulltext import terms
from newsmarkup.graph.jsonld import dumps
from newsmarkup.graph.spoken import listing
from newsmarkup.graph.thing import moment
from newsmarkup.models import AbstractArticle, Section


def _words(value: str) -> str:
    if any(wanted for wanted, _said in terms(value)):
        return value
    raise BadParameter(f'q={quoted(value)} has no word to look for: give words, a "phrase", and -words to leave out.')


def _day(name: str, clock: time) -> Any:
    def read(value: str) -> datetime:
        """A day of the site's own time zone, or a time with a zone."""
        try:
            if re.fullmatch(r"\d{4}-\d\d-\d\d", value) and (day := parse_date(value)):
                return timezone.make_aware(datetime.combine(day, clock))
        except (ValueError, OverflowError):
            pass
        else:
            if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                return parameters.moment(value, name)
        raise BadParameter(f"{name}={quoted(value)} is no day: give one such as 2026-03-01, or a time with a zone.")

    return read


SPEAKER = Parameter(
    "speaker",
    "Only what this one said: person:KEY, organization:KEY, a key, or a name as the registry or an article has it.",
    "ada-holm",
)
Q = Parameter(
    "q", 'Words that all occur, in any order; a "phrase"; -word leaves out. Accents do not count.', "harbour", _words
)
FROM = Parameter(
    "from", "Published on this day or later: a day, or a time with a zone.", "2026-03-01", _day("from", time.min)
)
TO = Parameter(
    "to", "Published on this day or earlier: a day, or a time with a zone.", "2026-03-31", _day("to", time.max)
)
ARTICLE = Parameter("article", "Only quotations of the article with this id.", "17")


class QuotationList(Reading):
    name = "quotations"
    title = "Quotations"
    about = (
        "Who said what in published articles, the newest articles first, each with the address of the very sentence. What "
        "is withdrawn or under embargo is gone at once; of a paywalled article there is what everyone may read."
    )
    tag = "quotations"
    shape = shapes.QuotationRecord
    many = True
    offers = ("json", "jsonld", "api")
    accepts = (
        SPEAKER,
        Q,
        FROM,
        TO,
        parameters.SECTION,
        parameters.LANGUAGE,
        ARTICLE,
        parameters.PAGE_SIZE,
        parameters.CURSOR,
    )

    def answer(self, request: HttpRequest, format: str, asked: dict[str, Any]) -> HttpResponse:
        model = article_model()
        if not issubclass(model, AbstractArticle):
            raise NotThere("This newsroom's own article model has no archive of quotations.", "not_offered")
        search = archive.Search(
            asked.get("speaker", ""), asked.get("q", ""), asked.get("from"), asked.get("to"), asked.get("section", ""),
            asked.get("language", ""), asked.get("article", ""),
        )  # fmt: skip
        public = archive.public(model)
        size = asked.get("page_size", settings.PAGE_SIZE)
        found, next, previous = page(
            search.within(public), ["published_at"], size, asked.get("cursor"), newest_first=True
        )
        if not found and search.section and not Section.objects.filter(slug=search.section).exists():
            raise UnknownValue(f"section={quoted(search.section)} is not known: take a slug from the list of sections.")
        if not found and search.speaker and not archive.Search(search.speaker).within(public).exists():
            raise UnknownValue(
                f"speaker={quoted(search.speaker)} is quoted in no public article: take a key from the list of people or "
                "organizations, or a whole name."
            )
        links = page_links(request, next=next, previous=previous)
        spoken = archive.spoken(found, adapter_for(model))
        if format == "json":
            data = {"next": links["next"], "previous": links["prev"], "results": [quotation(one) for one in spoken]}
            body = orjson.dumps(data)
        else:
            address = request.build_absolute_uri()
            body = dumps(listing(spoken, address, publishing.site()).as_dict()).encode()
        return self.reply(request, format, lambda: body, links=links)


def quotation(one: Spoken) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": one.url,
        "text": one.text,
        "speaker": record.agent(one.speaker) if one.speaker else {"kind": "anonymous"} if one.anonymous else None,
        "alleged": one.alleged,
        "occasion": one.occasion or None,
        "cite": one.cite or None,
        "language": one.language,
        "position": one.position,
        "article": {
            "id": one.article_id,
            "url": one.article.url,
            "headline": one.article.headline,
            "language": one.article.language,
            "published_at": moment(one.article.published) if one.article.published else None,
        },
    }
