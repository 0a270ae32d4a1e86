"""Terms: every type and property is schema.org's, and stands where schema.org has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newsmarkup.document.problem import Problem
from newsmarkup.graph.rules.base import Finding, Markup, finding, over_markup, short
from newsmarkup.graph.rules.items import Item, bare, values
from newsmarkup.graph.rules.message import _
from newsmarkup.graph.vocabulary import Vocabulary

_NUMBERS = frozenset("Number Integer Float".split())
_OWN = frozenset(("author", "speaker"))  # texts instead of nodes that other rules tell


@over_markup("unknown-type", "wrong-case", "unknown-property", "wrong-domain", "wrong-range", "unknown-member",
             "retired-name")  # fmt: skip
def terms(markup: Markup) -> Iterator[Problem]:
    words = markup.vocabulary
    if words is None:
        return
    # Types and properties are few and the same in every article: what was found out once is remembered.
    seen = words.verdicts if markup.own else {}
    own = markup.items.terms
    for item in markup.items:
        for type_ in item.types:
            if type_ not in words.above and not _is_foreign(type_):
                yield _unknown_type(item, type_, words)
        kinds = item.kinds
        for name, given in item.data.items():
            if name in own:
                continue
            key = (kinds, name)
            if key not in seen:
                seen[key] = _verdict(kinds, name, words)
            verdict, known, any_text = seen[key]
            if verdict:
                yield _property(item, name, verdict)
            if not known or (any_text and type(given) is str):
                continue
            many = isinstance(given, list) and len(given) > 1
            for n, value in enumerate(values(given)):
                if type(value) is dict and len(value) == 1:
                    found = markup.items.at(value)
                    if found is not None and found.kinds:
                        pair = (kinds, name, found.kinds)
                        if pair not in seen:
                            above = words.kinds(found.kinds)
                            seen[pair] = not above or bool(above & words.properties[name][1])
                        if seen[pair]:
                            continue
                yield from _value(item, name, value, n if many else None, markup, words)


def _is_foreign(name: str) -> bool:
    """Of another vocabulary: `foaf:Person`, a full address."""
    return ":" in name


def _unknown_type(item: Item, type_: str, words: Vocabulary) -> Finding:
    right = words.type_spelling.get(type_.lower())
    if right:
        said = _("The type “{name}” is spelled {right}.", name=type_, right=right)
        return finding("wrong-case", item, "@type", said, _("Mind the capitals."))
    said = _("schema.org has no type “{name}”.", name=short(type_))
    return finding("unknown-type", item, "@type", said, _("Use one that it has."))


def _verdict(kinds: tuple[str, ...], name: str, words: Vocabulary) -> tuple[tuple[str, str] | None, bool, bool]:
    """What is wrong with a property on these types (a code and what the message needs), whether its values are to be
    looked at, and whether any text will do."""
    if name[:1] == "@" or _is_foreign(name) or name.endswith(("-input", "-output")):
        return None, False, False
    if name not in words.properties:
        right = words.property_spelling.get(name.lower())
        return ("wrong-case", right) if right else ("unknown-property", ""), False, False
    any_text = name in words.takes_text or name in _OWN
    above = words.kinds(kinds)
    if above and not above & words.properties[name][0]:
        return ("wrong-domain", " or ".join(sorted(words.properties[name][0])[:3])), True, any_text
    return ("retired-name", words.replaced[name]) if name in words.replaced else None, True, any_text


def _property(item: Item, name: str, verdict: tuple[str, str]) -> Finding:
    code, more = verdict
    if code == "wrong-case":
        return finding(code, item, name, _("The property “{name}” is spelled {right}.", name=name, right=more),
                       _("Mind the capitals."))  # fmt: skip
    if code == "wrong-domain":
        kind = "/".join(item.kinds)
        said = _("“{name}” is no property of {kind}, but of {right}.", name=name, kind=kind, right=more)
        return finding(code, item, name, said, _("Leave it out, or say it where it belongs."))
    if code == "retired-name":
        return finding(code, item, name, _("schema.org has replaced “{name}”.", name=name),
                       _("Say {right} instead.", right=more))  # fmt: skip
    said = _("schema.org has no property “{name}”.", name=short(name))
    return finding(code, item, name, said, _("Leave it out, or use one that it has."))


def _value(
    item: Item, name: str, value: Any, index: int | None, markup: Markup, words: Vocabulary
) -> Iterator[Finding]:
    ranges = words.properties[name][1]
    if isinstance(value, dict):
        found = markup.items.at(value)
        if found is None or (found.is_reference and not found.kinds):
            if isinstance(value.get("@id"), str) and bare(value["@id"]) != value["@id"]:
                yield from _member(item, name, bare(value["@id"]), index, ranges, words)
            return
        above = words.kinds(found.kinds)
        if above and not above & ranges:
            yield _outside(item, name, "/".join(found.kinds), index, ranges)
    elif isinstance(value, bool):
        if "Boolean" not in ranges:
            yield _outside(item, name, str(value).lower(), index, ranges)
    elif isinstance(value, (int, float)):
        # Pixels as plain numbers are what every reader understands (Google's examples have them).
        if not ranges & _NUMBERS and "Text" not in ranges and name not in ("width", "height"):
            yield _outside(item, name, str(value), index, ranges)
    elif isinstance(value, str) and value.strip() and name not in _OWN:
        if name in words.takes_text:
            return
        if ranges & _NUMBERS and re.fullmatch(r"\s*[-+]?\d+(?:\.\d+)?\s*", value):
            return
        if any("Enumeration" in words.above.get(one, ()) for one in ranges):
            yield from _member(item, name, bare(value), index, ranges, words)
        else:
            yield _outside(item, name, f"“{short(value, 30)}”", index, ranges)


def _member(
    item: Item, name: str, member: str, index: int | None, ranges: frozenset[str], words: Vocabulary
) -> Iterator[Finding]:
    if words.members.get(member, words.above.get(member, frozenset())) & ranges:
        return
    said = _("“{value}” is no {kind}.", value=short(member, 60), kind=" or ".join(sorted(ranges)[:3]))
    yield finding("unknown-member", item, name, said, _("Use one of its values, such as schema.org lists them."), index)


def _outside(item: Item, name: str, value: str, index: int | None, ranges: frozenset[str]) -> Finding:
    kinds = " or ".join(sorted(ranges)[:4])
    said = _("“{name}” takes {kinds}, but has {value}.", name=name, kinds=kinds, value=value)
    return finding("wrong-range", item, name, said, _("Give it such a value."), index)
