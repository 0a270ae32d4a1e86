"""Receiving: what was imported becomes rows: drafts, never published, each in a transaction of its own.

An article is known again by its source's id (`models.Origin`), so that a run that is killed and started again saves each
article once. People, organizations, sections and photos of the registry are found with a few queries for all articles of a
batch. Nothing is ever fetched from the network.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction

from newsmarkup import uploads
from newsmarkup.document.article import Article, Organization, Person
from newsmarkup.document.problem import Problem
from newsmarkup.document.write import write
from newsmarkup.errors import BodyRefused, StaleVersion
from newsmarkup.fields import CanonicalHTML, clean_body
from newsmarkup.matching import entries
from newsmarkup.models import Origin, Photo, Section
from newsmarkup.receiving import adopting, photos, rows
from newsmarkup.receiving.arrived import Arrived, Asked, Planned, Received, State, arrived
from newsmarkup.roles import registered
from newsmarkup.slugs import free
from newsmarkup.suggesting.suggestion import Speaker

__all__ = ["Arrived", "Asked", "Planned", "Received", "Receiving", "arrived"]

TRIES = 3


class Receiving:
    """One run. `plan` says what would be done, `save` does it."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.agents = rows.Agents(asked.create_people)

    # -- planning: a few queries for all ----------------------------------------------------------------------------

    def plan(self, arrived: Sequence[Arrived]) -> list[Planned]:
        content_type = ContentType.objects.get_for_model(self.asked.model)
        ids = {one.source_id for one in arrived}
        origins = {o.source_id: o for o in Origin.objects.filter(content_type=content_type, source_id__in=ids)}
        had = self.asked.model._base_manager.defer("jsonld", "record").in_bulk([o.object_id for o in origins.values()])
        by_pk = {str(pk): row for pk, row in had.items()}
        sections = {name: row for row in Section.objects.all() for name in (row.slug, row.name.casefold())}
        agents = entries([_names(one.imported.article) for one in arrived])
        out = []
        for one, known in zip(arrived, agents, strict=True):
            origin = origins.get(one.source_id)
            row = by_pk.get(origin.object_id) if origin else None
            planned = Planned(one, self._state(one, origin, row), origin=origin, row=row)
            planned.problems += one.imported.problems
            planned.agents = {(was.kind, was.name): now.ref for was, now in known.items() if now.key}
            named = planned.article.section
            planned.section = self.asked.section
            if named is not None:
                found = sections.get(named.slug) or sections.get(named.name.casefold())
                planned.section = found or self.asked.section
                if found is None:
                    planned.problems.append(_no_section(named.name or named.slug))
            self._settle(planned)
            out.append(planned)
        return out

    def _state(self, one: Arrived, origin: Origin | None, row: Any) -> State:
        if origin is None or row is None:
            return "new"
        if origin.sha256 == one.sha256:
            return "known"
        article = one.imported.article
        at, had = article.modified or article.published, row.modified_at or row.published_at
        if at is not None and had is not None and at < had:
            return "older"
        return "newer" if row.version == origin.version else "edited"

    def _settle(self, planned: Planned) -> None:
        """Its headline and body as they would be stored."""
        article = planned.article
        planned.headline, problem = rows.headline(article)
        if problem:
            planned.problems.append(problem)
        planned.problems += rows.doubts(article, planned.agents, self.asked.model, self.asked.create_people)
        if not planned.headline:
            planned.state = "refused"
        self._body(planned, {})

    def _body(self, planned: Planned, ours: dict[str, adopting.Found], *, stored: bool = False) -> None:
        """Until they are stored, the new photos of its file stand in it with the address of nothing."""
        lost = stored or not self.asked.pictures
        files = frozenset(planned.arrived.imported.files) if lost else frozenset()
        adoption = adopting.Adoption(planned.article, planned.agents, ours, files)
        body = adoption.body()
        planned.problems = [p for p in planned.problems if p.code != "remote-picture"] + adoption.problems
        try:
            cleaned = clean_body(write(body, registered()))
        except BodyRefused as refused:
            planned.state = "refused"
            planned.problems += refused.problems
            return
        planned.html = CanonicalHTML(cleaned.html)
        planned.problems += [p for p in cleaned.problems if p not in planned.problems]

    # -- saving: a transaction an article ---------------------------------------------------------------------------

    def save(self, planned: Planned) -> Received:
        """Once, whoever else saves the same article at the same moment."""
        for _ in range(TRIES):
            follows = self.asked.update and planned.state == "newer"
            if not (planned.takes or follows):
                return _received(planned, planned.state)
            made: list[Photo] = []
            try:
                with transaction.atomic():
                    self._store(planned, made)
                return _received(planned, "saved" if planned.takes else "updated")
            except (IntegrityError, StaleVersion):
                uploads.forget(photo.file for photo in made)
                self.agents.forget()
                planned = self.plan([planned.arrived])[0]  # somebody else has it, or has its slug
        return _received(planned, "refused")

    def _store(self, planned: Planned, made: list[Photo]) -> None:
        imported = planned.arrived.imported
        known = photos.store(imported, planned.problems, made) if self.asked.pictures else {}
        if imported.files or known:
            self._body(planned, {key: adopting.Found(row.key, row.file.url) for key, row in known.items()}, stored=True)
        row = (
            planned.row
            if planned.row is not None
            else self.asked.model(slug=free(self.asked.model, planned.article.slug or planned.headline))
        )
        rows.fill(row, planned, self.agents, known)
        row.save()
        rows.parts(row, planned, self.agents)
        origin = planned.origin or Origin(source_id=planned.arrived.source_id)
        origin.article, origin.format = row, planned.arrived.format
        origin.sha256, origin.version = planned.arrived.sha256, row.version
        origin.save()
        planned.row = row


def _received(planned: Planned, done: str) -> Received:
    return Received(done, planned.row, planned.headline, planned.arrived.source_id, tuple(planned.problems))


def _names(article: Article) -> set[Speaker]:
    """Everybody whom an article names: speakers, bylines, publisher and source."""
    found = {Speaker(kind, name) for kind, name in adopting.named(article)}  # type: ignore[arg-type]
    agents: Iterable[Any] = (*(b.agent for b in article.bylines), article.publisher, article.source)
    agents = (*agents, *(s.agent for s in article.subjects), *(c.author for c in article.corrections))
    for agent in filter(None, agents):
        if agent.name:
            found.add(_speaker(agent))
    return found


def _speaker(agent: Person | Organization) -> Speaker:
    return Speaker("person" if isinstance(agent, Person) else "organization", agent.name)


def _no_section(name: str) -> Problem:
    return Problem("unknown-section", f"There is no section “{name}”.", "Choose one in the draft.", field="section")
