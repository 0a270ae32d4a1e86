"""A document of NITF 3.6: head, the body's head, the body's content."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from newsmarkup.document.article import Article, Person
from newsmarkup.exporting.base import Exporter, register
from newsmarkup.exporting.html import public_body, travelling
from newsmarkup.exporting.nitf.text import Text
from newsmarkup.exporting.pictures import shown
from newsmarkup.exporting.xml import add, root, say, serialise

NAMESPACE = "http://iptc.org/std/NITF/2006-10-18/"


def write(article: Article) -> bytes:
    return serialise(document(article))


def document(article: Article) -> Any:
    nitf = root("nitf", {None: NAMESPACE}, baselang=article.language)
    _head(add(nitf, "head"), article)
    body = add(nitf, "body")
    _body_head(add(body, "body.head"), article)
    content, text = add(body, "body.content"), Text(article)
    public = public_body(article)
    in_text = {node.get("src") for node in public.walk() if node.name == "img"}
    for one in shown(article):
        if one.lead and one.picture.url not in in_text:
            text.lead(content, one)
    text.add(content, public)
    for update in article.open_updates:
        say(content, "hl2", update.headline)
        text.add(content, travelling(update.body, article))
    for correction in article.corrections:
        add(content, "p", f"Correction: {correction.text}", class_="correction")
    return nitf


def _head(head: Any, article: Article) -> None:
    add(head, "title", article.headline)
    data = add(head, "docdata")
    add(data, "doc-id", regsrc=article.site.name, id_string=article.id)
    if article.published:
        add(data, "date.issue", norm=norm(article.published))
    if article.slug:
        add(data, "du-key", key=article.slug)
    rights = article.rights
    if rights and (rights.holder or rights.year):
        add(data, "doc.copyright", year=rights.year, holder=rights.holder and rights.holder.name)
    if article.keywords:
        keywords = add(data, "key-list")
        for keyword in article.keywords:
            add(keywords, "keyword", key=keyword)
    add(
        head, "pubdata", type="web", name=article.publisher.name if article.publisher else article.site.name,
        ex_ref=article.url, **{"date.publication": article.published and norm(article.published),
                               "position.section": article.section and article.section.name},
    )  # fmt: skip
    if article.changed:
        add(head, "revision-history", norm=norm(article.changed))


def _body_head(head: Any, article: Article) -> None:
    lines = add(head, "hedline")
    add(lines, "hl1", article.headline)
    say(lines, "hl2", article.alternative_headline)
    for byline in article.bylines:
        element = add(head, "byline", class_=byline.role)
        add(element, "person" if isinstance(byline.agent, Person) else "byttl", byline.agent.name)
    if article.source:
        add(add(head, "distributor"), "org", article.source.name)
    if article.dateline:
        add(add(head, "dateline"), "location", article.dateline)
    if article.description:
        add(add(head, "abstract"), "p", article.description)


def norm(at: datetime) -> str:
    """ISO 8601 in its basic form, as NITF writes it, in UTC."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


NITF = register(
    Exporter(
        "nitf", "NITF", "application/nitf+xml", "xml",
        frozenset({"caption", "credit", "pullquote", "quotation", "attribution", "speaker", "alleged", "rights"}), write,
    )
)  # fmt: skip
