"""Two editors at once: the second gets a page with both texts and chooses, field by field. No text is lost on the way.

What the second editor sent travels through the page as it was; what is stored is read again each time, so that a
further collision only brings the page again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from django.contrib.admin.utils import flatten_fieldsets
from django.http import HttpRequest, QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from newsmarkup.admin import difference, posted
from newsmarkup.admin.directory import Entry, directory
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.errors import BodyRefused
from newsmarkup.fields import BodyFormField, clean_body
from newsmarkup.roles import registered

ANSWER = "_collision"  # the button: "save" or "edit"
CHOICE = "choice:"
VERSION, VALUES = "read_version", "read_values"
_NOT_CARRIED = ("csrfmiddlewaretoken", VERSION, ANSWER)

Choice = Literal["mine", "theirs", ""]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field (or the rows of an inline) that the two versions say differently. `suggested`: the side that changed it,
    if it was one only. `short`: one text a side."""

    name: str
    label: str
    rows: tuple[difference.Row, ...]
    suggested: Choice
    chosen: Choice
    short: bool

    @property
    def key(self) -> str:
        return CHOICE + self.name

    @property
    def runs(self) -> Iterator[tuple[bool, list[difference.Row]]]:
        """The rows in stretches: (whether they are the same on both sides, rows)."""
        run: list[difference.Row] = []
        for row in self.rows:
            if run and (row.state == "same") != (run[0].state == "same"):
                yield run[0].state == "same", run
                run = []
            run.append(row)
        if run:
            yield run[0].state == "same", run


class Collision:
    """`admin`'s form as it was sent, beside `stored`, the row as it is now (None: it is gone)."""

    def __init__(self, admin: Any, request: HttpRequest, stored: Any) -> None:
        self.request, self.stored = request, stored
        reading = copy(request)
        reading.method = "GET"
        base = stored if stored is not None else admin.model()
        fieldsets = admin.get_fieldsets(request, stored)
        form = admin.get_form(request, stored, change=stored is not None, fields=flatten_fieldsets(fieldsets))
        self.mine = form(request.POST, request.FILES, instance=copy(base))
        self.theirs = form(instance=base)
        self.my_sets, _inlines = admin._create_formsets(request, copy(base), change=stored is not None)
        self.their_sets, _inlines = admin._create_formsets(reading, base, change=stored is not None)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        return (*self._fields(), *self._sets())

    @property
    def undecided(self) -> list[Difference]:
        return [d for d in self.differences if not d.chosen]

    def _fields(self) -> Iterator[Difference]:
        for name in self.mine.fields:
            mine, theirs = self.mine[name], self.theirs[name]
            if mine.is_hidden or mine.field.disabled or posted.comparable(mine) == posted.comparable(theirs):
                continue
            if isinstance(mine.field, BodyFormField):
                rows = difference.rows(self._body(mine), self._body(theirs))
            else:
                rows = difference.row(posted.words(mine), posted.words(theirs))
            yield self._difference(name, str(mine.label), rows, short=not isinstance(mine.field, BodyFormField))

    def _body(self, bound: Any) -> list[difference.Paragraph]:
        text = "".join(posted.texts(bound))
        try:
            return difference.paragraphs(clean_body(text).body, registered(), self._speaker)
        except BodyRefused:
            return difference.plain(text)

    def _speaker(self, speaker: SpeakerRef) -> str:
        if speaker.kind == "anonymous":
            return _("anonymous source")
        known = self._registry.get(speaker.target)
        return known.name if known else speaker.name or speaker.key

    @cached_property
    def _registry(self) -> dict[str, Entry]:
        return directory.entries()

    def _sets(self) -> Iterator[Difference]:
        for mine, theirs in zip(self.my_sets, self.their_sets, strict=True):
            sides = [
                [[posted.comparable(c) for c in posted.cells(s, r)] for r in posted.rows(s)] for s in (mine, theirs)
            ]
            if sides[0] != sides[1]:
                rows = difference.rows(_lines(mine), _lines(theirs))
                yield self._difference(mine.prefix, str(mine.model._meta.verbose_name_plural), rows)

    def _difference(self, name: str, label: str, rows: list[difference.Row], short: bool = False) -> Difference:
        read = self._read.get(name)
        suggested: Choice = ""
        if read is not None:
            by_me, by_them = read != self._digests[0].get(name), read != self._digests[1].get(name)
            suggested = "" if by_me and by_them else "mine" if by_me else "theirs"
        given = self.request.POST.get(CHOICE + name)
        chosen: Choice = given if given in ("mine", "theirs") else ""  # type: ignore[assignment]
        return Difference(name, capfirst(label), tuple(rows), suggested, chosen, short)

    @cached_property
    def _read(self) -> Any:
        return posted.read_digests(self.request.POST.get(VALUES, ""))

    @cached_property
    def _digests(self) -> tuple[dict[str, str], dict[str, str]]:
        return posted.digests(self.mine, self.my_sets), posted.digests(self.theirs, self.their_sets)

    def carried(self) -> list[tuple[str, str]]:
        """What was sent, as hidden fields."""
        data = self.request.POST.copy()
        if self.stored is None:
            for formset in self.my_sets:
                posted.rebase(data, formset, posted.rows(formset))
        return [(name, value) for name, values in data.lists() for value in values
                if name not in _NOT_CARRIED and not name.startswith(CHOICE)]  # fmt: skip

    def merged(self) -> QueryDict:
        """The form with every choice carried out, as if it had been filled in on top of what is stored now."""
        data = self.request.POST.copy()
        theirs = {d.name for d in self.differences if d.chosen == "theirs"}
        for name in self.mine.fields:
            if name in theirs:
                posted.send(data, posted.keys(self.mine[name]), posted.texts(self.theirs[name]))
        for mine, stored in zip(self.my_sets, self.their_sets, strict=True):
            rows = posted.rows(stored) if mine.prefix in theirs else posted.rows(mine)
            posted.rebase(data, mine, rows, stored)
        data[VERSION] = str(self.stored.version)
        data[VALUES] = json.dumps(self._digests[1])
        for name in [name for name in data if name == ANSWER or name.startswith(CHOICE)]:
            del data[name]
        return data


def _lines(formset: Any) -> list[difference.Paragraph]:
    """The rows of an inline, one a line, in the order of their positions."""
    lines: list[tuple[int, str]] = []
    for form in posted.rows(formset):
        words = {cell.name: posted.words(cell) for cell in posted.cells(formset, form)}
        position = words.pop("position", "")
        lines.append((int(position) if position.isdecimal() else len(lines), ", ".join(filter(None, words.values()))))
    return difference.plain("\n".join(line for _n, line in sorted(lines, key=lambda pair: pair[0])))
