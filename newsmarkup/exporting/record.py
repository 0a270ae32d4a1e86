"""The API's record of an article: facts and passages, ready as JSON. Of a paywalled one, only what everyone may read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson

from newsmarkup.document.article import Agent, Article, Person, Picture
from newsmarkup.document.attached import Claim, Media, Update
from newsmarkup.document.passage import Passage, passages
from newsmarkup.document.write import write
from newsmarkup.exporting.base import FACTS, ROLES, Exporter, register
from newsmarkup.graph.agents import speaker_agent
from newsmarkup.graph.claim import claimant
from newsmarkup.graph.facts import word_count
from newsmarkup.graph.media import iso_duration
from newsmarkup.graph.thing import moment
from newsmarkup.roles import registered

# The beginning of a quotation's id, which in an update has the update's key before it.
_ELEMENT = re.compile(r'(?:(?<=<q id=")|(?<=<blockquote id="))quote-')


def export(article: Article) -> bytes:
    """UTF-8 JSON of `record`."""
    return orjson.dumps(record(article))


def record(article: Article) -> dict[str, Any]:
    section = article.section
    return {
        "id": article.id,
        "url": article.url,
        "kind": article.kind,
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
        "source": article.source and agent(article.source),
        "published_at": _moment(article.published),
        "modified_at": _moment(article.changed),
        "coverage_start": _moment(article.coverage_start),
        "coverage_end": _moment(article.coverage_end),
        "access": "paywalled" if article.paywalled else "free",
        "word_count": word_count(article),
        "body": {"complete": not article.withheld, "html": write(article.open_body, registered())},
        "passages": [passage(p, article) for p in article.open_passages],
        "photos": [picture(article.pictures[key]) for key in _photos(article)],
        **attached(article),
    }


def working(article: Article) -> dict[str, Any]:
    """The record for those who write it: the whole text, whoever may read it, and of its dates what the editor said."""
    access = "free" if not article.paywalled else "soft" if article.soft_paywall else "paywalled"
    whole = record(replace(article, soft_paywall=True))
    updates = [{"key": u.key, **said} for u, said in zip(article.updates, whole["updates"], strict=True)]
    return {
        **whole,
        "modified_at": _moment(article.modified),
        "access": access,
        "updates": updates,
        "backstory": article.backstory,
    }


def passage(p: Passage, article: Article, element: str = "") -> dict[str, Any]:
    """`text` is the words without the outer quotation marks; `parts` as they stand in the article. `element`: the id of its
    element in the page."""
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
        out |= {"cite": p.cite or None, "occasion": p.occasion or None}
        out["url"] = f"{article.url}#{element or f'quote-{p.id}'}"
    if p.role == "attribution":
        out["quotations"] = list(p.quotations)
    if p.role in ("caption", "credit"):
        out["photo"] = p.photo or None
    return out


def attached(article: Article) -> dict[str, Any]:
    """What belongs to it beside its text. Updates, claims, films and recordings are paid for as the text is."""
    paid = article.withheld
    return {
        "corrections": [
            {"text": c.text, "at": _moment(c.at), "author": c.author and agent(c.author)} for c in article.corrections
        ],
        "updates": [update(u, article) for u in article.open_updates],
        "claims": [] if paid else [claim(c, article) for c in article.claims],
        "media": [] if paid else [media(m, article) for m in article.media],
        "translations": [
            {"url": t.url, "headline": t.headline, "language": t.language, "original": t.original}
            for t in article.translations
        ],
    }


def update(u: Update, article: Article) -> dict[str, Any]:
    return {
        "url": f"{article.url}#{u.anchor}",
        "headline": u.headline,
        "at": _moment(u.at),
        "author": u.author and agent(u.author),
        "html": _ELEMENT.sub(lambda _id: u.quotation(""), write(u.body, registered())),
        "passages": [passage(p, article, u.quotation(p.id)) for p in passages(u.body, registered())],
    }


def claim(c: Claim, article: Article) -> dict[str, Any]:
    who = claimant(c, article)
    return {
        "url": f"{article.url}#claim-{c.key}",
        "text": c.text,
        "quotation": c.quotation,
        "claimant": who and agent(who),
        "claimed_on": c.claimed.isoformat() if c.claimed else None,
        "appearance_url": c.appearance,
        "rating": c.rating,
        "rating_name": c.rating_name,
        "best": c.best,
        "worst": c.worst,
    }


def media(m: Media, article: Article) -> dict[str, Any]:
    return {
        "url": f"{article.url}#{m.anchor}",
        "kind": m.kind,
        "name": m.name,
        "description": m.description,
        "thumbnail": m.thumbnail and picture(m.thumbnail),
        "uploaded_at": _moment(m.uploaded),
        "duration": iso_duration(m.duration) if m.duration else None,
        "content_url": m.url,
        "embed_url": m.embed_url,
    }


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
    bodies = (article.open_body, *(update.body for update in article.open_updates))
    keys = [n.get("data-photo") for body in bodies for n in body.walk() if n.name == "img"]
    return [key for key in dict.fromkeys(keys) if key in article.pictures]


def _moment(value: datetime | None) -> str | None:
    return moment(value) if value else None


_CARRIES = frozenset({*ROLES, *FACTS} - {"subjects", "backstory"})
JSON = register(Exporter("json", "The API's JSON", "application/json", "json", _CARRIES, export))
