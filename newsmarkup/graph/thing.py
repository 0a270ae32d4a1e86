"""Thing and Graph: nodes of schema.org, one node an @id."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from newsmarkup.document.problem import Problem

Thing = dict[str, Any]
_PLAIN = frozenset({str, int, bool, dict, type(None)})  # what needs no look, and is nearly all there is


def thing(kind: str | list[str], id: str = "", /, **properties: Any) -> Thing:
    """A node. Properties that are not known (None, "", empty) are left out; False and 0 stay."""
    node: Thing = {"@type": kind}
    if id:
        node["@id"] = id
    for name, value in properties.items():
        if type(value) not in _PLAIN:
            if isinstance(value, (tuple, list)):
                value = value[0] if len(value) == 1 else list(value)
            if isinstance(value, datetime):
                value = moment(value)
        if value or isinstance(value, int):
            node[name] = value
    return node


def ref(node: Thing | str) -> Thing:
    """A reference to a node of the same graph."""
    return {"@id": node if isinstance(node, str) else node["@id"]}


def moment(value: datetime) -> str:
    """ISO 8601 with zone, whole seconds. Raises ValueError for a time without one: nobody knows when it is."""
    if value.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone: give an aware datetime.")
    return value.isoformat(timespec="seconds").replace("+00:00", "Z")


class Graph:
    """Nodes in the order they were first added. A second node of the same @id adds the properties it alone has.

    `main` is the @id of what the page is about; `problems` what went wrong while it was built.
    """

    def __init__(self, main: str = "") -> None:
        self.main = main
        self.problems: list[Problem] = []
        self._nodes: dict[str, Thing] = {}

    def __contains__(self, id: object) -> bool:
        return id in self._nodes

    def add(self, node: Thing) -> Thing:
        """Add `node` (it must have an @id) and return a reference to it."""
        known = self._nodes.setdefault(node["@id"], node)
        if known is not node:
            for name, value in node.items():
                known.setdefault(name, value)
        return {"@id": node["@id"]}

    def remove(self, id: str) -> None:
        """Only a node that nothing refers to."""
        del self._nodes[id]

    @property
    def nodes(self) -> list[Thing]:
        return list(self._nodes.values())

    def as_dict(self) -> dict[str, Any]:
        return {"@context": "https://schema.org", "@graph": self.nodes}

    def as_flat(self) -> Thing | list[Thing]:
        """One node with everything nested in it: see `newsmarkup.graph.flat`."""
        from newsmarkup.graph.flat import flat

        return flat(self.nodes, self.main or self.nodes[0]["@id"])

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Graph:
        """What `as_dict` gave of an article; its first node is the page."""
        graph = cls(document["@graph"][0]["mainEntity"]["@id"])
        for node in document["@graph"]:
            graph.add(node)
        return graph
