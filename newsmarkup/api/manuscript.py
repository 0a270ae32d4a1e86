"""The manuscript: what can be written of an article, by the names that its record has, and how it gets into the row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied

from newsmarkup.adapters import article_model
from newsmarkup.api import inputs
from newsmarkup.api.inputs import Choice, Flag, Input, Language, Moment, Number, Text
from newsmarkup.api.parts import PARTS, BylineInput, CorrectionInput, Parts, UpdateInput
from newsmarkup.api.problems import Invalid
from newsmarkup.api.references import Key, Registry
from newsmarkup.api.working import PRINTED, RIGHTS
from newsmarkup.document.problem import Problem
from newsmarkup.errors import BodyRefused
from newsmarkup.fields import CanonicalHTML, clean_body
from newsmarkup.models import AbstractArticle, Access, Kind, Printed, Rights, Status
from newsmarkup.pipeline import lost, read
from newsmarkup.roles import registered
from newsmarkup.slugs import free

# What comes with a record and is changed elsewhere, or follows from the rest. It may be sent back as it was read.
READ_ONLY = ("id", "url", "version", "word_count", "passages", "photos", "claims", "media", "translations")
COMPARED = frozenset({*READ_ONLY, "updates"})  # with the record as it is
# What says who may read it and where. Leaving it out of a PUT leaves it as it is: nothing gets public by omission.
KEPT = ("slug", "status", "access", "published_at", "embargo_until")
_RESOLVED = {"section", "lead_photo", "publisher", "source", "translation_of", "copyright_holder"}
MOVES = {Status.PUBLISHED: "publish", Status.WITHDRAWN: "withdraw"}


def _text(name: str, model: Any = AbstractArticle, **options: Any) -> Text:
    return inputs.text(model, name, **options)


class BodyInput(Input):
    html = Text(trim_whitespace=False, allow_blank=True, help_text="Any HTML; it is stored as canonical HTML.")
    complete = Flag(required=False, help_text="As read. false is refused: what is withheld would be lost.")

    def validate_complete(self, value: bool) -> bool:
        if not value:
            raise inputs.wrong(
                "This is the open part of an article only: the rest would be lost. Read the working copy (?context=edit) "
                "and change that.",
                "incomplete",
            )
        return value


class ArticleInput(Input):
    """The names are those of the record that is read, and what was read can be sent back. Read-only: id, url, version,
    word_count, passages, photos, claims, media, translations."""

    headline = Text(max_length=inputs.most(AbstractArticle, "headline"))
    alternative_headline = _text("alternative_headline")
    slug = _text("slug", help_text="Made from the headline if left out.")
    description = _text("description")
    section = Key("section", help_text="The slug, or the object as read.")
    keywords = serializers.ListField(child=Text(), required=False)
    dateline = _text("dateline")
    language = Language(max_length=35, required=False)
    kind = Choice(Kind.values, required=False)
    access = Choice(Access.values, required=False)
    status = Choice(Status.values, required=False, help_text="draft or review; publish and withdraw are addresses.")
    body = BodyInput(required=False)
    bylines = BylineInput(many=True, required=False, help_text="In order; instead of those that there are.")
    corrections = CorrectionInput(many=True, required=False, help_text="Instead of those that there are.")
    updates = UpdateInput(many=True, required=False, help_text="Of a live blog; instead of those that there are.")
    lead_photo = Key("photo", help_text="The photo's key, or the object as read.")
    publisher = Key("organization", help_text="The organization's key, or the object as read.")
    source = Key("organization", help_text="The agency whose copy this is: its key, or the object as read.")
    published_at = Moment(required=False, allow_null=True)
    modified_at = Moment(required=False, allow_null=True)
    embargo_until = Moment(required=False, allow_null=True)
    coverage_start = Moment(required=False, allow_null=True)
    coverage_end = Moment(required=False, allow_null=True)
    translation_of = Key("article", help_text="The id of the article that it was translated from.")
    backstory = _text("backstory")
    copyright_holder = Key("organization", help_text="An organization's key, or the object as read.")
    copyright_year = Number(required=False, allow_null=True, min_value=0, max_value=9999)
    copyright_notice = _text("copyright_notice", Rights)
    credit_text = _text("credit_text", Rights)
    license_url = _text("license_url", Rights)
    usage_url = _text("usage_url", Rights)
    print_edition = _text("print_edition", Printed)
    print_section = _text("print_section", Printed)
    print_page = _text("print_page", Printed)
    print_column = _text("print_column", Printed)

    def get_fields(self) -> dict[str, Any]:
        """Those that the newsroom's article has."""
        fields, model = super().get_fields(), article_model()
        gone = [*(() if issubclass(model, Rights) else RIGHTS), *(() if issubclass(model, Printed) else PRINTED)]
        return {name: one for name, one in fields.items() if name not in gone}


