"""The archive of quotations: always what the articles say, shown to those who may see it, found by every database."""

from __future__ import annotations

import pytest
from django.db.models import ProtectedError  # noqa: F401
from django.utils import timezone

from demo_site.models import Article
from newsmarkup import archive, following
from newsmarkup.archive import Search
from newsmarkup.fulltext import terms, words
from newsmarkup.models import Quotation

QUOTED = (
    '<p><q data-id="q1" data-speaker="person:mayor">“We open the harbour in May,”</q> said Ada Holm.</p>'
    '<p><q data-id="q2" data-speaker="person" data-speaker-name="Zoë Ødegård">“The crane isn’t mine.”</q></p>'
)


def texts(**asked: object) -> list[str]:
    rows = Search(**asked).within(archive.public(Article)).order_by("-published_at", "position")
    return [row.text for row in rows]


def snapshot() -> set[tuple[object, ...]]:
    return set(Quotation.objects.values_list("object_id", "anchor", *archive._FIELDS))


def assert_true() -> None:
    """What is stored is what a rebuild makes."""
    before = snapshot()
    Quotation.objects.all().delete()
    following.index(Article.objects.all())
    assert before == snapshot()


def test_words_are_found_in_any_form(make_article):
    make_article(QUOTED)
    for q in ("harbour", "HARBOUR may", '"harbour in may"', "open -toll", "ópen"):
        assert texts(q=q) == ["We open the harbour in May,"], q
    for q in ("harb", '"may harbour"', "open -may", "-toll", "—", '"', "' OR 1=1 --", "a*", "NEAR(a b)", "words : x"):
        assert texts(q=q) == [], q
    assert texts(q="isn't") == ["The crane isn’t mine."]


def test_characters_of_scripts_without_spaces_are_words(make_article):
    make_article('<p><q data-id="q1">「港は五月に開く」</q></p>')
    assert texts(q="港") == texts(q="五月") == ["港は五月に開く"] and texts(q="月五") == []


def test_terms():
    assert terms('harbour "open in May" -toll -"the crane" — -') == [
        (True, ["harbour"]), (True, ["open", "in", "may"]), (False, ["toll"]), (False, ["the", "crane"]),
    ]  # fmt: skip
    assert words("Łukasz’s, 5 km") == "lukasz s 5 km"


def test_speakers_are_found_by_key_by_target_and_by_any_name(make_article, newsroom):
    make_article(QUOTED)
    for speaker in ("mayor", "person:mayor", "Ada Holm", "ada holm", "Holm"):
        assert texts(speaker=speaker) == ["We open the harbour in May,"], speaker
    assert texts(speaker="zoe odegard") == ["The crane isn’t mine."]
    assert texts(speaker="nobody") == texts(speaker="organization:mayor") == []
    newsroom.mayor.name = "Ada Holm-Berg"
    newsroom.mayor.save()
    assert texts(speaker="Ada Holm-Berg") == ["We open the harbour in May,"]


def test_filters(make_article, newsroom):
    from newsmarkup.models import Section

    old = timezone.now() - timezone.timedelta(days=30)
    make_article(QUOTED, published_at=old, language="de-AT", section=Section.objects.create(name="S", slug="sea"))
    new = make_article('<p><q data-id="q1">“New.”</q></p>')
    assert texts() == ["New.", "We open the harbour in May,", "The crane isn’t mine."]
    assert len(texts(language="de")) == len(texts(section="sea")) == len(texts(until=old)) == 2
    assert texts(since=timezone.now() - timezone.timedelta(days=1)) == texts(article=str(new.pk)) == ["New."]


