"""A document of NITF as an Article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal, cast

from newsmarkup.document import schema
from newsmarkup.document.article import Agent, Article, Byline, Organization, Person, Section
from newsmarkup.document.attached import Rights
from newsmarkup.document.node import Body
from newsmarkup.document.problem import Problem
from newsmarkup.errors import BodyRefused, ImportRefused
from newsmarkup.importing import xml
from newsmarkup.importing.base import NOWHERE, Imported, Importer, register
from newsmarkup.importing.linking import linked
from newsmarkup.importing.nitf.text import Text
from newsmarkup.importing.tagging import tagged
from newsmarkup.importing.xml import local
from newsmarkup.pipeline import clean
from newsmarkup.suggesting.language import guess

_ROLES = ("author", "editor", "contributor")
_BY = re.compile(r"(?i)^\s*(?:by|von|par|por|di|da|av|af|door)\b[:\s]*")


def read(data: bytes, url: str) -> tuple[Imported, ...]:
    """The article of one document. Raises `ImportRefused` for what is no NITF."""
    root = xml.parse(data)
    nitf = _first(root, "nitf")  # it may stand in something else
    if nitf is None:
        said = f"The root element is {local(root)}: this is no NITF."
        raise ImportRefused(Problem("not-nitf", said, "Send a document as iptc.org/std/NITF describes it.", "error"))
    return (imported(nitf, url),)


def imported(nitf: Any, url: str = "") -> Imported:
    """The article of a `nitf` element."""
    problems: list[Problem] = []
    text = Text(problems)
    head, content = _first(nitf, "body.head"), _all(nitf, "body.content")
    body = _body("".join(map(text.html, content)), problems)
    language = nitf.get("baselang") or ""
    language = language if language and schema.lang(language) else guess(body.text)
    body, shown = linked(body, text.pictures)
    headline = _say(head, "hl1") or _say(nitf, "title")
    if not any(node.get("data-id") for node in body.walk()):
        body = tagged(body, language, headline)
    if not headline:
        problems.append(Problem("no-headline", "The document has no headline.", "Write one.", field="headline"))
    if release := _norm(nitf, "date.release", problems):
        said = f"The sender asks not to publish before {release.isoformat()}."
        problems.append(Problem("embargo", said, "Set “embargo until”.", field="embargo_until"))
    public = _first(nitf, "pubdata")
    get = {} if public is None else dict(public.attrib)
    section, address = get.get("position.section", ""), schema.url(get.get("ex-ref", "")) or url
    id = _first(nitf, "doc-id")
    article = Article(
        (id.get("id-string") if id is not None else "") or address, address, headline, body, NOWHERE,
        alternative_headline=_say(_first(head, "hedline"), "hl2"), slug=_key(nitf, "du-key"),
        description=_say(head, "abstract"), section=Section(section) if section else None,
        keywords=tuple(one.get("key") for one in _all(nitf, "keyword") if one.get("key")),
        dateline=_say(_first(head, "dateline"), "location") or _say(head, "dateline"), language=language,
        bylines=tuple(_bylines(head)), lead=text.lead, source=_house(_say(head, "distributor")),
        publisher=_house(get.get("name", "")),
        published=_norm(nitf, "date.issue", problems),
        modified=_norm(nitf, "revision-history", problems), pictures={**text.pictures, **shown},
    )  # fmt: skip
    if article.published is None:
        at = _moment(get.get("date.publication", ""), "date.publication", problems)
        article = replace(article, published=at)
    copyright = _first(nitf, "doc.copyright")
    if copyright is not None:
        year = copyright.get("year") or ""
        rights = Rights(_house(copyright.get("holder") or ""), int(year) if re.fullmatch(r"\d{4}", year) else None)
        article = replace(article, rights=rights)
    return Imported(article, tuple(problems))


def _body(html: str, problems: list[Problem]) -> Body:
    try:
        cleaned = clean(html)
    except BodyRefused as refused:
        problems += refused.problems
        return Body()
    problems += cleaned.problems
    return cleaned.body


def _bylines(head: Any) -> Iterator[Byline]:
    for byline in _all(head, "byline"):
        role = next((one for one in (byline.get("class") or "").split() if one in _ROLES), "author")
        people = [_words(one) for one in _all(byline, "person")]
        houses = [_words(one) for one in _all(byline, "byttl")]
        if not people and not houses:
            people = re.split(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b)\s*", _BY.sub("", _words(byline)))
        made: list[Agent] = [Person("", name) for name in people if name]
        made += [Organization("", name) for name in houses if name]
        # Behind a person's name, `byttl` is what that person is.
        for agent in made[: len(people)] or made:
            yield Byline(agent, cast('Literal["author", "editor", "contributor"]', role))


def _all(parent: Any, name: str) -> list[Any]:
    return [] if parent is None else [one for one in parent.iter() if isinstance(one.tag, str) and local(one) == name]


def _first(parent: Any, name: str) -> Any:
    return next(iter(_all(parent, name)), None)


def _say(parent: Any, name: str) -> str:
    element = _first(parent, name)
    return "" if element is None else _words(element)


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _key(nitf: Any, name: str) -> str:
    element = _first(nitf, name)
    return "" if element is None else element.get("key") or ""


def _house(name: str) -> Organization | None:
    return Organization("", name) if name else None


def _norm(nitf: Any, name: str, problems: list[Problem]) -> datetime | None:
    element = _first(nitf, name)
    return None if element is None else _moment(element.get("norm") or "", name, problems, element.sourceline)


def _moment(value: str, name: str, problems: list[Problem], line: int | None = None) -> datetime | None:
    """ISO 8601 in its basic or extended form, with a zone."""
    if not value:
        return None
    try:
        at = datetime.fromisoformat(value)
        if at.tzinfo:
            return at
    except ValueError:
        pass
    problems.append(Problem("date", f"{name} “{value[:40]}” is no time with a zone.", "Set the date.", line=line))
    return None


def _recognised(head: bytes) -> bool:
    return re.search(rb"<nitf[\s>]", head) is not None and b"newsItem" not in head and b"newsMessage" not in head


NITF = register(Importer("nitf", "NITF", ("application/nitf+xml",), ("nitf", "xml"), _recognised, read))
