"""Two editors at once: the second gets both texts and chooses. Nothing is saved or lost without a word."""

import re
from html import unescape

import pytest
from django.urls import reverse

from demo_site.models import Article
from newsmarkup.errors import StaleVersion
from newsmarkup.models import Byline
from tests.admin_form import sent

BYLINES = "newsmarkup-byline-content_type-object_id"
BODY = "<p>The harbour opens on Monday.</p>\n<p>Nobody knows why.</p>\n<p>The end.</p>"


def change(article):
    return reverse("admin:demo_site_article_change", args=[article.pk])


def carried(page):
    """What the page of two versions would send back, without the choices: read from its HTML, as a browser does."""
    html = page.content.decode().partition("<form method")[2]
    fields = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', html, re.DOTALL)
    data = {}
    for name, value in fields:
        data.setdefault(unescape(name), []).append(unescape(value))
    return data | {"read_version": re.search(r'name="read_version" value="(\d+)"', html)[1]}


def choices(page):
    """The side that is checked for each difference; "" where the editor has to choose."""
    html = page.content.decode()
    found = {}
    for name, side, rest in re.findall(r'type="radio" name="choice:([^"]+)" value="(\w+)" required( checked)?', html):
        found[name] = side if rest else found.get(name, "")
    return found


@pytest.fixture
def met(admin_client, make_article):
    """A form that was opened, then somebody else's save; `met(theirs, mine)` is the answer to sending it."""
    article = make_article(BODY)
    article.page = admin_client.get(change(article))

    def answer(theirs, mine, **bylines):
        other = Article.objects.get(pk=article.pk)
        for name, value in theirs.items():
            setattr(other, name, value)
        other.save()
        return admin_client.post(change(article), sent(article.page, **mine))

    answer.article = article
    return answer


def test_the_second_editor_sees_both_texts_and_nothing_is_saved(met):
    page = met({"body": BODY.replace("Monday", "Tuesday")}, {"body": BODY.replace("Nobody knows", "Everybody knows")})
    assert page.status_code == 409
    html = page.content.decode()
    assert "Monday." in html
    assert "Tuesday." in html
    assert "Everybody" in html
    (difference,) = page.context["met"].differences
    assert [row.state for row in difference.rows] == ["changed", "changed", "same"]
    met.article.refresh_from_db()
    assert "Tuesday" in met.article.body


def test_what_only_one_side_changed_is_proposed(met):
    page = met({"headline": "Theirs", "body": BODY + "<p>More.</p>"}, {"description": "Mine", "headline": "Mine"})
    assert choices(page) == {"headline": "", "body": "theirs", "description": "mine"}


def test_the_choice_is_saved_on_top_of_the_newest_version(admin_client, met):
    page = met({"headline": "Theirs", "body": BODY + "<p>More.</p>"}, {"headline": "Mine", "description": "Mine too"})
    data = carried(page) | {"choice:headline": "mine", "choice:body": "theirs", "choice:description": "mine"}
    assert admin_client.post(change(met.article), data | {"_collision": "save"}).status_code == 302
    after = Article.objects.get(pk=met.article.pk)
    assert (after.headline, after.description, after.body) == ("Mine", "Mine too", BODY + "\n<p>More.</p>")
    assert after.bylines.count() == 1


def test_who_goes_on_editing_has_what_was_chosen_and_nothing_is_stored(admin_client, met):
    page = met({"headline": "Theirs"}, {"headline": "Mine", "body": BODY + "<p>Mine.</p>"})
    data = carried(page) | {"choice:headline": "theirs", "choice:body": "mine", "_collision": "edit"}
    form = admin_client.post(change(met.article), data)
    assert form.status_code == 200
    assert not form.context["errors"]
    assert "Nothing is saved yet" in form.content.decode()
    assert Article.objects.get(pk=met.article.pk).body == BODY
    shown = form.context["adminform"].form
    assert shown["headline"].value() == "Theirs"
    assert shown["body"].value().endswith("<p>Mine.</p>")
    assert admin_client.post(change(met.article), sent(form)).status_code == 302
    after = Article.objects.get(pk=met.article.pk)
    assert (after.headline, after.body) == ("Theirs", BODY + "\n<p>Mine.</p>")


def test_a_further_collision_brings_the_page_again(admin_client, met):
    page = met({"headline": "Theirs"}, {"headline": "Mine"})
    third = Article.objects.get(pk=met.article.pk)
    third.headline = "A third"
    third.save()
    again = admin_client.post(change(met.article), carried(page) | {"choice:headline": "mine", "_collision": "save"})
    assert again.status_code == 409
    assert "A third" in again.content.decode()
    assert carried(again)["headline"] == ["Mine"]
    data = carried(again) | {"choice:headline": "mine", "_collision": "save"}
    assert admin_client.post(change(met.article), data).status_code == 302
    assert Article.objects.get(pk=met.article.pk).headline == "Mine"


def test_nobody_chooses_for_the_editor(admin_client, met):
    page = met({"headline": "Theirs"}, {"headline": "Mine"})
    again = admin_client.post(change(met.article), carried(page) | {"_collision": "save"})
    assert again.status_code == 409
    assert "Choose a side" in again.content.decode()


