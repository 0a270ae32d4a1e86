"""Rows of an AbstractArticle and of its parts, read as Articles. A newsroom that adds facts to its subclass inherits this
adapter and registers it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from newsmarkup import publishing, shown
from newsmarkup.adapters import ArticleAdapter
from newsmarkup.document.article import Article, Byline, Organization, Picture, Section
from newsmarkup.document.attached import Claim, Correction, Media, Printed, Rights, Subject, Translation, Update
from newsmarkup.fields import CanonicalHTML
from newsmarkup.shown import Kind

PARTS = ("bylines", "corrections", "updates", "claims", "media", "subjects")


class AbstractArticleAdapter(ArticleAdapter):
    """For every subclass of AbstractArticle: the fields are named like the facts."""

    select = ("section", "lead_photo", "publisher", "source")
    prefetch = (
        *(
            f"{person}__{named}"
            for person in (
                "bylines__person",
                "corrections__author",
                "updates__author",
                "claims__person",
                "subjects__person",
            )
            for named in ("affiliation", "image")
        ),
        *("bylines__organization", "claims__organization", "subjects__organization", "media__thumbnail"),
        *("translations", "translation_of__translations"),
    )
    lookups = {"section": "section__slug", "author": "bylines__person__key", "language": "language"}
    changed_field = "changed_at"
    appeared_fields = ("published_at", "embargo_until")
    order_field = "published_at"
    version_fields = ("stamp", "version", "facts", "stale_at")

    def headline(self, obj: Any) -> str:
        return str(obj.headline)

    def body(self, obj: Any) -> str:
        return obj.body or ""

    def url(self, obj: Any) -> str:
        return str(obj.get_absolute_url())

    def kind(self, obj: Any) -> str:
        return str(obj.kind)

    def alternative_headline(self, obj: Any) -> str:
        return str(obj.alternative_headline)

    def slug(self, obj: Any) -> str:
        return str(obj.slug)

    def description(self, obj: Any) -> str:
        return str(obj.description)

    def section(self, obj: Any) -> Section | None:
        return obj.section and publishing.section(obj.section)

    def keywords(self, obj: Any) -> Iterable[str]:
        return obj.keywords

    def dateline(self, obj: Any) -> str:
        return str(obj.dateline)

    def language(self, obj: Any) -> str:
        return str(obj.language)

    def bylines(self, obj: Any) -> Iterable[Byline]:
        for row in _rows(obj, "bylines"):
            if row.person:
                yield Byline(publishing.person(row.person), row.role)
            elif row.organization:
                yield Byline(publishing.organization(row.organization), row.role)

    def writers(self, obj: Any) -> Iterable[str]:
        """Without what else is known of them: `for_page()` doesn't read it."""
        return (row.person.key for row in _rows(obj, "bylines") if row.person and row.role == "author")

    def lead(self, obj: Any) -> Picture | None:
        return obj.lead_photo and publishing.picture(obj.lead_photo)

    def publisher(self, obj: Any) -> Organization | None:
        return obj.publisher and publishing.organization(obj.publisher)

    def source(self, obj: Any) -> Organization | None:
        return obj.source and publishing.organization(obj.source)

    def published_at(self, obj: Any) -> datetime | None:
        return obj.published_at

    def modified_at(self, obj: Any) -> datetime | None:
        return obj.modified_at

    def paywalled(self, obj: Any) -> bool:
        return bool(obj.access != "free")

    def soft_paywall(self, obj: Any) -> bool:
        return bool(obj.access == "soft")

    def coverage(self, obj: Any) -> tuple[datetime | None, datetime | None]:
        return obj.coverage_start, obj.coverage_end

    def backstory(self, obj: Any) -> str:
        return str(obj.backstory)

    def subjects(self, obj: Any) -> Iterable[Subject]:
        return map(publishing.subject, _rows(obj, "subjects"))

    def corrections(self, obj: Any) -> Iterable[Correction]:
        return map(publishing.correction, _rows(obj, "corrections"))

    def updates(self, obj: Any) -> Iterable[Update]:
        return map(publishing.update, _rows(obj, "updates"))

    def claims(self, obj: Any) -> Iterable[Claim]:
        return map(publishing.claim, _rows(obj, "claims"))

    def media(self, obj: Any) -> Iterable[Media]:
        return map(publishing.media, _rows(obj, "media"))

    def translations(self, obj: Any) -> Iterable[Translation]:
        return publishing.translations(obj)

    def rights(self, obj: Any) -> Rights | None:
        from newsmarkup import models

        return publishing.rights(obj) if isinstance(obj, models.Rights) else None

    def printed(self, obj: Any) -> Printed | None:
        from newsmarkup import models

        return publishing.printed(obj) if isinstance(obj, models.Printed) else None

    def version(self, obj: Any) -> str:
        return publishing.stamp(obj)

    def revision(self, obj: Any) -> int | None:
        return int(obj.version)

    def store(self, obj: Any, body: CanonicalHTML) -> None:
        obj.body = body
        obj.save(update_fields=["body"])

    def published(self) -> models.QuerySet[Any]:
        return self.model._default_manager.published()

    def was_published(self) -> models.QuerySet[Any]:
        # Not `published_at__lte`: the newest change is found through the index of `changed_at`.
        return self.model._default_manager.exclude(published_at=None).exclude(published_at__gt=timezone.now())

    def matching(self, name: str, value: str) -> models.Q | None:
        if name == "section":
            return models.Q(section__slug=value)
        return shown.written_by(self.model, value) if name == "author" else super().matching(name, value)

    def shown(self, kind: Kind) -> models.QuerySet[Any] | None:
        return shown.entries(self.model, kind, self.published())

    def articles(self, objs: Sequence[Any]) -> list[Article]:
        """Rows that were loaded without their relations get them in bulk here."""
        saved = [obj for obj in objs if obj.pk]
        for relation in PARTS:
            _attach(saved, relation)
        models.prefetch_related_objects(saved, *self.select, *self.prefetch)
        return super().articles(objs)


def _rows(obj: Any, relation: str) -> Iterable[Any]:
    """The parts of a stored article; of one that is not stored, those that were put there for a preview."""
    known = getattr(obj, "_prefetched_objects_cache", {})
    if relation in known:
        found: Iterable[Any] = known[relation]
        return found
    return getattr(obj, relation).all() if obj.pk else ()


def _attach(rows: list[Any], relation: str) -> None:
    """As `prefetch_related` does, without a manager for every row, which costs more than the query."""
    rows = [row for row in rows if relation not in getattr(row, "_prefetched_objects_cache", ())]
    if not rows:
        return
    using = rows[0]._state.db
    types = ContentType.objects.db_manager(using)
    every = type(rows[0])._meta.get_field(relation).related_model._default_manager.using(using).all()
    parts = defaultdict(list)
    for part in every.filter(content_type=types.get_for_model(rows[0]), object_id__in=[str(row.pk) for row in rows]):
        parts[part.object_id].append(part)
    for row in rows:
        found = every._chain()
        found._result_cache, found._prefetch_done = parts.get(str(row.pk), []), True
        row.__dict__.setdefault("_prefetched_objects_cache", {})[relation] = found
