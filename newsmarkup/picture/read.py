"""Reading a picture file: whether it is one, and what XMP, IIM and Exif together say of it."""

from __future__ import annotations

import contextlib
import hashlib
import re
from dataclasses import dataclass
from typing import IO

from PIL import ExifTags, Image

from newsmarkup.document.problem import Problem
from newsmarkup.errors import NewsmarkupError
from newsmarkup.picture import iim, xmp
from newsmarkup.picture.facts import DATE, Facts

# What pages show, by Pillow's names: the ends of such a file's name, the usual one first. Nothing else is decoded: some of
# what Pillow opens is handed to other programs.
SHOWN = {
    "JPEG": ("jpg", "jpeg", "jpe", "jfif"),
    "MPO": ("jpg", "jpeg", "mpo"),
    "PNG": ("png", "apng"),
    "GIF": ("gif",),
    "WEBP": ("webp",),
    "AVIF": ("avif",),
    "TIFF": ("tif", "tiff"),
}
_IFD_EXIF, _PHOTOSHOP_TIFF, _IPTC_TIFF, _XMP_TIFF = 0x8769, 34377, 33723, 700
# What cameras write where a caption belongs.
_CAMERA = re.compile(
    r"(?:olympus|sony|minolta|kodak|samsung|konica|exif|digital camera|dsc|dcim|default|untitled)\b", re.I
)


class PictureRefused(NewsmarkupError, ValueError):
    """A file that is no picture, or none that can be shown; `problem` says so to an editor."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.sentence)


@dataclass(frozen=True, slots=True)
class Reading:
    """`facts` are the file's; `problems` what of its metadata could not be read; `packet` its XMP, b"" for none that can
    be read; `format` Pillow's name; `frames` more than 1 for a moving picture; `sha256` of the file, in hexadecimal."""

    facts: Facts
    problems: tuple[Problem, ...]
    packet: bytes
    format: str
    frames: int
    sha256: str


