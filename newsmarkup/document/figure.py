"""Figures: the picture, caption and credit of one; and how a figure follows its photo."""

from __future__ import annotations

from dataclasses import replace

from newsmarkup.document.article import Picture
from newsmarkup.document.node import Body, Node, plain_text


def follow(body: Body, before: Picture, after: Picture) -> Body:
    """The body in which figures of this photo that still say what it said before say what it says now.

    Address and size always follow. Alt text, caption and credit follow where they are, word for word, the photo's
    old ones; what an editor wrote for this article stays.
    """
    if before.key != after.key:
        raise ValueError(
            f"Two photos: {before.key!r} and {after.key!r}. Give the same one before and after its change."
        )
    return Body(tuple(_follow(block, before, after) for block in body.blocks))


def _follow(node: Node, before: Picture, after: Picture) -> Node:
    if node.name != "figure":
        return node
    image = next((c for c in node.children if isinstance(c, Node) and c.name == "img"), None)
    if image is None or image.get("data-photo") != before.key:
        return node
    children = tuple(
        _image(c, before, after) if isinstance(c, Node) and c.name == "img" else _caption(c, before, after)
        for c in node.children
    )
    return replace(node, children=children)


def _image(image: Node, before: Picture, after: Picture) -> Node:
    values = dict(image.attrs)
    values["src"] = after.url
    if _same(image.get("alt"), before.alt):
        values["alt"] = after.alt
    for name, size in (("width", after.width), ("height", after.height)):
        if size:
            values[name] = str(size)
    order = ("src", "alt", "width", "height", "data-photo")
    return replace(image, attrs=tuple((name, values[name]) for name in order if name in values))


def _caption(caption: Node | str, before: Picture, after: Picture) -> Node | str:
    """The figcaption. Text around the credit is the caption's: it follows only as a whole."""
    if isinstance(caption, str) or caption.name != "figcaption":
        return caption
    own = plain_text(tuple(c for c in caption.children if isinstance(c, str) or c.get("data-role") != "credit"))
    follows = (
        bool(after.caption)
        and _same(own, before.caption)
        and not any(isinstance(c, Node) and c.get("data-role") != "credit" for c in caption.children)
    )
    children: list[Node | str] = []
    said = False
    for child in caption.children:
        if isinstance(child, Node) and child.get("data-role") == "credit":
            same = _same(child.text, before.credit_line) and after.credit_line
            children.append(replace(child, children=(" ".join(after.credit_line.split()),)) if same else child)
        elif isinstance(child, str) and follows and child.strip():
            lead = " " if child[:1] == " " else ""
            tail = " " if child[-1:] == " " else ""
            children.append(lead + " ".join(after.caption.split()) + tail if not said else " ")
            said = True
        else:
            children.append(child)
    return replace(caption, children=tuple(children))


def _same(a: str, b: str) -> bool:
    return " ".join(a.split()) == " ".join(b.split()) != ""
