"""`manage.py newsmarkup_import`: files of any known format as drafts, each article once."""

from __future__ import annotations

import glob
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from newsmarkup.adapters import article_model
from newsmarkup.document.problem import Problem
from newsmarkup.errors import ImportRefused
from newsmarkup.following import article_models
from newsmarkup.importing import base
from newsmarkup.management.scope import Help
from newsmarkup.models import Section
from newsmarkup.receiving import Arrived, Asked, Planned, Received, Receiving, arrived

BATCH = 50  # articles that are looked up together
EXAMPLES = 10  # files and articles named in the report on the screen
STDIN = "standard input"

EPILOG = """\
How to begin:

  1. See what would come of it, without writing anything:
       manage.py newsmarkup_import --dry-run --report seen.json incoming/
  2. Import a folder with all that is in it, or what a pattern names, as drafts:
       manage.py newsmarkup_import incoming/ 'wire/2026-05-*.txt'
  3. What another program writes, its format said:
       fetch-the-wire | manage.py newsmarkup_import --format text -
  4. Import it anew later: what is known is skipped; what the source has changed since is reported, and with --update
     taken over where nobody has edited the draft:
       manage.py newsmarkup_import --update incoming/

Stop it at any time, even with kill -9, and start it again in the same way: each article is saved once, in one transaction
with its bylines and pictures, and is known again by its source's id. Nothing is published, and nothing is fetched from
the network: pictures that are not in the files stay where they are.
"""


@dataclass
class Report:
    """`articles` and `refused` as --report writes them."""

    files: int = 0
    done: Counter[str] = field(default_factory=Counter)
    articles: list[dict[str, Any]] = field(default_factory=list)
    refused: list[dict[str, Any]] = field(default_factory=list)

    def refuse(self, name: str, problems: Iterable[Problem]) -> None:
        self.refused.append({"file": name, "problems": [_told(problem) for problem in problems]})

    def add(self, one: Arrived, done: str, row: Any, headline: str, problems: Iterable[Problem]) -> None:
        self.done[done] += 1
        pk = row.pk if row is not None else None
        self.articles.append(
            {"file": one.name, "format": one.format, "source_id": one.source_id, "headline": headline, "done": done,
             "pk": pk, "problems": [_told(problem) for problem in problems]}
        )  # fmt: skip


def _told(problem: Problem) -> dict[str, Any]:
    return {**problem.as_dict(), "line": problem.line}


