"""Organizations: who publishes, speaks, or employs those who do."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.serializers import CharField, DateTimeField

from newsmarkup import publishing
from newsmarkup.api import refusals, shapes
from newsmarkup.api.form import PictureFile
from newsmarkup.api.inputs import Choice, Input, Text, listing, text
from newsmarkup.api.registry import Entries, Entry
from newsmarkup.api.writing import Task, operation
from newsmarkup.document.trust import POLICIES
from newsmarkup.exporting import record
from newsmarkup.models import Organization

REACHED = (
    "contact_kind",
    "email",
    "telephone",
    "contact_url",
    "street",
    "postal_code",
    "locality",
    "region",
    "country",
)
OWN = ("url", "aliases", "identifiers", "description", *REACHED, *POLICIES)


class WorkingOrganization(shapes.OrganizationRecord):
    """An organization as those see it who write it: addresses as they are stored, and what readers don't see."""

    aliases = shapes.texts("Other names and spellings, by which it is found.")
    identifiers = shapes.texts("Each with its kind in front, such as ISNI 0000000121032683.")
    description = shapes.text("A few sentences.")
    created_at = DateTimeField()
    modified_at = DateTimeField()
    version = CharField(help_text="Changes whenever the organization does; the ETag is made of it.")
    warnings = shapes.Wrong(many=True, required=False, help_text="Of a write: what to look at once more.")

    def get_fields(self) -> dict[str, Any]:
        """And where it is reached, and its policies."""
        return {**super().get_fields(), **{name: shapes.text(_about(name)) for name in (*REACHED, *POLICIES)}}


class OrganizationInput(Input):
    """The names are those of the record that is read, and what was read can be sent back. Read-only: key (but when it is
    created), version, created_at, modified_at. A logo comes in a form; as JSON, null takes it away."""

    kind = Choice(["organization"], required=False)
    key = text(Organization, "key", allow_blank=False, help_text="Chosen once; made if left out.")
    name = Text(max_length=200)
    type = Choice(Organization.Kind.values, required=False, help_text="A schema.org type.")
    legal_name = text(Organization, "legal_name")
    aliases = listing(200)
    url = text(Organization, "url", help_text="Its page: https://…, or a path on this site.")
    same_as = listing()
    identifiers = listing(help_text="Each with its kind in front, such as ISNI 0000000121032683.")
    description = text(Organization, "description")

    def get_fields(self) -> dict[str, Any]:
        more = {name: text(Organization, name, help_text=_about(name)) for name in (*REACHED, *POLICIES)}
        return {**super().get_fields(), **more}


class OrganizationForm(OrganizationInput):
    """The same with its logo; of a list each entry is a field of its own."""

    logo = PictureFile(required=False, help_text="JPEG, PNG, GIF, WebP, AVIF or TIFF; at most 50 MB.")


def _about(name: str) -> str:
    column: Any = Organization._meta.get_field(name)
    said = str(column.help_text) or str(column.verbose_name).capitalize()
    return said + (" The address of a page." if name in POLICIES else "")


class Organizations:
    what, plural, kind = "organization", "organizations", "organization"
    model = Organization
    shape, working_shape = shapes.OrganizationRecord, WorkingOrganization
    writes, picture_form = OrganizationInput, OrganizationForm
    columns = {"type": "kind"}

    def record(self, row: Any) -> dict[str, Any]:
        organization = publishing.organization(row)
        logo = organization.logo
        return {
            **record.agent(organization),
            "type": organization.kind,
            "legal_name": organization.legal_name,
            "same_as": organization.same_as,
            "logo": logo and {"url": logo.url, "width": logo.width, "height": logo.height},
        }

    def working_record(self, row: Any) -> dict[str, Any]:
        return {**self.record(row), **{name: getattr(row, name) for name in OWN}}


class OrganizationList(Organizations, Entries):
    name = "organizations"
    title = "Organizations"
    about = "Who publishes articles, speaks in them, or employs those who do; by name."

    @operation(
        title="Add an organization",
        about="To the registry. The public sees one that a published article shows.",
        takes=OrganizationInput,
        form=OrganizationForm,
        gives=WorkingOrganization,
        status=201,
        conditional=False,
    )
    def post(self, task: Task) -> HttpResponse:
        return self.add(task)


class OrganizationDetail(Organizations, Entry):
    name = "organization"
    title = "An organization"
    about = "One that publishes articles, speaks in them, or employs those who do."
    path_parameter = ("key", "The organization's key.")

    @operation(
        title="Change an organization",
        about="Only what is named changes; a list is replaced as a whole. Every article that shows it follows.",
        takes=OrganizationInput,
        form=OrganizationForm,
        gives=WorkingOrganization,
        errors={404: refusals.no_such("organization")},
    )
    def patch(self, task: Task, key: str) -> HttpResponse:
        return self.change(task, key, whole=False)

    @operation(
        title="Write an organization anew",
        about="What is left out gets its default; the logo stays. Every article that shows it follows.",
        takes=OrganizationInput,
        form=OrganizationForm,
        gives=WorkingOrganization,
        errors={404: refusals.no_such("organization")},
    )
    def put(self, task: Task, key: str) -> HttpResponse:
        return self.change(task, key, whole=True)

    @operation(
        title="Delete an organization",
        about="Not while an article names it: 409 says which. People who belong to it belong to none then.",
        status=204,
        errors={404: refusals.no_such("organization"), 409: refusals.in_use("The Saltmere Courier")},
    )
    def delete(self, task: Task, key: str) -> HttpResponse:
        return self.remove(task, key)
