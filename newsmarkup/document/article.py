"""Article: the frozen facts about one article and its Body; what the graph and the exporters take.

URLs are absolute, times have a zone, texts are plain. Empty strings and None mean "not known", never "none of it".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

from newsmarkup.document.node import Body
from newsmarkup.document.passage import Passage, passages
from newsmarkup.roles import registered


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo and its rights. `creators` are names; `width` and `height` pixels; `digital_source_type` the name of a
    schema.org IPTCDigitalSourceEnumeration member."""

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


@dataclass(frozen=True, slots=True)
class Organization:
    """`kind` is the schema.org type."""

    key: str
    name: str
    kind: str = "Organization"
    url: str = ""
    same_as: tuple[str, ...] = ()
    legal_name: str = ""
    logo: Picture | None = None


@dataclass(frozen=True, slots=True)
class Person:
    key: str
    name: str
    url: str = ""
    same_as: tuple[str, ...] = ()
    honorific_prefix: str = ""
    job_title: str = ""
    affiliation: Organization | None = None
    image: Picture | None = None


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


@dataclass(frozen=True, slots=True)
class Site:
    """The publication: its name, front page and language."""

    name: str
    url: str
    language: str = ""


@dataclass(frozen=True)
class Article:
    """`speakers` maps `person:KEY` and `organization:KEY` to who that is; `pictures` maps a photo's key to it.

    `open_body` is what everyone may read: the whole body, or of a paywalled article the teaser.
    """

    id: str
    url: str
    headline: str
    body: Body
    site: Site
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
    published: datetime | None = None
    modified: datetime | None = None
    paywalled: bool = False
    speakers: Mapping[str, Agent] = field(default_factory=dict)
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All passages, whoever may read them."""
        return passages(self.body, registered())

    @cached_property
    def open_body(self) -> Body:
        return teaser(self.body) if self.paywalled else self.body

    @cached_property
    def open_passages(self) -> tuple[Passage, ...]:
        return passages(self.open_body, registered()) if self.paywalled else self.passages

    @property
    def authors(self) -> tuple[Agent, ...]:
        return tuple(b.agent for b in self.bylines if b.role == "author")


def teaser(body: Body) -> Body:
    """The blocks up to and with the first paragraph."""
    for i, block in enumerate(body.blocks):
        if block.name == "p":
            return Body(body.blocks[: i + 1])
    return Body(body.blocks[:1])
