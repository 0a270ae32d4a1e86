"""AbstractArticle: what a newsroom subclasses. One row holds the body, its version, and what is derived from it."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models, router, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from newsmarkup.document.schema import lang
from newsmarkup.errors import StaleVersion
from newsmarkup.fields import BodyField
from newsmarkup.models.base import validate_texts


class Status(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Access(models.TextChoices):
    """`PAYWALLED`: what is paid for never leaves the server. `SOFT`: the page carries it, marked, and hides it itself."""

    FREE = "free", _("free")
    PAYWALLED = "paywalled", _("paywalled")
    SOFT = "soft", _("paywalled, but in the page")


class Kind(models.TextChoices):
    """schema.org types."""

    NEWS = "NewsArticle", _("news")
    REPORTAGE = "ReportageNewsArticle", _("reportage")
    ANALYSIS = "AnalysisNewsArticle", _("analysis")
    BACKGROUND = "BackgroundNewsArticle", _("background")
    OPINION = "OpinionNewsArticle", _("opinion")
    REVIEW = "ReviewNewsArticle", _("review")
    ASK_PUBLIC = "AskPublicNewsArticle", _("question to the readers")
    LIVE_BLOG = "LiveBlogPosting", _("live blog")


def validate_language(value: str) -> None:
    from django.core.exceptions import ValidationError

    if lang(value) is None:
        raise ValidationError(
            _("%(value)s is no language tag: enter one such as en, de-AT or ar."), params={"value": value}
        )


class ArticleQuerySet(models.QuerySet[Any]):
    """Every write raises the version, keeps the reference index true and is in the log of changes."""

    def published(self, at: Any = None) -> ArticleQuerySet:
        """What the public may see at `at` (now): the one place that knows. An embargo lifts by itself."""
        at = at or timezone.now()
        return self.filter(
            Q(embargo_until__isnull=True) | Q(embargo_until__lte=at), status=Status.PUBLISHED, published_at__lte=at
        )

    def for_page(self) -> ArticleQuerySet:
        """published() with what a page shows in lists."""
        return (
            self.published()
            .select_related("section", "lead_photo")
            .prefetch_related("bylines__person", "bylines__organization")
        )

    def update(self, **kwargs: Any) -> int:
        if "version" not in kwargs:
            kwargs["version"] = F("version") + 1
        kwargs.setdefault("changed_at", timezone.now())
        from newsmarkup.changes import mark
        from newsmarkup.following import INDEXED, LINKED, index, translating

        names = {name.removesuffix("_id") for name in kwargs}
        linked = names & set(LINKED)
        if self.query.is_sliced:
            return super().update(**kwargs)  # Django says why not
        self._for_write = True
        with transaction.atomic(using=self.db):
            pks = list(self.values_list("pk", flat=True))
            # By their keys: what comes to match in between would not be marked. No database takes any number of them.
            some: Any = [self.filter(pk__in=pks[n : n + 10_000]) for n in range(0, len(pks) or 1, 10_000)]
            with translating(self.model, pks if linked else [], self.db):
                count = sum(models.QuerySet.update(rows, **kwargs) for rows in some)
            if names & INDEXED:
                index(self.model._base_manager.using(self.db).filter(pk__in=pks))
            mark(self.model, pks, self.db)
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        from newsmarkup.changes import mark
        from newsmarkup.following import index, touch_translations

        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            rows = self.model._base_manager.using(self.db).filter(slug__in=[row.slug for row in created])
            index(rows)
            linked = list(rows.values_list("pk", "translation_of"))
            touch_translations(self.model, linked, self.db)
            mark(self.model, [pk for pk, _original in linked], self.db)
        return created


class AbstractArticle(models.Model):
    """An article. The subclass gives `get_absolute_url()`.

    `version` counts every write; a save of a row that somebody else wrote since it was read raises
    `errors.StaleVersion` and writes nothing. `facts` counts changes elsewhere that this article shows. `stamp`,
    `jsonld` and `record` are derived: they are true while `stamp` says the present version, facts and settings, and not
    after `stale_at`, when a translation appears.
    """

    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices, default=Kind.NEWS)
    headline = models.CharField(_("headline"), max_length=250)
    alternative_headline = models.CharField(_("alternative headline"), max_length=250, blank=True)
    slug = models.SlugField(_("slug"), max_length=120, unique=True, allow_unicode=True)
    body = BodyField(_("body"), blank=True)
    description = models.TextField(
        _("description"),
        max_length=500,
        blank=True,
        help_text=_("One or two sentences for lists, search engines and social media."),
    )
    section = models.ForeignKey(
        "newsmarkup.Section", models.PROTECT, null=True, blank=True, verbose_name=_("section"), related_name="+"
    )
    keywords = models.JSONField(_("keywords"), default=list, blank=True, validators=[validate_texts])
    dateline = models.CharField(
        _("dateline"), max_length=120, blank=True, help_text=_("Where it was written: HARBOUR TOWN.")
    )
    language = models.CharField(_("language"), max_length=35, default="en", validators=[validate_language])
    lead_photo = models.ForeignKey(
        "newsmarkup.Photo", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lead picture")
    )
    publisher = models.ForeignKey(
        "newsmarkup.Organization", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("publisher")
    )
    source = models.ForeignKey(
        "newsmarkup.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("source"),
        help_text=_("The agency whose copy this is."),
    )
    translation_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="translations", verbose_name=_("translation of")
    )
    backstory = models.TextField(
        _("backstory"), max_length=2000, blank=True, help_text=_("How the story came about, for readers.")
    )
    coverage_start = models.DateTimeField(_("coverage from"), null=True, blank=True, help_text=_("Of a live blog."))
    coverage_end = models.DateTimeField(
        _("coverage until"), null=True, blank=True, help_text=_("Of a live blog: once it is over.")
    )
    bylines = GenericRelation("newsmarkup.Byline")
    corrections = GenericRelation("newsmarkup.Correction")
    updates = GenericRelation("newsmarkup.Update")
    claims = GenericRelation("newsmarkup.Claim")
    media = GenericRelation("newsmarkup.Media")
    subjects = GenericRelation("newsmarkup.Subject")
    references = GenericRelation("newsmarkup.Reference")  # these two so that they go with the article
    quotations = GenericRelation("newsmarkup.Quotation")
    access = models.CharField(_("access"), max_length=10, choices=Access.choices, default=Access.FREE)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, db_index=True)
    modified_at = models.DateTimeField(
        _("last editorial change"), null=True, blank=True, help_text=_("Shown to readers as “updated”.")
    )
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("last write"), auto_now=True, db_index=True)

    version = models.PositiveIntegerField(default=0, editable=False)
    facts = models.PositiveIntegerField(default=0, editable=False)
    stamp = models.CharField(max_length=40, default="", editable=False)
    stale_at = models.DateTimeField(null=True, editable=False)
    jsonld = models.TextField(default="", editable=False)
    record = models.TextField(default="", editable=False)

    objects = ArticleQuerySet.as_manager()

    _read_at: int | None = None  # during a save: the version the row was read at

    class Meta:
        abstract = True
        ordering = ["-published_at", "-pk"]
        indexes = [models.Index(fields=["status", "published_at"])]  # what is public, newest first
        permissions = [("publish_with_errors", "Can publish articles that have errors")]
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def __str__(self) -> str:
        return self.headline

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.pk}: {self.headline[:40]!r}>"

    @property
    def is_public(self) -> bool:
        """As `published()` says, for this row as it is in memory."""
        return self.is_scheduled and max(filter(None, (self.published_at, self.embargo_until))) <= timezone.now()

    @property
    def is_scheduled(self) -> bool:
        """Whether it is public, or will be without anybody's doing."""
        return self.status == Status.PUBLISHED and self.published_at is not None

    @property
    def is_rtl(self) -> bool:
        """Whether the language is written from right to left."""
        try:
            return bool(get_language_info(self.language.lower())["bidi"])
        except KeyError:
            return self.language.split("-")[0].lower() in (
                "ar",
                "arc",
                "dv",
                "fa",
                "ha",
                "he",
                "ks",
                "ku",
                "ps",
                "ur",
                "yi",
            )

    def clean(self) -> None:
        super().clean()
        from django.core.exceptions import ValidationError

        wrong = {}
        if self.published_at and self.modified_at and self.modified_at < self.published_at:
            wrong["modified_at"] = (
                _("The last change can't be before the publication (%s).") % self.published_at.isoformat()
            )
        if self.coverage_start and self.coverage_end and self.coverage_end < self.coverage_start:
            wrong["coverage_end"] = _("The coverage can't end before it begins.")
        if self.translation_of_id and self.translation_of_id == self.pk:
            wrong["translation_of"] = _("An article is no translation of itself.")
        if wrong:
            raise ValidationError(wrong)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row, its references and its derived columns in one transaction. Raises `StaleVersion`."""
        from newsmarkup import changes, following

        if self.status == Status.PUBLISHED and self.published_at is None:
            self.published_at = timezone.now().replace(microsecond=0)
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "published_at"}
        fields = kwargs.get("update_fields")
        if fields is not None and not fields:
            return
        seen = self.version
        self._read_at = seen
        self.version = seen + 1
        self.stamp = ""
        if fields is not None:
            kwargs["update_fields"] = {*fields, "version", "stamp", "changed_at"}
        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        linked = fields is None or set(following.LINKED) & {name.removesuffix("_id") for name in fields}
        try:
            with transaction.atomic(using=using):
                with following.translating(type(self), [self.pk] if linked and self.pk else [], using):
                    super().save(*args, **kwargs)
                if linked and not seen and self.translation_of_id:
                    following.touch_translations(type(self), [(self.pk, self.translation_of_id)], using)
                if fields is None or following.INDEXED & {name.removesuffix("_id") for name in fields}:
                    following.index([self], using=using)
                changes.mark(type(self), [self.pk], using)
        except BaseException:
            self.version = seen
            raise
        finally:
            self._read_at = None

    save.alters_data = True  # type: ignore[attr-defined]

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *args: Any, **kwargs: Any) -> Any:
        # Django's own hook for the one UPDATE statement of a save: the version it was read at goes into the WHERE.
        # (A fixture is loaded without save(): it overwrites.)
        seen = self._read_at
        if seen is None:
            return super()._do_update(base_qs, using, pk_val, values, *args, **kwargs)
        updated = super()._do_update(base_qs.filter(version=seen), using, pk_val, values, *args, **kwargs)
        if not updated:
            stored = base_qs.filter(pk=pk_val).values_list("version", flat=True).first()
            if stored is not None or not self._state.adding:
                raise StaleVersion(self, seen, stored)
        return updated
