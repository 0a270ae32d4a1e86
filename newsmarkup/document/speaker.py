"""SpeakerRef: whom a quotation names as its speaker, as `data-speaker` and `data-speaker-name` spell it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

KEY = r"[a-z0-9][a-z0-9-]{0,62}"
_SPEAKER = re.compile(rf"(person|organization)(?::({KEY}))?|anonymous")
MENTION = re.compile(rf'data-speaker="((?:person|organization):{KEY})"|data-photo="({KEY})"')


@dataclass(frozen=True, slots=True)
class SpeakerRef:
    """Registered: `kind` and `key`. Not in the registry: `kind` and `name`. Anonymous: neither key nor name."""

    kind: Literal["person", "organization", "anonymous"]
    key: str = ""
    name: str = ""

    @classmethod
    @lru_cache(maxsize=4096)  # an article names few speakers, and each of them often
    def read(cls, value: str, name: str = "") -> SpeakerRef | None:
        """From the two attributes; None where they name nobody (`value` malformed, or a bare kind without a name)."""
        match = _SPEAKER.fullmatch(value)
        if not match:
            return None
        if value == "anonymous":
            return cls("anonymous")
        kind, key = match[1], match[2] or ""
        if not key and not name:
            return None
        return cls(kind, key, "" if key else name)  # type: ignore[arg-type]

    @property
    def target(self) -> str:
        """`person:KEY`, for looking up in the registry; "" when there is nothing to look up."""
        return f"{self.kind}:{self.key}" if self.key else ""

    def attributes(self) -> tuple[tuple[str, str], ...]:
        """The attributes that spell this reference."""
        if self.name:
            return (("data-speaker", self.kind), ("data-speaker-name", self.name))
        return (("data-speaker", self.target or self.kind),)
