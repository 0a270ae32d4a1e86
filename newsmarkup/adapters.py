"""ArticleAdapter: how newsmarkup reads a newsroom's own article model. It inherits nothing and changes no schema.

    @register(Story)
    class StoryAdapter(ArticleAdapter):
        def headline(self, story): return story.title
        def body(self, story): return story.html
        def url(self, story): return story.get_absolute_url()

Subclasses of `AbstractArticle` have one already.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from newsmarkup import publishing, shown
from newsmarkup.conf import settings
from newsmarkup.document.article import Agent, Article, Byline, Organization, Picture, Section
from newsmarkup.errors import UnknownName
from newsmarkup.fields import CanonicalHTML, clean_body
from newsmarkup.following import targets
from newsmarkup.pipeline import read
from newsmarkup.shown import Kind

_adapters: dict[type[models.Model], ArticleAdapter] = {}


class ArticleAdapter:
    """Every method takes one object. `headline`, `body` and `url` must be written; the rest may say nothing.

    `select` and `prefetch` name the relations that the methods read, so that a list costs a constant number of
    queries. `lookups` maps the API's filters to ORM lookups; a filter that is not there is refused with 400.

    `changed_field` says when a row was last written, `appeared_fields` the moments before which it was not public.
    `order_field` puts the API's lists in order, newest first (what is published has it: never null); without one, the
    key does. Of stored articles, `version` is asked with `version_fields` alone.
    """

    select: ClassVar[Sequence[str]] = ()
    prefetch: ClassVar[Sequence[str]] = ()
    lookups: ClassVar[Mapping[str, str]] = {}
    changed_field: ClassVar[str] = ""
    appeared_fields: ClassVar[Sequence[str]] = ()
    order_field: ClassVar[str] = ""
    version_fields: ClassVar[Sequence[str]] = ()

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model

    def _must(self, name: str) -> Any:
        raise NotImplementedError(
            f"{type(self).__name__} has no {name}(): write `def {name}(self, obj)` for {self.model._meta.label}."
        )

    def headline(self, obj: Any) -> str:
        return self._must("headline")

    def body(self, obj: Any) -> str:
        """HTML; it goes through the pipeline unless it is CanonicalHTML."""
        return self._must("body")

    def url(self, obj: Any) -> str:
        """A path on this site or an absolute URL."""
        return self._must("url")

    def alternative_headline(self, obj: Any) -> str:
        return ""

    def slug(self, obj: Any) -> str:
        return ""

    def description(self, obj: Any) -> str:
        return ""

    def section(self, obj: Any) -> Section | None:
        return None

    def keywords(self, obj: Any) -> Iterable[str]:
        return ()

    def dateline(self, obj: Any) -> str:
        return ""

    def language(self, obj: Any) -> str:
        return ""

    def bylines(self, obj: Any) -> Iterable[Byline]:
        """In order. Shorter: write `authors`."""
        return tuple(Byline(agent) for agent in self.authors(obj))

    def authors(self, obj: Any) -> Iterable[Agent]:
        return ()

    def lead(self, obj: Any) -> Picture | None:
        return None

    def publisher(self, obj: Any) -> Organization | None:
        return None

    def published_at(self, obj: Any) -> datetime | None:
        return None

    def modified_at(self, obj: Any) -> datetime | None:
        return None

    def paywalled(self, obj: Any) -> bool:
        return False

    def version(self, obj: Any) -> str:
        """What changes with every change of what the public sees, for ETags; "" where nothing says it."""
        return ""

    def published(self) -> models.QuerySet[Any]:
        """What the public may see now. Must be written for the API and lists."""
        return self._must("published")

    def was_published(self) -> models.QuerySet[Any]:
        """What is or was public: a list changes with what leaves it, too."""
        return self.published()

    def matching(self, name: str, value: str) -> models.Q | None:
        """The condition of one of the API's filters; None where these articles can't be filtered so."""
        lookup = self.lookups.get(name)
        if lookup is None:
            return None
        condition = models.Q((lookup, value))
        if name == "language":
            condition = models.Q((f"{lookup}__iexact", value)) | models.Q((f"{lookup}__istartswith", f"{value}-"))
        if "__" in lookup:
            # By the key: a relation to many would give an article twice.
            return models.Q(pk__in=self.model._base_manager.filter(condition).values("pk"))
        return condition

    def shown(self, kind: Kind) -> models.QuerySet[Any] | None:
        """The registry's people, organizations or photos that published articles show; None: nobody knows."""
        return None

    def articles(self, objs: Sequence[Any]) -> list[Article]:
        """The Articles of these rows: the registry is asked once for all of them."""
        bodies = [self.canonical(obj) for obj in objs]
        agents, pictures = publishing.lookup({t for body in bodies for t in targets(body)})
        return [self.article(obj, body, agents, pictures) for obj, body in zip(objs, bodies, strict=True)]

    def canonical(self, obj: Any) -> str:
        body = self.body(obj)
        return body if isinstance(body, CanonicalHTML) else CanonicalHTML(clean_body(body or "").html)

    def article(self, obj: Any, body: str, agents: Mapping[str, Agent], pictures: Mapping[str, Picture]) -> Article:
        return Article(
            id=str(obj.pk or ""),
            url=settings.absolute(self.url(obj)),
            headline=self.headline(obj),
            body=read(body),
            site=publishing.site(),
            alternative_headline=self.alternative_headline(obj),
            slug=self.slug(obj),
            description=self.description(obj),
            section=self.section(obj),
            keywords=tuple(self.keywords(obj)),
            dateline=self.dateline(obj),
            language=self.language(obj),
            bylines=tuple(self.bylines(obj)),
            lead=self.lead(obj),
            publisher=self.publisher(obj),
            published=self.published_at(obj),
            modified=self.modified_at(obj),
            paywalled=self.paywalled(obj),
            speakers=agents,
            pictures=pictures,
        )


