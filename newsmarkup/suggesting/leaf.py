"""Leaf: a paragraph, heading or caption while tags are put into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from newsmarkup.document.node import Node
from newsmarkup.roles.base import Roles
from newsmarkup.suggesting.weave import Laid, unravel

TAGGED = "It is tagged already."
DEEPEST = 5  # quotations in quotations


class Taken:
    """Which characters of a paragraph are taken, and by which passage: `(start, end, id)`, looked up by where they stand."""

    _WIDE = 256

    def __init__(self, some: Iterable[tuple[int, int, str]] = ()) -> None:
        self._by_place: defaultdict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for start, end, id in some:
            self.add(start, end, id)

    def add(self, start: int, end: int, id: str) -> None:
        for n in range(start // self._WIDE, (end - 1) // self._WIDE + 1):
            self._by_place[n].append((start, end, id))

    def touching(self, start: int, end: int) -> set[tuple[int, int, str]]:
        places = range(max(start, 0) // self._WIDE, (end - 1) // self._WIDE + 1)
        return {one for n in places for one in self._by_place.get(n, ()) if one[0] < end and start < one[1]}


@dataclass(slots=True)
class Leaf:
    """A paragraph, heading or caption while tags are put in. `furniture`: the characters that go."""

    node: Node
    text: str
    laid: list[Laid]
    quotations: Taken
    attributions: Taken
    credits: Taken
    furniture: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, node: Node, roles: Roles) -> Leaf:
        text, laid = unravel(node.children, roles)
        taken: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for one in laid:
            if id := dict(one.mark.attrs).get("data-id"):
                taken[one.mark.name].append((one.start, one.end, id))
        return cls(node, text, laid, Taken(taken["q"]), Taken(taken["span"]), Taken(taken["small"]))

    def against(self, start: int, end: int) -> str:
        """Why a quotation can't stand here; "" where it can."""
        depth = 0
        for a, b, _ in self.quotations.touching(start, end):
            if (a, b) == (start, end):
                return TAGGED
            if a < start < b < end or start < a < end < b:
                return "It overlaps another quotation."
            depth += 1
        return "It stands too deep in other quotations." if depth >= DEEPEST else ""
