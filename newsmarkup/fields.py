"""BodyField: a text column that holds canonical HTML and nothing else.

Sanitising stands where every write passes: `save()`, `objects.create()`, `bulk_create()`, `bulk_update()`,
`QuerySet.update()` and DRF all end in `get_db_prep_save`.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.safestring import SafeString

from newsmarkup.conf import settings
from newsmarkup.errors import BodyRefused
from newsmarkup.pipeline import Cleaned, clean


class CanonicalHTML(SafeString):
    """HTML that has gone through the pipeline: stored as it is, safe to put into a page."""

    def __reduce__(self) -> Any:
        # A pickle may come from anywhere: what it holds is cleaned again before it is stored.
        return (str, (str(self),))


def clean_body(html: str) -> Cleaned:
    """`pipeline.clean` with the site's sanitiser. Raises `errors.BodyRefused`."""
    return clean(html, engine=settings.SANITIZER)


def canonical_html(value: Any) -> Any:
    """`value` as CanonicalHTML; None and expressions stay as they are."""
    if isinstance(value, CanonicalHTML) or not isinstance(value, str):
        return value
    return CanonicalHTML(clean_body(value).html)


def validate_body(value: str) -> None:
    """For forms and DRF: what the pipeline refuses, as a ValidationError in the same words."""
    try:
        canonical_html(value)
    except BodyRefused as refused:
        raise ValidationError([ValidationError(p.sentence, code=p.code) for p in refused.problems]) from refused


class BodyFormField(forms.CharField):
    """Cleans to CanonicalHTML; `problems` of the last cleaning say what was changed."""

    problems: tuple[Any, ...] = ()

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            cleaned = clean_body(text or "")
        except BodyRefused as refused:
            raise ValidationError([ValidationError(p.sentence, code=p.code) for p in refused.problems]) from refused
        self.problems = cleaned.problems
        return CanonicalHTML(cleaned.html)


class BodyField(models.TextField):
    """The body of an article, as canonical HTML (docs/architecture.md)."""

    default_validators = [validate_body]

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return None if value is None else CanonicalHTML(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = canonical_html(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        value = canonical_html(value)
        return super().get_db_prep_save(str.__str__(value) if isinstance(value, str) else value, connection)

    def formfield(self, **kwargs: Any) -> Any:
        from newsmarkup.widgets import BodyWidget

        kwargs["widget"] = BodyWidget
        return super(models.TextField, self).formfield(**{"form_class": BodyFormField, **kwargs})