class AbstractArticleAdapter(ArticleAdapter):
    """For every subclass of AbstractArticle: the fields are named like the facts."""

    select = ("section", "lead_photo", "publisher")
    prefetch = ("bylines__person__affiliation", "bylines__person__image", "bylines__organization")
    lookups = {"section": "section__slug", "author": "bylines__person__key", "language": "language"}
    changed_field = "changed_at"
    appeared_fields = ("published_at", "embargo_until")
    order_field = "published_at"
    version_fields = ("stamp", "version", "facts")

    def headline(self, obj: Any) -> str:
        return str(obj.headline)

    def body(self, obj: Any) -> str:
        return obj.body or ""

    def url(self, obj: Any) -> str:
        return str(obj.get_absolute_url())

    def alternative_headline(self, obj: Any) -> str:
        return str(obj.alternative_headline)

    def slug(self, obj: Any) -> str:
        return str(obj.slug)

    def description(self, obj: Any) -> str:
        return str(obj.description)

    def section(self, obj: Any) -> Section | None:
        return obj.section and publishing.section(obj.section)

    def keywords(self, obj: Any) -> Iterable[str]:
        return obj.keywords

    def dateline(self, obj: Any) -> str:
        return str(obj.dateline)

    def language(self, obj: Any) -> str:
        return str(obj.language)

    def bylines(self, obj: Any) -> Iterable[Byline]:
        for row in obj.bylines.all() if obj.pk else ():
            if row.person:
                yield Byline(publishing.person(row.person), row.role)
            elif row.organization:
                yield Byline(publishing.organization(row.organization), row.role)

    def lead(self, obj: Any) -> Picture | None:
        return obj.lead_photo and publishing.picture(obj.lead_photo)

    def publisher(self, obj: Any) -> Organization | None:
        return obj.publisher and publishing.organization(obj.publisher)

    def published_at(self, obj: Any) -> datetime | None:
        return obj.published_at

    def modified_at(self, obj: Any) -> datetime | None:
        return obj.modified_at

    def paywalled(self, obj: Any) -> bool:
        return bool(obj.access == "paywalled")

    def version(self, obj: Any) -> str:
        return publishing.stamp(obj)

    def published(self) -> models.QuerySet[Any]:
        return self.model._default_manager.published()

    def was_published(self) -> models.QuerySet[Any]:
        # Not `published_at__lte`: the newest change is found through the index of `changed_at`.
        return self.model._default_manager.exclude(published_at=None).exclude(published_at__gt=timezone.now())

    def matching(self, name: str, value: str) -> models.Q | None:
        if name == "section":
            return models.Q(section__slug=value)
        return shown.written_by(self.model, value) if name == "author" else super().matching(name, value)

    def shown(self, kind: Kind) -> models.QuerySet[Any] | None:
        return shown.entries(self.model, kind, self.published())

    def articles(self, objs: Sequence[Any]) -> list[Article]:
        """Rows that were loaded without their relations get them in bulk here."""
        saved = [obj for obj in objs if obj.pk]
        models.prefetch_related_objects(saved, *self.select, *self.prefetch)
        return super().articles(objs)


def register(model: type[models.Model]) -> Callable[[type[ArticleAdapter]], type[ArticleAdapter]]:
    """Class decorator: this adapter reads that model."""

    def take(adapter: type[ArticleAdapter]) -> type[ArticleAdapter]:
        _adapters[model] = adapter(model)
        return adapter

    return take


def adapter_for(model: type[models.Model]) -> ArticleAdapter:
    """The adapter of a model or of its nearest base. Raises `UnknownName`."""
    from newsmarkup.models import AbstractArticle

    for base in model.__mro__:
        if base in _adapters:
            return _adapters[base]
    if issubclass(model, AbstractArticle):
        return _adapters.setdefault(model, AbstractArticleAdapter(model))
    raise UnknownName("article model with an adapter", model._meta.label, [m._meta.label for m in _adapters])


def article_model() -> type[models.Model]:
    """The model that the API serves: `NEWSMARKUP["ARTICLE_MODEL"]`, else the only one there is."""
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured

    from newsmarkup.following import article_models

    if settings.ARTICLE_MODEL:
        return apps.get_model(settings.ARTICLE_MODEL)
    known = list(dict.fromkeys([*article_models(), *_adapters]))
    if len(known) != 1:
        raise ImproperlyConfigured(
            'Say which model the API serves: NEWSMARKUP = {"ARTICLE_MODEL": "app.Model"}. '
            f"Known: {', '.join(m._meta.label for m in known) or 'none'}."
        )
    return known[0]
