"""What the newsroom's facts share: a stable key, and managers under which no write goes unnoticed."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models, router, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image

_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # without l, o, 0, 1: keys are read aloud

validate_key = RegexValidator(
    r"^[a-z0-9][a-z0-9-]{0,62}\Z", _("Enter small letters, digits and hyphens, starting with a letter or digit.")
)


def new_key() -> str:
    """A key for a new row: ten characters, 50 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


def validate_url_or_path(value: str) -> None:
    """An http(s) URL, or a path on this site that starts with one slash."""
    parts = urlsplit(value)
    absolute = parts.scheme in ("http", "https") and parts.netloc
    path = value.startswith("/") and not value.startswith(("//", "/\\"))
    if not (absolute or path) or any(c.isspace() for c in value):
        raise ValidationError(
            _("%(value)s is no address: enter https://… or a path on this site that starts with a slash."),
            params={"value": value},
            code="url",
        )


def validate_texts(value: Any) -> None:
    """A JSON list of texts that are not blank."""
    if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
        raise ValidationError(_('Enter a list of texts, such as ["one", "two"].'), code="texts")


def validate_urls(value: Any) -> None:
    validate_texts(value)
    for url in value:
        if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
            raise ValidationError(_("%(url)s is no absolute http(s) address."), params={"url": url}, code="url")


class KeyField(models.CharField):
    """A row's stable name in bodies, URLs and exports: unique, never changed."""

    def __init__(self, **kwargs: Any) -> None:
        options = {
            "max_length": 63,
            "unique": True,
            "default": new_key,
            "validators": [validate_key],
            "editable": False,
        }
        super().__init__(**{**options, **kwargs})


class PictureField(models.ImageField):
    """An image whose size is measured when it is written, into `<name>_width` and `<name>_height` or those given.

    Django's own measuring opens the file whenever a row without a size is read: a lost file would break every page.
    The size fields must be declared after this one.
    """

    def __init__(self, *args: Any, size: tuple[str, str] = ("width", "height"), **kwargs: Any) -> None:
        self.size = size
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        from newsmarkup.uploads import PictureUpload

        return super().formfield(**{"form_class": PictureUpload, "max_length": None, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        file = getattr(model_instance, self.attname)
        fresh = bool(file) and not file._committed
        value = super().pre_save(model_instance, add)
        if fresh or (value and getattr(model_instance, self.size[0]) is None):
            for name, pixels in zip(self.size, _measure(value), strict=True):
                setattr(model_instance, name, pixels)
        return value


def _measure(file: Any) -> tuple[int | None, int | None]:
    """Width and height in pixels, as shown: a camera's rotation counts. (None, None) for what can't be read."""
    try:
        with file.storage.open(file.name) as stream, Image.open(stream) as image:
            width, height = image.size
            return (height, width) if image.getexif().get(0x0112) in (5, 6, 7, 8) else (width, height)
    except Exception:  # decoders raise whatever occurs to them over a damaged file
        return None, None


class FactQuerySet(models.QuerySet[Any]):
    """`update()`, `bulk_update()` and `bulk_create()` tell the articles that show these rows, in the same transaction."""

    def update(self, **kwargs: Any) -> int:
        from newsmarkup.following import changing

        with transaction.atomic(using=self.db):
            rows = list(self.model._base_manager.using(self.db).filter(pk__in=list(self.values_list("pk", flat=True))))
            if any(field.name == "modified_at" for field in self.model._meta.fields):
                kwargs.setdefault("modified_at", timezone.now())
            # By their keys: the update may change what the filter asks for.
            named = self.model._base_manager.using(self.db).filter(pk__in=[row.pk for row in rows])
            with changing(self.model, rows, using=self.db):
                return named.update(**kwargs)

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        from newsmarkup.following import name, touch

        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            touch(self.model, created, self.db)
            name(self.model, created, self.db)
        return created


class Fact(models.Model):
    """A row that articles show. Its saves tell them in the same transaction (see `newsmarkup.following`)."""

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        from newsmarkup.following import changing

        using = kwargs.get("using") or router.db_for_write(type(self), instance=self)
        with transaction.atomic(using=using):
            before = type(self)._base_manager.using(using).filter(pk=self.pk) if self.pk is not None else ()
            with changing(type(self), list(before), using=using, saved=self):
                super().save(*args, **kwargs)

    save.alters_data = True  # type: ignore[attr-defined]
