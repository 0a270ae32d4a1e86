"""What stands beside an article's text, as HTML: corrections, a live blog's updates, checked claims, films and recordings.

    {% load newsmarkup_parts %}
    {% newsmarkup_media article %} {% newsmarkup_updates article %} {% newsmarkup_claims article %}
    {% newsmarkup_corrections article %}

Each renders a template of newsmarkup/parts/, which a newsroom may replace: as long as the ids stay, the JSON-LD leads to
them. `full=True` for readers who have paid; else what a paywall withholds is left out, and what a soft paywall hides is
marked. What everyone may read comes from the stored record, without a query.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import orjson
from django import template
from django.utils.dateparse import parse_date, parse_datetime, parse_duration
from django.utils.safestring import SafeString, mark_safe

from newsmarkup import pictures, publishing
from newsmarkup.adapters import adapter_for
from newsmarkup.conf import settings
from newsmarkup.exporting import record

register = template.Library()


def shown(article: Any, full: bool = False) -> dict[str, Any]:
    """The record (see `exporting.record`) of what this reader's page carries, read once an object."""
    adapter = adapter_for(type(article))
    kept = article.__dict__.setdefault("_newsmarkup_shown", {})
    key = (full, publishing.stamp(article) if hasattr(article, "stamp") else "")
    if key not in kept:
        if full and adapter.paywalled(article) and not adapter.soft_paywall(article):
            kept[key] = record.record(replace(publishing.articles([article])[0], paywalled=False))
        else:
            kept[key] = orjson.loads(publishing.ready([article])[0].record)
    return kept[key]


def _context(article: Any, name: str, full: bool = False) -> dict[str, Any]:
    return {name: shown(article, full)[name], "paid": not full and adapter_for(type(article)).soft_paywall(article)}


@register.inclusion_tag("newsmarkup/parts/corrections.html")
def newsmarkup_corrections(article: Any) -> dict[str, Any]:
    """Everyone may read them, paywall or not."""
    return _context(article, "corrections")


@register.inclusion_tag("newsmarkup/parts/updates.html")
def newsmarkup_updates(article: Any, full: bool = False) -> dict[str, Any]:
    context = _context(article, "updates", full)
    made = {photo["key"]: photo["digital_source_type"] for photo in shown(article, full)["photos"]}
    context["updates"] = [{**one, "html": pictures.label_figures(one["html"], made)} for one in context["updates"]]
    return context


@register.inclusion_tag("newsmarkup/parts/claims.html")
def newsmarkup_claims(article: Any, full: bool = False) -> dict[str, Any]:
    return _context(article, "claims", full)


@register.inclusion_tag("newsmarkup/parts/media.html")
def newsmarkup_media(article: Any, full: bool = False) -> dict[str, Any]:
    return _context(article, "media", full)


@register.simple_tag
def newsmarkup_translations(article: Any) -> list[dict[str, Any]]:
    """The same article in other languages, where the public may see it: `url`, `headline`, `language`, `original`."""
    return list(shown(article)["translations"])


@register.simple_tag
def newsmarkup_changed(article: Any) -> datetime | None:
    """The last editorial change, as the JSON-LD says it: a later correction or update counts."""
    text = shown(article)["modified_at"]
    return parse_datetime(text) if text else None


@register.filter
def newsmarkup_canonical(html: str) -> SafeString:
    """The `html` of a record: canonical, cleaned when it was written."""
    return mark_safe(html)  # noqa: S308


@register.filter
def newsmarkup_anchor(url: str) -> str:
    """The id of the element that the address leads to."""
    return urlsplit(url).fragment


@register.filter
def newsmarkup_moment(text: str | None) -> datetime | date | None:
    """A time or a day of a record, for the filter `date`."""
    return (parse_datetime(text) if "T" in text else parse_date(text)) if text else None


@register.filter
def newsmarkup_framed(url: str) -> bool:
    """Whether a player of this host is framed (`NEWSMARKUP["EMBED_HOSTS"]`)."""
    return bool(url) and urlsplit(url).netloc in settings.EMBED_HOSTS


@register.filter
def newsmarkup_clock(duration: str | None) -> str:
    """An ISO 8601 duration as 2:30, or 1:02:30."""
    length = (parse_duration(duration) if duration else None) or timedelta()
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return "" if not length else f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
