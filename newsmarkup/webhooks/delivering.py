"""Delivering: what is due is sent, and tried again until it arrives, is overtaken or is given up.

Any number of processes may do this at once, and each may be killed at any time. A sender holds a delivery for `HELD`;
what it did not finish by then is due again, under the same id: receivers get everything at least once. Of one article
nothing older is sent once something newer is to be told, and nothing newer while something older is under way.
"""

from __future__ import annotations

import logging
import random
import time
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from newsmarkup.conf import settings
from newsmarkup.models.webhook import Delivery, Event, State, Webhook
from newsmarkup.webhooks import message, sending, signing, waking

logger = logging.getLogger("newsmarkup.webhooks")

# Seconds until the next attempt, after the first, second …: 31 hours and a half in all. As Standard Webhooks proposes.
DELAYS = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400)
JITTER = 0.2  # as much longer at most, so that not all come at once
MOST_AWAITED = 86_400  # seconds of a `Retry-After`
HELD = timedelta(seconds=2 * sending.WHOLE)
RUN = 45.0  # seconds that one run goes on
FAILING = timedelta(days=3)  # without one success, and a delivery is given up: the webhook is stopped
SOON = timedelta(seconds=5)
KEPT = timedelta(days=30)
GONE = 410


def run(seconds: float = RUN) -> Counter[str]:
    """What a worker or the command does: number what changed, send what is due, forget what is old. See `deliver`."""
    from newsmarkup.webhooks import announcing

    now = timezone.now()
    if Delivery.objects.due(now).exists():
        # Should this process be killed, another one looks after what it held.
        waking.wake(now + timedelta(seconds=seconds) + HELD)
    if not announcing.number():
        waking.wake(now + SOON)
    done = deliver(seconds)
    prune()
    return done


def deliver(seconds: float = RUN) -> Counter[str]:
    """Send what is due, for `seconds` at most; how many came to which state ("pending": to be tried again). After a
    failure the webhook's other deliveries wait for the next run, so that no dead receiver holds up the others."""
    done: Counter[str] = Counter()
    ends = time.monotonic() + seconds
    failing: set[int] = set()
    while (delivery := take(failing)) is not None:
        state = attempt(delivery)
        done[state] += 1
        if state in (State.PENDING, State.FAILED):
            failing.add(delivery.webhook_id)
        if time.monotonic() >= ends:
            waking.wake()
            break
    return done


def take(without: Collection[int] = ()) -> Delivery | None:
    """Hold the next delivery that is due and may be sent. `without`: webhooks to leave alone."""
    passed: list[int] = []
    while True:
        now = timezone.now()
        due = Delivery.objects.due(now).exclude(webhook__in=without).exclude(pk__in=passed)
        delivery = due.select_related("webhook", "content_type").first()
        if delivery is None:
            return None
        if _may_go(delivery, now) and _hold(delivery, now):
            return delivery
        passed.append(delivery.pk)


def _may_go(delivery: Delivery, now: datetime) -> bool:
    """Whether its turn has come: nothing newer of its article is told or to be told, nothing older under way."""
    if delivery.number is None:
        return True
    others = Delivery.objects.beside(delivery)
    concerned = Q(state=State.PENDING) | Q(state=State.DELIVERED, number__gt=delivery.number)
    numbers = list(others.filter(concerned).order_by().values_list("number", flat=True))
    if any(number > delivery.number for number in numbers):
        _due(delivery, now).update(state=State.SUPERSEDED, due_at=None)
        return False
    if not numbers:
        return True
    older = others.filter(number__lt=delivery.number, state=State.PENDING)
    with transaction.atomic():
        overtaken = older.exclude(held_until__gt=now)
        if delivery.event == Event.UPDATED and overtaken.filter(event=Event.PUBLISHED).exists():
            # The receiver has not heard of it yet: what it is told first is that it was published.
            Delivery.objects.filter(pk=delivery.pk).update(event=Event.PUBLISHED)
            delivery.event = Event.PUBLISHED
        overtaken.update(state=State.SUPERSEDED, due_at=None)
    held_until = older.order_by("-held_until").values_list("held_until", flat=True).first()
    if held_until is None:
        return True
    with transaction.atomic():
        Delivery.objects.filter(pk=delivery.pk, state=State.PENDING).update(due_at=held_until)
        waking.wake(held_until)
    return False


def _due(delivery: Delivery, now: datetime) -> QuerySet[Delivery]:
    """This one, as long as nobody else has it. Conditions on its own row alone: of two who update it at once, the database
    asks the second one again whether they hold. (It would not, had they to be asked of another table.)"""
    return Delivery.objects.filter(pk=delivery.pk, state=State.PENDING, due_at__lte=now)


def _hold(delivery: Delivery, now: datetime) -> bool:
    """One statement: of several senders one gets it."""
    until = now + HELD
    held = _due(delivery, now)
    if not held.update(due_at=until, held_until=until, attempted_at=now, attempts=F("attempts") + 1):
        return False
    delivery.due_at = delivery.held_until = until
    delivery.attempted_at = now
    delivery.attempts += 1
    return True


