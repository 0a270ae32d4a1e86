"""Problem: something found wrong, where, how bad, and the mend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "notice"]


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` is stable and machine-readable; `message` and `mend` are sentences for an editor.

    `passage` is a passage's id, `field` a field's name, `line` that of a file that is read, where there is one to go to.
    """

    code: str
    message: str
    mend: str = ""
    severity: Severity = "warning"
    passage: str | None = None
    field: str | None = None
    line: int | None = None

    @property
    def sentence(self) -> str:
        return f"{self.message} {self.mend}".strip()

    def as_dict(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "mend": self.mend,
            "passage": self.passage,
            "field": self.field,
        }
