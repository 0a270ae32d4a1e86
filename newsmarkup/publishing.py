"""Publishing: row → adapter → Article → graph → what the page and the API serve.

What is derived stands in the article's row beside a stamp of the version, the facts and the settings it was derived
from. A stamp that is not the present one means stale: derived anew on this view, and stored if nothing changed meanwhile.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from newsmarkup import renditions
from newsmarkup.conf import settings
from newsmarkup.document.article import Agent, Article, Organization, Person, Picture, Section, Site
from newsmarkup.document.attached import Claim, Correction, Media, Printed, Rights, Subject, Translation, Update
from newsmarkup.document.listed import Listed
from newsmarkup.document.trust import POLICIES, Address, Contact
from newsmarkup.exporting import record
from newsmarkup.fields import canonical_html
from newsmarkup.graph.build import build
from newsmarkup.graph.jsonld import dumps
from newsmarkup.graph.thing import Graph
from newsmarkup.pipeline import read

STORED = ("stamp", "stale_at", "jsonld", "record")


def stamp(obj: Any) -> str:
    """What the derived columns of this row must say to be true; what none says once `stale_at` has passed."""
    due = "~" if obj.stale_at and obj.stale_at <= timezone.now() else ""
    return f"{settings.fingerprint}.{obj.version}.{obj.facts}{due}"


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
        _pass([o.pk for o in stale if o.stale_at], type(stale[0]))
        stored = type(stale[0])._base_manager.using(stale[0]._state.db)
        saved = stored.in_bulk([o.pk for o in stale if o.pk is not None])
    rows = [saved.get(o.pk, o) for o in stale]
    for obj, row, article in zip(stale, rows, articles(rows), strict=True):
        obj.jsonld, obj.record = dumps(build(article).as_dict()), record.export(article).decode()
        if row.pk in saved:
            row.jsonld, row.record, row.stale_at = obj.jsonld, obj.record, appears(row)
            row.stamp = stamp(row)
            obj.stamp, obj.stale_at, obj.facts = row.stamp, row.stale_at, row.facts
    _store(list(saved.values()))
    return objs


def on_page(graph: Graph) -> Any:
    """The JSON-LD as the setting JSONLD wants it in pages. What is stored, and the API, are always a graph."""
    return graph.as_flat() if settings.JSONLD == "flat" else graph.as_dict()


def is_fresh(obj: Any) -> bool:
    """Whether what is stored beside this row is true. A newsroom's own model stores nothing."""
    from newsmarkup.models import AbstractArticle

    return isinstance(obj, AbstractArticle) and obj.stamp == stamp(obj)


def _pass(pks: list[Any], model: Any) -> None:
    """The moment they waited for has come: from now on another count of facts, so that no cache takes them for the same."""
    if pks:
        due = model._base_manager.filter(pk__in=pks, stale_at__lte=timezone.now())
        try:
            with transaction.atomic():
                due.update(facts=F("facts") + 1, stale_at=None, changed_at=timezone.now())
        except DatabaseError:
            return  # as in `_store`


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


def relatives(row: Any) -> list[Any]:
    """The other articles that are translations of this one, or of what this one is translated from; that one first."""
    original = row.translation_of
    if original is None:
        return list(row.translations.all()) if row.pk else []
    return [original, *(other for other in original.translations.all() if other.pk != row.pk)]


def appears(row: Any) -> Any:
    """When the next of its relatives becomes public by itself; None where none will."""
    now = timezone.now()
    opens = (
        max(filter(None, (r.published_at, r.embargo_until)), default=None) for r in relatives(row) if r.is_scheduled
    )
    return min((at for at in opens if at and at > now), default=None)


def articles(objs: Sequence[Any]) -> list[Article]:
    """The Articles of rows of one model, with a constant number of queries. See `adapters`."""
    from newsmarkup.adapters import adapter_for

    return adapter_for(type(objs[0])).articles(objs) if objs else []


def site() -> Site:
    from django.conf import settings as django_settings

    return Site(settings.SITE_NAME, settings.SITE_URL, django_settings.LANGUAGE_CODE)