@dataclass
class Manuscript:
    """What was sent for `row`, which may be new. `write` puts it there; `changed` are the names of what it changed. Where
    that is nothing, nothing is written: the version stays."""

    row: Any
    given: Mapping[str, Any]
    whole: bool
    may_publish: bool
    changed: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        return bool(self.row._state.adding)

    def write(self, present: Mapping[str, Any] | None = None) -> None:
        """Save the row and its parts, in the caller's transaction. `present`: its record as it is. Raises `Invalid`,
        `errors.StaleVersion`."""
        given = {name: value for name, value in self.given.items() if name != "warnings"}
        self.problems += inputs.unlike(READ_ONLY, given, present or {})
        shape = ArticleInput(data={n: v for n, v in given.items() if n not in READ_ONLY}, partial=not self.whole)
        if not shape.is_valid():
            raise Invalid([*self.problems, *inputs.problems(shape.errors)])
        values = dict(shape.validated_data)
        rows, found = Registry().resolve(values)
        self.problems += found
        parts = {name: rows.pop(name) for name in PARTS if name in rows}
        if self.whole:
            rows, parts = {**self._defaults(), **rows}, {**{name: [] for name in PARTS}, **parts}
        was_public = not self.is_new and self.row.is_scheduled
        self._fill(rows)
        if was_public and not self.may_publish and {"status", "published_at", "embargo_until"} & set(self.changed):
            raise PermissionDenied("What is published, and when, changes only who may publish.")
        beside = Parts(self.row, present or {})
        self.problems += beside.prepare(parts if not found else {})
        self._validate()
        self.changed += beside.changed
        self.warnings += beside.warnings
        if self.changed or self.is_new:
            self.row.save()
            beside.save()

    def _defaults(self) -> dict[str, Any]:
        """Of what a whole article may leave out."""
        names = (n for n in ArticleInput().fields if n not in PARTS and n != "headline")
        names = [n for n in names if self.is_new or n not in KEPT]
        return {name: self.row._meta.get_field(name).get_default() for name in names}

    def _fill(self, rows: dict[str, Any]) -> None:
        if "body" in rows:
            rows["body"] = self._body(rows["body"])
        if not rows.get("slug", self.row.slug):
            rows["slug"] = free(type(self.row), rows.get("headline") or self.row.headline)
        if "status" in rows:
            self.problems += self._moved(rows.pop("status"))
        for name, value in rows.items():
            if not inputs.same(getattr(self.row, name), value):
                setattr(self.row, name, value)
                self.changed.append(name)

    def _moved(self, status: str) -> Iterator[Problem]:
        if status == self.row.status:
            return
        if status in MOVES:
            said = f"An article becomes {status} at its own address: POST …/{MOVES[Status(status)]}/."
            yield Problem("read_only", said, severity="error", field="status")
            return
        self.row.status = status
        self.changed.append("status")

    def _body(self, given: Any) -> str:
        text = given["html"] if isinstance(given, Mapping) else given
        try:
            cleaned = clean_body(text)
        except BodyRefused as refused:
            self.problems += refused.problems
            return self.row.body
        self.warnings += cleaned.problems
        self.warnings += missing(read(self.row.body or ""), cleaned.body)
        return CanonicalHTML(cleaned.html)

    def _validate(self) -> None:
        try:
            self.row.full_clean(exclude=_RESOLVED)
        except ValidationError as error:
            said = {problem.field for problem in self.problems}
            self.problems += [one for one in inputs.of_model(error) if one.field not in said]
        if self.problems:
            raise Invalid(self.problems)


def missing(before: Any, after: Any) -> Iterator[Problem]:
    """The tags of the earlier version that are gone."""
    for passage in lost(before, after):
        label = registered()[passage.role].label
        yield Problem(
            "lost-passage",
            f"The tag {label} “{passage.text[:80]}” of the earlier version is gone.",
            "Send it again with its data-id if that was not meant.",
            passage=passage.id,
            field="body",
        )
