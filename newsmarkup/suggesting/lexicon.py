"""Lexicon: what the suggestions know of one language: a data file each, `lexicons/LANGUAGE.toml`.

A string is a list of single words parted by white space; a list holds phrases of several words. Any section may be left
out. Source of the quotation marks: Unicode CLDR, characters/quotationMarks, and the house styles named in the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).with_name("lexicons")


class Lexicon:
    """Read with `words("section", "name")`: a set of words or phrases, empty where the file has none."""

    def __init__(self, language: str, data: Mapping[str, Any]) -> None:
        self.language, self._data = language, data

    def words(self, section: str, name: str) -> frozenset[str]:
        return frozenset(self.listed(section, name))

    def listed(self, section: str, name: str) -> tuple[str, ...]:
        """In the order of the file."""
        value = self._data.get(section, {}).get(name, ())
        return tuple(value.split() if isinstance(value, str) else value)

    def table(self, section: str, name: str) -> Mapping[str, str]:
        value: Mapping[str, str] = self._data.get(section, {}).get(name, {})
        return value

    def flag(self, section: str, name: str, default: bool = False) -> bool:
        return bool(self._data.get(section, {}).get(name, default))


def languages() -> tuple[str, ...]:
    """The languages that have a lexicon."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


def lexicon(language: str) -> Lexicon:
    """Of a BCP 47 tag, by its primary subtag ("pt-BR": "pt"). Where there is none: the English one, whose quotation marks
    and sentence marks most languages can be read with."""
    return _load(language.replace("_", "-").split("-")[0].lower() or "en")


@cache
def _load(language: str) -> Lexicon:
    file = _FOLDER / f"{language}.toml"
    if not language.isalpha() or not file.exists():
        return Lexicon(language, {}) if language == "en" else _load("en")
    return Lexicon(language, tomllib.loads(file.read_text(encoding="utf-8")))
