"""Renditions: the copies of a photo that pages and search engines show, each carrying the photo's rights.

Made after the transaction in which the photo was saved, and listed in its row beside a stamp of what they were made
from: so no view asks the storage, and what is listed exists. A stamp that is not the present one means that they say
something old: they are served no more, and `newsmarkup_renditions` makes them anew. django-imagekit scales and cuts.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from functools import partial
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from imagekit import ImageSpec
from imagekit.processors import ResizeToFill, ResizeToFit
from PIL import Image, ImageCms, ImageOps

from newsmarkup.document.article import Rendition
from newsmarkup.picture.facts import NAMES
from newsmarkup.picture.read import PictureRefused, read
from newsmarkup.picture.shape import CROP, WIDTHS, shapes
from newsmarkup.picture.write import EXTENSIONS, FORMATS, options

FOLDER = "newsmarkup/renditions"
RECIPE = 1  # another number makes all of them anew
SAVED: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 82, "progressive": True},
    "WEBP": {"quality": 80},
    "AVIF": {"quality": 65},
}
# Python's own table has AVIF and WebP since 3.13 alone, and else asks the system.
TYPES = {extension: f"image/{format.lower()}" for format, extension in EXTENSIONS.items()}
TYPES |= {"jpeg": "image/jpeg", "tif": "image/tiff", "tiff": "image/tiff", "gif": "image/gif"}

_log = logging.getLogger(__name__)


def stamp(photo: Any) -> str:
    """What the renditions of this photo depend on, in 16 characters."""
    facts = (RECIPE, photo.file.name, photo.sha256, photo.focal_x, photo.focal_y, *(
        photo.creator if name == "creators" else getattr(photo, name) for name in NAMES))  # fmt: skip
    return hashlib.blake2s(repr(facts).encode(), digest_size=8).hexdigest()


def stored(photo: Any) -> tuple[Rendition, ...]:
    """Those that exist and say what the photo says, the smallest first. URLs as the storage gives them."""
    if not photo.renditions or not photo.file or photo.renditions.get("stamp") != stamp(photo):
        return ()
    storage = photo.file.storage
    return tuple(
        Rendition(shape, storage.url(name), width, height, media_type(name))
        for shape, width, height, name in photo.renditions["made"]
    )


def media_type(name: str) -> str:
    """Of a picture file, by its name; "" where that says nothing."""
    return TYPES.get(name.rpartition(".")[2].lower(), "")


def due(photos: Iterable[Any], using: str) -> None:
    """Make those of these photos once the transaction has ended well."""
    for photo in photos:
        if photo.file and photo.renditions.get("stamp") != stamp(photo):
            transaction.on_commit(partial(refresh, photo.pk, using), using=using, robust=True)


def refresh(pk: Any, using: str | None = None) -> bool:
    """Make the renditions of this photo where they are missing or say something old. False: nothing was to be done."""
    from newsmarkup.models import Photo

    photo = Photo.objects.using(using).filter(pk=pk).first()
    if photo is None or not photo.file or photo.renditions.get("stamp") == stamp(photo):
        return False
    try:
        made = list(make(photo))
    except FileNotFoundError:
        return False  # another time, when it is back
    except (OSError, PictureRefused) as error:
        _log.warning("No renditions of %s: %s", photo.file.name, error)
        made = []
    listed = {"stamp": stamp(photo), "made": made}
    Photo.objects.using(using).filter(pk=pk).update(renditions=listed, modified_at=photo.modified_at)
    return True


def make(photo: Any) -> Iterator[tuple[str, int, int, str]]:
    """Write the files; yields shape, width, height and the storage's name of each. A moving picture has none. Raises
    OSError and PictureRefused."""
    with photo.file.open("rb") as file:
        original = BytesIO(file.read())
    reading = read(original)
    if reading.frames > 1 or reading.format not in FORMATS:
        return
    format, storage, mark = FORMATS[reading.format], photo.file.storage, stamp(photo)
    source, size, profile = _decoded(original)
    cleared = [name for name in photo.embedded if not (photo.creator if name == "creators" else getattr(photo, name))]
    said = options(format, photo.facts, reading.packet, cleared) | SAVED.get(format, {})
    if profile:
        said["icc_profile"] = profile
    for shape in shapes(*size, whole=reading.format == "TIFF"):
        name = f"{FOLDER}/{photo.key}/{mark}-{shape.width}x{shape.height}.{EXTENSIONS[format]}"
        if not storage.exists(name):
            resize = (
                partial(ResizeToFill, anchor=(photo.focal_x / 100, photo.focal_y / 100)) if shape.name else ResizeToFit
            )
            spec = Spec(source)
            spec.processors, spec.format, spec.options = [resize(shape.width, shape.height)], format, said
            name = storage.save(name, ContentFile(spec.generate().read()))
        yield shape.name, shape.width, shape.height, name


def prune() -> int:
    """Delete the files of renditions that no photo lists; returns how many. Pages kept in a cache may still name them:
    so this is no part of saving."""
    from newsmarkup.models import Photo

    storage = Photo._meta.get_field("file").storage
    deleted = 0
    keys = storage.listdir(FOLDER)[0] if storage.exists(FOLDER) else []
    for key in keys:
        photo = Photo.objects.filter(key=key).first()
        listed = {name for *_size, name in photo.renditions.get("made", ())} if photo else set()
        for file in storage.listdir(f"{FOLDER}/{key}")[1]:
            if (name := f"{FOLDER}/{key}/{file}") not in listed:
                storage.delete(name)
                deleted += 1
    return deleted


class Spec(ImageSpec):  # type: ignore[misc]
    """One rendition: what imagekit is told to do."""


def _decoded(original: BytesIO) -> tuple[BytesIO, tuple[int, int], bytes]:
    """The picture upright, in RGB, no larger than the renditions need, without compression (so that it is decoded once
    for all of them); the size it has at full; and its colour profile."""
    with Image.open(original) as image:
        picture = ImageOps.exif_transpose(image)
        profile = image.info.get("icc_profile") or b""
    size = picture.size
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    if picture.mode == "CMYK":
        picture, profile = _from_print(picture, profile), b""
    if picture.mode not in ("RGB", "RGBA"):
        clear = picture.has_transparency_data
        picture, profile = picture.convert("RGBA" if clear else "RGB"), profile if picture.mode == "P" else b""
    scale = max(max(WIDTHS) / size[0], CROP / min(size))
    if scale < 0.8:
        picture = picture.resize((round(size[0] * scale), round(size[1] * scale)), Image.Resampling.LANCZOS)
    out = BytesIO()
    picture.info = {}
    picture.save(out, "TIFF")
    out.seek(0)
    return out, size, profile


def _from_print(picture: Image.Image, profile: bytes) -> Image.Image:
    """Four inks to the screen's three lights: by the picture's own profile, where that can be read."""
    try:
        inks = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(picture, inks, ImageCms.createProfile("sRGB"), outputMode="RGB") or picture
    except (OSError, ImageCms.PyCMSError):
        return picture.convert("RGB")