def read(stream: IO[bytes]) -> Reading:
    """Read a file from its start, and check its pixels. Raises PictureRefused. Leaves the stream at its start."""
    stream.seek(0)
    sha256 = hashlib.file_digest(stream, "sha256").hexdigest()  # type: ignore[arg-type]
    stream.seek(0)
    try:
        image = Image.open(stream)
        name = image.format or ""
        if name not in SHOWN:
            raise PictureRefused(_not_shown(name))
        facts, problems, packet = metadata(image)
        frames = getattr(image, "n_frames", 1)
        image.draft("RGB", (max(1, image.width // 8), max(1, image.height // 8)))  # a JPEG: an eighth of the work
        image.load()
    except PictureRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(_too_many_pixels()) from error
    except Exception as error:  # decoders raise whatever occurs to them over a damaged file
        raise PictureRefused(_unreadable(error)) from error
    finally:
        stream.seek(0)
    return Reading(facts, tuple(problems), packet, name, frames, sha256)


def metadata(image: Image.Image) -> tuple[Facts, list[Problem], bytes]:
    """The facts of an opened image, what could not be read, and its XMP packet.

    XMP first, then IIM, then Exif (Metadata Working Group 2.0); IIM first where its checksum says that it was changed
    after the XMP was written from it.
    """
    problems: list[Problem] = []
    packet = _bytes(image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or _tag(image, _XMP_TIFF))
    from_xmp = Facts()
    try:
        from_xmp = xmp.read(packet) if packet else Facts()
    except xmp.Unreadable as error:
        packet = b""
        problems.append(
            Problem(
                "picture-metadata-unread",
                f"Some of what the file says of itself could not be read. {error}",
                "Look at the fields below and type what is missing.",
                field="file",
            )
        )
    block, digest = _iim(image)
    from_iim = iim.read(block)
    first, second = (from_iim, from_xmp) if iim.edited_alone(block, digest) else (from_xmp, from_iim)
    return first.over(second).over(_exif(image)), problems, packet


def _iim(image: Image.Image) -> tuple[bytes, bytes]:
    """The IIM block and its checksum."""
    resources = image.info.get("photoshop") or {}
    if not isinstance(resources, dict):
        resources = {}
    if not resources and (raw := _tag(image, _PHOTOSHOP_TIFF)):
        resources = dict(_resources(raw))
    block = _bytes(resources.get(iim.RESOURCE) or _tag(image, _IPTC_TIFF))
    return block[: xmp.MOST], _bytes(resources.get(iim.DIGEST))


def _resources(raw: bytes) -> list[tuple[int, bytes]]:
    """Photoshop's image resources: "8BIM", number, a padded name, a length, a padded value."""
    found, at = [], 0
    while raw[at : at + 4] == b"8BIM" and at + 12 <= len(raw):
        number, name = int.from_bytes(raw[at + 4 : at + 6], "big"), raw[at + 6]
        at += 6 + (name + 2) // 2 * 2
        size = int.from_bytes(raw[at : at + 4], "big")
        found.append((number, raw[at + 4 : at + 4 + size]))
        at += 4 + (size + 1) // 2 * 2
    return found


def _tag(image: Image.Image, number: int) -> bytes:
    tags = getattr(image, "tag_v2", None)
    value = tags.get(number, b"") if tags is not None else b""
    if isinstance(value, tuple) and all(isinstance(one, int) and 0 <= one < 256 for one in value):
        return bytes(value)
    return _bytes(value)


def _bytes(value: object) -> bytes:
    return value.encode() if isinstance(value, str) else value if isinstance(value, bytes) else b""


def _exif(image: Image.Image) -> Facts:
    try:
        exif = image.getexif()
        inner = exif.get_ifd(_IFD_EXIF)
    except Exception:  # whatever a broken block does to its reader, the picture itself is whole
        return Facts()
    caption, artist, notice = (_ascii(exif.get(tag)) for tag in (
        ExifTags.Base.ImageDescription, ExifTags.Base.Artist, ExifTags.Base.Copyright))  # fmt: skip
    day = _ascii(inner.get(ExifTags.Base.DateTimeOriginal)).replace(":", "-", 2).replace(" ", "T", 1)
    zone = _ascii(inner.get(ExifTags.Base.OffsetTimeOriginal))
    taken = next((text for text in (day + zone, day) if DATE.match(text) and text[:4] != "0000"), "")
    return Facts(
        caption="" if _CAMERA.match(caption) else caption,
        creators=tuple(name for one in artist.split(";") if (name := one.strip())),
        copyright_notice=notice,
        taken=taken,
    )


def _ascii(value: object) -> str:
    if isinstance(value, str):  # Pillow reads Latin-1 where programs write UTF-8
        with contextlib.suppress(UnicodeError):
            value = value.encode("latin-1").decode("utf-8")
        return str(value).replace("\0", " ").strip()
    return ""


def _too_many_pixels() -> Problem:
    most = (Image.MAX_IMAGE_PIXELS or 0) * 2 // 1_000_000
    return Problem(
        "picture-too-large",
        f"The picture has too many pixels: at most {most} million can be shown.",
        "Export it smaller and upload that.",
        "error",
        field="file",
    )


def _not_shown(format: str) -> Problem:
    return Problem(
        "picture-format",
        f"The picture is of the format {format}, which no page shows.",
        "Save it as JPEG or PNG, and upload that.",
        "error",
        field="file",
    )


def _unreadable(error: BaseException) -> Problem:
    said = str(error)
    if "truncated" in said or "broken data stream" in said:
        return Problem(
            "picture-truncated",
            "The file ends too early: a part of the picture is missing.",
            "Copy or export it again, and upload the whole file.",
            "error",
            field="file",
        )
    if "too large" in said or "text chunks" in said:
        return Problem(
            "picture-metadata-too-large",
            "The file's text about itself is too large to be read safely.",
            "Export it again without its editing history, and upload that.",
            "error",
            field="file",
        )
    return Problem(
        "picture-unreadable",
        "The file is no picture that can be read, or it is damaged.",
        "Upload a JPEG, PNG, WebP, AVIF or TIFF file.",
        "error",
        field="file",
    )
