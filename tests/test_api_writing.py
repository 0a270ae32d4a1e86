"""Writing over the API: what every write shares: signing in, versions, keys, what is refused and how it is said."""

import base64
import json
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.authtoken.models import Token
from rest_framework.throttling import ScopedRateThrottle

from demo_site.models import Article
from newsmarkup.api import access
from newsmarkup.api.articles import ArticleDetail
from newsmarkup.models import Byline, IdempotencyKey

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.urls_api")]

LIST = "/api/articles/"
BODY = '<p><q data-id="a" data-speaker="person:mayor">“It opens,”</q> the mayor said.</p>'


def at(article):
    return f"{LIST}{getattr(article, 'pk', article)}/"


@pytest.fixture
def user(db):
    """`user("change_article", …)`: with these permissions of articles."""

    def make(*codenames, name="nora"):
        user = User.objects.create_user(name)
        user.user_permissions.set(
            Permission.objects.filter(codename__in=codenames, content_type__app_label="demo_site")
        )
        return user

    return make


class Desk:
    """Writes as somebody: `desk.patch(address, {…}, version)`."""

    def __init__(self, user):
        self.client = Client(headers={"authorization": f"Token {Token.objects.get_or_create(user=user)[0].key}"})

    def get(self, path):
        return self.client.get(path, {"context": "edit"})

    def send(self, method, path, data=None, version=None, **headers):
        if version is not None:
            headers["if-match"] = version if version == "*" else f'"{version}"'
        content = data if isinstance(data, bytes) else b"" if data is None else json.dumps(data).encode()
        kind = headers.pop("content_type", "application/json")
        return self.client.generic(method, path, content, kind, headers=headers)

    def post(self, path, data=None, version=None, **headers):
        return self.send("POST", path, data, version, **headers)

    def patch(self, path, data, version="*", **headers):
        return self.send("PATCH", path, data, version, **headers)

    def put(self, path, data, version="*", **headers):
        return self.send("PUT", path, data, version, **headers)

    def delete(self, path, version="*", **headers):
        return self.send("DELETE", path, None, version, **headers)


@pytest.fixture
def desk(user):
    return Desk(user("add_article", "change_article", "delete_article"))


def wrong(answer, status=400):
    """The problems of a refusal, by field."""
    assert answer.status_code == status, answer.content
    return {one.get("field"): one["code"] for one in answer.json()["errors"]}


# -- creating and changing -------------------------------------------------------------------------------------------


def test_a_draft_from_nothing(desk, newsroom):
    given = {
        "headline": "The ferry is back",
        "section": "town",
        "keywords": ["ferry", "harbour"],
        "bylines": [{"kind": "person", "key": "nora"}, {"kind": "organization", "key": "paper", "role": "contributor"}],
        "lead_photo": "harbour",
        "publisher": "paper",
        "embargo_until": "2100-01-01T00:00:00+01:00",
        "body": {"html": '<p onclick="x()">“Finally,” <b>she</b> said.</p>'},
    }
    answer = desk.post(LIST, given)
    article = Article.objects.get()
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"http://testserver{at(article)}"
    assert answer.headers["ETag"] == '"1"'
    assert (article.status, article.slug) == ("draft", "the-ferry-is-back")
    assert article.body == "<p>“Finally,” <strong>she</strong> said.</p>"
    assert [(b.agent, b.role) for b in article.bylines.all()] == [
        (newsroom.reporter, "author"),
        (newsroom.paper, "contributor"),
    ]
    said = answer.json()
    assert said["embargo_until"] == "2099-12-31T23:00:00Z"
    assert said == {**desk.get(at(article)).json(), "warnings": []}


def test_only_what_is_named_changes(desk, make_article):
    article = make_article(BODY, keywords=["harbour"])
    answer = desk.patch(at(article), {"headline": "Open again"}, 1)
    assert answer.status_code == 200
    assert answer.headers["ETag"] == '"2"'
    after = Article.objects.get()
    assert (after.headline, after.keywords, after.body) == ("Open again", ["harbour"], article.body)
    assert [b.person_id for b in after.bylines.all()] == [article.bylines.get().person_id]


