"""The archive of quotations: who said what, when, and the link to the very sentence.

The index is derived from articles and kept in the transaction of every write (`newsmarkup.following`). Who may see a
quotation, each query asks the article: what is withdrawn, or under embargo, is gone at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from newsmarkup.conf import settings
from newsmarkup.document.article import LIVE_BLOG, Agent, Organization, Person, teaser
from newsmarkup.document.attached import Update as UpdateValue
from newsmarkup.document.listed import Listed
from newsmarkup.document.node import Body
from newsmarkup.document.passage import Passage, passages
from newsmarkup.document.spoken import Spoken
from newsmarkup.folding import fold
from newsmarkup.fulltext import words
from newsmarkup.roles import registered

# What of an article stands in its quotations' rows: where one of these changes, they are written anew.
SHOWN = ("body", "kind", "language", "section", "published_at")


# -- kept true ---------------------------------------------------------------------------------------------------------


def index(articles: Iterable[Any], using: str) -> None:
    """Make the quotations of these rows of one model say what their texts say now."""
    from newsmarkup.models import Quotation

    articles = list(articles)
    if not articles:
        return
    content_type = ContentType.objects.db_manager(using).get_for_model(articles[0])
    ids = [str(article.pk) for article in articles]
    updates = _updates(content_type, ids, using)
    wanted = {
        (row.object_id, row.anchor): row
        for article in articles
        for row in _rows(article, content_type, updates.get(str(article.pk), ()))
    }
    stored = Quotation.objects.using(using).filter(content_type=content_type, object_id__in=ids)
    gone, changed = [], []
    for have in stored:
        want = wanted.pop((have.object_id, have.anchor), None)
        if want is None:
            gone.append(have.pk)
        elif any(getattr(have, name) != getattr(want, name) for name in _FIELDS):
            want.pk = have.pk
            changed.append(want)
    if gone:
        Quotation.objects.using(using).filter(pk__in=gone).delete()
    Quotation.objects.using(using).bulk_update(changed, _FIELDS, batch_size=200)
    # The last one first: lists show the newest row on top, and so an article's quotations in its own order.
    Quotation.objects.using(using).bulk_create(list(wanted.values())[::-1], batch_size=200)


_FIELDS = ("passage", "position", "text", "words", "kind", "target", "name", "folded", "alleged", "occasion", "cite",
           "language", "teased", "published_at", "section_id")  # fmt: skip


def _updates(content_type: Any, ids: Sequence[str], using: str) -> dict[str, list[Any]]:
    from newsmarkup.models import Update

    found: dict[str, list[Any]] = {}
    rows = Update._base_manager.using(using).filter(content_type=content_type, object_id__in=ids)
    for row in rows.order_by("-at", "-pk"):
        found.setdefault(row.object_id, []).append(row)
    return found


def _rows(article: Any, content_type: Any, updates: Sequence[Any]) -> Iterator[Any]:
    from newsmarkup.models import Quotation

    for position, (passage, anchor, teased) in enumerate(_quotations(article, updates), 1):
        speaker = passage.speaker
        text = passage.text
        yield Quotation(
            content_type=content_type,
            object_id=str(article.pk),
            passage=passage.id,
            anchor=anchor,
            position=position,
            text=text,
            words=words(text),
            kind=speaker.kind if speaker else "",
            target=speaker.target if speaker else "",
            name=speaker.name if speaker else "",
            folded=fold(speaker.name)[:200] if speaker else "",
            alleged=passage.alleged,
            occasion=passage.occasion,
            cite=passage.cite,
            language=passage.lang or article.language,
            teased=teased,
            published_at=article.published_at,
            section_id=article.section_id,
        )


def _quotations(article: Any, updates: Sequence[Any]) -> Iterator[tuple[Passage, str, bool]]:
    """Each with its element's id, and whether it stands in what everyone may read of a paywalled article."""
    body = _body(article.body)
    open_ids = {passage.id for passage in passages(teaser(body), registered())}
    for passage in passages(body, registered()):
        if passage.role == "quotation":
            yield passage, f"quote-{passage.id}", passage.id in open_ids
    for row in updates if article.kind == LIVE_BLOG else ():
        update = UpdateValue(row.key, row.headline, _body(row.body))
        for passage in passages(update.body, registered()):
            if passage.role == "quotation":
                yield passage, update.quotation(passage.id), False


