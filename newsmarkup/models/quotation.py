"""Quotation: who said what, where and when, as it is searched. One row a tagged quotation of any article, public or not."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsmarkup.fulltext import WordsField


class Quotation(models.Model):
    """Derived from bodies and live blogs' updates, and written with them (`newsmarkup.archive`); `manage.py
    newsmarkup_rebuild` writes all anew. Who may see it is never stored: the article says that, in every query.

    `anchor` is its element's id in the page; `position` counts from 1 in its article. `target` is `person:KEY` or
    `organization:KEY`; of speakers who are not in the registry `name` is how the article calls them, `folded` that as it
    is compared. `teased`: it stands in what everyone may read of a paywalled article. `words`: see `newsmarkup.fulltext`.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.CharField(max_length=64)
    passage = models.CharField(max_length=64)
    anchor = models.CharField(max_length=160)
    position = models.PositiveIntegerField()
    text = models.TextField(_("quotation"))
    words = WordsField()
    kind = models.CharField(max_length=12, default="")
    target = models.CharField(max_length=80, default="")
    name = models.CharField(_("speaker"), max_length=200, default="")
    folded = models.CharField(max_length=200, default="")
    alleged = models.BooleanField(_("alleged"), default=False)
    occasion = models.CharField(_("said at"), max_length=200, default="")
    cite = models.TextField(_("taken from"), default="")
    language = models.CharField(_("language"), max_length=35, default="")
    teased = models.BooleanField(default=True)
    published_at = models.DateTimeField(_("published"), null=True)
    section = models.ForeignKey(
        "newsmarkup.Section", models.SET_NULL, null=True, related_name="+", verbose_name=_("section")
    )

    class Meta:
        verbose_name = _("quotation")
        verbose_name_plural = _("quotations")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "anchor"], name="newsmarkup_quotation_unique")
        ]
        indexes = [
            models.Index(fields=["published_at", "id"], name="newsmarkup_quotation_date"),
            models.Index(fields=["target", "published_at", "id"], name="newsmarkup_quotation_target"),
            models.Index(fields=["folded"], name="newsmarkup_quotation_folded"),
        ]

    def __str__(self) -> str:
        return self.text if len(self.text) <= 80 else f"{self.text[:79]}…"
