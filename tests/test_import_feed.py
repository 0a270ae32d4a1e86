"""RSS and Atom as Articles. All names, places and papers are made up."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmarkup.document.article import Article, Byline, Organization, Person, Picture, Section, Site
from newsmarkup.document.write import write
from newsmarkup.errors import ImportRefused
from newsmarkup.exporting.base import Channel, exporter
from newsmarkup.importing import base
from newsmarkup.importing.base import picture_key
from newsmarkup.pipeline import clean
from newsmarkup.pipeline import read as body
from newsmarkup.roles import registered

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>The Harbour Paper</title><link>https://paper.example/</link><language>en-gb</language>
<item>
 <title>Harbour &amp;amp; quay open</title><link>https://paper.example/1</link><guid isPermaLink="false">urn:paper:1</guid>
 <pubDate>Sun, 03 May 2026 10:00:00 +0200</pubDate><dc:creator>Nora Lind</dc:creator><dc:creator>Una Moss</dc:creator>
 <description>After a year.</description><category>harbour</category>
 <content:encoded><![CDATA[<p>“We waited long,” said Ada Holm.</p><script>alert(1)</script>
 <figure><img src="https://paper.example/quay.jpg" alt="Boats"></figure>]]></content:encoded>
 <media:group><media:content url="https://paper.example/quay.jpg" medium="image" width="800" height="600">
  <media:description>The quay at dawn.</media:description><media:credit>Ivo Brandt/Coast Pictures</media:credit>
  <media:credit role="photographer" scheme="urn:ebu">Ivo Brandt</media:credit>
  <media:copyright>© 2026 Ivo Brandt</media:copyright></media:content>
 <media:content url="https://paper.example/film.mp4" medium="video"/></media:group>
 <media:content url="https://paper.example/lead.jpg" medium="image"><media:title>A crane</media:title></media:content>
</item>
<item><title>Only a summary</title><guid>https://paper.example/2</guid><description>The ferry is late.</description>
<enclosure url="https://paper.example/ferry.jpg" type="image/jpeg" length="1"/></item>
</channel></rss>
"""


def read(data, **more):
    return base.read(data if isinstance(data, bytes) else data.encode(), **more)


def codes(one):
    return [problem.code for problem in one.problems]


def test_rss():
    first, second = read(RSS, filename="feed.xml")
    article = first.article
    assert (article.id, article.url, article.headline) == (
        "urn:paper:1", "https://paper.example/1", "Harbour & quay open",
    )  # fmt: skip
    assert [b.agent.name for b in article.bylines] == ["Nora Lind", "Una Moss"]
    assert article.published == datetime(2026, 5, 3, 8, tzinfo=UTC)
    assert (article.description, article.keywords, article.language) == ("After a year.", ("harbour",), "en-gb")
    assert article.site == Site("The Harbour Paper", "https://paper.example/", "en-gb")
    html = write(article.body, registered())
    assert "script" not in html
    key = picture_key("https://paper.example/quay.jpg")
    assert f'data-photo="{key}"' in html
    assert article.pictures[key] == Picture(
        key, "https://paper.example/quay.jpg", 800, 600, caption="The quay at dawn.", creators=("Ivo Brandt",),
        credit_line="Ivo Brandt/Coast Pictures", copyright_notice="© 2026 Ivo Brandt",
    )  # fmt: skip
    assert (article.lead.url, article.lead.alt) == ("https://paper.example/lead.jpg", "A crane")
    assert "not-stored-media" in codes(first)
    assert [p.line for p in first.problems if p.code == "not-stored-media"] == [15]
    (quotation,) = [p for p in article.passages if p.role == "quotation"]
    assert quotation.speaker.name == "Ada Holm"
    assert second.article.body.text == "The ferry is late."
    assert codes(second) == ["summary-only"]
    assert second.article.lead.url == "https://paper.example/ferry.jpg"


def whole():
    text = (
        '<p>The harbour. <q data-id="q1" data-speaker="person" data-speaker-name="Ada Holm" data-occasion="the opening">'
        '“We waited,”</q> said <span data-role="attribution" data-id="a1" data-for="q1">Ada Holm</span>.</p>\n'
        '<aside data-role="pullquote" data-id="p1" data-speaker="person" data-speaker-name="Ada Holm"><p>We waited</p></aside>\n'
        '<figure><img src="https://paper.example/quay.jpg" alt="Boats" data-photo="harbour"><figcaption data-id="c1">The quay. '
        '<small data-role="credit" data-id="c2">Ivo Brandt</small></figcaption></figure>'
    )
    picture = Picture("harbour", "https://paper.example/quay.jpg", alt="Boats", caption="The quay.", creators=("Ivo Brandt",),
                      credit_line="Ivo Brandt", copyright_notice="© Ivo Brandt", license_url="https://paper.example/l")  # fmt: skip
    return Article(
        "https://paper.example/1", "https://paper.example/1", "Harbour opens", body(clean(text).html),
        Site("The Harbour Paper", "https://paper.example", "en"), alternative_headline="Boats leave",
        description="After a year.", section=Section("Town", "town", "https://paper.example/town"), keywords=("harbour",),
        dateline="SALTMERE", language="en", bylines=(Byline(Person("", "Nora Lind")), Byline(Person("", "Una Moss"), "contributor")),
        publisher=Organization("", "The Harbour Paper"), published=datetime(2026, 5, 3, 8, tzinfo=UTC),
        modified=datetime(2026, 5, 4, 8, tzinfo=UTC), pictures={"harbour": picture},
    )  # fmt: skip


