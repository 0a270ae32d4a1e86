"""The log of changes: who reads it up to its top, again and again, has in the end exactly what is public."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core import serializers
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from demo_site.models import Article
from newsmarkup import changes
from newsmarkup.models import Byline, Change, ChangeLog, Correction, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    """What `numbered` says: (event, id) of each."""
    heard = []

    def hear(sender, changes, using, **kwargs):
        heard.extend((change.event, change.object_id) for change in changes)

    changes.numbered.connect(hear)
    yield heard
    changes.numbered.disconnect(hear)


class Log:
    """A reader: what happened since it last asked, as (event, id)."""

    def __init__(self):
        self.top = changes.sequence("default").top

    def news(self):
        since, self.top = self.top, changes.sequence("default").top
        rows = Change.objects.filter(changes.READABLE, seq__gt=since, seq__lte=self.top).order_by("seq")
        return [(row.event, row.object_id) for row in rows]


@pytest.fixture
def at(monkeypatch):
    """`at(hours)`: the clock, so many hours behind a minute from now."""
    start = timezone.now() + timedelta(minutes=1)

    def move(hours):
        monkeypatch.setattr(timezone, "now", lambda: start + timedelta(hours=hours))
        return timezone.now()

    return move


# -- every write is in the log -----------------------------------------------------------------------------------------


def resave(article):
    article.headline = "Another"
    article.save()


def load_fixture(article):
    for loaded in serializers.deserialize("json", serializers.serialize("json", [article])):
        loaded.save()


UPDATES = {
    "save": resave,
    "update_fields": lambda article: article.save(update_fields=["description"]),
    "update": lambda article: Article.objects.filter(pk=article.pk).update(description="Another"),
    "update of a linked field": lambda article: Article.objects.filter(pk=article.pk).update(headline="Another"),
    "bulk_update": lambda article: Article.objects.bulk_update([article], ["description"]),
    "update_or_create": lambda article: Article.objects.update_or_create(pk=article.pk, defaults={"description": "A"}),
    "fixture": load_fixture,
    "a person": lambda article: Person.objects.get(key="nora").save(),
    "people": lambda article: Person.objects.filter(key="nora").update(name="Nora Berg"),
    "the publisher": lambda article: article.publisher.save(),
    "a part": lambda article: Correction.objects.create(article=article, text="Was wrong."),
    "a part's deletion": lambda article: Byline.objects.all().delete(),
    "a translation": lambda article: Article.objects.create(
        headline="Der Hafen", slug="hafen", language="de", translation_of=article, status="published"
    ),
}


@pytest.mark.parametrize("write", UPDATES.values(), ids=UPDATES)
def test_an_update(make_article, write):
    article = make_article()
    log = Log()
    write(article)
    assert ("update", str(article.pk)) in log.news()
    assert log.news() == []


WITHDRAWALS = {
    "withdrawn": lambda article: Article.objects.filter(pk=article.pk).update(status="withdrawn"),
    "a draft again": lambda article: Article.objects.filter(pk=article.pk).update(status="draft"),
    "embargoed again": lambda article: Article.objects.filter(pk=article.pk).update(
        embargo_until=timezone.now() + timedelta(days=1)
    ),
    "deleted": lambda article: article.delete(),
    "deleted by queryset": lambda article: Article.objects.filter(pk=article.pk).delete(),
}


@pytest.mark.parametrize("write", WITHDRAWALS.values(), ids=WITHDRAWALS)
def test_a_withdrawal_is_remembered(make_article, write):
    article = make_article(slug="harbour")
    log, pk = Log(), str(article.pk)
    write(article)
    assert log.news() == [("withdraw", pk)]
    tombstone = Change.objects.get(object_id=pk)
    assert (tombstone.state, tombstone.url) == ("gone", "/articles/harbour/")


def test_a_publication(make_article):
    log = Log()
    draft = make_article(status="draft", published_at=None)
    assert log.news() == []
    draft.status = "published"
    draft.save()
    made = Article.objects.bulk_create(
        [Article(headline="A", slug="a", status="published", published_at=timezone.now())]
    )
    assert log.news() == [("publish", str(draft.pk)), ("publish", str(made[0].pk))]


def test_what_was_never_public_leaves_no_trace(make_article, told):
    log = Log()
    draft = make_article(status="draft", published_at=None)
    later = make_article(published_at=timezone.now() + timedelta(days=1))
    for article in (draft, later):
        resave(article)
        assert log.news() == []
        article.delete()
        assert log.news() == []
    assert not Change.objects.exclude(seq=None).exists()
    assert told == []


def test_what_is_gone_stays_as_it_was_until_it_is_public_again(make_article):
    article = make_article()
    log, reader = Log(), Log()
    article.status = "withdrawn"
    article.save()
    assert log.news() == [("withdraw", str(article.pk))]
    resave(article)
    assert log.news() == []
    assert reader.news() == [("withdraw", str(article.pk))]
    article.status = "published"
    article.save()
    assert log.news() == [("publish", str(article.pk))]


def test_a_withdrawn_article_does_not_tell_its_new_address(make_article):
    article = make_article(slug="open")
    Log()
    article.status, article.slug = "draft", "secret"
    article.save()
    changes.sequence("default")
    assert Change.objects.get(object_id=str(article.pk)).url == "/articles/open/"


# -- the clock ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", ["published_at", "embargo_until"])
def test_the_hour_comes(make_article, at, field):
    article = make_article(**{field: at(2)})
    at(0)
    log = Log()
    at(1.99)
    assert log.news() == []
    at(2)
    assert log.news() == [("publish", str(article.pk))]
    at(3)
    assert log.news() == []


def test_a_clock_that_goes_back_loses_nothing_and_repeats_nothing(make_article, at):
    article = make_article(embargo_until=at(1))
    at(0)
    log = Log()
    at(1)
    assert log.news() == [("publish", str(article.pk))]
    at(0.9)
    assert log.news() == []
    second = make_article(embargo_until=at(1))
    at(0.95)
    assert log.news() == []
    at(1)
    assert log.news() == [("publish", str(second.pk))]


def test_what_becomes_public_while_it_is_looked_at(make_article, at, monkeypatch):
    article = make_article(embargo_until=at(1))
    at(0.5)
    log = Log()
    judge = changes._judge

    def slowly(*args):
        judge(*args)
        at(1.5)

    resave(article)
    monkeypatch.setattr(changes, "_judge", slowly)
    assert log.news() == []
    assert log.news() == [("publish", str(article.pk))]


def test_its_translations_change_when_it_becomes_public(make_article, at):
    original = make_article()
    make_article(translation_of=original, language="de", embargo_until=at(1))
    at(0)
    log = Log()
    at(1)
    assert sorted(event for event, _pk in log.news()) == ["publish", "update"]


# -- numbers -----------------------------------------------------------------------------------------------------------


def test_with_nothing_to_do_two_queries_and_no_write(make_article, django_assert_num_queries):
    make_article()
    changes.sequence("default")
    with django_assert_num_queries(2) as asked:
        changes.sequence("default")
    assert all(query["sql"].startswith("SELECT") for query in asked)


def test_many_are_numbered_in_batches(make_article, monkeypatch, told):
    monkeypatch.setattr(changes, "BATCH", 3)
    log = Log()
    rows = [make_article(byline=False) for _ in range(8)]
    news = log.news()
    assert sorted(news) == sorted(("publish", str(row.pk)) for row in rows) == sorted(told)
    Article.objects.all().update(description="All")
    assert sorted(log.news()) == sorted(("update", str(row.pk)) for row in rows)
    numbers = list(Change.objects.values_list("seq", flat=True))
    assert len(set(numbers)) == 8
    assert max(numbers) == ChangeLog.objects.get().top


def test_the_queries_of_numbering_do_not_grow(make_article):
    make_article(byline=False)
    changes.sequence("default")

    def cost(count):
        for _ in range(count):
            make_article(byline=False)
        with CaptureQueriesContext(connection) as asked:
            changes.sequence("default")
        return len(asked)

    assert cost(2) == cost(9)


def test_marking_costs_one_query(make_article):
    article = make_article()
    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        changes.mark(Article, [article.pk], "default")
    assert sum("newsmarkup_change" in query["sql"] for query in asked) == 1


def test_several_writes_are_one_event_and_a_publication_taken_back_is_none(make_article, told):
    changes.sequence("default")
    article, other = make_article(), make_article()
    resave(article)
    other.status = "draft"
    other.save()
    changes.sequence("default")
    changes.sequence("default")
    assert told == [("publish", str(article.pk))]


def test_a_receiver_that_raises_leaves_nothing_numbered(make_article):
    changes.sequence("default")
    make_article()

    def refuse(sender, **kwargs):
        raise RuntimeError("no room")

    changes.numbered.connect(refuse)
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            changes.sequence("default")
    finally:
        changes.numbered.disconnect(refuse)
    assert not Change.objects.exclude(seq=None).exists()
    assert changes.sequence("default").top > 0


# -- what was there before ---------------------------------------------------------------------------------------------


def test_articles_of_before_the_log_are_taken_up_in_silence(make_article, monkeypatch, told):
    monkeypatch.setattr(changes, "BATCH", 2)
    public = [make_article(byline=False) for _ in range(5)]
    later = make_article(embargo_until=timezone.now() + timedelta(days=1), byline=False)
    Change.objects.all().delete()
    ChangeLog.objects.all().delete()
    changes.sequence("default")
    assert told == []
    rows = {row.object_id: row for row in Change.objects.all()}
    assert {pk for pk, row in rows.items() if row.state == "public"} == {str(row.pk) for row in public}
    assert rows[str(later.pk)].due_at == later.embargo_until


def test_a_rebuild_finds_what_was_written_past_django(make_article, told):
    kept, deleted, hidden = make_article(), make_article(), make_article()
    log = changes.sequence("default")
    told.clear()
    rows = Article._base_manager.all()
    Byline.objects.all().delete()
    changes.sequence("default")
    told.clear()
    rows.filter(pk=deleted.pk)._raw_delete("default")
    rows.filter(pk=hidden.pk).update(status="draft")
    changes.rebuild("default")
    after = changes.sequence("default")
    assert after.epoch != log.epoch
    states = dict(Change.objects.values_list("object_id", "state"))
    assert states == {str(kept.pk): "public", str(deleted.pk): "gone", str(hidden.pk): "gone"}
    assert told == []


def test_the_command_rebuilds_it(make_article):
    make_article()
    epoch = changes.sequence("default").epoch
    call_command("newsmarkup_rebuild", "--stale-only", verbosity=0)
    assert changes.sequence("default").epoch == epoch
    call_command("newsmarkup_rebuild", verbosity=0)
    assert changes.sequence("default").epoch != epoch
    assert changes.sequence("default").top == Change.objects.get().seq


def test_a_rebuild_does_not_swallow_what_was_not_told_yet(make_article, told):
    changes.sequence("default")
    article = make_article()
    changes.rebuild("default")
    changes.sequence("default")
    assert told == [("publish", str(article.pk))]


# -- transactions that overlap -----------------------------------------------------------------------------------------


def elsewhere(do):
    """In a transaction of another connection."""

    def run():
        seconds = {"postgresql": "SET lock_timeout = '5s'", "mysql": "SET innodb_lock_wait_timeout = 5"}
        try:
            with connection.cursor() as cursor:
                cursor.execute(seconds[connection.vendor])
            return do()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other:
        return other.submit(run).result(timeout=30)


overlapping = pytest.mark.overlapping


@overlapping
@pytest.mark.django_db(transaction=True)
def test_a_write_that_commits_late_is_not_skipped(make_article):
    late, early = make_article(byline=False), make_article(byline=False)
    log = Log()
    with transaction.atomic():
        resave(late)
        elsewhere(lambda: resave(Article.objects.get(pk=early.pk)))
        assert elsewhere(log.news) == [("update", str(early.pk))]
        elsewhere(lambda: Article.objects.create(headline="Another", slug="another", status="published"))
        assert [event for event, _pk in elsewhere(log.news)] == ["publish"]
    assert log.news() == [("update", str(late.pk))]


@overlapping
@pytest.mark.django_db(transaction=True)
def test_who_gives_numbers_waits_for_no_writer(make_article, at):
    written, lifting = make_article(byline=False), make_article(byline=False, embargo_until=at(1))
    at(0)
    log = Log()
    resave(written)
    at(1)
    with transaction.atomic():
        resave(written)
        resave(lifting)
        assert elsewhere(log.news) == []
    assert sorted(log.news()) == [("publish", str(lifting.pk)), ("update", str(written.pk))]
