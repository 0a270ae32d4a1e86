"""/api/articles/: what is stored goes out as it is; nothing that is not public is in it."""

import json
from datetime import UTC, datetime, timedelta
from itertools import chain
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import http_date

from demo_site.models import Article
from newsmarkup.models import Byline, Person, Section

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.urls_api")]

LIST = "/api/articles/"
BODY = '<p><q data-id="a" data-speaker="person:mayor">“It opens,”</q> the mayor said.</p>'
HOUR = timedelta(hours=1)


@pytest.fixture
def many(newsroom):
    """`many(n)`: n published articles with a byline and a quotation, written at once; stale."""

    def make(n, **fields):
        now = timezone.now()
        start = Article.objects.count()
        rows = [
            Article(
                headline=f"Article {i}",
                slug=f"article-{i}",
                body=BODY,
                section=newsroom.section,
                publisher=newsroom.paper,
                status="published",
                published_at=now - timedelta(minutes=n - i + start),
                **fields,
            )
            for i in range(start, start + n)
        ]
        Article.objects.bulk_create(rows)
        for article in Article.objects.filter(slug__in=[row.slug for row in rows]):
            Byline.objects.create(article=article, person=newsroom.reporter)
        return list(Article.objects.order_by("-published_at", "-pk"))

    return make


def ids(response):
    assert response.status_code == 200, response.content
    return [record["id"] for record in response.json()["results"]]


# -- formats ---------------------------------------------------------------------------------------------------------


def test_detail_is_what_is_stored_byte_for_byte(client, make_article):
    article = make_article(BODY)
    url = f"{LIST}{article.pk}/"
    first = client.get(url)
    stored = Article.objects.get()
    assert first.headers["Content-Type"] == "application/json"
    assert first.content.decode() == stored.record
    assert client.get(url).content == first.content
    graph = client.get(url, headers={"accept": "application/ld+json"})
    assert graph.headers["Content-Type"] == "application/ld+json"
    assert graph.content.decode() == stored.jsonld
    assert client.get(url + "?format=jsonld").content == graph.content
    assert first.json()["passages"][0]["speaker"]["name"] == "Ada Holm"


def test_list_joins_what_is_stored(client, many):
    many(3)
    answer = client.get(LIST)
    records = [a.record for a in Article.objects.order_by("-published_at")]
    assert answer.content.decode() == f'{{"next":null,"previous":null,"results":[{",".join(records)}]}}'
    assert (
        client.get("/api/articles/?page_size=2")
        .json()["next"]
        .startswith("http://testserver/api/articles/?page_size=2&")
    )


def test_list_as_jsonld_is_one_graph_without_clashes(client, many):
    many(3)
    document = client.get(LIST, headers={"accept": "application/ld+json"}).json()
    nodes = document["@graph"]
    named = [node["@id"] for node in nodes]
    assert len(set(named)) == len(named)
    assert nodes[0]["@type"] == "ItemList"
    listed = [item["item"]["@id"] for item in nodes[0]["itemListElement"]]
    assert listed == [f"https://paper.example/articles/article-{i}/#article" for i in (2, 1, 0)]
    assert set(listed) <= set(named)
    assert sum(node["@type"] == "Quotation" for node in nodes) == 3


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("", "application/json"),
        ("application/*", "application/json"),
        ("application/ld+json", "application/ld+json"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted,x"', "application/ld+json"),
        ("application/ld+json;q=0.5, application/json;q=0.4", "application/ld+json"),
        ("application/json;q=0.4, */*;q=0.1, application/ld+json;q=0.9", "application/ld+json"),
        ("application/json;q=0, application/*", "application/ld+json"),
        ("application/ld+json, */*", "application/ld+json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
    ],
)
def test_content_negotiation(client, make_article, accept, media_type):
    url = f"{LIST}{make_article().pk}/"
    answer = client.get(url, headers={} if accept is None else {"accept": accept})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == media_type
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("path", [LIST, LIST + "1/", "/api/people/", "/api/"])
@pytest.mark.parametrize("wish", [{"headers": {"accept": "image/png"}}, {"data": {"format": "xml"}}])
def test_other_formats_are_refused_with_those_that_are_known(client, newsroom, path, wish):
    answer = client.get(path, **wish)
    assert answer.status_code == 406
    assert answer.json()["code"] == "not_acceptable"
    assert "json" in answer.json()["detail"]
    assert ("xml" if "data" in wish else "image/png") in answer.json()["detail"]


