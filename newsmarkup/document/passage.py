"""Passage: one occurrence of a role in a Body, with its stable id."""

from __future__ import annotations

from dataclasses import dataclass, field

from newsmarkup.document.node import Body, Node, plain_text
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.roles.base import Role, Roles
from newsmarkup.roles.quotation import words


@dataclass(frozen=True, slots=True)
class Passage:
    """`parts` are the texts of its elements in order, as they stand in the article; `blocks` the index of the
    top-level block each is in.

    `cite` and `occasion`: of a quotation, the document it is taken from (URL), and what it was said at.
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
    occasion: str = ""
    lang: str = ""
    quotations: tuple[str, ...] = ()
    attributions: tuple[str, ...] = ()
    within: str | None = None
    picture: str = ""
    photo: str = ""

    @property
    def text(self) -> str:
        """Its words as plain text. Of a quotation, without the outer quotation marks: parts in one block are joined by a
        space, those of several blocks by a line break."""
        if self.role not in ("quotation", "pullquote"):
            return " ".join(" ".join(part.split()) for part in self.parts)
        if len(self.parts) == 1:
            return words(self.parts[0])
        out = ""
        for part, block, before in zip(self.parts, self.blocks, (None, *self.blocks), strict=False):
            out += ("" if before is None else " " if before == block else "\n") + words(part)
        return out


def passages(body: Body, roles: Roles) -> tuple[Passage, ...]:
    """All passages in document order, attributions joined to their quotations."""
    found: dict[str, _Draft] = {}
    for index, block in enumerate(body.blocks):
        _collect(block, index, (), None, roles, found)
    for id, draft in found.items():
        for quotation in draft.quotations:
            if quotation in found:
                found[quotation].attributions.append(id)
    return tuple(draft.passage(id) for id, draft in found.items())


@dataclass(slots=True)
class _Draft:
    role: Role
    first: Node
    figure: Node | None
    within: str | None
    quotations: tuple[str, ...]
    parts: list[str] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    attributions: list[str] = field(default_factory=list)

    def passage(self, id: str) -> Passage:
        get, role = self.first.get, self.role
        image = (
            next((c for c in self.figure.children if isinstance(c, Node) and c.name == "img"), None)
            if self.figure
            else None
        )
        return Passage(
            role=role.name,
            id=id,
            parts=tuple(self.parts),
            blocks=tuple(self.blocks),
            speaker=SpeakerRef.read(get("data-speaker"), get("data-speaker-name")) if role.speaker else None,
            alleged=get("data-alleged") == "true",
            cite=get("cite"),
            occasion=get("data-occasion"),
            lang=get("lang"),
            quotations=self.quotations,
            attributions=tuple(self.attributions),
            within=self.within,
            picture=image.get("src") if image else "",
            photo=image.get("data-photo") if image else "",
        )


_Around = tuple[tuple[Role, str], ...]


def _collect(
    node: Node, index: int, around: _Around, figure: Node | None, roles: Roles, found: dict[str, _Draft]
) -> None:
    if node.name == "figure":
        figure = node
    id = node.get("data-id") if node.attrs else ""
    role = roles.of(node.name, node.get) if id else None
    if role is not None:
        draft = found.get(id)
        if draft is None:
            within = around[-1][1] if around else None
            draft = found[id] = _Draft(role, node, figure, within, _quotations(role, node, around))
        draft.parts.append(_part(role, node))
        draft.blocks.append(index)
        around = (*around, (role, id))
    for child in node.children:
        if not isinstance(child, str):
            _collect(child, index, around, figure, roles, found)


def _quotations(role: Role, node: Node, around: _Around) -> tuple[str, ...]:
    """Of an attribution. Containment first: the nearest passage with a speaker around it, where it names none."""
    if "data-for" not in role.attributes:
        return ()
    named = tuple(node.get("data-for").split())
    return named or tuple(id for outer, id in around[::-1] if outer.speaker and outer.name != role.name)[:1]


def _part(role: Role, node: Node) -> str:
    """The text of one element. A caption's without its credit, a block's without the attribution inside it."""
    if role.kind == "caption":
        text = plain_text(_without(node.children, "credit"))
        # The brackets that stood around the credit are no part of the caption.
        return text.replace("()", "").replace("[]", "").strip(" \n|–—")
    if node.name in ("blockquote", "aside"):
        return plain_text(_without(node.children, "attribution")).strip(" \n–—")
    if len(node.children) == 1 and isinstance(node.children[0], str):
        return node.children[0].strip("\n ")
    return node.text


def _without(children: tuple[Node | str, ...], marker: str) -> tuple[Node | str, ...]:
    return tuple(
        c if isinstance(c, str) else Node(c.name, c.attrs, _without(c.children, marker))
        for c in children
        if isinstance(c, str) or c.get("data-role") != marker
    )
