"""NewsML-G2 2.35: a news message with the text as one news item and each picture as another.

Source: IPTC, NewsML-G2 2.35 (specification and Guidelines). The text is XHTML in which every role stands as in the page. Of
a picture the credit line is `creditline`, never the source; each has rights of its own. The text's item links to them, to
the lead with the rank 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from newsmarkup.document.article import Agent, Article, Person
from newsmarkup.exporting.base import Channel, Exporter, register
from newsmarkup.exporting.html import html
from newsmarkup.exporting.pictures import Shown, shown
from newsmarkup.exporting.xml import add, root, say, serialise, text
from newsmarkup.graph.thing import moment
from newsmarkup.picture import sourcetype

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
XHTML = "http://www.w3.org/1999/xhtml"
CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"
_ROLES = {"editor": "crol:editor", "contributor": "crol:contributor"}
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # a version must say when it was made


def write(article: Article) -> bytes:
    return write_list([article], Channel("", article.url, article.site, updated=article.changed))


def write_list(articles: Sequence[Article], channel: Channel) -> bytes:
    message = root("newsMessage", {None: NAMESPACE})
    header = add(message, "header")
    times = [article.changed for article in articles if article.changed]
    add(header, "sent", moment(channel.at or channel.updated or max(times, default=_NEVER)))
    say(header, "sender", channel.site.name)
    items = add(message, "itemSet")
    for article in articles:
        _text(items, article)
        for one in shown(article):
            _picture(items, one, article)
    return serialise(message)


def _item(items: Any, guid: str, article: Article, kind: str) -> tuple[Any, Any]:
    """(the item, its `itemMeta`), with its rights left to be put before that."""
    item = add(
        items, "newsItem", guid=guid, version=str(max(article.version or 1, 1)), standard="NewsML-G2",
        standardversion="2.35", conformance="power", xml_lang=article.language,
    )  # fmt: skip
    add(item, "catalogRef", href=CATALOG)
    rights = add(item, "rightsInfo")
    meta = add(item, "itemMeta")
    add(meta, "itemClass", qcode=f"ninat:{kind}")
    publisher = article.publisher.name if article.publisher else article.site.name
    add(add(meta, "provider", literal=publisher or "unknown"), "name", publisher or "unknown")
    add(meta, "versionCreated", moment(article.changed or article.published or _NEVER))
    if article.published:
        add(meta, "firstCreated", moment(article.published))
    add(meta, "pubStatus", qcode="stat:usable")
    return rights, meta


def _text(items: Any, article: Article) -> None:
    rights, meta = _item(items, article.url or f"urn:newsmarkup:{article.id}", article, "text")
    item = meta.getparent()
    known = article.rights
    if known and known.holder:
        add(add(rights, "copyrightHolder", literal=known.holder.name), "name", known.holder.name)
    if known:
        say(rights, "copyrightNotice", known.notice)
    if not len(rights):
        item.remove(rights)
    add(meta, "title", article.headline)
    for one in shown(article):
        add(meta, "link", rel="irel:seeAlso", residref=one.picture.url, rank="1" if one.lead else "")
    about = add(item, "contentMeta")
    if article.source:
        add(add(about, "infoSource", literal=article.source.name), "name", article.source.name)
    for byline in article.bylines:
        _agent(about, byline.agent, byline.role)
    if article.language:
        add(about, "language", tag=article.language)
    for keyword in article.keywords:
        add(about, "keyword", keyword)
    if article.section:
        add(add(about, "subject", literal=article.section.slug or article.section.name), "name", article.section.name)
    say(about, "slugline", article.slug)
    add(about, "headline", article.headline)
    say(about, "headline", article.alternative_headline, role="hldrole:sub")
    say(about, "dateline", article.dateline)
    say(about, "by", ", ".join(agent.name for agent in article.authors))
    say(about, "description", article.description, role="drol:summary")
    inline = add(add(item, "contentSet"), "inlineXML", contenttype="application/xhtml+xml")
    inline.append(xhtml(article.headline, html(article)))


def _picture(items: Any, one: Shown, article: Article) -> None:
    picture = one.picture
    rights, meta = _item(items, picture.url, article, "picture")
    item = meta.getparent()
    if picture.copyright_holder:
        add(add(rights, "copyrightHolder", literal=picture.copyright_holder), "name", picture.copyright_holder)
    say(rights, "copyrightNotice", picture.copyright_notice)
    if picture.license_url:
        add(rights, "usageTerms", href=picture.license_url)
    if not len(rights):
        item.remove(rights)
    about = add(item, "contentMeta")
    try:
        if uri := sourcetype.uri(picture.digital_source_type):
            add(about, "digitalSourceType", uri=uri)
    except ValueError:
        pass  # a member of schema.org that IPTC has no term for
    if picture.source:
        add(add(about, "infoSource", literal=picture.source), "name", picture.source)
    for name in picture.creators:
        kind = "cpnat:person" if picture.creator_kind == "Person" else "cpnat:organisation"
        add(add(about, "creator", literal=name, type=kind), "name", name)
    say(about, "headline", picture.alt)
    say(about, "creditline", one.credit)
    say(about, "description", one.caption, role="drol:caption")
    add(
        add(item, "contentSet"), "remoteContent", href=picture.url, contenttype=picture.media_type, width=picture.width,
        height=picture.height, rendition="rnd:highRes",
    )  # fmt: skip


def _agent(about: Any, agent: Agent, role: str) -> None:
    kind = "cpnat:person" if isinstance(agent, Person) else "cpnat:organisation"
    element = "creator" if role == "author" else "contributor"
    add(add(about, element, literal=agent.name, type=kind, role=_ROLES.get(role)), "name", agent.name)


def xhtml(title: str, markup: str) -> Any:
    """A page of XHTML with this text: HTML's parser knows what is an empty element."""
    nsmap: Any = {None: XHTML}
    page = etree.Element(f"{{{XHTML}}}html", nsmap=nsmap)
    etree.SubElement(etree.SubElement(page, f"{{{XHTML}}}head"), f"{{{XHTML}}}title").text = text(title)
    body = lxml_html.fragment_fromstring(text(markup), create_parent="body")
    for element in body.iter(etree.Element):
        element.tag = f"{{{XHTML}}}{element.tag}"
    page.append(body)
    return page


NEWSML_G2 = register(
    Exporter(
        "newsml-g2", "NewsML-G2", "application/vnd.iptc.g2.newsmessage+xml", "xml",
        frozenset({"caption", "credit", "pullquote", "quotation", "attribution", "speaker", "alleged", "occasion", "cite",
                   "rights"}),
        write, write_list,
    )
)  # fmt: skip
