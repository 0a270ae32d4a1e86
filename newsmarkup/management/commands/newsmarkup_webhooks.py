"""`manage.py newsmarkup_webhooks`: send what is due to webhooks, where no worker does."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsmarkup.checks import check_webhooks
from newsmarkup.management.scope import Help
from newsmarkup.models import Webhook
from newsmarkup.models.webhook import State
from newsmarkup.webhooks import delivering

EPILOG = """\
How to use it:

  With a worker of Django's tasks framework (manage.py db_worker) you don't need it: the worker is told of every change.

  Without one, let cron send what is due every minute, attempts that failed before included:
       * * * * *  manage.py newsmarkup_webhooks --verbosity 0
  or let it go on, as a service; an interrupt, and even kill -9, loses nothing:
       manage.py newsmarkup_webhooks --every 5

It may run several times at once, and beside a worker: each delivery is sent by one of them.
"""


class Command(BaseCommand):
    help = """\
Tells webhooks what was published, updated and withdrawn since the last time, sends again what failed and is due, forgets
deliveries after thirty days, and ends."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, formatter_class=Help, epilog=EPILOG, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every", type=float, metavar="SECONDS", help="go on, and look again after so many seconds (default: end)"
        )
        parser.add_argument(
            "--for",
            type=float,
            dest="whole",
            default=None,
            metavar="SECONDS",
            help=f"end after so many seconds (default: {delivering.RUN:g}; with --every: never)",
        )

    def handle(self, *args: Any, every: float | None, whole: float | None, verbosity: int, **options: Any) -> None:
        for problem in check_webhooks(None, databases=[Webhook.objects.db]):
            if problem.is_serious():
                raise CommandError(f"{problem.msg} {problem.hint}")
        ends = time.monotonic() + whole if whole is not None else None
        while True:
            left = delivering.RUN if ends is None else max(0.0, ends - time.monotonic())
            done = delivering.run(min(delivering.RUN, left))
            if verbosity and (done or every is None):
                self.stdout.write(said(done))
            if every is None or (ends is not None and time.monotonic() + every >= ends):
                return
            time.sleep(every)


def said(done: Counter[str]) -> str:
    words = {
        State.DELIVERED: "delivered",
        State.PENDING: "failed and will be tried again",
        State.FAILED: "given up",
        State.SUPERSEDED: "overtaken by something newer",
    }
    return ", ".join(f"{done[state]} {word}" for state, word in words.items() if done[state]) or "Nothing was due."
