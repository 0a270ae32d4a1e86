"""What the editor asks while somebody writes: speakers, photos, the preview."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from demo_site.models import Article
from newsmarkup.admin.directory import fold
from newsmarkup.models import Byline, Organization, Person, Photo
from tests.admin_form import sent

SPEAKERS, PHOTOS, PREVIEW = (f"/admin/demo_site/article/{name}/" for name in ("speakers", "photos", "preview"))
ADD = "/admin/demo_site/article/add/"
BYLINES = "newsmarkup-byline-content_type-object_id"


def names(response):
    return [found["name"] for found in response.json()["results"]]


def png(name="boat.png"):
    file = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(file, "PNG")
    return SimpleUploadedFile(name, file.getvalue(), "image/png")


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def reporter(client, db):
    """Logged in, may change articles and nothing else."""
    user = User.objects.create_user("reporter", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["change_article", "add_article"]))
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("typed", "bare"), [("Łukasz  Ødegård", "lukasz odegard"), ("ÇAĞRI İnce", "cagri ince"), ("Straße", "strasse")]
)
def test_names_are_compared_without_accents_and_capitals(typed, bare):
    assert fold(typed) == bare


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("garcia", ["García Peña", "Ana García"]),
        ("ANA", ["Ana García", "Joana Reis"]),
        ("gar an", ["Ana García"]),
        ("gobernadora", ["García Peña"]),
        ("mayor Ana Garcia said", ["Ana García"]),
        ("coast", ["Coast Watch"]),
        ("   ", []),
        ("nobody", []),
    ],
)
def test_speakers_are_found_by_any_name(admin_client, query, expected):
    Person.objects.create(name="Joana Reis")
    Person.objects.create(name="Ana García", job_title="mayor")
    Person.objects.create(name="García Peña", aliases=["La Gobernadora"])
    Organization.objects.create(name="Coast Watch", kind="NGO")
    assert names(admin_client.get(SPEAKERS, {"q": query})) == expected


def test_speakers_cost_a_constant_number_of_queries_and_are_never_stale(
    admin_client, newsroom, django_assert_num_queries
):
    admin_client.get(SPEAKERS, {"q": "Ada"})
    with django_assert_num_queries(4):  # session and user, and a look at each of two tables
        found = admin_client.get(SPEAKERS, {"q": "Ada"}).json()["results"]
    assert found == [{"ref": "person:mayor", "kind": "person", "name": "Ada Holm", "description": "mayor of Saltmere"}]
    Person.objects.filter(key="mayor").update(name="Adele Holm")
    assert names(admin_client.get(SPEAKERS, {"q": "Ade"})) == ["Adele Holm"]
    newsroom.paper.name = "The Quay"
    newsroom.paper.save()
    assert admin_client.get(SPEAKERS, {"q": "Nora"}).json()["results"][0]["description"] == "reporter, The Quay"
    newsroom.mayor.delete()
    assert names(admin_client.get(SPEAKERS, {"q": "Ade"})) == []


def test_at_most_a_dozen_speakers(admin_client, db):
    Person.objects.bulk_create([Person(name=f"Sam {n}") for n in range(20)])
    assert len(names(admin_client.get(SPEAKERS, {"q": "sam"}))) == 12


def test_entries_are_looked_up_by_reference(admin_client, newsroom):
    found = admin_client.get(SPEAKERS, {"ref": ["organization:paper", "person:mayor", "person:gone", "nonsense"]})
    assert names(found) == ["The Harbour Paper", "Ada Holm"]


def add(client, **data):
    return client.post(SPEAKERS, json.dumps(data), content_type="application/json")


def test_a_speaker_is_added(admin_client, db):
    answer = add(admin_client, kind="person", name="  Rosa  Vik ", job_title="fisher")
    assert answer.status_code == 201
    person = Person.objects.get()
    assert answer.json() == {"ref": person.target, "kind": "person", "name": "Rosa Vik", "description": "fisher"}
    assert add(admin_client, kind="organization", name="Coast Watch").status_code == 201


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"kind": "person", "name": " "}, "name"),
        ({"kind": "person", "name": "x" * 300}, "name"),
        ({"kind": "robot", "name": "R"}, "kind"),
        ({"name": "R"}, "kind"),
        ({"kind": ["person"], "name": "R"}, "kind"),
        ({"kind": "person", "name": "ada holm"}, "name"),
    ],
)
def test_a_bad_speaker_is_refused_in_words(admin_client, newsroom, data, field):
    answer = add(admin_client, **data)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]


@pytest.mark.parametrize("body", ["", "{", "[]", "null", "\xff"])
def test_a_speaker_that_is_no_json_object(admin_client, body):
    answer = admin_client.post(SPEAKERS, body.encode("latin-1"), content_type="application/json")
    assert answer.status_code == 400


def test_permissions_in_words(client, reporter, newsroom):
    assert names(reporter.get(SPEAKERS, {"q": "Ada"})) == ["Ada Holm"]
    for answer in (add(reporter, kind="person", name="Rosa"), reporter.post(PHOTOS, {"file": png()})):
        assert answer.status_code == 403
        assert "You may not add" in answer.json()["errors"]["__all__"][0]
    reporter.logout()
    answer = reporter.get(SPEAKERS, {"q": "Ada"})
    assert answer.status_code == 403
    assert "Log in" in answer.json()["errors"]["__all__"][0]
    assert not Person.objects.filter(name="Rosa").exists()


def test_other_methods_are_refused(admin_client):
    assert admin_client.put(SPEAKERS).status_code == 405
    assert admin_client.get(PREVIEW).status_code == 405


def test_photos_are_found_and_their_gaps_said(admin_client, newsroom):
    Photo.objects.create(key="bare", file="newsmarkup/photos/bare.jpg", caption="A harbour in fog.")
    (bare, harbour) = admin_client.get(PHOTOS, {"q": "harbour"}).json()["results"]
    assert harbour["key"] == "harbour"
    assert harbour["url"] == "/media/newsmarkup/photos/harbour.jpg"
    assert harbour["credit"] == "Ivo Brandt/Coast Pictures"
    assert harbour["warnings"] == []
    assert len(bare["warnings"]) == 3
    assert admin_client.get(PHOTOS, {"q": "harbour dawn"}).json()["results"] == [harbour]
    assert len(admin_client.get(PHOTOS).json()["results"]) == 2


def test_a_photo_is_uploaded(admin_client, db):
    answer = admin_client.post(
        PHOTOS, {"file": png(), "alt": "A boat", "caption": "Boat.", "credit_line": "I. B.", "creator": "Ivo"}
    )
    assert answer.status_code == 201, answer.content
    found = answer.json()
    assert (found["width"], found["height"], found["alt"]) == (40, 30, "A boat")
    thumbnail = admin_client.get(found["thumbnail"])
    assert thumbnail.headers["Content-Type"] == "image/jpeg"
    assert Image.open(BytesIO(thumbnail.content)).size == (40, 30)
    photo = Photo.objects.get(key=found["key"])
    assert photo.creator == "Ivo"


@pytest.mark.parametrize(
    "file", [None, SimpleUploadedFile("x.png", b"no picture"), SimpleUploadedFile("x.svg", b"<svg/>")]
)
def test_a_bad_photo_is_refused_in_words(admin_client, db, file):
    answer = admin_client.post(PHOTOS, {"file": file} if file else {})
    assert answer.status_code == 400
    assert answer.json()["errors"]["file"]


def test_a_thumbnail_whose_file_is_gone_is_not_found(admin_client, newsroom):
    assert admin_client.get(f"/admin/newsmarkup/photo/{newsroom.photo.pk}/thumbnail/").status_code == 404


# -- the preview ---------------------------------------------------------------------------------------------------


def test_the_preview_of_a_new_article_shows_what_is_typed_and_stores_nothing(admin_client, newsroom):
    data = sent(
        admin_client.get(ADD),
        headline="The ferry is <back>",
        body='<p><q data-id="q1" data-speaker="person:mayor">“Finally.”</q><script>x()</script></p>',
        section=newsroom.section.pk,
        **{f"{BYLINES}-0-person": newsroom.reporter.pk},
    )
    answer = admin_client.post(PREVIEW, data)
    assert answer.status_code == 200
    found = answer.json()
    assert "The ferry is &lt;back&gt;" in found["page"]
    assert "Nora Lind" in found["page"]
    nodes = {node["@type"]: node for node in found["jsonld"]["@graph"]}
    assert nodes["Quotation"]["text"] == "Finally."
    assert {node["name"] for node in found["jsonld"]["@graph"] if node["@type"] == "Person"} == {
        "Nora Lind",
        "Ada Holm",
    }
    assert '"Nora Lind"' in found["page"]  # in the page's own JSON-LD too
    assert found["search"]["title"] == "The ferry is <back>"
    assert "Town" in found["search"]["breadcrumb"]
    codes = {problem["code"]: problem for problem in found["problems"]}
    assert codes["form"]["field"] == "slug"
    assert codes["removed-element"]["severity"] == "notice"
    assert codes["missing-publisher"]["field"] == "publisher"
    assert not Article.objects.exists()
    assert not Byline.objects.exists()


def preview(client, article, **changes):
    page = client.get(reverse("admin:demo_site_article_change", args=[article.pk]))
    url = reverse("admin:demo_site_article_newsmarkup_preview_change", args=[article.pk])
    return client.post(url, sent(page, **changes))


def test_the_preview_of_a_stored_article_leaves_the_row_alone(admin_client, make_article, newsroom):
    article = make_article()
    before = Article.objects.values().get()
    found = preview(admin_client, article, headline="Another", **{f"{BYLINES}-0-person": newsroom.mayor.pk}).json()
    assert "Another" in found["page"]
    authors = [node["name"] for node in found["jsonld"]["@graph"] if node["@type"] == "Person"]
    assert authors == ["Ada Holm"]
    assert Article.objects.values().get() == before
    assert [str(byline) for byline in article.bylines.all()] == ["Nora Lind"]


def test_a_deleted_byline_is_not_previewed(admin_client, make_article):
    found = preview(admin_client, make_article(), **{f"{BYLINES}-0-DELETE": "on"}).json()
    assert "missing-author" in {problem["code"] for problem in found["problems"]}


@pytest.mark.parametrize(
    "changes",
    [
        {"headline": "", "slug": ""},
        {"slug": "no slug!", "section": "nonsense", "lead_photo": "99999", "language": "??"},
        {"published_at_0": "soon", "published_at_1": "25:99"},
        {"body": "<div>" * 300},
        {"body": "\x00<q data-speaker='person:'>"},
        {f"{BYLINES}-TOTAL_FORMS": "x"},
        {f"{BYLINES}-TOTAL_FORMS": None},
        {f"{BYLINES}-0-id": "abc", f"{BYLINES}-0-position": "many"},
        {f"{BYLINES}-0-person": ""},
        {"read_version": "x", "read_values": "{"},
        {"keywords": "x" * 5000},
    ],
)
def test_bad_input_is_a_problem_in_words(admin_client, make_article, changes):
    answer = preview(admin_client, make_article(), **changes)
    assert answer.status_code == 200
    assert [problem for problem in answer.json()["problems"] if problem["severity"] == "error"]


def test_a_template_that_fails_is_a_problem_too(admin_client, make_article, monkeypatch):
    def get_absolute_url(self):
        raise AttributeError("no date")

    monkeypatch.setattr(Article, "get_absolute_url", get_absolute_url)
    article = make_article(status="draft")
    found = preview(admin_client, article).json()
    assert found["page"] == ""
    assert "no date" in found["problems"][0]["message"]


def test_a_preview_of_what_is_gone_is_refused(admin_client, db):
    answer = admin_client.post(PREVIEW.replace("preview", "999/preview"), {})
    assert answer.status_code == 404
    assert "gone" in answer.json()["errors"]["__all__"][0]


def test_the_preview_needs_no_more_queries_for_more_quotations(
    admin_client, make_article, newsroom, django_assert_max_num_queries
):
    one = '<p><q data-id="q{0}" data-speaker="person:mayor">“One.”</q></p>'
    article = make_article(one.format(0))
    preview(admin_client, article)
    with django_assert_max_num_queries(60) as few:
        preview(admin_client, article)
    with django_assert_max_num_queries(len(few)):
        preview(admin_client, article, body="".join(map(one.format, range(50))))


def test_the_embargo_is_among_the_problems(admin_client, make_article):
    article = make_article(embargo_until=timezone.now() + timedelta(days=1))
    codes = {problem["code"] for problem in preview(admin_client, article).json()["problems"]}
    assert "embargo-holds" in codes
