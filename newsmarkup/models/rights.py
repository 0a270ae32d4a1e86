"""Rights and Printed: what a newsroom's article may have besides, by inheriting it.

class Article(AbstractArticle, Rights, Printed): ...
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsmarkup.models.base import validate_url_or_path


class Rights(models.Model):
    """The rights of the text."""

    copyright_holder = models.ForeignKey(
        "newsmarkup.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("copyright holder"),
    )
    copyright_year = models.PositiveSmallIntegerField(_("copyright year"), null=True, blank=True)
    copyright_notice = models.CharField(_("copyright notice"), max_length=255, blank=True)
    credit_text = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("How others must credit this text.")
    )
    license_url = models.CharField(_("license"), max_length=500, blank=True, validators=[validate_url_or_path])
    usage_url = models.CharField(_("terms of use"), max_length=500, blank=True, validators=[validate_url_or_path])

    class Meta:
        abstract = True


class Printed(models.Model):
    """Where the text stood in print."""

    print_edition = models.CharField(_("print edition"), max_length=120, blank=True)
    print_section = models.CharField(_("print section"), max_length=60, blank=True)
    print_page = models.CharField(_("print page"), max_length=20, blank=True)
    print_column = models.CharField(_("print column"), max_length=20, blank=True)

    class Meta:
        abstract = True
