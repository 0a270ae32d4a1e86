"""The gate before publishing: errors hold an article back, warnings ask, a permission overrides. Admin and API judge by it.

What is public already is never held: its problems are said after saving.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsmarkup import publishing
from newsmarkup.document.article import Article
from newsmarkup.document.problem import Problem
from newsmarkup.graph import rules
from newsmarkup.graph.build import build
from newsmarkup.models import Status

ABOUT_PUBLISHING = ("error", "warning")


def problems(obj: Any, article: Article) -> tuple[Problem, ...]:
    """What the rules say of a row of an AbstractArticle, its Article and the graph of that, in the editor's language."""
    case = rules.Case(article, timezone.now(), obj.status, obj.embargo_until)
    return tuple(
        replace(one, message=rules.translated(one.message, _), mend=one.mend and rules.translated(one.mend, _))
        for one in rules.check_own(case, build(article))
    )


@dataclass(frozen=True)
class Verdict:
    """What stands against publishing an article."""

    obj: Any
    problems: tuple[Problem, ...]
    may_override: bool

    @property
    def errors(self) -> int:
        return sum(problem.severity == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors

    @property
    def may_publish(self) -> bool:
        return not self.errors or self.may_override

    @cached_property
    def digest(self) -> str:
        """Of the problems: whoever agrees to these has not agreed to others."""
        told = sorted((problem.code, problem.passage or "", problem.message) for problem in self.problems)
        return hashlib.blake2s(repr(told).encode(), digest_size=8).hexdigest()

    def passes(self, answer: str | None) -> bool:
        return not self.problems or (self.may_publish and answer == self.digest)

    @property
    def plain(self) -> list[Problem]:
        """Without places to go to, for a page that has no form."""
        return [replace(problem, field=None, passage=None) for problem in self.problems]

    @property
    def counted(self) -> str:
        """“2 errors, 1 warning”."""
        parts = []
        if self.errors:
            parts.append(ngettext("%(count)s error", "%(count)s errors", self.errors) % {"count": self.errors})
        if self.warnings:
            parts.append(ngettext("%(count)s warning", "%(count)s warnings", self.warnings) % {"count": self.warnings})
        return ", ".join(parts)

    @property
    def logged(self) -> str:
        """For the history of an article that was published with its problems."""
        said = " ".join(problem.message for problem in self.problems if problem.severity == "error" or not self.errors)
        return _("Published with %(counted)s: %(said)s") % {"counted": self.counted, "said": said}


def judge(objs: Iterable[Any], may_override: bool) -> list[Verdict]:
    """What would stand against these rows if they were published now."""
    rows = []
    for obj in objs:
        row = copy.copy(obj)
        row.status, row.published_at = Status.PUBLISHED, obj.published_at or timezone.now()
        rows.append(row)
    found = zip(rows, publishing.articles(rows), strict=True)
    return [Verdict(obj, _told(problems(*pair)), may_override) for obj, pair in zip(objs, found, strict=True)]


def _told(found: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in found if problem.severity in ABOUT_PUBLISHING)
