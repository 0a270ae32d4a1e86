"""People: who writes, and who is quoted."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from rest_framework.serializers import BooleanField, CharField, DateTimeField

from newsmarkup import publishing
from newsmarkup.api import refusals, shapes
from newsmarkup.api.inputs import Choice, Flag, Input, Text, listing, text
from newsmarkup.api.references import Key
from newsmarkup.api.registry import Entries, Entry
from newsmarkup.api.writing import Task, operation
from newsmarkup.exporting import record
from newsmarkup.models import Person


class WorkingPerson(shapes.PersonRecord):
    """A person as those see it who write it: addresses as they are stored, and what readers don't see."""

    aliases = shapes.texts("Other names and spellings, by which this person is found.")
    identifiers = shapes.texts("Each with its kind in front, such as ORCID 0000-0002-1825-0097.")
    description = shapes.text("A few sentences.")
    employed = BooleanField(help_text="Is on the staff of the organization.")
    knows_about = shapes.texts("What this person writes about.")
    created_at = DateTimeField()
    modified_at = DateTimeField()
    version = CharField(help_text="Changes whenever the person does; the ETag is made of it.")
    warnings = shapes.Wrong(many=True, required=False, help_text="Of a write: what to look at once more.")


class PersonInput(Input):
    """The names are those of the record that is read, and what was read can be sent back. Read-only: key (but when it is
    created), version, created_at, modified_at."""

    kind = Choice(["person"], required=False)
    key = text(Person, "key", allow_blank=False, help_text="Chosen once; made if left out.")
    name = Text(max_length=200)
    aliases = listing(200)
    url = text(Person, "url", help_text="The profile page: https://…, or a path on this site.")
    same_as = listing()
    identifiers = listing(help_text="Each with its kind in front, such as ORCID 0000-0002-1825-0097.")
    description = text(Person, "description")
    honorific_prefix = text(Person, "honorific_prefix")
    job_title = text(Person, "job_title")
    affiliation = Key("organization", help_text="The organization's key, or the object as read.")
    employed = Flag(required=False)
    knows_about = listing()
    image = Key("photo", help_text="The photo's key, or the object as read.")


class People:
    what, plural, kind = "person", "people", "person"
    model = Person
    shape, working_shape, writes = shapes.PersonRecord, WorkingPerson, PersonInput
    related = ("affiliation", "image")

    def record(self, row: Any) -> dict[str, Any]:
        person = publishing.person(row)
        return {
            **record.agent(person),
            "honorific_prefix": person.honorific_prefix,
            "same_as": person.same_as,
            "affiliation": person.affiliation and record.agent(person.affiliation),
            "image": person.image and record.picture(person.image),
        }

    def working_record(self, row: Any) -> dict[str, Any]:
        own = ("url", "aliases", "identifiers", "description", "employed", "knows_about")
        return {**self.record(row), **{name: getattr(row, name) for name in own}}


class PersonList(People, Entries):
    name = "people"
    title = "People"
    about = "Who writes published articles, and who is quoted in them; by name."

    @operation(
        title="Add a person",
        about="To the registry. The public sees a person whom a published article shows.",
        takes=PersonInput,
        gives=WorkingPerson,
        status=201,
        conditional=False,
    )
    def post(self, task: Task) -> HttpResponse:
        return self.add(task)


class PersonDetail(People, Entry):
    name = "person"
    title = "A person"
    about = "Someone who writes published articles, or is quoted in them."
    path_parameter = ("key", "The person's key.")

    @operation(
        title="Change a person",
        about="Only what is named changes; a list is replaced as a whole. Every article that shows the person follows.",
        takes=PersonInput,
        gives=WorkingPerson,
        errors={404: refusals.no_such("person")},
    )
    def patch(self, task: Task, key: str) -> HttpResponse:
        return self.change(task, key, whole=False)

    @operation(
        title="Write a person anew",
        about="What is left out gets its default. Every article that shows the person follows.",
        takes=PersonInput,
        gives=WorkingPerson,
        errors={404: refusals.no_such("person")},
    )
    def put(self, task: Task, key: str) -> HttpResponse:
        return self.change(task, key, whole=True)

    @operation(
        title="Delete a person",
        about="Not while an article names the person: 409 says which.",
        status=204,
        errors={404: refusals.no_such("person"), 409: refusals.in_use("Ada Holm")},
    )
    def delete(self, task: Task, key: str) -> HttpResponse:
        return self.remove(task, key)
