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
from newsmarkup.picture.facts import copyright_year, publishable_date


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
        lead = figures.pop(article.lead.key, article.lead)
        yield lead
        yield from crops(lead)
    yield from figures.values()


def crops(picture: Picture) -> Iterator[Picture]:
    """The picture in the ratios that search engines ask for, each with its rights."""
    for made in picture.renditions:
        if made.shape:
            yield replace(
                picture,
                key=picture.key and f"{picture.key}-{made.shape}",
                url=made.url,
                width=made.width,
                height=made.height,
                media_type=made.media_type,
                sha256="",
                renditions=(),
            )


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
    """The picture of an article: see `image`."""
    return image(graph, picture, article.url, lead=lead)


def image(graph: Graph, picture: Picture, page: str, *, lead: bool = False) -> Thing:
    """The ImageObject wherever a picture is shown, on the page of this URL: a root node (and a reference to it) if
    anything is known of its rights, else nested where it is used."""
    node = image_object(picture, f"{page}#photo-{picture.key}" if picture.key else picture.url)
    if lead:
        node["representativeOfPage"] = True
    if node.keys() & {"creator", "creditText", "copyrightNotice", "license"}:
        return graph.add(node)
    del node["@id"]
    return node


def image_object(picture: Picture, id: str = "") -> Thing:
    """The node, with all that is known of the picture. `contentLocation` is where it was taken; a year or a month alone is
    no schema.org date and stays out."""
    type_ = picture.creator_kind
    holders = [
        thing(type_ if name in picture.creators else "Organization", name=name)
        for name in (one.strip() for one in picture.copyright_holder.split(";"))
        if name
    ]
    return thing(
        "ImageObject",
        id,
        url=picture.url,
        contentUrl=picture.url,
        encodingFormat=picture.media_type,
        width=pixels(picture.width),
        height=pixels(picture.height),
        caption=picture.caption,
        description=picture.alt,
        creator=[thing(type_, name=name) for name in picture.creators],
        creditText=picture.credit_line,
        sourceOrganization=picture.source and thing("Organization", name=picture.source),
        copyrightNotice=picture.copyright_notice,
        copyrightHolder=holders,
        copyrightYear=copyright_year(picture.copyright_notice),
        license=picture.license_url,
        acquireLicensePage=picture.acquire_license_url,
        dateCreated=publishable_date(picture.taken),
        contentLocation=picture.place and thing("Place", name=picture.place),
        digitalSourceType=picture.digital_source_type and f"https://schema.org/{picture.digital_source_type}",
        sha256=picture.sha256,
    )
