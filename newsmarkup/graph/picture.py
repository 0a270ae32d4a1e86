"""Pictures as ImageObject, with everything that is known of their rights.

Source: Google's image metadata documentation (contentUrl and one of creator, creditText, copyrightNotice, license).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from newsmarkup.document.article import Article, Picture
from newsmarkup.document.node import Node
from newsmarkup.graph.agents import pixels
from newsmarkup.graph.thing import Graph, Thing, thing


def shown(article: Article) -> Iterator[Picture]:
    """The lead picture and the figures of what everyone may read, each once, saying what the page says under it."""
    figures: dict[str, Picture] = {}
    under: dict[tuple[str, str], dict[str, str]] = {}
    for passage in article.open_passages:
        if passage.role in ("caption", "credit"):
            under.setdefault((passage.picture, passage.photo), {})[passage.role] = passage.text
    for block in article.open_body.blocks:
        if block.name != "figure":
            continue
        image = next((c for c in block.children if isinstance(c, Node) and c.name == "img"), None)
        if image is not None:
            picture = _of_figure(image, under, article)
            figures.setdefault(picture.key or picture.url, picture)
    if article.lead is not None:
        yield figures.pop(article.lead.key, article.lead)
    yield from figures.values()


def _of_figure(image: Node, under: dict[tuple[str, str], dict[str, str]], article: Article) -> Picture:
    url, key = image.get("src"), image.get("data-photo")
    said = under.get((url, key), {})
    known = article.pictures.get(key) or Picture("", _absolute(url, article))
    return replace(
        known,
        alt=image.get("alt") or known.alt,
        caption=said.get("caption", ""),
        credit_line=said.get("credit", known.credit_line),
    )


def _absolute(url: str, article: Article) -> str:
    return article.site.url.rstrip("/") + url if url.startswith("/") else url


def add_picture(graph: Graph, picture: Picture, article: Article, *, lead: bool) -> Thing:
    """The ImageObject: a root node if anything is known of its rights, else nested where it is used."""
    type_ = picture.creator_kind
    creators = [thing(type_, name=name) for name in picture.creators]
    holder = picture.copyright_holder and thing("Organization", name=picture.copyright_holder)
    if holder and picture.copyright_holder in picture.creators:
        holder = thing(type_, name=picture.copyright_holder)
    node = thing(
        "ImageObject",
        f"{article.url}#photo-{picture.key}" if picture.key else picture.url,
        url=picture.url,
        contentUrl=picture.url,
        encodingFormat=picture.media_type,
        width=pixels(picture.width),
        height=pixels(picture.height),
        caption=picture.caption,
        description=picture.alt,
        creator=creators,
        creditText=picture.credit_line,
        sourceOrganization=picture.source and thing("Organization", name=picture.source),
        copyrightNotice=picture.copyright_notice,
        copyrightHolder=holder,
        license=picture.license_url,
        acquireLicensePage=picture.acquire_license_url,
        digitalSourceType=picture.digital_source_type and f"https://schema.org/{picture.digital_source_type}",
        representativeOfPage=True if lead else None,
    )
    if node.keys() & {"creator", "creditText", "copyrightNotice", "license"}:
        return graph.add(node)
    del node["@id"]
    return node
