"""Reading: stored canonical HTML back into its Body. The writer backwards, without a parser: its spelling is closed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from newsmarkup.document.node import Body, Node
from newsmarkup.document.parse import parse
from newsmarkup.document.write import VOID

Attributes = tuple[tuple[str, str], ...]

# A tag and an attribute as `write` spells them.
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


def read(html: str) -> Body:
    """The Body of HTML that the writer wrote. Nothing is judged or changed; but for the anchors, which the writer makes
    from `data-id`, every element is a Node as it stands. What is spelled in another way goes through `parse`."""
    pieces = _TAG.split(html)
    around: list[
        tuple[str, Attributes, list[Node | str]]
    ] = []  # the elements that are open, and what stood before them
    children: list[Node | str] = []
    for at in range(1, len(pieces), 4):
        slash, name, attributes, text = pieces[at : at + 4]
        if slash:
            if not around or around[-1][0] != name:
                return _parsed(html)
            name, attrs, before = around.pop()
            before.append(Node(name, attrs, tuple(children)))
            children = before
        elif name in VOID:
            children.append(Node(name, _attributes(attributes)))
        else:
            around.append((name, _attributes(attributes) if attributes else (), children))
            children = []
        if text:
            if "<" in text:
                return _parsed(html)
            children.append(unescape(text) if "&" in text else text)
    if around or "<" in pieces[0]:
        return _parsed(html)
    return _blocks(children)


def _attributes(written: str) -> Attributes:
    # `id` is the writer's own, and comes first.
    attrs = [attr for attr in _ATTRIBUTE.findall(written) if attr[0] != "id"]
    return tuple((name, unescape(value)) for name, value in attrs) if "&" in written else tuple(attrs)


def _parsed(html: str) -> Body:
    return _blocks(parse(html))


def _blocks(nodes: Sequence[Node | str]) -> Body:
    """Between the blocks stand line ends only."""
    return Body(tuple(node for node in nodes if isinstance(node, Node)))
