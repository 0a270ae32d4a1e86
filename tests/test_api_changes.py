"""`/api/changes/`: a partner who follows the stream has what is public, whatever is written and wherever it breaks off."""

from __future__ import annotations

import itertools
import random
import re
from datetime import timedelta
from pathlib import Path

import jsonschema
import orjson
import pytest
from asgiref.sync import async_to_sync
from django.db import OperationalError
from django.test import AsyncClient
from django.urls import resolve
from django.utils import timezone
from rest_framework.throttling import SimpleRateThrottle

from demo_site.models import Article
from newsmarkup import changes, publishing, streaming
from newsmarkup.api.changes import ChangeStream
from newsmarkup.models import Change, ChangeLog, Person
from tests.test_api_schema import document, strict

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.urls_api")]


def lines(answer):
    assert answer.status_code == 200, answer.content
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [orjson.loads(line) for line in body.splitlines()]


@pytest.fixture
def get(client):
    """`get(**parameters)`: the lines that come."""
    return lambda since=None, **asked: lines(
        client.get("/api/changes/", {**({"changed_since": since} if since else {}), **asked})
    )


def said(found):
    return [(line["event"], line.get("id")) for line in found[:-1]]


# -- a partner's loop --------------------------------------------------------------------------------------------------


def test_everything_then_what_changed(get, make_article):
    one, two = make_article(slug="one"), make_article()
    make_article(status="draft")
    first = get()
    assert said(first) == [("publish", str(one.pk)), ("publish", str(two.pk))]
    assert first[0]["url"] == "https://paper.example/articles/one/"
    assert first[-1]["event"] == "end"
    assert first[-1]["more"] is False
    two.delete()
    one.headline = "It opens"
    one.save()
    second = get(first[-1]["cursor"])
    assert said(second) == [("update", str(one.pk)), ("withdraw", str(Change.objects.get(state="gone").object_id))]
    assert second[0]["article"]["headline"] == "It opens"
    assert "article" not in second[1]
    third = get(second[-1]["cursor"])
    assert [line["event"] for line in third] == ["end"]
    assert get()[0]["id"] == str(one.pk)


def test_the_article_is_as_stored(get, client, make_article):
    article = make_article()
    for name in ("json", "jsonld"):
        stored = client.get(f"/api/articles/{article.pk}/?format={name}").json()
        assert get(**{"as": name})[0]["article"] == stored
    assert get(**{"as": "ninjs"})[0]["article"]["headlines"]


def test_every_line_is_as_described(client, get, make_article):
    make_article()
    gone = make_article()
    cursor = get()[-1]["cursor"]
    gone.delete()
    described = document(client)
    content = described["paths"]["/api/changes/"]["get"]["responses"]["200"]["content"]["application/x-ndjson"]
    schema = strict(content["schema"], described["components"]["schemas"])
    examples = [example["value"] for example in content["examples"].values()]
    for line in [*get(), *get(cursor), *examples]:
        jsonschema.validate(line, schema)


@pytest.mark.parametrize("chunk", [1, 2, 100])
def test_goes_on_behind_any_line(get, make_article, monkeypatch, chunk):
    monkeypatch.setattr(streaming, "CHUNK", chunk)
    for _ in range(5):
        make_article(byline=False)
    whole = get()
    for n, line in enumerate(whole[:-1]):
        assert get(line["cursor"])[:-1] == whole[n + 1 : -1]


def test_limit(get, make_article):
    for _ in range(5):
        make_article(byline=False)
    whole, found, since = get(), [], None
    for _ in range(3):
        part = get(since, limit=2)
        found += part[:-1]
        since, more = part[-1]["cursor"], part[-1]["more"]
        assert more == (len(found) < 5)
    assert found == whole[:-1]
    assert [line["event"] for line in get(since, limit=2)] == ["end"]


def test_since_a_time(get, make_article):
    make_article(byline=False)
    before = get()
    began, half = ChangeLog.objects.get().began_at, timezone.now()
    Change.objects.update(at=half - timedelta(minutes=1))
    ChangeLog.objects.update(began_at=began - timedelta(minutes=2))
    gone = make_article(byline=False)
    get()
    gone.delete()
    assert said(get(half.isoformat())) == [("withdraw", str(Change.objects.get(state="gone").object_id))]
    assert said(get((half - timedelta(seconds=90)).isoformat()))[0] == said(before)[0]
    assert said(get((half + timedelta(days=1)).isoformat())) == []


