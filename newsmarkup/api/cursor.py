"""Pages by cursor: a page starts behind the last row of the one before, so what is added meanwhile moves nothing.

A cursor is the place in the order, as base64 of JSON: `["n" or "p", value, …, key]`.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q, QuerySet

from newsmarkup.api.problems import BadParameter, quoted


class Page(NamedTuple):
    """`next` and `previous` are cursors, "" for the first page, None where there is no such page."""

    rows: list[Any]
    next: str | None
    previous: str | None


def page(rows: QuerySet[Any], order: Sequence[str], size: int, cursor: str | None, *, newest_first: bool) -> Page:
    """One page of `rows` in the order of these fields and then the key; one query. Raises `BadParameter`."""
    fields = [*(rows.model._meta.get_field(name) for name in order), _key(rows.model)]
    names = [*order, "pk"]
    back, place = _read(cursor, fields) if cursor else (False, None)
    descending = newest_first != back
    if place is not None:
        rows = rows.filter(_behind(names, place, "lt" if descending else "gt"))
    found = list(rows.order_by(*(f"-{name}" if descending else name for name in names))[: size + 1])
    more, found = len(found) > size, found[:size]
    if not found:
        return Page([], "" if back else None, "" if place is not None and not back else None)
    if back:
        found.reverse()
    first, last = _write("p", found[0], names), _write("n", found[-1], names)
    if back:
        return Page(found, last, first if more else None)
    return Page(found, last if more else None, first if place is not None else None)


def _key(model: type[models.Model]) -> Any:
    field: Any = model._meta.pk
    while field.remote_field:
        field = field.target_field
    return field


def _behind(names: Sequence[str], place: Sequence[Any], side: str) -> Q:
    """Rows behind that place: later in the first field, or the same there and later in the next …"""
    condition = Q()
    same: dict[str, Any] = {}
    for name, value in zip(names, place, strict=True):
        condition |= Q((f"{name}__{side}", value), **same)
        same[name] = value
    # The same again for the database's planner, which finds its way by the first field alone.
    return Q((f"{names[0]}__{side}e", place[0])) & condition


def _write(direction: str, row: Any, names: Sequence[str]) -> str:
    values = [getattr(row, name) for name in names]
    texts = [v.astimezone(UTC).isoformat() if isinstance(v, datetime) else str(v) for v in values]
    data = json.dumps([direction, *texts], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _read(cursor: str, fields: Sequence[Any]) -> tuple[bool, list[Any]]:
    try:
        data = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        direction, *texts = data
        if direction not in ("n", "p") or not all(isinstance(t, str) and "\0" not in t for t in texts):
            raise ValueError
        values = [_value(field, text) for field, text in zip(fields, texts, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError, ValidationError):
        raise BadParameter(
            f"cursor={quoted(cursor)} is no cursor of this list: take it from next or previous of a page, "
            "or leave it out to start at the beginning."
        ) from None
    return direction == "p", values


def _value(field: Any, text: str) -> Any:
    if isinstance(field, models.DateTimeField):
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError
        return moment.astimezone(UTC)
    value = field.to_python(text)
    if isinstance(value, int) and abs(value) >= 2**63:
        raise OverflowError
    return value
