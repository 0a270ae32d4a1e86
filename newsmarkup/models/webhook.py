"""Webhook: an address that is told what is published; Delivery: what one is told, and what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsmarkup.conf import settings
from newsmarkup.errors import AddressRefused
from newsmarkup.webhooks.address import target
from newsmarkup.webhooks.signing import new_id, new_secret

OLD_SECRET = timedelta(days=1)  # how long the secret before signs, too


class Event(models.TextChoices):
    """`type` of the payload."""

    PUBLISHED = "article.published", _("published")
    UPDATED = "article.updated", _("updated")
    WITHDRAWN = "article.withdrawn", _("withdrawn")
    TEST = "webhook.test", _("test")


ARTICLE_EVENTS = (Event.PUBLISHED, Event.UPDATED, Event.WITHDRAWN)


def every_event() -> list[str]:
    return [event.value for event in ARTICLE_EVENTS]


def validate_events(value: Any) -> None:
    if not isinstance(value, list) or not value or not set(value) <= set(every_event()):
        raise ValidationError(_("Choose at least one event of: %(known)s."), params={"known": ", ".join(every_event())})


class Webhook(models.Model):
    """`failing_since`: the first attempt that failed since one was answered. `old_secret` signs beside the new one until
    `old_until`. Stopped by newsmarkup: `active` is false and `stopped_why` says why."""

    name = models.CharField(_("name"), max_length=100, help_text=_("Who receives it."))
    url = models.CharField(_("address"), max_length=500, help_text=_("It is asked by POST: https://…"))
    events = models.JSONField(_("events"), default=every_event, validators=[validate_events])
    whole = models.BooleanField(
        _("send the whole article"),
        default=False,
        help_text=_("Otherwise id, headline and addresses: the receiver fetches what it wants."),
    )
    active = models.BooleanField(_("active"), default=True)
    secret = models.CharField(_("secret"), max_length=100, default=new_secret, editable=False)
    old_secret = models.CharField(max_length=100, default="", editable=False)
    old_until = models.DateTimeField(null=True, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, editable=False)
    stopped_at = models.DateTimeField(_("stopped"), null=True, editable=False)
    stopped_why = models.CharField(_("why it was stopped"), max_length=200, default="", editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        permissions = [("see_webhook_secret", "Can see and replace the secrets of webhooks")]
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        try:
            target(self.url, settings.WEBHOOK_HOSTS)
        except AddressRefused as refused:
            raise ValidationError({"url": str(refused)})

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.active and self.stopped_at and kwargs.get("update_fields") is None:  # somebody started it again
            self.stopped_at = self.failing_since = None
            self.stopped_why = ""
        from newsmarkup.webhooks.announcing import starting

        with starting(self):
            super().save(*args, **kwargs)

    save.alters_data = True  # type: ignore[attr-defined]

    def secrets(self, at: datetime) -> list[str]:
        """Those that sign at this moment, the newest first."""
        return [self.secret, *([self.old_secret] if self.old_until and at < self.old_until else [])]

    def replace_secret(self) -> None:
        """A new one from now on; for a day both sign."""
        self.old_secret, self.secret = self.secret, new_secret()
        self.old_until = timezone.now() + OLD_SECRET
        self.save(update_fields=["secret", "old_secret", "old_until"])

    replace_secret.alters_data = True  # type: ignore[attr-defined]


class State(models.TextChoices):
    PENDING = "pending", _("waiting")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("failed")
    SUPERSEDED = "superseded", _("overtaken")


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, at: datetime) -> DeliveryQuerySet:
        """What is to be sent now, the longest waiting first."""
        return self.filter(state=State.PENDING, due_at__lte=at, webhook__active=True).order_by("due_at", "pk")

    def beside(self, one: Delivery) -> DeliveryQuerySet:
        """The other deliveries of the same article to the same webhook."""
        same = {"webhook": one.webhook_id, "content_type": one.content_type_id, "object_id": one.object_id}
        return self.filter(**same).exclude(pk=one.pk)


class Delivery(models.Model):
    """One event for one webhook. `key` is its id at the receiver, `number` that of the change it tells of (greater is
    newer; None of a test). `url`: the article's address, as it was public. `due_at`: the next attempt, or, during one, when
    the sender that has it until then counts as dead. `text`: how the response began; `problem`: why there was none."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries", verbose_name=_("webhook"))
    key = models.CharField(_("id"), max_length=40, unique=True, default=new_id, editable=False)
    event = models.CharField(_("event"), max_length=20, choices=Event.choices)
    content_type = models.ForeignKey(ContentType, models.CASCADE, null=True, related_name="+")
    object_id = models.CharField(_("article"), max_length=64, default="")
    number = models.BigIntegerField(_("number of the change"), null=True)
    url = models.TextField(_("address of the article"), default="")
    happened_at = models.DateTimeField(_("happened"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("next attempt"), null=True)
    held_until = models.DateTimeField(null=True)
    attempted_at = models.DateTimeField(_("last attempt"), null=True)
    code = models.PositiveSmallIntegerField(_("status code"), null=True)
    problem = models.CharField(_("problem"), max_length=300, default="")
    text = models.CharField(_("response"), max_length=500, default="")
    created_at = models.DateTimeField(_("created"), default=timezone.now, db_index=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            # A change is told once, however often it is counted.
            models.UniqueConstraint(
                fields=["webhook", "content_type", "object_id", "number"], name="newsmarkup_delivery_unique"
            )
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="newsmarkup_delivery_due")]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")

    def __str__(self) -> str:
        return f"{self.event} {self.object_id}".strip()

    @property
    def under_way(self) -> bool:
        return self.held_until is not None and self.held_until > timezone.now()
