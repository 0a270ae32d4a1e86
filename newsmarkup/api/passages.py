"""Passages: a passage of a working copy is tagged, changed or untagged. Its words are never touched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from rest_framework import serializers

from newsmarkup import tagging
from newsmarkup.adapters import adapter_for
from newsmarkup.api import inputs, shapes, working
from newsmarkup.api.authoring import Authoring
from newsmarkup.api.inputs import Flag, Input, Text, wrong
from newsmarkup.api.problems import Invalid, NotThere, quoted
from newsmarkup.api.references import Registry
from newsmarkup.api.writing import Task, operation
from newsmarkup.document.node import Body
from newsmarkup.document.passage import Passage, passages
from newsmarkup.document.problem import Problem
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.document.write import write
from newsmarkup.errors import BodyRefused, TagRefused
from newsmarkup.exporting import record
from newsmarkup.fields import CanonicalHTML, clean_body
from newsmarkup.pipeline import read
from newsmarkup.publishing import articles
from newsmarkup.reviewing import text_of
from newsmarkup.roles import registered
from newsmarkup.selecting import TextQuote, place


class SpeakerInput(Input):
    """Someone of the registry by `kind` and `key`; someone else by `kind` and `name`; or `anonymous`."""

    kind = Text(help_text="person, organization or anonymous.")
    key = Text(required=False, allow_null=True, max_length=63)
    name = Text(required=False, max_length=200, help_text="Without a key; with one as read.")
    url = serializers.JSONField(required=False, help_text="As read.")
    job_title = serializers.JSONField(required=False, help_text="As read.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        kind = attrs["kind"]
        if kind not in ("person", "organization", "anonymous"):
            raise wrong(f"{quoted(kind)} is not known. Known: person, organization, anonymous.", "unknown_value")
        if kind == "anonymous":
            if attrs.get("key") or attrs.get("name"):
                raise wrong("An anonymous speaker has neither key nor name.", "not_possible")
        elif not (attrs.get("key") or attrs.get("name")):
            raise wrong(f"Say who: the key of a {kind} of the registry, or a name.", "required")
        return attrs


class SelectorInput(Input):
    """A TextQuoteSelector of the W3C Web Annotation Data Model. It must match one place."""

    type = Text(required=False, help_text="TextQuoteSelector.")
    exact = Text(help_text="The words to tag, as they stand in the text.")
    prefix = Text(required=False, allow_blank=True, help_text="What stands right before them.")
    suffix = Text(required=False, allow_blank=True, help_text="What stands right behind them.")

    def validate_type(self, value: str) -> str:
        if value != "TextQuoteSelector":
            raise wrong(
                f"{quoted(value)} is no selector that is known here. Known: TextQuoteSelector.", "unknown_value"
            )
        return value


class PassageChange(Input):
    """Which of these a passage takes depends on its role."""

    speaker = SpeakerInput(required=False, allow_null=True, help_text="Of a quotation or pull quote; null for nobody.")
    alleged = Flag(required=False, help_text="Words put into the speaker's mouth by others.")
    occasion = Text(required=False, allow_null=True, allow_blank=True, help_text="Of a quotation: what it was said at.")
    cite = Text(required=False, allow_null=True, allow_blank=True, help_text="Of a quotation: the document's address.")
    quotations = serializers.ListField(
        child=Text(), required=False, help_text="Of an attribution: the ids of the quotations it names the speaker of."
    )


class PassageInput(PassageChange):
    role = Text(
        help_text="quotation, attribution, pullquote, caption, credit, or an inline role of the newsroom's own."
    )
    selector = SelectorInput()


class Passages(Authoring):
    name = "passages"
    title = "Passages"
    about = "The passages of a working copy."
    tag = "articles"
    path_parameter = ("id", "The article's id.")
    http_method_names = ["post", "options"]

    @operation(
        title="Tag a passage",
        about="A role on words that are quoted. They must stand in one place of the text; else the places are shown. An "
        "attribution is joined to the nearest quotation, unless `quotations` says to which.",
        takes=PassageInput,
        gives=shapes.WorkingCopy,
        status=201,
    )
    def post(self, task: Task, id: str) -> HttpResponse:
        row = self.task_row(task, id, "change")
        given = inputs.values(PassageInput, task.given)
        try:
            body, text = text_of(adapter_for(type(row)), row)
            selector = given["selector"]
            span = place(text, TextQuote(selector["exact"], selector.get("prefix", ""), selector.get("suffix", "")))
            after, new = tagging.tag(body, text, given["role"], span, _facts(given))
        except (TagRefused, BodyRefused) as refused:
            raise Invalid(refused.problems) from None
        response = _store(self, task, row, after)
        response.status_code = 201
        response["Location"] = working.address(task.request, "passage", row.pk, new)
        return response


class PassageView(Authoring):
    name = "passage"
    title = "A passage"
    about = "A passage of a working copy, as the article's record has it; for those who may see that."
    tag = "articles"
    shape = shapes.Passage
    path_parameter = ("id", "The article's id.")
    offers = ("json",)
    always_private = True

    @property
    def path_parameters(self) -> list[tuple[str, str]]:
        return [("id", "The article's id."), ("passage", "The passage's id.")]

    def working(self, request: HttpRequest, user: Any, asked: dict[str, Any], id: str, passage: str) -> HttpResponse:
        row = self.row(user, id, "view", locked=False)
        found = _found(read(row.body), passage, id)
        article = articles([row])[0]
        response = working.reply({"version": row.version})
        response.content = working.dumps(record.passage(found, article))
        return response

    @operation(
        title="Change a passage",
        about="What is named changes: who speaks, whether it is alleged, what it was said at, where it is taken from.",
        takes=PassageChange,
        gives=shapes.WorkingCopy,
    )
    def patch(self, task: Task, id: str, passage: str) -> HttpResponse:
        row = self.task_row(task, id, "change")
        body = read(row.body)
        found = _found(body, passage, id)
        facts = _facts(inputs.values(PassageChange, task.given, partial=True))
        try:
            return _store(self, task, row, tagging.change(body, found, facts))
        except TagRefused as refused:
            raise Invalid(refused.problems) from None

    @operation(title="Untag a passage", about="The tag goes, the words stay.", gives=shapes.WorkingCopy)
    def delete(self, task: Task, id: str, passage: str) -> HttpResponse:
        row = self.task_row(task, id, "change")
        body = read(row.body)
        _found(body, passage, id)
        try:
            return _store(self, task, row, tagging.untag(body, passage))
        except TagRefused as refused:
            raise Invalid(refused.problems) from None


def _found(body: Body, id: str, article: str) -> Passage:
    found = tagging.found(body, id)
    if found is None:
        raise NotThere(f"The article {quoted(article)} has no passage with the id {quoted(id)}.")
    return found


def _facts(given: dict[str, Any]) -> dict[str, Any]:
    """With the speaker as bodies name them. Raises `Invalid` for one who is not in the registry."""
    facts = {name: value for name, value in given.items() if name in tagging.FACTS}
    if "speaker" not in given:
        return facts
    said = given["speaker"]
    if said is None:
        return {**facts, "speaker": None}
    if said.get("key"):
        _rows, wrong_ = Registry().resolve({"speaker": said})
        if wrong_:
            raise Invalid(wrong_)
        return {**facts, "speaker": SpeakerRef(said["kind"], said["key"])}
    return {**facts, "speaker": SpeakerRef(said["kind"], "", " ".join(said.get("name", "").split()))}


def _store(view: Authoring, task: Task, row: Any, body: Body) -> HttpResponse:
    html = write(body, registered())
    if html == str(row.body):
        return view.changed(task, row, [], [])
    cleaned = clean_body(html)
    if cleaned.html != html:
        raise Invalid([tagging.refusal("not_kept", "It would be stored otherwise than asked.").problems[0]])
    alone = list(_alone(read(row.body), body))
    row.body = CanonicalHTML(html)
    row.save(update_fields=["body"])
    return view.changed(task, row, ["body"], alone)


def _alone(before: Body, after: Body) -> Iterator[Problem]:
    """The attributions whose quotation is untagged."""
    joined = {one.id for one in passages(before, registered()) if one.quotations}
    for one in passages(after, registered()):
        if one.role == "attribution" and one.id in joined and not one.quotations:
            said = f"The attribution “{one.text[:80]}” names the speaker of nothing now."
            yield Problem("attribution-alone", said, "Untag it, or join it to a quotation.", "notice", one.id, "body")
