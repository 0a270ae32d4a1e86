"""Webhooks in the admin: set up, tried, watched, sent again; by those who may."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from newsmarkup.models import Delivery, Webhook
from newsmarkup.models.webhook import State, every_event
from newsmarkup.webhooks import delivering
from tests.receiver import receiving

pytestmark = pytest.mark.django_db

HOOKS, DELIVERIES = "/admin/newsmarkup/webhook/", "/admin/newsmarkup/delivery/"


@pytest.fixture
def receiver():
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def hook(receiver, newsroom):
    return Webhook.objects.create(name="Partner", url=receiver.url)


@pytest.fixture
def desk(client, newsroom):
    client.force_login(get_user_model().objects.create_superuser("editor", password="editor"))
    return client


@pytest.fixture
def log_in(client):
    """`log_in("view_webhook", …)`: somebody with these permissions and no others."""

    def log_in(*codenames):
        user = get_user_model().objects.create_user("somebody", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        client.force_login(user)
        return client

    return log_in


def form(receiver, **fields):
    return {"name": "Partner", "url": receiver.url, "events": ["article.published"], "active": "on", **fields}


def said(answer):
    return " ".join(str(message) for message in answer.context["messages"])


def test_set_up_shows_the_secret_next(desk, receiver):
    assert desk.get(f"{HOOKS}add/").content.decode().count('name="events" value="article.') == 3
    assert desk.get(f"{HOOKS}add/").context["adminform"].form["events"].value() == every_event()
    answer = desk.post(f"{HOOKS}add/", form(receiver), follow=True)
    hook = Webhook.objects.get()
    assert hook.events == ["article.published"] and hook.active and not hook.whole
    assert hook.secret in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"url": "http://partner.example/"}, "not encrypted"),
        ({"url": "https://10.0.0.1/"}, "WEBHOOK_HOSTS"),
        ({"url": "nowhere"}, "is no address"),
        ({"events": []}, "This field is required"),
        ({"events": ["article.burnt"]}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said(fields, problem, desk, receiver):
    answer = desk.post(f"{HOOKS}add/", form(receiver, **fields))
    assert problem in answer.content.decode() and not Webhook.objects.exists()


def test_a_test_is_answered_at_once(desk, hook, receiver):
    page = desk.get(f"{HOOKS}{hook.pk}/change/").content.decode()
    assert f'action="{HOOKS}{hook.pk}/test/"' in page
    assert desk.get(f"{HOOKS}{hook.pk}/test/").status_code == 405
    assert "answered with 200" in said(desk.post(f"{HOOKS}{hook.pk}/test/", follow=True))
    receiver.answers = [(404, {}, b"<b>no</b>")]
    assert "HTTP 404" in said(desk.post(f"{HOOKS}{hook.pk}/test/", follow=True))
    assert "test, failed, HTTP 404" in desk.get(f"{HOOKS}{hook.pk}/change/").content.decode()


def test_the_secret_is_replaced_and_the_history_says_so(desk, hook):
    old = hook.secret
    page = desk.post(f"{HOOKS}{hook.pk}/secret/", follow=True).content.decode()
    hook.refresh_from_db()
    assert hook.secret != old == hook.old_secret
    assert hook.secret in page and old not in page
    assert "Replaced the secret" in LogEntry.objects.latest("pk").get_change_message()


def test_who_may_not_see_the_secret_does_not(log_in, hook, receiver):
    client = log_in("view_webhook", "change_webhook", "add_webhook")
    assert client.get(f"{HOOKS}{hook.pk}/secret/").status_code == 403
    assert client.post(f"{HOOKS}{hook.pk}/secret/").status_code == 403
    for page in (client.get(f"{HOOKS}{hook.pk}/change/"), client.post(f"{HOOKS}add/", form(receiver), follow=True)):
        assert page.status_code == 200
        assert not any(one.secret in page.content.decode() for one in Webhook.objects.all())
        assert "/secret/" not in page.content.decode()


def test_who_may_only_look_changes_nothing(log_in, hook, receiver, make_article):
    make_article()
    receiver.answers = [(500, {}, b"")]
    delivering.run()
    Delivery.objects.update(state=State.FAILED)
    client = log_in("view_webhook", "view_delivery")
    assert client.get(f"{HOOKS}{hook.pk}/change/").status_code == client.get(DELIVERIES).status_code == 200
    assert client.post(f"{HOOKS}{hook.pk}/test/").status_code == 403
    again = {"action": "send_again", "_selected_action": [Delivery.objects.get().pk]}
    client.post(DELIVERIES, again)
    assert Delivery.objects.get().state == State.FAILED


def test_the_list_says_how_each_is_going(desk, hook, receiver, make_article):
    receiver.answers = [(410, {}, b"")]
    make_article()
    delivering.run()
    page = desk.get(HOOKS).content.decode()
    assert "The receiver wants nothing more (410 Gone)." in page and "1 failed" in page


def test_deliveries_with_their_answers(desk, hook, receiver, make_article, django_assert_max_num_queries):
    receiver.answers = [(500, {}, b"<script>alert(1)</script>")]
    for _ in range(8):
        make_article()
    delivering.run()
    delivering.run()
    with django_assert_max_num_queries(12):
        page = desk.get(DELIVERIES).content.decode()
    assert "HTTP 500" in page and "&lt;script&gt;alert(1)" in page and "<script>alert" not in page
    assert "The harbour opens again (1)" in page
    desk.post(
        DELIVERIES, {"action": "send_again", "_selected_action": list(Delivery.objects.values_list("pk", flat=True))}
    )
    assert Delivery.objects.filter(state=State.PENDING).count() == 8


def test_nothing_is_sent_is_said_where_it_is_looked_at(desk, hook, settings):
    settings.NEWSMARKUP = {**settings.NEWSMARKUP, "WEBHOOK_QUEUE": "other"}
    assert "newsmarkup_webhooks" in said(desk.get(HOOKS))
    assert "newsmarkup_webhooks" in said(desk.get(f"{HOOKS}{hook.pk}/change/"))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 400)])
def test_the_pages_can_be_used_by_everyone(scheme, width, browser, live_server, client, hook, receiver, make_article):
    client.force_login(get_user_model().objects.create_superuser("editor", password="editor"))
    receiver.answers = [(200, {}, b"thanks"), (500, {}, b"no " * 100)]
    for _ in range(3):
        make_article(headline="A headline of some length that has to be broken somewhere")
    delivering.run()
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=live_server.url
    )
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    trouble = []
    page.on("console", lambda m: trouble.append(m.text) if "Content Security Policy" in m.text else None)
    page.goto(f"{HOOKS}{hook.pk}/change/")
    judge(page)
    page.get_by_role("button", name="Send a test").press("Enter")
    page.get_by_text("The test has arrived").wait_for()
    page.get_by_role("link", name="Secret").press("Enter")
    assert page.get_by_role("textbox").input_value() == hook.secret
    judge(page)
    for path in (HOOKS, f"{HOOKS}add/", DELIVERIES):
        page.goto(path)
        judge(page)
    page.locator("details.newsmarkup-response summary", has_text="HTTP 500").press("Enter")
    page.get_by_text("no no no").wait_for()
    judge(page)
    assert not trouble
    context.close()


def judge(page):
    result = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
    assert not result.response["violations"], result.generate_report()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{wide}px too wide"
