"""Normalising: any sanitised tree becomes a `Body` of the closed vocabulary, in one way only.

No word is lost: what may not stand where it stands is lifted out or unwrapped, and what is said about it goes into
`problems`. The same input gives the same Body, ids included.
"""

from __future__ import annotations

from collections.abc import Callable

from newsmarkup.document import schema
from newsmarkup.document.inline import Mark, Run, add, fold, nest
from newsmarkup.document.node import Body, Node
from newsmarkup.document.problem import Problem
from newsmarkup.document.register import Register
from newsmarkup.errors import BodyRefused
from newsmarkup.roles.base import Role, Roles

Children = tuple[Node | str, ...]
Marks = tuple[Mark, ...]

_TOP = frozenset({"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "aside", "figure", "hr"})
_IN_ITEM = frozenset({"p", "ul", "ol"})
_IN_BLOCKQUOTE = frozenset({"p", "ul", "ol", "blockquote"})
_IN_ASIDE = frozenset({"p"})
_IN_CAPTION: frozenset[str] = frozenset()

MAX_WITHIN = 10  # passages in passages: each level repeats the words in what is derived


def normalise(nodes: Children, roles: Roles) -> tuple[Body, list[Problem]]:
    """The Body of sanitised raw nodes, and what an editor should know about how it came to be."""
    reader = _Reader(roles)
    flow = _Flow(_TOP)
    reader.flow(nodes, (), flow)
    flow.flush()
    return Body(reader.register.settle(tuple(flow.blocks))), reader.problems


class _Flow:
    """The blocks being collected for one container, and the paragraph that is open in it."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self.allowed = allowed
        self.blocks: list[Node] = []
        self.runs: list[Run] = []
        self.paragraph: tuple[str, tuple[tuple[str, str], ...]] = ("p", ())

    def flush(self) -> None:
        """Close the open paragraph. In a caption, which has none, a border is a line break."""
        if not self.allowed:
            self.runs.append(Run(None, ()))
            return
        runs = fold(self.runs)
        self.runs = []
        if runs:
            name, attrs = self.paragraph
            self.blocks.append(Node(name if name in self.allowed else "p", attrs, nest(runs)))

    def block(self, node: Node) -> None:
        """Take a finished block. One that is not allowed here waits for `_wrap` to lift it out."""
        self.flush()
        if node.name not in self.allowed and node.name in schema.LISTS and self.allowed:
            self.blocks += [child for child in node.walk() if child.name == "p"]
        else:
            self.blocks.append(node)


def _wrap(pieces: list[Node], allowed: frozenset[str], make: Callable[[tuple[Node, ...]], Node], out: _Flow) -> None:
    """Hand `pieces` to `out`, each run of allowed ones in a container of its own, the others lifted between them."""
    group: list[Node] = []
    for piece in [*pieces, None]:
        if piece is not None and piece.name in allowed:
            group.append(piece)
            continue
        if group:
            out.block(make(tuple(group)))
            group = []
        if piece is not None:
            out.block(piece)


class _Reader:
    def __init__(self, roles: Roles) -> None:
        self.roles = roles
        self.problems: list[Problem] = []
        self.register = Register(roles, self.problems)
        self.anchored = frozenset(role.element for role in roles if role.anchor)
        self.in_pullquote = False
        self.within = 0

    def flow(self, nodes: Children, marks: Marks, out: _Flow) -> None:
        for node in nodes:
            if isinstance(node, str):
                out.runs.append(Run(node, marks))
                continue
            role = self.roles.of(node.name, node.get)
            if role is not None:
                self.within += 1
                if self.within > MAX_WITHIN:
                    raise BodyRefused(
                        [
                            Problem(
                                "depth",
                                f"Passages are nested more than {MAX_WITHIN} deep (“{_start(node)}”).",
                                "Untag the outer ones.",
                                "error",
                                field="body",
                            )
                        ]
                    )
                self.role(role, node, marks, out)
                self.within -= 1
            else:
                self.plain(schema.SAME_AS.get(node.name, node.name), node, marks, out)

    # -- what has no role ------------------------------------------------------------------------------------------

    def plain(self, name: str, node: Node, marks: Marks, out: _Flow) -> None:
        if name == "br":
            out.runs.append(Run(None, marks))
        elif name in schema.FORMATTING:
            attrs = _attributes(name, node)
            if name != "a" or attrs:
                marks = add(marks, Mark(name, attrs, schema.FORMATTING[name]))
            self.flow(node.children, marks, out)
        elif name in schema.PARAGRAPHS:
            self.paragraph(name, node, marks, out)
        elif name in schema.LISTS and out.allowed:
            self.list(name, node, marks, out)
        elif name == "hr":
            out.block(Node("hr"))
        elif name == "img":
            picture = self.image(node)
            if picture:
                out.block(Node("figure", (), (picture,)))
        elif name == "figure":
            self.figure(node, marks, out)
        elif name in schema.TRANSPARENT:
            self.paragraph("p", Node("p", (), node.children), marks, out)
        else:
            self.flow(node.children, marks, out)

    def paragraph(self, name: str, node: Node, marks: Marks, out: _Flow) -> None:
        out.flush()
        around, out.paragraph = out.paragraph, (name, _attributes(name, node))
        self.flow(node.children, marks, out)
        out.flush()
        out.paragraph = around

    def list(self, name: str, node: Node, marks: Marks, out: _Flow) -> None:
        pieces: list[Node] = []
        for child in node.children:
            if isinstance(child, str) and not child.strip():
                continue
            item = child.children if isinstance(child, Node) and child.name == "li" else (child,)
            inner = _Flow(_IN_ITEM)
            self.flow(item, marks, inner)
            inner.flush()
            collected = _Flow(frozenset({"li"}))
            _wrap(inner.blocks, _IN_ITEM, lambda group: Node("li", (), group), collected)
            pieces += collected.blocks
        attrs = _attributes(name, node)
        _wrap(pieces, frozenset({"li"}), lambda group: Node(name, attrs, group), out)

    # -- roles -----------------------------------------------------------------------------------------------------

    def role(self, role: Role, node: Node, marks: Marks, out: _Flow) -> None:
        if role.kind == "caption":
            out.flush()
            self.caption(role, node, None, marks, out)
            return
        if role.anchor and self.in_pullquote:
            self.untagged(node)
            self.plain("div" if node.name == role.block_element else "span", node, marks, out)
        elif role.kind == "inline" and (node.name == role.element or not out.allowed):
            id = self.register.claim(role, node)
            mark = Mark(role.element, (("data-id", id),), role.rank)
            self.flow(node.children, add(marks, mark), out)
            self.register.unclaim_if_blank(id, node)
        elif not out.allowed:
            self.plain("div", node, marks, out)
        else:
            self.container(role, node, marks, out)

    def container(self, role: Role, node: Node, marks: Marks, out: _Flow) -> None:
        allowed = _IN_BLOCKQUOTE if role.several else _IN_ASIDE
        if not role.several and any(mark.name in self.anchored for mark in marks):
            self.untagged(node)
            marks = tuple(mark for mark in marks if mark.name not in self.anchored)
        id = self.register.claim(role, node)
        around, self.in_pullquote = self.in_pullquote, self.in_pullquote or not role.several
        inner = _Flow(allowed)
        self.flow(node.children, marks, inner)
        inner.flush()
        self.in_pullquote = around
        ids = [id]

        def make(group: tuple[Node, ...]) -> Node:
            this = ids.pop() if ids else (id if role.several else self.register.claim(role, Node(node.name)))
            return Node(node.name, (("data-id", this),), group)

        out.flush()
        _wrap(inner.blocks, allowed, make, out)
        self.register.unclaim_if_blank(id, node)

    def untagged(self, node: Node) -> None:
        self.problems.append(
            Problem(
                "quotation-in-pullquote",
                f"“{_start(node)}” was untagged inside a pull quote: "
                "a pull quote repeats words and is no quotation of its own.",
                severity="notice",
            )
        )

    # -- figures ---------------------------------------------------------------------------------------------------

    def figure(self, node: Node, marks: Marks, out: _Flow) -> None:
        """A picture and its caption each; what else a foreign figure holds goes on as text."""
        out.flush()
        picture: Node | None = None
        caption: Node | None = None

        def close() -> None:
            nonlocal picture, caption
            if caption is not None:
                self.caption(self.roles["caption"], caption, picture, marks, out)
            elif picture is not None:
                out.block(Node("figure", (), (picture,)))
            picture = caption = None

        for part in _figure_parts(node.children):
            if isinstance(part, Node) and part.name == "img":
                if picture is not None:
                    close()
                picture = self.image(part)
                if picture is not None and caption is not None:
                    close()
            elif isinstance(part, Node) and part.name == "figcaption":
                if caption is not None:
                    close()
                caption = part
                if picture is not None:
                    close()
            else:
                close()
                self.flow((part,), marks, out)
                out.flush()
        close()

    def caption(self, role: Role, node: Node, picture: Node | None, marks: Marks, out: _Flow) -> None:
        inner = _Flow(_IN_CAPTION)
        id = self.register.claim(role, node)
        self.flow(node.children, marks, inner)
        inline = nest(fold(inner.runs))
        parts: tuple[Node, ...] = (picture,) if picture else ()
        if inline:
            parts += (Node("figcaption", (("data-id", id),), inline),)
        else:
            self.register.release(id)
        if parts:
            out.block(Node("figure", (), parts))
        for lifted in inner.blocks:
            out.block(lifted)

    def image(self, node: Node) -> Node | None:
        attrs = dict(_attributes("img", node))
        if not attrs.get("src"):
            self.problems.append(
                Problem(
                    "picture-without-address",
                    f"A picture ({node.get('alt') or 'without a description'}) was removed: "
                    "its address is missing or not one that may be shown.",
                    "Upload it as a photo.",
                )
            )
            return None
        attrs.setdefault("alt", "")
        return Node("img", tuple((name, attrs[name]) for name in schema.ATTRIBUTES["img"] if name in attrs))


def _figure_parts(children: Children) -> list[Node | str]:
    """Images, captions and the rest, in order, looked for through the wrappers that pages put around them."""
    out: list[Node | str] = []
    for child in children:
        if isinstance(child, str):
            if child.strip():
                out.append(child)
        elif child.name in ("div", "a", "picture", "span", "p", "section") and any(
            n.name in ("img", "figcaption") for n in child.walk()
        ):
            out += _figure_parts(child.children)
        else:
            out.append(child)
    return out


def _attributes(name: str, node: Node) -> tuple[tuple[str, str], ...]:
    if not node.attrs:
        return ()
    given, out = dict(node.attrs), []
    for attribute, check in schema.ATTRIBUTES.get(name, {}).items():
        if attribute in given and (value := check(given[attribute])) is not None:
            out.append((attribute, value))
    return tuple(out)


def _start(node: Node) -> str:
    text = " ".join(node.text.split())
    return text if len(text) <= 40 else text[:39] + "…"
