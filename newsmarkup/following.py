"""Following: what must change in which articles when a fact changes that they show.

A person, organization, photo, section, or a part of an article (byline, correction, update …) is written → in the same
transaction the articles that show it count one more in `facts`, which makes what was derived from them stale; it is
derived anew on next view. An article does the same to its translations. A figure that
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
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils import timezone

from newsmarkup import archive, changes
from newsmarkup.document.node import Body
from newsmarkup.document.speaker import MENTION


def targets(body: str) -> set[str]:
    """What a canonical body names: `person:KEY`, `organization:KEY`, `photo:KEY`."""
    return {match[1] or f"photo:{match[2]}" for match in MENTION.finditer(body)}


def named_in(body: Body) -> set[str]:
    """The same of a parsed body."""
    return targets(" ".join(f'{name}="{value}"' for node in body.walk() for name, value in node.attrs))


def article_models() -> list[type[models.Model]]:
    """The concrete subclasses of AbstractArticle."""
    from newsmarkup.models import AbstractArticle

    return [m for m in apps.get_models() if issubclass(m, AbstractArticle)]


def batches(rows: models.QuerySet[Any], size: int) -> Iterator[list[Any]]:
    """Rows in the order of their keys, each batch asked for by itself: no cursor stays open, no memory grows."""
    last: Any = None
    while batch := list((rows.filter(pk__gt=last) if last is not None else rows)[:size]):
        last = batch[-1].pk
        yield batch


def index(articles: Iterable[Any], using: str | None = None) -> None:
    """Make the references and quotations of these articles say what their bodies and those of their updates do."""
    from newsmarkup.models import Reference, Update

    articles = list(articles)
    if not articles:
        return
    using = using or articles[0]._state.db
    content_type = ContentType.objects.db_manager(using).get_for_model(articles[0])
    wanted = {(str(a.pk), target) for a in articles for target in targets(str(a.body))}
    of_these = {"content_type": content_type, "object_id__in": [str(a.pk) for a in articles]}
    for object_id, body in Update._base_manager.using(using).filter(**of_these).values_list("object_id", "body"):
        wanted |= {(object_id, target) for target in targets(str(body))}
    stored = Reference.objects.using(using).filter(**of_these)
    have = {(r.object_id, r.target): r.pk for r in stored}
    gone = [pk for key, pk in have.items() if key not in wanted]
    if gone:
        Reference.objects.using(using).filter(pk__in=gone).delete()
    new = [Reference(content_type=content_type, object_id=o, target=t) for o, t in sorted(wanted - set(have))]
    Reference.objects.using(using).bulk_create(new, ignore_conflicts=True, batch_size=500)
    archive.index(articles, using)


def naming(model: type[models.Model], by: type[models.Model]) -> list[str]:
    """The fields of `by` that hold a row of `model`."""
    return [f.name for f in by._meta.concrete_fields if f.remote_field and issubclass(model, f.remote_field.model)]


def part_models() -> list[type[models.Model]]:
    from newsmarkup.models import Part

    return [m for m in apps.get_models() if issubclass(m, Part)]


def _any_of(fields: Iterable[str], pks: Sequence[Any]) -> Q:
    """The condition that one of these fields holds one of these rows."""
    condition = Q(pk__in=[])
    for field in fields:
        condition |= Q(**{f"{field}__in": pks})
    return condition


def showing(model: type[models.Model], rows: Sequence[Any], using: str) -> Iterator[models.QuerySet[Any]]:
    """The articles that show these rows, a queryset for each article model."""
    from newsmarkup.models import Organization, Part, Person, Photo

    if issubclass(model, Part):
        for article in article_models():
            content_type = ContentType.objects.db_manager(using).get_for_model(article)
            pks = [row.object_id for row in rows if row.content_type_id == content_type.pk]
            yield article._base_manager.using(using).filter(pk__in=pks)
        return
    shown: list[tuple[type[models.Model], Sequence[Any]]] = [(model, rows)]
    if model in (Photo, Organization):
        # Who has this portrait, or belongs to this organization.
        condition = _any_of(naming(model, Person), [row.pk for row in rows])
        shown.append((Person, list(Person._base_manager.using(using).filter(condition))))
    yield from naming_any(shown, using)


def naming_any(shown: Sequence[tuple[type[models.Model], Sequence[Any]]], using: str) -> Iterator[models.QuerySet[Any]]:
    """The articles that themselves name one of these rows (each list of one model), which can't go before that."""
    from newsmarkup.models import Reference

    names = {row.target for _model, found in shown for row in found if hasattr(row, "target")}
    for article in article_models():
        content_type = ContentType.objects.db_manager(using).get_for_model(article)
        manager = article._base_manager.using(using)
        direct = Q(pk__in=[])
        ids: set[str] = set()
        if names:
            named = Reference.objects.using(using).filter(content_type=content_type, target__in=names)
            ids |= set(named.values_list("object_id", flat=True))
        for fact, found in shown:
            pks = [row.pk for row in found]
            direct |= _any_of(naming(fact, article), pks)
            for part in part_models() if pks else ():
                if fields := naming(fact, part):
                    parts = part._base_manager.using(using).filter(_any_of(fields, pks), content_type=content_type)
                    ids |= set(parts.values_list("object_id", flat=True))
        yield manager.filter(direct | Q(pk__in=ids))


