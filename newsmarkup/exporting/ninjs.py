"""ninjs, IPTC's news in JSON: 3.1, and 2.2, whose names are all in small letters.

Source: iptc.org/std/ninjs (schemas 3.1 and 2.2; "additionalProperties" are refused in them). The text is HTML in which every
role stands as in the page; each picture is an association with what is known of its rights. Properties that ninjs has no
name for use its lists with a `role`: the picture's credit line is an info source of the role "credit".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from newsmarkup.document.article import Agent, Article, Person
from newsmarkup.exporting.base import Channel, Exporter, register
from newsmarkup.exporting.html import html, public_body
from newsmarkup.exporting.pictures import Shown, shown
from newsmarkup.graph.thing import moment
from newsmarkup.picture import sourcetype

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_{}.json"
_ROLES = {"author": "author", "editor": "editor", "contributor": "contributor"}


def item(article: Article) -> dict[str, Any]:
    """One article as ninjs 3.1."""
    rights = article.rights
    return _known(
        standard={"name": "ninjs", "version": "3.1", "schema": SCHEMA.format("3.1")},
        uri=article.url or f"urn:newsmarkup:{article.id}",
        type="text",
        representationType="partial" if article.withheld else "full",
        version=str(article.version) if article.version is not None else "",
        firstCreated=article.published and moment(article.published),
        versionCreated=article.changed and moment(article.changed),
        pubStatus="usable",
        language=article.language,
        headlines=[
            {"role": "main", "value": article.headline},
            *([{"role": "alternative", "value": article.alternative_headline}] if article.alternative_headline else []),
        ],
        descriptions=_one(article.description, role="summary", contentType="text/plain"),
        by=", ".join(agent.name for agent in article.authors),
        located=article.dateline,
        slugline=article.slug,
        people=[_agent(b.agent, b.role) for b in article.bylines if isinstance(b.agent, Person)]
        + [_agent(s.agent, "about" if s.main else "mentions") for s in article.subjects if isinstance(s.agent, Person)],
        organisations=[_agent(b.agent, b.role) for b in article.bylines if not isinstance(b.agent, Person)],
        infoSources=[
            {"name": name.name, "role": role}
            for role, name in (("publisher", article.publisher), ("source", article.source))
            if name
        ],
        subjects=[{"name": keyword, "rel": "keyword"} for keyword in article.keywords]
        + ([_known(name=article.section.name, rel="section", uri=article.section.url)] if article.section else []),
        copyrightHolder=rights.holder.name if rights and rights.holder else "",
        copyrightNotice=rights.notice if rights else "",
        rightsInfo=_known(linkedRights=rights.license_url or rights.usage_url) if rights else None,
        altIds=_one(article.id, role="id"),
        bodies=[
            {"role": "main", "contentType": "text/html", "value": html(article)},
            {"role": "plain", "contentType": "text/plain", "value": public_body(article).text},
        ],
        associations=[_picture(one, n) for n, one in enumerate(shown(article), 1)],
    )


def _picture(one: Shown, number: int) -> dict[str, Any]:
    picture = one.picture
    try:
        source_type = sourcetype.uri(picture.digital_source_type)
    except ValueError:
        source_type = ""
    return _known(
        uri=picture.url,
        type="picture",
        name="lead" if one.lead else f"picture-{number}",
        rel="lead" if one.lead else "illustration",
        title=picture.alt,
        descriptions=_one(one.caption, role="caption", contentType="text/plain"),
        by=", ".join(picture.creators),
        people=[{"name": name, "rel": "creator"} for name in picture.creators if picture.creator_kind == "Person"],
        organisations=[{"name": name, "rel": "creator"} for name in picture.creators if picture.creator_kind != "Person"],
        infoSources=[
            {"name": name, "role": role} for role, name in (("credit", one.credit), ("source", picture.source)) if name
        ],
        copyrightHolder=picture.copyright_holder,
        copyrightNotice=picture.copyright_notice,
        usageTerms=picture.acquire_license_url,
        rightsInfo=_known(linkedRights=picture.license_url),
        digitalSourceType=_known(uri=source_type),
        renditions=[
            _known(name="original", href=picture.url, contentType=picture.media_type, width=picture.width,
                   height=picture.height),
            *(_known(name=f"{r.shape or 'whole'}-{r.width}", href=r.url, contentType=r.media_type, width=r.width,
                     height=r.height) for r in picture.renditions),
        ],
    )  # fmt: skip


def _agent(agent: Agent, rel: str) -> dict[str, Any]:
    return _known(name=agent.name, rel=_ROLES.get(rel, rel), uri=agent.url if agent.url.startswith("http") else "")


def _one(value: str, **beside: str) -> list[dict[str, str]]:
    return [{**beside, "value": value}] if value else []


def _known(**properties: Any) -> dict[str, Any]:
    """Without what is not known."""
    return {name: value for name, value in properties.items() if value}


def small(value: Any) -> Any:
    """As ninjs 2.x spells it."""
    if isinstance(value, dict):
        return {name.lower(): small(one) for name, one in value.items()}
    return [small(one) for one in value] if isinstance(value, list) else value


def _second(article: Article) -> dict[str, Any]:
    written: dict[str, Any] = small(item(article))
    for association in written.get("associations", ()):
        association.pop("rel")  # 2.x has none; the name says it
    written["standard"] = {"name": "ninjs", "version": "2.2", "schema": SCHEMA.format("2.2")}
    return written


def write(article: Article) -> bytes:
    return orjson.dumps(item(article))


def write_list(articles: Sequence[Article], channel: Channel) -> bytes:
    return orjson.dumps({"items": [item(article) for article in articles], **_around(channel)})


def write_second(article: Article) -> bytes:
    return orjson.dumps(_second(article))


def write_second_list(articles: Sequence[Article], channel: Channel) -> bytes:
    return orjson.dumps({"items": list(map(_second, articles)), **_around(channel)})


def _around(channel: Channel) -> dict[str, Any]:
    return _known(next=channel.next, previous=channel.previous)


def _registered() -> Iterator[Exporter]:
    carries = frozenset({"caption", "credit", "pullquote", "quotation", "attribution", "speaker", "alleged", "occasion",
                         "cite", "rights"})  # fmt: skip
    yield Exporter("ninjs", "ninjs 3.1", "application/vnd.iptc.ninjs+json", "json", carries, write, write_list)
    yield Exporter("ninjs-2.2", "ninjs 2.2", "application/vnd.iptc.ninjs-2.2+json", "json", carries, write_second,
                   write_second_list)  # fmt: skip


NINJS, NINJS_2 = map(register, _registered())
