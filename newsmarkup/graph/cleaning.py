"""What a newsroom's own code hands over, as values of the graph: JSON, without what is empty, times with a zone.

Taken as they are: texts, numbers, booleans; made into what schema.org asks for: dates, times, durations, members of an
Enum, Person, Organization and Picture (see `newsmarkup.document.article`), paths on this site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Any
from uuid import UUID

from newsmarkup.document.article import Article, Organization, Person, Picture
from newsmarkup.graph.agents import add_agent
from newsmarkup.graph.media import iso_duration
from newsmarkup.graph.picture import image
from newsmarkup.graph.thing import Graph, Thing, moment

DEEPEST = 20
MOST = 10_000  # values; an iterator may have no end
_ADDRESSES = frozenset(
    "@id url contentUrl embedUrl thumbnailUrl sameAs license acquireLicensePage usageInfo image logo discussionUrl "
    "mainEntityOfPage target".split()
)
# What JSON can't carry, or no reader sees: control characters, halves of a surrogate pair.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Cleaner:
    """For one article. People, organizations and pictures that it meets become nodes of `graph`."""

    def __init__(self, article: Article, graph: Graph) -> None:
        self.article = article
        self.graph = graph
        self.left = MOST

    def clean(self, value: Any, path: str = "", depth: int = 0) -> Any:
        """The value as JSON; None where nothing is left of it. Raises TypeError or ValueError, naming the place, for what
        no JSON-LD can say."""
        self.left -= 1
        if depth > DEEPEST:
            raise ValueError(f"{path} is nested more than {DEEPEST} deep, perhaps in a circle.")
        if self.left < 0:
            raise ValueError(f"{path}: more than {MOST} values.")
        if isinstance(value, Enum):
            value = value.value
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str):
            return self._text(value, path)
        if isinstance(value, Person | Organization):
            return add_agent(self.graph, value, self.article.site, self.article.url)
        if isinstance(value, Picture):
            return image(self.graph, value, self.article.url)
        if isinstance(value, Mapping):
            return self._thing(value, path, depth)
        if isinstance(value, int | float | Decimal):
            return _number(value, path)
        if isinstance(value, datetime | date | time | timedelta | UUID):
            return _moment(value)
        if isinstance(value, Iterable) and not isinstance(value, bytes | bytearray | memoryview):
            found = [self.clean(one, f"{path}[{n}]", depth + 1) for n, one in enumerate(value)]
            found = [one for one in found if one is not None]
            return found[0] if len(found) == 1 else found or None
        raise TypeError(
            f"{path or 'It'} is a {type(value).__name__}: "
            "give a text, number, date, list, dict, Person, Organization or Picture."
        )

    def _text(self, value: str, path: str) -> str | None:
        text = _UNSEEN.sub("", value).strip()
        if text.startswith("/") and not text.startswith("//") and _name(path) in _ADDRESSES:
            text = self.article.site.url.rstrip("/") + text
        return text or None

    def _thing(self, value: Mapping[Any, Any], path: str, depth: int) -> Thing | None:
        node: Thing = {}
        for name, one in value.items():
            if not isinstance(name, str):
                raise TypeError(f"{path or 'It'} has the key {name!r}: names of properties are texts.")
            cleaned = self.clean(one, f"{path}.{name}" if path else name, depth + 1)
            if cleaned is not None and name != "@context":
                node[name] = cleaned
        return None if node.keys() <= {"@type"} else node


def _name(path: str) -> str:
    """The property's: of `about[0].url` it is `url`."""
    return path.rpartition(".")[2].partition("[")[0]


def _number(value: int | float | Decimal, path: str) -> int | float | str:
    if not isfinite(value):
        raise ValueError(f"{path} is {value}: no number that JSON has.")
    if isinstance(value, int):
        return int(value) if abs(value) < 2**53 else str(value)
    return float(value)


def _moment(value: datetime | date | time | timedelta | UUID) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, timedelta):
        return iso_duration(value)
    return str(value) if isinstance(value, UUID) else value.isoformat()
