"""The log of changes: what happened to public articles, in an order that nothing is added to afterwards.

A write marks its article in its own transaction (`mark`). Numbers are given afterwards, to what is committed, by one at a
time (`sequence`): so none ever appears below one that a reader has passed, as happens to numbers and times that writers
give themselves, and no writer waits for another. Who read up to a number finds everything since above it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections, models, router, transaction
from django.db.models import F, Q, QuerySet
from django.dispatch import Signal
from django.utils import timezone

from newsmarkup.models import Change, ChangeLog
from newsmarkup.models.base import new_key

PENDING = datetime(1970, 1, 1, tzinfo=UTC)
BATCH = 1_000
READABLE = Q(due_at=None) | Q(state=Change.State.GONE)  # of what has a number: not written since

marked = Signal()
"""Sent in a writer's transaction, after its articles were marked: sender (the article model), using."""

numbered = Signal()
"""Sent in the transaction that gives numbers: sender (the article model), changes (a list of `Change`), using.

`changes` are those whose `event` is publish, update or withdraw, in the order of their numbers, at most `BATCH` of them.
Each event is sent exactly once: what a receiver writes to `using` is committed with its numbers or not at all, and if it
raises, nothing was numbered. Several writes between two calls of `sequence` are one event; a publication that was taken
back in between is none. The articles are to be read afterwards, as they are then. Not sent for what was there before the
log was, nor by `rebuild`.
"""

scheduled = Signal()
"""Sent in the transaction that notes it: sender (the article model), moments (when articles of it become public by
themselves, unless they are written before), using. Whoever calls `sequence` then has them numbered."""


# -- marking -----------------------------------------------------------------------------------------------------------


def mark(model: type[models.Model], pks: Iterable[Any], using: str) -> None:
    """These articles were written, or what they show was, or they are deleted: in the transaction that did it, behind it.
    Whoever writes an article holds its row already, so two who mark the same one never wait in a circle."""
    content_type = ContentType.objects.db_manager(using).get_for_model(model)
    ids = sorted({str(pk) for pk in pks})
    for some in _batches(ids):
        rows = Change.objects.using(using).filter(content_type=content_type, object_id__in=some)
        if (updated := rows.update(due_at=PENDING)) < len(some):
            known = set(rows.values_list("object_id", flat=True)) if updated else set()
            new = [Change(content_type=content_type, object_id=one, due_at=PENDING) for one in some if one not in known]
            # One that somebody else added meanwhile is pending, too.
            named = connections[using].features.supports_update_conflicts_with_target
            unique = ["object_id", "content_type"] if named else None
            rows.bulk_create(new, update_conflicts=True, update_fields=["due_at"], unique_fields=unique)
    if ids:
        marked.send(sender=model, using=using)


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    items = iter(items)
    while batch := list(islice(items, BATCH)):
        yield batch


# -- numbering ---------------------------------------------------------------------------------------------------------


def sequence(using: str) -> ChangeLog:
    """Give the next numbers to everything that was committed, or became public by itself, since the last call. Returns
    the log: all up to its `top` can be read.

    To be called outside a transaction; by whoever wants to know: a poll of the API, a task, `transaction.on_commit`.
    With nothing to do it costs two queries and writes nothing. What another transaction is just writing gets its number
    another time. Each `BATCH` of changes is a transaction of its own; `numbered` is sent in it. The first call takes up
    what was there before the log.
    """
    log = ChangeLog.objects.using(using).first()
    if log is None or not log.filled:
        _fill(using)
    elif not _due(using).exists():
        return log
    while _open(using) == BATCH:
        pass
    while _take(using) == BATCH:
        pass
    return ChangeLog.objects.using(using).get()


def rebuild(using: str) -> None:
    """Look at every article anew, and at those that are gone without having said so (`manage.py newsmarkup_rebuild`). The
    log has another epoch afterwards: who reads it starts at its beginning. Nobody is notified."""
    from newsmarkup.following import batches

    with _locked(using) as log:
        log.epoch = new_key()
    _fill(using)
    for some in batches(_of(using).order_by("pk").only("pk"), BATCH):
        keys = [row.pk for row in some]
        with _locked(using) as log:
            # What is pending will be numbered in its turn, and told.
            _number(_held(_of(using).filter(pk__in=keys).exclude(due_at=PENDING), using), log, using, tell=False)


def _of(using: str) -> QuerySet[Change]:
    return Change.objects.using(using)


def _due(using: str) -> QuerySet[Change]:
    return _of(using).filter(due_at__lte=timezone.now())


def _held(rows: QuerySet[Change], using: str) -> list[Change]:
    """These rows, locked; without those that a writer holds, whom nobody must wait for."""
    skip = connections[using].features.has_select_for_update_skip_locked
    return list(rows.select_for_update(skip_locked=skip))


@contextmanager
def _locked(using: str) -> Iterator[ChangeLog]:
    """A transaction in which nobody else gives numbers. It begins with a write, so that SQLite never has to refuse a
    reader that wants to become a writer."""
    with transaction.atomic(using=using):
        logs = ChangeLog.objects.using(using).filter(pk=1)
        if not logs.update(top=F("top")):
            ChangeLog.objects.using(using).bulk_create([ChangeLog(pk=1)], ignore_conflicts=True)
            logs.update(top=F("top"))
        log = logs.get()
        yield log
        log.save(using=using)


