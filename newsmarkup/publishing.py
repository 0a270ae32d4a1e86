"""Publishing: row → adapter → Article → graph → what the page and the API serve.

What is derived stands in the article's row beside a stamp of the version, the facts and the settings it was derived
from. A stamp that is not the present one means stale: derived anew on this view, and stored if nothing changed meanwhile.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import DatabaseError, transaction

from newsmarkup.conf import settings
from newsmarkup.document.article import Agent, Article, Organization, Person, Picture, Section, Site
from newsmarkup.exporting import record
from newsmarkup.graph.build import build
from newsmarkup.graph.jsonld import dumps

STORED = ("stamp", "jsonld", "record")


def stamp(obj: Any) -> str:
    """What the derived columns of this row must say to be true."""
    return f"{settings.fingerprint}.{obj.version}.{obj.facts}"


def ready(objs: Iterable[Any]) -> list[Any]:
    """The same rows, each with `jsonld` and `record` as they must be now. Queries: none if all are fresh.

    Stale rows are read again: what somebody changed in memory and did not save is never stored. A row that was never
    saved is derived as it is.
    """
    from newsmarkup.models import AbstractArticle

    objs = list(objs)
    stale = [o for o in objs if not is_fresh(o)]
    saved: dict[Any, Any] = {}
    if stale and isinstance(stale[0], AbstractArticle):
        saved = type(stale[0])._base_manager.in_bulk([o.pk for o in stale if o.pk is not None])
    rows = [saved.get(o.pk, o) for o in stale]
    for obj, row, article in zip(stale, rows, articles(rows), strict=True):
        obj.jsonld, obj.record = dumps(build(article).as_dict()), record.export(article).decode()
        if row.pk in saved:
            row.jsonld, row.record, row.stamp = obj.jsonld, obj.record, stamp(row)
            obj.stamp = row.stamp
    _store(list(saved.values()))
    return objs


def is_fresh(obj: Any) -> bool:
    """Whether what is stored beside this row is true. A newsroom's own model stores nothing."""
    from newsmarkup.models import AbstractArticle

    return isinstance(obj, AbstractArticle) and obj.stamp == stamp(obj)


def _store(objs: list[Any]) -> None:
    """One UPDATE. What was changed meanwhile stays stale: its stamp is not the one written here."""
    if not objs:
        return
    try:
        with transaction.atomic():
            type(objs[0])._base_manager.bulk_update(objs, STORED)
    except DatabaseError:
        # A read-only replica or a lock: what was derived is served all the same, and stored another time.
        return


def articles(objs: Sequence[Any]) -> list[Article]:
    """The Articles of rows of one model, with a constant number of queries. See `adapters`."""
    from newsmarkup.adapters import adapter_for

    return adapter_for(type(objs[0])).articles(objs) if objs else []


def site() -> Site:
    from django.conf import settings as django_settings

    return Site(settings.SITE_NAME, settings.SITE_URL, django_settings.LANGUAGE_CODE)


# -- rows of the registry as values ------------------------------------------------------------------------------------


def lookup(targets: Iterable[str], using: str | None = None) -> tuple[Mapping[str, Agent], Mapping[str, Picture]]:
    """Who `person:KEY` and `organization:KEY` are, and the pictures of `photo:KEY`: three queries at most."""
    from newsmarkup.models import Organization as Organizations
    from newsmarkup.models import Person as People
    from newsmarkup.models import Photo

    keys: dict[str, set[str]] = {"person": set(), "organization": set(), "photo": set()}
    for target in targets:
        kind, _, key = target.partition(":")
        keys[kind].add(key)
    agents: dict[str, Agent] = {}
    if keys["person"]:
        for row in People.objects.using(using).select_related("affiliation", "image").filter(key__in=keys["person"]):
            agents[row.target] = person(row)
    if keys["organization"]:
        for row in Organizations.objects.using(using).filter(key__in=keys["organization"]):
            agents[row.target] = organization(row)
    photos = Photo.objects.using(using).filter(key__in=keys["photo"]) if keys["photo"] else ()
    return agents, {row.key: picture(row) for row in photos}


def person(row: Any) -> Person:
    return Person(
        row.key,
        row.name,
        url=settings.absolute(row.url),
        same_as=tuple(row.same_as),
        honorific_prefix=row.honorific_prefix,
        job_title=row.job_title,
        affiliation=row.affiliation and organization(row.affiliation),
        image=row.image and picture(row.image),
    )


def organization(row: Any) -> Organization:
    logo = None
    if row.logo:
        logo = Picture("", settings.absolute(row.logo.url), row.logo_width, row.logo_height)
    return Organization(
        row.key, row.name, row.kind, settings.absolute(row.url), tuple(row.same_as), row.legal_name, logo
    )


def picture(row: Any, *, absolute: bool = True) -> Picture:
    url = row.file.url if row.file else ""
    return Picture(
        key=row.key,
        url=settings.absolute(url) if absolute else url,
        width=row.width,
        height=row.height,
        media_type=mimetypes.guess_type(row.file.name or "")[0] or "",
        alt=row.alt,
        caption=" ".join(row.caption.split()),
        creators=tuple(name.strip() for name in row.creator.split(";") if name.strip()),
        creator_kind=row.creator_kind,
        credit_line=row.credit_line,
        source=row.source,
        copyright_notice=row.copyright_notice,
        copyright_holder=row.copyright_holder,
        license_url=row.license_url,
        acquire_license_url=row.acquire_license_url,
        digital_source_type=row.digital_source_type,
    )


def section(row: Any) -> Section:
    return Section(row.name, row.slug, settings.absolute(row.url))
