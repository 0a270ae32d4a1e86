"""Authoring: articles are created, changed and deleted. What is written is the working copy."""

from __future__ import annotations

from typing import Any

from django.db.models import ProtectedError
from django.http import HttpResponse

from newsmarkup import history, reviewing
from newsmarkup.adapters import adapter_for, article_model
from newsmarkup.api import conditions, shapes, working
from newsmarkup.api.manuscript import COMPARED, ArticleInput, Manuscript
from newsmarkup.api.problems import InUse, NotForWritingHere, NotOffered
from newsmarkup.api.writing import WRITES, Task, Writing, found, operation, refused
from newsmarkup.errors import StaleVersion
from newsmarkup.gate import problems
from newsmarkup.models import AbstractArticle
from newsmarkup.permissions import Action
from newsmarkup.publishing import articles


class Authoring(Writing):
    """What the views of articles share that write."""

    @property
    def _is_offered(self) -> bool:
        return issubclass(article_model(), AbstractArticle)

    @property
    def allowed_methods(self) -> list[str]:
        return [name for name in super().allowed_methods if self._is_offered or name not in WRITES]

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        if self.is_private(request) and not self._is_offered:
            said = "This newsroom's articles are written where they come from: this API only reads what is public."
            if request.method in WRITES:
                raise NotForWritingHere(said, headers={"Allow": ", ".join(self.allowed_methods)})
            raise NotOffered(said)
        super().initial(request, *args, **kwargs)

    def row(self, user: Any, id: str, action: Action, *, locked: bool = True) -> Any:
        """The article, locked against other writers, if the user may do this to it."""
        adapter = adapter_for(article_model())
        rows = adapter.model._base_manager
        rows = rows.select_for_update() if locked else rows.defer("jsonld", "record")
        return found(user, action, rows, adapter.may, what="article", pk=id)

    def task_row(self, task: Task, id: str, action: Action) -> Any:
        """The same, at the version that the request was made from."""
        row = self.row(task.user, id, action)
        conditions.check(row, task.versions)
        return row

    def changed(self, task: Task, row: Any, names: list[str], warnings: list[Any], said: str = "") -> HttpResponse:
        """The answer to a write that was saved, once its history says so."""
        history.changed(task.user, row, names, said)
        if "body" in names:
            reviewing.settle(row, task.user)
        return working.reply(working.again(type(row), row.pk), [*warnings, *in_public(row)])


def in_public(row: Any) -> list[Any]:
    """Errors in what is public already, which hold nothing up."""
    if not row.is_scheduled:
        return []
    fresh = type(row)._base_manager.get(pk=row.pk)
    return [one for one in problems(fresh, articles([fresh])[0]) if one.severity == "error"]


class Creating(Authoring):
    @operation(
        title="Create an article",
        about="A draft. It is published at its own address …/publish/.",
        takes=ArticleInput,
        gives=shapes.WorkingCopy,
        status=201,
        conditional=False,
    )
    def post(self, task: Task) -> HttpResponse:
        adapter: Any = adapter_for(article_model())
        if not adapter.may(task.user, "add"):
            raise refused(task.user, "add", "articles")
        manuscript = Manuscript(adapter.model(), task.given, True, adapter.may(task.user, "publish"))
        manuscript.write()
        row = manuscript.row
        history.added(task.user, row)
        reviewing.settle(row, task.user)
        response = working.reply(working.again(adapter.model, row.pk), manuscript.warnings, 201)
        response["Location"] = working.address(task.request, "article", row.pk)
        return response


class Changing(Authoring):
    @operation(
        title="Change an article",
        about="Only what is named changes; a list is replaced as a whole.",
        takes=ArticleInput,
        gives=shapes.WorkingCopy,
    )
    def patch(self, task: Task, id: str) -> HttpResponse:
        return self._write(task, id, whole=False)

    @operation(
        title="Write an article anew",
        about="What is left out gets its default; but slug, status, access, published_at and embargo_until stay as they "
        "are: nothing gets public by being left out.",
        takes=ArticleInput,
        gives=shapes.WorkingCopy,
    )
    def put(self, task: Task, id: str) -> HttpResponse:
        return self._write(task, id, whole=True)

    def _write(self, task: Task, id: str, *, whole: bool) -> HttpResponse:
        row = self.task_row(task, id, "change")
        present = working.records([row])[0] if COMPARED & task.given.keys() else {}
        row._prefetched_objects_cache = {}  # its parts may change now
        may_publish = adapter_for(type(row)).may(task.user, "publish", row)
        manuscript = Manuscript(row, task.given, whole, may_publish)
        manuscript.write(present)
        return self.changed(task, row, manuscript.changed, manuscript.warnings)

    @operation(
        title="Delete an article",
        about="For good. Readers who had it are told less than by a withdrawal: withdraw what was public.",
        status=204,
    )
    def delete(self, task: Task, id: str) -> HttpResponse:
        row = self.task_row(task, id, "delete")
        # The version is asked of the database once more: a deletion has no WHERE of its own for it.
        if not type(row)._base_manager.filter(pk=row.pk, version=row.version).update(version=row.version + 1):
            raise StaleVersion(row, row.version, None)
        history.deleted(task.user, row)
        try:
            row.delete()
        except ProtectedError as held:
            raise InUse(f"Nothing was deleted: {held.args[0]}") from None
        return HttpResponse(status=204)