def listed(rows: Iterable[Any]) -> tuple[Listed, ...]:
    """What a page lists of articles. Queries: none for rows of `for_page()`; else as many as their adapter makes."""
    from newsmarkup.adapters import adapter_for

    return tuple(adapter_for(type(row)).listed(row) for row in rows)


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


# -- parts of an article as values ---------------------------------------------------------------------------------


def _agent(person_: Any, organization_: Any = None) -> Agent | None:
    return person(person_) if person_ else organization(organization_) if organization_ else None


def correction(row: Any) -> Correction:
    return Correction(row.text, row.at, _agent(row.author))


def update(row: Any) -> Update:
    return Update(row.key, row.headline, read(canonical_html(row.body or "")), row.at, _agent(row.author))


def claim(row: Any) -> Claim:
    claimant = _agent(row.person, row.organization)
    return Claim(row.key, row.text, row.quotation, claimant, row.claimed_on, row.appearance_url, row.rating,
                 row.rating_name)  # fmt: skip


def media(row: Any) -> Media:
    return Media(
        row.key,
        row.kind,
        row.name,
        row.description,
        row.thumbnail and picture(row.thumbnail),
        row.uploaded_at,
        row.duration,
        settings.absolute(row.content_url),
        settings.absolute(row.embed_url),
        mimetypes.guess_type(urlsplit(row.content_url).path)[0] or "",
    )


def subject(row: Any) -> Subject:
    return Subject(_agent(row.person, row.organization), row.name, row.url, row.main)


def translations(row: Any) -> tuple[Translation, ...]:
    """Of those that the public may see now."""
    return tuple(
        Translation(settings.absolute(r.get_absolute_url()), r.headline, r.language, r.pk == row.translation_of_id)
        for r in relatives(row)
        if r.is_public
    )


def rights(row: Any) -> Rights:
    return Rights(
        row.copyright_holder and organization(row.copyright_holder),
        row.copyright_year,
        row.copyright_notice,
        row.credit_text,
        settings.absolute(row.license_url),
        settings.absolute(row.usage_url),
    )


def printed(row: Any) -> Printed:
    return Printed(row.print_edition, row.print_section, row.print_page, row.print_column)


# -- rows of the registry as values --------------------------------------------------------------------------------


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
        employed=row.employed,
        description=row.description,
        identifiers=tuple(row.identifiers),
        knows_about=tuple(row.knows_about),
    )


def organization(row: Any) -> Organization:
    logo = None
    if row.logo:
        logo = Picture("", settings.absolute(row.logo.url), row.logo_width, row.logo_height)
    return Organization(
        row.key,
        row.name,
        row.kind,
        settings.absolute(row.url),
        tuple(row.same_as),
        row.legal_name,
        logo,
        description=row.description,
        identifiers=tuple(row.identifiers),
        contact=Contact(row.contact_kind, row.email, row.telephone, settings.absolute(row.contact_url)),
        address=Address(row.street, row.postal_code, row.locality, row.region, row.country),
        policies=tuple(
            (name, settings.absolute(url)) for field, name in POLICIES.items() if (url := getattr(row, field))
        ),
    )


def picture(row: Any, *, absolute: bool = True) -> Picture:
    url = row.file.url if row.file else ""
    media_type = renditions.media_type(row.file.name or "")
    made = renditions.stored(row)
    shown = Picture(
        key=row.key,
        url=settings.absolute(url) if absolute else url,
        width=row.width,
        height=row.height,
        media_type=media_type,
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
        taken=row.taken,
        place=row.place,
        sha256=row.sha256,
        renditions=tuple(replace(one, url=settings.absolute(one.url)) for one in made) if absolute else made,
    )
    if media_type == "image/tiff" and (whole := [one for one in shown.renditions if not one.shape]):
        # No browser but one shows a TIFF: the page has the largest copy.
        best = max(whole, key=lambda one: one.width)
        return replace(shown, url=best.url, width=best.width, height=best.height, media_type=best.media_type, sha256="")
    return shown


def section(row: Any) -> Section:
    return Section(row.name, row.slug, settings.absolute(row.url), row.description)
