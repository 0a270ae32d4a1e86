"""A form with files (multipart/form-data, RFC 7578): its fields as JSON would say them, its files as they came.

A list is a name that is sent several times, an empty list a name sent once with nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from rest_framework import serializers

from newsmarkup.api.inputs import Flag, Input, Number
from newsmarkup.api.problems import Invalid, Malformed, TooLarge, quoted
from newsmarkup.document.problem import Problem
from newsmarkup.uploads import MAX_SIZE

TYPE = "multipart/form-data"
MOST_BESIDE = 1_000_000  # bytes of the fields and of what stands around them
_NUMBER = re.compile(r"-?[0-9]{1,18}")


class PictureFile(serializers.FileField):
    """A picture. Whether it is one says `uploads.PictureUpload`."""


def read(request: HttpRequest, shape: type[Input]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Fields and files. Raises `Malformed`, `TooLarge`, and `Invalid` where a file is no part of `shape`."""
    most = MAX_SIZE + MOST_BESIDE
    if _length(request) > most:
        raise TooLarge(f"The form has {_length(request):,} bytes; at most {most:,} are taken.")
    if request.content_params.get("charset", "utf-8").lower() not in ("utf-8", "utf8"):
        raise Malformed("The form must be in UTF-8.")
    known = shape().get_fields()
    wanted = files_of(shape)
    try:
        said, sent = _parsed(request)
    except RequestDataTooBig:
        raise TooLarge("The fields are larger than this site takes (DATA_UPLOAD_MAX_MEMORY_SIZE).") from None
    except (MultiPartParserError, TooManyFieldsSent, TooManyFilesSent) as error:
        raise Malformed(f"The form can't be read: {str(error).rstrip('.')}.") from None
    except UnreadablePostError:
        raise Malformed("The form could not be read to its end.") from None
    if problems := [*_misplaced(said, sent, wanted), *_twice(sent)]:
        raise Invalid(problems)
    fields = {str(name): _value(str(name), known.get(name), texts) for name, texts in said.lists()}
    return fields, {name: sent[name] for name in sent}


def files_of(shape: type[Input]) -> tuple[str, ...]:
    """The names of the files that such a form may hold."""
    return tuple(name for name, field in shape().get_fields().items() if isinstance(field, PictureFile))


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _parsed(request: HttpRequest) -> tuple[Any, Any]:
    """Django itself reads forms of POST alone. It closes the files with the request."""
    if getattr(request, "_read_started", False) and not hasattr(request, "_body"):
        return request.POST, request.FILES  # somebody looked for something in it before
    vars(request).pop("_files", None)  # the framework's own, which are empty: see `writing.Unread`
    stream = BytesIO(request.body) if hasattr(request, "_body") else request
    said, sent = request.parse_file_upload(request.META, stream)  # type: ignore[arg-type]
    request._post, request._files = said, sent  # type: ignore[attr-defined]
    return said, sent


def _misplaced(said: Any, sent: Any, wanted: tuple[str, ...]) -> list[Problem]:
    files = ", ".join(wanted)
    out = [
        Problem(
            "unknown_field", f"No file is called {quoted(name)} here.", f"Known: {files}.", "error", field=name[:200]
        )
        for name in sent
        if name not in wanted
    ]
    return out + [
        Problem("no_file", f"{name} is no file.", "Send it as one, with its file name.", "error", field=name)
        for name in said
        if name in wanted and name not in sent
    ]


def _twice(sent: Any) -> list[Problem]:
    return [
        Problem("no_file", f"{len(files)} files are called {name}.", "Send one.", "error", field=name)
        for name, files in sent.lists()
        if len(files) > 1
    ]


def _value(name: str, field: Any, texts: list[str]) -> Any:
    if isinstance(field, serializers.ListField):
        return [] if texts == [""] else texts
    if len(texts) > 1:
        raise Malformed(f"The form says {quoted(name)} {len(texts)} times. Say it once.")
    text = texts[0]
    if isinstance(field, Number) and _NUMBER.fullmatch(text):
        return int(text)
    if isinstance(field, Flag) and text in ("true", "false"):
        return text == "true"
    return text


def digests(files: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Of each file its name in the form, and a hash of what it holds."""
    out = []
    for name, file in sorted(files.items()):
        file.seek(0)
        out.append((name, hashlib.file_digest(file.file, "sha256").hexdigest()))
        file.seek(0)
    return out
