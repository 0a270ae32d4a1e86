"""The query parameters: each once, read by the views, shown in the OpenAPI document and in the browsable pages."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from newsmarkup.api.problems import BadParameter, listed, quoted
from newsmarkup.conf import settings
from newsmarkup.document.schema import lang
from newsmarkup.models import Status


@dataclass(frozen=True)
class Parameter:
    """`read` takes the text and gives the value, or raises `BadParameter`. `schema` is its OpenAPI schema."""

    name: str
    description: str
    example: str = ""
    read: Callable[[str], Any] = str
    schema: Callable[[], dict[str, Any]] = lambda: {"type": "string", "minLength": 1}


def read(query: Any, known: Sequence[Parameter]) -> dict[str, Any]:
    """The values of a QueryDict by name. Raises `BadParameter` for what is unknown, empty, given twice or wrong."""
    by_name = {parameter.name: parameter for parameter in known}
    values = {}
    for written, given in query.lists():
        name = written if written in by_name else written.replace("-", "_")  # changed-since is as good as changed_since
        if name in values:
            raise BadParameter(f"{name} is given twice, as {written} too. Give it once.")
        if name not in by_name:
            near = difflib.get_close_matches(name.lower(), by_name, 1, 0.7)
            meant = f" Did you mean {near[0]}?" if near else ""
            raise BadParameter(
                f"There is no parameter {quoted(name)} here.{meant} Known: {listed(by_name)}.", "unknown_parameter"
            )
        if len(given) > 1:
            raise BadParameter(f"{name} is given {len(given)} times: {listed(map(quoted, given[:4]))}. Give it once.")
        if not given[0].strip() or "\0" in given[0]:
            raise BadParameter(f"{name}={quoted(given[0])} says nothing: give a value, or leave {name} out.")
        values[name] = by_name[name].read(given[0].strip())
    return values


def _page_size(value: str) -> int:
    most = settings.MAX_PAGE_SIZE
    if re.fullmatch(r"[0-9]{1,6}", value) and 1 <= int(value) <= most:
        return int(value)
    raise BadParameter(f"page_size={quoted(value)} is no page size: give a whole number from 1 to {most}.")


def _language(value: str) -> str:
    tag = lang(value)
    if tag is None:
        raise BadParameter(f"language={quoted(value)} is no language tag: give one such as en, de or de-AT.")
    return tag


def moment(value: str, name: str = "changed_since") -> datetime:
    """A time with a zone."""
    # A plus that was not escaped arrives as a space.
    text = re.sub(r" (\d\d:?\d\d)\Z", r"+\1", value)
    try:
        at = datetime.fromisoformat(text)
        if at.tzinfo is not None:
            return at.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise BadParameter(
        f"{name}={quoted(value)} is no time with a zone: give ISO 8601 such as 2026-03-01T08:30:00Z or "
        "2026-03-01T09:30:00%2B01:00 (a plus is written %2B in an address)."
    )


EDIT = "edit"


def _context(value: str) -> str:
    if value in ("view", EDIT):
        return value
    raise BadParameter(f"context={quoted(value)} is not known. Known: view (what is public), edit (the working copy).")


def _status(value: str) -> str:
    if value in Status.values:
        return value
    raise BadParameter(f"status={quoted(value)} is not known. Known: {listed(Status.values)}.")


CONTEXT = Parameter(
    "context",
    "edit: the working copy, whole and whatever its status, for those who sign in and may see it.",
    "",
    _context,
    lambda: {"type": "string", "enum": ["view", EDIT], "default": "view"},
)
STATUS = Parameter(
    "status",
    "With context=edit: only articles of this status.",
    "",
    _status,
    lambda: {"type": "string", "enum": list(Status.values)},
)
PAGE_SIZE = Parameter(
    "page_size",
    "How many entries a page has at most.",
    "50",
    _page_size,
    lambda: {"type": "integer", "minimum": 1, "maximum": settings.MAX_PAGE_SIZE, "default": settings.PAGE_SIZE},
)
CURSOR = Parameter("cursor", "Where the page starts: from next or previous of another page.")
SECTION = Parameter("section", "Only articles of this section: its slug.", "politics")
AUTHOR = Parameter("author", "Only articles that this person is an author of: the person's key.", "nora-ashdown")
LANGUAGE = Parameter(
    "language",
    "Only articles in this language: a BCP 47 tag. A shorter tag finds the longer ones: de finds de-AT.",
    "de",
    _language,
)
CHANGED_SINCE = Parameter(
    "changed_since",
    "Only articles that were changed, or became public, at this time or later: ISO 8601 with a zone.",
    "2026-03-01T08:30:00Z",
    moment,
    lambda: {"type": "string", "format": "date-time"},
)


def format_of(offers: Sequence[str]) -> Parameter:
    """`format`, instead of an Accept header. Its value is read by `negotiation`."""
    return Parameter(
        "format",
        "The format, instead of an Accept header; api is this API's page for people.",
        schema=lambda: {"type": "string", "enum": list(offers), "default": offers[0]},
    )
