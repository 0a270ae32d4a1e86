"""If-Match: a write says which version it was made from (RFC 9110, 13.1.1), and must say it (RFC 6585, 3).

The ETag of a working copy is its row's version. Whether it is still so is asked of the database: of an article in the write
itself, of an entry of the registry while its row is locked.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.db.models import Model
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest

from newsmarkup import history
from newsmarkup.api.problems import BadHeader, ConditionRequired, Stale, quoted

_TAG = re.compile(r'\s*(?:W/)?"([\x21\x23-\x7e\x80-\xff]*)"\s*')
ANY = ("*",)
DERIVED = ("renditions",)


def etag(version: int | str) -> str:
    return f'"{version}"'


def version(row: Model | Any) -> str:
    """An article counts its writes. An entry of the registry is what it says: its version is a hash of its columns, but for
    those that are made of the others after the write."""
    if hasattr(row, "version"):
        return str(row.version)
    columns = [field.attname for field in row._meta.concrete_fields if field.name not in DERIVED]
    said = repr([str(value) if isinstance(value := getattr(row, name), FieldFile) else value for name in columns])
    return hashlib.blake2s(said.encode(), digest_size=8).hexdigest()


def expected(request: HttpRequest) -> tuple[str, ...]:
    """The versions that If-Match allows; ANY for a star. A weak tag is as good: it is the same version, sent compressed.
    Raises `ConditionRequired` where there is no such header."""
    given = request.headers.get("If-Match")
    if given is None:
        raise ConditionRequired(
            'Say which version you change: If-Match: "VERSION", with the ETag of the working copy that you read '
            "(?context=edit), so that nobody's work is overwritten; If-Match: * changes any."
        )
    if given.strip() == "*":
        return ANY
    tags = [_TAG.fullmatch(part) for part in given.split(",")]
    if not all(tags):
        raise BadHeader(f'If-Match: {quoted(given)} is no entity tag: it stands in quotes, such as "12".')
    return tuple(tag[1] for tag in tags if tag)


def check(row: Any, versions: tuple[str, ...]) -> None:
    """Raises `Stale` where the row is at none of these versions."""
    if versions != ANY and version(row) not in versions:
        raise stale(row)


def stale(row: Model | Any) -> Stale:
    """At which version the row is, and who wrote it when."""
    entry = history.last(row)
    who = (
        f" {entry.user.get_username()} wrote it at {entry.action_time.isoformat(timespec='seconds')}." if entry else ""
    )
    return Stale(
        f"It is at version {version(row)} now: nothing was changed.{who} Read it again (?context=edit), repeat the change, "
        "and send it with the new ETag.",
        headers={"ETag": etag(version(row))},
    )
