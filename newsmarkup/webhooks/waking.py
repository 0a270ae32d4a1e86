"""Waking the worker, through Django's tasks framework: `django.tasks`, before Django 6 the package django-tasks.

A task carries nothing: it says that something may be due. What is due stands in the database, and who has nothing to do
ends. So a task too many does no harm, and `manage.py newsmarkup_webhooks` does the same where there is no worker.
"""

from __future__ import annotations

from datetime import datetime
from importlib import import_module
from typing import Any

from django.db import transaction

from newsmarkup.conf import settings

ALIAS = "default"


def framework() -> Any:
    """The module of the tasks framework; None where there is none."""
    for name in ("django.tasks", "django_tasks"):
        try:
            return import_module(name)
        except ImportError:
            continue
    return None


def backend() -> Any:
    """The backend that can run a task later, in another process; None where none is set up."""
    tasks = framework()
    if tasks is None:
        return None
    try:
        found = tasks.task_backends[ALIAS]
    except Exception:  # each version names its own: not configured, or not to be imported
        return None
    queues = getattr(found, "queues", ())
    return found if found.supports_defer and (not queues or settings.WEBHOOK_QUEUE in queues) else None


def wake(at: datetime | None = None) -> None:
    """Let a worker look at `at` (now) what is due. A task in the database is committed with the caller's transaction;
    another queue hears of it once that is committed."""
    found = backend()
    if found is None:
        return
    from newsmarkup.webhooks.tasks import deliver_webhooks

    ready = deliver_webhooks.using(queue_name=settings.WEBHOOK_QUEUE, run_after=at, backend=ALIAS)
    if type(found).__module__.partition(".")[0] == "django_tasks_db":
        ready.enqueue()
    else:
        transaction.on_commit(ready.enqueue)
