"""Sections: the departments of the paper."""

from __future__ import annotations

from typing import Any

import orjson
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from rest_framework.serializers import CharField, IntegerField

from newsmarkup import publishing
from newsmarkup.api import refusals, shapes
from newsmarkup.api.inputs import Input, Number, Text, text
from newsmarkup.api.problems import NotThere, quoted
from newsmarkup.api.registry import Entries, Entry
from newsmarkup.api.writing import Task, operation
from newsmarkup.models import Section
from newsmarkup.slugs import free


class WorkingSection(shapes.SectionRecord):
    """A section as those see it who write it."""

    position = IntegerField(help_text="In the order of the paper.")
    version = CharField(help_text="Changes whenever the section does; the ETag is made of it.")
    warnings = shapes.Wrong(many=True, required=False, help_text="Of a write: what to look at once more.")


class SectionInput(Input):
    """The names are those of the record that is read, and what was read can be sent back. Read-only: version."""

    name = Text(max_length=80)
    slug = text(Section, "slug", help_text="Its place in addresses; made from the name if left out.")
    description = text(Section, "description")
    url = text(Section, "url", help_text="Its page: https://…, or a path on this site.")
    position = Number(required=False, min_value=0, max_value=32767)


class Sections:
    what, plural, slot = "section", "sections", "slug"
    model = Section
    shape, working_shape, writes = shapes.SectionRecord, WorkingSection, SectionInput
    read_only = ("version",)

    def record(self, row: Any) -> dict[str, Any]:
        section = publishing.section(row)
        return {"name": section.name, "slug": section.slug, "url": section.url, "description": row.description}

    def working_record(self, row: Any) -> dict[str, Any]:
        return {**self.record(row), "url": row.url, "position": row.position}

    def stored(self, values: dict[str, Any]) -> dict[str, Any]:
        if not values.get("slug", "-"):
            del values["slug"]
        return values


class SectionList(Sections, Entries):
    name = "sections"
    title = "Sections"
    about = "The departments of the paper, in its own order."
    order = ("position", "name")

    def public(self) -> QuerySet[Any]:
        return Section.objects.all()

    @operation(
        title="Add a section",
        about="Everyone sees it, though no article is in it yet.",
        takes=SectionInput,
        gives=WorkingSection,
        status=201,
        conditional=False,
    )
    def post(self, task: Task) -> HttpResponse:
        return self.add(task)

    def stored(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"slug": values.get("slug") or free(Section, values["name"]), **super().stored(values)}


class SectionDetail(Sections, Entry):
    name = "section"
    title = "A section"
    about = "A department of the paper."
    path_parameter = ("key", "The section's slug.")

    def answer(self, request: HttpRequest, format: str, asked: dict[str, Any], key: str) -> HttpResponse:
        row = Section.objects.filter(slug=key).first() if "\0" not in key else None
        if row is None:
            raise NotThere(f"There is no section with the slug {quoted(key)}.")
        return self.reply(request, format, lambda: orjson.dumps(self.record(row)))

    @operation(
        title="Change a section",
        about="Only what is named changes. Every article in it follows; another slug is another address.",
        takes=SectionInput,
        gives=WorkingSection,
        errors={404: refusals.no_such("section", "slug")},
    )
    def patch(self, task: Task, key: str) -> HttpResponse:
        return self.change(task, key, whole=False)

    @operation(
        title="Write a section anew",
        about="What is left out gets its default; the slug stays. Every article in it follows.",
        takes=SectionInput,
        gives=WorkingSection,
        errors={404: refusals.no_such("section", "slug")},
    )
    def put(self, task: Task, key: str) -> HttpResponse:
        return self.change(task, key, whole=True)

    @operation(
        title="Delete a section",
        about="Not while an article is in it: 409 says which.",
        status=204,
        errors={404: refusals.no_such("section", "slug"), 409: refusals.in_use("Politics")},
    )
    def delete(self, task: Task, key: str) -> HttpResponse:
        return self.remove(task, key)
