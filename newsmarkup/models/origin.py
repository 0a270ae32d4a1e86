"""Origin: where an imported article comes from, so that it is known again when it is sent a second time."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Origin(models.Model):
    """One an article. `source_id` is the source's own (guid, URI, address; "sha256:…" of the content where it has none),
    `sha256` of what was read, `version` the article's when that was stored: a higher one was edited since.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, editable=False)
    object_id = models.CharField(max_length=64, editable=False)
    article = GenericForeignKey("content_type", "object_id")
    format = models.CharField(_("format"), max_length=40, editable=False)
    source_id = models.CharField(_("id at the source"), max_length=500, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    version = models.PositiveIntegerField(editable=False)
    imported_at = models.DateTimeField(_("imported"), auto_now=True)

    class Meta:
        # No two processes can import the same article, whenever either is stopped.
        constraints = [models.UniqueConstraint(fields=["content_type", "source_id"], name="newsmarkup_origin_unique")]
        indexes = [models.Index(fields=["content_type", "object_id"])]
        verbose_name = _("origin")
        verbose_name_plural = _("origins")

    def __str__(self) -> str:
        return f"{self.format}: {self.source_id}"
