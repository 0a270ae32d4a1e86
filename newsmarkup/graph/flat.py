"""A Graph as one node with everything nested in it, for crawlers that read no `@graph`.

A node stands in full where it is nearest to the article, and by type, name and address wherever else it is named.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from newsmarkup.graph.thing import Thing

_NAMED = ("@type", "@id", "name", "headline", "url")


def flat(nodes: list[Thing], main: str) -> Thing | list[Thing]:
    """`main` is the @id of the node that holds the others. Nodes that nothing joins to it stand behind it, in a list."""
    known = {node["@id"]: dict(node) for node in nodes}
    known = {main: known[main], **known}
    _adopt(known, main)
    tops: list[Thing] = []
    done: set[str] = set()
    for id in known:
        if id not in done:
            tops.append(_nested(known, id, done))
    documents = [{"@context": "https://schema.org", **top} for top in tops]
    return documents[0] if len(documents) == 1 else documents


def _adopt(known: dict[str, Thing], main: str) -> None:
    """What only says that it is part of another (a quotation, a checked claim) becomes a part of that one."""
    reached = set(_reached(known, main))
    for id, node in known.items():
        whole = node.get("isPartOf")
        if id not in reached and isinstance(whole, dict) and whole.get("@id") in known:
            del node["isPartOf"]
            parts = known[whole["@id"]].get("hasPart", [])
            known[whole["@id"]]["hasPart"] = [*(parts if isinstance(parts, list) else [parts]), {"@id": id}]


def _reached(known: dict[str, Thing], main: str) -> Iterator[str]:
    seen, waiting = {main}, [main]
    while waiting:
        id = waiting.pop()
        yield id
        for holder, place in _references(known[id]):
            if (target := holder[place]["@id"]) in known and target not in seen:
                seen.add(target)
                waiting.append(target)


def _nested(known: dict[str, Thing], top: str, done: set[str]) -> Thing:
    """The nearest first: what is named at two places stands in full at the one less deep; a publisher that is the author,
    too, as publisher, whose logo crawlers look for."""
    done.add(top)
    out: Thing = _copy(known[top])
    waiting = deque([out])
    while waiting:
        found = list(_references(waiting.popleft()))
        for holder, place in sorted(found, key=lambda at: at[1] != "publisher"):
            id = holder[place]["@id"]
            if id not in known or id == top:
                continue
            if id in done:
                holder[place] = {name: known[id][name] for name in _NAMED if name in known[id]}
                continue
            done.add(id)
            holder[place] = _copy(known[id])
            waiting.append(holder[place])
    return out


def _references(value: Any) -> Iterator[tuple[Any, Any]]:
    """Where they stand: the dict or list, and the key or index."""
    for place, one in list(value.items() if isinstance(value, dict) else enumerate(value)):
        if isinstance(one, dict) and one.keys() == {"@id"}:
            yield value, place
        elif isinstance(one, dict | list):
            yield from _references(one)


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _copy(one) for name, one in value.items()}
    return [_copy(one) for one in value] if isinstance(value, list) else value
