"""IdempotencyKey: a request to the API that was carried out, and what was answered, so that sent again it is not done
again (IETF draft "The Idempotency-Key HTTP Header Field", draft-ietf-httpapi-idempotency-key-header)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT = timedelta(hours=24)
_AT_ONCE = 500


class IdempotencyKey(models.Model):
    """Written in the transaction of what the request did: both are there, or neither. `fingerprint`: the SHA-256 of method,
    address and body. Its answer: `status`, `headers`, `content`."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False)
    key = models.CharField(max_length=255, editable=False)
    fingerprint = models.CharField(max_length=64, editable=False)
    status = models.PositiveSmallIntegerField(null=True, editable=False)
    headers = models.JSONField(default=dict, editable=False)
    content = models.TextField(default="", editable=False)
    created_at = models.DateTimeField(default=timezone.now, db_index=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="newsmarkup_idempotency_unique")]
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")

    def __str__(self) -> str:
        return self.key

    @staticmethod
    def expired() -> datetime:
        """What was answered before this is forgotten."""
        return timezone.now() - KEPT

    @classmethod
    def forget_old(cls) -> None:
        """In a transaction of its own: that two do it at once must fail nobody's request."""
        try:
            with transaction.atomic():
                old = cls.objects.filter(created_at__lt=cls.expired()).order_by("pk")
                if pks := list(old.values_list("pk", flat=True)[:_AT_ONCE]):
                    cls.objects.filter(pk__in=pks).delete()
        except DatabaseError:
            return
