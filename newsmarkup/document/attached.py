"""What belongs to an article beside its text: corrections, a live blog's updates, checked claims, films and recordings,
translations, rights, the printed page.

Texts are plain, URLs absolute, times have a zone. Empty strings and None mean "not known", as in Article.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from newsmarkup.document.node import Body

if TYPE_CHECKING:
    from newsmarkup.document.article import Agent, Organization, Picture


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong and what is right, as the page says it."""

    text: str
    at: datetime | None = None
    author: Agent | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """One entry of a live blog, with a text of its own."""

    key: str
    headline: str
    body: Body
    at: datetime | None = None
    author: Agent | None = None

    @property
    def anchor(self) -> str:
        """The id of its element in the page."""
        return f"update-{self.key}"

    def quotation(self, id: str) -> str:
        """The id in the page of one of its quotations: two updates may hold the same passage id."""
        return f"quote-{self.key}-{id}"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim that the article checks. `quotation` is the id of the passage that makes it: its speaker is the claimant,
    unless `claimant` says who is. `appearance` is where it was made."""

    key: str
    text: str
    quotation: str = ""
    claimant: Agent | None = None
    claimed: date | None = None
    appearance: str = ""
    rating: int | None = None
    rating_name: str = ""
    best: int = 5
    worst: int = 1


@dataclass(frozen=True, slots=True)
class Media:
    """A film or a recording. `url` is its file, `embed_url` a player's page."""

    key: str
    kind: Literal["VideoObject", "AudioObject"]
    name: str
    description: str = ""
    thumbnail: Picture | None = None
    uploaded: datetime | None = None
    duration: timedelta | None = None
    url: str = ""
    embed_url: str = ""
    media_type: str = ""

    @property
    def anchor(self) -> str:
        return f"{'video' if self.kind == 'VideoObject' else 'audio'}-{self.key}"


@dataclass(frozen=True, slots=True)
class Translation:
    """The same article in another language: one that the public may see. `original`: this one was translated from it."""

    url: str
    headline: str
    language: str
    original: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """Who or what the article is about (`main`), or mentions. Without an `agent`, a thing of this name and address."""

    agent: Agent | None = None
    name: str = ""
    url: str = ""
    main: bool = True


@dataclass(frozen=True, slots=True)
class Rights:
    """Of the text. `credit` is how it asks to be credited; `usage_url` says what may be done with it."""

    holder: Organization | None = None
    year: int | None = None
    notice: str = ""
    credit: str = ""
    license_url: str = ""
    usage_url: str = ""


@dataclass(frozen=True, slots=True)
class Printed:
    """Where it stood in print."""

    edition: str = ""
    section: str = ""
    page: str = ""
    column: str = ""
