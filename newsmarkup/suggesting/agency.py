"""Agency: who hands pictures to newsrooms: news agencies, picture agencies and libraries, platforms.

The names are data, `agencies.toml`. What is not listed there is an agency by its place in a credit line, or not at all.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from newsmarkup.suggesting.plain import folded

Kind = Literal["wire", "photo", "platform"]
_FILE = Path(__file__).with_name("agencies.toml")
_LONGEST = 5  # words in a name that is looked for at the end of other words
_ASIDE = re.compile(r"^(?:https?://)?(?:www\.)|[’']s$|[«»„“”\"]|(?<=\w)\.$")
_HOST = re.compile(r"\.(?:com|de|net|org|at|ch|fr|cz|pl|co\.uk)$")


@cache
def _names() -> dict[str, Kind]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    kinds: tuple[Kind, ...] = ("platform", "photo", "wire")
    return {folded(name): kind for kind in kinds for name in data[kind].split(",") if name.strip()}


@cache
def _distributors() -> frozenset[str]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return frozenset(folded(name) for name in data["distributor"].split(",")) - {""}


@cache
def _outer() -> tuple[frozenset[str], frozenset[str]]:
    """The first words of all names, and the last."""
    return frozenset(name.split(" ")[0] for name in _names()), frozenset(name.split(" ")[-1] for name in _names())


def _among(word: str, words: frozenset[str]) -> bool:
    """Whether a name may start or end with that word; nearly none of a text does."""
    plain = folded(_ASIDE.sub("", word))
    return not plain or plain in words or _HOST.sub("", plain) in words


@lru_cache(4096)
def agency(name: str) -> Kind | None:
    """What kind of agency a name is, in any spelling ("getty images", "Pixabay.com", "the Associated Press")."""
    if len(name) > 60:
        return None
    plain = folded(_ASIDE.sub("", name.strip()))
    return _names().get(plain) or _names().get(_HOST.sub("", plain)) if plain else None


def distributor(name: str) -> bool:
    """Whether it passes on what other agencies made."""
    plain = folded(_ASIDE.sub("", name.strip()))
    return plain in _distributors() or _HOST.sub("", plain) in _distributors()


def named_last(text: str) -> int:
    """Where the longest agency name starts that a text ends with, as words of its own; -1 where it ends with none."""
    start, found, words = len(text), -1, 0
    if not _among(text[text.rfind(" ") + 1 :], _outer()[1]):
        return -1
    while start > 0 and words < _LONGEST:
        start = text.rfind(" ", 0, start)
        if agency(text[start + 1 :]):
            found = start + 1
        if start < 0:
            break
        words += 1
    return found


def named_first(text: str) -> int:
    """Where the longest agency name ends that a text starts with, as words of its own; -1 where it starts with none."""
    end, found, words = 0, -1, 0
    if not _among(text.partition(" ")[0], _outer()[0]):
        return -1
    while words < _LONGEST:
        end = text.find(" ", end + 1)
        if agency(text[: end if end > 0 else len(text)]):
            found = end if end > 0 else len(text)
        if end < 0:
            break
        words += 1
    return found
