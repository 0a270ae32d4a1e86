"""The library's structs, encoded by `msgspec.json`, in the place of our graph and our serialiser."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from benchmarks.peers.typed import PASSAGES_GIVEN, TYPES, for_a_page, nodes


def prepare(story: Any, read: Callable[[], Any]) -> dict[str, Callable[[], str]]:
    import msgspec

    # `from msgspec_schemaorg import models` never ends.
    models = import_module("msgspec_schemaorg.models")
    types = SimpleNamespace(**{name: getattr(models, name) for name in TYPES})
    encode = msgspec.json.Encoder().encode
    article = read()

    def write(article: Any) -> str:
        return for_a_page(encode({"@context": "https://schema.org", "@graph": nodes(article, types)}))

    return {"": lambda: write(read()), PASSAGES_GIVEN: lambda: write(article)}
