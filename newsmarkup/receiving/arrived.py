"""Arrived, Planned, Received: an article on its way in: as it was read, as it would be stored, and what came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from newsmarkup.document.article import Article
from newsmarkup.document.problem import Problem
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.document.write import write
from newsmarkup.fields import CanonicalHTML
from newsmarkup.importing.base import Imported
from newsmarkup.models import Origin, Section
from newsmarkup.receiving.adopting import Names
from newsmarkup.roles import registered

# What became of an article. "newer": the source has a newer text than we; "edited": so, but ours was edited since.
State = Literal["new", "known", "newer", "edited", "older", "refused"]


@dataclass(frozen=True, slots=True)
class Asked:
    """`section`: for articles that name none of ours. `create_people`: bylines and sources that the registry does not
    have are added to it. `pictures`: photos may be added. `update`: what was never edited here follows its source."""

    model: type[Any]
    section: Section | None = None
    create_people: bool = False
    pictures: bool = True
    update: bool = False


@dataclass(frozen=True, slots=True)
class Arrived:
    """One article of a file: `name` is the file's, `digest` its bytes' SHA-256 where this is all it holds."""

    imported: Imported
    format: str
    name: str = ""
    digest: str = ""

    @property
    def source_id(self) -> str:
        """The source's own; of what has none, that of the file or of its words, which later releases read alike."""
        article = self.imported.article
        own = article.id or article.url
        if own and len(own) <= 500:
            return own
        words = own or self.digest or f"{article.headline}\n{article.body.text}"
        return f"sha256:{self.digest if words == self.digest else hashlib.sha256(words.encode()).hexdigest()}"

    @property
    def sha256(self) -> str:
        """Of what the source says, so that a newer text is told from the same."""
        a = self.imported.article
        said = (
            a.headline, a.alternative_headline, write(a.body, registered()), a.description, a.dateline, a.keywords,
            a.section and a.section.name, a.source and a.source.name, a.published, a.modified,
            [(b.agent.name, b.role) for b in a.bylines], [c.text for c in a.corrections],
            [(u.headline, write(u.body, registered())) for u in a.updates],
            [(p.url, p.alt, p.caption, p.creators, p.credit_line) for p in (*a.pictures.values(), a.lead) if p],
            sorted(hashlib.sha256(data).hexdigest() for data in self.imported.files.values()),
        )  # fmt: skip
        return hashlib.sha256(repr(said).encode()).hexdigest()


@dataclass
class Planned:
    """What would become of an article: `row` is the one that we have already, `origin` where that came from. `html` is its
    body as it would be stored (its new photos without files); `agents` whom its names mean in our registry."""

    arrived: Arrived
    state: State
    html: CanonicalHTML = field(default_factory=lambda: CanonicalHTML(""))
    headline: str = ""
    problems: list[Problem] = field(default_factory=list)
    agents: dict[Names, SpeakerRef] = field(default_factory=dict)
    section: Section | None = None
    origin: Origin | None = None
    row: Any = None

    @property
    def article(self) -> Article:
        return self.arrived.imported.article

    @property
    def takes(self) -> bool:
        """Whether saving it would write something."""
        return self.state == "new"


@dataclass(frozen=True, slots=True)
class Received:
    """`done` is "saved" or "updated", or the state that kept it from being so."""

    done: str
    row: Any
    headline: str
    source_id: str
    problems: tuple[Problem, ...]


def arrived(imported: Sequence[Imported], format: str, name: str, data: bytes) -> list[Arrived]:
    """The articles of one file."""
    digest = hashlib.sha256(data).hexdigest() if len(imported) == 1 else ""
    return [Arrived(one, format, name, digest) for one in imported]
