"""The API's record of an article: facts and passages, ready as JSON. Of a paywalled one, only what everyone may read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson

from newsmarkup.document.article import Agent, Article, Person, Picture
from newsmarkup.document.passage import Passage
from newsmarkup.document.write import write
from newsmarkup.graph.agents import speaker_agent
from newsmarkup.graph.thing import moment
from newsmarkup.roles import registered

name = "json"
media_type = "application/json"
file_extension = "json"


def export(article: Article) -> bytes:
    """UTF-8 JSON of `record`."""
    return orjson.dumps(record(article))


def record(article: Article) -> dict[str, Any]:
    section = article.section
    return {
        "id": article.id,
        "url": article.url,
        "headline": article.headline,
        "alternative_headline": article.alternative_headline,
        "slug": article.slug,
        "description": article.description,
        "section": section and {"name": section.name, "slug": section.slug, "url": section.url},
        "keywords": list(article.keywords),
        "dateline": article.dateline,
        "language": article.language,
        "bylines": [{"role": b.role, **agent(b.agent)} for b in article.bylines],
        "lead_photo": article.lead and picture(article.lead),
        "publisher": article.publisher and agent(article.publisher),
        "published_at": _moment(article.published),
        "modified_at": _moment(article.modified or article.published),
        "access": "paywalled" if article.paywalled else "free",
        "word_count": article.body.word_count,
        "body": {"complete": not article.paywalled, "html": write(article.open_body, registered())},
        "passages": [passage(p, article) for p in article.open_passages],
        "photos": [picture(article.pictures[key]) for key in _photos(article)],
    }


def passage(p: Passage, article: Article) -> dict[str, Any]:
    """`text` is the words without the outer quotation marks; `parts` as they stand in the article."""
    out: dict[str, Any] = {"role": p.role, "id": p.id, "text": p.text, "parts": list(p.parts), "within": p.within}
    if p.role in ("quotation", "pullquote"):
        known = speaker_agent(p.speaker, article)
        anonymous = p.speaker is not None and p.speaker.kind == "anonymous"
        out |= {
            "speaker": agent(known) if known else {"kind": "anonymous"} if anonymous else None,
            "alleged": p.alleged,
            "attributions": list(p.attributions),
        }
    if p.role == "quotation":
        out["url"] = f"{article.url}#quote-{p.id}"
    if p.role == "attribution":
        out["quotations"] = list(p.quotations)
    if p.role in ("caption", "credit"):
        out["photo"] = p.photo or None
    return out


def agent(a: Agent) -> dict[str, Any]:
    kind = "person" if isinstance(a, Person) else "organization"
    out: dict[str, Any] = {"kind": kind, "key": a.key or None, "name": a.name, "url": a.url}
    if isinstance(a, Person):
        out["job_title"] = a.job_title
    return out


def picture(p: Picture) -> dict[str, Any]:
    return {
        "key": p.key,
        "url": p.url,
        "width": p.width,
        "height": p.height,
        "media_type": p.media_type,
        "alt": p.alt,
        "caption": p.caption,
        "creators": list(p.creators),
        "creator_kind": p.creator_kind,
        "credit_line": p.credit_line,
        "source": p.source,
        "copyright_notice": p.copyright_notice,
        "copyright_holder": p.copyright_holder,
        "license_url": p.license_url,
        "acquire_license_url": p.acquire_license_url,
        "digital_source_type": p.digital_source_type,
    }


def _photos(article: Article) -> list[str]:
    """The keys of the photos in what everyone may read, in order."""
    keys = [n.get("data-photo") for n in article.open_body.walk() if n.name == "img"]
    return [key for key in dict.fromkeys(keys) if key in article.pictures]


def _moment(value: datetime | None) -> str | None:
    return moment(value) if value else None
