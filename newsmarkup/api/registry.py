"""People, organizations, photos: those that published articles show, and no others. Sections: all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import orjson
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from newsmarkup import publishing
from newsmarkup.adapters import adapter_for, article_model
from newsmarkup.api import parameters, shapes
from newsmarkup.api.cursor import page
from newsmarkup.api.problems import NotThere, quoted
from newsmarkup.api.reading import Reading, page_links
from newsmarkup.conf import settings
from newsmarkup.exporting import record
from newsmarkup.models import Section
from newsmarkup.shown import Kind


class Entries(Reading):
    """A page of the registry. Hashed for its ETag: whose article shows an entry may change without the entry."""

    kind: ClassVar[Kind]
    related: ClassVar[Sequence[str]] = ()
    order: ClassVar[Sequence[str]] = ("name",)
    newest_first: ClassVar[bool] = False
    many = True
    accepts = (parameters.PAGE_SIZE, parameters.CURSOR)

    def rows(self) -> QuerySet[Any]:
        return _public(self.kind).select_related(*self.related)

    def answer(self, request: HttpRequest, format: str, asked: dict[str, Any]) -> HttpResponse:
        size = asked.get("page_size", settings.PAGE_SIZE)
        found, next, previous = page(self.rows(), self.order, size, asked.get("cursor"), newest_first=self.newest_first)
        links = page_links(request, next=next, previous=previous)
        results = [RECORDS[self.shape](row) for row in found]
        data = {"next": links["next"], "previous": links["prev"], "results": results}
        return self.reply(request, format, lambda: orjson.dumps(data), links=links)


class Entry(Reading):
    """One of the registry, by its key."""

    kind: ClassVar[Kind]
    related: ClassVar[Sequence[str]] = ()

    def answer(self, request: HttpRequest, format: str, asked: dict[str, Any], key: str) -> HttpResponse:
        row = _public(self.kind).select_related(*self.related).filter(key=key).first() if "\0" not in key else None
        if row is None:
            raise NotThere(f"No published article shows a {self.kind} with the key {quoted(key)}.")
        return self.reply(request, format, lambda: orjson.dumps(RECORDS[self.shape](row)))


class PersonList(Entries):
    name, kind, tag = "people", "person", "registry"
    title = "People"
    about = "Who writes published articles, and who is quoted in them; by name."
    shape = shapes.PersonRecord
    related = ("affiliation", "image")


class PersonDetail(Entry):
    name, kind, tag = "person", "person", "registry"
    title = "A person"
    about = "Someone who writes published articles, or is quoted in them."
    shape = shapes.PersonRecord
    related = ("affiliation", "image")
    path_parameter = ("key", "The person's key.")


class OrganizationList(Entries):
    name, kind, tag = "organizations", "organization", "registry"
    title = "Organizations"
    about = "Who publishes articles, speaks in them, or employs those who do; by name."
    shape = shapes.OrganizationRecord


class OrganizationDetail(Entry):
    name, kind, tag = "organization", "organization", "registry"
    title = "An organization"
    about = "One that publishes articles, speaks in them, or employs those who do."
    shape = shapes.OrganizationRecord
    path_parameter = ("key", "The organization's key.")


class PhotoList(Entries):
    name, kind, tag = "photos", "photo", "registry"
    title = "Photos"
    about = "The pictures that published articles show, and the portraits of their people; newest first."
    shape = shapes.PhotoRecord
    order = ("created_at",)
    newest_first = True


class PhotoDetail(Entry):
    name, kind, tag = "photo", "photo", "registry"
    title = "A photo"
    about = "A picture that a published article shows, with everything that is known of its rights."
    shape = shapes.PhotoRecord
    path_parameter = ("key", "The photo's key.")


class SectionList(Entries):
    name, tag = "sections", "registry"
    title = "Sections"
    about = "The departments of the paper, in its own order."
    shape = shapes.SectionRecord
    order = ("position", "name")

    def rows(self) -> QuerySet[Any]:
        return Section.objects.all()


def _public(kind: Kind) -> QuerySet[Any]:
    entries = adapter_for(article_model()).shown(kind)
    if entries is None:
        raise NotThere("This newsroom's articles don't say whom and what of the registry they show.", "not_offered")
    return entries


# -- rows as records ---------------------------------------------------------------------------------------------------


def _person(row: Any) -> dict[str, Any]:
    person = publishing.person(row)
    return {
        **record.agent(person),
        "honorific_prefix": person.honorific_prefix,
        "same_as": person.same_as,
        "affiliation": person.affiliation and record.agent(person.affiliation),
        "image": person.image and record.picture(person.image),
    }


def _organization(row: Any) -> dict[str, Any]:
    organization = publishing.organization(row)
    logo = organization.logo
    return {
        **record.agent(organization),
        "type": organization.kind,
        "legal_name": organization.legal_name,
        "same_as": organization.same_as,
        "logo": logo and {"url": logo.url, "width": logo.width, "height": logo.height},
    }


def _section(row: Any) -> dict[str, Any]:
    section = publishing.section(row)
    return {"name": section.name, "slug": section.slug, "url": section.url, "description": row.description}


RECORDS = {
    shapes.PersonRecord: _person,
    shapes.OrganizationRecord: _organization,
    shapes.PhotoRecord: lambda row: record.picture(publishing.picture(row)),
    shapes.SectionRecord: _section,
}