def test_an_embargo_lifts(get, make_article, monkeypatch):
    later = timezone.now() + timedelta(hours=1)
    article = make_article(embargo_until=later)
    cursor = get()[-1]["cursor"]
    assert said(get(cursor)) == []
    monkeypatch.setattr(timezone, "now", lambda: later)
    found = get(cursor)
    assert said(found) == [("publish", str(article.pk))]
    assert found[0]["article"]["id"] == str(article.pk)


def test_another_server_whose_clock_is_behind_waits(get, make_article, monkeypatch):
    now = timezone.now()
    first = make_article(byline=False)
    second = make_article(byline=False, embargo_until=now + timedelta(seconds=5))
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(seconds=6))
    changes.sequence("default")
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(seconds=4))
    found = get()
    assert said(found) == [("publish", str(first.pk))]
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(seconds=7))
    assert said(get(found[-1]["cursor"])) == [("publish", str(second.pk))]


@pytest.mark.parametrize("write", ["deleted", "a draft"])
def test_what_is_written_past_django_stops_nobody(get, make_article, write):
    lost, kept = make_article(byline=False), make_article(byline=False)
    changes.sequence("default")
    row = Article._base_manager.filter(pk=lost.pk)
    row._raw_delete("default") if write == "deleted" else row.update(status="draft")
    first = get()
    assert said(first) == [("publish", str(kept.pk))]
    assert said(get(first[-1]["cursor"])) == [("withdraw", str(lost.pk))]


# -- others write meanwhile --------------------------------------------------------------------------------------------


@pytest.fixture
def meanwhile(monkeypatch):
    """`meanwhile(write)`: done between the numbers and their articles, once."""

    def plan(write):
        todo = [write]
        read = streaming.Stream._articles

        def interrupted(stream, ids):
            if todo:
                todo.pop()()
            return read(stream, ids)

        monkeypatch.setattr(streaming.Stream, "_articles", interrupted)

    return plan


MEANWHILE = {
    "saved": (lambda row: row.save(), "update"),
    "withdrawn": (lambda row: Article.objects.filter(pk=row.pk).update(status="withdrawn"), "withdraw"),
    "deleted": (lambda row: row.delete(), "withdraw"),
    "a person renamed": (lambda row: Person.objects.filter(key="nora").update(name="Nora Berg"), "update"),
    "saved, and numbered by somebody else": (lambda row: (row.save(), changes.sequence("default")), "update"),
}


@pytest.mark.parametrize(("write", "event"), MEANWHILE.values(), ids=MEANWHILE)
def test_what_is_written_while_it_is_read_comes_once_and_later(get, make_article, meanwhile, write, event):
    row = make_article()
    other, pk = make_article(byline=False), str(row.pk)
    meanwhile(lambda: write(row))
    first = get()
    assert said(first) == [("publish", str(other.pk))]
    assert said(get(first[-1]["cursor"])) == [(event, pk)]


