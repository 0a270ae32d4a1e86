"""Before publishing: errors hold an article back, warnings ask, a permission overrides and the history says so."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core.cache import cache
from django.urls import reverse

from demo_site.models import Article
from tests.admin_form import sent
from tests.test_admin_article import ADD, BYLINES, LIST, change, run, told, user  # noqa: F401

pytestmark = pytest.mark.django_db

WRONG = '<p>She said: <q data-id="q1" data-speaker="person:nobody">“We open on Monday.”</q></p>'
UNCLEAR = '<p>Somebody said: <q data-id="q1">“We open on Monday.”</q></p>'


@pytest.fixture
def editor(client, user):  # noqa: F811
    """May change articles; may not publish what has errors."""
    client.force_login(user("change_article", "view_article", "add_article"))
    return client


def publish(client, article, **more):
    page = client.get(change(article))
    return client.post(change(article), {**sent(page, status="published"), **more})


def status(article):
    article.refresh_from_db()
    return article.status


def button(page, name):
    match = re.search(rf'<button[^>]* name="{name}" value="([^"]*)"', page.content.decode())
    return match and match[1]


def history(article):
    return [entry.get_change_message() for entry in LogEntry.objects.filter(object_id=str(article.pk))]


def test_what_is_fine_is_published_at_once(editor, make_article):
    article = make_article(status="draft")
    assert publish(editor, article).status_code == 302
    assert status(article) == "published"


def test_errors_hold_an_article_back_and_nothing_typed_is_lost(editor, make_article):
    article = make_article(WRONG, status="draft")
    before = article.version
    page = publish(editor, article, headline="Typed at eleven")
    html = page.content.decode()
    assert page.status_code == 200
    assert "Not published yet: 1 error" in html
    assert "Typed at eleven" in html
    assert "is not in the registry" in html
    assert button(page, "newsmarkup_publish") is None
    assert status(article) == "draft"
    assert article.version == before
    assert article.headline != "Typed at eleven"
    assert not history(article)


def test_it_can_be_saved_without_publishing(editor, make_article):
    article = make_article(WRONG, status="review")
    page = publish(editor, article, headline="Typed at eleven")
    assert button(page, "newsmarkup_stay")
    after = editor.post(change(article), sent(page, newsmarkup_stay="1", _continue="1"))
    assert after.status_code == 302
    assert status(article) == "review"
    assert article.headline == "Typed at eleven"


def test_a_forged_answer_opens_nothing_to_who_may_not(editor, admin_client, make_article):
    article = make_article(WRONG, status="draft")
    digest = button(publish(admin_client, article), "newsmarkup_publish")
    assert publish(editor, article, newsmarkup_publish=digest).status_code == 200
    assert status(article) == "draft"


def test_who_has_the_permission_publishes_with_errors_and_the_history_says_so(client, user, make_article):  # noqa: F811
    client.force_login(user("change_article", "view_article", "publish_with_errors"))
    article = make_article(WRONG, status="draft")
    page = publish(client, article)
    assert status(article) == "draft"
    digest = button(page, "newsmarkup_publish")
    assert client.post(change(article), sent(page, newsmarkup_publish=digest)).status_code == 302
    assert status(article) == "published"
    assert any("Published with 1 error" in said and "not in the registry" in said for said in history(article))


def test_warnings_ask_and_anyone_may_answer(editor, make_article):
    article = make_article(UNCLEAR, status="draft")
    page = publish(editor, article)
    assert "Not published yet: 1 warning" in page.content.decode()
    assert status(article) == "draft"
    editor.post(change(article), sent(page, newsmarkup_publish=button(page, "newsmarkup_publish")))
    assert status(article) == "published"


def test_who_agreed_to_one_warning_has_not_agreed_to_another(editor, make_article):
    article = make_article(UNCLEAR, status="draft")
    page = publish(editor, article)
    digest = button(page, "newsmarkup_publish")
    after = editor.post(change(article), sent(page, newsmarkup_publish=digest, description=""))
    assert "2 warnings" in after.content.decode()
    assert status(article) == "draft"


def test_a_new_article_is_held_back_with_its_bylines(admin_client, newsroom):
    data = sent(
        admin_client.get(ADD), headline="The ferry", slug="ferry", body=WRONG, status="published", _continue="1"
    )
    data[f"{BYLINES}-0-person"] = newsroom.reporter.pk
    page = admin_client.post(ADD, data)
    assert "Not published yet" in page.content.decode()
    assert 'name="newsmarkup_pressed" value="_continue"' in page.content.decode()
    assert not Article.objects.exists()
    after = admin_client.post(
        ADD, sent(page, newsmarkup_publish=button(page, "newsmarkup_publish"), newsmarkup_pressed="_continue")
    )
    article = Article.objects.get()
    assert after.url == change(article)
    assert article.status == "published"
    assert [byline.person for byline in article.bylines.all()] == [newsroom.reporter]


def test_the_problems_lead_to_their_fields(admin_client, make_article):
    page = publish(admin_client, make_article(WRONG, status="draft", description=""))
    html = page.content.decode()
    assert '<a href="#id_description" data-field="description" data-passage="">' in html
    assert '<a href="#id_body" data-field="body" data-passage="q1">' in html


def answers(page):
    return dict(re.findall(r'name="(newsmarkup_publish-\d+)" value="([^"]*)"', page.content.decode()))


def test_many_at_once_ask_which(editor, make_article):
    fine, unclear, wrong = (make_article(body, status="review") for body in ("<p>Fine.</p>", UNCLEAR, WRONG))
    page = run(editor, "publish", fine, unclear, wrong)
    html = page.content.decode()
    assert {status(one) for one in (fine, unclear, wrong)} == {"review"}
    assert f'value="{fine.pk}" checked' in html
    assert f'value="{unclear.pk}">' in html
    assert f'value="{wrong.pk}" disabled' in html
    chosen = {"action": "publish", "_selected_action": [fine.pk, unclear.pk], **answers(page)}
    editor.post(reverse("admin:demo_site_article_changelist"), chosen)
    assert [status(one) for one in (fine, unclear, wrong)] == ["published", "published", "review"]
    assert any("Published with 1 warning" in said for said in history(unclear))


def test_an_answer_for_one_is_none_for_another(editor, make_article):
    wrong, unclear = make_article(WRONG, status="review"), make_article(UNCLEAR, status="review")
    given = answers(run(editor, "publish", wrong, unclear))
    page = editor.post(LIST, {"action": "publish", "_selected_action": [wrong.pk, unclear.pk], **given})
    assert "Nothing has been published yet" in page.content.decode()
    assert {status(wrong), status(unclear)} == {"review"}


def test_more_than_can_be_looked_at_are_refused_in_words(editor, make_article, monkeypatch):
    monkeypatch.setattr("newsmarkup.admin.moving.MOST", 1)
    articles = [make_article(status="review") for _ in range(2)]
    assert any("at most 1" in said for said in told(run(editor, "publish", *articles)))


def test_the_list_can_be_filtered_by_problems(editor, make_article):
    cache.clear()  # other tests' articles had the same keys
    fine, unclear, wrong = (make_article(body) for body in ("<p>Fine.</p>", UNCLEAR, WRONG))
    for value, article in (("none", fine), ("warning", unclear), ("error", wrong)):
        page = editor.get(LIST, {"problems": value})
        assert [row.pk for row in page.context["cl"].result_list] == [article.pk]
    assert "✖ 1 error" in page.content.decode()