def test_a_whole_article_says_everything_but_who_may_read_it(desk, make_article, newsroom):
    later = timezone.now() + timedelta(days=3)
    article = make_article(BODY, access="paywalled", embargo_until=later, keywords=["harbour"])
    assert desk.put(at(article), {"headline": "Short"}, 1).status_code == 200
    after = Article.objects.get()
    assert (after.headline, after.body, after.keywords, after.section) == ("Short", "", [], None)
    assert not after.bylines.exists()
    assert (after.status, after.access, after.slug) == ("published", "paywalled", article.slug)
    assert (after.embargo_until, after.published_at) == (later, article.published_at)


def test_what_was_read_can_be_sent_back(desk, make_article, newsroom):
    article = make_article(
        BODY, lead_photo=newsroom.photo, source=newsroom.paper, access="soft", copyright_holder=newsroom.paper
    )
    before = Article.objects.get()
    read = desk.get(at(article)).json()
    for method in (desk.put, desk.patch):
        answer = method(at(article) + "?context=edit", read, 1)
        assert answer.status_code == 200, answer.content
        assert answer.json() == {**read, "warnings": []}
    after = Article.objects.get()
    assert (after.published_at, after.body) == (before.published_at, before.body)
    assert not LogEntry.objects.exists()  # nothing was changed


def test_the_working_copy_is_whole_behind_a_paywall(desk, client, make_article):
    article = make_article("<p>Open.</p><p>Paid.</p>", access="paywalled")
    assert "Paid" not in client.get(at(article)).content.decode()
    answer = desk.get(at(article))
    assert answer.json()["body"] == {"complete": True, "html": "<p>Open.</p>\n<p>Paid.</p>"}
    assert answer.json()["access"] == "paywalled"
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_open_part_alone_is_never_written(desk, client, make_article):
    article = make_article("<p>Open.</p><p>Paid.</p>", access="paywalled")
    public = client.get(at(article)).json()["body"]
    assert wrong(desk.patch(at(article), {"body": public})) == {"body.complete": "incomplete"}


def test_lost_tags_and_what_cleaning_changed_are_told(desk, make_article):
    article = make_article(BODY)
    answer = desk.patch(at(article), {"body": {"html": "<p>Nothing said.</p><script>x</script>"}})
    assert {(w["code"], w.get("passage")) for w in answer.json()["warnings"]} == {
        ("removed-element", None),
        ("lost-passage", "a"),
    }


