"""Models: every write path is sanitised, versions never lose work in silence, what is derived is never stale."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework import serializers

from demo_site.models import Article
from newsmarkup import publishing
from newsmarkup.errors import BodyRefused, StaleVersion
from newsmarkup.fields import CanonicalHTML
from newsmarkup.models import Byline, Organization, Person, Photo, Reference, Section

ATTACK = '<p onclick="x()">Hello <script>alert(1)</script><a href="javascript:alert(1)">you</a></p>'
CLEAN = "<p>Hello you</p>"


class ArticleSerializer(serializers.ModelSerializer):
    class Meta:
        model = Article
        fields = ["headline", "slug", "body"]


def create(newsroom):
    return Article.objects.create(headline="H", slug="h", body=ATTACK)


def bulk_create(newsroom):
    return Article.objects.bulk_create([Article(headline="H", slug="h", body=ATTACK)])


def bulk_update(newsroom):
    article = Article.objects.create(headline="H", slug="h", body="<p>x</p>")
    article.body = ATTACK
    Article.objects.bulk_update([article], ["body"])


def update(newsroom):
    Article.objects.create(headline="H", slug="h")
    Article.objects.update(body=ATTACK)


def update_or_create(newsroom):
    Article.objects.update_or_create(slug="h", defaults={"headline": "H", "body": ATTACK})


def save_fields(newsroom):
    article = Article.objects.create(headline="H", slug="h")
    article.body = ATTACK
    article.save(update_fields=["body"])


def rest(newsroom):
    serializer = ArticleSerializer(data={"headline": "H", "slug": "h", "body": ATTACK})
    serializer.is_valid(raise_exception=True)
    serializer.save()


def form(newsroom):
    from django.forms import modelform_factory

    bound = modelform_factory(Article, fields=["headline", "slug", "body"])(
        {"headline": "H", "slug": "h", "body": ATTACK}
    )
    assert bound.is_valid(), bound.errors
    assert any("script" in problem.message for problem in bound.fields["body"].problems)
    bound.save()


@pytest.mark.parametrize("write", [create, bulk_create, bulk_update, update, update_or_create, save_fields, rest, form])
@pytest.mark.parametrize("engine", ["bleach", "nh3"])
def test_every_write_path_sanitises(newsroom, settings, write, engine):
    settings.NEWSMARKUP = {**settings.NEWSMARKUP, "SANITIZER": engine}
    write(newsroom)
    assert Article.objects.get().body == CLEAN
    assert isinstance(Article.objects.get().body, CanonicalHTML)


@pytest.mark.django_db
def test_a_refused_body_says_why_and_saves_nothing():
    body = "<div>" * 200
    with pytest.raises(BodyRefused, match="nested more than 100 deep"):
        Article.objects.create(headline="H", slug="h", body=body)
    serializer = ArticleSerializer(data={"headline": "H", "slug": "h", "body": body})
    assert not serializer.is_valid()
    assert "nested more than 100 deep" in str(serializer.errors["body"])
    with pytest.raises(ValidationError, match="nested more than 100 deep"):
        Article(headline="H", slug="h", body=body).full_clean()
    assert not Article.objects.exists()


def test_the_second_of_two_saves_is_refused(make_article):
    first = make_article()
    second = Article.objects.get(pk=first.pk)
    first.headline = "One"
    first.save()
    second.headline = "Two"
    with pytest.raises(StaleVersion, match=f"version {second.version}"):
        second.save()
    assert Article.objects.get().headline == "One"
    second.refresh_from_db()
    second.headline = "Two"
    second.save()
    assert Article.objects.get().headline == "Two"


def test_a_deleted_article_does_not_come_back(make_article):
    article = make_article()
    Article.objects.filter(pk=article.pk).delete()
    with pytest.raises(StaleVersion, match="no longer exists"):
        article.save()
    assert not Article.objects.exists()


def test_published_is_the_one_place(make_article):
    now = timezone.now()
    shown = make_article()
    make_article(status="draft")
    make_article(status="review")
    make_article(status="withdrawn")
    make_article(published_at=now + timedelta(hours=1))
    embargoed = make_article(embargo_until=now + timedelta(hours=1))
    assert list(Article.objects.published()) == [shown]
    assert set(Article.objects.published(at=now + timedelta(minutes=61))) >= {shown, embargoed}
    assert [a.is_public for a in Article.objects.order_by("pk")] == [True, False, False, False, False, False]


BODY = (
    '<figure><img src="/media/newsmarkup/photos/harbour.jpg" data-photo="harbour" alt="Boats in a harbour"><figcaption>'
    'The harbour at dawn. <small data-role="credit">Ivo Brandt/Coast Pictures</small></figcaption></figure>'
    '<p><q data-id="q1" data-speaker="person:mayor">“We open,”</q> said Holm.</p>'
)


def rename_by_save(newsroom):
    newsroom.mayor.name = "Ada Holm-Berg"
    newsroom.mayor.save()
    return "Ada Holm-Berg"


def rename_by_update(newsroom):
    Person.objects.filter(key="mayor").update(name="Ada Holm-Berg")
    return "Ada Holm-Berg"


def rename_by_bulk_update(newsroom):
    newsroom.mayor.name = "Ada Holm-Berg"
    Person.objects.bulk_update([newsroom.mayor], ["name"])
    return "Ada Holm-Berg"


def author(newsroom):
    Person.objects.filter(key="nora").update(name="Nora Lindqvist")
    return "Nora Lindqvist"


def affiliation(newsroom):
    Organization.objects.filter(key="paper").update(name="The New Paper")
    return "The New Paper"


def credit(newsroom):
    newsroom.photo.credit_line = "Ivo Brandt/Shore Pictures"
    newsroom.photo.save()
    return "Ivo Brandt/Shore Pictures"


def credit_by_update(newsroom):
    Photo.objects.update(credit_line="Ivo Brandt/Shore Pictures")
    return "Ivo Brandt/Shore Pictures"


def licence(newsroom):
    Photo.objects.update(license_url="https://pictures.example/new")
    return "https://pictures.example/new"


def section(newsroom):
    newsroom.section.name = "Harbour town"
    newsroom.section.save()
    return "Harbour town"


def byline(newsroom):
    Byline.objects.create(article=Article.objects.get(), person=newsroom.mayor, role="contributor", position=2)
    return '"contributor":{"@id":"http://127.0.0.1:8000/#person-mayor"}'


def bulk_byline(newsroom):
    Byline.objects.bulk_create([Byline(article=Article.objects.get(), person=newsroom.mayor, role="editor")])
    return '"editor":{"@id":"http://127.0.0.1:8000/#person-mayor"}'


def new_headline(newsroom):
    Article.objects.update(headline="Quite another")
    return "Quite another"


@pytest.mark.parametrize(
    "change",
    [rename_by_save, rename_by_update, rename_by_bulk_update, author, affiliation, credit, credit_by_update, licence,
     section, byline, bulk_byline, new_headline],
)  # fmt: skip
def test_every_change_reaches_every_page_that_shows_it(newsroom, make_article, settings, change):
    settings.NEWSMARKUP = {**settings.NEWSMARKUP, "SITE_URL": "http://127.0.0.1:8000"}
    make_article(BODY, lead_photo=newsroom.photo)
    article = publishing.ready([Article.objects.get()])[0]
    stored = Article.objects.get()
    assert stored.stamp == publishing.stamp(stored)
    version = stored.version
    said = change(newsroom)
    assert said not in article.jsonld
    after = Article.objects.get()
    assert after.stamp != publishing.stamp(after)
    publishing.ready([after])
    assert said in after.jsonld
    if change in (credit, credit_by_update):
        assert said in after.body
        assert after.version == version + 1, "the text changed: an editor who has it open must hear of it"
    assert Article.objects.get().jsonld == after.jsonld


def test_a_rolled_back_change_leaves_nothing_stale(newsroom, make_article):
    make_article(BODY)
    publishing.ready([Article.objects.get()])
    with pytest.raises(RuntimeError), transaction.atomic():
        newsroom.mayor.name = "Nobody"
        newsroom.mayor.save()
        raise RuntimeError
    article = Article.objects.get()
    assert article.stamp == publishing.stamp(article)


def test_an_editors_own_caption_stays_when_the_photo_changes(newsroom, make_article):
    make_article(BODY.replace("The harbour at dawn.", "Our own words."))
    Photo.objects.update(caption="Something new.", alt="New alt")
    body = Article.objects.get().body
    assert "Our own words." in body
    assert 'alt="New alt"' in body


def test_a_row_read_before_a_change_is_derived_as_it_is_now(newsroom, make_article):
    make_article(BODY)
    read_before = Article.objects.get()
    Person.objects.filter(key="mayor").update(name="Ada Holm-Berg")
    publishing.ready([read_before])
    stored = Article.objects.get()
    assert "Ada Holm-Berg" in read_before.jsonld
    assert stored.jsonld == read_before.jsonld
    assert stored.stamp == publishing.stamp(stored)


def test_what_a_body_names_cannot_be_deleted(newsroom, make_article):
    make_article(BODY)
    for row in (newsroom.mayor, newsroom.photo):
        with pytest.raises(ProtectedError, match="untag it there first"), transaction.atomic():
            row.delete()
    Article.objects.update(body="<p>Nobody is named.</p>")
    newsroom.mayor.delete()
    newsroom.photo.delete()
    assert not Reference.objects.exists()


def test_references_go_with_their_article(newsroom, make_article):
    make_article(BODY).delete()
    make_article(BODY)
    Article.objects.all().delete()
    assert not Reference.objects.exists()
    newsroom.mayor.delete()


def test_lists_cost_a_constant_number_of_queries(make_article, django_assert_num_queries):
    for _ in range(3):
        make_article(BODY)
    publishing.ready(Article.objects.all())
    with django_assert_num_queries(1):
        publishing.ready(Article.objects.all())
    Section.objects.update(name="Stale")
    with CaptureQueriesContext(connection) as three:
        publishing.articles(list(Article.objects.all()))
    for _ in range(5):
        make_article(BODY)
    with CaptureQueriesContext(connection) as eight:
        publishing.articles(list(Article.objects.all()))
    assert len(three) == len(eight)


def test_rebuild_mends_what_was_written_past_django(newsroom, make_article):
    from django.core.management import call_command

    article = make_article(BODY)
    publishing.ready([Article.objects.get()])
    Reference.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE newsmarkup_person SET name = 'Ada Changed' WHERE {connection.ops.quote_name('key')} = 'mayor'"
        )
    call_command("newsmarkup_rebuild", verbosity=0)
    assert "Ada Changed" in Article.objects.get().jsonld
    assert {r.target for r in Reference.objects.all()} == {"person:mayor", "photo:harbour"}
    assert Article.objects.get().version == article.version


def test_the_form_gives_the_body_back_as_it_is_stored(make_article):
    from django.forms import modelform_factory
    from lxml import html

    body = "<p>The tag &lt;b&gt;bold&lt;/b&gt; &amp; more</p>"
    article = make_article(body)
    form = modelform_factory(Article, fields=["body"])(instance=Article.objects.get(pk=article.pk))
    assert html.fromstring(form.as_p()).xpath("//textarea")[0].text.strip() == body


def test_an_unsaved_change_is_never_stored(make_article):
    article = make_article(BODY)
    article.headline = "Not saved"
    publishing.ready([article])
    assert "Not saved" not in article.jsonld
    assert "Not saved" not in Article.objects.get().jsonld
    unsaved = Article(headline="Never saved", slug="n", body=BODY)
    assert "Never saved" in publishing.ready([unsaved])[0].jsonld


def test_the_lead_picture_is_shown_once(newsroom, make_article):
    from django.template import Context, Template

    tags = Template("{% load newsmarkup %}{% newsmarkup_lead article %}{% newsmarkup_body article %}")
    for body in (BODY, "<p>No picture.</p>"):
        page = tags.render(Context({"article": make_article(body, lead_photo=newsroom.photo)}))
        assert page.count("<img") == 1
        assert page.count("Ivo Brandt/Coast Pictures") == 1
