"""Article: the frozen facts about one article and its Body; what the graph and the exporters take.

URLs are absolute, times have a zone, texts are plain. Empty strings and None mean "not known", never "none of it".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

from newsmarkup.document.attached import (
    Claim,
    Correction,
    Media,
    Printed,
    Rights,
    Subject,
    Translation,
    Update,
)
from newsmarkup.document.node import Body
from newsmarkup.document.passage import Passage, passages
from newsmarkup.document.trust import Address, Contact
from newsmarkup.roles import registered


@dataclass(frozen=True, slots=True)
class Rendition:
    """A smaller copy of a picture, or a part of it: `shape` is "16x9", "4x3", "1x1", or "" for the whole picture."""

    shape: str
    url: str
    width: int
    height: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo and its rights. `creators` are names; `width` and `height` pixels; `digital_source_type` the name of a
    schema.org IPTCDigitalSourceEnumeration member; `taken` ISO 8601, as much as is known; `sha256` of the file."""

    key: str
    url: str
    width: int | None = None
    height: int | None = None
    media_type: str = ""
    alt: str = ""
    caption: str = ""
    creators: tuple[str, ...] = ()
    creator_kind: Literal["Person", "Organization"] = "Person"
    credit_line: str = ""
    source: str = ""
    copyright_notice: str = ""
    copyright_holder: str = ""
    license_url: str = ""
    acquire_license_url: str = ""
    digital_source_type: str = ""
    taken: str = ""
    place: str = ""
    sha256: str = ""
    renditions: tuple[Rendition, ...] = ()


@dataclass(frozen=True, slots=True)
class Organization:
    """`kind` is the schema.org type; `policies` are (property, URL) pairs: see `document.trust`."""

    key: str
    name: str
    kind: str = "Organization"
    url: str = ""
    same_as: tuple[str, ...] = ()
    legal_name: str = ""
    logo: Picture | None = None
    description: str = ""
    identifiers: tuple[str, ...] = ()
    contact: Contact | None = None
    address: Address | None = None
    policies: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """`employed`: the affiliation is whom this person works for. `identifiers`: see `document.identifier`."""

    key: str
    name: str
    url: str = ""
    same_as: tuple[str, ...] = ()
    honorific_prefix: str = ""
    job_title: str = ""
    affiliation: Organization | None = None
    image: Picture | None = None
    employed: bool = False
    description: str = ""
    identifiers: tuple[str, ...] = ()
    knows_about: tuple[str, ...] = ()


Agent = Person | Organization


@dataclass(frozen=True, slots=True)
class Byline:
    agent: Agent
    role: Literal["author", "editor", "contributor"] = "author"


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    slug: str = ""
    url: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """The publication: its name, front page and language."""

    name: str
    url: str
    language: str = ""


LIVE_BLOG = "LiveBlogPosting"  # the kind that has updates


@dataclass(frozen=True)
class Article:
    """`speakers` maps `person:KEY` and `organization:KEY` to who that is; `pictures` maps a photo's key to it.

    `kind` is the schema.org type. `open_body` is what the server gives to everyone: the whole body, or of a paywalled
    article the teaser. With a `soft_paywall` it gives the whole text all the same, and the page hides what stands in
    elements of the class `newsmarkup-paywalled`. `source`: the agency whose copy this is.
    `own_facts`: the newsroom's own facts, for its extensions of the graph (`newsmarkup.graph.extending`).
    `speakable`: the CSS selectors of what in the page may be read aloud.
    """

    id: str
    url: str
    headline: str
    body: Body
    site: Site
    kind: str = "NewsArticle"
    alternative_headline: str = ""
    slug: str = ""
    description: str = ""
    section: Section | None = None
    keywords: tuple[str, ...] = ()
    dateline: str = ""
    language: str = ""
    bylines: tuple[Byline, ...] = ()
    lead: Picture | None = None
    publisher: Organization | None = None
    source: Organization | None = None
    published: datetime | None = None
    modified: datetime | None = None
    coverage_start: datetime | None = None
    coverage_end: datetime | None = None
    paywalled: bool = False
    soft_paywall: bool = False
    backstory: str = ""
    subjects: tuple[Subject, ...] = ()
    corrections: tuple[Correction, ...] = ()
    updates: tuple[Update, ...] = ()
    claims: tuple[Claim, ...] = ()
    media: tuple[Media, ...] = ()
    translations: tuple[Translation, ...] = ()
    rights: Rights | None = None
    printed: Printed | None = None
    speakable: tuple[str, ...] = ()
    version: int | None = None
    own_facts: Mapping[str, Any] = field(default_factory=dict)
    speakers: Mapping[str, Agent] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, whoever may read them."""
        return passages(self.body, registered())

    @property
    def withheld(self) -> bool:
        """Whether what is paid for never leaves the server."""
        return self.paywalled and not self.soft_paywall

    @cached_property
    def open_body(self) -> Body:
        return teaser(self.body) if self.withheld else self.body

    @cached_property
    def open_passages(self) -> tuple[Passage, ...]:
        return passages(self.open_body, registered()) if self.withheld else self.passages

    @property
    def open_updates(self) -> tuple[Update, ...]:
        """Of a live blog, unless they are withheld."""
        return self.updates if self.kind == LIVE_BLOG and not self.withheld else ()

    @property
    def authors(self) -> tuple[Agent, ...]:
        return tuple(b.agent for b in self.bylines if b.role == "author")

    @property
    def changed(self) -> datetime | None:
        """The last editorial change: as the editor says, or a later correction or update."""
        times = [self.modified or self.published]
        times += [correction.at for correction in self.corrections]
        times += [update.at for update in self.updates]
        return max(filter(None, times), default=None)


def teaser(body: Body) -> Body:
    """The blocks up to and with the first paragraph."""
    for i, block in enumerate(body.blocks):
        if block.name == "p":
            return Body(body.blocks[: i + 1])
    return Body(body.blocks[:1])
