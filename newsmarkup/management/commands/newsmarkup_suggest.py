"""`manage.py newsmarkup_suggest`: suggestions for a whole archive, as proposals for editors or accepted at once."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import models
from tqdm import tqdm

from newsmarkup import following
from newsmarkup.adapters import ArticleAdapter
from newsmarkup.management.scope import Help, add_scope, chosen, rows
from newsmarkup.models import AbstractArticle
from newsmarkup.proposing import KINDS, Asked, Proposing

BATCH = 50  # articles in memory at a time, and in one transaction

EPILOG = """\
How to begin:

  1. See what would come of it, without writing anything:
       manage.py newsmarkup_suggest --dry-run --limit 200
  2. Write proposals, and let editors review them (Admin > Proposals):
       manage.py newsmarkup_suggest
  3. Where the review shows that nearly all above some confidence is right, accept those at once:
       manage.py newsmarkup_suggest --kinds quotation,credit --accept-above 0.95 --report accepted.json

Stop it at any time, even with kill -9, and start it again in the same way: it goes on where it was. An article is gone
through again once it was saved since, or when other kinds or confidences are asked for. What an editor has rejected
is never proposed again. What is accepted goes through the ordinary save: the version is raised, and an article that
somebody saves at the same moment is read again.
"""


class Command(BaseCommand):
    help = """\
Goes through the articles of the archive and proposes tags: quotations with their speakers, captions, credits, pull
quotes, and furniture that is no part of the text. Editors review the proposals in the admin; nothing is published
before that. With --accept-above the surest are accepted without review."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, formatter_class=Help, epilog=EPILOG, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        add_scope(parser)
        parser.add_argument(
            "--kinds", type=_kinds, default=KINDS, metavar="KIND,…", help=f"which ones (default: {','.join(KINDS)})"
        )
        parser.add_argument(
            "--minimum",
            type=_confidence,
            default=0.5,
            metavar="0-1",
            help="leave out what is less sure (default: 0.5; of those at 0.9, nine in ten are right)",
        )
        parser.add_argument(
            "--accept-above",
            type=_confidence,
            metavar="0-1",
            help="put what is as sure as this into the articles at once, without review; the rest is proposed. Pull quotes "
            "that would add a block are proposed only",
        )
        parser.add_argument(
            "--remove-furniture",
            action="store_true",
            help="with --accept-above: take out furniture that is as sure as that",
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing; say what would be written")
        parser.add_argument(
            "--report", type=Path, metavar="FILE.json", help="write the report of this run there as well"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        asked = Asked(
            options["kinds"],
            options["minimum"],
            options["accept_above"],
            options["remove_furniture"],
            options["dry_run"],
        )
        if asked.remove_furniture and asked.accept_above is None:
            raise CommandError("--remove-furniture needs --accept-above: say how sure it must be.")
        if options["report"] and not options["report"].parent.is_dir():
            raise CommandError(f"--report: there is no folder {options['report'].parent}.")
        work = Proposing(asked)
        left = options["limit"]
        try:
            for adapter in chosen(options["model"]):
                left = self._through(adapter, rows(adapter, options), work, left, options["verbosity"])
                if left == 0:
                    break
        except KeyboardInterrupt:
            self.stderr.write("\nStopped. Start it again in the same way to go on.")
        self._tell(work)
        if options["report"]:
            said = {**work.report.as_dict(), "dry_run": asked.dry_run, "accept_above": asked.accept_above}
            options["report"].write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    def _through(
        self, adapter: ArticleAdapter, asked: models.QuerySet[Any], work: Proposing, left: int | None, verbosity: int
    ) -> int | None:
        stored = issubclass(adapter.model, AbstractArticle)
        total = asked.count()
        bar = tqdm(total=total, desc=adapter.model._meta.label, unit="article", disable=not total or verbosity == 0)
        with bar:
            for batch in following.batches(asked.only("pk", "version") if stored else asked, BATCH):
                due = work.due(adapter, batch)[:left]
                if due and stored:
                    whole = adapter.model._base_manager.defer("jsonld", "record").in_bulk([row.pk for row in due])
                    due = [whole[row.pk] for row in due if row.pk in whole]
                work.go_through(adapter, due)
                bar.update(len(batch))
                if left is not None:
                    left -= len(due)
                    if left <= 0:
                        return 0
        return left

    def _tell(self, work: Proposing) -> None:
        report, would = work.report, "would be " if work.asked.dry_run else ""
        say = self.stdout.write
        say(f"{report.articles} articles gone through, {report.done_before} were done already.")
        say(f"  {would}proposed: {_listed(report.proposed)}")
        if work.asked.accept_above is not None:
            say(f"  {would}accepted: {_listed(report.accepted)}, in {report.changed} articles")
        if report.outdated:
            say(f"  {would}removed, being outdated: {report.outdated} proposals")
        for why, count in report.refused.most_common():
            say(f"  not accepted: {count}. {why}")
        for why, count in report.skipped.most_common():
            say(self.style.WARNING(f"  skipped: {count} articles ({', '.join(report.examples[why][:3])}). {why}"))


def _listed(counts: Any) -> str:
    return ", ".join(f"{count} × {kind}" for kind, count in sorted(counts.items())) or "nothing"


# -- what is typed -----------------------------------------------------------------------------------------------------


def _kinds(value: str) -> tuple[str, ...]:
    kinds = tuple(dict.fromkeys(filter(None, (part.strip() for part in value.split(",")))))
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown or not kinds:
        raise ArgumentTypeError(f"{', '.join(unknown) or 'nothing'}: known are {', '.join(KINDS)}")
    return kinds


def _confidence(value: str) -> float:
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1:
        raise ArgumentTypeError(f"{value} is no confidence: give a number from 0 to 1, such as 0.95")
    return number
