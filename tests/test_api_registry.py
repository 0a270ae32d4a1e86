"""/api/people/, /api/organizations/, /api/photos/, /api/sections/: what published articles show, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsmarkup.models import Byline, Organization, Person, Photo, Section

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.urls_api")]

ADDRESSES = ("people", "organizations", "photos", "sections")


def keys(client, path, **query):
    answer = client.get(f"/api/{path}/", query)
    assert answer.status_code == 200, answer.content
    return [entry.get("key", entry.get("slug")) for entry in answer.json()["results"]]


def quoted(target, words="“Yes”"):
    return f'<p><q data-speaker="{target}">{words}</q></p>'


def figure(key):
    return f'<figure><img src="/media/{key}.jpg" alt="x" data-photo="{key}"></figure>'


def photo(key):
    return Photo.objects.create(key=key, file=f"newsmarkup/photos/{key}.jpg", alt=key)


def test_only_who_is_shown_in_public_articles(client, make_article, newsroom):
    for key in ("source", "informant", "columnist", "chief"):
        Person.objects.create(key=key, name=key.title())
    council = Organization.objects.create(key="council", name="Council")
    Organization.objects.create(key="mole", name="Mole")
    guild = Organization.objects.create(key="guild", name="Guild")
    Person.objects.filter(key="columnist").update(affiliation=guild)
    draft = make_article(quoted("person:informant") + quoted("organization:mole"), status="draft", byline=False)
    Byline.objects.create(article=draft, person=Person.objects.get(key="chief"))
    public = make_article(quoted("person:source"))
    Byline.objects.create(article=public, person=Person.objects.get(key="columnist"))
    Byline.objects.create(article=public, organization=council)
    assert keys(client, "people") == ["columnist", "nora", "source"]
    assert keys(client, "organizations") == ["council", "guild", "paper"]
    for key in ("informant", "chief", "mayor"):
        assert client.get(f"/api/people/{key}/").status_code == 404
    public.refresh_from_db()
    public.status = "withdrawn"
    public.save()
    assert keys(client, "people") == keys(client, "organizations") == []


def test_only_photos_that_public_articles_show(client, make_article, newsroom):
    for key in ("lead", "inside", "portrait", "hidden", "unused"):
        photo(key)
    newsroom.reporter.image = Photo.objects.get(key="portrait")
    newsroom.reporter.save()
    make_article(figure("inside"), lead_photo=Photo.objects.get(key="lead"))
    make_article(figure("hidden"), lead_photo=newsroom.photo, embargo_until=timezone.now() + timedelta(hours=1))
    assert set(keys(client, "photos")) == {"lead", "inside", "portrait"}
    assert client.get("/api/photos/inside/").json()["alt"] == "inside"
    for key in ("hidden", "unused", "harbour"):
        assert client.get(f"/api/photos/{key}/").status_code == 404


def test_what_stands_behind_the_paywall_stays_there(client, make_article, newsroom):
    for key in ("open", "closed", "both"):
        Person.objects.create(key=key, name=key)
        photo(f"photo-{key}")
    body = figure("photo-open") + quoted("person:open") + quoted("person:closed") + figure("photo-closed")
    make_article(body, access="paywalled")
    assert set(keys(client, "people")) == {"nora", "open"}
    assert keys(client, "photos") == ["photo-open"]
    make_article(quoted("person:both") + quoted("person:closed"))
    assert set(keys(client, "people")) == {"nora", "open", "both", "closed"}


def test_records(client, make_article, newsroom):
    make_article(quoted("person:mayor"), lead_photo=newsroom.photo)
    assert client.get("/api/people/nora/").json() == {
        "kind": "person",
        "key": "nora",
        "name": "Nora Lind",
        "url": "https://paper.example/people/nora/",
        "job_title": "reporter",
        "honorific_prefix": "",
        "same_as": [],
        "affiliation": {
            "kind": "organization",
            "key": "paper",
            "name": "The Harbour Paper",
            "url": "https://paper.example/",
        },
        "image": None,
    }
    assert "aliases" not in client.get("/api/people/mayor/").json()
    paper = client.get("/api/organizations/paper/").json()
    assert (paper["type"], paper["same_as"]) == ("NewsMediaOrganization", ["https://social.example/paper"])
    harbour = client.get("/api/photos/harbour/").json()
    assert harbour["license_url"] == "https://pictures.example/licence"
    assert harbour["creators"] == ["Ivo Brandt"]
    assert client.get("/api/sections/").json()["results"] == [
        {"name": "Town", "slug": "town", "url": "https://paper.example/section/town/", "description": ""}
    ]


@pytest.mark.parametrize("path", ["people", "organizations", "photos", "sections"])
def test_pages_etags_and_queries(client, make_article, newsroom, path, django_assert_num_queries):
    for i in range(5):
        paper = Organization.objects.create(key=f"o{i}", name="Same name")
        person = Person.objects.create(key=f"p{i}", name="Same name", affiliation=paper, image=photo(f"f{i}"))
        Section.objects.create(name="Same name", slug=f"s{i}")
        make_article(quoted(f"person:p{i}") + figure(f"f{i}"), byline=False)
        assert person
    everything = keys(client, path, page_size=100)
    assert len(everything) >= 5
    pages, url = [], f"/api/{path}/?page_size=2"
    while url:
        with django_assert_num_queries(1):
            answer = client.get(url)
        pages += [entry.get("key", entry.get("slug")) for entry in answer.json()["results"]]
        url = answer.json()["next"]
    assert pages == everything
    etag = answer.headers["ETag"]
    address = answer.wsgi_request.get_full_path()
    assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    Organization.objects.update(name="Other")
    Person.objects.update(name="Other")
    Photo.objects.update(alt="Other")
    Section.objects.update(name="Other")
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


@pytest.mark.parametrize("path", [*ADDRESSES, "people/nora", "photos/harbour", "organizations/paper", "sections/town"])
def test_what_is_asked_wrongly(client, make_article, newsroom, path):
    make_article(lead_photo=newsroom.photo)
    wrong = client.get(f"/api/{path}/", {"aliases": "Holm"})
    assert (wrong.status_code, wrong.json()["code"]) == (400, "unknown_parameter")
    assert client.get(f"/api/{path}/", headers={"accept": "application/ld+json"}).status_code == 406
    written = client.post(f"/api/{path}/")
    refused = (401, "not_authenticated") if path in ADDRESSES else (405, "method_not_allowed")
    assert (written.status_code, written.json()["code"]) == refused
    assert client.options(f"/api/{path}/").status_code == client.head(f"/api/{path}/").status_code == 200


@pytest.mark.parametrize("key", ["nobody", "%00", "x" * 500, "..%2f", "'--"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_keys_that_nothing_has(client, newsroom, path, key):
    answer = client.get(f"/api/{path}/{key}/")
    assert answer.status_code == 404
    if "%2f" not in key:
        assert answer.json()["code"] == "not_found"


def test_a_cursor_of_another_list_is_refused(client, make_article, newsroom):
    for _ in range(3):
        make_article()
    cursor = client.get("/api/articles/?page_size=1").json()["next"].split("cursor=")[1]
    assert client.get(f"/api/sections/?cursor={cursor}").status_code == 400
