"""The API on a newsroom's own article model: what its adapter offers works, the rest is refused in clear words."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsmarkup import adapters
from newsmarkup.adapters import register
from newsmarkup.models import Person
from tests.wire.adapters import StoryAdapter
from tests.wire.models import Story, Writer

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.urls_api")]

LIST = "/api/articles/"


@pytest.fixture(autouse=True)
def own_model(monkeypatch, settings):
    monkeypatch.setattr(adapters, "_adapters", {})
    register(Story)(StoryAdapter)
    settings.NEWSMARKUP = {**settings.NEWSMARKUP, "ARTICLE_MODEL": "wire.Story"}


@pytest.fixture
def stories(db):
    Person.objects.create(key="holm", name="Ada Holm")
    writers = [Writer.objects.create(full_name=name) for name in ("Nora Lind", "Ivo Brandt")]

    def make(n, **fields):
        for i in range(n):
            story = Story.objects.create(
                title=f"Ferry {i}",
                html='<P onclick=x><q data-speaker="person:holm">“It is back.”</q><script>alert(1)</script>',
                **{"desk": "harbour", "live": True, "went_live": timezone.now(), **fields},
            )
            story.writers.set(writers)
        return list(Story.objects.order_by("-pk"))

    return make


def test_records_and_graphs(client, stories):
    story = stories(1)[0]
    record = client.get(f"{LIST}{story.pk}/").json()
    assert record["headline"] == "Ferry 0"
    assert "onclick" not in record["body"]["html"]
    assert [byline["name"] for byline in record["bylines"]] == ["Nora Lind", "Ivo Brandt"]
    assert record["passages"][0]["speaker"]["name"] == "Ada Holm"
    assert client.get(LIST).json()["results"] == [record]
    types = [node["@type"] for node in client.get(f"{LIST}{story.pk}/?format=jsonld").json()["@graph"]]
    assert "Quotation" in types
    assert client.get(LIST + "?format=jsonld").json()["@graph"][0]["@type"] == "ItemList"
    assert b"Ferry 0" in client.get(LIST, headers={"accept": "text/html"}).content


def test_only_what_its_adapter_publishes(client, stories):
    hidden = stories(1, live=False)[0]
    assert client.get(LIST).json()["results"] == []
    assert client.get(f"{LIST}{hidden.pk}/").status_code == 404


def test_pages_and_a_constant_number_of_queries(client, stories):
    seen = set()
    for n in (1, 19):
        rows = stories(n)
        with CaptureQueriesContext(connection) as queries:
            found = client.get(LIST + "?page_size=100").json()["results"]
        assert [record["id"] for record in found] == [str(row.pk) for row in rows]
        seen.add(len(queries))
    assert len(seen) == 1
    second = client.get(client.get(LIST + "?page_size=12").json()["next"]).json()
    assert len(second["results"]) == 8
    assert len(client.get(second["previous"]).json()["results"]) == 12


def test_filters_that_it_offers(client, stories):
    stories(2)
    stories(1, desk="sport")
    assert len(client.get(LIST, {"section": "harbour"}).json()["results"]) == 2
    assert len(client.get(LIST, {"changed_since": "2020-01-01T00:00:00Z"}).json()["results"]) == 3
    unknown = client.get(LIST, {"section": "politics"})
    assert (unknown.status_code, unknown.json()["code"]) == (400, "unknown_value")


def test_what_it_does_not_offer_is_said(client, stories, monkeypatch):
    stories(1)
    for name, value in (("author", "nora"), ("language", "en")):
        answer = client.get(LIST, {name: value})
        assert (answer.status_code, answer.json()["code"]) == (400, "not_offered")
        assert answer.json()["detail"] == f"This newsroom's articles can't be filtered by {name}: leave {name} out."
    monkeypatch.setattr(StoryAdapter, "changed_field", "")
    answer = client.get(LIST, {"changed_since": "2020-01-01T00:00:00Z"})
    assert (answer.status_code, answer.json()["code"]) == (400, "not_offered")
    for path in ("people", "photos", "organizations", "people/holm"):
        answer = client.get(f"/api/{path}/")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_offered")


@pytest.mark.parametrize("path", [LIST, LIST + "{}/"])
def test_conditional_requests(client, stories, path):
    path = path.format(stories(1)[0].pk)
    first = client.get(path)
    for headers in (
        {"if-none-match": first.headers["ETag"]},
        {"if-modified-since": first.headers["Last-Modified"]},
    ):
        assert client.get(path, headers=headers).status_code == 304
    story = Story.objects.get()
    story.title = "Other"
    story.save()
    assert client.get(path, headers={"if-none-match": first.headers["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", [LIST, LIST + "{}/"])
def test_without_a_version_the_body_itself_is_compared(client, stories, path, monkeypatch):
    monkeypatch.setattr(StoryAdapter, "changed_field", "")
    monkeypatch.setattr(StoryAdapter, "version", lambda self, story: "")
    path = path.format(stories(1)[0].pk)
    first = client.get(path)
    assert "Last-Modified" not in first.headers
    headers = {"if-none-match": first.headers["ETag"]}
    assert client.get(path, headers=headers).status_code == 304
    Person.objects.update(name="Ada Holm-Brandt")
    assert client.get(path, headers=headers).status_code == 200


def test_a_filter_over_many_gives_each_article_once(client, stories, monkeypatch):
    stories(2)
    lookups = {"author": "writers__full_name__contains"}
    monkeypatch.setattr(StoryAdapter, "lookups", lookups)
    assert len(client.get(LIST, {"author": "r"}).json()["results"]) == 2


def test_it_keeps_no_log_of_changes(client, stories):
    stories(1)
    answer = client.get("/api/changes/")
    assert (answer.status_code, answer.json()["code"]) == (400, "not_offered")


@pytest.mark.parametrize("path", ["", "{}/", "{}/passages/", "{}/passages/a/", "{}/publish/", "{}/withdraw/"])
@pytest.mark.parametrize("method", ["get", "post", "patch", "put", "delete"])
def test_it_is_written_where_it_comes_from(admin_client, stories, path, method):
    answer = getattr(admin_client, method)(LIST + path.format(stories(1)[0].pk) + "?context=edit")
    if method == "get" and path in ("{}/passages/", "{}/publish/", "{}/withdraw/"):
        assert answer.json()["code"] == "method_not_allowed"
        return
    assert (answer.status_code, answer.json()["code"]) == (400 if method == "get" else 405, "not_offered")
    assert "written where they come from" in answer.json()["detail"]
    assert "POST" not in answer.headers["Allow"]
