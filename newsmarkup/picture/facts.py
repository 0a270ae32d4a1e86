"""Facts: what is known of a picture, whichever metadata block said it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

_YEAR = re.compile(r"(?<![\w./:-])(?:18[3-9]\d|19\d\d|20\d\d)(?![\w./:])")
DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:T(?P<time>[01]\d:[0-5]\d|2[0-3]:[0-5]\d)(?P<seconds>:[0-5]\d)?(?:\.\d+)?(?P<zone>Z|[+-]\d\d:\d\d)?)?)?)?\Z"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """Names of IPTC Photo Metadata 2021.1. "" and () mean: not said.

    `taken` is ISO 8601, from a year alone to a time with its zone. `license_url` is the web statement of rights,
    `acquire_license_url` the licensor's URL. `digital_source_type` is a schema.org member's name.
    """

    caption: str = ""
    alt: str = ""
    creators: tuple[str, ...] = ()
    credit_line: str = ""
    source: str = ""
    copyright_notice: str = ""
    copyright_holder: str = ""
    license_url: str = ""
    acquire_license_url: str = ""
    taken: str = ""
    place: str = ""
    digital_source_type: str = ""

    def said(self) -> Iterator[tuple[str, str | tuple[str, ...]]]:
        """The names and values of what is known."""
        for name in NAMES:
            if value := getattr(self, name):
                yield name, value

    def over(self, other: Facts) -> Facts:
        """These, and from `other` what these don't say."""
        return Facts(**{name: getattr(self, name) or getattr(other, name) for name in NAMES})


NAMES = tuple(field.name for field in fields(Facts))


def copyright_year(notice: str) -> int | None:
    """The first year in a notice ("© 2019–2025 Ada Holm": 2019), since photography exists; None where there is none."""
    found = _YEAR.search(notice)
    return int(found[0]) if found else None


def publishable_date(taken: str) -> str:
    """What may stand as `dateCreated`: a whole date, or a time with its zone. "" for a year or month alone."""
    found = DATE.match(taken)
    if found is None or not found["day"]:
        return ""
    day = taken[:10]
    return f"{day}T{found['time']}{found['seconds'] or ':00'}{found['zone']}" if found["zone"] else day


def years(taken: str) -> str:
    found = DATE.match(taken)
    return found["year"] if found else ""
