"""The library's models, serialised by their own `json()`."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from newsmarkup.document.article import Article

STARTS_FROM = "the article's facts and the passages that newsmarkup read"
GIVES = "the same graph in validated models: it types and serialises, it reads no text"


def prepare() -> Callable[[Article], str]:
    from benchmarks.peers.typed import TYPES, nodes

    types = SimpleNamespace(**{name: _constructor(name) for name in TYPES})
    thing = _constructor("Thing")
    return lambda article: thing(context_="https://schema.org", graph_=nodes(article, types)).json()


def _constructor(name: str) -> Callable[..., Any]:
    model = getattr(import_module(f"pydantic2_schemaorg.{name}"), name)
    return lambda id=None, **properties: model(id_=id, **properties)
