"""The text of an article as elements of NITF."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from newsmarkup.document.article import Article
from newsmarkup.document.node import Body, Node, plain_text
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.exporting.pictures import Shown, shown
from newsmarkup.exporting.xml import add, say, text

_SAME = {"p": "p", "ul": "ul", "ol": "ol", "li": "li", "hr": "hr", "br": "br", "em": "em"}


class Text:
    """Adds bodies below one element: an id stands once in a document."""

    def __init__(self, article: Article) -> None:
        self.pictures = {one.picture.url: one for one in shown(article)}
        self.ids: set[str] = set()

    def add(self, parent: Any, body: Body) -> None:
        for block in body.blocks:
            self.node(parent, block)

    def nodes(self, parent: Any, nodes: Sequence[Node | str]) -> None:
        for node in nodes:
            self.words(parent, node) if isinstance(node, str) else self.node(parent, node)

    def words(self, parent: Any, words: str) -> None:
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text(words)
        else:
            parent.text = (parent.text or "") + text(words)

    def node(self, parent: Any, node: Node) -> None:
        if node.name in _SAME:
            element = add(parent, _SAME[node.name], xml_lang=node.get("lang"))
        elif node.name in ("h2", "h3", "h4"):
            element = add(parent, "hl2", class_="" if node.name == "h2" else node.name, xml_lang=node.get("lang"))
        elif node.name == "a":
            element = add(parent, "a", href=node.get("href"))
        elif node.name == "figure":
            self.figure(parent, node)
            return
        elif node.name == "blockquote":
            self.quoted_block(parent, node)
            return
        elif node.name == "aside":
            block = add(add(parent, "bq", **self.marks(node, "pullquote")), "block")
            self.nodes(block, node.children)
            return
        elif node.name == "q":
            element = add(parent, "q", xml_lang=node.get("lang"), **self.marks(node, "quotation"))
        elif node.get("data-role") == "attribution":
            organization = SpeakerRef.read(node.get("data-speaker"), node.get("data-speaker-name"))
            name = "org" if organization and organization.kind == "organization" else "person"
            named = [f"for-{id}" for id in node.get("data-for").split()]
            # It holds no markup of its own.
            self.words(add(parent, name, **self.marks(node, "attribution", *named)), plain_text(node.children))
            return
        else:
            element = add(parent, "em", class_=node.name)
        self.nodes(element, node.children)

    def marks(self, node: Node, *classes: str) -> dict[str, str]:
        """id, class and speaker of a passage. Its second element says whose part it is."""
        id, words = node.get("data-id"), list(classes)
        if id in self.ids:
            words.append(f"of-{id}")
        speaker = SpeakerRef.read(node.get("data-speaker"), node.get("data-speaker-name"))
        if speaker:
            words.append(speaker.kind)
        if node.get("data-alleged"):
            words.append("alleged")
        marks = {"id": "" if id in self.ids else id, "class": " ".join(words)}
        if speaker and node.name != "span":
            marks["quote-source"] = speaker.name
        self.ids.add(id)
        return marks

    def quoted_block(self, parent: Any, node: Node) -> None:
        bq = add(parent, "bq", xml_lang=node.get("lang"), **self.marks(node, "quotation"))
        self.nodes(add(bq, "block"), node.children)
        if not any(inner.get("data-role") == "attribution" for inner in node.walk()):
            say(bq, "credit", node.get("data-speaker-name"))

    def figure(self, parent: Any, node: Node) -> None:
        image = next((n for n in node.walk() if n.name == "img"), None)
        media = add(parent, "media", media_type="image")
        _reference(media, self.pictures.get(image.get("src")) if image else None)
        caption = next((c for c in node.children if isinstance(c, Node) and c.name == "figcaption"), None)
        if caption is None:
            return
        credits = [c for c in caption.children if isinstance(c, Node) and c.get("data-role") == "credit"]
        own = tuple(c for c in caption.children if c not in credits)
        if plain_text(own):
            element = add(media, "media-caption", id=self.marks(caption)["id"], xml_lang=caption.get("lang"))
            self.nodes(element, own)
        for credit in credits:
            self.nodes(add(media, "media-producer", **self.marks(credit)), credit.children)

    def lead(self, parent: Any, one: Shown) -> None:
        media = add(parent, "media", media_type="image", class_="lead")
        _reference(media, one)
        say(media, "media-caption", one.caption)
        say(media, "media-producer", one.credit)


def _reference(media: Any, one: Shown | None) -> None:
    """The file, with its rights; NITF wants the element even where there is no picture."""
    if one is None:
        add(media, "media-reference")
        return
    picture = one.picture
    for name, values in (
        ("creator", picture.creators),
        ("copyright-holder", [picture.copyright_holder]),
        ("licence", [picture.license_url]),
        ("acquire-licence", [picture.acquire_license_url]),
        ("digital-source-type", [picture.digital_source_type]),
    ):
        for value in filter(None, values):
            add(media, "media-metadata", name=name, value=value)
    add(
        media, "media-reference", source=picture.url, mime_type=picture.media_type, width=picture.width,
        height=picture.height, alternate_text=picture.alt, source_credit=picture.source, copyright=picture.copyright_notice,
    )  # fmt: skip
