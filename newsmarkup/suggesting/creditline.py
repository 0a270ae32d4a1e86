"""What a credit line says: makers, source, provider and rights, kept apart as the IPTC Photo Metadata Standard does.

The trade's spellings: "Maker/Agency", "AGENCY/Maker", "Maker/Agency/Distributor", "Maker/Agency via Provider",
"Maker (Agency)", "Maker, Agency", "Maker | Agency", "Agency - Maker", "Maker on Library", "Organisation".
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace
from functools import lru_cache

from newsmarkup.suggesting.agency import agency
from newsmarkup.suggesting.creditchain import placed
from newsmarkup.suggesting.creditcore import core, labels
from newsmarkup.suggesting.creditparts import bare, members
from newsmarkup.suggesting.creditwords import credit_words
from newsmarkup.suggesting.maker import clean, is_person, makers
from newsmarkup.suggesting.plain import Plain, folded
from newsmarkup.suggesting.suggestion import CreditLine

_LONGEST = 400  # characters of a credit line that are read; the longest seen has 190
_NEXT = re.compile(r"\.\s(?=[^.:/]{3,30}:\s)")  # "… . Food styling: someone else"
_GROUP = re.compile(r"\s?;\s")
_SAID = re.compile(r"[/|,;()]|\svia\s|-")
_SIGN = re.compile(r"©|\([cC]\)|ⓒ|（[cCｃＣ]）")
_KIND = {"agency", "pool", "name", "supplier"}


def parse(line: str, language: str = "") -> CreditLine:
    """Of a credit line by itself, with label and brackets or without. `language` is for other readers' sake: credits
    are read with the words of all languages. Never raises."""
    plain = Plain.of(line[:_LONGEST])
    found = core(plain.text, 0, len(plain.text))
    return read(found.text, found.rights)


@lru_cache(2048)
def read(line: str, rights: str = "") -> CreditLine:
    """Of a credit line that has lost its label, brackets and licence already."""
    line = " ".join(line[:_LONGEST].split())
    if not line:
        return CreditLine("", rights=rights)
    if _SIGN.search(line):
        rights = " ".join(filter(None, (line, rights))) if rights else line
    found = [_group(group) for part in _labelled(line) for group in _GROUP.split(part) if group.strip()]
    said = {part.strip(" .") for part in _SAID.split(folded(line))}
    words = credit_words()
    return CreditLine(
        line,
        tuple(dict.fromkeys(maker for one in found for maker in one.creators)),
        "; ".join(dict.fromkeys(one.source for one in found if one.source)),
        "; ".join(dict.fromkeys(one.provider for one in found if one.provider)),
        rights,
        any(one.pool for one in found) or not said.isdisjoint(words.pool),
        any(one.handout for one in found) or not said.isdisjoint(words.handout),
    )


def _labelled(line: str) -> list[str]:
    """A credit may hold several behind labels of their own ("Ada Holm. Source: Coast Pictures")."""
    at, found = 0, []
    for low, high, kind in labels(line) if ":" in line or "：" in line else ():
        if kind == "colon" and low > 3 and line[low - 1] in " .,;|/":
            found.append(line[at:low].rstrip(" .,;|/"))
            at = high
    return [*found, line[at:]]


def _group(text: str) -> CreditLine:
    """One credit; several are parted by semicolons."""
    words = credit_words()
    if folded(text).strip(" .") in words.nobody:
        return CreditLine("", handout=True) if folded(text) in words.handout else CreditLine("")
    left, provider = _provided(text)
    parts = members(_NEXT.split(left, maxsplit=1)[0])
    made = tuple(maker for part in parts if part.kind == "role" for maker in makers(part.text))
    shown = any(part.kind == "nobody" for part in parts)
    parts = [part for part in parts if part.kind in _KIND]
    if shown and not provider and [part.kind for part in parts] == ["name"] and not is_person(parts[0].text):
        provider, parts = parts[0].text, []  # "Screenshot/The Paper"
    line = placed(parts, provider)
    return replace(line, creators=line.creators + made)


def _provided(text: str) -> tuple[str, str]:
    """What stands before "via", and who stands after it; or before "on", where a library follows."""
    words = credit_words()
    last = next(iter(deque(words.via.finditer(text), 1)), None)
    if last is not None and (provider := _first_name(text[last.end() :])):
        return text[: last.start()], provider
    for found in words.on.finditer(text):
        if agency(clean(text[found.end() :])):
            return text[: found.start()], clean(text[found.end() :])
    return text, ""


def _first_name(text: str) -> str:
    for piece in re.split(r"\s?[/|]\s?|,\s", text):
        if (name := bare(piece)) and folded(name) not in credit_words().nobody:
            return name
    return ""