# -- what is public ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "review"},
        {"status": "withdrawn"},
        {"embargo_until": datetime(2100, 1, 1, tzinfo=UTC)},
        {"published_at": datetime(2100, 1, 1, tzinfo=UTC)},
    ],
    ids=lambda fields: next(iter(fields)) + str(next(iter(fields.values()))),
)
def test_what_is_not_public_is_nowhere(client, make_article, newsroom, fields):
    article = make_article('<p><q data-speaker="person:mayor">“x”</q></p>', lead_photo=newsroom.photo, **fields)
    for format in ("json", "jsonld", "api"):
        hidden = client.get(f"{LIST}{article.pk}/?format={format}")
        assert hidden.status_code == 404
        assert article.headline not in hidden.content.decode()
    assert ids(client.get(LIST)) == []
    assert ids(client.get(LIST, {"section": "town"})) == []
    assert article.headline not in client.get(LIST + "?format=jsonld").content.decode()
    for path in ("people", "photos", "organizations"):
        assert client.get(f"/api/{path}/").json()["results"] == []
    for path in ("people/nora", "people/mayor", "photos/harbour", "organizations/paper"):
        assert client.get(f"/api/{path}/").status_code == 404
    assert client.get(LIST, {"author": "nora"}).json()["code"] == "unknown_value"


def test_an_embargo_lifts_by_itself(client, make_article):
    article = make_article(embargo_until=timezone.now() + HOUR, published_at=timezone.now() - HOUR)
    before = client.get(LIST)
    assert ids(before) == []
    later = timezone.now() + 2 * HOUR
    with mock.patch.object(timezone, "now", return_value=later):
        after = client.get(LIST, headers={"if-none-match": before.headers["ETag"]})
        assert ids(after) == [str(article.pk)]
        assert after.headers["Last-Modified"] == http_date(article.embargo_until.timestamp())
        since = (article.embargo_until - timedelta(minutes=1)).isoformat()
        assert ids(client.get(LIST, {"changed_since": since})) == [str(article.pk)]
        assert ids(client.get(LIST, {"changed_since": (later - timedelta(minutes=1)).isoformat()})) == []


def test_a_paywalled_article_gives_what_everyone_may_read(client, make_article):
    hidden = '<p>Open.</p><p><q data-speaker="person:mayor">“Secret words”</q></p>'
    article = make_article(hidden, access="paywalled")
    for format in ("json", "jsonld", "api"):
        for path in (LIST, f"{LIST}{article.pk}/"):
            assert "Secret" not in client.get(path, {"format": format}).content.decode()
    assert client.get(f"{LIST}{article.pk}/").json()["body"] == {"complete": False, "html": "<p>Open.</p>"}


@pytest.mark.parametrize("id", ["0", "-1", "abc", "1.5", "9" * 30, "9" * 5000, "%00", "1%20OR%201=1", "é", "99999"])
def test_ids_that_nothing_has(client, make_article, id):
    make_article()
    answer = client.get(f"{LIST}{id}/")
    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"
    assert len(answer.content) < 300


# -- filters -----------------------------------------------------------------------------------------------------------


def test_filters(client, make_article, newsroom):
    sport = Section.objects.create(name="Sport", slug="sport")
    ida = Person.objects.create(key="ida", name="Ida")
    german = make_article(BODY, language="de-AT", section=sport)
    short = make_article(language="de")
    english = make_article(language="en", byline=False)
    Byline.objects.create(article=english, person=ida)
    Byline.objects.create(article=english, person=ida, role="contributor")
    Byline.objects.create(article=short, person=ida, role="editor")

    def found(**filters):
        return set(ids(client.get(LIST, filters)))

    def of(*articles):
        return {str(a.pk) for a in articles}

    assert found(section="sport") == of(german)
    assert found(author="ida") == of(english)
    assert found(author="nora") == of(german, short)
    assert found(language="de") == of(german, short)
    assert found(language="DE-at") == of(german)
    assert found(language="fr") == set()
    assert found(section="town", language="de", author="nora") == of(short)
    assert found(section="sport", author="ida") == set()
    assert found(author="mayor") == set(), "quoted, but no author"