def _open(using: str) -> int:
    """What became public by itself is written, as far as others are concerned: it is marked, and its translations are
    stale. As a writer does it, articles first: not while numbers are given."""
    from newsmarkup.following import touch_translations

    opened = list(_due(using).exclude(due_at=PENDING).order_by("due_at")[:BATCH])
    linked = {
        model: model._base_manager.using(using).filter(pk__in=[row.object_id for row in rows])
        for model, rows in _by_model(opened, using)
    }
    families = {model: list(rows.values_list("pk", "translation_of")) for model, rows in linked.items()}
    with transaction.atomic(using=using):
        for model, family in families.items():
            touch_translations(model, family, using)
        free = _held(_of(using).filter(pk__in=[row.pk for row in opened]), using)
        _of(using).filter(pk__in=[row.pk for row in free]).update(due_at=PENDING)
    return len(free)


def _take(using: str) -> int:
    with _locked(using) as log:
        pending = _of(using).filter(due_at=PENDING).order_by("pk")[:BATCH]
        rows = _held(pending, using)
        _number(rows, log, using)
    return len(rows)


def _by_model(rows: Iterable[Change], using: str) -> Iterator[tuple[type[models.Model], list[Change]]]:
    found: dict[Any, list[Change]] = defaultdict(list)
    for row in rows:
        found[row.content_type_id].append(row)
    for content_type_id, of_it in found.items():
        model = ContentType.objects.db_manager(using).get_for_id(content_type_id).model_class()
        if model is not None:
            yield model, of_it


def _number(rows: list[Change], log: ChangeLog, using: str, *, tell: bool = True) -> None:
    """Say of these rows, which are locked, what is so now, and number what is or was public."""
    _judge_all(rows, using)
    new = [row for row in rows if row.event]
    # One statement numbers many, as their keys are in order. The gaps between them mean nothing.
    offset = log.top + 1 - min((row.pk for row in new), default=0)
    alike: dict[tuple[str, str, Any], list[int]] = defaultdict(list)
    for row in rows:
        alike[row.state, row.event, row.due_at].append(row.pk)
    at = timezone.now()
    for (state, event, due_at), keys in alike.items():
        known = {"seq": F("id") + offset, "state": state, "event": event, "at": at} if event else {}
        _of(using).filter(pk__in=keys).update(due_at=due_at, **known)
    for row in new:
        row.seq, row.at = row.pk + offset, at
    log.top = max((row.pk + offset for row in new), default=log.top)
    if tell:
        new.sort(key=lambda row: row.pk)
        for model, of_it in _by_model(new, using):
            numbered.send(sender=model, changes=of_it, using=using)


def _judge_all(rows: list[Change], using: str) -> None:
    known = {row.pk: row.url for row in rows if row.pk}
    for row in rows:
        row.event, row.due_at = Change.Event.NONE, None
    for model, of_it in _by_model(rows, using):
        _judge(model, of_it, using)
        if moments := {row.due_at for row in of_it if row.due_at}:
            scheduled.send(sender=model, moments=moments, using=using)
    if moved := [row for row in rows if row.pk and row.url != known[row.pk]]:
        _of(using).bulk_update(moved, ["url"], batch_size=100)


def _judge(model: type[models.Model], rows: list[Change], using: str) -> None:
    """`state`, `event` (what happened, "" for nothing that anybody may know), `due_at` and `url` of these rows."""
    from newsmarkup.adapters import adapter_for

    adapter = adapter_for(model)
    pks = [row.object_id for row in rows]
    now = timezone.now()  # before it is asked what is public: what becomes so in between is looked at again
    times = model._base_manager.using(using).filter(pk__in=pks, status="published", published_at__isnull=False)
    opens = {
        str(pk): max(filter(None, moments)) for pk, *moments in times.values_list("pk", "published_at", "embargo_until")
    }
    shown = adapter.published().using(using).filter(pk__in=pks).prefetch_related("section").defer(*_HEAVY)
    public = {str(article.pk): adapter.url(article) for article in shown}
    for row in rows:
        was, url = row.state, public.get(row.object_id)
        if url is not None:
            row.state = Change.State.PUBLIC
            row.event = Change.Event.UPDATE if was == Change.State.PUBLIC else Change.Event.PUBLISH
            row.url = url
            continue
        if was == Change.State.PUBLIC:
            row.state, row.event = Change.State.GONE, Change.Event.WITHDRAW
        if (moment := opens.get(row.object_id)) and moment > now:
            row.due_at = moment


_HEAVY = ("body", "jsonld", "record")


# -- what was there before ---------------------------------------------------------------------------------------------


def _fill(using: str) -> None:
    """Articles that are in no row yet, as after an upgrade. It may be interrupted, and done by several at once."""
    from newsmarkup.following import article_models, batches

    for model in article_models():
        if not router.allow_migrate_model(using, model):
            continue
        content_type = ContentType.objects.db_manager(using).get_for_model(model)
        for articles in batches(model._base_manager.using(using).order_by("pk").only("pk"), BATCH):
            ids = [str(article.pk) for article in articles]
            with _locked(using) as log:
                rows = _of(using).filter(content_type=content_type, object_id__in=ids)
                known = set(rows.values_list("object_id", flat=True))
                new = [Change(content_type=content_type, object_id=one) for one in ids if one not in known]
                _judge_all(new, using)
                at = timezone.now()
                for row in new:
                    if row.event:
                        log.top += 1
                        row.seq, row.at = log.top, at
                # One that is written just now is added, and pending, by its writer.
                _of(using).bulk_create(new, ignore_conflicts=True)
    with _locked(using) as log:
        log.filled = True