def test_a_save_in_the_middle_of_ours_rolls_all_of_ours_back(admin_client, make_article, newsroom, monkeypatch):
    article = make_article(BODY)
    data = sent(admin_client.get(change(article)), headline="Mine", **{f"{BYLINES}-TOTAL_FORMS": "2"})
    data |= {f"{BYLINES}-1-person": newsroom.mayor.pk, f"{BYLINES}-1-role": "author"}
    real = Article.save

    def save(self, *args, **kwargs):
        Article.objects.filter(pk=self.pk).update(headline="Theirs")
        real(self, *args, **kwargs)

    monkeypatch.setattr(Article, "save", save)
    page = admin_client.post(change(article), data)
    assert page.status_code == 409
    monkeypatch.undo()
    assert article.bylines.count() == 1
    assert carried(page)["headline"] == ["Mine"]


@pytest.mark.parametrize(("side", "expected"), [("mine", ["Nora Lind", "Ada Holm"]), ("theirs", ["The Harbour Paper"])])
def test_bylines_are_chosen_as_a_whole(admin_client, met, newsroom, side, expected):
    mine = {f"{BYLINES}-TOTAL_FORMS": "2", f"{BYLINES}-1-person": newsroom.mayor.pk, f"{BYLINES}-1-role": "author",
            f"{BYLINES}-1-position": "2"}  # fmt: skip
    Byline.objects.all().delete()
    Byline.objects.create(article=met.article, organization=newsroom.paper)
    page = met({"dateline": "HARBOUR TOWN"}, mine)
    assert set(choices(page)) == {BYLINES, "dateline"}
    data = carried(page) | {f"choice:{BYLINES}": side, "choice:dateline": "theirs", "_collision": "save"}
    after = admin_client.post(change(met.article), data)
    assert after.status_code == 302, after.context["errors"]
    assert [str(byline) for byline in met.article.bylines.all()] == expected
    assert Article.objects.get(pk=met.article.pk).dateline == "HARBOUR TOWN"


def test_times_relations_and_lists_travel(admin_client, met, newsroom):
    theirs = {"headline": "Theirs", "section": None, "keywords": ["sea"]}
    page = met(theirs, {"lead_photo": newsroom.photo.pk, "published_at_0": "2026-01-02", "published_at_1": "03:04:05"})
    assert choices(page) == {"headline": "theirs", "section": "theirs", "keywords": "theirs", "lead_photo": "mine",
                             "published_at": "mine"}  # fmt: skip
    assert "The harbour at dawn." in page.content.decode()
    data = carried(page) | {f"choice:{name}": side for name, side in choices(page).items()}
    assert admin_client.post(change(met.article), data | {"_collision": "save"}).status_code == 302
    after = Article.objects.get(pk=met.article.pk)
    assert (after.headline, after.section, after.keywords, after.lead_photo) == (
        "Theirs",
        None,
        ["sea"],
        newsroom.photo,
    )
    assert after.published_at.isoformat() == "2026-01-02T02:04:05+00:00"


def test_tags_are_compared_too(met):
    tagged = BODY.replace(
        "<p>Nobody knows why.</p>", '<p><q data-id="q1" data-speaker="person:mayor">Nobody knows why.</q></p>'
    )
    page = met({"body": tagged}, {"body": BODY + "<p>Mine.</p>"})
    assert "quotation: Ada Holm" in page.content.decode()


def test_a_refused_text_is_shown_all_the_same(met):
    page = met({"headline": "Theirs"}, {"body": "<div>" * 300 + "Deep words"})
    assert page.status_code == 409
    assert "Deep words" in page.content.decode()


def test_the_same_words_from_both_need_no_choice(admin_client, met):
    page = met({"headline": "The same"}, {"headline": "The same"})
    assert page.status_code == 409
    assert "nothing to choose" in page.content.decode()
    assert admin_client.post(change(met.article), carried(page) | {"_collision": "save"}).status_code == 302


def test_the_text_of_a_deleted_article_is_not_lost(admin_client, make_article):
    article = make_article(BODY)
    data = sent(admin_client.get(change(article)), body=BODY + "<p>Mine.</p>")
    url = change(article)
    article.delete()
    page = admin_client.post(url, data)
    assert page.status_code == 409
    html = page.content.decode()
    assert "Mine." in html
    fields = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', html, re.DOTALL)
    new = {unescape(name): unescape(value) for name, value in fields}
    assert admin_client.post(page.context["add_url"], new).status_code == 302
    again = Article.objects.get()
    assert again.body.endswith("<p>Mine.</p>")
    assert [str(byline) for byline in again.bylines.all()] == ["Nora Lind"]


def test_a_form_without_its_version_is_refused_in_words(admin_client, make_article):
    article = make_article(BODY)
    page = admin_client.post(change(article), sent(admin_client.get(change(article)), read_version=None))
    assert "load the page again" in page.content.decode()


def test_blind_saves_lose_nothing_in_silence(admin_client, make_article):
    """Two editors who never look: each save is stored or answered by the page, and the version counts the stored ones."""
    article = make_article(BODY)
    forms = [sent(admin_client.get(change(article)))] * 2
    stored = refused = 0
    start = Article.objects.get(pk=article.pk).version
    for n in range(20):
        answer = admin_client.post(change(article), forms[n % 2] | {"headline": f"H{n}"})
        if answer.status_code == 302:
            stored += 1
            forms[n % 2] = sent(admin_client.get(change(article)))
        else:
            assert answer.status_code == 409
            refused += 1
            forms[n % 2]["read_version"] = carried(answer)["read_version"]
    assert stored + refused == 20
    assert Article.objects.get(pk=article.pk).version == start + stored


def test_stale_versions_elsewhere_stay_errors(make_article):
    article = make_article(BODY)
    Article.objects.filter(pk=article.pk).update(headline="X")
    with pytest.raises(StaleVersion):
        article.save()
