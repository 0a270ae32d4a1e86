"""Writing: a Body as canonical HTML. The one spelling; what this cannot spell cannot be stored."""

from __future__ import annotations

from newsmarkup.document.node import Body, Node
from newsmarkup.roles.base import Roles

VOID = frozenset({"br", "hr", "img"})


def write(body: Body, roles: Roles) -> str:
    """Canonical HTML, one top-level block a line."""
    anchored: set[str] = set()
    return "\n".join(_node(block, roles, anchored) for block in body.blocks)


def text(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _node(node: Node, roles: Roles, anchored: set[str]) -> str:
    name, attrs = node.name, ""
    if node.attrs:
        attrs = "".join([f' {key}="{text(value).replace(chr(34), "&quot;")}"' for key, value in node.attrs])
        role = roles.of(name, node.get)
        if role is not None and role.anchor and (id := node.get("data-id")) not in anchored:
            anchored.add(id)
            attrs = f' id="{role.anchor}-{id}"{attrs}'
    if name in VOID:
        return f"<{name}{attrs}>"
    inner = "".join([text(c) if isinstance(c, str) else _node(c, roles, anchored) for c in node.children])
    return f"<{name}{attrs}>{inner}</{name}>"
