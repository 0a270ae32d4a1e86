"""Idempotency-Key: the same request sent twice is carried out once, and answered twice the same.

IETF draft "The Idempotency-Key HTTP Header Field". The key and what the request writes are in one transaction: a process
that is killed leaves both or neither. Who sends the same request at the same moment waits for the first one's answer.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from django.db import IntegrityError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse

from newsmarkup.api import form
from newsmarkup.api.input import Sent
from newsmarkup.api.problems import BadHeader, InProgress, KeyReused, quoted
from newsmarkup.models import IdempotencyKey

_KEY = re.compile(r'"([\x20\x21\x23-\x7e]{1,255})"|([\x21\x23-\x7e]{1,255})')
_HEADERS = ("Content-Type", "ETag", "Location")
_WAIT = "5s"  # for somebody else's transaction with the same key; other databases have limits of their own


def key_of(request: HttpRequest) -> str:
    """The key that a request names (a string as RFC 9651, 3.3.3 spells it, or bare); "" for none."""
    given = request.headers.get("Idempotency-Key")
    if given is None:
        return ""
    match = _KEY.fullmatch(given.strip())
    if not match:
        raise BadHeader(
            f"Idempotency-Key: {quoted(given)} is no key: give 1 to 255 printable ASCII characters in quotes, "
            'such as a UUID: "8e03978e-40d5-43dd-bc93-6894a57f9324".'
        )
    return match[1] or match[2]


def fingerprint(request: HttpRequest, sent: Sent) -> str:
    """Of what is asked for, however it is spelled: a form that is sent again has another boundary."""
    said = [request.method, request.get_full_path(), sent.fields, form.digests(sent.files)]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def begin(user: Any, key: str, print_: str) -> IdempotencyKey:
    """The row of this key, in the caller's transaction: a new one, or one that has its answer. Raises `KeyReused`,
    `InProgress`."""
    rows = IdempotencyKey.objects.filter(user=user, key=key)
    known = rows.first()
    if known is not None and known.created_at < IdempotencyKey.expired():
        known.delete()
        known = None
    if known is None:
        try:
            with transaction.atomic():
                _limit_waiting()
                return IdempotencyKey.objects.create(user=user, key=key, fingerprint=print_)
        except IntegrityError:
            # Somebody sent it at the same moment, and has the answer by now. Locking reads what was committed last, in
            # every isolation level.
            known = rows.select_for_update().first()
        except OperationalError:
            raise InProgress() from None
    if known is None or known.status is None:
        raise InProgress()
    if known.fingerprint != print_:
        raise KeyReused()
    return known


def _limit_waiting() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{_WAIT}'")


def keep(row: IdempotencyKey, response: HttpResponse) -> None:
    row.status, row.content = response.status_code, response.content.decode()
    row.headers = {name: response[name] for name in _HEADERS if name in response}
    row.save(update_fields=["status", "content", "headers"])


def again(row: IdempotencyKey) -> HttpResponse:
    response = HttpResponse(row.content, status=row.status or 200)
    for name, value in row.headers.items():
        response[name] = value
    response["Idempotent-Replayed"] = "true"
    return response
