"""Update: one entry of a live blog, with a canonical body of its own."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsmarkup.fields import BodyField
from newsmarkup.models.agents import Person
from newsmarkup.models.base import KeyField
from newsmarkup.models.part import Part


class Update(Part):
    key = KeyField()
    headline = models.CharField(_("headline"), max_length=250)
    at = models.DateTimeField(_("time"), default=timezone.now)
    author = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("author")
    )
    body = BodyField(_("text"), blank=True)

    class Meta(Part.Meta):
        ordering = ["-at", "-pk"]
        verbose_name = _("update")
        verbose_name_plural = _("updates")

    def __str__(self) -> str:
        return self.headline