def test_changed_since(client, make_article, newsroom):
    now = timezone.now()
    old, new = make_article(byline=False), make_article(byline=False)
    Article._base_manager.filter(pk=old.pk).update(changed_at=now - 5 * HOUR, published_at=now - 9 * HOUR)
    Article._base_manager.filter(pk=new.pk).update(changed_at=now - 5 * HOUR, published_at=now - HOUR)

    def found(moment):
        return ids(client.get(LIST, {"changed_since": moment.isoformat()}))

    assert found(now - 2 * HOUR) == [str(new.pk)], "published since"
    assert set(found(now - 6 * HOUR)) == {str(old.pk), str(new.pk)}
    assert found(now - 5 * HOUR) == [str(new.pk), str(old.pk)], "the moment itself counts"
    newsroom.section.name = "Harbour town"
    newsroom.section.save()
    assert set(found(now)) == {str(old.pk), str(new.pk)}, "a fact that both show was changed"
    zoned = (now - 2 * HOUR).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    assert client.get(f"{LIST}?changed_since={zoned}").status_code == 200, "a plus that was not escaped"


def test_a_section_without_articles_is_known(client, newsroom):
    assert ids(client.get(LIST, {"section": "town"})) == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("section=nowhere", ["section", "'nowhere'", "list of sections"]),
        ("author=nobody", ["author", "'nobody'", "list of people"]),
        ("author=mayor", ["author", "'mayor'"]),
        ("language=", ["language"]),
        ("language=not_a_tag!", ["'not_a_tag!'", "de-AT"]),
        ("changed_since=yesterday", ["'yesterday'", "2026-03-01T08:30:00Z"]),
        ("changed_since=2026-03-01", ["'2026-03-01'", "zone"]),
        ("changed_since=2026-03-01T10:00:00", ["zone"]),
        ("changed_since=0001-01-01T00:00:00%2B14:00", ["zone"]),
        ("changed_since=9999-12-31T23:59:59-14:00", ["zone"]),
        ("page_size=0", ["'0'", "1 to 100"]),
        ("page_size=101", ["'101'", "1 to 100"]),
        ("page_size=-3", ["'-3'"]),
        ("page_size=ten", ["'ten'"]),
        ("page_size=" + "9" * 5000, ["1 to 100"]),
        ("page_size=٣", ["'٣'"]),
        ("cursor=zzz", ["'zzz'", "next"]),
        ("cursor=%C3%A9", ["cursor"]),
        ("cursor=WyJuIl0", ["cursor"]),
        ("cursor=bnVsbA", ["cursor"]),
        ("changed_sence=2026-03-01T10:00:00Z", ["'changed_sence'", "Did you mean changed_since", "section, author"]),
        ("q=tide", ["'q'", "page_size"]),
        ("page_size=1&page_size=2", ["page_size", "2 times"]),
        ("section=%00", ["section"]),
    ],
)
def test_bad_parameters(client, newsroom, query, words):
    answer = client.get(f"{LIST}?{query}")
    assert answer.status_code == 400, answer.content
    assert set(answer.json()) == {"detail", "code"}
    for word in words:
        assert word in answer.json()["detail"]
    assert len(answer.content) < 500


def test_a_registered_person_who_is_not_public_is_as_unknown_as_one_who_is_not(client, make_article):
    make_article()
    secret, nobody = (client.get(LIST, {"author": key}).json() for key in ("mayor", "mayox"))
    assert {**secret, "detail": secret["detail"].replace("mayor", "mayox")} == nobody


def test_detail_knows_no_filters(client, make_article):
    answer = client.get(f"{LIST}{make_article().pk}/?section=town")
    assert answer.status_code == 400
    assert "Known: context, format." in answer.json()["detail"]


# -- pages -------------------------------------------------------------------------------------------------------------


def walk(client, url, direction="next"):
    pages = []
    while url:
        answer = client.get(url)
        pages.append(ids(answer))
        url = answer.json()[direction]
        if url:
            rel = "next" if direction == "next" else "prev"
            assert f'<{url}>; rel="{rel}"' in answer.headers["Link"]
    return pages


def test_pages_there_and_back(client, many):
    expected = [str(a.pk) for a in many(7)]
    pages = walk(client, LIST + "?page_size=3&section=town")
    assert pages == [expected[:3], expected[3:6], expected[6:]]
    last = client.get(client.get(client.get(LIST + "?page_size=3").json()["next"]).json()["next"])
    assert walk(client, last.json()["previous"], "previous") == [expected[3:6], expected[:3]]


def test_pages_are_stable_while_articles_come_and_go(client, many, make_article):
    first = many(6)
    page = client.get(LIST + "?page_size=2").json()
    make_article()
    first[2].delete()
    pages = walk(client, page["next"])
    assert [*chain(*pages)] == [str(a.pk) for a in first[3:]]


