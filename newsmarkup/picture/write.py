"""What `Image.save` needs to write facts into a JPEG, PNG, WebP or AVIF file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from newsmarkup.picture import iim, xmp
from newsmarkup.picture.facts import Facts

# The format of a rendition: what browsers show and what can carry XMP.
FORMATS = {"JPEG": "JPEG", "MPO": "JPEG", "TIFF": "JPEG", "PNG": "PNG", "GIF": "PNG", "WEBP": "WEBP", "AVIF": "AVIF"}
EXTENSIONS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
_SEGMENT = 60_000  # a JPEG's segment holds 65,533 bytes, with its header


def options(format: str, facts: Facts, packet: bytes = b"", cleared: Iterable[str] = ()) -> dict[str, Any]:
    """`format`: a value of FORMATS. `packet`: the original's XMP. `cleared`: facts that an editor took away. Raises
    ValueError for another format."""
    if format not in EXTENSIONS:
        raise ValueError(f"Rights can't be written into {format}. Known: {', '.join(EXTENSIONS)}.")
    written = xmp.write(facts, packet, cleared)
    if len(written) > _SEGMENT:
        written = xmp.write(facts)
    out: dict[str, Any] = {"exif": _exif(facts)}
    if format == "PNG":
        out["pnginfo"] = PngInfo()
        out["pnginfo"].add_itxt("XML:com.adobe.xmp", written.decode())
    else:
        out["xmp"] = written
    if format == "JPEG":
        out["extra"] = iim.segment(iim.write(facts))
    return out


def _exif(facts: Facts) -> bytes:
    """The three fields that older readers look at. Where the camera stood and which it was stays in the original."""
    exif = Image.Exif()
    for tag, text in (
        (ExifTags.Base.ImageDescription, facts.caption),
        (ExifTags.Base.Artist, "; ".join(facts.creators)),
        (ExifTags.Base.Copyright, facts.copyright_notice),
    ):
        if text:
            exif[tag] = text.encode()  # bytes: of a str Pillow keeps the ASCII alone
    return exif.tobytes()
