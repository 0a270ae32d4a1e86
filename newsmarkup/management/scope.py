"""Which articles a command goes through: options, and the rows they ask for."""

from __future__ import annotations

from argparse import ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.core.management.base import CommandError, CommandParser, DjangoHelpFormatter
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from newsmarkup import adapters
from newsmarkup.adapters import ArticleAdapter


class Help(RawDescriptionHelpFormatter, DjangoHelpFormatter):
    """Paragraphs as they were written, Django's own options last."""


def add_scope(parser: CommandParser) -> None:
    parser.add_argument("--model", metavar="APP.MODEL", help="only articles of this model (default: of all there are)")
    scope = parser.add_mutually_exclusive_group()
    scope.add_argument("--published", action="store_true", help="only what the public may see (the default)")
    scope.add_argument("--all", action="store_true", help="drafts and withdrawn articles too")
    parser.add_argument("--language", metavar="TAG", help="only articles in this language, such as en or de-AT")
    parser.add_argument(
        "--since",
        type=moment,
        metavar="DATE",
        help="only articles published since then (of a model that doesn't say when: changed since), such as 2026-01-31",
    )
    parser.add_argument("--limit", type=number, metavar="N", help="stop after so many articles")


def chosen(label: str | None) -> Iterator[ArticleAdapter]:
    """The adapters of the models that are asked for. Raises `CommandError` for one that is not known."""
    known = {model._meta.label_lower: model for model in adapters.models_with_articles()}
    if label and label.lower() not in known:
        names = ", ".join(model._meta.label for model in known.values()) or "none"
        raise CommandError(f"--model: {label} is no article model. Known: {names}.")
    for name, model in known.items():
        if not label or name == label.lower():
            yield adapters.adapter_for(model)


def rows(adapter: ArticleAdapter, options: dict[str, Any]) -> models.QuerySet[Any]:
    """The articles that are asked for, by key. Raises `CommandError` where the model can't tell them."""
    label = adapter.model._meta.label
    try:
        found = adapter.model._base_manager.all() if options["all"] else adapter.published()
    except NotImplementedError as missing:
        raise CommandError(f"{missing} Or go over all of them with --all.")
    if options["language"]:
        condition = adapter.matching("language", options["language"])
        if condition is None:
            raise CommandError(f"{label} can't be told by language: leave --language out, or choose another --model.")
        found = found.filter(condition)
    if options["since"]:
        dated = adapter.order_field or adapter.changed_field
        if not dated:
            raise CommandError(f"{label} doesn't say when an article appeared: leave --since out.")
        condition = models.Q((f"{dated}__gte", options["since"]))
        if adapter.order_field and adapter.changed_field:  # a draft has not appeared yet
            condition |= models.Q((dated, None), (f"{adapter.changed_field}__gte", options["since"]))
        found = found.filter(condition)
    return found.order_by("pk")


def number(value: str) -> int:
    if not value.isdigit() or int(value) < 1:
        raise ArgumentTypeError(f"{value} is no number of articles: give 1 or more")
    return int(value)


def moment(value: str) -> datetime:
    try:
        at = parse_datetime(value)
        if at is None or not set(value) & {"T", "t", " "}:
            day = parse_date(value)
            at = datetime.combine(day, time.min) if day else None
    except ValueError:
        at = None
    if at is None:
        raise ArgumentTypeError(f"{value} is no date: give one such as 2026-01-31")
    return timezone.make_aware(at) if timezone.is_naive(at) else at
