"""IPTC IIM: the older metadata block, in a Photoshop resource of JPEG and TIFF files.

Source: IPTC-NAA Information Interchange Model 4.2. A dataset is 0x1C, record, number, two bytes of length, value.
Lengths are limited (32 bytes for a name): what is longer is left to XMP, since a name cut off is another name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from newsmarkup.picture.facts import DATE, Facts

RESOURCE, DIGEST = 0x0404, 0x0425  # Photoshop's image resources
_UTF8 = b"\x1b%G"  # 1:90, ISO 2022's sequence for UTF-8
_TEXTS = {"caption": (120, 2000), "credit_line": (110, 32), "source": (115, 32), "copyright_notice": (116, 128)}
_BYLINE, _DATE, _TIME = 80, 55, 60
_PLACE = (92, 90, 95, 101)  # sublocation, city, province, country


def read(block: bytes) -> Facts:
    """The facts of an IIM block; none of what can't be read."""
    utf8 = False
    found: dict[int, list[bytes]] = {}
    for record, number, value in _datasets(block):
        if (record, number) == (1, 90):
            utf8 = value == _UTF8
        elif record == 2:
            found.setdefault(number, []).append(value)
    texts = {number: [t for v in values if (t := _text(v, utf8))] for number, values in found.items()}
    named = {name: texts[number][0] for name, (number, _most) in _TEXTS.items() if texts.get(number)}
    place = ", ".join(dict.fromkeys(texts[n][0] for n in _PLACE if texts.get(n)))
    day, time = (next(iter(texts.get(number, ())), "") for number in (_DATE, _TIME))
    return Facts(**named, creators=tuple(texts.get(_BYLINE, ())), place=place, taken=_taken(day, time))


def write(facts: Facts) -> bytes:
    """An IIM block in UTF-8, with what its limits allow."""
    out = [_dataset(1, 90, _UTF8), _dataset(2, 0, b"\x00\x04")]
    values = [(number, getattr(facts, name), most) for name, (number, most) in _TEXTS.items()]
    values += [(_BYLINE, creator, 32) for creator in facts.creators]
    if DATE.match(facts.taken) and len(facts.taken) >= 10:
        values.append((_DATE, facts.taken[:10].replace("-", ""), 8))
    for number, text, most in sorted(values, key=lambda value: value[0]):
        encoded = text.encode()
        if encoded and len(encoded) <= most:
            out.append(_dataset(2, number, encoded))
    return b"".join(out)


def segment(block: bytes) -> bytes:
    """A JPEG's APP13 segment that holds this block, with the checksum by which readers see that XMP agrees."""
    digest = hashlib.md5(block, usedforsecurity=False).digest()
    resources = b"Photoshop 3.0\0" + _resource(RESOURCE, block) + _resource(DIGEST, digest)
    return b"\xff\xed" + (len(resources) + 2).to_bytes(2, "big") + resources


def edited_alone(block: bytes, digest: bytes) -> bool:
    """Whether somebody changed this block after XMP was written from it (Metadata Working Group 2.0, 3.3.1)."""
    return bool(digest.strip(b"\0")) and digest != hashlib.md5(block, usedforsecurity=False).digest()


def _datasets(block: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 5 <= len(block) and block[at] == 0x1C:
        record, number, size = block[at + 1], block[at + 2], int.from_bytes(block[at + 3 : at + 5], "big")
        at += 5
        if size & 0x8000:  # an extended dataset: the length of its length
            width = size & 0x7FFF
            if width > 4:
                return
            size, at = int.from_bytes(block[at : at + width], "big"), at + width
        yield record, number, block[at : at + size]
        at += size


def _dataset(record: int, number: int, value: bytes) -> bytes:
    return bytes((0x1C, record, number)) + len(value).to_bytes(2, "big") + value


def _resource(number: int, value: bytes) -> bytes:
    return (
        b"8BIM" + number.to_bytes(2, "big") + b"\0\0" + len(value).to_bytes(4, "big") + value + b"\0" * (len(value) % 2)
    )


def _text(value: bytes, utf8: bool) -> str:
    """Where no character set is named, UTF-8 if it is that, else what Windows programs wrote."""
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        text = value.decode("utf-8" if utf8 else "cp1252", "replace")
    return text.replace("\0", "").strip()


def _taken(day: str, time: str) -> str:
    """`20260531` and `143000+0200` in ISO 8601."""
    date = "-".join(filter(lambda part: part.strip("0"), (day[:4], day[4:6], day[6:8])))
    clock = f"T{time[:2]}:{time[2:4]}:{time[4:6]}" if len(time) >= 6 else ""
    zone = f"{time[6:9]}:{time[9:11]}" if clock and len(time) == 11 else ""
    return next((text for text in (date + clock + zone, date) if DATE.match(text)), "")
