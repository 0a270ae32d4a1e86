"""Linking: the images of a foreign text with the keys of their pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from newsmarkup.document.article import Picture
from newsmarkup.document.node import Body, Node
from newsmarkup.importing.base import picture_key


def linked(body: Body, known: Mapping[str, Picture]) -> tuple[Body, dict[str, Picture]]:
    """The body, each `img` with the key of its address instead of the source's own; and the pictures that it shows: those
    that are `known`, and of the others what the text itself says."""
    shown: dict[str, Picture] = {}

    def walk(node: Node) -> Node:
        if node.name != "img":
            return replace(node, children=tuple(c if isinstance(c, str) else walk(c) for c in node.children))
        attrs = {name: value for name, value in node.attrs if name != "data-photo"}
        url = attrs.get("src", "")
        key = picture_key(url)
        shown[key] = known.get(key) or Picture(key, url, alt=attrs.get("alt", ""))
        return replace(node, attrs=(*attrs.items(), ("data-photo", key)))

    return Body(tuple(map(walk, body.blocks))), shown
