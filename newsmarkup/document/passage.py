"""Passage: one occurrence of a role in a Body, with its stable id."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from newsmarkup.document.node import Body, Node, plain_text
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.roles.base import Role, Roles
from newsmarkup.roles.quotation import words


@dataclass(frozen=True, slots=True)
class Passage:
    """`parts` are the texts of its elements in order, as they stand in the article; `blocks` the index of the
    top-level block each is in.

    `quotations`: for an attribution, the ids it names the speaker of. `attributions`: for a quotation or pull quote, the
    ids of the attributions that do. `within`: the id of the passage around it. `picture` and `photo`: for a caption or a
    credit, the address of the picture and its key in the registry.
    """

    role: str
    id: str
    parts: tuple[str, ...]
    blocks: tuple[int, ...]
    speaker: SpeakerRef | None = None
    alleged: bool = False
    cite: str = ""
    lang: str = ""
    quotations: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()
    within: str | None = None
    picture: str = ""
    photo: str = ""
    nodes: tuple[Node, ...] = field(default=(), repr=False, compare=False)

    @property
    def text(self) -> str:
        """Its words as plain text. Of a quotation, without the outer quotation marks: parts in one block are joined by a
        space, those of several blocks by a line break."""
        if self.role not in ("quotation", "pullquote"):
            return " ".join(" ".join(part.split()) for part in self.parts)
        out = ""
        for part, block, before in zip(self.parts, self.blocks, (None, *self.blocks), strict=False):
            out += ("" if before is None else " " if before == block else "\n") + words(part)
        return out


def passages(body: Body, roles: Roles) -> tuple[Passage, ...]:
    """All passages in document order, attributions joined to their quotations."""
    found: dict[str, Passage] = {}
    for index, block in enumerate(body.blocks):
        _collect(block, index, (), None, roles, found)
    for passage in [p for p in found.values() if p.role == "attribution"]:
        for id in passage.quotations:
            if id in found:
                found[id] = replace(found[id], attributions=(*found[id].attributions, passage.id))
    return tuple(found.values())


def _collect(
    node: Node,
    index: int,
    around: tuple[tuple[Role, str], ...],
    figure: Node | None,
    roles: Roles,
    found: dict[str, Passage],
) -> None:
    if node.name == "figure":
        figure = node
    role = roles.of(node.name, node.get)
    if role is not None and (id := node.get("data-id")):
        part = _part(role, node)
        if id in found:
            old = found[id]
            found[id] = replace(old, parts=(*old.parts, part), blocks=(*old.blocks, index), nodes=(*old.nodes, node))
        else:
            found[id] = _passage(role, node, part, index, around, figure)
        around = (*around, (role, id))
    for child in node.children:
        if isinstance(child, Node):
            _collect(child, index, around, figure, roles, found)


def _part(role: Role, node: Node) -> str:
    """The text of one element. A caption's without its credit, a block's without the attribution inside it."""
    if role.kind == "caption":
        text = plain_text(_without(node.children, "credit"))
        # The brackets that stood around the credit are no part of the caption.
        return text.replace("()", "").replace("[]", "").strip(" \n|–—")
    if node.name in ("blockquote", "aside"):
        return plain_text(_without(node.children, "attribution")).strip(" \n–—")
    return node.text


def _without(children: tuple[Node | str, ...], marker: str) -> tuple[Node | str, ...]:
    return tuple(
        c if isinstance(c, str) else replace(c, children=_without(c.children, marker))
        for c in children
        if isinstance(c, str) or c.get("data-role") != marker
    )


def _passage(
    role: Role, node: Node, part: str, index: int, around: tuple[tuple[Role, str], ...], figure: Node | None
) -> Passage:
    quotations = tuple(node.get("data-for").split())
    if role.name == "attribution" and not quotations:
        # Containment first: the nearest block around it, else the quotation it stands in.
        quotations = tuple(id for outer, id in around[::-1] if outer.speaker and outer.name != role.name)[:1]
    image = next((c for c in figure.children if isinstance(c, Node) and c.name == "img"), None) if figure else None
    return Passage(
        role=role.name,
        id=node.get("data-id"),
        parts=(part,),
        blocks=(index,),
        speaker=SpeakerRef.read(node.get("data-speaker"), node.get("data-speaker-name")) if role.speaker else None,
        alleged=node.get("data-alleged") == "true",
        cite=node.get("cite"),
        lang=node.get("lang"),
        quotations=quotations,
        within=around[-1][1] if around else None,
        picture=image.get("src") if image else "",
        photo=image.get("data-photo") if image else "",
        nodes=(node,),
    )
