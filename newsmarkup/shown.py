"""What the public may see of the registry: who and what the published articles show, and nobody else.

Conditions on rows of the registry, answered through its indexes: the archive is never walked through. Of a paywalled
article only what stands in its open part counts; what stands before the end of its first paragraph surely does.
"""

from __future__ import annotations

from typing import Any, Literal

from django.contrib.contenttypes.models import ContentType
from django.db import connections, models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, Replace, StrIndex, Substr

from newsmarkup.following import naming, part_models

Kind = Literal["person", "organization", "photo"]


def entries(model: type[models.Model], kind: Kind, published: QuerySet[Any]) -> QuerySet[Any]:
    """The people, organizations or photos that these articles (of a subclass of AbstractArticle) show; one query."""
    from newsmarkup.models import Organization, Person, Photo

    registry: Any = {"person": Person, "organization": Organization, "photo": Photo}[kind]
    published = published.order_by()
    condition = _named(model, kind, published) | _in_parts(model, registry, published)
    for field in naming(registry, model):
        condition |= _linked(model, field, published)
    if kind != "person":
        people = entries(model, "person", published)
        for field in naming(registry, Person):
            condition |= _exists(people.filter(**{field: OuterRef("pk")}))
    return registry.objects.filter(condition)


def _in_parts(model: type[models.Model], registry: type[models.Model], published: QuerySet[Any]) -> Q:
    """The entries that bylines, corrections … name; what is withheld with the text names nobody in public."""
    from newsmarkup.models import Claim, Media, Update
    from newsmarkup.models.article import Access

    condition = Q(pk__in=[])
    for part in part_models():
        articles = published.exclude(access=Access.PAYWALLED) if part in (Claim, Media, Update) else published
        for field in naming(registry, part):
            condition |= _exists(_of(part, model, articles).filter(**{field: OuterRef("pk")}))
    return condition


def written_by(model: type[models.Model], key: str) -> Q:
    """The condition for articles that the person of this key is an author of."""
    from newsmarkup.models import Byline

    content_type = ContentType.objects.get_for_model(model)
    bylines = Byline.objects.order_by().filter(content_type=content_type, person__key=key, role=Byline.Role.AUTHOR)
    return Q(pk__in=bylines.annotate(article_key=article_key(model)).values("article_key"))


def _exists(rows: QuerySet[Any]) -> Q:
    return Q(Exists(rows.order_by()))


def _linked(model: type[models.Model], field: str, published: QuerySet[Any]) -> Q:
    """The entries that this field of the articles names: by the field first, and each found one by its key."""
    rows = model._base_manager.filter((field, OuterRef("pk")))
    return _exists(rows.filter(Exists(published.filter(pk=OuterRef("pk")))))


def _named(model: type[models.Model], kind: Kind, published: QuerySet[Any]) -> Q:
    """The entries that the articles' texts name."""
    from newsmarkup.models import Reference
    from newsmarkup.models.article import Access

    target = Concat(Value(f"{kind}:"), OuterRef("key"))
    free = _of(Reference, model, published.exclude(access=Access.PAYWALLED)).filter(target=target)
    tag = Concat(Value('="'), OuterRef("target"), Value('"'))
    if kind == "photo":
        tag = Concat(Value('data-photo="'), Substr(OuterRef("target"), len("photo:") + 1), Value('"'))
    paywalled = published.filter(access=Access.PAYWALLED).annotate(
        place=StrIndex("body", tag), end=StrIndex("body", Value("</p>"))
    )
    teased = _of(Reference, model, paywalled.filter(place__gt=0, place__lt=F("end"))).filter(target=target)
    return _exists(free) | _exists(teased)


def _of(index: type[models.Model], model: type[models.Model], articles: QuerySet[Any]) -> QuerySet[Any]:
    """The bylines or references of these articles."""
    content_type = ContentType.objects.get_for_model(model)
    rows = index._base_manager.filter(content_type=content_type).annotate(article_key=article_key(model))
    return rows.filter(Exists(articles.filter(pk=OuterRef("article_key"))))


def article_key(model: type[models.Model]) -> Any:
    """`object_id` as the article's primary key. Without a type for them, the database keeps UUIDs bare of hyphens."""
    key: Any = model._meta.pk
    while key.remote_field:
        key = key.target_field
    if isinstance(key, models.UUIDField) and not connections[model._base_manager.db].features.has_native_uuid_field:
        return Replace("object_id", Value("-"), Value(""))
    return Cast("object_id", key)
