"""The gate before publishing (`newsmarkup.gate`) in the admin: what its pages ask and what the editor answers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from newsmarkup.document.problem import Problem
from newsmarkup.gate import Verdict, judge
from newsmarkup.models import Status

ANSWER = "newsmarkup_publish"  # publish all the same: the digest of the problems that were shown; of a list with "-pk"
STAY = "newsmarkup_stay"  # save, but don't publish
PRESSED = "newsmarkup_pressed"  # the button that was pressed at first: where to go after saving
BUTTONS = ("_continue", "_addanother")


class NotPublished(Exception):
    """Raised in the transaction of a save, which is rolled back: the editor has to decide."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict)
        self.verdict = verdict


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
