"""What happened to public articles, as one stream: a line of JSON each, from a cursor on, or all there is."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.contenttypes.models import ContentType
from django.core.handlers.asgi import ASGIRequest
from django.db import OperationalError, router, transaction
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from rest_framework.settings import api_settings

from newsmarkup import changes
from newsmarkup.adapters import adapter_for, article_model
from newsmarkup.api import parameters, shapes
from newsmarkup.api.negotiation import TYPES
from newsmarkup.api.openapi import StreamSchema
from newsmarkup.api.parameters import Parameter
from newsmarkup.api.problems import BadParameter, ConditionFailed, Gone, NotOffered, listed, quoted
from newsmarkup.api.reading import Reading
from newsmarkup.conf import settings
from newsmarkup.models import AbstractArticle, Change, ChangeLog
from newsmarkup.streaming import FORMATS, Stream

_CURSOR = re.compile(r"([a-z0-9]{10})-([0-9]{1,18})")
MOST = 1_000_000


def _since(value: str) -> tuple[str, int] | datetime:
    """A cursor, as (epoch, number), or a time."""
    if found := _CURSOR.fullmatch(value):
        return found[1], int(found[2])
    try:
        return parameters.moment(value)
    except BadParameter:
        raise BadParameter(
            f"changed_since={quoted(value)} is neither a cursor nor a time with a zone: give the cursor of a line, a time "
            "such as 2026-03-01T08:30:00Z, or leave it out to get everything."
        ) from None


def _limit(value: str) -> int:
    if re.fullmatch(r"[0-9]{1,7}", value) and 1 <= int(value) <= MOST:
        return int(value)
    raise BadParameter(f"limit={quoted(value)} is no number of lines: give a whole number from 1 to {MOST}.")


def _format(value: str) -> str:
    if value in FORMATS:
        return value
    raise BadParameter(f"as={quoted(value)} is not known here. Known: {listed(FORMATS)}.")


SINCE = Parameter(
    "changed_since",
    "Only what happened since: the cursor of the last line that came, or a time (ISO 8601 with a zone). Without it, "
    "everything that is public.",
    "k3m9x2ab4c-1042",
    _since,
)
LIMIT = Parameter(
    "limit",
    "How many changes at most; the line at the end says whether there are more.",
    "1000",
    _limit,
    lambda: {"type": "integer", "minimum": 1, "maximum": MOST},
)
AS = Parameter(
    "as",
    "The format of the articles in the lines.",
    "jsonld",
    _format,
    lambda: {"type": "string", "enum": list(FORMATS), "default": "json"},
)


class ChangeStream(Reading):
    name = "changes"
    title = "Changes"
    about = (
        "Everything public, and from then on what changed, for partners who keep a copy. One JSON object a line (NDJSON). "
        "publish and update carry the article; withdraw says that it is public no more (withdrawn, deleted, a draft or "
        "under embargo again): delete it. An article comes once, with what last happened to it. Every line has a cursor; "
        "changed_since goes on behind it, and nothing is skipped or comes twice, whoever writes meanwhile. The last line is "
        "end; without it the stream broke off: ask again with the last cursor that came. Polled with nothing new, "
        "If-None-Match gives 304. 410 says to start anew, without changed_since."
    )
    tag = "articles"
    shape = shapes.ChangeRecord
    offers = ("ndjson",)
    accepts = (SINCE, LIMIT, AS)
    schema = StreamSchema()

    @property
    def throttle_scope(self) -> str | None:
        """Of the site's `ScopedRateThrottle`, where it has a rate for this."""
        return "changes" if "changes" in (api_settings.DEFAULT_THROTTLE_RATES or {}) else None

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        # Numbers are given to what is committed, and in transactions of their own.
        return transaction.non_atomic_requests(super().as_view(**initkwargs))

    def answer(self, request: HttpRequest, format: str, asked: dict[str, Any]) -> Any:
        adapter = adapter_for(article_model())
        if not issubclass(adapter.model, AbstractArticle):
            raise NotOffered(
                "This newsroom's articles keep no log of changes: ask /articles/ for them, with changed_since."
            )
        using = router.db_for_write(adapter.model)
        log = _log(using)
        after = _start(log, adapter.model, using, asked.get("changed_since"))
        stream = Stream(adapter, log, using, after, asked.get("limit"), asked.get("as", "json"))
        return _reply(request, stream)


def _log(using: str) -> ChangeLog:
    try:
        return changes.sequence(using)
    except OperationalError:
        # Busy, or read-only: what has its number is true all the same.
        log = ChangeLog.objects.using(using).first()
        if log is None:
            raise
        return log


def _start(log: ChangeLog, model: Any, using: str, since: tuple[str, int] | datetime | None) -> int | None:
    """The number to go on behind; None for everything that is public."""
    if isinstance(since, datetime):
        if since < log.began_at:
            raise Gone(
                f"The log of changes began at {log.began_at.isoformat()}: what was withdrawn before is not in it. Leave "
                "changed_since out and replace what you have."
            )
        content_type = ContentType.objects.db_manager(using).get_for_model(model)
        rows = Change.objects.using(using).filter(content_type=content_type, at__gte=since, seq__lte=log.top)
        first = rows.aggregate(first=Min("seq"))["first"]
        return log.top if first is None else first - 1
    if since is None:
        return None
    epoch, seq = since
    if epoch != log.epoch or seq > log.top:
        raise Gone(
            f"changed_since={quoted(f'{epoch}-{seq}')} is a cursor of before the log of changes was rebuilt: leave it out "
            "and replace what you have."
        )
    return seq


def _reply(request: HttpRequest, stream: Stream) -> HttpResponse | StreamingHttpResponse:
    response: HttpResponse | StreamingHttpResponse
    if stream.is_empty:
        end = stream.end(stream.log.top)
        etag = quote_etag(f"{settings.fingerprint}-{stream.cursor(stream.log.top)}")
        response = get_conditional_response(request, etag) or HttpResponse(end, content_type=TYPES["ndjson"])
        if response.status_code == 412:
            raise ConditionFailed()
        response["ETag"] = etag
    else:
        lines: Iterable[bytes] | AsyncIterator[bytes] = () if request.method == "HEAD" else iter(stream)
        if isinstance(request, ASGIRequest):
            lines = _in_turn(lines)
        response = StreamingHttpResponse(lines, content_type=TYPES["ndjson"])
    response["Cache-Control"] = "no-store"
    response["Vary"] = "Accept"
    return response


async def _in_turn(chunks: Iterable[bytes]) -> AsyncIterator[bytes]:
    """Each chunk when it is asked for; Django would first make a list of them all."""
    chunks = iter(chunks)
    while (chunk := await sync_to_async(next)(chunks, None)) is not None:
        yield chunk