def test_a_body_that_is_refused_says_why(desk, make_article):
    article = make_article()
    answer = desk.patch(at(article), {"body": {"html": "<div>" * 300 + "x"}})
    assert wrong(answer) == {"body": "depth"}
    assert "nested more than" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"sektion": "town"}, "sektion", "unknown_field"),
        ({"section": "nowhere"}, "section", "unknown_key"),
        ({"section": 5}, "section", "no_key"),
        ({"headline": ""}, "headline", "blank"),
        ({"headline": "x" * 251}, "headline", "max_length"),
        ({"headline": 5}, "headline", "no_text"),
        ({"keywords": ["a", " "]}, "keywords.1", "blank"),
        ({"language": "english language"}, "language", "no_language"),
        ({"kind": "Article"}, "kind", "unknown_value"),
        ({"published_at": "2026-03-01T08:30:00"}, "published_at", "no_time"),
        ({"bylines": [{"kind": "person", "key": "nobody"}]}, "bylines.0.key", "unknown_key"),
        ({"bylines": [{"kind": "person", "key": "nora", "name": "Another"}]}, "bylines.0.name", "read_only"),
        ({"bylines": [{"kind": "dog", "key": "nora"}]}, "bylines.0.kind", "unknown_value"),
        ({"bylines": ["nora"]}, "bylines.0", "no_object"),
        ({"lead_photo": {"key": "harbour", "alt": "Other"}}, "lead_photo.alt", "read_only"),
        ({"slug": "a b"}, "slug", "invalid"),
        ({"slug": "taken"}, "slug", "unique"),
        ({"license_url": "nowhere"}, "license_url", "url"),
        ({"copyright_year": "2026"}, "copyright_year", "no_number"),
        ({"translation_of": "999"}, "translation_of", "unknown_key"),
        ({"status": "withdrawn"}, "status", "read_only"),
        ({"id": "77"}, "id", "read_only"),
        ({"body": "<p>x</p>"}, "body", "no_object"),
        ({"coverage_start": "2026-03-02T00:00:00Z", "coverage_end": "2026-03-01T00:00:00Z"}, "coverage_end", "invalid"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_said_with_its_place(desk, make_article, given, field, code):
    make_article(slug="taken")
    article = make_article()
    answer = desk.patch(at(article), given)
    assert wrong(answer) == {field: code}
    assert answer.json()["code"] == "invalid"
    assert Article.objects.get(pk=article.pk).version == article.version


def test_everything_that_is_wrong_is_said_at_once(desk, make_article):
    answer = desk.patch(at(make_article()), {"kind": 1, "language": "?", "headlin": "x", "id": "0"})
    assert wrong(answer) == {
        "kind": "unknown_value",
        "language": "no_language",
        "headlin": "unknown_field",
        "id": "read_only",
    }
    assert "Did you mean headline?" in answer.json()["detail"]


def test_an_article_is_deleted_with_its_parts(desk, make_article):
    article = make_article()
    assert desk.delete(at(article), 1).status_code == 204
    assert not Article.objects.exists()
    assert not Byline.objects.exists()


def test_the_history_says_who_did_what(desk, newsroom):
    created = desk.post(LIST, {"headline": "New"}).json()["id"]
    desk.patch(at(created), {"headline": "Newer", "bylines": [{"kind": "person", "key": "nora"}]})
    desk.delete(at(created))
    entries = LogEntry.objects.filter(object_id=created).order_by("pk")
    assert {entry.user.username for entry in entries} == {"nora"}
    assert [entry.action_flag for entry in entries] == [1, 2, 3]
    assert entries[1].get_change_message() == "Changed Headline and Bylines."


def test_a_page_of_working_copies_costs_the_same_however_long(desk, make_article, newsroom):
    counts = set()
    for _ in range(2):
        make_article(BODY, lead_photo=newsroom.photo, status="draft")
        with CaptureQueriesContext(connection) as queries:
            answer = desk.client.get(LIST, {"context": "edit", "status": "draft"})
        counts.add(len(queries))
    assert [one["status"] for one in answer.json()["results"]] == ["draft", "draft"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert len(counts) == 1


def test_the_public_answer_asks_nobody_who_they_are(desk, make_article):
    article = make_article()
    desk.client.get(at(article))
    with CaptureQueriesContext(connection) as queries:
        answer = desk.client.get(at(article))
    assert len(queries) == 1
    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_filters_by_status_are_for_working_copies(client, make_article):
    answer = client.get(LIST, {"status": "draft"})
    assert answer.status_code == 400
    assert "context=edit" in answer.json()["detail"]


# -- parts -----------------------------------------------------------------------------------------------------------


def test_corrections_are_added_and_stay_what_they_are(desk, make_article, newsroom):
    article = make_article()
    given = [{"text": "It was Sunday.", "at": "2026-03-01T09:00:00Z", "author": "nora"}]
    first = desk.patch(at(article), {"corrections": given}).json()["corrections"]
    assert (first[0]["text"], first[0]["author"]["name"]) == ("It was Sunday.", "Nora Lind")
    pk = article.corrections.get().pk
    second = desk.patch(at(article), {"corrections": [*first, {"text": "And May."}]}).json()["corrections"]
    assert [one["text"] for one in second] == ["It was Sunday.", "And May."]
    assert article.corrections.first().pk == pk
    assert desk.patch(at(article), {"corrections": []}).json()["corrections"] == []


def test_a_live_blog_gets_updates(desk, client, make_article):
    article = make_article(kind="LiveBlogPosting")
    new = {"headline": "The vote", "html": BODY + "<script>x</script>", "author": "nora"}
    answer = desk.patch(at(article), {"updates": [new]})
    (update,) = answer.json()["updates"]
    assert update["passages"][0]["speaker"]["name"] == "Ada Holm"
    assert [(w["code"], w["field"]) for w in answer.json()["warnings"]] == [("removed-element", "updates.0.html")]
    changed = {**update, "headline": "The vote is over"}
    answer = desk.patch(at(article), {"updates": [{"headline": "Newer"}, changed]})
    assert answer.status_code == 200, answer.content
    after = answer.json()["updates"]
    assert [one["headline"] for one in after] == ["Newer", "The vote is over"]
    assert after[1]["key"] == update["key"]
    assert len(client.get(at(article)).json()["updates"]) == 2
    for given, field, code in (
        ({"key": "nowhere", "headline": "x"}, "updates.0.key", "unknown_key"),
        ({**update, "passages": []}, "updates.0.passages", "read_only"),
        ({"headline": "x", "html": "<div>" * 300 + "x"}, "updates.0.html", "depth"),
        ({"headline": "x", "author": "nobody"}, "updates.0.author.key", "unknown_key"),
        ({"headline": ""}, "updates.0.headline", "blank"),
    ):
        assert wrong(desk.patch(at(article), {"updates": [given]})) == {field: code}
    read = desk.get(at(article)).json()
    assert desk.put(at(article), read).json()["updates"] == read["updates"]


def test_updates_are_a_live_blog_s(desk, make_article):
    article = make_article(kind="LiveBlogPosting")
    desk.patch(at(article), {"updates": [{"headline": "The vote"}]})
    desk.patch(at(article), {"kind": "NewsArticle", "updates": []})
    assert article.updates.count() == 1  # hidden, not lost
    assert wrong(desk.patch(at(article), {"updates": [{"headline": "x"}]})) == {"updates": "not_possible"}


def test_bylines_change_in_their_order(desk, make_article, newsroom):
    article = make_article(byline=False)
    for position, agent in ((4, {"person": newsroom.reporter}), (9, {"organization": newsroom.paper})):
        Byline.objects.create(article=article, position=position, **agent)
    read = desk.get(at(article)).json()["bylines"]
    desk.patch(at(article), {"bylines": read})
    assert not LogEntry.objects.exists()
    for given in ([*read[::-1], {"kind": "person", "key": "mayor", "role": "editor"}], read[1:], []):
        said = desk.patch(at(article), {"bylines": given}).json()["bylines"]
        assert [(one["key"], one["role"]) for one in said] == [(one["key"], one["role"]) for one in given]


# -- signing in ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("authorization", ["", "Token 0", "Token a b", "Token \u00e9", "Basic x"])
def test_nobody_is_told_how_to_sign_in(client, make_article, authorization):
    answer = client.post(LIST, b"{}", "application/json", headers={"authorization": authorization})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Token"
    assert answer.json()["code"] in ("not_authenticated", "authentication_failed")


def test_a_session_needs_its_csrf_token(user, make_article):
    article = make_article()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user("change_article"))
    assert client.get(at(article), {"context": "edit"}).status_code == 200
    send = {"path": at(article), "data": {"headline": "x"}, "content_type": "application/json"}
    answer = client.patch(**send, headers={"if-match": "*"})
    assert answer.status_code == 403
    assert "CSRF" in answer.json()["detail"]
    client.cookies["csrftoken"] = token = "a" * 32
    assert client.patch(**send, headers={"if-match": "*", "x-csrftoken": token}).status_code == 200


def test_a_session_creates(user, newsroom):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user("add_article"))
    client.cookies["csrftoken"] = token = "a" * 32
    answer = client.post(LIST, b'{"headline": "x"}', "application/json", headers={"x-csrftoken": token})
    assert answer.status_code == 201


