"""The form field of a picture: what can't be shown is refused in words, before anything is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image

from newsmarkup.picture.read import SHOWN, PictureRefused, read

MAX_SIZE = 50 * 1024 * 1024
_LONGEST = 60  # characters of a file's name


class PictureUpload(forms.ImageField):
    """As Django's own, which says of a damaged file, of too many pixels and of too much metadata the same sentence. The
    file's name is made to end as what it is: a picture called x.html would be served as a page."""

    def to_python(self, data: Any) -> Any:
        file = forms.FileField.to_python(self, data)
        if file is None:
            return None
        if file.size > MAX_SIZE:
            raise ValidationError(
                _("The file has %(size)s; at most %(limit)s can be uploaded."),
                params={"size": filesizeformat(file.size), "limit": filesizeformat(MAX_SIZE)},
                code="too-large",
            )
        try:
            reading = read(file.file)
        except PictureRefused as refused:
            problem = refused.problem
            raise ValidationError(f"{_(problem.message)} {_(problem.mend)}", code=problem.code) from refused
        file.name = named(file.name or "", reading.format)
        file.content_type = Image.MIME.get(reading.format)
        return file


def named(name: str, format: str) -> str:
    """A file's name in letters, digits, hyphens and underscores, ending as a picture of this format (Pillow's name)."""
    name = re.split(r"[/\\]", name)[-1]
    stem, _dot, end = name.rpartition(".")
    if end.lower() not in SHOWN[format]:
        stem, end = stem if stem and re.fullmatch(r"\w{1,5}", end) else name, SHOWN[format][0]
    stem = re.sub(r"[^\w-]+", "-", stem)[:_LONGEST].strip("-")
    return f"{stem or 'picture'}.{end.lower()}"


def forget(files: Iterable[Any]) -> None:
    """Delete what was stored of these files (Django's FieldFile) in a transaction that failed."""
    for file in files:
        if file and file._committed:
            file.storage.delete(str(file.name))
