"""Cases: the forms of a name in languages that decline it: „podle Jana Nováka“ names Jan Novák.

Czech, Greek, Polish, Russian and Ukrainian. Two names are one where each of their words is the same without its ending,
one of `[name] cases`. Source: the paradigms of personal names in the grammars of these languages; endings that first names
and surnames take in the singular.
"""

from __future__ import annotations

import re

from newsmarkup.suggesting.entity import Entity, fold
from newsmarkup.suggesting.reading import Reading

_LEAST = 2  # letters that a stem keeps
_FLEETING = re.compile(r"[eеоіo](?=[^aeiouyаеиоуыєіїюя]$)")  # Karel, Karla; Павел, Павла


def unite(reading: Reading) -> None:
    """Lets the mentions of a person in any case mean the same entity: the one that is most often a subject."""
    endings = tuple(map(fold, reading.vocabulary.lexicon.listed("name", "cases")))
    if not endings:
        return
    named = [one for paragraph in reading.paragraphs for one in paragraph.mentions if one.entity >= 0]
    subject: dict[int, int] = {}
    for paragraph in reading.paragraphs:
        for one, link in zip(paragraph.mentions, paragraph.links, strict=False):
            if link and link.verb != "A":
                subject[one.entity] = subject.get(one.entity, 0) + 1
    people = [entity for entity in reading.entities.all if not entity.organization]
    same: dict[tuple[str, ...], list[Entity]] = {}
    for entity in people:
        if len(entity.name) > 1:
            same.setdefault(_stems(entity.name, endings), []).append(entity)
    meant: dict[int, int] = {}
    surnames: dict[str, int] = {}
    for stems, group in same.items():
        best = max(group, key=lambda entity: (subject.get(entity.number, 0), -entity.number)).number
        meant |= {entity.number: best for entity in group}
        surnames.setdefault(stems[-1], best)
    for entity in people:
        if len(entity.name) == 1:
            meant[entity.number] = surnames.get(_stems(entity.name, endings)[0], entity.number)
    for one in named:
        one.entity = meant.get(one.entity, one.entity)


def _stems(name: tuple[str, ...], endings: tuple[str, ...]) -> tuple[str, ...]:
    """The words without the longest ending that leaves a stem."""
    stems = []
    for word in map(fold, name):
        cut = max((len(end) for end in endings if word.endswith(end) and len(word) - len(end) >= _LEAST), default=0)
        stems.append(_FLEETING.sub("", word[: len(word) - cut]))
    return tuple(stems)
