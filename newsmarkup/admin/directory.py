"""The directory: everybody in the registry, found by any of their names whatever the accents and capitals.

Databases differ in what they fold (SQLite folds ASCII only), so the names are matched here. Each process keeps them in
memory and asks the database, with one small query a table, whether they are still true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max

from newsmarkup.folding import fold
from newsmarkup.models import Organization, Person


@dataclass(frozen=True, slots=True)
class Entry:
    """`names`: the name and the aliases, folded."""

    ref: str
    name: str
    description: str
    names: tuple[str, ...]

    @property
    def kind(self) -> str:
        return self.ref.partition(":")[0]

    @property
    def key(self) -> str:
        return self.ref.partition(":")[2]

    def rank(self, query: str) -> int | None:
        """How well it matches, 0 best; None: not at all. In order: begins the name, its words, or is all of a name with
        more around it ("mayor Ada Holm"); the same of an alias; stands somewhere in a name."""
        words = query.split()
        best: int | None = None
        for n, name in enumerate(self.names):
            if name.startswith(query):
                score = 0
            elif _begins(words, name) or f" {name} " in f" {query} ":
                score = 1
            elif query in name:
                score = 4
            else:
                continue
            score += 2 if n and score < 4 else 0
            best = score if best is None else min(best, score)
        return best

    def as_dict(self) -> dict[str, str]:
        return {"ref": self.ref, "kind": self.kind, "name": self.name, "description": self.description}


def _begins(words: list[str], name: str) -> bool:
    parts = name.replace("-", " ").split()
    return all(any(part.startswith(word) for part in parts) for word in words)


def entry(row: Person | Organization) -> Entry:
    if isinstance(row, Person):
        description = ", ".join(filter(None, [row.job_title, row.affiliation.name if row.affiliation else ""]))
    else:
        description = str(row.get_kind_display()).capitalize()
    return Entry(row.target, row.name, description, tuple(fold(name) for name in (row.name, *row.aliases)))


class Directory:
    def __init__(self) -> None:
        self._stamp: Any = None
        self._entries: dict[str, Entry] = {}

    def entries(self) -> dict[str, Entry]:
        """By `person:KEY` and `organization:KEY`. Two queries, four where something has changed."""
        stamp = tuple(
            tuple(model.objects.aggregate(n=Count("pk"), at=Max("modified_at"), last=Max("pk")).values())
            for model in (Person, Organization)
        )
        if stamp != self._stamp:
            rows: Iterable[Any] = (*Person.objects.select_related("affiliation"), *Organization.objects.all())
            self._entries = {row.target: entry(row) for row in rows}
            self._stamp = stamp
        return self._entries

    def search(
        self, query: str, limit: int | None = 12, kinds: tuple[str, ...] = ("person", "organization")
    ) -> list[Entry]:
        """The best first."""
        query = fold(query)
        ranked = [(rank, e.names[0], e.ref, e) for e in self.entries().values()
                  if e.kind in kinds and (rank := e.rank(query)) is not None] if query else []  # fmt: skip
        return [found for *_, found in sorted(ranked)[:limit]]

    def named(self, refs: Iterable[str]) -> Iterator[Entry]:
        entries = self.entries()
        return (entries[ref] for ref in dict.fromkeys(refs) if ref in entries)


directory = Directory()

__all__ = ["Directory", "Entry", "directory", "entry", "fold"]
