"""What a credit line says of creators and source: "Ada Holm/dpa" is a photo of Ada Holm from dpa."""

from __future__ import annotations

from typing import Literal

from newsmarkup.picture.facts import Facts
from newsmarkup.suggesting.credit import parse


def said_by(line: str) -> tuple[Facts, Literal["Person", "Organization"]]:
    """Creators, source and notice that the line names, and which the creators are. The provider is the source; a pool or a
    handout is how it came, not from whom."""
    read = parse(line)
    people = tuple(maker.name for maker in read.creators)
    kind: Literal["Person", "Organization"] = "Person"
    if read.creators and all(maker.kind == "organization" for maker in read.creators):
        kind = "Organization"
    source = read.provider or ("" if read.pool or read.handout else read.source)
    return Facts(creators=people, source=source, copyright_notice=read.rights), kind
