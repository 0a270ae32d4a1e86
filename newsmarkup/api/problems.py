"""What the API answers when it can't: `{"detail": …, "code": …}` with a 4xx. `detail` names the value and the mend."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from rest_framework import exceptions

from newsmarkup.document.problem import Problem

MOST_SAID = 5  # problems in the sentence for people; all are in `errors`


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
    """`headers`: Allow (RFC 9110, 15.5.6)."""

    status_code = 405
    default_code = "method_not_allowed"

    def __init__(self, detail: str, headers: dict[str, str]) -> None:
        super().__init__(detail)
        self.headers = headers


class NotForWritingHere(NotForWriting):
    """A newsroom's own model is written where it comes from."""

    default_code = "not_offered"


class Gone(exceptions.APIException):
    """A cursor of before the log was rebuilt, or a time of before it began."""

    status_code = 410
    default_code = "gone"


class ConditionFailed(exceptions.APIException):
    status_code = 412
    default_code = "precondition_failed"
    default_detail = "What If-Match or If-Unmodified-Since asks for is no longer so: get it again without them."


class Stale(exceptions.APIException):
    """The row is at another version than If-Match says."""

    status_code = 412
    default_code = "stale_version"

    def __init__(self, detail: str, headers: dict[str, str]) -> None:
        super().__init__(detail)
        self.headers = headers


class ConditionRequired(exceptions.APIException):
    status_code = 428
    default_code = "precondition_required"


class BadHeader(exceptions.APIException):
    status_code = 400
    default_code = "bad_header"


class Malformed(exceptions.APIException):
    """No JSON object, or one with what is no text or number."""

    status_code = 400
    default_code = "malformed"


class TooLarge(exceptions.APIException):
    status_code = 413
    default_code = "too_large"


class UnknownType(exceptions.APIException):
    status_code = 415
    default_code = "unsupported_media_type"


class Held(exceptions.APIException):
    """What stands against publishing: a `gate.Verdict`."""

    status_code = 409
    default_code = "held"

    def __init__(self, verdict: Any) -> None:
        self.verdict = verdict
        if not verdict.errors:
            how = 'To publish all the same, send {"accept_warnings": true}, or the digest of what you agree to.'
        elif verdict.may_override:
            how = "Mend the errors; or, as you may publish with errors, send the digest of what you agree to."
        else:
            how = "Mend the errors."
        super().__init__(f"Not published: {verdict.counted}. {how}")

    @property
    def data(self) -> dict[str, Any]:
        return {"errors": [told(problem) for problem in self.verdict.problems], "digest": self.verdict.digest}


class InUse(exceptions.APIException):
    """It can't be deleted: others name it."""

    status_code = 409
    default_code = "in_use"


class Busy(exceptions.APIException):
    """The database gave up waiting for others."""

    status_code = 503
    default_code = "busy"
    default_detail = "The database was busy. Nothing was changed: send it again."
    wait = 1


class InProgress(exceptions.APIException):
    status_code = 409
    default_code = "in_progress"
    default_detail = "A request with this Idempotency-Key is being carried out. Send it again to get its answer."
    wait = 1


class KeyReused(exceptions.APIException):
    status_code = 422
    default_code = "key_reused"
    default_detail = (
        "This Idempotency-Key was used for another request (method, address or body differ). Take a new key for a new "
        "request; send the same request again to get its answer again."
    )


class Invalid(exceptions.APIException):
    """What was sent can't be written: `problems` say where and why; each is an error."""

    status_code = 400
    default_code = "invalid"

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            " ".join(f"{p.field}: {p.sentence}" if p.field else p.sentence for p in self.problems[:MOST_SAID])
        )

    @property
    def data(self) -> dict[str, Any]:
        return {"errors": [told(problem) for problem in self.problems]}


def told(problem: Problem) -> dict[str, Any]:
    """A problem as the API says it: what it does not say is left out."""
    return {name: value for name, value in {**problem.as_dict(), "line": problem.line}.items() if value}


def as_data(error: Exception) -> tuple[int, dict[str, Any]]:
    """Status and body of an error; anything that is no answer of the API is raised again."""
    if isinstance(error, Http404):
        error = NotThere("There is nothing here.")
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    elif isinstance(error, RequestDataTooBig):
        error = TooLarge("The body is larger than this site takes (DATA_UPLOAD_MAX_MEMORY_SIZE).")
    elif isinstance(error, SuspiciousOperation):  # a form of a thousand fields, read for its CSRF token
        error = Malformed("This request can't be read.")
    if not isinstance(error, exceptions.APIException):
        raise error
    code = error.get_codes()
    return error.status_code, {
        "detail": str(error.detail),
        "code": code if isinstance(code, str) else "invalid",
        **getattr(error, "data", {}),
    }


def quoted(value: str) -> str:
    """A value as it was given, in quotes, at most 80 characters of it."""
    return repr(value if len(value) <= 80 else value[:79] + "…")


def listed(values: Iterable[str]) -> str:
    return ", ".join(values) or "none"
