"""The shapes of what is sent, and what is wrong with it in words: every value that is not understood is refused by name."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.core.exceptions import ValidationError as ModelError
from django.db import models
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from newsmarkup.api.problems import Invalid, listed, quoted
from newsmarkup.document.problem import Problem
from newsmarkup.document.schema import lang


def wrong(message: str, code: str = "invalid") -> ValidationError:
    return ValidationError(message, code)


class Text(serializers.CharField):
    """A text and no number; white space at its ends goes."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            raise wrong(f"{shown(data)} is no text: give it in quotes.", "no_text")
        return str(super().to_internal_value(data))


class Choice(serializers.ChoiceField):
    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str) and data in self.choices:
            return data
        known = listed(str(one) or "an empty text" for one in self.choices)
        raise wrong(f"{shown(data)} is not known. Known: {known}.", "unknown_value")


class Moment(serializers.DateTimeField):
    def to_internal_value(self, value: Any) -> datetime:
        try:
            at = datetime.fromisoformat(value)
            if at.tzinfo is not None:
                return at.astimezone(UTC)
        except (TypeError, ValueError, OverflowError):
            pass
        raise wrong(f"{shown(value)} is no time with a zone: give ISO 8601 such as 2026-03-01T08:30:00Z.", "no_time")


class Language(Text):
    def to_internal_value(self, data: Any) -> str:
        tag = lang(super().to_internal_value(data))
        if tag is None:
            raise wrong(f"{shown(data)} is no language tag: give one such as en, de-AT or ar.", "no_language")
        return tag


class Flag(serializers.BooleanField):
    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            raise wrong(f"{shown(data)} is neither true nor false.", "no_flag")
        return data


class Number(serializers.IntegerField):
    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            raise wrong(f"{shown(data)} is no whole number.", "no_number")
        return int(super().to_internal_value(data))


class Input(serializers.Serializer[Any]):
    """An object that says only what is known here; of each name once."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise ValidationError({NON_FIELD_ERRORS: [wrong(f"{shown(data)} is no object.", "no_object").detail[0]]})
        unknown = {name: [_unknown(name, self.fields)] for name in data if name not in self.fields}
        if not unknown:
            return super().to_internal_value(data)
        try:
            super().to_internal_value({name: value for name, value in data.items() if name in self.fields})
        except ValidationError as error:
            raise ValidationError({**unknown, **error.detail}) from None  # type: ignore[dict-item]
        raise ValidationError(unknown)


def _unknown(name: str, known: Mapping[str, Any]) -> ErrorDetail:
    near = difflib.get_close_matches(name.lower(), known, 1, 0.7)
    meant = f" Did you mean {near[0]}?" if near else ""
    return ErrorDetail(f"There is no field {quoted(name)} here.{meant} Known: {listed(known)}.", "unknown_field")


def shown(value: Any) -> str:
    """A value as it was sent, at most 80 characters of it."""
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list | Mapping):
        return "a list" if isinstance(value, list) else "an object"
    return json.dumps(value)[:80]


def same(had: Any, value: Any) -> bool:
    """Whether a field says that already; records tell times in whole seconds."""
    if isinstance(had, datetime) and isinstance(value, datetime) and not value.microsecond:
        return had.replace(microsecond=0) == value
    return bool(had == value)


# -- errors as problems --------------------------------------------------------------------------------------------------


def values(shape: type[Input], given: dict[str, Any], *, partial: bool = False, context: Any = None) -> dict[str, Any]:
    """What was sent, understood. Raises `Invalid`."""
    found = shape(data=given, partial=partial, context=context or {})
    if not found.is_valid():
        raise Invalid(problems(found.errors))
    return dict(found.validated_data)


def problems(errors: Any, at: str = "") -> Iterator[Problem]:
    """The errors of a serializer, each with its place: `bylines.1.key`."""
    if isinstance(errors, Mapping):
        for name, inner in errors.items():
            here = at if name in (NON_FIELD_ERRORS, "non_field_errors") else f"{at}.{name}" if at else str(name)
            yield from problems(inner, here)
    elif isinstance(errors, list):
        for n, inner in enumerate(errors):
            yield from problems(inner, at if isinstance(inner, str) else f"{at}.{n}")
    else:
        yield Problem(str(getattr(errors, "code", "invalid")), str(errors), severity="error", field=at[:200] or None)


def of_model(error: ModelError, at: str = "", names: Mapping[str, str] | None = None) -> Iterator[Problem]:
    """What a model's `full_clean` says. `names` maps fields to what they are called here, where that differs."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for column, found in by_field.items():
        name = (names or {}).get(column, column)
        here = at if name == NON_FIELD_ERRORS else f"{at}.{name}" if at else name
        for one in found:
            yield Problem(one.code or "invalid", " ".join(one.messages), severity="error", field=here or None)


def unlike(read_only: Iterable[str], given: Mapping[str, Any], present: Mapping[str, Any]) -> Iterator[Problem]:
    """What is read-only and not as it was read."""
    for name in read_only:
        if name in given and (name not in present or given[name] != present[name]):
            yield Problem(
                "read_only",
                f"{name} can't be written here.",
                "Leave it out, or send it as it was read.",
                "error",
                field=name,
            )


def text(model: type[models.Model], name: str, *, allow_blank: bool = True, **options: Any) -> Text:
    """A text that may be left out, as long as a model's field takes."""
    return Text(max_length=most(model, name), required=False, allow_blank=allow_blank, **options)


def listing(longest: int | None = None, **options: Any) -> serializers.ListField:
    """A list of texts that may be left out."""
    return serializers.ListField(child=Text(max_length=longest), required=False, **options)


def most(model: type[models.Model], name: str) -> int | None:
    """The most characters that a model's field takes."""
    return getattr(model._meta.get_field(name), "max_length", None)