@pytest.mark.parametrize(
    "change",
    [{"status": "withdrawn"}, {"status": "draft"}, {"embargo_until": timezone.now() + timezone.timedelta(days=1)},
     {"published_at": timezone.now() + timezone.timedelta(days=1)}],
)  # fmt: skip
@pytest.mark.parametrize("how", ["save", "update_fields", "update"])
def test_what_is_not_public_vanishes_at_once(make_article, change, how):
    row = make_article(QUOTED)
    assert len(texts()) == 2
    if how == "update":
        Article.objects.filter(pk=row.pk).update(**change)
    else:
        for name, value in change.items():
            setattr(row, name, value)
        row.save(update_fields=list(change) if how == "update_fields" else None)
    assert texts() == []
    assert_true()


def test_deleted_with_the_article(make_article):
    make_article(QUOTED).delete()
    Article.objects.filter(pk=make_article(QUOTED).pk).delete()
    assert not Quotation.objects.exists()


def test_behind_a_paywall_only_the_teaser_speaks(make_article):
    row = make_article(QUOTED, access="paywalled")
    assert texts() == ["We open the harbour in May,"]
    Article.objects.filter(pk=row.pk).update(access="free")
    assert len(texts()) == 2


def test_a_live_blogs_updates_speak(make_article):
    from newsmarkup.models import Update

    row = make_article("<p>Live.</p>", kind="LiveBlogPosting")
    update = Update.objects.create(
        article=row, headline="Noon", body='<p><q data-id="q1">“It holds.”</q></p>', at=timezone.now()
    )
    assert texts() == ["It holds."] and Quotation.objects.get().anchor == f"quote-{update.key}-q1"
    assert_true()
    update.body = "<p>Nothing.</p>"
    update.save()
    assert texts() == []
    update.body = '<p><q data-id="q1">“It holds.”</q></p>'
    update.save()
    row.kind = "NewsArticle"
    row.save(update_fields=["kind"])
    assert texts() == []


def test_every_way_of_writing_keeps_it_true(make_article, newsroom):
    row = make_article(QUOTED)
    assert_true()
    Article.objects.filter(pk=row.pk).update(body='<p><q data-id="q9">“Other.”</q></p>')
    assert texts() == ["Other."]
    assert_true()
    Article.objects.bulk_create(
        [Article(headline="B", slug="b", body=QUOTED, status="published", published_at=timezone.now())]
    )
    assert len(texts()) == 3
    row.refresh_from_db()
    row.body = QUOTED
    Article.objects.bulk_update([row], ["body"])
    assert len(texts()) == 4
    assert_true()
    row.refresh_from_db()
    row.language, row.section = "nb", None
    row.save(update_fields=["language", "section"])
    assert len(texts(language="nb")) == 2 and len(texts(section="town")) == 0
    assert_true()
    newsroom.section.delete()


# -- the API, the pages, the feed ----------------------------------------------------------------------------------------


def test_the_api_finds_who_said_what(client, make_article, newsroom):
    row = make_article(QUOTED)
    answer = client.get("/api/quotations/", {"speaker": "mayor", "q": "harbour"})
    (one,) = answer.json()["results"]
    assert one["text"] == "We open the harbour in May," and one["speaker"]["name"] == "Ada Holm"
    assert one["url"].endswith(f"{row.get_absolute_url()}#quote-q1") and one["article"]["id"] == str(row.pk)
    graph = client.get("/api/quotations/", {"format": "jsonld"}).json()["@graph"]
    assert [node["text"] for node in graph if node["@type"] == "Quotation"] == [
        "We open the harbour in May,", "The crane isn’t mine.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"speaker": "nobody-at-all"}, "quoted in no public article"),
        ({"q": "—"}, "has no word to look for"),
        ({"q": "-toll"}, "has no word to look for"),
        ({"from": "yesterday"}, "from='yesterday'"),
        ({"to": "2026-02-30"}, "is no day"),
        ({"section": "nowhere"}, "is not known"),
        ({"speeker": "x"}, "Did you mean speaker?"),
    ],
)
def test_the_api_says_what_is_wrong(client, make_article, asked, said):
    make_article(QUOTED)
    answer = client.get("/api/quotations/", asked)
    assert answer.status_code == 400 and said in answer.json()["detail"]