def test_who_may_not_is_not_told_what_there_is(user, make_article):
    desk, draft = Desk(user()), make_article(status="draft")
    for path in (at(draft), at(9999)):
        answer = desk.get(path)
        assert answer.status_code == 403
        assert "nora has no permission to view" in answer.json()["detail"]


# -- versions --------------------------------------------------------------------------------------------------------


def test_a_write_says_which_version_it_changes(desk, make_article):
    article = make_article()
    for method in ("PATCH", "PUT", "DELETE"):
        answer = desk.send(method, at(article), {"headline": "x"})
        assert (answer.status_code, answer.json()["code"]) == (428, "precondition_required")


def test_a_stale_version_is_refused_with_the_present_one(desk, make_article):
    article = make_article()
    desk.patch(at(article), {"headline": "First"}, 1)
    for answer in (desk.patch(at(article), {"headline": "Second"}, 1), desk.delete(at(article), 1)):
        assert (answer.status_code, answer.json()["code"]) == (412, "stale_version")
        assert answer.headers["ETag"] == '"2"'
        assert "nora wrote it at" in answer.json()["detail"]
    assert Article.objects.get().headline == "First"


@pytest.mark.parametrize(("tag", "status"), [('W/"1"', 200), ('"7", "1"', 200), ("1", 400), ('"x"', 412), ("", 400)])
def test_entity_tags(desk, make_article, tag, status):
    assert desk.patch(at(make_article()), {"headline": "x"}, None, **{"if-match": tag}).status_code == status


