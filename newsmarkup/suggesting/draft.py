"""Draft: a body into which tags are being put, and its blocks with them."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable

from newsmarkup.document.inline import Mark
from newsmarkup.document.node import Body, Node
from newsmarkup.document.schema import PARAGRAPHS
from newsmarkup.roles.base import Role, Roles
from newsmarkup.suggesting.leaf import Leaf
from newsmarkup.suggesting.suggestion import Suggestion
from newsmarkup.suggesting.text import Text, leaves
from newsmarkup.suggesting.weave import Inline, Laid, weave

Place = tuple[int, int, int]  # the block, and `[start, end)` in it


class Draft:
    """One body and what is being put into it; `blocks()` is what comes of it."""

    def __init__(self, body: Body, text: Text, roles: Roles) -> None:
        self.body, self.text, self.roles = body, text, roles
        self.leaves: list[Leaf] = []
        for node, _ in leaves(body):
            self.leaves.append(Leaf.of(node, roles))
        if [len(leaf.text) for leaf in self.leaves] != [b.end - b.start for b in text.blocks]:
            raise ValueError("That text is not this body's: make it with Text.of_body(body).")
        self.same: Counter[tuple[str, str]] = Counter()
        self.ids = {id for node in body.walk() if (id := node.get("data-id"))}
        self.asides = {" ".join(node.text.split()) for node in body.blocks if node.name == "aside"}
        self.captions: dict[int, str] = {}  # block → id of the caption that it becomes
        self.pullquotes: dict[int, tuple[str, Suggestion]] = {}
        self.offers: defaultdict[int, list[Node]] = defaultdict(list)  # after which block
        self.credits: set[int] = set()  # blocks that are nothing but a credit
        self.mentions: dict[Place, list[str]] = {}
        self.joined: defaultdict[str, list[str]] = defaultdict(list)  # attribution → more quotations of its

    def new_id(self, letter: str, key: str) -> str:
        """A passage's id, from its words: the same every time."""
        id = f"{letter}{key[:7]}"
        while id in self.ids:
            self.same[letter, key] += 1
            seed = f"{self.same[letter, key]} {key}".encode()
            id = letter + hashlib.blake2s(seed, digest_size=4).hexdigest()[:7]
        self.ids.add(id)
        return id

    def aside(self, id: str, one: Suggestion) -> tuple[tuple[str, str], ...]:
        marker = self.roles["pullquote"].marker or ("data-role", "pullquote")
        return (marker, ("data-id", id), *speaker_of(one, self.roles["pullquote"]))

    # -- the blocks again ---------------------------------------------------------------------------------------------

    def blocks(self) -> tuple[Node, ...]:
        """Raw blocks; normalising makes them canonical."""
        out: list[Node] = []
        before = -1  # the block that the last of `out` began as, where it is a caption or pull quote in the making
        index = 0
        for block in self.body.blocks:
            count = sum(1 for _ in leaves(Body((block,))))
            if count == 1 and block.name in PARAGRAPHS:
                self._paragraph(index, out, before)
                before = index
            else:
                made = before in self.captions and bool(out) and _is_waiting(out[-1], "figcaption")
                out.append(self._within(block, iter(range(index, index + count))))
                if made and _is_waiting(out[-1], "img"):  # a picture below its caption
                    picture, figure = out.pop(), out.pop()
                    out.append(Node("figure", picture.attrs, (*picture.children, *figure.children)))
                before = -1
            index += count
            for at in range(index - count, index):
                out += self.offers[at]
        return tuple(out)

    def _paragraph(self, index: int, out: list[Node], before: int) -> None:
        node = self.leaves[index].node
        children = self._inline(index)
        last = out[-1] if out else None
        if index in self.pullquotes:
            id, one = self.pullquotes[index]
            paragraph = Node("p", node.attrs, children)
            if last is not None and before in self.pullquotes and self.pullquotes[before][0] == id:
                out[-1] = Node("aside", last.attrs, (*last.children, paragraph))
            else:
                out.append(Node("aside", self.aside(id, one), (paragraph,)))
            return
        if index in self.captions:
            id = self.captions[index]
            if last is not None and before in self.captions and self.captions[before] == id:
                out[-1] = _with_line(last, children)
            elif last is not None and _is_waiting(last, "img"):
                out[-1] = Node("figure", last.attrs, (*last.children, _figcaption(id, node, children)))
            else:
                out.append(Node("figure", (), (_figcaption(id, node, children),)))
            return
        if index in self.credits and last is not None and last.name == "figure":
            caption = _caption_of(last)
            if caption is None:
                out[-1] = Node("figure", last.attrs, (*last.children, _figcaption("", node, children)))
                return
            if not any(one.get("data-role") == "credit" for one in caption.walk()):
                out[-1] = _with_line(last, children)
                return
        out.append(Node(node.name, node.attrs, children))

    def _within(self, node: Node, indexes: Iterable[int]) -> Node:
        """A block with the leaves that are in it, in order."""
        if node.name in PARAGRAPHS or node.name == "figcaption":
            return Node(node.name, node.attrs, self._inline(next(iter(indexes))))
        numbers = iter(indexes)
        children = tuple(c if isinstance(c, str) else self._within(c, numbers) for c in node.children)
        return Node(node.name, node.attrs, children)

    def _inline(self, index: int) -> Inline:
        leaf = self.leaves[index]
        laid = []
        for one in leaf.laid:
            mark = one.mark
            if mark.name == "span":
                mark = Mark(mark.name, self._extended(mark.attrs, (index, one.start, one.end)), mark.rank)
            laid.append(Laid(one.start, one.end, mark))
        return weave(leaf.text, laid, leaf.furniture)

    def _extended(self, attrs: tuple[tuple[str, str], ...], place: Place | None = None) -> tuple[tuple[str, str], ...]:
        """An attribution's attributes with the quotations that are joined to it."""
        values = dict(attrs)
        if values.get("data-id") == "" and place in self.mentions:
            ids = list(dict.fromkeys(self.mentions[place]))
            key = hashlib.blake2s(f"{place} {ids}".encode(), digest_size=4).hexdigest()
            values["data-id"] = self.new_id("a", key)
        else:
            ids = [*values.get("data-for", "").split(), *self.joined.get(values.get("data-id", ""), ())]
        if ids:
            values["data-for"] = " ".join(dict.fromkeys(ids))
        return tuple(values.items())