def attempt(delivery: Delivery) -> State:
    """Send one that is held, and record what came of it."""
    try:
        answer = _send(delivery)
    except Exception:  # what a newsroom's own code raises must not keep the others from being sent
        logger.exception("Delivery %s could not be sent.", delivery.pk)
        answer = sending.Answer(problem=_("It could not be sent; the log says why."))
    return _finish(delivery, State.SUPERSEDED) if answer is None else record(delivery, answer)


def _send(delivery: Delivery) -> sending.Answer | None:
    """None where it is true no more."""
    body = message.compose(delivery)
    if body is None:
        return None
    at = timezone.now()
    headers = signing.headers(delivery.webhook.secrets(at), delivery.key, int(at.timestamp()), body)
    return sending.post(delivery.webhook.url, body, headers, settings.WEBHOOK_HOSTS)


def record(delivery: Delivery, answer: sending.Answer) -> State:
    """What a receiver's answer means for the delivery and its webhook."""
    now = timezone.now()
    webhooks = Webhook.objects.filter(pk=delivery.webhook_id)
    told = {"code": answer.code, "problem": answer.problem[:300], "text": answer.text}
    with transaction.atomic():
        if answer.ok:
            webhooks.filter(failing_since__isnull=False).update(failing_since=None)
            return _finish(delivery, State.DELIVERED, **told)
        if delivery.event == Event.TEST:
            return _finish(delivery, State.FAILED, **told)
        webhooks.filter(failing_since__isnull=True).update(failing_since=now)
        if answer.code == GONE:
            stop(delivery.webhook, _("The receiver wants nothing more (410 Gone)."))
        elif delivery.attempts <= len(DELAYS):
            due = now + timedelta(seconds=pause(delivery.attempts, answer.headers, now))
            waking.wake(due)
            return _finish(delivery, State.PENDING, due_at=due, **told)
        elif webhooks.filter(failing_since__lte=now - FAILING).exists():
            stop(delivery.webhook, _("Nothing has arrived for %(days)s days.") % {"days": FAILING.days})
        return _finish(delivery, State.FAILED, **told)


def _finish(delivery: Delivery, state: State, due_at: datetime | None = None, **told: Any) -> State:
    """Let go of it. Where it took too long, and somebody else has it by now, only what has arrived is recorded."""
    rows = Delivery.objects.filter(pk=delivery.pk)
    if state != State.DELIVERED:
        rows = rows.filter(state=State.PENDING, held_until=delivery.held_until)
    if rows.update(state=state, due_at=due_at, held_until=None, **told) and delivery.number is not None:
        waiting = Delivery.objects.beside(delivery).filter(number__gt=delivery.number, state=State.PENDING, attempts=0)
        if waiting.filter(due_at__gt=timezone.now()).update(due_at=timezone.now()):
            waking.wake()
    return state


def pause(attempts: int, headers: Mapping[str, str], now: datetime) -> float:
    """Seconds until the next attempt, after so many. `Retry-After` (RFC 9110, section 10.2.3) is heeded, up to a day."""
    delay = DELAYS[attempts - 1] * (1 + JITTER * random.random())  # noqa: S311 - spread, not secret
    asked = next((value for name, value in headers.items() if name.lower() == "retry-after"), "").strip()
    if not asked:
        return delay
    try:
        seconds = float(asked) if asked.isdigit() else (parsedate_to_datetime(asked) - now).total_seconds()
    except (TypeError, ValueError):
        return delay
    return max(delay, min(seconds, MOST_AWAITED))


def stop(webhook: Webhook, why: str) -> None:
    """Nothing more goes there until somebody starts it again."""
    rows = Webhook.objects.filter(pk=webhook.pk, active=True)
    if rows.update(active=False, stopped_at=timezone.now(), stopped_why=why):
        logger.error("The webhook %s (%s) was stopped: %s", webhook.pk, webhook.name, why)


def again(deliveries: QuerySet[Delivery]) -> int:
    """Send these once more, from the first attempt on, under their ids; not what is waiting already."""
    with transaction.atomic():
        rows = deliveries.exclude(state=State.PENDING).exclude(event=Event.TEST).order_by()
        count = rows.update(state=State.PENDING, attempts=0, due_at=timezone.now(), held_until=None)
        if count:
            waking.wake()
    return count


def test(webhook: Webhook) -> Delivery:
    """Send a test at once, to a stopped webhook too; what came of it stands in the delivery."""
    now = timezone.now()
    delivery = Delivery.objects.create(
        webhook=webhook, event=Event.TEST, happened_at=now, attempted_at=now, attempts=1, held_until=now + HELD
    )
    attempt(delivery)
    delivery.refresh_from_db()
    return delivery


def prune() -> int:
    """Forget what is older than `KEPT`."""
    return Delivery.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]