def touch(model: type[models.Model], rows: Sequence[Any], using: str) -> None:
    """The articles that show these rows are stale, and changed for whoever asks what changed."""
    for articles in showing(model, rows, using) if rows else ():
        # Their own manager is passed by: the version counts what editors write.
        _raise_facts(articles, using)


def _raise_facts(articles: models.QuerySet[Any], using: str) -> None:
    if articles.update(facts=F("facts") + 1, changed_at=timezone.now()):
        changes.mark(articles.model, articles.values_list("pk", flat=True), using)


INDEXED = frozenset(archive.SHOWN)  # where one of these changes, an article is indexed anew
LINKED = ("translation_of", "headline", "slug", "language", "section", "status", "published_at", "embargo_until")


@contextmanager
def translating(model: type[models.Model], pks: Sequence[Any], using: str) -> Iterator[None]:
    """Around a write (or, left before it, a deletion) of these articles, in the caller's transaction: their translations,
    what they were or are translated from, and its other translations are stale where one of `LINKED` changed."""
    rows = model._base_manager.using(using).filter(pk__in=pks).order_by()
    before = {row[0]: row for row in rows.values_list("pk", *LINKED)}
    yield
    after = {row[0]: row for row in rows.values_list("pk", *LINKED)}
    touch_translations(model, [row[:2] for _pk, row in before.items() ^ after.items()], using)


def touch_translations(model: type[models.Model], rows: Sequence[tuple[Any, Any]], using: str) -> None:
    """`rows` are the keys of articles, each with that of the one it is translated from."""
    family = {pk for row in rows for pk in row if pk is not None}
    if family:
        relatives = model._base_manager.using(using).filter(Q(pk__in=family) | Q(translation_of__in=family))
        relatives = relatives.exclude(pk__in=[pk for pk, _original in rows])
        _raise_facts(relatives, using)


def name(model: type[models.Model], rows: Sequence[Any], using: str) -> None:
    """The names under which these people and organizations are found are theirs; what updates name is known."""
    from newsmarkup.models import Organization, Person, Update
    from newsmarkup.models.name import index as index_names

    if model in (Person, Organization):
        index_names(rows, using)
    elif model is Update:
        for articles in showing(model, rows, using):
            index(articles, using)


@contextmanager
def changing(model: type[models.Model], rows: Sequence[Any], *, using: str, saved: Any = None) -> Iterator[None]:
    """Around a write of `rows` (as they were; and `saved`, which may be new), in the caller's transaction: touch the
    articles that showed them and those that do afterwards, and let figures and renditions follow their photo."""
    from newsmarkup.models import Photo

    touch(model, rows, using)
    yield
    pks = [row.pk for row in rows] or ([saved.pk] if saved is not None else [])
    after = list(model._base_manager.using(using).filter(pk__in=pks))
    touch(model, after, using)
    name(model, after, using)
    if model is Photo:
        from newsmarkup.renditions import due

        due(after, using)
        was = {row.pk: row for row in rows}
        for photo in after:
            if photo.pk in was:
                _rewrite(was[photo.pk], photo, using)