class Command(BaseCommand):
    help = """\
Imports articles as drafts: files, whole folders, patterns, or "-" for standard input. People, organizations, sections
and photos of the registry are found by their names; what has no place is said, article by article, in the report."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, formatter_class=Help, epilog=EPILOG, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        formats = ", ".join(one.name for one in base.importers())
        parser.add_argument("paths", nargs="+", metavar="PATH", help='a file, a folder, a pattern, or "-"')
        parser.add_argument("--format", metavar="NAME", default="", help=f"which one (default: each tells): {formats}")
        parser.add_argument(
            "--model", metavar="APP.MODEL", help="import as articles of this model (default: the API's)"
        )
        parser.add_argument("--section", metavar="SLUG", help="for articles that name no section of ours")
        parser.add_argument(
            "--create-people",
            action="store_true",
            help="add bylines and sources that are not in the registry to it (default: they are reported)",
        )
        parser.add_argument(
            "--update",
            action="store_true",
            help="take over what the source changed since, in drafts that nobody edited",
        )
        parser.add_argument("--dry-run", action="store_true", help="write nothing; say what would be written")
        parser.add_argument("--report", type=Path, metavar="FILE.json", help="write the whole report there as well")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["format"] and options["format"] not in {one.name for one in base.importers()}:
            known = ", ".join(one.name for one in base.importers())
            raise CommandError(f"--format: {options['format']} is not known. Known: {known}.")
        if options["report"] and not options["report"].parent.is_dir():
            raise CommandError(f"--report: there is no folder {options['report'].parent}.")
        asked = Asked(_model(options["model"]), _section(options["section"]), options["create_people"],
                      update=options["update"])  # fmt: skip
        files = list(_files(options["paths"]))
        report = Report()
        try:
            self._through(files, asked, report, options)
        except KeyboardInterrupt:
            self.stderr.write("\nStopped. Start it again in the same way to go on.")
        self._tell(report, options["dry_run"])
        if options["report"]:
            said = {"dry_run": options["dry_run"], "files": report.files, "counts": dict(report.done),
                    "articles": report.articles, "refused": report.refused}  # fmt: skip
            options["report"].write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    def _through(self, files: list[Path | None], asked: Asked, report: Report, options: dict[str, Any]) -> None:
        work = Receiving(asked)
        waiting: list[Arrived] = []
        with tqdm(files, desc="import", unit="file", disable=options["verbosity"] == 0 or not files) as bar:
            for path in bar:
                report.files += 1
                waiting += self._read(path, options["format"], report)
                if len(waiting) >= BATCH:
                    self._save(work, waiting, report, options["dry_run"])
                    waiting = []
            self._save(work, waiting, report, options["dry_run"])

    def _read(self, path: Path | None, format: str, report: Report) -> list[Arrived]:
        name = str(path or STDIN)
        try:
            if path is None:
                data = sys.stdin.buffer.read(base.MOST_BYTES + 1)
            else:
                with path.open("rb") as stream:
                    data = stream.read(base.MOST_BYTES + 1)
            read = base.read(data, format=format, filename=name)
            return arrived(read, format or base.recognised(data, name).name, name, data)
        except ImportRefused as refused:
            report.refuse(name, refused.problems)
        except OSError as error:
            report.refuse(name, [Problem("unreadable", f"{name} can't be read: {error.strerror}.", "", "error")])
        return []

    def _save(self, work: Receiving, waiting: list[Arrived], report: Report, dry_run: bool) -> None:
        for planned in work.plan(waiting) if waiting else ():
            if dry_run:
                report.add(
                    planned.arrived, _would(planned, work.asked), planned.row, planned.headline, planned.problems
                )
                continue
            received: Received = work.save(planned)
            report.add(planned.arrived, received.done, received.row, received.headline, received.problems)

    def _tell(self, report: Report, dry_run: bool) -> None:
        say, would = self.stdout.write, "would be " if dry_run else ""
        say(f"{report.files} files, {len(report.articles)} articles.")
        for done, words in _WORDS.items():
            if count := report.done[done]:
                say(f"  {would if done in ('saved', 'updated') else ''}{words}: {count}")
        told: Counter[str] = Counter()
        example: dict[str, str] = {}
        for article in report.articles:
            for problem in article["problems"]:
                told[problem["code"]] += 1
                example.setdefault(problem["code"], f"{article['headline']}: {problem['message']}")
        for code, count in told.most_common():
            say(f"  {count} × {code}, such as {example[code][:200]}")
        for refused in report.refused[:EXAMPLES]:
            sentences = " ".join(f"{p['message']} {p['mend']}".strip() for p in refused["problems"])
            say(self.style.WARNING(f"  not read: {refused['file']}. {sentences}"))
        if len(report.refused) > EXAMPLES:
            say(self.style.WARNING(f"  not read: {len(report.refused) - EXAMPLES} more files"))


_WORDS = {
    "saved": "saved as drafts",
    "updated": "updated",
    "known": "known already",
    "newer": "changed at the source since; --update takes it over",
    "edited": "changed at the source since, and edited here: look at both",
    "older": "older than what is here",
    "refused": "not saved",
}


def _would(planned: Planned, asked: Asked) -> str:
    if planned.takes:
        return "saved"
    return "updated" if asked.update and planned.state == "newer" else planned.state


def _model(label: str | None) -> Any:
    known = {model._meta.label_lower: model for model in article_models()}
    model = known.get(label.lower()) if label else article_model()
    if model is None or model not in known.values():
        names = ", ".join(one._meta.label for one in known.values()) or "none"
        raise CommandError(f"--model: {label or model._meta.label} takes no imports. Known: {names}.")  # type: ignore[union-attr]
    return model


def _section(slug: str | None) -> Section | None:
    if not slug:
        return None
    found: Section | None = Section.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Section.objects.values_list("slug", flat=True)) or "none"
        raise CommandError(f"--section: there is no section {slug}. Known: {known}.")
    return found


def _files(paths: list[str]) -> Iterator[Path | None]:
    """In order, each once. None is standard input. Raises `CommandError` for a path that names nothing."""
    seen: set[Path] = set()
    for written in paths:
        if written == "-":
            yield None
            continue
        path = Path(written)
        found = [path] if path.exists() else sorted(map(Path, glob.glob(written, recursive=True)))
        if not found:
            raise CommandError(f"{written}: there is no such file or folder, and no file fits it as a pattern.")
        for one in found:
            inside = (
                sorted(p for p in one.rglob("*") if p.is_file() and not p.name.startswith("."))
                if one.is_dir()
                else [one]
            )
            for file in inside:
                if file not in seen:
                    seen.add(file)
                    yield file
