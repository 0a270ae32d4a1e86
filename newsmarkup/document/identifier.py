"""Identifiers of people and organizations: "ORCID 0000-0002-1825-0097", "ISNI …", "VIAF …", or an address.

Sources: ISO 7064 (MOD 11-2), by which ORCID and ISNI are checked; orcid.org and isni.org, how both are written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHECKED = {"ORCID": "https://orcid.org/", "ISNI": "https://isni.org/isni/"}
_SIXTEEN = re.compile(r"[0-9]{15}[0-9X]")
_ADDRESS = re.compile(r"https?://[^\s/]+(/\S*)?")
_SCHEME = re.compile(r"([^\W\d_][\w-]{0,30}):?\s+(\S.*)")


@dataclass(frozen=True, slots=True)
class Identifier:
    """`scheme` names who gave it ("" of an address alone); `value` as that one writes it; `url` leads there."""

    scheme: str
    value: str
    url: str = ""


def identifier(text: str) -> Identifier:
    """What a line says. Raises ValueError, in words for an editor, for one that says none."""
    text = " ".join(text.split())
    for scheme, address in _CHECKED.items():
        if text.casefold().startswith(address):
            text = f"{scheme} {text[len(address) :].strip('/')}"
    if _ADDRESS.fullmatch(text):
        return Identifier("", text, text)
    match = _SCHEME.fullmatch(text)
    if not match:
        raise ValueError(
            f"“{text[:60]}” is no identifier: write its kind, then itself, such as “ORCID 0000-0002-1825-0097”."
        )
    scheme, value = match[1], match[2]
    if scheme.upper() not in _CHECKED:
        return Identifier(scheme, value)
    scheme, bare = scheme.upper(), re.sub(r"[\s-]", "", value).upper()
    if not _SIXTEEN.fullmatch(bare) or _check(bare[:15]) != bare[15]:
        raise ValueError(
            f"“{value[:60]}” is no {scheme}: sixteen characters, of which the last checks the others. Look it up again."
        )
    value = "-".join(bare[at : at + 4] for at in range(0, 16, 4)) if scheme == "ORCID" else bare
    return Identifier(scheme, value, _CHECKED[scheme] + value)


def _check(digits: str) -> str:
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    return "0123456789X"[(12 - total % 11) % 11]
