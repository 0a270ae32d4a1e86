"""The pictures that everyone may see of an article, the lead first, each with what this article says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsmarkup.document.article import Article, Picture
from newsmarkup.document.node import Body, Node
from newsmarkup.exporting.html import absolute


@dataclass(frozen=True, slots=True)
class Shown:
    """`caption` and `credit` as they stand in the article, else as the photo has them; `lead`: it stands above the text."""

    picture: Picture
    caption: str
    credit: str
    lead: bool = False


def shown(article: Article) -> tuple[Shown, ...]:
    """Each address once."""
    found: dict[str, Shown] = {}
    if article.lead:
        found[article.lead.url] = Shown(article.lead, article.lead.caption, credit_of(article.lead), lead=True)
    for figure in _figures(article):
        one = of_figure(figure, article)
        if one and one.picture.url not in found:
            found[one.picture.url] = one
        elif one:
            known = found[one.picture.url]
            found[one.picture.url] = replace(
                known, caption=one.caption or known.caption, credit=one.credit or known.credit
            )
    return tuple(found.values())


def of_figure(figure: Node, article: Article) -> Shown | None:
    """The picture of a figure of the body; None for a caption that stands alone."""
    image = next((c for c in figure.children if isinstance(c, Node) and c.name == "img"), None)
    if image is None:
        return None
    known = article.pictures.get(image.get("data-photo"))
    if known is None:
        known = Picture("", absolute(image.get("src"), article), _pixels(image, "width"), _pixels(image, "height"))
    caption = credit = ""
    ids = {n.get("data-id") for n in figure.walk()} - {""}
    for passage in article.passages:
        if passage.id in ids and passage.role == "caption":
            caption = passage.text
        elif passage.id in ids and passage.role == "credit":
            credit = f"{credit} / {passage.text}" if credit else passage.text
    picture = replace(known, alt=image.get("alt") or known.alt)
    return Shown(picture, caption, credit)


def credit_of(picture: Picture) -> str:
    """How a photo asks to be credited."""
    return picture.credit_line or " / ".join(filter(None, (", ".join(picture.creators), picture.source)))


def _figures(article: Article) -> Iterator[Node]:
    bodies: tuple[Body, ...] = (article.open_body, *(update.body for update in article.open_updates))
    for body in bodies:
        for node in body.walk():
            if node.name == "figure":
                yield node


def _pixels(image: Node, name: str) -> int | None:
    return int(value) if (value := image.get(name)) else None
