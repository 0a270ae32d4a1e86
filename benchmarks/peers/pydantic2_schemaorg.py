"""The library's models, serialised by their own `json()`, in the place of our graph and our serialiser."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from benchmarks.peers.typed import PASSAGES_GIVEN, TYPES, for_a_page, nodes


def prepare(story: Any, read: Callable[[], Any]) -> dict[str, Callable[[], str]]:
    types = SimpleNamespace(**{name: _constructor(name) for name in TYPES})
    thing = _constructor("Thing")
    article = read()

    def write(article: Any) -> str:
        return for_a_page(thing(context_="https://schema.org", graph_=nodes(article, types)).json())

    return {"": lambda: write(read()), PASSAGES_GIVEN: lambda: write(article)}


def _constructor(name: str) -> Callable[..., Any]:
    model = getattr(import_module(f"pydantic2_schemaorg.{name}"), name)
    return lambda id=None, **properties: model(id_=id, **properties)
