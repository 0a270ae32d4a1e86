"""Media: a film or a recording in an article."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsmarkup.models.base import KeyField, validate_url_or_path
from newsmarkup.models.part import Part


class Media(Part):
    """`content_url` is the file, which the page plays itself; `embed_url` a player's page, which it links to, or frames
    where `NEWSMARKUP["EMBED_HOSTS"]` names its host."""

    class Kind(models.TextChoices):
        """schema.org types."""

        VIDEO = "VideoObject", _("film")
        AUDIO = "AudioObject", _("recording")

    key = KeyField()
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.VIDEO)
    name = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), max_length=1000, blank=True)
    thumbnail = models.ForeignKey(
        "newsmarkup.Photo",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("still picture"),
        help_text=_("Search engines list no film without one."),
    )
    uploaded_at = models.DateTimeField(_("online since"), default=timezone.now)
    duration = models.DurationField(_("length"), null=True, blank=True, help_text=_("Such as 2:30, or 1:02:30."))
    content_url = models.CharField(
        _("address of the file"), max_length=500, blank=True, validators=[validate_url_or_path]
    )
    embed_url = models.CharField(
        _("address of the player"), max_length=500, blank=True, validators=[validate_url_or_path]
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta(Part.Meta):
        ordering = ["position", "pk"]
        verbose_name = _("film or recording")
        verbose_name_plural = _("films and recordings")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if not (self.content_url or self.embed_url):
            raise ValidationError(_("Enter the address of the file or of the player."))
