"""The library's structs, encoded by `msgspec.json`."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

from newsmarkup.document.article import Article

STARTS_FROM = "the article's facts and the passages that newsmarkup read"
GIVES = "the same graph in typed structs: it types and serialises, it reads no text"


def prepare() -> Callable[[Article], bytes]:
    import msgspec
    import msgspec_schemaorg.models as models

    from benchmarks.peers.typed import TYPES, nodes

    types = SimpleNamespace(**{name: getattr(models, name) for name in TYPES})
    encode = msgspec.json.Encoder().encode
    return lambda article: encode({"@context": "https://schema.org", "@graph": nodes(article, types)})