def _rewrite(before: Any, after: Any, using: str) -> None:
    from newsmarkup.document.figure import follow
    from newsmarkup.document.write import write
    from newsmarkup.fields import CanonicalHTML
    from newsmarkup.models import Reference, Update
    from newsmarkup.pipeline import read
    from newsmarkup.publishing import picture
    from newsmarkup.roles import registered

    old, new = picture(before, absolute=False), picture(after, absolute=False)
    if old == new:
        return
    for article in article_models():
        content_type = ContentType.objects.db_manager(using).get_for_model(article)
        named = Reference.objects.using(using).filter(content_type=content_type, target=after.target)
        ids = list(named.values_list("object_id", flat=True))
        updates = Update._base_manager.using(using).filter(content_type=content_type, object_id__in=ids)
        for rows in (article._base_manager.using(using).filter(pk__in=ids), updates):
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
        name(sender, [instance], using)


def _before_delete(sender: Any, instance: Any, using: str, **kwargs: Any) -> None:
    """A row that a body names can't go: the article would lose its speaker or its picture in silence."""
    from newsmarkup.models import Name, Reference

    target = getattr(instance, "target", None)
    if target:
        held = list(Reference.objects.using(using).filter(target=target)[:5])
        if held:
            raise models.ProtectedError(
                f"{instance} is named in the text of articles ({', '.join(map(str, held))}): untag it there first.",
                set(held),
            )
        Name.objects.using(using).filter(target=target).delete()
    touch(sender, [instance], using)


def _after_article(sender: Any, instance: Any, using: str, **kwargs: Any) -> None:
    """What is proposed for an article goes with it, and where it was imported from. That it was public is remembered."""
    from newsmarkup.models import AbstractArticle, Origin, Proposal, Reading

    content_type = ContentType.objects.db_manager(using).get_for_model(sender)
    for model in (Proposal, Reading, Origin):
        model._base_manager.using(using).filter(content_type=content_type, object_id=str(instance.pk)).delete()
    if issubclass(sender, AbstractArticle):
        changes.mark(sender, [instance.pk], using)


def _after_article_fixture(sender: Any, instance: Any, using: str, raw: bool, **kwargs: Any) -> None:
    if raw:
        changes.mark(sender, [instance.pk], using)


def _after_update(sender: Any, instance: Any, using: str, origin: Any = None, **kwargs: Any) -> None:
    """What only this update named is named no more; where the whole article goes, its references go with it."""
    if isinstance(origin, sender) or getattr(origin, "model", None) is sender:
        name(sender, [instance], using)


def _before_article(sender: Any, instance: Any, using: str, **kwargs: Any) -> None:
    """Its translations link to it no more."""
    touch_translations(sender, [(instance.pk, instance.translation_of_id)], using)


def forget(model: type[models.Model]) -> None:
    """From now on, what is proposed for articles of this model goes with them."""
    post_delete.connect(_after_article, sender=model, dispatch_uid=f"newsmarkup.article.{model._meta.label}")


def connect() -> None:
    from newsmarkup.models import Organization, Person, Photo, Section, Update

    for model in (*part_models(), Organization, Person, Photo, Section):
        name = f"newsmarkup.{model.__name__}"
        post_save.connect(_after_fixture, sender=model, dispatch_uid=name)
        pre_delete.connect(_before_delete, sender=model, dispatch_uid=name)
    post_delete.connect(_after_update, sender=Update, dispatch_uid="newsmarkup.update")
    for article in article_models():
        forget(article)
        name = f"newsmarkup.{article._meta.label}"
        pre_delete.connect(_before_article, sender=article, dispatch_uid=name)
        post_save.connect(_after_article_fixture, sender=article, dispatch_uid=name)
