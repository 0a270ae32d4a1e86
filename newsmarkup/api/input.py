"""What a request brings: one JSON object (RFC 8259) or, where files are taken, a form; bounded, without anything that no
database or browser would take."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import RawPostDataException, UnreadablePostError

from newsmarkup.api import form
from newsmarkup.api.inputs import Input
from newsmarkup.api.problems import Malformed, TooLarge, UnknownType, quoted

TYPE = "application/json"
MOST_BYTES = 16_000_000  # the longest text there may be, as JSON writes it; the site's own limit may be lower
MOST_DEPTH = 32
MOST_INTEGER = 2**63


@dataclass(frozen=True)
class Sent:
    """`fields` as JSON has them; `files` (Django's UploadedFile) by their names in the form."""

    fields: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)


def read(request: HttpRequest, takes: type[Input] | None, form_shape: type[Input] | None = None) -> Sent:
    """What is in the request's body. `takes`: it may be JSON; `form_shape`: it may be a form with these files."""
    if request.headers.get("Transfer-Encoding") and not request.META.get("CONTENT_LENGTH"):
        raise Malformed("The body comes in chunks, which this site doesn't read: send it with its Content-Length.")
    known = [f"JSON, as {TYPE}"] if takes else []
    known += [f"a form with files, as {form.TYPE}"] if form_shape else []
    other = UnknownType(
        f"Content-Type: {quoted(request.content_type or '')} can't be read here: send {' or '.join(known)}."
    )
    if form_shape and request.content_type == form.TYPE:
        fields, files = form.read(request, form_shape)
        _check(fields, "", 1)
        return Sent(fields, files)
    if not takes and form_shape:
        raise other
    return Sent(_json(request, other)) if takes else Sent()


def _json(request: HttpRequest, other: UnknownType) -> dict[str, Any]:
    """The JSON object; an empty body is an empty object. `other` is raised where it is something else."""
    try:
        raw = _content(request)
    except RawPostDataException:  # a form that somebody has read for something in it
        raise other from None
    if not raw.strip():
        return {}
    if request.content_type != TYPE:
        raise other
    try:
        given = json.loads(raw.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise Malformed(f"The body is no UTF-8: the byte at {error.start} can't be read.") from None
    except json.JSONDecodeError as error:
        raise Malformed(f"The body is no JSON: {error.msg} (line {error.lineno}, column {error.colno}).") from None
    except RecursionError:
        raise Malformed(f"The body is nested more than {MOST_DEPTH} deep.") from None
    except ValueError as error:  # a number of more digits than Python reads
        raise Malformed(f"The body holds a number that can't be read: {error}.") from None
    if not isinstance(given, dict):
        raise Malformed('The body must be one JSON object, such as {"headline": "…"}.')
    _check(given, "", 1)
    return given


def _content(request: HttpRequest) -> bytes:
    try:
        content = request.body
    except RequestDataTooBig:
        raise TooLarge("The body is larger than this site takes (DATA_UPLOAD_MAX_MEMORY_SIZE).") from None
    except UnreadablePostError:
        raise Malformed("The body could not be read to its end.") from None
    if len(content) > MOST_BYTES:
        raise TooLarge(f"The body has {len(content):,} bytes; at most {MOST_BYTES:,} are taken.")
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        raise Malformed(f"The body says {quoted(twice)} twice in one object. Say it once.")
    return found


def _no_number(name: str) -> Any:
    raise Malformed(f"The body holds {name}, which is no JSON.")


def _check(value: Any, at: str, depth: int) -> None:
    if depth > MOST_DEPTH:
        raise Malformed(f"The body is nested more than {MOST_DEPTH} deep.")
    if isinstance(value, str):
        _text(value, at)
    elif isinstance(value, dict):
        for name, inner in value.items():
            _text(name, at)
            _check(inner, f"{at}.{name}" if at else name, depth + 1)
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            _check(inner, f"{at}.{n}", depth + 1)
    elif isinstance(value, float) and not math.isfinite(value):
        raise Malformed(f"{at[:80]} holds a number that is too large.")
    elif isinstance(value, int) and abs(value) >= MOST_INTEGER:
        raise Malformed(f"{at[:80]} holds a whole number of more than 64 bits.")


def _text(value: str, at: str) -> None:
    if "\0" in value:
        raise Malformed(f"{at[:80] or 'The body'} holds a NUL character (U+0000): take it out.")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Malformed(
            f"{at[:80] or 'The body'} holds half of a surrogate pair (U+D800 to U+DFFF), which is no character."
        ) from None
