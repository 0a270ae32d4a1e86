"""Suggestion: a tag that is proposed and not yet accepted, with its reason in words and how sure we are."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from newsmarkup.document.speaker import SpeakerRef

# What a suggestion may be of: the roles of the standard set, and what a pasted text holds that is no part of its body.
KINDS = (
    "quotation",
    "attribution",
    "caption",
    "credit",
    "pullquote",
    "indirect",
    "headline",
    "deck",
    "byline",
    "dateline",
    "furniture",
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`[start, end)` in the characters (code points) of a `Text`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, resolved over the whole article.

    `name` is the fullest form the text gives ("Sergei Lavrov"); of someone without a name the words that stand for them
    ("a spokeswoman"). `key`: of the registry's entry, where one was matched. `job_title`, `affiliation`: where the text
    gives them ("Russian Foreign Minister", "R-Tex.").
    """

    kind: Literal["person", "organization", "anonymous"]
    name: str
    key: str = ""
    job_title: str = ""
    affiliation: str = ""

    @property
    def ref(self) -> SpeakerRef:
        """What a body stores of it."""
        if self.kind == "anonymous":
            return SpeakerRef("anonymous")
        return SpeakerRef(self.kind, self.key, "" if self.key else self.name)


@dataclass(frozen=True, slots=True)
class Maker:
    """A creator named in a credit line."""

    name: str
    kind: Literal["person", "organization"]


@dataclass(frozen=True, slots=True)
class CreditLine:
    """What a credit says, kept apart as the IPTC Photo Metadata Standard means it.

    `line`: the words of the credit as printed, without label and brackets ("Jane Roe/Example News via Wire"). `creators`:
    who made the picture. `source`: who owned or supplied it before the provider. `provider`: who hands it to us.
    `rights`: the copyright notice, where one is printed. `pool`, `handout`: said of the picture.
    """

    line: str
    creators: tuple[Maker, ...] = ()
    source: str = ""
    provider: str = ""
    rights: str = ""
    pool: bool = False
    handout: bool = False


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`spans` are the parts in order: several paragraphs, or the halves around a cue. `text` is theirs, as it stands.

    `confidence` (0–1) is calibrated: of those at 0.9, nine in ten are right. `reason` is for a person to read. `mention`:
    the words that name the speaker; `cue`: the verb or the words that say that someone speaks. `quotes`: of a pull quote,
    the place in the text that it repeats. `credit`: of a credit.
    """

    kind: str
    spans: tuple[Span, ...]
    text: str
    confidence: float
    reason: str
    speaker: Speaker | None = None
    mention: Span | None = None
    cue: Span | None = None
    quotes: Span | None = None
    credit: CreditLine | None = None

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end

    @property
    def key(self) -> str:
        """Names this suggestion within its article as long as its words stand: what a rejection remembers."""
        words = " ".join(self.text.split())
        return hashlib.blake2b(f"{self.kind}\0{words}".encode(), digest_size=8).hexdigest()