def _body(html: Any) -> Body:
    from newsmarkup.fields import canonical_html
    from newsmarkup.pipeline import read

    return read(canonical_html(html or ""))


# -- searched ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Search:
    """`speaker`: `person:KEY`, `organization:KEY`, a key of either, or a name. `q`: see `fulltext`. `since` and `until`
    bound the publication, both inclusive. `section`: a slug. `language`: `de` finds `de-AT`. `article`: its key."""

    speaker: str = ""
    q: str = ""
    since: datetime | None = None
    until: datetime | None = None
    section: str = ""
    language: str = ""
    article: str = ""

    def within(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Those of `rows` that are sought."""
        if self.q:
            rows = rows.filter(words__holds=self.q)
        if self.speaker:
            rows = rows.filter(_by(self.speaker))
        if self.since:
            rows = rows.filter(published_at__gte=self.since)
        if self.until:
            rows = rows.filter(published_at__lte=self.until)
        if self.section:
            rows = rows.filter(section__slug=self.section)
        if self.language:
            rows = rows.filter(Q(language__iexact=self.language) | Q(language__istartswith=f"{self.language}-"))
        if self.article:
            rows = rows.filter(object_id=self.article)
        return rows


def public(model: type[models.Model]) -> QuerySet[Any]:
    """The quotations of this article model that everyone may read now. An article's own quotations are in its order."""
    from newsmarkup.models import Quotation
    from newsmarkup.models.article import Access
    from newsmarkup.shown import article_key

    # One condition, which a database can ask of each row that it comes to: it never gathers all that is public.
    teased = ExpressionWrapper(OuterRef("teased"), models.BooleanField())
    articles = model._default_manager.published().order_by().annotate(teased=teased)  # type: ignore[attr-defined]
    articles = articles.filter(~Q(access=Access.PAYWALLED) | Q(teased=True), pk=OuterRef("article_key"))
    content_type = ContentType.objects.get_for_model(model)
    rows = Quotation.objects.filter(content_type=content_type).annotate(article_key=article_key(model))
    return rows.filter(Exists(articles))


def _by(speaker: str) -> Q:
    """The condition that this one speaks."""
    from newsmarkup.models import Name

    kind, colon, _key = speaker.partition(":")
    if colon and kind in ("person", "organization"):
        return Q(target=speaker)
    named = Name.objects.filter(folded=fold(speaker)).values("target")
    return (
        Q(target__in=[f"person:{speaker}", f"organization:{speaker}"]) | Q(target__in=named) | Q(folded=fold(speaker))
    )


def said_by(model: type[models.Model], speaker: str) -> QuerySet[Any]:
    """What this one said in public, the newest first."""
    return Search(speaker).within(public(model)).order_by("-published_at", "-pk")


def spoken(rows: Sequence[Any], adapter: Any) -> list[Spoken]:
    """The quotations of these rows in their order, with speakers and articles: four queries at most. Of an article that is
    public no longer there is none."""
    from newsmarkup.publishing import lookup

    agents = dict(lookup({row.target for row in rows if row.target})[0])
    found = adapter.published().filter(pk__in={row.object_id for row in rows}).select_related("section")
    articles = {str(article.pk): article for article in found}
    return [_spoken(row, articles[row.object_id], agents, adapter) for row in rows if row.object_id in articles]


def _spoken(row: Any, article: Any, agents: dict[str, Agent], adapter: Any) -> Spoken:
    agent = agents.get(row.target)
    if agent is None and row.name:
        agent = Person("", row.name) if row.kind == "person" else Organization("", row.name)
    listed = Listed(
        settings.absolute(adapter.url(article)),
        adapter.headline(article),
        adapter.kind(article),
        adapter.description(article),
        adapter.language(article),
        adapter.published_at(article),
        adapter.modified_at(article),
    )
    return Spoken(
        row.passage, row.anchor, row.text, listed, row.object_id, agent, row.kind == "anonymous", row.alleged, row.occasion,
        row.cite, row.language, row.position,
    )  # fmt: skip
