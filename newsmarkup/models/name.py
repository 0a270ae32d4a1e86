"""Name: every name in the registry as it is compared, so that the database finds one among 100,000 by its index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models

from newsmarkup.folding import fold

LONGEST = 200
_GENERATIONS = frozenset({"jr", "sr", "jr.", "sr.", "ii", "iii", "iv"})


class Name(models.Model):
    """Derived from people and organizations, and written with them; `manage.py newsmarkup_rebuild` writes all anew.

    `folded`: see `newsmarkup.folding`. `whole`: a name or an alias; if not, the last name alone of a person.
    """

    folded = models.CharField(max_length=LONGEST)
    target = models.CharField(max_length=80, db_index=True)
    whole = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["folded"])]

    def __str__(self) -> str:
        return f"{self.folded} → {self.target}"


def names(target: str, name: str, aliases: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    """`(folded, target, whole)` of one entry. A last name is the last word, and with it the small words before it:
    "Ursula von der Aa" is found under "aa" and "von der aa"."""
    whole = {folded for one in (name, *aliases) if (folded := fold(str(one))[:LONGEST])}
    last: set[str] = set()
    if target.startswith("person:"):
        words = name.replace(",", " ").split()
        while len(words) > 1 and words[-1].lower() in _GENERATIONS:
            words.pop()
        if len(words) > 1:
            start = len(words) - 1
            last.add(fold(words[start]))
            while start > 1 and words[start - 1][:1].islower():
                start -= 1
            last.add(fold(" ".join(words[start:])))
    yield from ((folded, target, True) for folded in sorted(whole))
    yield from ((folded, target, False) for folded in sorted(last - whole) if folded)


def index(rows: Iterable[Any], using: str | None = None) -> None:
    """Make the names of these people or organizations say what they are called now."""
    rows = list(rows)
    for at in range(0, len(rows), 200):
        some = rows[at : at + 200]
        wanted = {name for row in some for name in names(row.target, row.name, row.aliases)}
        stored = Name.objects.using(using).filter(target__in=[row.target for row in some])
        have = {(name.folded, name.target, name.whole): name.pk for name in stored}
        gone = [pk for name, pk in have.items() if name not in wanted]
        if gone:
            Name.objects.using(using).filter(pk__in=gone).delete()
        new = [Name(folded=f, target=t, whole=w) for f, t, w in sorted(wanted - set(have))]
        Name.objects.using(using).bulk_create(new, batch_size=500)


def prune(some: Iterable[Name]) -> None:
    """Delete those of these names whose entry is gone (deleted past Django)."""
    from newsmarkup.models import Organization, Person

    some = list(some)
    there: set[str] = set()
    for model in (Person, Organization):
        kind = f"{model._meta.model_name}:"
        keys = {one.target.removeprefix(kind) for one in some if one.target.startswith(kind)}
        there |= {kind + key for key in model._base_manager.filter(key__in=keys).values_list("key", flat=True)}
    Name.objects.filter(pk__in=[one.pk for one in some if one.target not in there]).delete()
