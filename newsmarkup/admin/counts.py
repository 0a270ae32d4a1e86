"""What is wrong with the articles of a list: a constant number of queries, remembered by version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import admin
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _lazy

from newsmarkup import publishing
from newsmarkup.admin.dates import DatedList
from newsmarkup.gate import problems

REMEMBERED = 600  # seconds: some problems come and go with the time
FILTERED = 500  # articles that the filter looks at: at most a second's work, the first time
BATCH = 100


def count(objs: Sequence[Any]) -> None:
    """Give each row `tag_count`, `error_count` and `warning_count`."""
    names = {obj.pk: f"newsmarkup.problems.{obj._meta.label_lower}.{obj.pk}.{publishing.stamp(obj)}" for obj in objs}
    known = cache.get_many(names.values())
    unknown = [obj for obj in objs if names[obj.pk] not in known]
    found = {}
    for obj, article in zip(unknown, publishing.articles(unknown), strict=True):
        severities = [problem.severity for problem in problems(obj, article)]
        found[names[obj.pk]] = (len(article.passages), severities.count("error"), severities.count("warning"))
    cache.set_many(found, REMEMBERED)
    known.update(found)
    for obj in objs:
        obj.tag_count, obj.error_count, obj.warning_count = known[names[obj.pk]]


class CountedList(DatedList):
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        count(list(self.result_list))


class ProblemsFilter(admin.SimpleListFilter):
    """By the worst problem. No column says it, since it depends on the settings and the time: the newest articles that
    the other filters leave are looked at, and their counts remembered."""

    title = _lazy("problems")
    parameter_name = "problems"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterator[tuple[str, Any]]:
        newest = _lazy("%(what)s (of the newest %(count)s)")
        for value, what in (("error", _lazy("errors")), ("warning", _lazy("warnings")), ("none", _lazy("neither"))):
            yield value, str(newest) % {"what": what, "count": FILTERED}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("error", "warning", "none"):
            return queryset
        rows = list(queryset.order_by("-pk").distinct()[:FILTERED])
        for start in range(0, len(rows), BATCH):
            count(rows[start : start + BATCH])
        return queryset.filter(pk__in=[row.pk for row in rows if _worst(row) == self.value()])


def _worst(row: Any) -> str:
    return "error" if row.error_count else "warning" if row.warning_count else "none"
