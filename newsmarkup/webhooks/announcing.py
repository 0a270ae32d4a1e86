"""Announcing: each change of an article that the log numbers becomes a delivery for every webhook that wants to hear of it.

Both stand in the same transaction, and a change is numbered once: so none is lost and none is told twice
(`newsmarkup.changes.numbered`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import router
from django.utils import timezone

from newsmarkup import changes
from newsmarkup.conf import settings
from newsmarkup.following import article_models
from newsmarkup.models import Change, Delivery, Webhook
from newsmarkup.models.webhook import Event
from newsmarkup.webhooks import waking
from newsmarkup.webhooks.delivering import HELD, RUN

EVENTS = {
    Change.Event.PUBLISH: Event.PUBLISHED,
    Change.Event.UPDATE: Event.UPDATED,
    Change.Event.WITHDRAW: Event.WITHDRAWN,
}


def _numbered(sender: Any, changes: Sequence[Change], using: str, **kwargs: Any) -> None:
    now = timezone.now()
    deliveries = [
        Delivery(
            webhook=webhook,
            event=event,
            content_type_id=change.content_type_id,
            object_id=change.object_id,
            number=change.seq,
            url=settings.absolute(change.url),
            happened_at=change.at,
            due_at=now,
        )
        for webhook in Webhook.objects.filter(active=True)
        for change in changes
        if (event := EVENTS[Change.Event(change.event)]) in webhook.events
    ]
    if deliveries:
        Delivery.objects.bulk_create(deliveries, batch_size=500)
        # Who numbered them sends them now; should that one be killed, another does.
        waking.wake(now + timedelta(seconds=RUN) + HELD)


def _marked(sender: Any, using: str, **kwargs: Any) -> None:
    """A worker looks at it once it is committed."""
    if Webhook.objects.filter(active=True).exists():
        waking.wake()


def _scheduled(sender: Any, moments: Iterable[datetime], using: str, **kwargs: Any) -> None:
    """And again when an embargo lifts, or an hour of publication comes."""
    if Webhook.objects.filter(active=True).exists():
        for at in moments:
            waking.wake(at)


@contextmanager
def starting(webhook: Webhook) -> Iterator[None]:
    """Around the save of a webhook. One that becomes active hears of what happens from now on, not of what was written
    before and merely not numbered yet."""
    starts = webhook.active and not Webhook.objects.filter(pk=webhook.pk, active=True).exists()
    if starts:
        number()
    yield
    if starts:
        waking.wake()
        due = Change.objects.filter(due_at__gt=timezone.now()).order_by()
        for at in due.values_list("due_at", flat=True).distinct():
            waking.wake(at)


def number() -> bool:
    """Let the log take up what was written, in each database that has articles; whether that was all. What a transaction
    holds that is rolled back in the end, nobody else would come back for."""
    every = True
    for using in {router.db_for_write(model) for model in article_models()}:
        changes.sequence(using)
        every &= not Change.objects.using(using).filter(due_at__lte=timezone.now()).exists()
    return every


def connect() -> None:
    changes.numbered.connect(_numbered, dispatch_uid="newsmarkup.webhooks")
    changes.marked.connect(_marked, dispatch_uid="newsmarkup.webhooks")
    changes.scheduled.connect(_scheduled, dispatch_uid="newsmarkup.webhooks")
