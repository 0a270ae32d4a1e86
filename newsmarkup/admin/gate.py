"""The gate before publishing: errors hold an article back, warnings ask. Who has the permission publishes with errors all
the same, and the history says so. What is public already is never held: its problems are said after saving."""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsmarkup import publishing
from newsmarkup.admin.counts import problems
from newsmarkup.document.problem import Problem
from newsmarkup.models import Status

ANSWER = "newsmarkup_publish"  # publish all the same: the digest of the problems that were shown; of a list with "-pk"
STAY = "newsmarkup_stay"  # save, but don't publish
PRESSED = "newsmarkup_pressed"  # the button that was pressed at first: where to go after saving
BUTTONS = ("_continue", "_addanother")
ABOUT_PUBLISHING = ("error", "warning")


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


class NotPublished(Exception):
    """Raised in the transaction of a save, which is rolled back: the editor has to decide."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict


def judge(objs: Iterable[Any], may_override: bool) -> list[Verdict]:
    """What would stand against these rows if they were published now."""
    rows = []
    for obj in objs:
        row = copy.copy(obj)
        row.status, row.published_at = Status.PUBLISHED, obj.published_at or timezone.now()
        rows.append(row)
    found = zip(rows, publishing.articles(rows), strict=True)
    return [Verdict(obj, _against(problems(*pair)), may_override) for obj, pair in zip(objs, found, strict=True)]


def _against(found: Sequence[Problem]) -> tuple[Problem, ...]:
    return tuple(problem for problem in found if problem.severity in ABOUT_PUBLISHING)


def hold(request: HttpRequest, obj: Any, may_override: bool) -> Verdict:
    """The verdict on a row that was just saved as published. Raises NotPublished where it holds the row back."""
    (verdict,) = judge([obj], may_override)
    if not verdict.passes(request.POST.get(ANSWER)):
        raise NotPublished(verdict)
    return verdict


def answered(data: Any, stored: Any) -> Any:
    """What the form sends once the editor has decided: the first button is pressed again; where it shall not be
    published, the status is what it was (of a new article: draft)."""
    if ANSWER not in data and STAY not in data:
        return data
    data = data.copy()
    if data.get(PRESSED) in BUTTONS:
        data[data[PRESSED]] = "1"
    if STAY in data:
        data["status"] = stored.status if stored is not None else Status.DRAFT
    return data


def pressed(data: Any) -> str:
    return next((name for name in BUTTONS if name in data), "")


def shown(verdict: Verdict, form: Any, formsets: list[Any]) -> list[Problem]:
    """Its problems, each with the name of the control to go to instead of the fact's."""
    from newsmarkup.admin.endpoints.preview import placed

    found = [placed(problem, form, formsets) for problem in verdict.problems]
    body = next((name for name, field in form.fields.items() if hasattr(field, "problems")), None)
    return [replace(problem, field=problem.field or body) if problem.passage else problem for problem in found]
