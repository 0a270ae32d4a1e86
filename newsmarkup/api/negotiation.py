"""Which format an answer has: `?format=` says it, else the Accept header with its qualities (RFC 9110, 12.5.1).

Parameters of a media type, such as JSON-LD's `profile`, are passed over: there is one form of each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from rest_framework.negotiation import BaseContentNegotiation

from newsmarkup.api.problems import NotAcceptable, listed, quoted
from newsmarkup.exporting.base import exporters

EXPORTS = tuple(one.name for one in exporters())
TYPES = {"api": "text/html", "ndjson": "application/x-ndjson"} | {one.name: one.media_type for one in exporters()}
OFFERS = ("json", "jsonld", "api", *(name for name in EXPORTS if name not in ("json", "jsonld")))

_PART = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*"?)+')
_QUALITY = re.compile(r';\s*q\s*=\s*"?([0-9.]+)', re.IGNORECASE)


@lru_cache(maxsize=512)
def choose(offers: tuple[str, ...], accept: str, wanted: str | None = None) -> str:
    """The name of the format, one of `offers` (the first is what one gets who doesn't mind). Raises `NotAcceptable`."""
    if wanted is not None:
        if wanted in offers:
            return wanted
        raise NotAcceptable(f"format={quoted(wanted)} is not known here. Known: {listed(offers)}.")
    ranges = [_range(part) for part in _PART.findall(accept)] or [("*", "*", 1.0)]
    best, best_rank = "", (0.0, 0)
    for name in offers:
        rank = _rank(TYPES[name], ranges)
        if rank[0] > 0 and rank > best_rank:
            best, best_rank = name, rank
    if best:
        return best
    known = listed(f"{TYPES[name]} (?format={name})" for name in offers)
    raise NotAcceptable(f"Accept: {quoted(accept)} asks for no type that is known here. Known: {known}.")


def _range(part: str) -> tuple[str, str, float]:
    main, _, sub = part.split(";")[0].strip().lower().partition("/")
    quality = _QUALITY.search(part)
    try:
        return main, sub or ("*" if main == "*" else ""), float(quality[1]) if quality else 1.0
    except ValueError:
        return main, sub, 1.0


def _rank(media_type: str, ranges: Sequence[tuple[str, str, float]]) -> tuple[float, int]:
    """(quality, how exactly it was asked for): the most exact range says the quality."""
    main, sub = media_type.split("/")
    found = [
        (2 if r_sub == sub else 1 if r_main == main else 0, quality)
        for r_main, r_sub, quality in ranges
        if r_main in (main, "*") and r_sub in (sub, "*")
    ]
    exactness, quality = max(found, default=(0, 0.0))
    return quality, exactness


class Negotiation(BaseContentNegotiation):
    """`choose`, as Django REST framework asks for it."""

    def select_parser(self, request: Any, parsers: Any) -> Any:
        return parsers[0] if parsers else None

    def select_renderer(self, request: Any, renderers: Any, format_suffix: Any = None) -> Any:
        by_format = {renderer.format: renderer for renderer in renderers}
        name = choose(tuple(by_format), request.META.get("HTTP_ACCEPT", "*/*"), request.GET.get("format"))
        return by_format[name], TYPES[name]
