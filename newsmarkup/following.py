"""Following: what must change in which articles when a fact changes that they show.

A person, organization, photo, section or byline is written → in the same transaction the articles that show it count
one more in `facts`, which makes what was derived from them stale; it is derived anew on next view. A figure that
still says what its photo said (address, alt text, caption, credit) follows the photo in the body itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.db.models.signals import post_save, pre_delete
from django.utils import timezone

from newsmarkup.document.speaker import MENTION


def targets(body: str) -> set[str]:
    """What a canonical body names: `person:KEY`, `organization:KEY`, `photo:KEY`."""
    return {match[1] or f"photo:{match[2]}" for match in MENTION.finditer(body)}


def article_models() -> list[type[models.Model]]:
    """The concrete subclasses of AbstractArticle."""
    from newsmarkup.models import AbstractArticle

    return [m for m in apps.get_models() if issubclass(m, AbstractArticle)]


def index(articles: Iterable[Any], using: str | None = None) -> None:
    """Make the reference rows of these articles say what their bodies name."""
    from newsmarkup.models import Reference

    articles = list(articles)
    if not articles:
        return
    using = using or articles[0]._state.db
    content_type = ContentType.objects.db_manager(using).get_for_model(articles[0])
    wanted = {(str(a.pk), target) for a in articles for target in targets(str(a.body))}
    stored = Reference.objects.using(using).filter(
        content_type=content_type, object_id__in=[str(a.pk) for a in articles]
    )
    have = {(r.object_id, r.target): r.pk for r in stored}
    gone = [pk for key, pk in have.items() if key not in wanted]
    if gone:
        Reference.objects.using(using).filter(pk__in=gone).delete()
    new = [Reference(content_type=content_type, object_id=o, target=t) for o, t in sorted(wanted - set(have))]
    Reference.objects.using(using).bulk_create(new, ignore_conflicts=True, batch_size=500)


def showing(model: type[models.Model], rows: Sequence[Any], using: str) -> Iterator[models.QuerySet[Any]]:
    """The articles that show these rows, a queryset for each article model."""
    from newsmarkup.models import Byline, Organization, Person, Photo, Reference, Section

    pks = [row.pk for row in rows]
    for article in article_models():
        content_type = ContentType.objects.db_manager(using).get_for_model(article)
        manager = article._base_manager.using(using)
        if model is Section:
            yield manager.filter(section__in=pks)
        elif model is Byline:
            yield manager.filter(pk__in=[row.object_id for row in rows if row.content_type_id == content_type.pk])
        else:
            names = {row.target for row in rows}
            bylines = Q(pk__in=[])
            direct = Q(pk__in=[])
            if model is Photo:
                direct = Q(lead_photo__in=pks)
                people = list(Person._base_manager.using(using).filter(image__in=pks))
            elif model is Organization:
                bylines = Q(organization__in=pks)
                direct = Q(publisher__in=pks)
                people = list(Person._base_manager.using(using).filter(affiliation__in=pks))
            else:
                people = list(rows)
            names |= {person.target for person in people}
            bylines |= Q(person__in=[person.pk for person in people])
            ids = [
                *Reference.objects.using(using)
                .filter(content_type=content_type, target__in=names)
                .values_list("object_id", flat=True),
                *Byline._base_manager.using(using)
                .filter(bylines, content_type=content_type)
                .values_list("object_id", flat=True),
            ]
            yield manager.filter(direct | Q(pk__in=set(ids)))


def touch(model: type[models.Model], rows: Sequence[Any], using: str) -> None:
    """The articles that show these rows are stale, and changed for whoever asks what changed."""
    for articles in showing(model, rows, using) if rows else ():
        # Their own manager is passed by: the version counts what editors write.
        articles.update(facts=F("facts") + 1, changed_at=timezone.now())


@contextmanager
def changing(model: type[models.Model], rows: Sequence[Any], *, using: str, saved: Any = None) -> Iterator[None]:
    """Around a write of `rows` (as they were; and `saved`, which may be new), in the caller's transaction: touch the
    articles that showed them and those that do afterwards, and let figures follow their photo."""
    from newsmarkup.models import Photo

    touch(model, rows, using)
    yield
    pks = [row.pk for row in rows] or ([saved.pk] if saved is not None else [])
    after = list(model._base_manager.using(using).filter(pk__in=pks))
    touch(model, after, using)
    if model is Photo:
        was = {row.pk: row for row in rows}
        for photo in after:
            if photo.pk in was:
                _rewrite(was[photo.pk], photo, using)


def _rewrite(before: Any, after: Any, using: str) -> None:
    from newsmarkup.document.figure import follow
    from newsmarkup.document.write import write
    from newsmarkup.fields import CanonicalHTML
    from newsmarkup.models import Reference
    from newsmarkup.pipeline import read
    from newsmarkup.publishing import picture
    from newsmarkup.roles import registered

    old, new = picture(before, absolute=False), picture(after, absolute=False)
    if old == new:
        return
    for article in article_models():
        content_type = ContentType.objects.db_manager(using).get_for_model(article)
        ids = Reference.objects.using(using).filter(content_type=content_type, target=after.target)
        rows = article._base_manager.using(using).filter(pk__in=list(ids.values_list("object_id", flat=True)))
        for row in rows.select_for_update():
            body = read(row.body)
            followed = follow(body, old, new)
            if followed != body:
                row.body = CanonicalHTML(write(followed, registered()))
                row.save(using=using, update_fields=["body"])


# -- signals: for what calls neither `save()` nor `update()`: deletions (in their own transaction) and fixtures ------


def _after_fixture(sender: Any, instance: Any, using: str, raw: bool, **kwargs: Any) -> None:
    if raw:
        touch(sender, [instance], using)


def _before_delete(sender: Any, instance: Any, using: str, **kwargs: Any) -> None:
    """A row that a body names can't go: the article would lose its speaker or its picture in silence."""
    from newsmarkup.models import Reference

    target = getattr(instance, "target", None)
    if target:
        held = list(Reference.objects.using(using).filter(target=target)[:5])
        if held:
            raise models.ProtectedError(
                f"{instance} is named in the text of articles ({', '.join(map(str, held))}): untag it there first.",
                set(held),
            )
    touch(sender, [instance], using)


def connect() -> None:
    from newsmarkup.models import Byline, Organization, Person, Photo, Section

    for model in (Byline, Organization, Person, Photo, Section):
        name = f"newsmarkup.{model.__name__}"
        post_save.connect(_after_fixture, sender=model, dispatch_uid=name)
        pre_delete.connect(_before_delete, sender=model, dispatch_uid=name)
