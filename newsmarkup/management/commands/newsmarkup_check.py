"""`manage.py newsmarkup_check`: what is wrong with the articles of an archive, by rule."""

from __future__ import annotations

import json
import logging
import shutil
from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import models
from django.utils import timezone
from orjson import loads
from tqdm import tqdm

from newsmarkup import following, publishing
from newsmarkup.adapters import ArticleAdapter
from newsmarkup.document.article import Article
from newsmarkup.document.problem import Problem
from newsmarkup.graph import extending, rules
from newsmarkup.graph.build import build
from newsmarkup.graph.vocabulary import MISSING, installed
from newsmarkup.management.scope import Help, add_scope, chosen, rows
from newsmarkup.models import AbstractArticle

logger = logging.getLogger(__name__)
BATCH = 200  # articles in memory at a time
SEVERITIES = ("error", "warning", "notice")

EPILOG = """\
examples:
  manage.py newsmarkup_check                              what is wrong with what is published, by rule
  manage.py newsmarkup_check --severity error             what must be mended
  manage.py newsmarkup_check --rule picture-without-credit --json > credits.json
  manage.py newsmarkup_check --since 2026-05-01 --fail-on warning

Nothing is written. docs/rules.md lists the rules. Exit status: 0 nothing as bad as --fail-on says, 1 something.
"""


@dataclass(slots=True)
class Tally:
    """Of one rule: `found` times, in so many `articles`; the first one's headline and address."""

    found: int = 0
    articles: int = 0
    headline: str = ""
    url: str = ""


@dataclass(slots=True)
class Report:
    articles: int = 0
    clean: int = 0
    by_rule: dict[str, Tally] = field(default_factory=dict)

    def add(self, article: Article | None, found: Sequence[Problem]) -> None:
        self.articles += 1
        self.clean += not found
        for code, count in Counter(problem.code for problem in found).items():
            tally = self.by_rule.setdefault(code, Tally())
            if not tally.articles and article:
                tally.headline, tally.url = article.headline, article.url
            tally.found += count
            tally.articles += 1

    def worst_first(self) -> list[tuple[str, Tally]]:
        return sorted(
            self.by_rule.items(), key=lambda one: (SEVERITIES.index(rules.RULES[one[0]].severity), -one[1].articles)
        )

    def as_dict(self) -> dict[str, Any]:
        told = {}
        for code, tally in self.worst_first():
            rule = rules.RULES[code]
            told[code] = {"severity": rule.severity, "about": rule.about, "source": rule.source,
                          "articles": tally.articles, "found": tally.found, "example": tally.url}  # fmt: skip
        return {"articles": self.articles, "clean": self.clean, "rules": told}


