"""The roles an editor can give to a part of an article, one file each."""

from __future__ import annotations

from newsmarkup.roles.attribution import ATTRIBUTION
from newsmarkup.roles.base import Role, Roles
from newsmarkup.roles.caption import CAPTION
from newsmarkup.roles.credit import CREDIT
from newsmarkup.roles.pullquote import PULLQUOTE
from newsmarkup.roles.quotation import QUOTATION

__all__ = ["STANDARD", "Role", "Roles", "register", "registered"]

STANDARD = Roles([CAPTION, CREDIT, PULLQUOTE, QUOTATION, ATTRIBUTION])
_registered = STANDARD


def registered() -> Roles:
    """The standard roles and those a newsroom added."""
    return _registered


def register(role: Role) -> None:
    """Add a newsroom's own role (from an `AppConfig.ready()`). Raises ValueError where its name or spelling is taken."""
    global _registered
    for other in _registered:
        if other.name == role.name:
            raise ValueError(f"A role is already called {role.name!r}: give the new one another name.")
        if set(role.elements) & set(other.elements) and (role.marker is None or role.marker == other.marker):
            raise ValueError(
                f"Role {role.name!r} is spelled like {other.name!r}: give it a marker of its own, "
                f'such as ("data-role", "{role.name}").'
            )
    _registered = Roles([*_registered, role])
