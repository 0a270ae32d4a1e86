"""Every exception this package raises on purpose. Messages name the bad value, the valid ones and the mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsmarkup.document.problem import Problem


class NewsmarkupError(Exception):
    """Base of all errors of this package."""


class BodyRefused(NewsmarkupError, ValueError):
    """A body that can't be taken at all: see ``problems`` (one or more of severity "error")."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.sentence for problem in self.problems))


class ImportRefused(NewsmarkupError, ValueError):
    """A file that can't be read as an article: see ``problems`` (one or more of severity "error")."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.sentence for problem in self.problems))


class TagRefused(NewsmarkupError, ValueError):
    """A passage that can't be tagged, changed or untagged as asked: see ``problems`` (of severity "error")."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.sentence for problem in self.problems))


class StaleVersion(NewsmarkupError):
    """The row was saved by somebody else since it was read; nothing was written."""

    def __init__(self, obj: object, seen: int, stored: int | None) -> None:
        self.obj, self.seen, self.stored = obj, seen, stored
        now = "it no longer exists" if stored is None else f"it is now at version {stored}"
        super().__init__(
            f"{obj!r} was read at version {seen}, but {now}: nothing was saved. "
            "Read it again (refresh_from_db), repeat the change, and save."
        )


class UnknownName(NewsmarkupError, LookupError):
    """A name that is not registered: says which are."""

    def __init__(self, what: str, name: str, known: Sequence[str]) -> None:
        super().__init__(f"No {what} is called {name!r}. Known: {', '.join(sorted(known)) or 'none'}.")


class AddressRefused(NewsmarkupError, ValueError):
    """An address that no request is sent to; the sentence says why."""
