"""Role: a kind of tag. The allow-list, the parser, the writer and the editor's configuration derive from it.

A new standard role is one `Role` value in a file of its own, registered with `register()`, and no JavaScript.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from newsmarkup.document import schema
from newsmarkup.errors import UnknownName

Check = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class Role:
    """`kind` "inline" wraps words; "block" wraps paragraphs; "caption" is the figcaption of a figure.

    `marker` is the attribute that tells a generic element from others of its name; `attributes` maps each further
    attribute to its check (the value to write, or None to refuse). `rank` orders inline roles: lower is further out.
    `anchor`: prefix of the `id` its first element gets.
    """

    name: str
    label: str
    help: str
    kind: Literal["inline", "block", "caption"]
    element: str
    shortcut: str
    colour: str
    marker: tuple[str, str] | None = None
    block_element: str | None = None
    attributes: Mapping[str, Check] = field(default_factory=dict)
    rank: int = -1
    anchor: str | None = None

    @property
    def several(self) -> bool:
        """Whether elements that share an id are one passage: words can be parted, a block can't."""
        return self.kind == "inline"

    @property
    def speaker(self) -> bool:
        """Whether it names a speaker."""
        return "data-speaker" in self.attributes

    @property
    def elements(self) -> tuple[str, ...]:
        return (self.element, self.block_element) if self.block_element else (self.element,)

    def check(self, attribute: str, value: str) -> str | None:
        """The value as it is written, or None where this role does not have such an attribute or value."""
        if self.marker and attribute == self.marker[0]:
            return value if value == self.marker[1] else None
        if attribute == "data-id":
            return schema.identifier(value)
        if attribute in self.attributes:
            return self.attributes[attribute](value)
        return (
            {"lang": schema.lang, "dir": schema.direction}[attribute](value) if attribute in ("lang", "dir") else None
        )

    @property
    def attribute_order(self) -> tuple[str, ...]:
        """The order in which the writer spells the attributes."""
        return ((self.marker[0],) if self.marker else ()) + ("data-id", *self.attributes, "lang", "dir")

    def editor_config(self) -> dict[str, Any]:
        """What the editor's JavaScript builds its mark or node from."""
        return {
            "name": self.name,
            "label": self.label,
            "help": self.help,
            "kind": self.kind,
            "element": self.element,
            "blockElement": self.block_element,
            "marker": list(self.marker) if self.marker else None,
            "attributes": list(self.attributes),
            "shortcut": self.shortcut,
            "colour": self.colour,
            "speaker": self.speaker,
            "rank": self.rank,
        }


class Roles:
    """A set of roles, looked up by name or by the element that spells them."""

    def __init__(self, roles: Iterable[Role]) -> None:
        self._by_name = {role.name: role for role in roles}
        self._by_element: dict[str, list[Role]] = {}
        for role in self._by_name.values():
            for element in role.elements:
                self._by_element.setdefault(element, []).append(role)

    def __iter__(self) -> Iterator[Role]:
        return iter(self._by_name.values())

    def __getitem__(self, name: str) -> Role:
        try:
            return self._by_name[name]
        except KeyError:
            raise UnknownName("role", name, list(self._by_name)) from None

    @property
    def elements(self) -> frozenset[str]:
        return frozenset(self._by_element)

    def of(self, element: str, get: Callable[[str, str], str]) -> Role | None:
        """The role that an element spells; `get(name, default)` reads its attributes."""
        for role in self._by_element.get(element, ()):
            if role.marker is None or get(role.marker[0], "") == role.marker[1]:
                return role
        return None

    def allows(self, element: str, attribute: str, value: str) -> str | None:
        """The checked value if any role spelled by `element` has this attribute, else None."""
        for role in self._by_element.get(element, ()):
            checked = role.check(attribute, value)
            if checked is not None:
                return checked
        return None

    def attributes(self, element: str) -> frozenset[str]:
        return frozenset(name for role in self._by_element.get(element, ()) for name in role.attribute_order)
