"""Webhooks: every change reaches everyone who wants it, at least once, in order, and nothing that is not public."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from demo_site.models import Article
from newsmarkup.checks import check_webhooks
from newsmarkup.models import Delivery, Webhook
from newsmarkup.models.webhook import State
from newsmarkup.webhooks import announcing, delivering, message, waking
from tests.receiver import receiving

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver():
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def hook(receiver, newsroom):
    return Webhook.objects.create(name="Partner", url=receiver.url)


@pytest.fixture
def clock(monkeypatch):
    """`clock(hours=1)`: it is later for everyone."""
    real, passed = timezone.now, [timedelta()]

    def later(**by):
        passed[0] += timedelta(**by)

    monkeypatch.setattr(timezone, "now", lambda: real() + passed[0])
    return later


def states():
    return list(Delivery.objects.order_by("pk").values_list("event", "state"))


def told(receiver):
    return [(said["type"].partition(".")[2], said["data"].get("id")) for said in receiver.said]


# -- what is told ----------------------------------------------------------------------------------------------------


def test_publish_update_withdraw(receiver, hook, make_article):
    article = make_article(status="draft")
    assert not delivering.run()
    for change in ({"status": "published"}, {"headline": "The harbour is open"}, {"status": "withdrawn"}):
        for name, value in change.items():
            setattr(article, name, value)
        article.save()
        assert delivering.run() == {State.DELIVERED: 1}
    published, updated, withdrawn = receiver.verified(hook.secret)
    address = {"id": str(article.pk), "url": f"https://paper.example/articles/{article.slug}/",
               "api": f"https://paper.example/api/articles/{article.pk}/"}  # fmt: skip
    assert published["type"] == "article.published"
    assert published["data"] == {**address, "number": published["data"]["number"], "version": article.version - 2,
                                 "headline": f"The harbour opens again ({article.slug[-1]})"}  # fmt: skip
    assert updated["type"] == "article.updated" and updated["data"]["headline"] == "The harbour is open"
    assert withdrawn["type"] == "article.withdrawn"
    assert withdrawn["data"] == {**address, "number": withdrawn["data"]["number"]}
    numbers = [said["data"]["number"] for said in receiver.said]
    assert numbers == sorted(set(numbers))


def test_deleted_is_withdrawn(receiver, hook, make_article):
    article = make_article()
    delivering.run()
    pk = str(article.pk)
    article.delete()
    delivering.run()
    assert told(receiver) == [("published", pk), ("withdrawn", pk)]


def test_an_embargo_that_lifts_by_itself(receiver, hook, make_article, clock):
    make_article(embargo_until=timezone.now() + timedelta(hours=1))
    delivering.run()
    assert not receiver.got
    clock(hours=1, seconds=1)
    delivering.run()
    assert [said["type"] for said in receiver.said] == ["article.published"]


def test_the_whole_article_is_the_apis_record(receiver, hook, make_article, client):
    hook.whole = True
    hook.save()
    article = make_article("<p>Open.</p><p>Paid for.</p>", access="paywalled")
    delivering.run()
    (said,) = receiver.said
    assert said["data"]["article"] == client.get(f"/api/articles/{article.pk}/").json()
    assert "Paid for" not in receiver.got[0][2].decode()


def test_only_the_events_that_were_chosen(receiver, hook, make_article):
    hook.events = ["article.withdrawn"]
    hook.save()
    article = make_article()
    delivering.run()
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    delivering.run()
    assert told(receiver) == [("withdrawn", str(article.pk))]


def test_who_comes_later_hears_nothing_of_before(receiver, newsroom, make_article):
    make_article()
    Webhook.objects.create(name="Late", url=receiver.url)
    delivering.run()
    assert not receiver.got
    article = make_article()
    delivering.run()
    assert told(receiver) == [("published", str(article.pk))]


def test_what_is_rolled_back_is_not_told(receiver, hook, make_article):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_article()
        raise ZeroDivisionError
    delivering.run()
    assert not receiver.got and not Delivery.objects.exists()


@pytest.mark.parametrize("event", ["published", "updated"])
def test_what_is_withdrawn_before_it_is_sent_is_not_sent(event, receiver, hook, make_article):
    article = make_article()
    if event == "updated":
        delivering.run()
        receiver.got.clear()
        article.save()
    announcing.number()  # the delivery exists; then
    Article.objects.filter(pk=article.pk).update(status="withdrawn")
    delivery = delivering.take()
    assert delivery.event == f"article.{event}"
    assert message.compose(delivery) is None
    assert delivering.attempt(delivery) == State.SUPERSEDED
    delivering.run()
    assert told(receiver) == [("withdrawn", str(article.pk))]


def test_a_withdrawal_says_no_address_that_was_never_public(receiver, hook, make_article):
    article = make_article(slug="public")
    delivering.run()
    Article.objects.filter(pk=article.pk).update(status="draft", slug="secret-plan")
    delivering.run()
    assert receiver.said[-1]["data"]["url"] == "https://paper.example/articles/public/"
    assert "secret" not in receiver.got[-1][2].decode()


# -- trying again ----------------------------------------------------------------------------------------------------


def test_a_failure_is_tried_again_under_the_same_id_until_it_arrives(receiver, hook, make_article, clock):
    receiver.answers = [(503, {}, b"busy")] * 3
    make_article()
    assert delivering.run() == {State.PENDING: 1}
    delivery = Delivery.objects.get()
    assert (delivery.code, delivery.text, delivery.attempts) == (503, "busy", 1)
    assert not delivering.run()  # it is not due yet
    for seconds in (6, 360):
        clock(seconds=seconds)
        assert delivering.run() == {State.PENDING: 1}
    clock(minutes=36)
    assert delivering.run() == {State.DELIVERED: 1}
    assert len({headers["webhook-id"] for _path, headers, _body in receiver.got}) == 1
    assert Delivery.objects.get().attempts == 4
    hook.refresh_from_db()
    assert hook.failing_since is None


def test_after_the_last_attempt_it_is_given_up_and_can_be_sent_again(receiver, hook, make_article, clock):
    receiver.answers = [(500, {}, b"")] * 8
    make_article()
    began = timezone.now()
    for _ in range(7):
        assert delivering.run() == {State.PENDING: 1}
        clock(seconds=(Delivery.objects.get().due_at - timezone.now()).total_seconds() + 1)
    assert timedelta(hours=31) < timezone.now() - began < timedelta(hours=39)
    assert delivering.run() == {State.FAILED: 1}
    assert len(receiver.got) == 8
    assert delivering.again(Delivery.objects.all()) == 1
    assert delivering.run() == {State.DELIVERED: 1}


def test_gone_stops_the_webhook(receiver, hook, make_article):
    receiver.answers = [(410, {}, b"")]
    make_article()
    make_article()
    assert delivering.run() == {State.FAILED: 1}
    hook.refresh_from_db()
    assert not hook.active and "410" in hook.stopped_why
    assert not delivering.run() and len(receiver.got) == 1
    hook.active = True
    hook.save()
    assert not hook.stopped_at and not hook.stopped_why
    assert delivering.run() == {State.DELIVERED: 1}


def test_a_webhook_where_nothing_arrives_for_days_is_stopped(receiver, hook, make_article, clock):
    receiver.answers = [(500, {}, b"")] * 9
    Webhook.objects.update(failing_since=timezone.now() - timedelta(days=2))
    make_article()
    for _ in range(8):
        delivering.run()
        due = Delivery.objects.get().due_at
        if due:
            clock(seconds=(due - timezone.now()).total_seconds() + 1)
    hook.refresh_from_db()
    assert not hook.active and "3 days" in hook.stopped_why


@pytest.mark.parametrize(
    ("headers", "least", "most"),
    [
        ({}, 5, 6), ({"retry-after": "120"}, 120, 120), ({"Retry-After": "1"}, 5, 6),
        ({"Retry-After": "99999999"}, 86_400, 86_400), ({"Retry-After": "soon"}, 5, 6),
        ({"Retry-After": "Mon, 30 Nov 2026 10:10:00 GMT"}, 600, 600), ({"Retry-After": "-5"}, 5, 6),
        ({"Retry-After": "Mon, 30 Nov 2026 10:10:00"}, 5, 6),
    ],
)  # fmt: skip
def test_retry_after_is_heeded(headers, least, most):
    now = datetime(2026, 11, 30, 10, tzinfo=UTC)
    assert least <= delivering.pause(1, headers, now) <= most


def test_one_dead_receiver_does_not_hold_up_the_others(receiver, hook, make_article, monkeypatch):
    dead = Webhook.objects.create(name="Dead", url="http://127.0.0.1:1/")
    for _ in range(4):
        make_article()
    done = delivering.run()
    assert done == {State.DELIVERED: 4, State.PENDING: 1}
    assert Delivery.objects.filter(webhook=dead, attempts=0).count() == 3


def test_who_is_killed_between_sending_and_recording_sends_again(receiver, hook, make_article, clock, monkeypatch):
    make_article()
    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        killed.setattr(delivering, "record", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
        delivering.run()
    assert not delivering.run()  # it counts as under way
    clock(seconds=61)
    assert delivering.run() == {State.DELIVERED: 1}
    first, second = (headers["webhook-id"] for _path, headers, _body in receiver.got)
    assert first == second


def test_a_message_that_can_not_be_made_does_not_hold_up_the_others(receiver, hook, make_article, monkeypatch):
    make_article()
    broken = make_article()
    compose = message.compose
    monkeypatch.setattr(message, "compose", lambda one: 1 / 0 if one.object_id == str(broken.pk) else compose(one))
    assert delivering.run() == {State.DELIVERED: 1, State.PENDING: 1}
    assert "the log" in Delivery.objects.get(object_id=str(broken.pk)).problem


# -- in order --------------------------------------------------------------------------------------------------------


def test_nothing_older_is_sent_once_something_newer_is_to_be_told(receiver, hook, make_article, clock):
    receiver.answers = [(500, {}, b"")]
    article = make_article()
    delivering.run()
    article.status = "withdrawn"
    article.save()
    delivering.run()
    clock(hours=1)
    delivering.run()
    assert told(receiver) == [("published", str(article.pk)), ("withdrawn", str(article.pk))]
    assert states() == [("article.published", State.SUPERSEDED), ("article.withdrawn", State.DELIVERED)]


def test_what_was_never_heard_of_is_published_when_it_is_updated_first(receiver, hook, make_article, clock):
    receiver.answers = [(500, {}, b"")]
    article = make_article()
    delivering.run()
    article.headline = "Better"
    article.save()
    delivering.run()
    assert told(receiver) == [("published", str(article.pk))] * 2
    assert receiver.said[-1]["data"]["headline"] == "Better"
    assert states()[0][1] == State.SUPERSEDED


def test_nothing_newer_is_sent_while_something_older_is_under_way(receiver, hook, make_article, clock):
    article = make_article()
    announcing.number()
    older = delivering.take()
    article.status = "withdrawn"
    article.save()
    assert not delivering.run()
    assert delivering.attempt(older) == State.SUPERSEDED
    assert delivering.run() == {State.DELIVERED: 1}
    assert told(receiver) == [("withdrawn", str(article.pk))]


def test_an_older_one_that_is_sent_again_by_hand_does_not_overtake(receiver, hook, make_article):
    article = make_article()
    delivering.run()
    article.status = "withdrawn"
    article.save()
    announcing.number()
    Delivery.objects.filter(state=State.PENDING).update(state=State.FAILED)
    article.status = "published"
    article.save()
    delivering.run()
    assert delivering.again(Delivery.objects.filter(state=State.FAILED)) == 1
    delivering.run()
    assert [kind for kind, _pk in told(receiver)] == ["published", "published"]


# -- secrets, tests, what is kept --------------------------------------------------------------------------------------


def test_a_replaced_secret_signs_for_a_day_more(receiver, hook, make_article, clock):
    old = hook.secret
    hook.replace_secret()
    make_article()
    delivering.run()
    assert receiver.verified(old) and receiver.verified(hook.secret)
    clock(hours=25)
    make_article()
    delivering.run()
    assert len(receiver.got[-1][1]["webhook-signature"].split()) == 1


def test_a_test_is_sent_at_once_and_not_repeated(receiver, hook):
    assert delivering.test(hook).state == State.DELIVERED
    assert receiver.verified(hook.secret)[0]["type"] == "webhook.test"
    receiver.answers = [(500, {}, b"no")]
    failed = delivering.test(hook)
    assert (failed.state, failed.code, failed.text) == (State.FAILED, 500, "no")
    hook.refresh_from_db()
    assert hook.failing_since is None and not delivering.run()


def test_old_deliveries_are_forgotten(receiver, hook, make_article, clock):
    make_article()
    delivering.run()
    clock(days=29)
    delivering.run()
    assert Delivery.objects.count() == 1
    clock(days=2)
    delivering.run()
    assert not Delivery.objects.exists()


# -- the tasks framework -----------------------------------------------------------------------------------------------


def tasks():
    from django_tasks_db.models import DBTaskResult

    return DBTaskResult.objects.all()


def work():
    from django.core.management import call_command

    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def test_a_write_wakes_the_worker_in_its_own_transaction(hook, make_article):
    before = tasks().count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        make_article()
        assert tasks().count() > before
        raise ZeroDivisionError
    assert tasks().count() == before


@pytest.mark.django_db(transaction=True)
def test_a_worker_sends_it(receiver, hook, make_article):
    article = make_article()
    work()
    assert told(receiver) == [("published", str(article.pk))]
    assert set(tasks().filter(finished_at__isnull=False).values_list("status", flat=True)) == {"SUCCESSFUL"}


def test_without_webhooks_nothing_is_enqueued(newsroom, make_article, receiver):
    make_article()
    Webhook.objects.create(name="Off", url=receiver.url, active=False)
    make_article()
    assert not tasks().exists()


def test_scheduled_hours_and_embargoes_have_a_task_of_their_own(hook, make_article):
    at = timezone.now().replace(microsecond=0) + timedelta(hours=3)
    make_article(embargo_until=at)
    delivering.run()
    assert tasks().filter(run_after=at).exists()


def test_so_have_those_from_before_the_webhook(receiver, newsroom, make_article):
    at = timezone.now().replace(microsecond=0) + timedelta(hours=3)
    make_article(embargo_until=at)
    Webhook.objects.create(name="Late", url=receiver.url)
    assert tasks().filter(run_after=at).exists()


def test_without_a_worker_it_is_said(hook, settings):
    assert not check_webhooks(None, databases=["default"])
    settings.NEWSMARKUP = {**settings.NEWSMARKUP, "WEBHOOK_QUEUE": "other"}
    (problem,) = check_webhooks(None, databases=["default"])
    assert problem.id == "newsmarkup.W009" and '"other"' in problem.msg


def test_without_the_extra_it_is_said_and_nothing_breaks(hook, monkeypatch, make_article):
    monkeypatch.setattr("newsmarkup.checks.find_spec", lambda name: None)
    (problem,) = check_webhooks(None, databases=["default"])
    assert problem.id == "newsmarkup.E006" and "newsmarkup[webhooks]" in problem.hint
    monkeypatch.setattr(waking, "framework", lambda: None)
    make_article()
    assert waking.backend() is None and not tasks().filter(run_after__lt=timezone.now()).exists()


def test_the_command_does_what_the_worker_does(receiver, hook, make_article, capsys):
    from django.core.management import call_command

    make_article()
    call_command("newsmarkup_webhooks")
    call_command("newsmarkup_webhooks")
    assert capsys.readouterr().out == "1 delivered\nNothing was due.\n"
    assert len(receiver.got) == 1
