"""The fields and parts of an article's row, out of what was imported. What has no place is said in a Problem."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings

from newsmarkup import models
from newsmarkup.document.article import Agent, Article, Person
from newsmarkup.document.problem import Problem
from newsmarkup.document.schema import lang
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.document.write import write
from newsmarkup.folding import fold
from newsmarkup.models import Access, Byline, Correction, Kind, Photo, Printed, Rights, Status, Subject, Update
from newsmarkup.receiving.adopting import Adoption, Names
from newsmarkup.roles import registered

if TYPE_CHECKING:
    from newsmarkup.receiving.arrived import Planned

_NOT_STORED = {"claims": "checked claims", "media": "films and recordings", "translations": "links to translations"}


class Agents:
    """People and organizations as rows: those of the registry, and those made in this run where that is wanted."""

    def __init__(self, create: bool) -> None:
        self.create = create
        self._rows: dict[str, Any] = {}

    def forget(self) -> None:
        """What was made in a transaction that was rolled back is no more."""
        self._rows.clear()

    def row(self, agent: Agent | None, known: Mapping[Names, SpeakerRef]) -> Any:
        """The row of an agent, or None."""
        if agent is None or not agent.name:
            return None
        kind = kind_of(agent)
        ref = known.get((kind, agent.name))
        target = ref.target if ref else f"{kind} {fold(agent.name)}"
        if target not in self._rows:
            model: Any = models.Person if (ref.kind if ref else kind) == "person" else models.Organization
            if ref:
                found = model.objects.filter(key=ref.key).first()
            elif self.create:
                found = _new(model, agent)
            else:
                return None
            self._rows[target] = found
        return self._rows[target]


def _new(model: Any, agent: Agent) -> Any:
    """A row of this name. Its key is made of the name, so that two processes at once make one row of it."""
    facts = {"name": agent.name[:200]} | ({"job_title": agent.job_title[:200]} if isinstance(agent, Person) else {})
    key = base64.b32encode(hashlib.blake2s(fold(agent.name).encode(), digest_size=10).digest()).decode().lower()
    found, _made = model.objects.get_or_create(key=key, defaults=facts)
    # Whoever was added under this name may have another by now.
    return found if fold(found.name) == fold(facts["name"]) else model.objects.create(**facts)


def kind_of(agent: Agent) -> str:
    return "person" if isinstance(agent, Person) else "organization"


def headline(article: Article) -> tuple[str, Problem | None]:
    """At most 250 characters; the first words where there is none."""
    words = " ".join(article.headline.split())
    if len(words) > 250:
        return f"{words[:249]}…", _cut("headline", words, 250)
    if words:
        return words, None
    first = " ".join(article.body.text.split())[:100].rpartition(" ")[0] or article.body.text.strip()[:80]
    said = "It has no headline; its first words stand in its place." if first else "It has neither headline nor text."
    return (f"{first} …" if first else ""), Problem(
        "no-headline", said, "Write one." if first else "", "warning" if first else "error", field="headline"
    )


def doubts(article: Article, known: Mapping[Names, SpeakerRef], model: Any, create: bool) -> Iterator[Problem]:
    """What of an article has no place in the row."""
    for byline in article.bylines if not create else ():
        if (kind_of(byline.agent), byline.agent.name) not in known:
            yield Problem("unknown-author", f"{byline.agent.name} is not in the registry: the byline was left out.",
                          "Add the name to the registry and choose it in the draft, or import with new people created.",
                          field="bylines")  # fmt: skip
    for name in ("publisher", "source"):
        agent = getattr(article, name)
        if agent and agent.name and (kind_of(agent), agent.name) not in known and not (create and name == "source"):
            yield Problem(f"unknown-{name}", f"The {name}, {agent.name}, is not in the registry.",
                          "Add it to the organizations and choose it in the draft.", "notice", field=name)  # fmt: skip
    if article.kind not in Kind.values:
        said = f"The kind {article.kind} is not known: it is imported as news."
        yield Problem("unknown-kind", said, "Choose one in the draft.", "notice", field="kind")
    if article.language and lang(article.language) is None:
        yield Problem("language", f"“{article.language}” is no language tag.", "Choose one in the draft.",
                      field="language")  # fmt: skip
    for field, most in (("alternative_headline", 250), ("dateline", 120), ("description", 500), ("backstory", 2000)):
        if len(value := getattr(article, field)) > most:
            yield _cut(field, value, most)
    for update in article.updates:
        if len(update.headline) > 250:
            yield _cut("headline of an update", update.headline, 250)
    for name in ("notice", "credit") if article.rights and issubclass(model, Rights) else ():
        if len(words := getattr(article.rights, name)) > 255:
            yield _cut(f"{name} of the rights", words, 255)
    for name, said in _NOT_STORED.items():
        if found := getattr(article, name):
            yield Problem(f"not-stored-{name}", f"{len(found)} {said} are not imported.", "Add them in the draft.")
    if article.rights and not issubclass(model, Rights):
        told = article.rights.notice or article.rights.credit or article.rights.usage_url
        if told:
            yield Problem("not-stored-rights", f"The rights have no place in our articles: “{told}”", "", "notice")
    if article.published and article.modified and article.modified < article.published:
        yield Problem("modified", "It says that it was changed before it was published: that time was left out.", "",
                      "notice", field="modified_at")  # fmt: skip


def _cut(field: str, words: str, most: int) -> Problem:
    name = field.replace("_", " ")
    return Problem("too-long", f"The {name} was cut after {most} characters; the whole: “{words}”", "Shorten it.",
                   field=field if " " not in field else None)  # fmt: skip


def fill(row: Any, planned: Planned, agents: Agents, photos: Mapping[str, Photo]) -> None:
    """The row's own fields. Always a draft."""
    article = planned.article
    row.status = Status.DRAFT
    row.headline, row.body, row.section = planned.headline, planned.html, planned.section
    row.kind = article.kind if article.kind in Kind.values else Kind.NEWS
    row.alternative_headline, row.dateline = article.alternative_headline[:250], article.dateline[:120]
    row.description, row.backstory = article.description[:500], article.backstory[:2000]
    row.keywords = list(dict.fromkeys(word for word in article.keywords if word.strip()))
    language = article.language or article.site.language
    row.language = language if language and lang(language) and len(language) <= 35 else settings.LANGUAGE_CODE
    row.published_at = article.published
    early = article.published and article.modified and article.modified < article.published
    row.modified_at = None if early else article.modified
    row.coverage_start, row.coverage_end = article.coverage_start, article.coverage_end
    row.access = Access.SOFT if article.soft_paywall else Access.PAYWALLED if article.paywalled else Access.FREE
    row.lead_photo = photos.get(article.lead.key) if article.lead else None
    known = planned.agents
    for name in ("publisher", "source"):
        agent = getattr(article, name)
        named = agent and (kind_of(agent), agent.name) in known
        found = agents.row(agent, known) if named or name == "source" else None
        setattr(row, name, found if isinstance(found, models.Organization) else None)
    if isinstance(row, Rights) and article.rights:
        rights = article.rights
        row.copyright_year = rights.year
        row.copyright_notice, row.credit_text = rights.notice[:255], rights.credit[:255]
        row.license_url, row.usage_url = rights.license_url[:500], rights.usage_url[:500]
    if isinstance(row, Printed) and article.printed:
        printed = article.printed
        row.print_edition, row.print_section = printed.edition[:120], printed.section[:60]
        row.print_page, row.print_column = printed.page[:20], printed.column[:20]


