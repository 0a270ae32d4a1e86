"""What a webhook is told: JSON with `type`, `timestamp` and `data`. Nothing in it that is not public while it is sent."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import orjson
from django.urls import NoReverseMatch, reverse

from newsmarkup import publishing
from newsmarkup.adapters import adapter_for, article_model
from newsmarkup.conf import settings
from newsmarkup.models.webhook import Delivery, Event


def compose(delivery: Delivery) -> bytes | None:
    """The payload, as UTF-8 JSON; None where it is true no more: the article it would tell of is not public.

    A withdrawal has the article's id and its address as it was public, and no word of it. Everything else is read now,
    as the public sees it at this moment; of a paywalled article that is what everyone may read.
    """
    data: dict[str, Any] = {}
    if delivery.event != Event.TEST:
        data = {"id": delivery.object_id, "url": delivery.url, "api": _api(delivery), "number": delivery.number}
    if delivery.event in (Event.PUBLISHED, Event.UPDATED):
        known = _public(delivery)
        if known is None:
            return None
        data |= known
    said = {"type": delivery.event, "timestamp": _moment(delivery.happened_at), "data": data}
    return orjson.dumps(said)


def _public(delivery: Delivery) -> dict[str, Any] | None:
    model = delivery.content_type.model_class() if delivery.content_type else None
    if model is None:
        return None
    adapter = adapter_for(model)
    row = adapter.published().filter(pk=delivery.object_id).first()
    if row is None:
        return None
    data = {
        "url": settings.absolute(adapter.url(row)),
        "headline": adapter.headline(row),
        "version": adapter.revision(row),
    }
    if delivery.webhook.whole:
        (row,) = publishing.ready([row])
        data["article"] = orjson.Fragment(row.record)
    return data


def _api(delivery: Delivery) -> str | None:
    """The article's address in the API; None where that is not served, or serves other articles."""
    if delivery.content_type is None or delivery.content_type.model_class() is not article_model():
        return None
    try:
        return settings.absolute(reverse("newsmarkup_api:article", args=[delivery.object_id]))
    except NoReverseMatch:
        return None


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
