"""Pictures that came in a file as photos of the registry; the same picture is one photo, however often it is sent."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile

from newsmarkup.document.article import Picture
from newsmarkup.document.problem import Problem
from newsmarkup.importing.base import Imported
from newsmarkup.models import Photo
from newsmarkup.picture.read import SHOWN, PictureRefused, read

_TEXTS = ("alt", "caption", "credit_line", "source", "copyright_notice", "copyright_holder", "license_url",
          "acquire_license_url", "digital_source_type", "taken", "place")  # fmt: skip


def store(imported: Imported, problems: list[Problem], made: list[Photo]) -> dict[str, Photo]:
    """By the source's keys: the photos of our registry that its pictures are, those that came as files made if need be
    (`made` gets them)."""
    article = imported.article
    pictures = {**article.pictures, **({article.lead.key: article.lead} if article.lead else {})}
    digests = {key: hashlib.sha256(data).hexdigest() for key, data in imported.files.items()}
    if not pictures and not digests:
        return {}
    known: dict[str, Photo] = {p.key: p for p in Photo.objects.filter(key__in=pictures)}
    same = {p.sha256: p for p in Photo.objects.filter(sha256__in=list(digests.values()))}
    for key, data in imported.files.items():
        found = same.get(digests[key]) or known.get(key)
        if found is None:
            found = _made(key, data, pictures.get(key) or Picture(key, ""), problems)
            made += [found] if found else []
        if found is not None:
            known[key] = same[digests[key]] = found
    return known


def _made(key: str, data: bytes, picture: Picture, problems: list[Problem]) -> Photo | None:
    try:
        reading = read(BytesIO(data))
    except PictureRefused as refused:
        problems.append(refused.problem)
        return None
    facts: dict[str, Any] = {name: getattr(picture, name) for name in _TEXTS} | {"creator": "; ".join(picture.creators)}
    for name, value in facts.items():
        longest = getattr(Photo._meta.get_field(name), "max_length", None)
        if longest and len(value) > longest:
            said = f"The {name.replace('_', ' ')} of a picture, over {longest} characters, was left out: “{value}”"
            problems.append(Problem("too-long", said, "Enter a shorter one in the photo."))
            facts[name] = ""
    photo = Photo(key=key, creator_kind=picture.creator_kind, **facts)
    photo.file = ContentFile(data, f"{key}.{SHOWN[reading.format][0]}")
    photo.save()
    return photo