def speaker_of(one: Suggestion, role: Role) -> tuple[tuple[str, str], ...]:
    """The attributes that name the speaker; none where nobody can be named."""
    if one.speaker is None:
        return ()
    attrs = one.speaker.ref.attributes()
    checked = tuple((name, role.check(name, value)) for name, value in attrs)
    if any(value is None for _, value in checked) or (attrs[0][1] in ("person", "organization") and len(attrs) == 1):
        return ()
    return tuple((name, value) for name, value in checked if value is not None)


def _figcaption(id: str, node: Node, children: Inline) -> Node:
    attrs = tuple((name, value) for name, value in node.attrs if name in ("lang", "dir"))
    return Node("figcaption", ((("data-id", id),) if id else ()) + attrs, children)


def _is_waiting(node: Node, name: str) -> bool:
    """Whether it is a figure with a picture ("img") or a caption ("figcaption") alone."""
    return node.name == "figure" and [c.name for c in node.children if isinstance(c, Node)] == [name]


def _caption_of(figure: Node) -> Node | None:
    return next((c for c in figure.children if isinstance(c, Node) and c.name == "figcaption"), None)


def _with_line(figure: Node, children: Inline) -> Node:
    """The figure, its caption with one more line."""
    parts = [
        Node(c.name, c.attrs, (*c.children, Node("br"), *children))
        if isinstance(c, Node) and c.name == "figcaption"
        else c
        for c in figure.children
    ]
    return Node("figure", figure.attrs, tuple(parts))
