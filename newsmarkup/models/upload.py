"""Upload: files that somebody sent for import and has not taken yet. They wait here between preview and saving, so that
nothing of them has to be believed to a browser, whichever process answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsmarkup.models.base import new_key

KEPT = timedelta(days=2)
MOST_WAITING = 10  # sendings of one user


class Upload(models.Model):
    """One file; those of one sending share `batch`. Only who sent them sees them."""

    batch = models.CharField(max_length=63, default=new_key, db_index=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False)
    name = models.CharField(_("file"), max_length=255, blank=True, editable=False)
    format = models.CharField(_("format"), max_length=40, blank=True, editable=False)
    data = models.BinaryField(editable=False)
    created_at = models.DateTimeField(default=timezone.now, db_index=True, editable=False)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def forget_old(cls, user: Any) -> None:
        """Delete what nobody took in time, and of this user all but the newest few."""
        cls.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
        batches = cls.objects.filter(user_id=user.pk).order_by("-pk").values_list("batch", flat=True)
        kept = list(dict.fromkeys(batches))[: MOST_WAITING - 1]
        cls.objects.filter(user_id=user.pk).exclude(batch__in=kept).delete()
