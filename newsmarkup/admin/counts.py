"""How many tags and warnings the articles of a list have: a constant number of queries, remembered by version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from newsmarkup import publishing
from newsmarkup.admin.dates import DatedList
from newsmarkup.document.article import Article
from newsmarkup.document.problem import Problem
from newsmarkup.graph import rules

REMEMBERED = 600  # seconds: some problems come and go with the time


def problems(obj: Any, article: Article) -> tuple[Problem, ...]:
    """What the rules say of a row of an AbstractArticle and its Article."""
    return rules.check(rules.Case(article, timezone.now(), obj.status, obj.embargo_until))


def count(objs: Sequence[Any]) -> None:
    """Give each row `tag_count` and `warning_count` (errors and warnings)."""
    names = {obj.pk: f"newsmarkup.counts.{obj._meta.label_lower}.{obj.pk}.{publishing.stamp(obj)}" for obj in objs}
    known = cache.get_many(names.values())
    unknown = [obj for obj in objs if names[obj.pk] not in known]
    found = {}
    for obj, article in zip(unknown, publishing.articles(unknown), strict=True):
        serious = [problem for problem in problems(obj, article) if problem.severity != "notice"]
        found[names[obj.pk]] = (len(article.passages), len(serious))
    cache.set_many(found, REMEMBERED)
    known.update(found)
    for obj in objs:
        obj.tag_count, obj.warning_count = known[names[obj.pk]]


class CountedList(DatedList):
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        count(list(self.result_list))