@pytest.mark.parametrize("seed", range(4))
def test_however_writes_and_reads_interleave(client, make_article, monkeypatch, seed):
    """Writes of every kind at every point where a reader asks the database, rows that writers hold so that they get their
    numbers later, streams that are left in the middle: the copy is what is public, and the numbers only grow."""
    chance = random.Random(seed)
    monkeypatch.setattr(streaming, "CHUNK", 2)
    monkeypatch.setattr(changes, "BATCH", 3)
    start = timezone.now() + timedelta(minutes=1)
    clock = [0]
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(minutes=clock[0]))
    copy, numbers, cursor, calm = {}, [0], None, []

    def write():
        article = Article.objects.order_by("pk")[chance.randrange(Article.objects.count() or 1) :].first()
        kind, n = chance.randrange(7), next(count)
        if kind < 2 or article is None:
            status = chance.choice(["draft", "published"])
            Article.objects.create(headline=f"{n}", slug=f"s{n}", status=status, body="<p>In public.</p>")
        elif kind == 2:
            article.delete()
        elif kind == 3:
            Article.objects.filter(pk=article.pk).update(embargo_until=timezone.now() + timedelta(minutes=5))
        elif kind == 4:
            clock[0] += chance.choice([-1, 3, 6])
        else:
            article.headline, article.status = f"{n}", chance.choice(["published", "published", "withdrawn"])
            article.save()

    def interrupted(function):
        def call(*args):
            if not calm and chance.random() < 0.4:
                write()
            return function(*args)

        return call

    def held(rows, using):
        found = hold(rows, using)
        return found if calm else [row for row in found if chance.random() < 0.7]

    count, hold = itertools.count(), changes._held
    monkeypatch.setattr(changes, "_held", held)
    for owner, name in ((streaming.Stream, "_articles"), (streaming.Stream, "_line"), (changes, "_judge")):
        monkeypatch.setattr(owner, name, interrupted(getattr(owner, name)))

    def read(patience):
        nonlocal cursor
        answer = client.get("/api/changes/", {"changed_since": cursor} if cursor else {})
        for chunk in answer.streaming_content if answer.streaming else [answer.content]:
            for line in map(orjson.loads, chunk.splitlines()):
                assert line["event"] != "error"
                cursor = line["cursor"]
                if line["event"] == "withdraw":
                    copy.pop(line["id"], None)
                elif line["event"] != "end":
                    copy[line["id"]] = line["article"]
                if line["event"] != "end":
                    numbers.append(int(cursor.split("-")[1]))
                if chance.random() > patience:
                    return

    for _ in range(25):
        write()
        read(0.8)
    calm.append(True)
    clock[0] += 100
    read(1)
    rows = {str(row.pk): orjson.loads(row.record) for row in publishing.ready(Article.objects.published())}
    assert copy == rows
    assert numbers == sorted(set(numbers))
    assert len(numbers) > 10


def test_who_stops_reading_leaves_nothing_behind(client, make_article, monkeypatch):
    monkeypatch.setattr(streaming, "CHUNK", 1)
    for _ in range(3):
        make_article(byline=False)
    answer = client.get("/api/changes/")
    chunk = next(answer.streaming_content)
    cursor = orjson.loads(chunk)["cursor"]
    assert len(lines(client.get("/api/changes/", {"changed_since": cursor}))) == 3


def test_a_stream_that_breaks_off_says_so_and_has_no_end(client, make_article, monkeypatch, caplog):
    monkeypatch.setattr(streaming, "CHUNK", 1)
    make_article(byline=False)
    make_article(byline=False)
    read, calls = streaming.Stream._articles, []

    def failing(stream, ids):
        calls.append(ids)
        if len(calls) == 2:
            raise OSError("the disk is gone")
        return read(stream, ids)

    monkeypatch.setattr(streaming.Stream, "_articles", failing)
    found = lines(client.get("/api/changes/"))
    assert [line["event"] for line in found] == ["publish", "error"]
    assert "cursor" not in found[-1]
    assert "the disk is gone" in caplog.text
    assert [line["event"] for line in lines(client.get("/api/changes/", {"changed_since": found[0]["cursor"]}))] == [
        "publish",
        "end",
    ]


# -- HTTP --------------------------------------------------------------------------------------------------------------


