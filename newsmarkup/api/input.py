"""What a request brings: one JSON object (RFC 8259), bounded, without anything that no database or browser would take."""

from __future__ import annotations

import json
import math
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.request import RawPostDataException, UnreadablePostError

from newsmarkup.api.problems import Malformed, TooLarge, UnknownType, quoted

TYPE = "application/json"
MOST_BYTES = 16_000_000  # the longest text there may be, as JSON writes it; the site's own limit may be lower
MOST_DEPTH = 32
MOST_INTEGER = 2**63


def read(request: HttpRequest) -> dict[str, Any]:
    """The object in the request's body; an empty body is an empty object."""
    raw = content(request)
    if not raw.strip():
        return {}
    if request.content_type != TYPE:
        raise _unknown_type(request)
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


def content(request: HttpRequest) -> bytes:
    """The body's bytes. Raises `TooLarge`, `Malformed`, `UnknownType`."""
    try:
        content = request.body
    except RawPostDataException:  # a form that the CSRF check has read for its token
        raise _unknown_type(request) from None
    except RequestDataTooBig:
        raise TooLarge("The body is larger than this site takes (DATA_UPLOAD_MAX_MEMORY_SIZE).") from None
    except UnreadablePostError:
        raise Malformed("The body could not be read to its end.") from None
    if len(content) > MOST_BYTES:
        raise TooLarge(f"The body has {len(content):,} bytes; at most {MOST_BYTES:,} are taken.")
    return content


def _unknown_type(request: HttpRequest) -> UnknownType:
    kind = request.content_type or ""
    return UnknownType(f"Content-Type: {quoted(kind)} can't be read here: send JSON, as {TYPE}.")


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