@pytest.mark.parametrize("format", ["rss", "atom"])
def test_what_our_exporters_carry_is_read_back(format):
    article = whole()
    writer = exporter(format)
    channel = Channel("The Harbour Paper", "https://paper.example/", article.site, language="en")
    other = replace(article, id="x", url="https://paper.example/2", headline="Other", bylines=(), language="de")
    first, second = (one.article for one in read(writer.write_list([article, other], channel)))
    assert (second.headline, second.language) == ("Other", "de")
    for fact in (
        "url",
        "headline",
        "alternative_headline",
        "description",
        "keywords",
        "dateline",
        "language",
        "published",
    ):
        assert getattr(first, fact) == getattr(article, fact), fact
    assert first.section.name == "Town"
    assert [(b.agent.name, b.role) for b in first.bylines] == [("Nora Lind", "author"), ("Una Moss", "contributor")]
    kept = {"role", "id", "text", "speaker", "occasion", "quotations", "within"}
    roles = [[{name: getattr(p, name) for name in kept} for p in a.passages] for a in (article, first)]
    assert roles[0] == roles[1]
    (picture,) = first.pictures.values()
    for fact in ("url", "alt", "caption", "creators", "credit_line", "copyright_notice", "license_url"):
        assert getattr(picture, fact) == getattr(article.pictures["harbour"], fact), fact


def test_a_feed_without_any_text_or_date():
    (one,) = read("<rss version='2.0'><channel><item><title>Alone</title></item></channel></rss>")
    assert (one.article.headline, one.article.published, one.article.id) == ("Alone", None, "")
    assert codes(one) == ["summary-only"]


def test_plain_text_is_paragraphs():
    (one,) = read(
        "<rss version='2.0'><channel><item><title>A</title><description>One.\n\nTwo.</description></item></channel></rss>"
    )
    assert [block.text for block in one.article.body.blocks] == ["One.", "Two."]


def test_a_text_that_can_not_be_taken_is_its_words_with_a_problem():
    deep = "&lt;ul&gt;&lt;li&gt;" * 200 + "Deep down."
    first, second = read(f"<rss version='2.0'><channel><item><title>A</title><description>{deep}</description></item>"
                         "<item><title>B</title><description>Fine.</description></item></channel></rss>")  # fmt: skip
    assert first.article.body.text == "Deep down."
    assert {p.severity for p in first.problems} == {"warning"}
    assert second.article.body.text == "Fine."


def test_utf_16_feed():
    text = RSS.replace("UTF-8", "UTF-16")
    assert read(text.encode("utf-16"))[0].article.headline == "Harbour & quay open"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ('<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><rss version="2.0"><channel><title>&c;</title></channel></rss>',
         "entities"),
        ('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel>&a;</channel></rss>', "entities"),
        ("<rss version='2.0'><channel><item>", "not-well-formed"),
        ("<rss version='2.0'><channel></channel></rss>", "empty"),
        ("<rss version='2.0'>" + "<a>" * 101 + "</a>" * 101 + "</rss>", "too-deep"),
        ("<channels><b/></channels>", "not-a-feed"),
    ],
)  # fmt: skip
def test_what_means_harm_or_holds_nothing_is_refused(data, code):
    with pytest.raises(ImportRefused) as refused:
        read(data, format="feed")
    assert [problem.code for problem in refused.value.problems] == [code]


def test_nothing_is_fetched(monkeypatch):
    import urllib.request

    def never(*args, **kwargs):
        raise AssertionError("fetched")

    monkeypatch.setattr(urllib.request, "urlopen", never)
    with pytest.raises(ImportRefused):
        read("https://paper.example/feed", format="feed")
    assert len(read(RSS)) == 2


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"], exclude_characters="\ufffe\uffff"), max_size=80))
def test_whatever_stands_in_an_entry_its_body_is_canonical(text):
    from html import escape

    feed = f"<rss version='2.0'><channel><item><title>A</title><description>{escape(text)}</description></item></channel></rss>"
    (one,) = read(feed)
    html = write(one.article.body, registered())
    assert clean(html).html == html
