"""NewsML-G2: a news message, or one news item. Texts become Articles, pictures those of the text that names them.

Source: IPTC, NewsML-G2 2.35. A text may be XHTML, NITF or plain. A picture that no text names becomes an Article of its own,
with its caption as text, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from html import escape
from typing import Any, Literal, cast

from lxml import etree

from newsmarkup.document import schema
from newsmarkup.document.article import Article, Byline, Organization, Person, Picture, Section
from newsmarkup.document.attached import Rights
from newsmarkup.document.node import Body
from newsmarkup.document.problem import Problem
from newsmarkup.errors import BodyRefused, ImportRefused
from newsmarkup.importing import xml
from newsmarkup.importing.base import NOWHERE, Imported, Importer, picture_key, register
from newsmarkup.importing.linking import linked
from newsmarkup.importing.nitf.text import Text
from newsmarkup.importing.tagging import tagged
from newsmarkup.importing.xml import local
from newsmarkup.picture import sourcetype
from newsmarkup.pipeline import clean
from newsmarkup.suggesting.language import guess

_ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read(data: bytes, url: str) -> tuple[Imported, ...]:
    """An Article a text. Raises `ImportRefused` for what is no NewsML-G2, or holds no news item."""
    root = xml.parse(data)
    if local(root) not in ("newsMessage", *_ITEMS):
        said = f"The root element is {local(root)}: this is no NewsML-G2."
        raise ImportRefused(Problem("not-newsml-g2", said, "Send a newsMessage or a newsItem.", "error"))
    items = (
        [root] if local(root) in _ITEMS else [e for e in root.iter() if isinstance(e.tag, str) and local(e) in _ITEMS]
    )
    left = [Problem("not-taken", f"A {local(e)} was left out.", "Only news items are articles.", "notice", line=e.sourceline)
            for e in items if local(e) != "newsItem"]  # fmt: skip
    news = [e for e in items if local(e) == "newsItem"]
    if not news:
        said = "There is no news item in it."
        raise ImportRefused(Problem("empty", said, "Send one that holds a text or a picture.", "error"))
    problems: list[Problem] = []
    pictures = {e.get("guid") or "": _picture(e, problems) for e in news if _kind(e) in ("picture", "graphic")}
    found = [_text(e, {guid: p for guid, p in pictures.items() if p}, url) for e in news if _kind(e) == "text"]
    named = {key for one in found for key in (*one.article.pictures, one.article.lead.key if one.article.lead else "")}
    for e in news:
        guid = e.get("guid") or ""
        if guid in pictures and getattr(pictures[guid], "key", "") not in named:
            found.append(_alone(e, pictures[guid]))
    left += [Problem("not-stored-media", f"A {_kind(e)} was left out.", "Add it in the draft.", line=e.sourceline)
             for e in news if _kind(e) not in ("text", "picture", "graphic")]  # fmt: skip
    if not found:
        raise ImportRefused(*(replace(problem, severity="error") for problem in left))
    first = replace(found[0], problems=(*found[0].problems, *problems, *left))
    return (first, *found[1:])


def _text(item: Any, pictures: dict[str, Picture], url: str) -> Imported:
    problems: list[Problem] = []
    links = [(link.get("residref") or link.get("href") or "", link.get("rank")) for link in _all(item, "link")]
    own = [picture for guid, _rank in links if (picture := pictures.get(guid))]
    lead = next((p for guid, rank in links if rank == "1" and (p := pictures.get(guid))), None)
    body = _body(item, problems)
    body, shown = linked(body, {picture.key: picture for picture in pictures.values()})
    lead = lead or next((picture for picture in own if picture.key not in shown), None)
    article = _facts(item, body, problems, url)
    if not any(node.get("data-id") for node in body.walk()):
        article = replace(article, body=tagged(body, article.language, article.headline))
    return Imported(replace(article, lead=lead, pictures={**{p.key: p for p in own}, **shown}), tuple(problems))


def _alone(item: Any, picture: Picture | None) -> Imported:
    """A picture without a text."""
    problems: list[Problem] = [
        Problem("picture-alone", "A picture without a text: its caption became the text.", "Write one, or leave it out.",
                line=item.sourceline)
    ]  # fmt: skip
    caption = _described(item)
    body = clean(f"<p>{escape(caption)}</p>").body if caption else Body()
    return Imported(replace(_facts(item, body, problems, ""), lead=picture), tuple(problems))


def _facts(item: Any, body: Body, problems: list[Problem], url: str) -> Article:
    meta, about = _first(item, "itemMeta"), _first(item, "contentMeta")
    headlines = [e for e in _all(about, "headline") if _words(e)]
    main = next(
        (e for e in headlines if not e.get("role") or "main" in e.get("role")), headlines[0] if headlines else None
    )
    headline = _words(main) if main is not None else _say(meta, "title")
    if not headline:
        problems.append(Problem("no-headline", "The item has no headline.", "Write one.", field="headline"))
    if embargo := _say(meta, "embargoed"):
        said = f"The sender asks not to publish before {embargo}."
        problems.append(Problem("embargo", said, "Set “embargo until”.", field="embargo_until"))
    status = _first(meta, "pubStatus")
    if status is not None and (status.get("qcode") or "").rpartition(":")[2] not in ("", "usable"):
        said = f"The sender says of this item: {status.get('qcode')}."
        problems.append(Problem("withdrawn", said, "Do not publish it.", "error", line=status.sourceline))
    tag = _first(about, "language")
    language = next(
        (v for v in ((tag.get("tag") if tag is not None else ""), item.get(_LANG)) if v and schema.lang(v)), ""
    )
    guid = item.get("guid") or ""
    section = next((e for e in _all(about, "subject") if e.get("literal") and not e.get("qcode")), None)
    article = Article(
        guid, guid if guid.startswith(("http://", "https://")) else url, headline, body, NOWHERE,
        alternative_headline=next((_words(e) for e in headlines if e is not main), ""), slug=_say(about, "slugline"),
        description=_described(item) if _kind(item) == "text" else "",
        section=Section(_say(section, "name")) if section is not None and _say(section, "name") else None,
        keywords=tuple(filter(None, map(_words, _all(about, "keyword")))), dateline=_say(about, "dateline"),
        language=language or guess(body.text), bylines=tuple(_bylines(about)), publisher=_house(_say(meta, "provider")),
        source=_house(_say(_first(about, "infoSource"), "name")),
        published=_moment(meta, "firstCreated", problems) or _moment(about, "contentCreated", problems)
        or _moment(meta, "versionCreated", problems),
        modified=_moment(meta, "versionCreated", problems),
    )  # fmt: skip
    rights = _first(item, "rightsInfo")
    if rights is not None and _words(rights):
        own = Rights(_house(_say(_first(rights, "copyrightHolder"), "name")), notice=_say(rights, "copyrightNotice"))
        article = replace(article, rights=own)
    return article


def _body(item: Any, problems: list[Problem]) -> Body:
    html = ""
    for content in (*_all(item, "inlineXML"), *_all(item, "inlineData")):
        inner = next((e for e in content if isinstance(e.tag, str)), None)
        if inner is None:
            text = content.text or ""
            html = "".join(f"<p>{escape(part)}</p>" for part in re.split(r"\n\s*\n", text) if part.strip())
        elif local(inner) == "nitf":
            html = "".join(map(Text(problems).html, _all(inner, "body.content")))
        else:
            html = _markup(_first(inner, "body") if local(inner) == "html" else inner)
        if html.strip():
            break
    if not html.strip():
        problems.append(
            Problem("no-text", "The item has no text in it.", "Look at it at its source.", line=item.sourceline)
        )
    try:
        cleaned = clean(html)
    except BodyRefused as refused:
        problems += refused.problems
        return Body()
    problems += cleaned.problems
    return cleaned.body


def _markup(element: Any) -> str:
    """What stands in an element of XHTML, without its namespace."""
    if element is None:
        return ""
    for one in element.iter(etree.Element):
        one.tag = local(one)
    inner = b"".join(etree.tostring(child, method="html", encoding="utf-8") for child in element).decode()
    return escape(element.text or "", quote=False) + inner


def _picture(item: Any, problems: list[Problem]) -> Picture | None:
    sizes = [(e, schema.image_url(e.get("href") or "") or "") for e in _all(item, "remoteContent")]
    sizes = [(e, url) for e, url in sizes if url.startswith("http")]
    if not sizes:
        said = f"The picture {item.get('guid')} has no web address: it was not taken."
        problems.append(Problem("picture-address", said, "Upload it as a photo.", line=item.sourceline))
        return None
    best, url = max(sizes, key=lambda one: _pixels(one[0], "width") or 0)
    about, rights = _first(item, "contentMeta"), _first(item, "rightsInfo")
    usage, kind = _first(rights, "usageTerms"), _first(about, "digitalSourceType")
    creators = [e for e in _all(about, "creator") if _say(e, "name")]
    return Picture(
        picture_key(url), url, _pixels(best, "width"), _pixels(best, "height"), best.get("contenttype") or "",
        alt=_say(about, "headline"), caption=_described(item), creators=tuple(_say(e, "name") for e in creators),
        creator_kind="Organization" if creators and "organisation" in (creators[0].get("type") or "") else "Person",
        credit_line=_say(about, "creditline"), source=_say(_first(about, "infoSource"), "name"),
        copyright_notice=_say(rights, "copyrightNotice"), copyright_holder=_say(_first(rights, "copyrightHolder"), "name"),
        license_url=schema.url(usage.get("href") or "") or "" if usage is not None else "",
        digital_source_type=sourcetype.member(kind.get("uri") or "") if kind is not None else "",
    )  # fmt: skip


def _bylines(about: Any) -> Iterator[Byline]:
    found = False
    for name in ("creator", "contributor"):
        for element in _all(about, name):
            if not (called := _say(element, "name") or element.get("literal") or ""):
                continue
            found = True
            role = (
                "author"
                if name == "creator"
                else "editor"
                if "editor" in (element.get("role") or "")
                else "contributor"
            )
            make = Organization if "organisation" in (element.get("type") or "") else Person
            yield Byline(make("", called), cast('Literal["author", "editor", "contributor"]', role))
    if not found and (line := _say(about, "by")):
        names = re.split(r"\s*(?:,|;|&|\band\b)\s*", re.sub(r"(?i)^by\s+", "", line))
        yield from (Byline(Person("", called)) for called in names if called)


def _kind(item: Any) -> str:
    """text, picture, graphic, video, audio …: the item class, else what its content is."""
    element = _first(item, "itemClass")
    said = "" if element is None else (element.get("qcode") or element.get("uri") or "").rpartition(":")[2]
    return said.rpartition("/")[2] or ("picture" if _first(item, "inlineXML") is None else "text")


def _described(item: Any) -> str:
    return next((words for e in _all(_first(item, "contentMeta"), "description") if (words := _words(e))), "")


def _moment(parent: Any, name: str, problems: list[Problem]) -> datetime | None:
    value = _say(parent, name)
    if not value:
        return None
    try:
        at = datetime.fromisoformat(value)
        if at.tzinfo:
            return at
    except ValueError:
        pass
    problems.append(Problem("date", f"{name} “{value[:40]}” is no time with a zone.", "Set the date.", field=name))
    return None


def _all(parent: Any, name: str) -> list[Any]:
    return [] if parent is None else [one for one in parent.iter() if isinstance(one.tag, str) and local(one) == name]


def _first(parent: Any, name: str) -> Any:
    return next(iter(_all(parent, name)), None)


def _say(parent: Any, name: str) -> str:
    element = _first(parent, name)
    return "" if element is None else _words(element)


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _house(name: str) -> Organization | None:
    return Organization("", name) if name else None


def _pixels(element: Any, name: str) -> int | None:
    value = element.get(name) or ""
    return int(value) if schema.length(value) else None


def _recognised(head: bytes) -> bool:
    return (
        re.search(rb"<(?:\w+:)?(?:newsMessage|newsItem|packageItem)[\s>]", head) is not None
        and b"iptc.org/std/nar" in head
    )


NEWSML_G2 = register(
    Importer(
        "newsml-g2", "NewsML-G2", ("application/vnd.iptc.g2.newsmessage+xml", "application/vnd.iptc.g2.newsitem+xml"),
        ("xml",), _recognised, read,
    )
)  # fmt: skip
