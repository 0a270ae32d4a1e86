"""Writing: what all views of the API share that write: who may, which version, once only, all or nothing.

A view's `post`, `patch`, `put` and `delete` are operations: functions of what was sent, in one transaction with the record
of their Idempotency-Key. They end in a response, or raise what `problems` knows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, models, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from rest_framework.exceptions import PermissionDenied
from rest_framework.parsers import BaseParser
from rest_framework.serializers import Serializer

from newsmarkup import uploads
from newsmarkup.api import access, conditions, idempotency, parameters
from newsmarkup.api import input as given_input
from newsmarkup.api.inputs import Input
from newsmarkup.api.negotiation import choose
from newsmarkup.api.problems import Busy, NotThere, quoted
from newsmarkup.api.reading import RENDERERS, Reading
from newsmarkup.errors import StaleVersion
from newsmarkup.models import IdempotencyKey
from newsmarkup.permissions import Action

TRIES = 3  # where the database chose one of two transactions to fail
WRITES = ("POST", "PUT", "PATCH", "DELETE")
PRIVATE = {"Cache-Control": "private, no-store", "Vary": "Accept, Authorization, Cookie"}


@dataclass(frozen=True)
class Operation:
    """One way to write, for people and the OpenAPI document. `takes`: the shape of the request (None: no body). `gives`:
    that of the answer with `status`. `form`: the shape of a form with files, which may be sent instead of JSON.
    `conditional`: whether If-Match is asked for. `errors`: more statuses, each with its example."""

    title: str
    about: str
    takes: type[Input] | None = None
    form: type[Input] | None = None
    gives: type[Serializer[Any]] | None = None
    status: int = 200
    conditional: bool = True
    errors: Mapping[int, tuple[str, Mapping[str, Any]]] | None = None


@dataclass(frozen=True)
class Task:
    """What somebody asks for. `versions`: those that If-Match allows. `stored` gets the files (Django's FieldFile) that
    are written: they are deleted again where the transaction fails."""

    request: HttpRequest
    user: Any
    given: dict[str, Any]
    versions: tuple[str, ...]
    files: Mapping[str, Any] = field(default_factory=dict)
    stored: list[Any] = field(default_factory=list)


def operation(**facts: Any) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Decorator: `method(self, task, **kwargs)` as the handler of an HTTP method."""
    described = Operation(**facts)

    def decorate(method: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(method)
        def handle(self: Writing, request: Any, **kwargs: Any) -> HttpResponse:
            return self.carry_out(request, described, lambda task: method(self, task, **kwargs))

        handle.operation = described  # type: ignore[attr-defined]
        return handle

    return decorate


class Unread(BaseParser):
    """The framework looks for a session's CSRF token in whatever form is sent. Ours is in a header, and what is sent is
    read by `input`."""

    media_type = "*/*"

    def parse(self, *args: Any, **kwargs: Any) -> QueryDict:
        return QueryDict()


class Writing(Reading):
    """A view that is written to, and may be read as well: `http_method_names` says so."""

    working_shape: ClassVar[type[Serializer[Any]]]  # of what `working` answers
    parser_classes = (Unread,)

    # The address that was read may be the one that is written to.
    writes_accept: ClassVar[tuple[parameters.Parameter, ...]] = (parameters.format_of(("json",)), parameters.CONTEXT)

    @property
    def throttle_scope(self) -> str | None:
        return access.scope() if self.request.method in WRITES else None

    def get_authenticators(self) -> list[Any]:
        asked = self.request  # None while the OpenAPI document is made
        return access.authenticators() if asked is not None and self.is_private(asked) else []

    def is_private(self, request: Any) -> bool:
        asks = parameters.CONTEXT in self.accepts and request.GET.get(parameters.CONTEXT.name) == parameters.EDIT
        return asks or self.always_private or request.method in WRITES

    def get_renderers(self) -> list[Any]:
        return [RENDERERS["json"]()] if self.is_private(self.request) else super().get_renderers()

    def handle_exception(self, exc: Exception) -> HttpResponse:
        return (
            private(super().handle_exception(exc)) if self.is_private(self.request) else super().handle_exception(exc)
        )

    def get(self, request: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_private(request):
            return super().get(request, **kwargs)
        user, asked = access.signed_in(request), request._request
        return private(self.working(asked, user, parameters.read(asked.GET, self.known), **kwargs))

    def working(self, request: HttpRequest, user: Any, asked: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The answer to GET with `?context=edit`: what is written to, for those who may see it."""
        raise NotImplementedError

    def carry_out(self, request: Any, described: Operation, run: Callable[[Task], HttpResponse]) -> HttpResponse:
        user, asked = access.signed_in(request), request._request
        choose(("json",), asked.META.get("HTTP_ACCEPT", "*/*"), asked.GET.get("format"))
        parameters.read(asked.GET, self.writes_accept)
        key = idempotency.key_of(asked)
        sent = given_input.read(asked, described.takes, described.form)

        def once() -> HttpResponse:
            stored: list[Any] = []
            try:
                with transaction.atomic():
                    row = idempotency.begin(user, key, idempotency.fingerprint(asked, sent)) if key else None
                    if row is not None and row.status is not None:
                        return idempotency.again(row)
                    versions = conditions.expected(asked) if described.conditional else conditions.ANY
                    response = run(Task(asked, user, sent.fields, versions, sent.files, stored))
                    if row is not None:
                        idempotency.keep(row, response)
                    return response
            except BaseException:
                uploads.forget(stored)
                raise

        response = _tried(once)
        if key:
            IdempotencyKey.forget_old()
        return private(response)


def private(response: HttpResponse) -> HttpResponse:
    """Kept nowhere."""
    for name, value in PRIVATE.items():
        response[name] = value
    return response


def _tried(once: Callable[[], HttpResponse]) -> HttpResponse:
    """Again, where the database let another transaction go first; not within a transaction of the caller's own."""
    tries = 1 if transaction.get_connection().in_atomic_block else TRIES
    for n in range(1, tries + 1):
        try:
            return once()
        except StaleVersion as error:
            row: Any = type(error.obj)._base_manager.filter(pk=error.obj.pk).first()  # type: ignore[attr-defined]
            if row is None:
                raise NotThere("It was deleted at the same moment: nothing was changed.") from None
            raise conditions.stale(row) from None
        except (OperationalError, IntegrityError):  # the latter: two who took the same slug, say
            if n == tries:
                raise Busy() from None
    raise AssertionError("unreachable")


def found(
    user: Any,
    action: Action,
    rows: models.QuerySet[Any],
    may: Callable[..., bool],
    *,
    what: str,
    **named: Any,
) -> Any:
    """The only one of `rows` that is `named` so, if the user may do this to it. Who may do it to none is not told
    whether there is one. Raises `NotThere`, PermissionDenied. `may(user, action, obj=None)`."""
    ((name, value),) = named.items()
    anywhere = may(user, action)
    row = None
    if "\0" not in str(value):
        try:
            row = rows.filter(**named).first()
        except (ValidationError, ValueError, OverflowError):
            row = None
    if row is None and anywhere:
        raise NotThere(f"There is no {what} with the {'id' if name == 'pk' else name} {quoted(str(value))}.")
    if row is None or not (anywhere or may(user, action, row)):
        raise refused(user, action, what)
    return row


def refused(user: Any, action: Action, what: str) -> PermissionDenied:
    return PermissionDenied(
        f"{user.get_username()} has no permission to {action} {what}: ask whoever runs the newsroom."
    )