def test_who_was_faster_between_reading_and_writing_wins(desk, make_article, monkeypatch):
    article = make_article()
    settle = Article.full_clean

    def faster(self, **kwargs):
        Article.objects.filter(pk=self.pk).update(headline="Faster")
        settle(self, **kwargs)

    monkeypatch.setattr(Article, "full_clean", faster)
    answer = desk.patch(at(article), {"headline": "Slower"}, 1)
    assert answer.status_code == 412
    assert Article.objects.get().headline != "Slower"


# -- once only -------------------------------------------------------------------------------------------------------

KEY = {"idempotency-key": '"8e03978e"'}


def test_the_same_request_is_carried_out_once(desk, make_article):
    first = desk.post(LIST, {"headline": "Once"}, **KEY)
    again = desk.post(LIST, {"headline": "Once"}, **KEY)
    assert Article.objects.count() == 1
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers


def test_a_retried_change_does_not_meet_itself(desk, make_article):
    article = make_article()
    for _ in range(2):
        answer = desk.patch(at(article), {"headline": "Once"}, 1, **KEY)
        assert answer.headers["ETag"] == '"2"'
    key = {"idempotency-key": "other"}
    assert [desk.delete(at(article), 2, **key).status_code for _ in range(2)] == [204, 204]


def test_a_key_is_for_one_request(desk, make_article):
    desk.post(LIST, {"headline": "Once"}, **KEY)
    for answer in (desk.post(LIST, {"headline": "Other"}, **KEY), desk.delete(at(Article.objects.get()), **KEY)):
        assert (answer.status_code, answer.json()["code"]) == (422, "key_reused")


def test_keys_belong_to_who_sent_them(desk, user):
    desk.post(LIST, {"headline": "Once"}, **KEY)
    assert Desk(user("add_article", name="ivo")).post(LIST, {"headline": "Twice"}, **KEY).status_code == 201


def test_what_was_refused_can_be_mended_with_the_same_key(desk):
    assert desk.post(LIST, {"headline": ""}, **KEY).status_code == 400
    assert not IdempotencyKey.objects.exists()
    assert desk.post(LIST, {"headline": "Mended"}, **KEY).status_code == 201


def test_keys_are_forgotten_after_a_day(desk):
    desk.post(LIST, {"headline": "Once"}, **KEY)
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert desk.post(LIST, {"headline": "Twice"}, **KEY).status_code == 201
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))
    desk.post(LIST, {"headline": "Thrice"}, **{"idempotency-key": "new"})
    assert [row.key for row in IdempotencyKey.objects.all()] == ["new"]


def test_a_key_without_its_answer_is_in_progress(desk):
    user = Token.objects.get().user
    IdempotencyKey.objects.create(user=user, key="8e03978e", fingerprint="")
    answer = desk.post(LIST, {"headline": "x"}, **KEY)
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (409, "in_progress", "1")


@pytest.mark.parametrize("key", ["", '"', "a b", "x" * 256, "é"])
def test_what_is_no_key(desk, key):
    answer = desk.post(LIST, {"headline": "x"}, **{"idempotency-key": key})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_header")


