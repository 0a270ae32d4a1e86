"""People, organizations, photos and sections in the admin: lists as text, protection, what is missing."""

import pytest
from django.db.models import ProtectedError

from newsmarkup.models import Person, Photo
from tests.admin_form import sent

PERSON = "/admin/newsmarkup/person/"
PHOTO = "/admin/newsmarkup/photo/"


def errors(page):
    return str(page.context["adminform"].form.errors)


def test_lists_are_lines_of_text(admin_client, newsroom):
    url = f"{PERSON}{newsroom.mayor.pk}/change/"
    page = admin_client.get(url)
    assert page.context["adminform"].form["aliases"].value() == "Holm"
    data = sent(
        page, aliases="Holm\r\n  The   mayor \r\n\r\nHolm", same_as="https://wiki.example/Ada\nhttps://id.example/1"
    )
    assert admin_client.post(url, data).status_code == 302
    newsroom.mayor.refresh_from_db()
    assert newsroom.mayor.aliases == ["Holm", "The mayor"]
    assert newsroom.mayor.same_as == ["https://wiki.example/Ada", "https://id.example/1"]


@pytest.mark.parametrize(
    "line", ["wiki.example/Ada", "ftp://wiki.example", "https://", "http://[bad", "javascript:alert(1)"]
)
def test_a_bad_address_is_named_with_its_line(admin_client, newsroom, line):
    url = f"{PERSON}{newsroom.mayor.pk}/change/"
    page = admin_client.post(url, sent(admin_client.get(url), same_as=f"https://wiki.example\n{line}"))
    assert page.status_code == 200
    assert f"Line 2: “{line}” is no address" in errors(page)
    assert "JSON" not in errors(page)


def test_an_alias_that_is_no_name(admin_client, newsroom):
    url = f"{PERSON}{newsroom.mayor.pk}/change/"
    page = admin_client.post(url, sent(admin_client.get(url), aliases="x" * 201))
    assert "has 201 characters" in errors(page)


def test_people_are_found_without_accents(admin_client, db):
    person = Person.objects.create(name="Ödön Krähe", aliases=["Der Rabe"])
    for query in ("odon", "rabe", "KRAHE"):
        assert list(admin_client.get(PERSON, {"q": query}).context["cl"].result_list) == [person]
    assert list(admin_client.get(PERSON, {"q": "x"}).context["cl"].result_list) == []
    found = admin_client.get(
        "/admin/autocomplete/",
        {"term": "odon", "app_label": "newsmarkup", "model_name": "byline", "field_name": "person"},
    )
    assert [row["text"] for row in found.json()["results"]] == ["Ödön Krähe"]


@pytest.mark.parametrize("quoted", [True, False])
def test_who_is_in_the_paper_cannot_be_deleted_and_the_page_says_where(admin_client, make_article, newsroom, quoted):
    body = '<p><q data-id="q1" data-speaker="person:mayor">“Yes.”</q></p>'
    article = make_article(body) if quoted else make_article()
    person = newsroom.mayor if quoted else newsroom.reporter
    page = admin_client.get(f"{PERSON}{person.pk}/delete/")
    html = page.content.decode()
    assert f"/admin/demo_site/article/{article.pk}/change/" in html
    assert ("named or shown in its text" if quoted else "named in its byline") in html
    assert "Byline:" not in html
    assert admin_client.post(f"{PERSON}{person.pk}/delete/", {"post": "yes"}).status_code == 200
    assert Person.objects.filter(pk=person.pk).exists()
    page = admin_client.post(PERSON, {"action": "delete_selected", "_selected_action": [person.pk]})
    assert page.status_code == 200
    assert f"/admin/demo_site/article/{article.pk}/change/" in page.content.decode()


def test_a_photo_in_a_text_cannot_be_deleted(admin_client, make_article, newsroom):
    make_article('<figure><img src="/media/newsmarkup/photos/harbour.jpg" alt="Boats" data-photo="harbour"></figure>')
    html = admin_client.get(f"{PHOTO}{newsroom.photo.pk}/delete/").content.decode()
    assert "would require deleting the following protected related objects" in html
    assert "named or shown in its text" in html


def test_what_comes_into_use_in_between_is_said(admin_client, newsroom, monkeypatch):
    def delete(self, *args, **kwargs):
        raise ProtectedError("Ada Holm is named in the text of articles: untag it there first.", set())

    monkeypatch.setattr(Person, "delete", delete)
    page = admin_client.post(f"{PERSON}{newsroom.mayor.pk}/delete/", {"post": "yes"}, follow=True)
    assert page.status_code == 200
    assert "Nothing was deleted. Ada Holm is named" in page.content.decode()


def test_who_is_nowhere_can_be_deleted(admin_client, newsroom):
    admin_client.post(f"{PERSON}{newsroom.mayor.pk}/delete/", {"post": "yes"})
    assert not Person.objects.filter(key="mayor").exists()


def test_pages_say_where_somebody_is_shown(admin_client, make_article, newsroom):
    article = make_article()
    html = admin_client.get(f"{PERSON}{newsroom.reporter.pk}/change/").content.decode()
    assert f'<a href="/admin/demo_site/article/{article.pk}/change/">{article.headline}</a>' in html
    html = admin_client.get(f"{PERSON}{newsroom.mayor.pk}/change/").content.decode()
    assert "no article yet" in html


@pytest.mark.parametrize(
    ("missing", "fields"),
    [("alt", {"alt": ""}), ("credit", {"credit_line": "", "creator": ""}), ("copyright", {"copyright_notice": ""}),
     ("license", {"license_url": ""})],
)  # fmt: skip
def test_photos_are_filtered_by_what_they_lack(admin_client, newsroom, missing, fields):
    def found(value):
        return list(admin_client.get(PHOTO, {"missing": value}).context["cl"].result_list)

    assert found(missing) == found("any") == []
    Photo.objects.filter(pk=newsroom.photo.pk).update(**fields)
    assert found(missing) == found("any") == [newsroom.photo]


@pytest.mark.parametrize("model", ["person", "organization", "photo", "section"])
def test_lists_cost_a_constant_number_of_queries(admin_client, newsroom, model, django_assert_max_num_queries):
    from newsmarkup import models

    url = f"/admin/newsmarkup/{model}/"
    admin_client.get(url)
    with django_assert_max_num_queries(20) as few:
        assert admin_client.get(url).status_code == 200
    table = {
        "person": models.Person,
        "organization": models.Organization,
        "photo": models.Photo,
        "section": models.Section,
    }[model]
    for n in range(5):
        row = {"photo": {"file": f"x{n}.jpg"}, "section": {"name": f"N{n}", "slug": f"n{n}"}}.get(
            model, {"name": f"N{n}"}
        )
        if model == "person":
            row["affiliation"] = newsroom.paper
        table.objects.create(**row)
    with django_assert_max_num_queries(len(few)):
        admin_client.get(url)


def test_rows_are_added_and_kept(admin_client, db):
    page = admin_client.get("/admin/newsmarkup/organization/add/")
    data = sent(page, name="Coast Watch", kind="NGO", aliases="CW", same_as="")
    assert admin_client.post("/admin/newsmarkup/organization/add/", data).status_code == 302
    data = sent(admin_client.get("/admin/newsmarkup/section/add/"), name="Sea", slug="sea")
    assert admin_client.post("/admin/newsmarkup/section/add/", data).status_code == 302