def test_the_api_costs_a_constant_number_of_queries(client, make_article, django_assert_max_num_queries):
    for _ in range(6):
        make_article(QUOTED)
    with django_assert_max_num_queries(5):
        assert len(client.get("/api/quotations/").json()["results"]) == 12
    first = client.get("/api/quotations/", {"page_size": 5}).json()
    seen = [one["url"] for one in first["results"]]
    while first["next"]:
        first = client.get(first["next"]).json()
        seen += [one["url"] for one in first["results"]]
    assert len(seen) == len(set(seen)) == 12


def test_a_speakers_page_feed_and_graph(client, make_article, newsroom):
    row = make_article(QUOTED)
    page = client.get("/people/mayor/")
    link = f'{row.get_absolute_url()}#quote-q1"'
    assert page.status_code == 200 and link in page.content.decode() and "We open the harbour" in page.content.decode()
    assert '"@type":"Quotation"' in page.content.decode()
    assert "We open" not in client.get("/people/mayor/", {"q": "crane"}).content.decode()
    feed = client.get("/said/person/mayor.atom")
    assert feed.status_code == 200 and "We open the harbour" in feed.content.decode()
    assert client.get("/said/person/mayor.atom", headers={"if-none-match": feed["ETag"]}).status_code == 304
    Article.objects.filter(pk=row.pk).update(status="withdrawn")
    assert client.get("/people/mayor/").status_code == client.get("/said/person/mayor.atom").status_code == 404
    assert client.get("/api/quotations/").json()["results"] == []


def test_the_judges_of_a_speakers_page(client, make_article, newsroom, shared, tmp_path):
    import subprocess

    make_article(QUOTED)
    file = tmp_path / "speaker.html"
    file.write_bytes(client.get("/people/mayor/").content)
    run = subprocess.run([shared / "judges/judge", file], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


# -- the admin -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("q", ["harbour", '"in may"', "Ada Holm", "person:mayor"])
def test_the_admin_finds_it(admin_client, make_article, q):
    row = make_article(QUOTED)
    make_article('<p><q data-id="q1">“Else.”</q></p>', status="draft")
    page = admin_client.get("/admin/newsmarkup/quotation/", {"q": q}).content.decode()
    assert "We open the harbour in May," in page and "Else." not in page and "crane" not in page
    assert f"/admin/demo_site/article/{row.pk}/change/" in page and "#quote-q1" in page


def test_the_admin_shows_drafts_to_the_newsroom_alone(admin_client, client, make_article, django_user_model):
    make_article('<p><q data-id="q1">“Secret.”</q></p>', status="draft")
    page = admin_client.get("/admin/newsmarkup/quotation/").content.decode()
    assert "Secret." in page and "draft" in page
    assert "Secret." not in admin_client.get("/admin/newsmarkup/quotation/", {"public": "1"}).content.decode()
    client.force_login(django_user_model.objects.create_user("visitor", is_staff=True))
    assert client.get("/admin/newsmarkup/quotation/").status_code == 403


def test_the_admins_list_costs_a_constant_number_of_queries(admin_client, make_article, django_assert_max_num_queries):
    for _ in range(8):
        make_article(QUOTED)
    with django_assert_max_num_queries(20):
        admin_client.get("/admin/newsmarkup/quotation/")


def test_an_article_can_still_be_deleted_in_the_admin(client, make_article, django_user_model):
    from django.contrib.auth.models import Permission

    row = make_article(QUOTED)
    editor = django_user_model.objects.create_user("editor", is_staff=True)
    # Those of the article and of its bylines, as before there was an archive.
    wanted = ["view_article", "change_article", "delete_article", "delete_byline"]
    editor.user_permissions.add(*Permission.objects.filter(codename__in=wanted))
    client.force_login(editor)
    assert client.post(f"/admin/demo_site/article/{row.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Quotation.objects.exists()
