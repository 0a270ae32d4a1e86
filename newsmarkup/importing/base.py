"""Importer: bytes of one format → Articles, with everything that could not be taken said in a Problem.

A new format is one file with one `Importer`, registered with `register()`. An Article that is read has its source's own
id as `id` ("" where it has none), the source's address as `url` and, as `site`, who published it. Its Body is canonical:
speakers are `data-speaker="person"` with their name, pictures stand in `Article.pictures` under the key in `data-photo`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from newsmarkup.document.article import Article, Site
from newsmarkup.document.problem import Problem
from newsmarkup.errors import ImportRefused, UnknownName

MOST_BYTES = 20_000_000  # of one file
NOWHERE = Site("", "")  # of an article whose publisher is not known


@dataclass(frozen=True, slots=True)
class Imported:
    """One article as it was read, and what was lost, doubtful or repaired on the way (`Problem.line` counts from 1).
    `files`: pictures that came in the same file, by their keys; their `img` has the address that `embedded` gives."""

    article: Article
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Importer:
    """`read(data, url)` gives the articles of one file in order; `url` is where it came from, "" if unknown. It raises
    `ImportRefused`, with the place, for what can't be read at all, and nothing else. `recognises(head)` is asked with the
    first 4,096 bytes. `media_types` and `file_extensions` (no dot) are lower case, the usual one first.
    """

    name: str
    label: str
    media_types: tuple[str, ...]
    file_extensions: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[bytes, str], tuple[Imported, ...]]


_importers: dict[str, Importer] = {}


def register(importer: Importer) -> Importer:
    _importers[importer.name] = importer
    return importer


def importers() -> Iterator[Importer]:
    """All of them, those whose content is the surest to recognise first."""
    from newsmarkup.importing import all  # noqa: F401

    return iter(_importers.values())


def importer(name: str) -> Importer:
    """The one of this name. Raises `UnknownName`."""
    known = {one.name: one for one in importers()}
    try:
        return known[name]
    except KeyError:
        raise UnknownName("import format", name, list(known)) from None


def read(data: bytes, *, format: str = "", filename: str = "", url: str = "") -> tuple[Imported, ...]:
    """The articles of a file; what format it is, its content says, then its name. Raises `ImportRefused`, `UnknownName`."""
    if len(data) > MOST_BYTES:
        raise ImportRefused(
            Problem(
                "too-large",
                f"The file has {len(data):,} bytes; at most {MOST_BYTES:,} are read.",
                "Send it in parts.",
                "error",
            )
        )
    if not data.strip():
        raise ImportRefused(Problem("empty", "The file is empty.", "Send one that holds an article.", "error"))
    return (importer(format) if format else recognised(data, filename)).read(data, url)


def recognised(data: bytes, filename: str = "") -> Importer:
    """Which format this is. Raises `ImportRefused` where nothing knows it."""
    head = data[:4096]
    for one in importers():
        if one.recognises(head):
            return one
    extension = filename.rpartition(".")[2].lower()
    for one in importers():
        if extension in one.file_extensions:
            return one
    raise ImportRefused(
        Problem(
            "unknown-format",
            f"What format {filename or 'this'} has can't be told.",
            f"Say it; known: {', '.join(one.name for one in importers())}.",
            "error",
        )
    )


def picture_key(url: str) -> str:
    """The key of a foreign picture: the same for the same address."""
    return f"p{hashlib.blake2s(url.encode(), digest_size=6).hexdigest()}"


def embedded(data: bytes) -> tuple[str, str]:
    """The key and the address of a picture that came in the file: the same for the same picture."""
    key = f"p{hashlib.blake2s(data, digest_size=6).hexdigest()}"
    return key, f"/imported/{key}"
