"""What belongs to an article beside its text, written as whole lists: bylines, corrections, a live blog's updates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import serializers

from newsmarkup.api import inputs
from newsmarkup.api.inputs import Choice, Input, Moment, Text
from newsmarkup.api.references import AgentInput, Key
from newsmarkup.document.article import LIVE_BLOG
from newsmarkup.document.problem import Problem
from newsmarkup.errors import BodyRefused
from newsmarkup.fields import CanonicalHTML, clean_body
from newsmarkup.models import Byline, Correction, Part, Update

PARTS: dict[str, type[Part]] = {"bylines": Byline, "corrections": Correction, "updates": Update}
# By what a part is known again, so that it is changed and not made anew; a byline is its place in the list.
_KNOWN_BY = {"corrections": "text", "updates": "key"}
_COLUMNS = ("text", "headline", "at", "author")
_NOT_NOW = ("content_type", "object_id", "author", "person", "organization")  # set later, or found already


class BylineInput(AgentInput):
    role = Choice(Byline.Role.values, required=False, help_text="author if left out.")

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        said = super().to_internal_value(data)
        return {"role": said.pop("role", Byline.Role.AUTHOR), "agent": said}


class CorrectionInput(Input):
    text = Text(max_length=inputs.most(Correction, "text"), help_text="What was wrong and what is right.")
    at = Moment(required=False, help_text="Now, if left out.")
    author = Key("person", help_text="A person's key, or the object as read.")


class UpdateInput(Input):
    key = Text(required=False, max_length=63, help_text="Of one that there is; a new one has none.")
    headline = Text(max_length=inputs.most(Update, "headline"))
    at = Moment(required=False, help_text="Now, if left out.")
    author = Key("person", help_text="A person's key, or the object as read.")
    html = Text(
        required=False, trim_whitespace=False, allow_blank=True, help_text="Any HTML; stored as canonical HTML."
    )
    url = serializers.JSONField(required=False, help_text="As read.")
    passages = serializers.JSONField(required=False, help_text="As read.")


class Parts:
    """The parts that a manuscript names. `prepare` says what is wrong before anything is saved; `save` what changed.
    `present`: the article's record as it is."""

    def __init__(self, row: Any, present: Mapping[str, Any]) -> None:
        self.row = row
        self.shown = {one["key"]: one for one in present.get("updates", ())}
        self.lists: dict[str, list[Any]] = {}
        self.had: dict[str, list[Any]] = {}
        self.dirty: set[int] = set()
        self.warnings: list[Problem] = []

    def prepare(self, values: Mapping[str, list[dict[str, Any]]]) -> Iterator[Problem]:
        for name, given in values.items():
            if name == "updates" and self.row.kind != LIVE_BLOG:
                # There may be some from when it was one: they are not shown, and stay.
                if given:
                    yield _wrong(
                        "not_possible", "Only a live blog has updates.", f"Set kind to {LIVE_BLOG}.", "updates"
                    )
                continue
            self.had[name] = [] if self.row._state.adding else list(getattr(self.row, name).all())
            self.lists[name] = []
            for n, one in enumerate(given):
                yield from self._prepare(name, n, one)

    def _prepare(self, name: str, n: int, given: dict[str, Any]) -> Iterator[Problem]:
        at, part = f"{name}.{n}", self._known(name, n, given)
        if name == "updates":
            if given.get("key") and part is None:
                said = "This article has no update with this key, or it is said twice."
                yield _wrong("unknown_key", said, "Leave the key out for a new one.", f"{at}.key")
                return
            shown = self.shown.get(given.get("key"), {})
            for field in ("url", "passages"):
                if field in given and given[field] != shown.get(field):
                    said, mend = f"{field} can't be written here.", "Leave it out, or send it as it was read."
                    yield _wrong("read_only", said, mend, f"{at}.{field}")
        wanted = self._byline(given) if name == "bylines" else {k: v for k, v in given.items() if k in _COLUMNS}
        if "html" in given:
            try:
                cleaned = clean_body(given["html"])
                wanted["body"] = CanonicalHTML(cleaned.html)
                self.warnings += (replace(problem, field=f"{at}.html") for problem in cleaned.problems)
            except BodyRefused as refused:
                yield from (replace(problem, field=f"{at}.html") for problem in refused.problems)
        new = part is None
        part = PARTS[name]() if part is None else part
        for field, value in wanted.items():
            if new or not inputs.same(getattr(part, field), value):
                setattr(part, field, value)
                self.dirty.add(id(part))
        try:
            part.full_clean(exclude=_NOT_NOW)
        except ValidationError as error:
            yield from inputs.of_model(error, at)
        self.lists[name].append(part)

    def _known(self, name: str, n: int, given: dict[str, Any]) -> Any:
        """The part that this one is, of those that are not taken by others; None for a new one."""
        had = self.had[name]
        if name == "bylines":
            return had[n] if n < len(had) else None
        by, taken = _KNOWN_BY[name], self.lists[name]
        return next((one for one in had if getattr(one, by) == given.get(by) and not _among(one, taken)), None)

    def _byline(self, given: dict[str, Any]) -> dict[str, Any]:
        agent, before = given["agent"], self.lists["bylines"]
        had = self.had["bylines"][len(before) :][:1]
        last = before[-1].position if before else -1
        position = had[0].position if had and had[0].position > last else last + 1
        one = {name: agent if name == agent._meta.model_name else None for name in ("person", "organization")}
        return {**one, "role": given["role"], "position": position}

    @property
    def changed(self) -> list[str]:
        """The names of those lists that are not as they were."""
        return [name for name, parts in self.lists.items() if self._gone(name) or any(map(self._is_dirty, parts))]

    def save(self) -> None:
        """After the row is saved."""
        for name in self.changed:
            for one in self._gone(name):
                one.delete()
            for part in filter(self._is_dirty, self.lists[name]):
                part.article = self.row
                part.save()

    def _is_dirty(self, part: Any) -> bool:
        return id(part) in self.dirty

    def _gone(self, name: str) -> list[Any]:
        return [one for one in self.had[name] if not _among(one, self.lists[name])]


def _among(part: Any, parts: list[Any]) -> bool:
    return any(part is one for one in parts)


def _wrong(code: str, message: str, mend: str, field: str) -> Problem:
    return Problem(code, message, mend, "error", field=field)
