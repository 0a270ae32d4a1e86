"""References: what a manuscript names of the registry by its key, found with a query a kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.serializers import JSONField

from newsmarkup import publishing
from newsmarkup.adapters import article_model
from newsmarkup.api.inputs import Input, Text, shown, wrong
from newsmarkup.document.problem import Problem
from newsmarkup.exporting import record
from newsmarkup.models import Organization, Person, Photo, Section

# kind → (the model, its key, how its rows are told in a record)
_NAMED: dict[str, Any] = {
    "person": (lambda: Person, "key", lambda row: record.agent(publishing.person(row))),
    "organization": (lambda: Organization, "key", lambda row: record.agent(publishing.organization(row))),
    "photo": (lambda: Photo, "key", lambda row: record.picture(publishing.picture(row))),
    "section": (lambda: Section, "slug", lambda row: _section(publishing.section(row))),
    "article": (article_model, "pk", lambda row: {}),
}
AS_READ = ("passages",)  # names people, but as they were read
KEYS = {"section": "slug", "article": "id"}


def _section(section: Any) -> dict[str, Any]:
    return {"name": section.name, "slug": section.slug, "url": section.url}


@extend_schema_field({"oneOf": [{"type": "string"}, {"type": "object", "additionalProperties": True}]})
class Key(serializers.Field):
    """A key, or the object as it is read, whose key counts; null for none. Gives `{"kind", "key", …}`."""

    def __init__(self, kind: str, **options: Any) -> None:
        self.kind = kind
        super().__init__(required=False, allow_null=True, **options)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        name = KEYS.get(self.kind, "key")
        if isinstance(data, str) and data.strip() and len(data) <= 200:
            return {"kind": self.kind, "key": data.strip()}
        if isinstance(data, Mapping) and self.kind != "article" and isinstance(data.get(name), str) and data[name]:
            told = {n: v for n, v in data.items() if n not in (name, "kind")}
            if data.get("kind", self.kind) != self.kind:
                raise wrong(
                    f"{shown(data['kind'])} is no {self.kind}, and nothing else can stand here.", "unknown_value"
                )
            return {"kind": self.kind, "key": data[name], **told}
        raise wrong(f"{shown(data)} is no {name}: give the {name} of the {self.kind} as a text, or null.", "no_key")


class AgentInput(Input):
    """A person or an organization of the registry, by key. What else a record says of them is read-only."""

    kind = Text(help_text="person or organization.")
    key = Text(max_length=63)
    name = JSONField(required=False, help_text="As read.")
    url = JSONField(required=False, help_text="As read.")
    job_title = JSONField(required=False, help_text="As read.")

    def validate_kind(self, value: str) -> str:
        if value not in ("person", "organization"):
            raise wrong(f"{shown(value)} is not known. Known: person, organization.", "unknown_value")
        return value


Names = Mapping[str, Any]  # what Key and AgentInput give: `kind`, `key`, and what else was said of it


class Registry:
    """Finds what values name, wherever it stands in them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def resolve(self, values: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
        """`values` with rows for names (None for what was not found), and what was not found or can't be written."""
        wanted: dict[str, set[str]] = {}
        for one in _named(values):
            wanted.setdefault(one["kind"], set()).add(one["key"])
        rows = {kind: _rows(kind, keys) for kind, keys in wanted.items()}
        return {name: self._found(value, rows, name) for name, value in values.items()}, self.problems

    def _found(self, value: Any, rows: Mapping[str, Mapping[str, Any]], at: str) -> Any:
        if _is_name(value):
            return self._row(value, rows, at)
        if isinstance(value, Mapping):  # who is bylined stands in the byline, as it was sent
            inner = {name: at if name == "agent" else f"{at}.{name}" for name in value}
            return {n: one if n in AS_READ else self._found(one, rows, inner[n]) for n, one in value.items()}
        if isinstance(value, list):
            return [self._found(one, rows, f"{at}.{n}") for n, one in enumerate(value)]
        return value

    def _row(self, one: Names, rows: Mapping[str, Mapping[str, Any]], at: str) -> Any:
        kind, key = one["kind"], one["key"]
        row = rows[kind].get(key)
        if row is None:
            said = f"There is no {kind} with the {KEYS.get(kind, 'key')} {shown(key)}."
            mend = {"article": "", "section": "Take a slug from …/sections/."}.get(
                kind, "Add it to the registry first."
            )
            self.problems.append(Problem("unknown_key", said, mend, "error", field=f"{at}.key" if "." in at else at))
            return None
        more = {name: value for name, value in one.items() if name not in ("kind", "key")}
        known = _NAMED[kind][2](row) if more else {}
        for name, value in more.items():
            if name not in known or value != known[name]:
                said, mend = (
                    f"{name} of the {kind} {key} is read-only here.",
                    "Leave it out, or send it as it was read.",
                )
                self.problems.append(Problem("read_only", said, mend, "error", field=f"{at}.{name}"))
        return row


def _is_name(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value.get("kind") and value.get("key"))


def _named(value: Any) -> Iterator[Names]:
    if _is_name(value):
        yield value
    elif isinstance(value, Mapping | list):
        for one in (v for n, v in value.items() if n not in AS_READ) if isinstance(value, Mapping) else value:
            yield from _named(one)


def _rows(kind: str, keys: set[str]) -> dict[str, Any]:
    model, name, _told = _NAMED[kind]
    if kind == "article":
        found = {}
        for key in keys:
            try:
                found[key] = model()._base_manager.get(pk=key)
            except (ObjectDoesNotExist, ValidationError, ValueError, OverflowError):
                continue
        return found
    rows = model().objects.filter(**{f"{name}__in": keys})
    if kind == "person":
        rows = rows.select_related("affiliation", "image")
    return {getattr(row, name): row for row in rows}
