"""Where an editor mends what is wrong in the JSON-LD of an article: a field of its row, or a passage of its text."""

from __future__ import annotations

import re
from dataclasses import replace

from newsmarkup.document.article import Article
from newsmarkup.document.problem import Problem
from newsmarkup.graph.rules.base import Finding

# Property of the article's node → field of the row.
_FIELDS = {
    "headline": "headline",
    "alternativeHeadline": "alternative_headline",
    "description": "description",
    "image": "lead_photo",
    "datePublished": "published_at",
    "dateModified": "modified_at",
    "author": "bylines",
    "editor": "bylines",
    "contributor": "bylines",
    "publisher": "publisher",
    "sourceOrganization": "source",
    "articleSection": "section",
    "keywords": "keywords",
    "inLanguage": "language",
    "dateline": "dateline",
    "locationCreated": "dateline",
    "backstory": "backstory",
    "coverageStartTime": "coverage_start",
    "coverageEndTime": "coverage_end",
    "liveBlogUpdate": "updates",
    "correction": "corrections",
    "about": "subjects",
    "mentions": "subjects",
    "video": "media",
    "audio": "media",
    "workTranslation": "translation_of",
    "translationOfWork": "translation_of",
    "license": "license_url",
    "usageInfo": "usage_url",
    "copyrightHolder": "copyright_holder",
    "copyrightYear": "copyright_year",
    "copyrightNotice": "copyright_notice",
    "creditText": "credit_text",
    "url": "slug",
}
# Beginning of a node's fragment → field.
_NODES = {"update": "updates", "claim": "claims", "video": "media", "audio": "media", "quote": "body"}
_PATH = re.compile(r"[^#.]+(?:#(?P<kind>[a-z]+)(?:-(?P<key>[^.]+))?)?(?:\.(?P<name>\w+))?")


def placed(found: Problem, article: Article) -> Problem:
    """The same with its field or passage, where the path leads to one."""
    match = _PATH.match(found.where) if isinstance(found, Finding) else None
    if match is None or found.field or found.passage:
        return found
    kind, key, name = match["kind"], match["key"] or "", match["name"]
    if kind == "article":
        return replace(found, field=_FIELDS.get(name or ""))
    if kind == "quote" and any(passage.id == key for passage in article.passages):
        return replace(found, passage=key)
    if kind == "quote" and article.updates:
        return replace(found, field="updates")
    if kind == "photo":
        caption = next((p.id for p in article.passages if p.photo == key and p.role in ("caption", "credit")), None)
        return replace(found, passage=caption, field="body" if caption else "lead_photo")
    if kind in ("person", "organization") and any(byline.agent.key == key for byline in article.bylines):
        return replace(found, field="bylines")
    return replace(found, field=_NODES.get(kind or ""))
