"""schema.org JSON-LD, as the page carries it."""

from __future__ import annotations

from newsmarkup.document.article import Article
from newsmarkup.exporting.base import FACTS, ROLES, Exporter, register
from newsmarkup.graph.build import build
from newsmarkup.graph.jsonld import dumps


def write(article: Article) -> bytes:
    return dumps(build(article).as_dict()).encode()


# An attribution is no thing of its own: the quotation it belongs to has the speaker.
JSONLD = register(
    Exporter("jsonld", "JSON-LD", "application/ld+json", "jsonld", frozenset({*ROLES, *FACTS} - {"attribution"}), write)
)
