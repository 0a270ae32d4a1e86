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

from newsmarkup import permissions, publishing
from newsmarkup.conf import settings
from newsmarkup.document.article import LIVE_BLOG, Agent, Article, Byline, Organization, Person, Picture, Section
from newsmarkup.document.attached import Claim, Correction, Media, Printed, Rights, Subject, Translation, Update
from newsmarkup.document.listed import Listed
from newsmarkup.errors import UnknownName
from newsmarkup.fields import CanonicalHTML, clean_body
from newsmarkup.following import forget, named_in, targets
from newsmarkup.permissions import Action
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

    def kind(self, obj: Any) -> str:
        """The schema.org type: NewsArticle, one of its subtypes, or LiveBlogPosting."""
        return "NewsArticle"

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

    def source(self, obj: Any) -> Organization | None:
        """The agency whose copy this is."""
        return None

    def published_at(self, obj: Any) -> datetime | None:
        return None

    def modified_at(self, obj: Any) -> datetime | None:
        return None

    def coverage(self, obj: Any) -> tuple[datetime | None, datetime | None]:
        """Of a live blog: since when, and, once it is over, until when."""
        return None, None

    def paywalled(self, obj: Any) -> bool:
        return False

    def soft_paywall(self, obj: Any) -> bool:
        """Of a paywalled one: whether the page carries the whole text all the same, marked."""
        return False

    def backstory(self, obj: Any) -> str:
        return ""

    def subjects(self, obj: Any) -> Iterable[Subject]:
        return ()

    def corrections(self, obj: Any) -> Iterable[Correction]:
        """The oldest first."""
        return ()

    def updates(self, obj: Any) -> Iterable[Update]:
        """Of a live blog, the newest first. Each text goes through the pipeline: `pipeline.clean(html).body`."""
        return ()

    def claims(self, obj: Any) -> Iterable[Claim]:
        return ()

    def media(self, obj: Any) -> Iterable[Media]:
        return ()

    def translations(self, obj: Any) -> Iterable[Translation]:
        """The same article in other languages, where the public may see it."""
        return ()

    def rights(self, obj: Any) -> Rights | None:
        return None

    def printed(self, obj: Any) -> Printed | None:
        return None

    def own_facts(self, obj: Any) -> Mapping[str, Any]:
        """The newsroom's own facts, for its extensions of the JSON-LD: they stand in `Article.own_facts`."""
        return {}

    def version(self, obj: Any) -> str:
        """What changes with every change of what the public sees, for ETags; "" where nothing says it."""
        return ""

    def revision(self, obj: Any) -> int | None:
        """How often it was written, for the JSON-LD."""
        return None

    def store(self, obj: Any, body: CanonicalHTML) -> None:
        """Save the object with this body: accepting suggestions needs it. Raises `StaleVersion` where the object was saved
        by somebody else since it was read and nothing was written."""
        self._must("store")

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
        named = {t for body in bodies for t in targets(body)}
        named |= {t for obj in objs for update in self.updates(obj) for t in named_in(update.body)}
        agents, pictures = publishing.lookup(named)
        return [self.article(obj, body, agents, pictures) for obj, body in zip(objs, bodies, strict=True)]

    def may(self, user: Any, action: Action, obj: Any = None) -> bool:
        """Whether the user may do this to every article, or to this one: what the admin and the API ask. Publishing and
        withdrawing takes no more than changing; a newsroom with stricter rules overrides this."""
        return permissions.may(user, action, self.model, obj)

    def listed(self, obj: Any) -> Listed:
        """What a list shows of it."""
        return Listed(
            settings.absolute(self.url(obj)),
            self.headline(obj),
            self.kind(obj),
            self.description(obj),
            self.language(obj),
            self.published_at(obj),
            self.modified_at(obj),
            self.lead(obj),
            tuple(self.writers(obj)),
        )

    def writers(self, obj: Any) -> Iterable[str]:
        """The keys of the people who wrote it, as lists show them."""
        return (one.agent.key for one in self.bylines(obj) if one.role == "author" and isinstance(one.agent, Person))

    def canonical(self, obj: Any) -> str:
        body = self.body(obj)
        return body if isinstance(body, CanonicalHTML) else CanonicalHTML(clean_body(body or "").html)

    def article(self, obj: Any, body: str, agents: Mapping[str, Agent], pictures: Mapping[str, Picture]) -> Article:
        kind, (since, until) = self.kind(obj), self.coverage(obj)
        return Article(
            id=str(obj.pk or ""),
            url=settings.absolute(self.url(obj)),
            headline=self.headline(obj),
            body=read(body),
            site=publishing.site(),
            kind=kind,
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
            source=self.source(obj),
            published=self.published_at(obj),
            modified=self.modified_at(obj),
            coverage_start=since,
            coverage_end=until,
            paywalled=self.paywalled(obj),
            soft_paywall=self.soft_paywall(obj),
            backstory=self.backstory(obj),
            subjects=tuple(self.subjects(obj)),
            corrections=tuple(self.corrections(obj)),
            updates=tuple(self.updates(obj)) if kind == LIVE_BLOG else (),
            claims=tuple(self.claims(obj)),
            media=tuple(self.media(obj)),
            translations=tuple(self.translations(obj)),
            rights=self.rights(obj),
            printed=self.printed(obj),
            speakable=tuple(settings.SPEAKABLE),
            version=self.revision(obj),
            own_facts=self.own_facts(obj),
            speakers=agents,
            pictures=pictures,
        )


def register(model: type[models.Model]) -> Callable[[type[ArticleAdapter]], type[ArticleAdapter]]:
    """Class decorator: this adapter reads that model."""

    def take(adapter: type[ArticleAdapter]) -> type[ArticleAdapter]:
        _adapters[model] = adapter(model)
        forget(model)
        return adapter

    return take


def adapter_for(model: type[models.Model]) -> ArticleAdapter:
    """The adapter of a model or of its nearest base. Raises `UnknownName`."""
    from newsmarkup.models import AbstractArticle
    from newsmarkup.rows import AbstractArticleAdapter

    for base in model.__mro__:
        if base in _adapters:
            return _adapters[base]
    if issubclass(model, AbstractArticle):
        return _adapters.setdefault(model, AbstractArticleAdapter(model))
    raise UnknownName("article model with an adapter", model._meta.label, [m._meta.label for m in _adapters])


def models_with_articles() -> list[type[models.Model]]:
    """Every model that can be read as articles: subclasses of `AbstractArticle`, and those with an adapter."""
    from newsmarkup.following import article_models

    return list(
        dict.fromkeys(
            [
                *(model for model in article_models() if not model._meta.proxy),
                *(model for model in _adapters if not model._meta.abstract),
            ]
        )
    )


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