def test_articles_of_the_same_moment_are_all_listed(client, make_article):
    moment = timezone.now() - HOUR
    made = [str(make_article(published_at=moment).pk) for _ in range(5)]
    assert [*chain(*walk(client, LIST + "?page_size=2"))] == made[::-1]


def test_a_page_whose_rows_are_gone_leads_to_the_start(client, many):
    rows = many(4)
    second = client.get(client.get(LIST + "?page_size=2").json()["next"]).json()
    for row in rows[:2]:
        row.delete()
    answer = client.get(second["previous"]).json()
    assert (answer["results"], answer["previous"]) == ([], None)
    assert answer["next"] == "http://testserver/api/articles/?page_size=2"


# -- queries -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["json", "jsonld"])
def test_a_constant_number_of_queries(client, many, django_assert_num_queries, format):
    url = f"{LIST}?page_size=100&format={format}"
    counts = {}
    for n in (1, 19, 80):
        many(n)
        Article._base_manager.update(stamp="")
        client.get(url + "&section=town", headers={"if-none-match": '"x"'})  # what is cached for good: content types
        Article._base_manager.update(stamp="")
        with CaptureQueriesContext(connection) as stale:
            assert client.get(url).status_code == 200
        with CaptureQueriesContext(connection) as fresh:
            client.get(url)
        counts[n] = (len(stale), len(fresh))
        assert not any('"body"' in q["sql"] for q in fresh.captured_queries)
    assert len(set(counts.values())) == 1, counts
    assert counts[1][1] == 2, "the page, and when anything last changed"


@pytest.mark.parametrize("format", ["json", "jsonld"])
def test_a_fresh_article_costs_one_query(client, make_article, django_assert_num_queries, format):
    url = f"{LIST}{make_article(BODY).pk}/?format={format}"
    etag = client.get(url).headers["ETag"]
    with django_assert_num_queries(1) as queries:
        client.get(url)
    assert '"body"' not in queries.captured_queries[0]["sql"]
    with django_assert_num_queries(1):
        assert client.get(url, headers={"if-none-match": etag}).status_code == 304


def test_one_stale_row_does_not_read_the_others_whole(client, many):
    rows = many(5)
    client.get(LIST)
    Article._base_manager.filter(pk=rows[2].pk).update(headline="Changed behind the back", facts=99)
    answer = client.get(LIST)
    assert [r["headline"] for r in answer.json()["results"]][2] == "Changed behind the back"
    assert ids(answer) == [str(row.pk) for row in rows]


# -- conditional requests ----------------------------------------------------------------------------------------------


@pytest.fixture(params=["detail", "list"])
def address(request, make_article):
    article = make_article(BODY)
    return LIST if request.param == "list" else f"{LIST}{article.pk}/"


