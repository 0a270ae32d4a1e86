"""Change: what last happened to an article in public, under a number that only grows. See `newsmarkup.changes`."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsmarkup.models.base import new_key


class Change(models.Model):
    """One an article, for ever: it outlives the article, as a tombstone of what was public.

    `seq` is None of what was never public. `due_at` says when it must next be looked at: `changes.PENDING` of what was
    written since it was numbered, a moment to come of what will be public by itself, else None. `at`: when it was
    numbered. `url`: where it is public, or last was.
    """

    class State(models.TextChoices):
        NEVER = "", _("never public")
        PUBLIC = "public", _("public")
        GONE = "gone", _("public no more")

    class Event(models.TextChoices):
        NONE = "", _("none")
        PUBLISH = "publish", _("published")
        UPDATE = "update", _("updated")
        WITHDRAW = "withdraw", _("withdrawn")

    # Most rows are of one type: an index that begins with it would lure a database away from the numbers.
    content_type = models.ForeignKey(ContentType, models.CASCADE, db_index=False, editable=False)
    object_id = models.CharField(max_length=64, editable=False)
    seq = models.BigIntegerField(_("number"), null=True, unique=True, editable=False)
    state = models.CharField(max_length=6, choices=State.choices, default=State.NEVER, editable=False)
    event = models.CharField(_("event"), max_length=8, choices=Event.choices, default=Event.NONE, editable=False)
    at = models.DateTimeField(_("at"), null=True, editable=False)
    due_at = models.DateTimeField(null=True, db_index=True, editable=False)
    url = models.TextField(default="", editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object_id", "content_type"], name="newsmarkup_change_unique")]
        verbose_name = _("change")
        verbose_name_plural = _("changes")

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id}: {self.event or 'none'} {self.seq or ''}".rstrip()


class ChangeLog(models.Model):
    """The one row that whoever gives numbers locks. `top` is the last one given; `epoch` is another after a rebuild; what
    was withdrawn before `began_at` left no tombstone; `filled` once the articles of that time are in it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    epoch = models.CharField(max_length=63, default=new_key, editable=False)
    top = models.BigIntegerField(default=0, editable=False)
    began_at = models.DateTimeField(default=timezone.now, editable=False)
    filled = models.BooleanField(default=False, editable=False)

    def __str__(self) -> str:
        return f"{self.epoch}-{self.top}"