def parts(row: Any, planned: Planned, agents: Agents) -> None:
    """Its bylines, corrections, updates and subjects: instead of those that it had."""
    article, known = planned.article, planned.agents
    for relation in ("bylines", "corrections", "updates", "subjects"):
        if planned.origin is not None:
            getattr(row, relation).all().delete()
    for position, byline in enumerate(article.bylines):
        found = agents.row(byline.agent, known)
        if found is not None:
            which = "person" if isinstance(found, models.Person) else "organization"
            Byline.objects.create(article=row, role=byline.role, position=position, **{which: found})
    for correction in article.corrections:
        at = {"at": correction.at} if correction.at else {}
        Correction.objects.create(article=row, text=correction.text, **at)
    for update in article.updates:
        at = {"at": update.at} if update.at else {}
        text = write(Adoption(article, known).text(update.body), registered())
        Update.objects.create(article=row, headline=update.headline[:250] or planned.headline, body=text, **at)
    for subject in article.subjects:
        found = agents.row(subject.agent, known) if subject.agent and (
            kind_of(subject.agent), subject.agent.name) in known else None  # fmt: skip
        name = subject.name or (subject.agent.name if subject.agent else "")
        if found is not None:
            which = "person" if isinstance(found, models.Person) else "organization"
            Subject.objects.create(article=row, main=subject.main, **{which: found})
        elif name:
            Subject.objects.create(article=row, main=subject.main, name=name[:200], url=subject.url[:500])