def test_etag_and_date_answer_304(client, address):
    first = client.get(address)
    etag, date = first.headers["ETag"], first.headers["Last-Modified"]
    assert etag.startswith('"')
    assert first.headers["Cache-Control"] == "public, max-age=60"
    for headers in (
        {"if-none-match": etag},
        {"if-none-match": f'"other", {etag}'},
        {"if-none-match": "*"},
        {"if-modified-since": date},
        {"if-none-match": etag, "if-modified-since": http_date(0)},
    ):
        again = client.get(address, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert {n: again.headers[n] for n in ("ETag", "Cache-Control", "Vary")} == {
            n: first.headers[n] for n in ("ETag", "Cache-Control", "Vary")
        }
    for headers in ({"if-none-match": '"x"', "if-modified-since": date}, {"if-modified-since": http_date(0)}):
        assert client.get(address, headers=headers).status_code == 200
    failed = client.get(address, headers={"if-match": '"x"'})
    assert (failed.status_code, failed.json()["code"]) == (412, "precondition_failed")


def test_etags_differ_by_format_and_address(client, make_article):
    urls = [LIST, LIST + "?page_size=7", *(f"{LIST}{make_article().pk}/" for _ in range(2))]
    etags = {client.get(url, {"format": f}).headers["ETag"] for url in urls[2:] for f in ("json", "jsonld")}
    etags |= {client.get(url).headers["ETag"] for url in urls[:2]}
    etags.add(client.get(LIST, headers={"accept": "application/ld+json"}).headers["ETag"])
    assert len(etags) == 7


CHANGES = {
    "the article": lambda newsroom: Article.objects.get().save(),
    "update()": lambda newsroom: Article.objects.update(headline="Other"),
    "its section": lambda newsroom: Section.objects.filter(slug="town").update(name="Other"),
    "its author": lambda newsroom: (setattr(newsroom.reporter, "name", "Other"), newsroom.reporter.save()),
    "a speaker": lambda newsroom: Person.objects.filter(key="mayor").update(job_title="Other"),
    "a byline": lambda newsroom: Byline.objects.create(article=Article.objects.get(), person=newsroom.mayor),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("by", ["if-none-match", "if-modified-since"])
def test_whatever_changes_ends_the_304(client, address, newsroom, change, by):
    client.get(address)
    Article._base_manager.update(changed_at=timezone.now() - HOUR, published_at=timezone.now() - HOUR)
    first = client.get(address)
    headers = {by: first.headers["ETag" if by == "if-none-match" else "Last-Modified"]}
    assert client.get(address, headers=headers).status_code == 304
    change(newsroom)
    again = client.get(address, headers=headers)
    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("by", ["if-none-match", "if-modified-since"])
def test_a_withdrawn_article_ends_the_304_of_the_list(client, many, by):
    rows = many(3)
    Article._base_manager.update(changed_at=timezone.now() - HOUR, published_at=timezone.now() - 2 * HOUR)
    first = client.get(LIST)
    headers = {by: first.headers["ETag" if by == "if-none-match" else "Last-Modified"]}
    rows[1].refresh_from_db()
    rows[1].status = "withdrawn"
    rows[1].save()
    assert len(ids(client.get(LIST, headers=headers))) == 2


def test_a_draft_says_nothing_of_itself(client, make_article):
    make_article()
    before = client.get(LIST)
    make_article(status="draft", published_at=None)
    after = client.get(LIST)
    assert (after.content, dict(after.headers)) == (before.content, dict(before.headers))


# -- methods -----------------------------------------------------------------------------------------------------------


def test_head_and_options(client, address):
    get, head = client.get(address), client.head(address)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["ETag"] == get.headers["ETag"]
    assert head.headers["Content-Length"] == str(len(get.content))
    options = client.options(address)
    assert options.status_code == 200
    assert set(options.headers["Allow"].split(", ")) >= {"GET", "HEAD", "OPTIONS"}
    assert options.json()["formats"]["jsonld"] == "application/ld+json"
    assert "format" in options.json()["parameters"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nobody_writes(client, address, method):
    answer = getattr(client, method)(address, data="{}", content_type="application/json")
    possible = method.upper() in answer.headers["Allow"].split(", ")
    assert answer.status_code == (401 if possible else 405)
    assert answer.json()["code"] == ("not_authenticated" if possible else "method_not_allowed")
    assert Article.objects.count() == 1


def test_hostile_text_stays_text(client, make_article):
    text = '</script><b>"\\ \u2028 😀'
    article = make_article("<p>x</p>", headline=text, keywords=[text])
    record = client.get(f"{LIST}{article.pk}/").json()
    assert (record["headline"], record["keywords"]) == (text, [text])
    assert client.get(LIST).json()["results"][0]["headline"] == text
    for path in (LIST, f"{LIST}{article.pk}/"):
        linked = client.get(path, {"format": "jsonld"}).content.decode()
        assert "</script>" not in linked
        assert text in json.dumps(json.loads(linked), ensure_ascii=False).replace('\\"', '"').replace("\\\\", "\\")
        page = client.get(path, headers={"accept": "text/html"}).content.decode()
        assert "<b>" not in page
        assert "</script>" not in page


def test_a_sites_throttles_are_heeded(client, address, monkeypatch):
    from newsmarkup.api.reading import Reading

    class Shut:
        def allow_request(self, request, view):
            return False

        def wait(self):
            return 7

    class Open(Shut):
        def allow_request(self, request, view):
            return True

    plain = client.get(address)
    monkeypatch.setattr(Reading, "throttle_classes", [Open])
    assert client.get(address).content == plain.content
    assert client.get(address, headers={"if-none-match": plain.headers["ETag"]}).status_code == 304
    assert client.get(address, {"x": "1"}).status_code == 400
    monkeypatch.setattr(Reading, "throttle_classes", [Shut])
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert answer.json()["code"] == "throttled"


@pytest.mark.django_db
def test_changed_since_may_be_written_with_a_hyphen(client):
    for written in ("changed-since", "changed_since"):
        assert client.get(f"/api/articles/?{written}=2026-03-01T10:00:00Z").status_code == 200
    both = client.get("/api/articles/?changed-since=2026-03-01T10:00:00Z&changed_since=2026-03-01T10:00:00Z")
    assert both.status_code == 400
