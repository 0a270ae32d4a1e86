"""Dates: when a page's article was published and changed, from JSON-LD, `<meta>`, then `<time>`."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from newsmarkup.importing.page.metadata import Metadata, words

_PUBLISHED = ("article:published_time", "og:article:published_time",
              "datepublished", "parsely-pub-date", "pubdate",
              "publish-date", "dc.date.issued",
              "dcterms.created", "dc.date", "date", "sailthru.date", "article.published")  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")


def published(page: Metadata, root: Any) -> datetime | None:
    found = moment(words(page.article.get("datePublished"))) or _meta(page, _PUBLISHED)
    if found is not None:
        return found
    for element in root.iter("time"):
        if one := moment(element.get("datetime") or element.get("content") or ""):
            return one
    return None


def modified(page: Metadata) -> datetime | None:
    return moment(words(page.article.get("dateModified"))) or _meta(page, _MODIFIED)


def _meta(page: Metadata, names: tuple[str, ...]) -> datetime | None:
    return next((one for name in names for value in page.meta.get(name, ()) if (one := moment(value))), None)


def moment(value: str) -> datetime | None:
    """ISO 8601 as it is found; None for what is no date, or one of a database's zero dates."""
    text = re.sub(r"\s*(?:GMT|UTC)$", "Z", value.strip())
    try:
        found = datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))
    except ValueError:
        return None
    return found if found.year > 1900 else None
