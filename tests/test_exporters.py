"""Exporters: judges that are not ours find no error, readers that are not ours read back what was written, and what a
format can't carry is said."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from newsmarkup.document.article import Article, Byline, Organization, Person, Picture, Section, Site
from newsmarkup.exporting.base import FACTS, ROLES, Channel, exporter, exporters
from newsmarkup.exporting.html import html, public_body
from newsmarkup.pipeline import clean
from tests.judging import judge

SITE = Site("The Harbour Paper", "https://paper.example/", "en")
BODY = (
    '<p>The mayor spoke. <q data-id="m1" data-speaker="person:mayor" data-occasion="council meeting">“Come &amp; see,”</q> '
    '<span data-role="attribution" data-id="a1" data-for="m1">said Ada Holm</span>. See <a href="/tides">the tides</a>.</p>'
    '<aside data-role="pullquote" data-id="pq1"><p>Come and see</p></aside>'
    '<figure><img src="/media/dawn.jpg" alt="Boats" data-photo="dawn"><figcaption data-id="c1">Dawn. '
    '<small data-role="credit" data-id="k1">Ivo Brandt</small></figcaption></figure>'
    '<blockquote data-id="b1" data-speaker="person" data-speaker-name="Jo Reed"><p>“Nobody asked us.”</p></blockquote>'
)


def article(body: str = BODY, **facts: object) -> Article:
    values: dict[str, object] = {
        "id": "7",
        "url": "https://paper.example/articles/harbour/",
        "headline": "Harbour opens",
        "site": SITE,
        "slug": "harbour",
        "description": "After a year.",
        "language": "en",
        "dateline": "SALTMERE",
        "section": Section("Town", "town", "https://paper.example/town/"),
        "keywords": ("harbour", "tide"),
        "bylines": (Byline(Person("nora", "Nora Lind")), Byline(Person("ed", "Ed Itor"), "editor")),
        "publisher": Organization("paper", "The Harbour Paper"),
        "published": datetime(2026, 3, 1, 8, 30, tzinfo=UTC),
        "modified": datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
        "speakers": {"person:mayor": Person("mayor", "Ada Holm")},
        "pictures": {
            "dawn": Picture("dawn", "https://paper.example/media/dawn.jpg", 1200, 800, "image/jpeg", creators=("Ivo Brandt",),
                            copyright_notice="© 2026 Ivo Brandt", license_url="https://pictures.example/licence"),
        },
    }  # fmt: skip
    return Article(body=clean(body).body, **{**values, **facts})


def test_each_format_has_a_name_and_a_type_of_its_own():
    found = list(exporters())
    assert {"json", "jsonld", "rss", "atom", "sitemap-news", "apple-news", "markdown", "text"} <= {
        e.name for e in found
    }
    assert len({e.name for e in found}) == len({e.media_type for e in found}) == len(found)
    for one in found:
        assert one.carries <= {*ROLES, *FACTS}
        assert one.write(article())


def test_what_is_lost_is_said_and_what_is_not_there_is_not():
    lost = {problem.code: problem for problem in exporter("apple-news").export(article()).lost}
    assert {"lost-quotation", "lost-speaker", "lost-attribution", "lost-occasion", "lost-rights"} == set(lost)
    assert "2 not exported" in lost["lost-quotation"].message
    assert exporter("rss").export(article()).lost == ()
    assert exporter("text").export(article("<p>Plain.</p>", pictures={})).lost == ()


def test_html_that_travels_names_no_key_of_this_newsroom():
    text = html(article())
    assert 'data-speaker="person" data-speaker-name="Ada Holm"' in text
    assert "person:mayor" not in text and "data-photo" not in text
    assert 'src="https://paper.example/media/dawn.jpg"' in text and 'href="https://paper.example/tides"' in text
    # It is canonical: whoever takes it in changes nothing.
    assert clean(text).html == text and clean(text).problems == ()


def test_a_speaker_that_nobody_knows_any_more_is_not_invented():
    assert "data-speaker" not in html(article('<p><q data-id="x" data-speaker="person:gone">“Ah”</q></p>'))


def test_of_a_paywalled_article_only_the_teaser_leaves():
    closed = article("<p>Open.</p><p>SECRET words.</p>", paywalled=True)
    for one in exporters():
        assert b"SECRET" not in one.write(closed), one.name
        if one.write_list:
            assert b"SECRET" not in one.write_list([closed], Channel("T", "https://paper.example/", SITE)), one.name


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=60), st.text(max_size=60), st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_leaves_a_document_that_can_be_read(headline, name, credit):
    one = article(headline=headline or "x", bylines=(Byline(Person("", name or "x")),), keywords=(credit or "x",))
    one = replace(one, lead=Picture("lead", "https://paper.example/l.jpg", credit_line=credit))
    for format in exporters():
        data = format.write(one)
        if format.media_type.endswith("xml"):
            etree.fromstring(data)
        elif format.media_type.endswith("json"):
            json.loads(data)
        else:
            data.decode()


# -- readers -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["rss", "atom"])
def test_feedparser_reads_it_back(format):
    feedparser = pytest.importorskip("feedparser")
    listed = exporter(format).write_list
    channel = Channel(
        "Harbour news", "https://paper.example/", SITE, "https://paper.example/feed", updated=article().changed
    )
    read = feedparser.parse(listed([article()], channel), sanitize_html=False)
    assert not read.bozo and read.feed.title == "Harbour news"
    entry = read.entries[0]
    assert entry.title == "Harbour opens" and entry.link == "https://paper.example/articles/harbour/"
    assert entry.published_parsed[:5] == (2026, 3, 1, 8, 30)
    assert "Nora Lind" in [a.name for a in entry.authors] and "Ed Itor" not in [a.name for a in entry.authors]
    assert {t.term for t in entry.tags} == {"Town", "harbour", "tide"}
    assert clean(entry.content[0].value).html == html(article())
    picture = entry.media_content[0]
    assert picture["url"] == "https://paper.example/media/dawn.jpg" and picture["width"] == "1200"
    assert entry.media_credit[0]["content"] == "Ivo Brandt"


def test_apple_news_tells_captions_pull_quotes_and_quotes_apart():
    document = json.loads(exporter("apple-news").write(article()))
    by_role = {c["role"]: c for c in document["components"]}
    assert by_role["caption"]["text"] == "Dawn." and by_role["photographer"]["text"] == "Ivo Brandt"
    assert by_role["pullquote"]["text"] == "<p>Come and see</p>"
    assert by_role["quote"]["text"] == "<p>“Nobody asked us.”</p>"
    assert document["metadata"]["authors"] == ["Nora Lind"]


def test_the_news_sitemap_keeps_the_two_days():
    now = datetime(2026, 3, 3, 8, 30, 1, tzinfo=UTC)
    channel = Channel("", "https://paper.example/", SITE, at=now)
    fresh, old = (replace(article(), published=at) for at in (now, datetime(2026, 3, 1, 8, 30, tzinfo=UTC)))
    written = exporter("sitemap-news").write_list([fresh, old] * 600, channel)
    assert written.count(b"<loc>") == 1000 and written.count(b"<news:news>") == 500


def test_plain_text_has_every_paragraph_once():
    text = exporter("text").write(article()).decode()
    assert text.startswith("Harbour opens\n\nBy Nora Lind\n\nSALTMERE — The mayor spoke.")
    assert text.count("Nobody asked us") == text.count("Come & see") == 1 and "Come and see" not in text
    assert text.endswith("CAPTION: Dawn. (Photo: Ivo Brandt)\n")


def test_markdown_keeps_the_body():
    markdown_it = pytest.importorskip("markdown_it")
    head, front, text = exporter("markdown").write(article()).decode().split("---\n", 2)
    facts = {name: json.loads(value) for name, value in (line.split(": ", 1) for line in front.splitlines())}
    assert head == "" and facts["title"] == "Harbour opens" and facts["authors"] == ["Nora Lind"]
    rendered = markdown_it.MarkdownIt("commonmark").render(text)
    assert clean(rendered).body == public_body(article())


# -- the sample newsroom -------------------------------------------------------------------------------------------------


@pytest.fixture
def demo_articles(db, settings, tmp_path):
    from django.core.management import call_command

    from demo_site.models import Article as Row
    from newsmarkup import publishing

    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("demo", verbosity=0)
    return publishing.articles(list(Row.objects.for_page()))


def test_judges_find_no_error_in_any_article_of_the_sample_newsroom(demo_articles, shared, tmp_path):
    channel = Channel("All", SITE.url, SITE, "https://paper.example/feed", at=max(a.published for a in demo_articles))
    for format in exporters():
        if format.name == "jsonld":
            continue  # tests/test_demo.py has the pages judged, which carry it
        files = []
        for one in demo_articles:
            files.append(tmp_path / f"{format.name}-{one.slug}.{format.file_extension}")
            files[-1].write_bytes(format.write(one))
        if format.write_list and not format.name.startswith("ninjs"):  # a list of them is no ninjs
            files.append(tmp_path / f"{format.name}.{format.file_extension}")
            files[-1].write_bytes(format.write_list(demo_articles, channel))
        assert not judge(format.name, files, shared)


def test_over_the_api_in_every_format(client, make_article):
    row = make_article('<p>Boats. <q data-id="q1" data-speaker="person:mayor">“Come.”</q></p>')
    from newsmarkup.api.negotiation import OFFERS, TYPES

    for name in OFFERS:
        answer = client.get(f"/api/articles/{row.pk}/", headers={"accept": TYPES[name]})
        assert answer.status_code == 200 and answer["Content-Type"].split(";")[0] == TYPES[name], name
        if name != "api":
            assert row.headline.encode() in answer.content
            again = client.get(f"/api/articles/{row.pk}/", {"format": name}, headers={"if-none-match": answer["ETag"]})
            assert again.status_code == 304
        assert client.get("/api/articles/", {"format": name}).status_code == 200


def test_a_list_in_a_format_without_lists_comes_in_parts(client, make_article):
    rows = [make_article("<p>One.</p>"), make_article("<p>Two.</p>")]
    answer = client.get("/api/articles/", {"format": "markdown"})
    parts = message_from_bytes(
        f"Content-Type: {answer['Content-Type']}\r\n\r\n".encode() + answer.content
    ).get_payload()
    assert [p.get_content_type() for p in parts] == ["text/markdown"] * 2
    assert {p["Content-Location"].rpartition("/articles/")[2] for p in parts} == {f"{row.slug}/" for row in rows}


def test_a_list_costs_a_constant_number_of_queries(client, make_article, django_assert_max_num_queries):
    counts = []
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    make_article()
    for _ in range(2):
        for _more in range(4):
            make_article()
        client.get("/api/articles/")  # derived now
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/api/articles/", {"format": "rss"})
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 25


@pytest.mark.parametrize("path", ["/feed.rss", "/feed.atom", "/sitemap-news.xml"])
def test_feeds_answer_conditionally_and_follow_every_change(client, make_article, path):
    row = make_article("<p>First.</p>")
    first = client.get(path)
    assert first.status_code == 200 and row.headline.encode() in first.content
    assert client.get(path, headers={"if-none-match": first["ETag"]}).status_code == 304
    row.headline = "Another headline"
    row.save()
    second = client.get(path, headers={"if-none-match": first["ETag"]})
    assert second.status_code == 200 and b"Another headline" in second.content
    row.status = "withdrawn"
    row.save()
    third = client.get(path, headers={"if-none-match": second["ETag"]})
    assert third.status_code == 200 and b"Another headline" not in third.content


def test_feeds_of_a_section_and_of_an_author(client, make_article):
    make_article()
    assert client.get("/sections/town/feed.rss").status_code == 200
    assert client.get("/people/nora/feed.rss").status_code == 200
    assert client.get("/sections/nowhere/feed.rss").status_code == 404


def test_nothing_that_is_not_public_is_in_any_format(client, make_article):
    from django.utils import timezone

    later = timezone.now() + timezone.timedelta(days=1)
    states = [
        {"status": "draft"},
        {"status": "review"},
        {"status": "withdrawn"},
        {"embargo_until": later},
        {"published_at": later},
    ]
    rows = [make_article("<p>SECRET</p>", headline=f"SECRET {n}", **state) for n, state in enumerate(states)]
    make_article("<p>Public.</p>")
    from newsmarkup.api.negotiation import OFFERS

    paths = [
        "/feed.rss",
        "/feed.atom",
        "/sitemap-news.xml",
        "/sitemap.xml",
        "/sections/town/feed.rss",
        "/people/nora/feed.rss",
    ]
    paths += [f"/api/articles/?format={name}" for name in OFFERS]
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200 and b"SECRET" not in answer.content, path
        assert not any(re.search(rf"/{row.slug}/".encode(), answer.content) for row in rows), path
    for row in rows:
        for name in OFFERS:
            assert client.get(f"/api/articles/{row.pk}/", {"format": name}).status_code in (404, 410)
