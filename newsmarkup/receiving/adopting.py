"""Adopting: the body of another house's article as one of ours: its speakers by our registry's keys, its pictures as our
photos or by their address, each with its caption and credit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from newsmarkup.document.article import Article, Picture
from newsmarkup.document.node import Body, Node
from newsmarkup.document.problem import Problem
from newsmarkup.document.speaker import SpeakerRef

Names = tuple[str, str]  # "person" or "organization", and the name


@dataclass(frozen=True, slots=True)
class Found:
    """A photo of our registry: what a figure that shows it says of it."""

    key: str
    url: str


@dataclass
class Adoption:
    """`speakers`: names → who that is in our registry. `photos`: the source's picture keys → ours. `files`: the keys of
    pictures that have no address because they came in the file."""

    article: Article
    speakers: Mapping[Names, SpeakerRef] = field(default_factory=dict)
    photos: Mapping[str, Found] = field(default_factory=dict)
    files: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)

    def body(self) -> Body:
        """With a figure for each picture that stands nowhere in the text: the lead's first, the others last."""
        blocks = list(self.text(self.article.body).blocks)
        shown = {node.get("data-photo") or node.get("src") for node in self.article.body.walk() if node.name == "img"}
        lead = self.article.lead
        for picture in self.article.pictures.values():
            if not {picture.key, picture.url} & shown and (lead is None or picture.key != lead.key):
                blocks += self._figure(picture)
        if lead is not None and lead.key not in self.photos and not {lead.key, lead.url} & shown:
            blocks = [*self._figure(lead), *blocks]
        return Body(tuple(blocks))

    def text(self, body: Body) -> Body:
        """Of the article or of a part of it."""
        return Body(tuple(node for block in body.blocks for node in self._node(block)))

    def _figure(self, picture: Picture) -> Iterator[Node]:
        image = Node("img", (("src", picture.url), ("alt", picture.alt), ("data-photo", picture.key)))
        yield from self._node(Node("figure", (), (image,)))

    def _node(self, node: Node) -> Iterator[Node]:
        attrs = node.attrs
        if node.get("data-speaker"):
            attrs = self._speaker(node)
        elif node.name == "img":
            yield from self._image(node)
            return
        children: list[Node | str] = []
        for child in node.children:
            children += [child] if isinstance(child, str) else self._node(child)
        if node.name == "figure":
            children += self._said(node, children)
            if not children:
                return
        yield replace(node, attrs=attrs, children=tuple(children))

    def _speaker(self, node: Node) -> tuple[tuple[str, str], ...]:
        """The source's own keys mean nothing here: speakers are known by their names."""
        rest = tuple((k, v) for k, v in node.attrs if k not in ("data-speaker", "data-speaker-name"))
        ref = SpeakerRef.read(node.get("data-speaker"), node.get("data-speaker-name"))
        if ref is not None and ref.key:
            agent = self.article.speakers.get(ref.target)
            ref = replace(ref, key="", name=agent.name) if agent else None
        if ref is None:
            return rest
        if ref.kind != "anonymous":
            ref = self.speakers.get((ref.kind, ref.name), ref)
        return (*rest, *ref.attributes())

    def _image(self, node: Node) -> Iterator[Node]:
        key = node.get("data-photo")
        photo = self.photos.get(key)
        attrs = dict(node.attrs)
        if photo is not None:
            yield replace(node, attrs=tuple({**attrs, "src": photo.url, "data-photo": photo.key}.items()))
            return
        attrs.pop("data-photo", None)
        if key in self.files:
            return  # it could not be stored; its caption stays
        picture = self.article.pictures.get(key)
        if picture is not None and picture.alt and not attrs.get("alt"):
            attrs["alt"] = picture.alt
        source = attrs.get("src", "")
        if source.startswith(("http://", "https://")):
            self.problems.append(
                Problem("remote-picture", f"The picture {source} is shown from its own address: it was not sent along, and "
                        "nothing is fetched.", "Add it as a photo if you have the rights, and choose it in the figure.",
                        field="body")
            )  # fmt: skip
        yield replace(node, attrs=tuple(attrs.items()))

    def _said(self, figure: Node, children: list[Node | str]) -> list[Node]:
        """The caption and credit that are known of its picture, where the figure itself says nothing."""
        image = next((n for n in figure.walk() if n.name == "img"), None)
        if image is None or any(isinstance(c, Node) and c.name == "figcaption" for c in children):
            return []
        picture = self.article.pictures.get(image.get("data-photo"))
        if picture is None and self.article.lead is not None and image.get("data-photo") == self.article.lead.key:
            picture = self.article.lead
        if picture is None:
            return []
        credit = picture.credit_line or " / ".join(filter(None, (", ".join(picture.creators), picture.source)))
        small = Node("small", (("data-role", "credit"),), (credit,))
        words: list[Node | str] = [*([picture.caption, " "] if picture.caption else []), *([small] if credit else [])]
        return [Node("figcaption", (), tuple(words))] if words else []


def named(article: Article) -> set[Names]:
    """Whom the quotations of an article name as their speakers."""
    found: set[Names] = set()
    bodies = (article.body, *(update.body for update in article.updates))
    for node in (node for body in bodies for node in body.walk()):
        ref = SpeakerRef.read(node.get("data-speaker"), node.get("data-speaker-name")) if node.attrs else None
        if ref is None or ref.kind == "anonymous":
            continue
        agent = article.speakers.get(ref.target) if ref.key else None
        if name := (agent.name if agent else ref.name):
            found.add((ref.kind, name))
    return found
