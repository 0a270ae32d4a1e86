"""What the API answers when it can't: `{"detail": …, "code": …}` with a 4xx. `detail` names the value and the mend."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions


class BadParameter(exceptions.APIException):
    status_code = 400
    default_code = "bad_parameter"


class UnknownValue(BadParameter):
    """A section or an author that nothing public has."""

    default_code = "unknown_value"


class NotOffered(BadParameter):
    """A filter or a list that this newsroom's adapter doesn't offer."""

    default_code = "not_offered"


class NotThere(exceptions.APIException):
    status_code = 404
    default_code = "not_found"


class NotAcceptable(exceptions.APIException):
    status_code = 406
    default_code = "not_acceptable"


class NotForWriting(exceptions.APIException):
    status_code = 405
    default_code = "method_not_allowed"


class Gone(exceptions.APIException):
    """A cursor of before the log was rebuilt, or a time of before it began."""

    status_code = 410
    default_code = "gone"


class ConditionFailed(exceptions.APIException):
    status_code = 412
    default_code = "precondition_failed"
    default_detail = "What If-Match or If-Unmodified-Since asks for is no longer so: get it again without them."


def as_data(error: Exception) -> tuple[int, dict[str, Any]]:
    """Status and body of an error; anything that is no answer of the API is raised again."""
    if isinstance(error, Http404):
        error = NotThere("There is nothing here.")
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    if not isinstance(error, exceptions.APIException):
        raise error
    code = error.get_codes()
    return error.status_code, {"detail": str(error.detail), "code": code if isinstance(code, str) else "invalid"}


def quoted(value: str) -> str:
    """A value as it was given, in quotes, at most 80 characters of it."""
    return repr(value if len(value) <= 80 else value[:79] + "…")


def listed(values: Iterable[str]) -> str:
    return ", ".join(values) or "none"