def test_nothing_new_costs_two_queries(client, get, make_article, django_assert_num_queries):
    make_article()
    end = get()[-1]["cursor"]
    with django_assert_num_queries(2):
        answer = client.get("/api/changes/", {"changed_since": end})
    again = client.get("/api/changes/", {"changed_since": end}, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    make_article()
    news = client.get("/api/changes/", {"changed_since": end}, headers={"if-none-match": answer["ETag"]})
    assert len(lines(news)) == 2
    assert not news.has_header("ETag")
    other = client.get("/api/changes/", {"changed_since": end}, headers={"if-match": '"x"'})
    assert other.status_code == 200
    end = get()[-1]["cursor"]
    assert client.get("/api/changes/", {"changed_since": end}, headers={"if-match": '"x"'}).status_code == 412


def test_queries_grow_by_the_chunk_only(client, get, make_article, monkeypatch, django_assert_num_queries):
    for _ in range(7):
        make_article(byline=False)
    get()
    with django_assert_num_queries(2 + 3 + 1):
        get()


def test_headers(client, make_article):
    make_article()
    answer = client.get("/api/changes/")
    assert answer["Content-Type"] == "application/x-ndjson"
    assert answer["Cache-Control"] == "no-store"
    assert lines(answer)
    assert client.get("/api/changes/?format=ndjson").status_code == 200
    assert client.get("/api/changes/", headers={"accept": "application/x-ndjson"}).status_code == 200
    assert client.get("/api/changes/", headers={"accept": "application/json"}).status_code == 406
    assert client.get("/api/changes/?format=json").status_code == 406
    assert client.post("/api/changes/").status_code == 405


def test_head_reads_nothing(client, make_article, monkeypatch):
    make_article()
    monkeypatch.setattr(streaming.Stream, "_articles", None)
    answer = client.head("/api/changes/")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/x-ndjson"


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("changed_since=yesterday", 400, "changed_since='yesterday' is neither a cursor nor a time with a zone"),
        ("changed_since=2026-03-01T08:30:00", 400, "neither a cursor nor a time"),
        ("changed_since=aaaaaaaaaa-1", 410, "leave it out"),
        ("changed_since=2020-01-01T00:00:00Z", 410, "what was withdrawn before is not in it"),
        ("changed_since=", 400, "says nothing"),
        ("limit=0", 400, "limit='0' is no number of lines"),
        ("as=nitf", 400, "as='nitf' is not known here. Known: json"),
        ("since=x", 400, "There is no parameter 'since' here"),
    ],
)
def test_what_is_wrong_is_said(client, make_article, query, status, says):
    make_article()
    answer = client.get(f"/api/changes/?{query}")
    assert answer.status_code == status
    assert says in answer.json()["detail"]


def test_changed_since_with_a_hyphen(client, get, make_article):
    make_article()
    end = get()[-1]["cursor"]
    assert len(lines(client.get(f"/api/changes/?changed-since={end}"))) == 1


@pytest.mark.parametrize("how", ["rebuilt", "restored"])
def test_a_cursor_of_another_log_is_gone(client, get, make_article, how):
    make_article()
    end = get()[-1]["cursor"]
    if how == "rebuilt":
        changes.rebuild("default")
    else:
        ChangeLog.objects.update(top=0)
    answer = client.get("/api/changes/", {"changed_since": end})
    assert answer.status_code == 410
    assert answer.json()["code"] == "gone"


def test_throttling_is_the_sites(client, make_article, monkeypatch):
    class Once(SimpleRateThrottle):
        rate = "1/hour"

        def get_cache_key(self, request, view):
            return f"test-{view.name}"

    from django.core.cache import cache

    cache.clear()
    monkeypatch.setattr(ChangeStream, "throttle_classes", (Once,))
    make_article()
    assert len(lines(client.get("/api/changes/"))) == 2
    answer = client.get("/api/changes/")
    assert answer.status_code == 429
    assert answer["Retry-After"]
    cache.clear()


def test_under_asgi_too(make_article, monkeypatch):
    monkeypatch.setattr(streaming, "CHUNK", 1)
    make_article(byline=False)
    make_article(byline=False)

    async def read():
        answer = await AsyncClient().get("/api/changes/")
        return [orjson.loads(chunk) async for chunk in answer.streaming_content]

    assert [line["event"] for line in async_to_sync(read)()] == ["publish", "publish", "end"]


def test_its_transactions_are_its_own():
    assert resolve("/api/changes/").func._non_atomic_requests == {"default"}


def test_a_busy_database_is_no_error(get, make_article, monkeypatch):
    make_article(byline=False)
    first = get()
    make_article(byline=False)

    def busy(using):
        raise OperationalError("database is locked")

    monkeypatch.setattr(changes, "sequence", busy)
    assert [line["event"] for line in get(first[-1]["cursor"])] == ["end"]
    assert len(get()) == 2


def test_the_loop_in_the_docs(transactional_db, live_server, make_article):
    text = (Path(__file__).resolve().parents[1] / "docs" / "changes.md").read_text(encoding="utf-8")
    scope: dict = {}
    exec(re.search(r"```python\n(.+?)```", text, re.DOTALL)[1], scope)
    one, two = make_article(byline=False), make_article(byline=False)
    address, store = f"{live_server.url}/api/changes/", {}
    cursor = scope["follow"](address, store)
    assert set(store) == {str(one.pk), str(two.pk)}
    pk = str(two.pk)
    two.delete()
    assert scope["follow"](address, store, cursor) != cursor
    assert set(store) == {str(one.pk)}
    changes.rebuild("default")
    assert scope["follow"](address, {**store, pk: {}}, cursor) is None
