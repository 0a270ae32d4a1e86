"""Publishing and withdrawing, through the same gate as in the admin (`newsmarkup.gate`)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _

from newsmarkup import permissions
from newsmarkup.api import inputs, refusals, shapes, working
from newsmarkup.api.authoring import Authoring, in_public
from newsmarkup.api.inputs import Flag, Input, Moment, Text
from newsmarkup.api.problems import Held, Invalid
from newsmarkup.api.writing import Task, operation
from newsmarkup.gate import Verdict, judge
from newsmarkup.models import Status


class PublishInput(Input):
    published_at = Moment(required=False, help_text="When; now if left out, or as it was.")
    embargo_until = Moment(required=False, allow_null=True, help_text="It is not public before.")
    accept_warnings = Flag(required=False, help_text="Publish though there are warnings.")
    digest = Text(
        required=False,
        max_length=64,
        help_text="Publish though there are these problems: that of the refusal. Errors take a permission.",
    )


class WithdrawInput(Input):
    reason = Text(required=False, max_length=500, help_text="For the history; readers don't see it.")


class Publishing(Authoring):
    name = "publish"
    title = "Publish"
    about = "Publishes the working copy."
    tag = "articles"
    path_parameter = ("id", "The article's id.")
    http_method_names = ["post", "options"]

    @operation(
        title="Publish an article",
        about="Errors hold it back, warnings ask (409 says which): repeat the request with `accept_warnings`, or with the "
        "`digest` of what you agree to. Errors are agreed to only with the permission publish_with_errors, and the "
        "history says so. What is published already is not held; only its dates change.",
        takes=PublishInput,
        gives=shapes.WorkingCopy,
        errors={409: refusals.HELD},
    )
    def post(self, task: Task, id: str) -> HttpResponse:
        row = self.task_row(task, id, "publish")
        given = inputs.values(PublishInput, task.given)
        names = [n for n in ("published_at", "embargo_until") if n in given and getattr(row, n) != given[n]]
        for name in names:
            setattr(row, name, given[name])
        verdict = None
        if row.status != Status.PUBLISHED:
            verdict = _judged(task.user, row, given)
            row.status = Status.PUBLISHED
            names = ["status", *names]
        if not names:
            return working.reply(working.again(type(row), row.pk), in_public(row))
        try:
            row.full_clean(exclude={"body"})
        except ValidationError as error:
            raise Invalid(inputs.of_model(error)) from None
        row.save(update_fields=names)
        return self.changed(task, row, names, [], verdict.logged if verdict and verdict.problems else "")


class Withdrawing(Authoring):
    name = "withdraw"
    title = "Withdraw"
    about = "Withdraws the article."
    tag = "articles"
    path_parameter = ("id", "The article's id.")
    http_method_names = ["post", "options"]

    @operation(
        title="Withdraw an article",
        about="It is public no longer, anywhere, at once; who keeps a copy is told. The working copy stays.",
        takes=WithdrawInput,
        gives=shapes.WorkingCopy,
    )
    def post(self, task: Task, id: str) -> HttpResponse:
        row = self.task_row(task, id, "publish")
        given = inputs.values(WithdrawInput, task.given)
        if row.status == Status.WITHDRAWN:
            return working.reply(working.again(type(row), row.pk), [])
        row.status = Status.WITHDRAWN
        row.save(update_fields=["status"])
        reason = given.get("reason", "")
        return self.changed(task, row, ["status"], [], reason and _("Withdrawn: %(reason)s") % {"reason": reason})


def _judged(user: Any, row: Any, given: dict[str, Any]) -> Verdict:
    """The verdict, if it lets the row pass. Raises `Held`."""
    (verdict,) = judge([row], permissions.has(user, "publish_with_errors", type(row), row))
    row._prefetched_objects_cache = {}
    agreed = bool(given.get("accept_warnings")) and not verdict.errors
    if not agreed and not verdict.passes(given.get("digest")):
        raise Held(verdict)
    return verdict
