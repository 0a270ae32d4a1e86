"""Sanitising: one function, two engines. The only file that imports bleach (and nh3).

`sanitize(html, roles)` returns HTML of the closed vocabulary and of the foreign elements that normalising understands.
bleach is the default; nh3 (`pip install newsmarkup[nh3]`) is far faster and maintained. Both get the same
allow-list, which derives from the roles and `document.schema`, and our own URL check.
"""

from __future__ import annotations

from functools import lru_cache

import bleach.sanitizer

from newsmarkup.document import schema
from newsmarkup.errors import UnknownName
from newsmarkup.roles.base import Roles

ENGINES = ("bleach", "nh3")
_usual = ["bleach"]


def use(engine: str) -> None:
    """Make an engine the usual one of this process, as a site's setting says. Raises `UnknownName`."""
    if engine not in ENGINES:
        raise UnknownName("sanitiser", engine, ENGINES)
    _usual[0] = engine


@lru_cache(maxsize=8)
def _allowed(roles: Roles) -> tuple[set[str], dict[str, set[str]]]:
    tags = set(schema.ELEMENTS | roles.elements)
    attributes = {tag: {*schema.ATTRIBUTES.get(tag, ()), *roles.attributes(tag), "lang", "dir"} for tag in tags}
    return tags, attributes


def check(roles: Roles, tag: str, name: str, value: str) -> str | None:
    """The value an attribute may keep, or None to drop it. URLs are judged here, not by the engine."""
    own = schema.ATTRIBUTES.get(tag, {}).get(name)
    if own is not None:
        return own(value)
    if name == "lang":
        return schema.lang(value)
    if name == "dir":
        return schema.direction(value)
    return roles.allows(tag, name, value)


def _bleach(html: str, roles: Roles) -> str:
    tags, _ = _allowed(roles)
    # One cleaner a call: it is not thread-safe.
    cleaner = bleach.sanitizer.Cleaner(
        tags=tags,
        attributes=lambda tag, name, value: check(roles, tag, name, value) is not None,
        protocols=schema.SCHEMES,
        strip=True,
        strip_comments=True,
    )
    return cleaner.clean(html)


def _nh3(html: str, roles: Roles) -> str:
    import nh3

    tags, attributes = _allowed(roles)
    return nh3.clean(
        html,
        tags=tags,
        attributes=attributes,
        attribute_filter=lambda tag, name, value: check(roles, tag, name, value),
        clean_content_tags=set(),
        url_schemes=set(schema.SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


def sanitize(html: str, roles: Roles, engine: str = "") -> str:
    """HTML in which only allowed elements and attributes stand. `html` has been through `guard` before. `engine`: "" is
    the usual one."""
    engine = engine or _usual[0]
    if engine not in ENGINES:
        raise UnknownName("sanitiser", engine, ENGINES)
    return _nh3(html, roles) if engine == "nh3" else _bleach(html, roles)
