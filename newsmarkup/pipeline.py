"""The journey of a body: guard → sanitise → parse → normalise → write. Every body that is stored has gone this way."""

from __future__ import annotations

import re
from dataclasses import dataclass

from newsmarkup.document.node import Body, Node
from newsmarkup.document.normalise import normalise
from newsmarkup.document.parse import parse
from newsmarkup.document.passage import Passage, passages
from newsmarkup.document.problem import Problem
from newsmarkup.document.read import read as read_canonical
from newsmarkup.document.write import write
from newsmarkup.guard import fits, guard, unseen
from newsmarkup.roles import Roles, registered
from newsmarkup.sanitize import sanitize

_ROLE = re.compile(r"""data-role\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cleaned:
    html: str
    body: Body
    problems: tuple[Problem, ...]


def clean(html: str, *, roles: Roles | None = None, engine: str = "") -> Cleaned:
    """Any HTML as canonical HTML, its Body, and what was changed that an editor should know.

    Raises `errors.BodyRefused` for what can't be taken (see `guard`).
    """
    roles = roles or registered()
    guarded, problems = guard(html, roles)
    problems += _unknown_roles(html, roles)
    body, found = normalise(parse(sanitize(guarded, roles, engine)), roles)
    written = write(body, roles)
    if written != html and not fits(written, body.depth):
        guard(written, roles)  # what could not be read again is not stored
    return Cleaned(written, body, (*problems, *found))


def settled(nodes: tuple[Node | str, ...], *, roles: Roles | None = None) -> Cleaned:
    """As `clean`, of raw nodes that a program made of the closed vocabulary, each address through its check: there is
    nothing to sanitise. What its HTML would have been refused or changed for goes the whole way after all."""
    roles = roles or registered()
    body, found = normalise(nodes, roles)
    written = write(body, roles)
    if unseen(written) or not fits(written, body.depth):
        cleaned = clean(written, roles=roles)
        return Cleaned(cleaned.html, cleaned.body, (*found, *cleaned.problems))
    return Cleaned(written, body, tuple(found))


def canonical(html: str, *, roles: Roles | None = None, engine: str = "") -> str:
    """`clean(html).html`: `canonical(canonical(x)) == canonical(x)` for every x that is not refused."""
    return clean(html, roles=roles, engine=engine).html


def read(html: str) -> Body:
    """The Body of HTML that is canonical already (as stored): no sanitising, no normalising."""
    return read_canonical(html)


def lost(before: Body, after: Body, roles: Roles | None = None) -> tuple[Passage, ...]:
    """The passages of `before` whose id and role are no longer in `after`."""
    roles = roles or registered()
    kept = {(p.role, p.id) for p in passages(after, roles)}
    return tuple(p for p in passages(before, roles) if (p.role, p.id) not in kept)


def _unknown_roles(html: str, roles: Roles) -> list[Problem]:
    known = {role.marker[1] for role in roles if role.marker}
    unknown = sorted({name for name in _ROLE.findall(html) if name not in known})
    return [
        Problem(
            "unknown-role",
            f"Tags of the unknown role {name[:40]!r} were removed; their words stay.",
            f"Known roles: {', '.join(sorted(known))}. A newsroom's own role must be registered first.",
        )
        for name in unknown
    ]