# -- what is sent ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"a":', "line 1, column 6"),
        (b"[]", "must be one JSON object"),
        (b'{"a": NaN}', "NaN"),
        (b'{"headline": "a\\u0000b"}', "NUL"),
        (b'{"headline": "\\ud800"}', "surrogate"),
        (b'{"a": 1e999}', "too large"),
        (b'{"a": 99999999999999999999}', "64 bits"),
        (b'{"a": ' + b"9" * 5000 + b"}", "can't be read"),
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"a": "\xff"}', "no UTF-8"),
        (b'{"a":' * 100_000, "nested more than"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "nested more than"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_json_is_refused_in_words(desk, content, said):
    answer = desk.post(LIST, content)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
    assert said in answer.json()["detail"]


def test_json_alone_is_read(desk):
    answer = desk.post(LIST, b"headline=x", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
    answer = desk.post(LIST, {"headline": "x"}, accept="text/html")
    assert (answer.status_code, answer.json()["code"]) == (406, "not_acceptable")


def test_what_is_too_large_is_refused(desk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = desk.post(LIST, {"headline": "x" * 100})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_unknown_parameters_of_writes_are_refused(desk):
    assert desk.post(LIST + "?publish=1", {"headline": "x"}).json()["code"] == "unknown_parameter"


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_a_form_that_a_session_sends_is_no_json(user, make_article, kind, method):
    """Whatever the CSRF check looked for in it."""
    client, article = Client(enforce_csrf_checks=True), make_article()
    client.force_login(user("add_article", "delete_article"))
    client.cookies["csrftoken"] = token = "a" * 32
    path, headers = (LIST, KEY) if method == "POST" else (at(article), {**KEY, "if-match": "*"})
    answer = client.generic(method, path, b"a=1&" * 3000, kind, headers={**headers, "x-csrftoken": token})
    assert answer.status_code == (415 if method == "POST" else 204), answer.content


# -- the site's own ways ---------------------------------------------------------------------------------------------


def test_the_site_s_authentication_is_heeded(user, settings, make_article):
    article, nora = make_article(), user("view_article")
    nora.set_password("x")
    nora.save()
    basic = {"authorization": "Basic " + base64.b64encode(b"nora:x").decode()}
    desk = Desk(nora)
    assert Client(headers=basic).get(at(article), {"context": "edit"}).status_code == 401
    settings.REST_FRAMEWORK = {"DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.BasicAuthentication"]}
    assert Client(headers=basic).get(at(article), {"context": "edit"}).status_code == 200
    assert desk.get(at(article)).status_code == 401
    assert desk.get(at(article)).headers["WWW-Authenticate"] == 'Basic realm="api"'


def test_the_site_s_throttling_is_heeded(desk, make_article, monkeypatch):
    cache.clear()
    article = make_article()
    monkeypatch.setattr(ArticleDetail, "throttle_classes", [ScopedRateThrottle])
    monkeypatch.setattr(ScopedRateThrottle, "THROTTLE_RATES", {"newsmarkup_write": "1/hour"})
    monkeypatch.setattr(access.api_settings, "DEFAULT_THROTTLE_RATES", {"newsmarkup_write": "1/hour"}, raising=False)
    assert desk.patch(at(article), {"headline": "x"}).status_code == 200
    answer = desk.patch(at(article), {"headline": "y"})
    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert desk.get(at(article)).status_code == 200  # reading is not writing


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_same_slug_both_get_one(desk, monkeypatch):
    """The second finds that out when it saves, and is carried out again."""
    desk.post(LIST, {"headline": "Taken"})
    seen = []

    def unaware(self, **kwargs):
        seen.append(self.slug)
        if len(seen) == 1:
            self.slug = "taken"

    monkeypatch.setattr(Article, "full_clean", unaware)
    assert desk.post(LIST, {"headline": "Taken"}).json()["slug"] == "taken-2"
    assert seen == ["taken-2", "taken-2"]


def test_a_busy_database_is_said(desk, make_article, monkeypatch):
    def busy(self, *args, **kwargs):
        raise OperationalError("database is locked")

    article = make_article()
    monkeypatch.setattr(Article, "save", busy)
    answer = desk.patch(at(article), {"headline": "x"}, 1)
    assert (answer.status_code, answer.json()["code"], answer.headers["Retry-After"]) == (503, "busy", "1")