class Command(BaseCommand):
    help = """\
Checks the articles of the archive: their facts, their text, and the JSON-LD that is published of them, by the rules of
Google's and schema.org's documentation and those of this house. Prints a table by rule."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, formatter_class=Help, epilog=EPILOG, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        add_scope(parser)
        parser.add_argument("--rule", type=_codes, default=(), metavar="RULE,…", help="only these rules")
        parser.add_argument(
            "--severity", choices=SEVERITIES, default="notice", help="only what is as bad as this (default: notice)"
        )
        parser.add_argument(
            "--fail-on",
            choices=(*SEVERITIES, "never"),
            default="error",
            help="exit with 1 where something is as bad as this (default: error)",
        )
        parser.add_argument("--json", action="store_true", help="print every problem of every article as JSON instead")
        parser.add_argument(
            "--no-vocabulary", action="store_true", help="don't look types and properties up in schema.org's vocabulary"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.vocabulary = None if options["no_vocabulary"] else installed()
        if not self.vocabulary and not options["no_vocabulary"]:
            self.stderr.write(self.style.WARNING(f"Types and properties are not looked up: {MISSING}"))
        report, left = Report(), options["limit"]
        if options["json"]:
            self.stdout.write('{"problems": [', ending="")
        first = True
        for adapter in chosen(options["model"]):
            for row, article, found in self._through(adapter, rows(adapter, options)[:left], options):
                report.add(article, found)
                for problem in found if options["json"] else ():
                    told = {"article": str(row.pk), "model": row._meta.label, "url": article and article.url}
                    line = json.dumps({**told, **problem.as_dict()}, ensure_ascii=False)
                    self.stdout.write(("" if first else ",") + "\n" + line, ending="")
                    first = False
            if left is not None and (left := options["limit"] - report.articles) <= 0:
                break
        if options["json"]:
            self.stdout.write("\n], " + json.dumps(report.as_dict(), ensure_ascii=False)[1:])
        else:
            self._tell(report)
        bad = SEVERITIES[: SEVERITIES.index(options["fail_on"]) + 1] if options["fail_on"] != "never" else ()
        if any(rules.RULES[code].severity in bad for code in report.by_rule):
            raise SystemExit(1)

    def _through(
        self, adapter: ArticleAdapter, asked: models.QuerySet[Any], options: dict[str, Any]
    ) -> Iterator[tuple[Any, Article | None, list[Problem]]]:
        """Each row with its Article (None where it can't be read) and what is asked for of its problems."""
        limit = asked.query.high_mark
        asked.query.clear_limits()
        total = asked.count() if limit is None else min(asked.count(), limit)
        if issubclass(adapter.model, AbstractArticle):
            asked = asked.defer("record")
        level = SEVERITIES.index(options["severity"]) + 1
        bar = tqdm(total=total, desc=adapter.model._meta.label, unit="article",
                   disable=not total or options["verbosity"] == 0)  # fmt: skip
        done = 0
        with bar:
            for batch in following.batches(asked, BATCH):
                batch = batch[: total - done]
                for row, article in zip(batch, _articles(adapter, batch), strict=True):
                    found = self._check(row, article)
                    yield (
                        row,
                        article,
                        [
                            problem
                            for problem in found
                            if problem.severity in SEVERITIES[:level]
                            and (not options["rule"] or problem.code in options["rule"])
                        ],
                    )
                done += len(batch)
                bar.update(len(batch))
                if done >= total:
                    return

    def _check(self, row: Any, article: Article | None) -> Sequence[Problem]:
        if article is None:
            said = "The article can't be read: the log says why."
            return [Problem("unreadable", said, "Open it in the admin and save it, or see docs/adapters.md.", "error")]
        # A model of the newsroom's own has its own words for what is published.
        stored = isinstance(row, AbstractArticle)
        status = row.status if stored else "published" if article.published else "draft"
        case = rules.Case(article, timezone.now(), status, row.embargo_until if stored else None)
        # What is stored is what is published, unless an extension has something to say of how it was made.
        graph = loads(row.jsonld) if publishing.is_fresh(row) and not extending.signature() else build(article)
        return rules.check_own(case, graph, self.vocabulary)

    def _tell(self, report: Report) -> None:
        say = self.stdout.write
        clean = f"{report.clean} of {report.articles} articles have no problem that was asked for."
        if report.by_rule:
            wide = max(map(len, report.by_rule))
            room = max(shutil.get_terminal_size((100, 24)).columns - wide - 32, 20)
            say(self.style.MIGRATE_HEADING(f"{'':8} {'rule':{wide}}  {'articles':>8}  {'found':>8}  example"))
            styles = {"error": self.style.ERROR, "warning": self.style.WARNING, "notice": str}
            for code, tally in report.worst_first():
                severity = rules.RULES[code].severity
                example = tally.headline if len(tally.headline) <= room else tally.headline[: room - 1] + "…"
                line = f" {code:{wide}}  {tally.articles:>8,}  {tally.found:>8,}  {example}"
                say(styles[severity](f"{severity:8}") + line)
            say("")
        say(clean)


def _articles(adapter: ArticleAdapter, batch: list[Any]) -> list[Article | None]:
    """All at once; where one of them fails, one by one."""
    try:
        return list(adapter.articles(batch))
    except Exception:
        found: list[Article | None] = []
        for row in batch:
            try:
                found += adapter.articles([row])
            except Exception:
                logger.exception("%r can't be read", row)
                found.append(None)
        return found


def _codes(value: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(filter(None, (part.strip() for part in value.split(",")))))
    unknown = [code for code in codes if code not in rules.RULES]
    if unknown or not codes:
        known = ", ".join(sorted(rules.RULES))
        raise ArgumentTypeError(f"{', '.join(unknown) or 'nothing'}: no rule is called so. Known: {known}")
    return codes
