"""The form field of a picture: what can't be shown is refused in words, before anything is stored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image

from newsmarkup.picture.read import PictureRefused, read

MAX_SIZE = 50 * 1024 * 1024


class PictureUpload(forms.ImageField):
    """As Django's own, which says of a damaged file, of too many pixels and of too much metadata the same sentence."""

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
        file.content_type = Image.MIME.get(reading.format)
        return file
