"""The members of a credit line: "Ada Holm/Coast Pictures (AGENCY)" has three; each is an agency, a name, or nobody."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from newsmarkup.suggesting.agency import agency, named_first, named_last
from newsmarkup.suggesting.creditwords import credit_words
from newsmarkup.suggesting.maker import clean, is_person
from newsmarkup.suggesting.plain import folded

_CUT = re.compile(
    r"\s?[/|•\\／=＝]\s?|(?<=\w):\s(?=\w)|\s[-–—·]\s|,\s(?!(?:inc|ltd|llc|jr|sr|corp)\b)"
    r"|(?<=[^\W_]{3})\.\s(?=\w{2})",
    re.I,
)
_SIGN = re.compile(r"[^\W_]")  # a letter or a figure
_CODE = re.compile(r"(?=\w*\d)[A-Z]{2,6}[A-Z\d]{4,16}")  # an agency's number for a picture
_MADE_BY = re.compile(r"(?P<owner>[^\d]{2,60}?)\s(?:photo|photograph|image|video)s?\sby\s(?P<name>.+)$", re.I)
_PLACE = re.compile(
    r"(?:l|r|c|left|right|top|bottom|above|below|main|inset|centre|center|links|rechts|oben|unten|mitte)\s?:\s", re.I
)
_SPECIAL = re.compile(
    r"(?:(?P<name>[^\d]{3,40}?),?\s)?(?:for|special\sto|für|pour|voor|för)\s(?P<owner>(?:the\s)?[A-ZÀ-Þ].{1,40})$", re.I
)
_BRACKETS = re.compile(r"^(?P<name>[^()\[\]]+?)\s?[(\[](?P<more>[^()\[\]]+)[)\]]$")
_HANDOUT = re.compile(r"^(?:HO|H\.O\.)\s?[-–:]\s?|^handout[ /]", re.I)
_FILE = re.compile(r"^(?:file|files|archiv|archives?|archivo|arquivo)\s?[:：]\s?", re.I)


@dataclass(frozen=True, slots=True)
class Part:
    """A member of a credit. `kind`: agency, pool, name, supplier (let it be used), nobody, role (made something of it).
    `listed`: a comma parts it from the one before."""

    text: str
    kind: str
    listed: bool = False


def members(text: str) -> list[Part]:
    """Of one credit, in their order."""
    return [part for piece, listed in _pieces(text) for part in _listed(_parts(piece), listed)]


def _pieces(text: str) -> list[tuple[str, bool]]:
    found, at, listed = [], 0, False
    for cut in _CUT.finditer(text):
        found.append((text[at : cut.start()], listed))
        at, listed = cut.end(), cut[0][0] == ","
    return [*found, (text[at:], listed)]


def _listed(parts: list[Part], listed: bool) -> list[Part]:
    return [replace(parts[0], listed=True), *parts[1:]] if parts and listed else parts


def bare(piece: str) -> str:
    """Without "photo" after an agency's name and "file photo" after any."""
    piece, words = clean(piece), credit_words()
    again = True
    while again and piece and not agency(piece):
        again = False
        plain = folded(piece)
        at = plain.find(" ")
        while at > 0 and not again:
            if (word := plain[at + 1 :]) in words.after:
                rest = clean(piece[: len(piece) - len(word)])
                if word in words.archive or agency(rest) or folded(rest).split(" ")[-1] in words.pool:
                    piece, again = rest, True
            at = plain.find(" ", at + 1)
    return piece


def _parts(piece: str) -> list[Part]:
    words = credit_words()
    piece = _FILE.sub("", clean(piece))
    plain = folded(piece)
    if not _SIGN.search(plain):
        return []
    if plain in words.pool:
        return [Part("Pool" if piece.islower() else piece.split(" ")[0], "pool")]
    if plain in words.nobody or _CODE.fullmatch(piece) or _PLACE.fullmatch(piece + ": "):
        return [Part(piece, "nobody")]
    if agency(piece):
        return [Part(piece, "agency")]
    if handout := _HANDOUT.match(piece):
        return [Part(piece[handout.end() :], "supplier")]
    if made := words.written.match(piece):
        return written(made["agency"], made["name"])
    if by := _MADE_BY.match(piece):
        return [*_parts(by["name"]), *_parts(by["owner"])]
    if place := _PLACE.match(piece):
        return _parts(piece[place.end() :])
    if courtesy := words.courtesy.match(piece):
        name = clean(piece[courtesy.end() :])
        return [Part(name, "agency" if agency(name) else "name" if is_person(name) else "supplier")]
    if special := _SPECIAL.match(piece):
        return [*_parts(special["name"] or ""), Part(special["owner"], "agency")]
    if role := words.role.match(piece):
        return [Part(piece[role.end() :], "role")]
    if (name := bare(piece)) != piece:
        return _parts(name)
    if plain.split(" ")[-1] in words.pool:
        return [Part(piece, "pool")]
    if brackets := _BRACKETS.match(piece):
        return [*_parts(brackets["name"]), *_inner(brackets["more"])]
    if role := words.role.search(piece):
        return [*_parts(piece[: role.start()]), Part(piece[role.end() :], "role")]
    for index, sign in enumerate(piece):
        if sign == "-" and index and agency(piece[index + 1 :]) and is_person(piece[:index]):
            return [Part(piece[:index], "name"), Part(piece[index + 1 :], "agency")]
    if inner := words.archived.search(piece):  # "Ada Holm Archives The Paper"
        return [*_parts(piece[: inner.start()]), *_parts(piece[inner.end() :])]
    if (at := named_last(piece)) > 0 and is_person(clean(piece[:at])):
        return [Part(clean(piece[:at]), "name"), Part(piece[at:], "agency")]
    if 0 < (at := named_first(piece)) < len(piece) and is_person(clean(piece[at:])) and piece[:at].isupper():
        return [Part(piece[:at], "agency"), Part(clean(piece[at:]), "name")]
    return [Part(piece, "name")]


def written(owner: str | None, name: str) -> list[Part]:
    """Chinese, Japanese, Korean: "(agency's reporter) name made"."""
    parts = [Part(owner, "agency")] if owner else []
    if agency(name):
        return [*parts, Part(name, "agency")]
    if " " in name and (head := name.rpartition(" ")) and agency(head[0]):
        return [*parts, Part(head[0], "agency"), Part(head[2], "name")]
    return [*parts, Part(name, "name")]


def _inner(text: str) -> list[Part]:
    """In brackets behind a name: an agency, or a remark."""
    found = _parts(text)
    return [
        Part(one.text, "agency" if one.kind == "name" and not text[:1].islower() else one.kind)
        for one in found
        if one.kind != "role"
    ]
