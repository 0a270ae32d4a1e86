"""The working copy: an article as those see it who write it, in the shape in which it is written back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from newsmarkup import publishing
from newsmarkup.api import conditions
from newsmarkup.api.negotiation import TYPES
from newsmarkup.api.problems import told
from newsmarkup.document.article import Article
from newsmarkup.document.problem import Problem
from newsmarkup.exporting import record
from newsmarkup.graph.thing import moment
from newsmarkup.models import Printed, Rights

RIGHTS = ("copyright_holder", "copyright_year", "copyright_notice", "credit_text", "license_url", "usage_url")
PRINTED = ("print_edition", "print_section", "print_page", "print_column")


def records(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """A constant number of queries."""
    return [of(row, article) for row, article in zip(rows, publishing.articles(rows), strict=True)]


def of(row: Any, article: Article) -> dict[str, Any]:
    """`exporting.record.working`, and what only the row knows."""
    return {
        **record.working(article),
        "status": row.status,
        "version": row.version,
        "embargo_until": _moment(row.embargo_until),
        "translation_of": row.translation_of_id and str(row.translation_of_id),
        **own(row),
    }


def own(row: Any) -> dict[str, Any]:
    """What a newsroom's article has besides, by inheriting it: as it is stored, paths as paths."""
    said: dict[str, Any] = {}
    if isinstance(row, Rights):
        said |= {name: getattr(row, name) for name in RIGHTS}
        said["copyright_holder"] = row.copyright_holder and record.agent(publishing.organization(row.copyright_holder))
    if isinstance(row, Printed):
        said |= {name: getattr(row, name) for name in PRINTED}
    return said


def again(model: Any, pk: Any) -> dict[str, Any]:
    """The record of a row as it is stored now."""
    return records([model._base_manager.get(pk=pk)])[0]


def reply(said: dict[str, Any], warnings: Iterable[Problem] | None = None, status: int = 200) -> HttpResponse:
    """A record with its ETag; after a write with what was changed on the way."""
    if warnings is not None:
        said = {**said, "warnings": [told(problem) for problem in warnings]}
    response = HttpResponse(dumps(said), status=status, content_type=TYPES["json"])
    response["ETag"] = conditions.etag(said["version"])
    return response


def dumps(said: dict[str, Any]) -> bytes:
    return orjson.dumps(said)


def address(request: HttpRequest, name: str, *args: Any) -> str:
    """The absolute address of another view of this API, wherever it is mounted."""
    space = request.resolver_match.namespace if request.resolver_match else "newsmarkup_api"
    return request.build_absolute_uri(reverse(f"{space}:{name}", args=args))


def _moment(value: datetime | None) -> str | None:
    return moment(value) if value else None
