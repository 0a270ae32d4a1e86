"""The article in the admin: list, form, messages after saving, actions."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.urls import reverse
from django.utils import timezone

from demo_site.models import Article
from newsmarkup.errors import StaleVersion
from newsmarkup.models import Byline
from tests.admin_form import sent

LIST = "/admin/demo_site/article/"
ADD = "/admin/demo_site/article/add/"
BYLINES = "newsmarkup-byline-content_type-object_id"


def change(article):
    return reverse("admin:demo_site_article_change", args=[article.pk])


def told(response):
    return [str(message) for message in response.context["messages"]]


@pytest.fixture
def user(db):
    """An editor who is no superuser."""

    def make(*codenames):
        user = User.objects.create_user("editor", password="x", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        return user

    return make


def test_an_article_is_written_from_nothing(admin_client, newsroom):
    page = admin_client.get(ADD)
    data = sent(
        page,
        headline="The ferry is back",
        slug="ferry-back",
        body='<p onclick="x()">“Finally,” <b>she</b> said.</p>',
        keywords="ferry, harbour,ferry",
        section=newsroom.section.pk,
        **{f"{BYLINES}-0-person": newsroom.reporter.pk, "_continue": "1"},
    )
    after = admin_client.post(ADD, data, follow=True)
    article = Article.objects.get(slug="ferry-back")
    assert after.redirect_chain[-1][0] == change(article)
    assert article.body == "<p>“Finally,” <strong>she</strong> said.</p>"
    assert article.keywords == ["ferry", "harbour"]
    assert [b.person for b in article.bylines.all()] == [newsroom.reporter]
    # What the editor sees next is what is stored.
    assert after.context["adminform"].form["body"].value() == article.body


def test_a_byline_without_a_position_stands_last(admin_client, newsroom, make_article):
    article = make_article()
    data = sent(admin_client.get(change(article)))
    data[f"{BYLINES}-TOTAL_FORMS"] = "3"
    data[f"{BYLINES}-0-position"] = "4"
    data |= {f"{BYLINES}-1-organization": newsroom.paper.pk, f"{BYLINES}-1-role": "editor"}
    data |= {f"{BYLINES}-2-person": newsroom.mayor.pk, f"{BYLINES}-2-role": "author", f"{BYLINES}-2-position": "0"}
    assert admin_client.post(change(article), data).status_code == 302
    found = [(b.position, b.agent) for b in article.bylines.all()]
    assert found == [(0, newsroom.mayor), (4, newsroom.reporter), (5, newsroom.paper)]


@pytest.mark.parametrize("chosen", [("person", "organization"), ()])
def test_a_byline_is_a_person_or_an_organization(admin_client, newsroom, make_article, chosen):
    article = make_article(byline=False)
    data = sent(admin_client.get(change(article)), **{f"{BYLINES}-0-role": "editor"})
    for name in chosen:
        data[f"{BYLINES}-0-{name}"] = {"person": newsroom.reporter.pk, "organization": newsroom.paper.pk}[name]
    after = admin_client.post(change(article), data)
    assert after.status_code == 200
    assert "Choose a person or an organization" in after.content.decode()
    assert not Byline.objects.exists()


def test_cleaning_and_lost_tags_are_told_in_words(admin_client, make_article):
    article = make_article('<p>She said: <q data-id="q1" data-speaker="anonymous">“We open on Monday.”</q></p>')
    data = sent(admin_client.get(change(article)), body='<p>She said so.</p><iframe src="https://x.example"></iframe>')
    page = admin_client.post(change(article), data | {"_continue": "1"}, follow=True)
    words = " ".join(told(page))
    assert "1 <iframe> removed" in words
    assert "One tag of the earlier version is gone: Quotation “We open on Monday.”" in words


def test_a_refused_body_is_an_error_in_words_and_stays_typed(admin_client, make_article):
    article = make_article()
    deep = "<div>" * 300 + "Deep words" + "</div>" * 300
    page = admin_client.post(change(article), sent(admin_client.get(change(article)), body=deep))
    assert page.status_code == 200
    assert "nested more than" in str(page.context["adminform"].form.errors["body"])
    assert "Deep words" in page.content.decode()
    article.refresh_from_db()
    assert article.body == "<p>The harbour opens.</p>"


def test_keywords_that_hold_a_comma_survive(admin_client, make_article):
    article = make_article(keywords=["Holm, Ada"])
    page = admin_client.get(change(article))
    assert admin_client.post(change(article), sent(page)).status_code == 302
    article.refresh_from_db()
    assert article.keywords == ["Holm, Ada"]


def test_a_save_that_changes_nothing_keeps_everything(admin_client, make_article, newsroom):
    article = make_article(
        lead_photo=newsroom.photo, embargo_until=timezone.now() - timedelta(days=1), keywords=["a", "b"]
    )
    fields = [
        f.name
        for f in Article._meta.fields
        if f.name not in ("version", "facts", "changed_at", "stamp", "jsonld", "record")
    ]
    before = Article.objects.values(*fields).get()
    admin_client.post(change(article), sent(admin_client.get(change(article))))
    after = Article.objects.values(*fields).get()
    for name in ("published_at", "embargo_until"):
        before[name], after[name] = before[name].replace(microsecond=0), after[name].replace(microsecond=0)
    assert before == after


def test_the_page_needs_a_nonce_and_nothing_inline(admin_client, make_article):
    page = admin_client.get(change(make_article()))
    html = page.content.decode()
    policy = page.headers["Content-Security-Policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert nonce
    assert f'<script type="importmap" nonce="{nonce}">' in html
    assert '"newsmarkup/editor"' in html
    assert " style=" not in html
    assert " onclick=" not in html


def test_the_list_counts_tags_and_warnings_in_few_queries(admin_client, make_article, django_assert_max_num_queries):
    body = '<p><q data-id="q{0}">“One.”</q> <q data-id="p{0}" data-speaker="anonymous">“Two.”</q></p>'
    for n in range(3):
        make_article(body.format(n))
    admin_client.get(LIST)
    with django_assert_max_num_queries(20) as few:
        admin_client.get(LIST)
    for n in range(3, 13):
        make_article(body.format(n))
    with django_assert_max_num_queries(len(few) + 14) as many:
        page = admin_client.get(LIST)
    row = page.context["cl"].result_list[0]
    assert row.tag_count == 2
    assert row.warning_count == 1
    assert "⚠ 1 warning<" in page.content.decode()
    with django_assert_max_num_queries(len(many)):
        admin_client.get(LIST + "?q=harbour&status__exact=published")


def test_the_list_says_from_when_an_article_is_visible(admin_client, make_article):
    make_article(embargo_until=timezone.now() + timedelta(hours=1))
    assert "visible from" in admin_client.get(LIST).content.decode()


def run(client, action, *articles):
    data = {"action": action, "_selected_action": [article.pk for article in articles]}
    return client.post(LIST, data, follow=True)


def test_actions_publish_send_to_review_and_withdraw(admin_client, make_article):
    article = make_article(status="draft", published_at=None)
    for action, status in (("send_to_review", "review"), ("publish", "published"), ("withdraw", "withdrawn")):
        page = run(admin_client, action, article)
        article.refresh_from_db()
        assert article.status == status
        assert "1 article is now" in told(page)[0]
    assert article.published_at is not None
    assert LogEntry.objects.filter(object_id=str(article.pk)).count() == 3


def test_an_action_leaves_what_somebody_saved_meanwhile(admin_client, make_article, monkeypatch):
    article = make_article(status="draft")

    def save(self, *args, **kwargs):
        raise StaleVersion(self, 1, 2)

    monkeypatch.setattr(Article, "save", save)
    words = told(run(admin_client, "publish", article))
    assert any("somebody saved them just now" in word for word in words)


def test_an_error_in_what_is_public_already_is_said_and_holds_nothing_up(admin_client, make_article):
    article = make_article('<p><q data-id="q1" data-speaker="person:nobody">“Yes.”</q></p>')
    page = admin_client.post(change(article), sent(admin_client.get(change(article)), headline="New"), follow=True)
    assert any("is not in the registry" in word for word in told(page))
    article.refresh_from_db()
    assert article.headline == "New"


def test_a_newsroom_may_say_who_publishes(client, user, make_article, monkeypatch):
    from newsmarkup.admin import ArticleAdmin

    monkeypatch.setattr(ArticleAdmin, "has_publish_permission", lambda self, request, obj=None: False)
    article = make_article(status="review")
    client.force_login(user("change_article", "view_article"))
    page = client.get(change(article))
    assert [value for value, _ in page.context["adminform"].form.fields["status"].choices] == ["draft", "review"]
    assert client.post(change(article), sent(page, status="published")).status_code == 200
    assert "publish" not in dict(client.get(LIST).context["action_form"].fields["action"].choices)
    run(client, "publish", article)
    article.refresh_from_db()
    assert article.status == "review"


def test_who_may_only_look_sees_the_text_and_no_form(client, user, make_article):
    article = make_article()
    client.force_login(user("view_article"))
    page = client.get(change(article))
    assert "The harbour opens." in page.content.decode()
    assert client.post(change(article), {"headline": "X"}).status_code == 403


def test_only_a_public_article_has_a_page_to_look_at(admin_client, make_article):
    assert "View on site" in admin_client.get(change(make_article())).content.decode()
    assert "View on site" not in admin_client.get(change(make_article(status="draft"))).content.decode()
