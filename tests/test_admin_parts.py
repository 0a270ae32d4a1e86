"""Corrections, updates, claims and films in the article's form."""

import pytest
from django.urls import reverse

from demo_site.models import Article
from newsmarkup.models import Claim, Correction, Update
from tests.admin_form import sent

pytestmark = pytest.mark.django_db

BODY = '<p><q data-id="toll" data-speaker="person:mayor">“There will be no toll.”</q></p>'


def change(article):
    return reverse("admin:demo_site_article_change", args=[article.pk])


def row(model, n=0, **values):
    """The fields of one more row of an inline."""
    prefix = f"newsmarkup-{model._meta.model_name}-content_type-object_id"
    return {f"{prefix}-TOTAL_FORMS": str(n + 1), **{f"{prefix}-{n}-{name}": value for name, value in values.items()}}


CORRECTION = row(Correction, text="It was Monday.", at_0="2026-03-01", at_1="12:00:00")
UPDATE = row(Update, headline="The bridge is open", at_0="2026-03-01", at_1="12:05:00",
             body="<p onclick=x()>Cars are crossing.</p>")  # fmt: skip
CLAIM = row(Claim, text="There will be no toll.", quotation="toll", rating="1", rating_name="False")


def test_parts_are_saved_with_the_article(admin_client, make_article):
    article = make_article(BODY, kind="LiveBlogPosting")
    page = admin_client.get(change(article))
    answer = admin_client.post(change(article), sent(page, **CORRECTION, **UPDATE, **CLAIM))
    assert answer.status_code == 302, answer.context and answer.context["errors"]
    article = Article.objects.get()
    assert article.corrections.get().text == "It was Monday."
    assert article.updates.get().body == "<p>Cars are crossing.</p>"
    assert article.claims.get().quotation == "toll"
    page = admin_client.get(change(article))
    assert admin_client.post(change(article), sent(page)).status_code == 302, "and again, unchanged"
    assert Update.objects.get().headline == "The bridge is open"


def test_the_quotation_of_a_claim_is_chosen_by_its_words(admin_client, make_article):
    article = make_article(BODY)
    Claim.objects.create(article=article, text="Gone", quotation="gone", rating=1, rating_name="False")
    html = admin_client.get(change(article)).content.decode()
    assert '<option value="toll">There will be no toll.</option>' in html
    assert '<option value="gone" selected>gone (no longer in the text)</option>' in html


def test_the_preview_shows_what_is_not_saved(admin_client, make_article):
    article = make_article(BODY, kind="LiveBlogPosting")
    Correction.objects.create(article=article, text="An earlier correction.")
    page = admin_client.get(change(article))
    data = sent(
        page, **row(Correction, 1, text="It was Monday.", at_0="2026-03-01", at_1="12:00:00"), **UPDATE, **CLAIM
    )
    answer = admin_client.post(change(article).replace("change/", "preview/"), data).json()
    for words in ("It was Monday.", "An earlier correction.", "The bridge is open", "Cars are crossing.", "False"):
        assert words in answer["page"], words
    news = next(node for node in answer["jsonld"]["@graph"] if node["@id"].endswith("#article"))
    assert len(news["correction"]) == 2
    assert any(node["@type"] == "ClaimReview" for node in answer["jsonld"]["@graph"])
    assert not Update.objects.exists()


def test_a_new_article_is_previewed_with_its_parts(admin_client, newsroom):
    page = admin_client.get(reverse("admin:demo_site_article_add"))
    data = sent(page, headline="New", slug="new", body=BODY, kind="LiveBlogPosting", **UPDATE)
    answer = admin_client.post(reverse("admin:demo_site_article_add").replace("add/", "preview/"), data).json()
    assert "The bridge is open" in answer["page"], answer["problems"]


def test_an_update_of_each_editor(admin_client, make_article):
    """The second one chooses between the two sets of updates."""
    article = make_article(BODY, kind="LiveBlogPosting")
    mine, theirs = admin_client.get(change(article)), admin_client.get(change(article))
    admin_client.post(change(article), sent(theirs, **{**UPDATE, **row(Update, body="<p>Theirs.</p>")}))
    answer = admin_client.post(change(article), sent(mine, **{**UPDATE, **row(Update, body="<p>Mine.</p>")}))
    assert answer.status_code == 409
    assert "Theirs." in answer.content.decode()
    assert "Mine." in answer.content.decode()
    carried = dict(answer.context["met"].carried())
    choice = next(d.key for d in answer.context["met"].differences)
    answer = admin_client.post(change(article), {**carried, "_collision": "save", choice: "mine"})
    assert answer.status_code == 302
    assert Update.objects.get().body == "<p>Mine.</p>"
