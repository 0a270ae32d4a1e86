"""Entities: which mentions of an article mean the same person or organisation, and their fullest name."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from newsmarkup.suggesting.mention import Mention


@dataclass(slots=True)
class Entity:
    """`name`: the fullest form. `gender`: "he" or "she" once a title or a pronoun told, else ""."""

    number: int
    name: tuple[str, ...]
    organization: bool = False
    title: str = ""
    count: int = 0
    gender: str = ""


_NAMESAKES = 20  # people of one surname that are compared


def fold(word: str) -> str:
    """Lower case, without diacritics and full stops."""
    if word.isascii():
        return word.lower().strip(".")
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c)).strip(".")


class Entities:
    """Built once an article, over the mentions of all its paragraphs in order."""

    def __init__(self, mentions: Iterable[Mention], genders: Mapping[str, str]) -> None:
        """`genders`: "he" or "she" of a title or first name, folded."""
        self.all: list[Entity] = []
        self._full: dict[tuple[str, ...], Entity] = {}
        self._last: dict[str, list[Entity]] = {}
        self._first: dict[str, list[Entity]] = {}
        named = [one for one in mentions if one.words]
        # The long forms first: a surname may stand before the full name. A headline that capitalises all its words comes
        # last: where a name begins in it can't be told.
        for one in named:
            if not one.titled and (one.kind == "name" or (one.kind == "org" and len(one.words) > 1)):
                one.entity = self._register(one).number
        forms: dict[int, Counter[tuple[str, ...]]] = {}
        for one in named:
            if one.entity < 0:
                one.entity = self._short(one).number
            elif not one.titled:
                forms.setdefault(one.entity, Counter())[one.words] += 1
            entity = self.all[one.entity]
            entity.count += 1
            entity.title = entity.title or one.title
            if not entity.gender and not entity.organization:
                entity.gender = next((genders[w] for w in fold(one.title).split() if w in genders), "") or (
                    genders.get(fold(entity.name[0]), "") if len(entity.name) > 1 else ""
                )
        for number, counted in forms.items():
            # The form used most; of two the later one: the text's rather than the caption's above it.
            most = max(counted.values())
            self.all[number].name = [form for form, n in counted.items() if n == most][-1]

    def _register(self, one: Mention) -> Entity:
        key = tuple(fold(word) for word in one.words)
        entity = self._full.get(key)
        if entity is None and one.kind == "name":
            # Sergei and Sergey, Bob C. and Bob: the same surname and a first name that begins alike.
            for other in self._last.get(key[-1], ())[:_NAMESAKES]:
                if not other.organization and _alike(key, tuple(fold(word) for word in other.name)):
                    entity = other
                    break
        if entity is None and one.kind == "org":
            # The State Department, the U.S. State Department: one name ends with the other.
            for other in self._last.get(key[-1], ())[:_NAMESAKES]:
                known = tuple(fold(word) for word in other.name)
                if other.organization and min(len(key), len(known)) > 1 and key[-len(known) :] == known[-len(key) :]:
                    entity = other
                    break
        if entity is None:
            entity = Entity(len(self.all), one.words, one.kind == "org")
            self.all.append(entity)
            self._last.setdefault(key[-1], []).append(entity)
            self._first.setdefault(key[0], []).append(entity)
        self._full[key] = entity
        return entity

    def _short(self, one: Mention) -> Entity:
        key = tuple(fold(word) for word in one.words)
        known = self._full.get(key)
        if known:
            return known
        if len(key) == 1 or one.titled:
            for table, word in ((self._last, key[-1]), (self._first, key[0])):
                if table.get(word):
                    found = table[word]
                    people = [e for e in found if not e.organization] or found
                    return people[0]
        entity = Entity(len(self.all), one.words, one.kind == "org")
        self.all.append(entity)
        self._full[key] = entity
        self._last.setdefault(key[-1], []).append(entity)
        return entity


def _alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    first, other = a[0], b[0]
    if first == other or len(first) == 1 or len(other) == 1:
        return first[0] == other[0]
    return first[:3] == other[:3] and abs(len(first) - len(other)) < 5
