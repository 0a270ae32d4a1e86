from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsmarkup.models.base import Fact, validate_url_or_path


class Section(Fact):
    """A department of the paper. `url` is its page; "" where it has none."""

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), unique=True)
    description = models.CharField(_("description"), max_length=255, blank=True)
    url = models.CharField(_("page"), max_length=255, blank=True, validators=[validate_url_or_path])
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return self.name
