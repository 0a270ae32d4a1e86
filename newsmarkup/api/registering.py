"""Registering: entries of the registry are added, changed and deleted. What they show follows them (`following`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import connection, models
from django.db.models import ProtectedError
from django.http import HttpResponse

from newsmarkup import following, history, permissions
from newsmarkup.adapters import adapter_for
from newsmarkup.api import conditions, form, inputs, working
from newsmarkup.api.inputs import Input
from newsmarkup.api.problems import InUse, Invalid, TooLarge, quoted
from newsmarkup.api.references import Key, Registry
from newsmarkup.api.writing import Task, Writing, found, refused
from newsmarkup.document.problem import Problem
from newsmarkup.graph.thing import moment
from newsmarkup.permissions import Action

MOST_NAMED = 5  # articles that are said to hold an entry


class Registering(Writing):
    """What the views of one kind of entry share that write.

    `what`, `plural`: what one and several are called. `slot`: the field that is its place in addresses. `writes`: what
    may be sent, `picture_form` the same with a picture's file. `columns` maps names of records to those of the model,
    where they differ. `read_only`: what comes with a record and may be sent back as it was read.
    """

    model: ClassVar[type[models.Model]]
    what: ClassVar[str]
    plural: ClassVar[str]
    slot: ClassVar[str] = "key"
    writes: ClassVar[type[Input]]
    picture_form: ClassVar[type[Input] | None] = None
    columns: ClassVar[Mapping[str, str]] = {}
    read_only: ClassVar[Sequence[str]] = ("key", "version", "created_at", "modified_at")
    related: ClassVar[Sequence[str]] = ()

    def record(self, row: Any) -> dict[str, Any]:
        """The entry as the public sees it; without a query where its `related` are there."""
        raise NotImplementedError

    def working_record(self, row: Any) -> dict[str, Any]:
        """The same for those who write it: what is stored, addresses as they are stored."""
        raise NotImplementedError

    def stored(self, values: dict[str, Any]) -> dict[str, Any]:
        """What was understood of what was sent, as the model keeps it: what kind of entry it is goes without saying."""
        return {name: value for name, value in values.items() if name != "kind"}

    def may(self, user: Any, action: Action, obj: Any = None) -> bool:
        return permissions.may(user, action, self.model, obj)

    def everything(self) -> models.QuerySet[Any]:
        return self.model._base_manager.select_related(*self.related)

    def told(self, row: Any) -> dict[str, Any]:
        """The working record with its version, by which it is written back."""
        said = {"created_at": row.created_at, "modified_at": row.modified_at} if hasattr(row, "created_at") else {}
        times = {name: moment(at) for name, at in said.items()}
        return {**self.working_record(row), **times, "version": conditions.version(row)}

    def one(self, user: Any, key: str, action: Action, rows: models.QuerySet[Any] | None = None) -> Any:
        return found(
            user, action, self.everything() if rows is None else rows, self.may, what=self.what, **{self.slot: key}
        )

    def add(self, task: Task) -> HttpResponse:
        if not self.may(task.user, "add"):
            raise refused(task.user, "add", self.plural)
        card = Card(self, task, self.model())
        card.write({}, whole=False)
        history.added(task.user, card.row)
        response = self._written(card, 201)
        response["Location"] = working.address(task.request, self.what, getattr(card.row, self.slot))
        return response

    def change(self, task: Task, key: str, *, whole: bool) -> HttpResponse:
        row = self._at_its_version(task, key, "change")
        card = Card(self, task, row)
        card.write(self.told(row), whole=whole)
        history.changed(task.user, row, card.changed)
        return self._written(card, 200)

    def remove(self, task: Task, key: str) -> HttpResponse:
        row = self._at_its_version(task, key, "delete")
        using = str(row._state.db)
        if held := _named(following.naming_any([(self.model, [row])], using), task.user):
            raise InUse(f"Nothing was deleted: {row} is named or shown in {held}. Take it out there first.")
        history.deleted(task.user, row)
        try:
            row.delete()
        except ProtectedError as held_now:
            raise InUse(f"Nothing was deleted: {held_now.args[0]}") from None
        return HttpResponse(status=204)

    def _at_its_version(self, task: Task, key: str, action: Action) -> Any:
        # Locked against other writers, but not against articles that come to name it.
        no_key = action == "change" and connection.features.has_select_for_no_key_update
        row = self.one(task.user, key, action, self.model._base_manager.select_for_update(no_key=no_key))
        conditions.check(row, task.versions)
        return row

    def _written(self, card: Card, status: int) -> HttpResponse:
        row = self.everything().get(pk=card.row.pk)
        return working.reply(self.told(row), card.warnings, status)

    def warn(self, row: Any, filled: Iterable[str]) -> list[Problem]:
        """What should be looked at once more. `filled`: columns that were filled without being sent."""
        return []


@dataclass
class Card:
    """What was sent for `row`, which may be new. `changed` are the columns that say something else afterwards."""

    view: Registering
    task: Task
    row: Any
    changed: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def write(self, present: Mapping[str, Any], *, whole: bool) -> None:
        """Save the row, in the caller's transaction. `present`: its record as it is. Raises `Invalid`."""
        view, adding, before = self.view, self.row._state.adding, self._says()
        given = {name: value for name, value in self.task.given.items() if name != "warnings"}
        read_only = [name for name in view.read_only if not (adding and name == view.slot)]
        self.problems += inputs.unlike(read_only, given, present)
        given = {name: value for name, value in given.items() if name not in read_only}
        self.problems += self._pictures_said(given, present)
        shape = view.writes(data=given, partial=not (whole or adding))
        if not shape.is_valid():
            raise Invalid([*self.problems, *inputs.problems(shape.errors)])
        values, unknown = Registry().resolve(view.stored(dict(shape.validated_data)))
        self.problems += unknown
        columns = {view.columns.get(name, name): value for name, value in values.items()}
        if whole:
            columns = {**self._defaults(), **columns}
        for name, value in columns.items():
            if not inputs.same(getattr(self.row, name), value):
                setattr(self.row, name, value)
        self._pictures(columns)
        self._validate()
        if adding or self.task.files or self._says() != before:
            self.row.save()
        after = self._says()
        self.changed = [name for name, value in after.items() if value != before[name]]
        self.warnings += view.warn(self.row, [name for name in self.changed if name not in columns])

    def _defaults(self) -> dict[str, Any]:
        """Of what a whole record may leave out: everything but its place, what must be said, and its files."""
        kept = {"kind", self.view.slot, *self._file_names()}
        names = [n for n, f in self.view.writes().get_fields().items() if n not in kept and not f.required]
        columns = [self.view.columns.get(name, name) for name in names]
        return {name: self.row._meta.get_field(name).get_default() for name in columns}

    def _says(self) -> dict[str, Any]:
        columns = [f for f in self.row._meta.concrete_fields if f.editable and not f.primary_key]
        said = {f.name: getattr(self.row, f.attname) for f in columns}
        return {name: str(value) if name in self._file_names() else value for name, value in said.items()}

    # -- its pictures ----------------------------------------------------------------------------------------------------

    def _file_names(self) -> tuple[str, ...]:
        return form.files_of(self.view.picture_form) if self.view.picture_form else ()

    def _pictures_said(self, given: dict[str, Any], present: Mapping[str, Any]) -> list[Problem]:
        """Of files JSON can say that one goes (null), or stays as it was read; those are taken out of `given`."""
        out = []
        for name in self._file_names():
            if name not in given or name in self.task.files:
                continue
            value, optional = given.pop(name), self.row._meta.get_field(name).blank
            if value is None and optional:
                setattr(self.row, name, "")
            elif value is None or name not in present or value != present[name]:
                said = f"{name} can't be written as JSON."
                out.append(Problem("no_file", said, f"Send it in a form, as {form.TYPE}.", "error", field=name))
        return out

    def _pictures(self, columns: Mapping[str, Any]) -> None:
        for name, upload in self.task.files.items():
            column = self.row._meta.get_field(name)
            try:
                cleaned = column.formfield().clean(upload)
            except ValidationError as error:
                if getattr(error, "code", None) == "too-large":
                    raise TooLarge(f"{name}: {' '.join(error.messages)}") from None
                self.problems += inputs.of_model(ValidationError({name: error}))
                continue
            # A file of its own: what Django moves from its place can't be written a second time.
            setattr(self.row, name, File(cleaned.file, cleaned.name))
            self.task.stored.append(getattr(self.row, name))
        if self.row._state.adding and not self.problems:
            for name in self._file_names():
                if not getattr(self.row, name) and not self.row._meta.get_field(name).blank:
                    said = f"There is no {self.view.what} without its {name}."
                    self.problems.append(
                        Problem("required", said, f"Send it in a form, as {form.TYPE}.", "error", field=name)
                    )

    # -- judging ---------------------------------------------------------------------------------------------------------

    def _validate(self) -> None:
        keys = [name for name, shape in self.view.writes().get_fields().items() if isinstance(shape, Key)]
        names = {column: name for name, column in self.view.columns.items()}
        try:
            self.row.full_clean(exclude={*keys, *self._file_names()})
        except ValidationError as error:
            said = {problem.field for problem in self.problems}
            wrong = (self._taken(one) for one in inputs.of_model(error, names=names))
            self.problems += [one for one in wrong if one.field not in said]
        if self.problems:
            raise Invalid(self.problems)

    def _taken(self, problem: Problem) -> Problem:
        if problem.code != "unique" or not problem.field:
            return problem
        value = quoted(str(getattr(self.row, problem.field)))
        said = f"There is a {self.view.what} with the {problem.field} {value} already."
        return replace(problem, message=said, mend="Change that one, or choose another.")


def _named(held: Iterable[models.QuerySet[Any]], user: Any) -> str:
    """The newest of these articles, with their headlines for those who may see them; "" for none."""
    said: list[str] = []
    more = 0
    for articles in held:
        rows = list(articles.order_by("-pk")[: MOST_NAMED + 1])
        may = adapter_for(articles.model).may
        said += [f"“{row}” ({row.pk})" if may(user, "view", row) else str(row.pk) for row in rows[:MOST_NAMED]]
        more += articles.count() - MOST_NAMED if len(rows) > MOST_NAMED else 0
    return ", ".join(said) + (f" and {more} more" if more else "")
