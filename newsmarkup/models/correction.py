"""Correction: what an article said wrong, told to its readers."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from newsmarkup.models.agents import Person
from newsmarkup.models.part import Part


class Correction(Part):
    text = models.TextField(
        _("text"),
        max_length=2000,
        help_text=_("What was wrong and what is right, as readers see it under the article."),
    )
    at = models.DateTimeField(_("time"), default=timezone.now)
    author = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("corrected by")
    )

    class Meta(Part.Meta):
        ordering = ["at", "pk"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return Truncator(self.text).chars(60)
