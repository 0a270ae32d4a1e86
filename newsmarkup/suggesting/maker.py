"""Maker: whether a name in a credit is a person's or an organisation's, and the names in "A and B, C"."""

from __future__ import annotations

import re

from newsmarkup.suggesting.creditwords import credit_words
from newsmarkup.suggesting.plain import folded
from newsmarkup.suggesting.suggestion import Maker

_HOST = re.compile(r"^[^\s@]+\.[a-z]{2,5}$", re.I)
_WORD = re.compile(r"[^\s]+")
_EDGE = " \t.,;:|/\\-–—―•·*'\"“”„«»"
_BARE = re.compile(r"^(?:©|\([cC]\)|ⓒ|（[cCｃＣ]）)?\s*(?:(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d)?)?\s*(?:by\s)?")


def is_person(name: str, beside_library: bool = False) -> bool:
    """By its form. `beside_library`: beside a picture library or platform one word is a user's name, and so a person's."""
    words = credit_words()
    parts = _WORD.findall(name)
    if not parts or len(parts) > 5:
        return False
    if name[0] == "@" or (beside_library and len(parts) == 1):
        return True
    plain = [folded(part).strip(".,'\"()") for part in parts]
    if _HOST.match(name) or plain[0] in ("the", "la voix") or any(part.isdigit() for part in plain):
        return False
    if any(
        part in words.organization or folded(raw) in words.organization for part, raw in zip(plain, parts, strict=True)
    ):
        return False
    if any(part in words.inside for part in plain[1:]) or "&" in name:
        return False
    if ord(name[0]) > 0x2E80:  # Chinese, Japanese, Korean: names are short, and none is in katakana alone
        letters = "".join(parts)
        return (
            2 <= len(letters) <= 5
            and letters[-1] not in "社局省庁署部団会院校店館园司署网報报府廳厅所市町村県国軍隊党청부시군구원사"
            and not all("ァ" <= one <= "ー" for one in letters)
        )
    if len(parts) == 1:
        return "_" in name
    capitals = sum(part[0].isupper() for part in parts if part[0].isalpha())
    small = sum(
        raw[0].islower() and part not in words.particles for part, raw in zip(plain, parts, strict=True) if part
    )
    if not any(one.isupper() or one.islower() for one in name):  # Arabic, Hebrew, Hindi … have no capitals
        return 2 <= len(parts) <= 4
    return (capitals >= 2 and not small) or (beside_library and len(parts) <= 3)


def makers(name: str, beside_library: bool = False) -> tuple[Maker, ...]:
    """Everyone a part of a credit names. An organisation's name is not taken apart."""
    name = clean(name)
    if not name:
        return ()
    both = [clean(part) for part in credit_words().both.split(name)]
    if len(both) > 1 and all(is_person(part) for part in both):
        return tuple(Maker(part, "person") for part in both)
    return (Maker(name, "person" if is_person(name, beside_library) else "organization"),)


def clean(name: str) -> str:
    """Without the sign ©, a year, and what stands around it."""
    name = _BARE.sub("", name.strip(_EDGE), count=1).strip(_EDGE.replace(".", ""))
    opened = name.count("(") - name.count(")")
    return name.rstrip(")") if opened < 0 else name
