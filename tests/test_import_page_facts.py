"""Headline, authors and dates of imported pages, as the metadata and the page itself say them, in many ways of marking up."""

from __future__ import annotations

import json
from typing import Any

import pytest

from newsmarkup.importing.base import read
from newsmarkup.importing.page.moment import moment

TEXT = "".join(
    f"<p>{one}</p>"
    for one in (
        "The ferry to the outer islands will call twice a day from April, and a third time on Sundays and on market days.",
        "“We have waited long enough for this crossing,” said the woman who keeps the harbour office and its only telephone.",
        "Nobody in the town hall would say on Monday evening what the pier had cost, or who would pay for the repairs to it.",
    )
)


def article(
    head: str = "",
    top: str = "<h1>The quay reopens</h1>",
    ld: Any = None,
    lang: str = "en",
    end: str = "",
    title: str = "The quay reopens",
):
    script = f'<script type="application/ld+json">{json.dumps(ld)}</script>' if ld is not None else ""
    page = (
        f"<html lang={lang}><head><title>{title}</title>{head}{script}</head><body><header><a href=/>The Merrow Post</a></header>"
        f"<article>{top}<div class=text>{TEXT}{end}</div></article><footer>The Merrow Post</footer></body></html>"
    )
    return read(page.encode(), format="html", url="https://merrowpost.example/harbour/quay")[0].article


def names(**about: Any) -> list[str]:
    return [one.name for one in article(**about).authors]


def news(**facts: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "The quay reopens", **facts,
            "publisher": {"@type": "NewsMediaOrganization", "name": "The Merrow Post"}}  # fmt: skip


H1 = "<h1>The quay reopens</h1>"


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ({"@type": "Person", "name": "Ilse Varga"}, ["Ilse Varga"]),
        ("By ILSE VARGA, Staff Writer", ["Ilse Varga"]),
        ({"@type": "person", "name": "By TOR LUND, AP Sports Writer"}, ["Tor Lund"]),
        ({"@type": "Person", "name": "Ilse Varga and Tor Lund"}, ["Ilse Varga", "Tor Lund"]),
        ({"@type": "Person", "name": "Ilse Varga, Tor Lund og Berit Sol "}, ["Ilse Varga", "Tor Lund", "Berit Sol"]),
        (["Ilse Varga", "Tor Lund"], ["Ilse Varga", "Tor Lund"]),
        ({"@type": "Person", "name": ["Ilse Varga", "Tor Lund"]}, ["Ilse Varga", "Tor Lund"]),
        ([{"@type": "Person", "name": ["Ilse Varga"]}], ["Ilse Varga"]),
        ({"@type": "Person", "givenName": "Ilse", "familyName": "Varga"}, ["Ilse Varga"]),
        ({"@type": "Person", "name": "Varga, Ilse"}, ["Ilse Varga"]),
        ({"@type": "Person", "name": "https://merrowpost.example/authors/ilse-varga"}, ["Ilse Varga"]),
        ({"@type": "Person", "url": "https://merrowpost.example/author/ilse-varga/"}, ["Ilse Varga"]),
        ({"@type": "Person", "name": "J&#243;n Varga"}, ["Jón Varga"]),
        ({"@type": "Organization", "name": "The Associated Press"}, ["The Associated Press"]),
        ([{"@type": "Person", "name": "Ilse Varga"}, {"@type": "Person", "name": "dpa"}], ["Ilse Varga", "dpa"]),
        ({"@type": "Person", "name": "김해인"}, ["김해인"]),
        ({"@type": "Organization", "name": "The Merrow Post"}, ["The Merrow Post"]),
        ({"@type": "Person", "name": "Ilse Varga Jr."}, ["Ilse Varga Jr."]),
        ({}, []),
        ({"@type": "Person", "name": ""}, []),
    ],
)
def test_authors_in_json_ld(author, expected):
    assert names(ld=news(author=author)) == expected


def test_an_author_who_stands_elsewhere_in_the_graph():
    person = {"@type": "Person", "@id": "#p", "name": "Ilse Varga"}
    graph = {"@context": "https://schema.org", "@graph": [news(author={"@id": "#p"}), person]}
    assert names(ld=graph) == ["Ilse Varga"]


@pytest.mark.parametrize(
    "head",
    ['<meta name=author content="Ilse Varga">', '<meta name="parsely-author" content="Ilse Varga">',
     '<meta property="article:author" content="https://social.example/merrow"><meta name=author content="Ilse Varga">',
     "<meta name='parsely-page' content='{\"author\": \"Ilse Varga\"}'>", '<meta name="sailthru.author" content="Ilse Varga">',
     '<meta name="DC.creator" content="Varga, Ilse">', '<meta name="byl" content="By Ilse Varga">',
     '<meta name=author content="By Ilse Varga, Harbour Correspondent">', '<meta property="article:author" value="Ilse Varga">'],
)  # fmt: skip
def test_authors_in_meta_elements(head):
    assert names(head=head) == ["Ilse Varga"]


@pytest.mark.parametrize(
    "byline",
    ['<p class=byline>By <a rel=author href="/by/ilse">Ilse Varga</a></p>', "<div class=c-byline>Ilse Varga 1:39 PM ET</div>",
     '<span itemprop=author itemscope><span itemprop=name>Ilse Varga</span></span>', "<p>By Ilse Varga</p>",
     '<span class="author vcard"><a class=fn href=/x>Ilse Varga</a></span>', "<ul class=byline><li>By <a href=/c/1>Ilse Varga</a> on December 4, 2014</ul>",
     '<div class="ArticleHeader-authorName">Ilse Varga</div>', '<a href="https://merrowpost.example/authors/ilse-varga">Ilse Varga</a>'.join(["<div class=article-author>", "</div>"]),
     "<div class=reporter-line><img src=/i.jpg><p>Ilse Varga</p><p>writes from Ness</p></div>",
     "<p class=byline>ILSE VARGA<br>Harbour correspondent</p>", "<div class=meta><span class=by>By</span> <span class=author>Ilse Varga</span></div>",
     "<div class=post-author>Posted by Ilse Varga</div>", "<address class=author>By <a rel=author>Ilse Varga</a></address>",
     "<div class=author-name>Ilse Varga</div><div class=author-bio>Ilse Varga has written about boats since she could row.</div>"],
)  # fmt: skip
def test_a_byline_that_is_printed(byline):
    assert names(top=H1 + byline) == ["Ilse Varga"]


@pytest.mark.parametrize(
    ("lang", "byline", "expected"),
    [
        ("de", "<p class=autor>Von Ilse Varga und Tor Lund</p>", ["Ilse Varga", "Tor Lund"]),
        ("fr", "<p class=auteur>Par Ilse Varga et Tor Lund</p>", ["Ilse Varga", "Tor Lund"]),
        ("es", "<p class=firma>Por Ilse Varga y Tor Lund</p>", ["Ilse Varga", "Tor Lund"]),
        ("nl", "<p class=auteur>Door Ilse Varga</p>", ["Ilse Varga"]),
        ("no", "<div class=byline><span class=author>Ilse Varga</span><span class=author>Tor Lund</span></div>", ["Ilse Varga", "Tor Lund"]),
        ("sv", "<p class=byline>Av Ilse Varga</p>", ["Ilse Varga"]),
        ("ko", "<span class=author>김해인 기자</span>", ["김해인"]),
        ("en", "<div class=byline>By <a href=/author/a>Ilse Varga</a>, <a href=/author/b>Tor Lund</a> and <a href=/author/c>Berit Sol</a></div>",
         ["Ilse Varga", "Tor Lund", "Berit Sol"]),
    ],
)  # fmt: skip
def test_bylines_in_other_languages(lang, byline, expected):
    assert names(top=H1 + byline, lang=lang) == expected


@pytest.mark.parametrize(
    "said", ["The Merrow Post", "merrowpost.example", "admin", "Merrow Post Staff", "Web Desk", "Redaktion"]
)
def test_the_printed_byline_wins_over_the_outlet_and_its_offices(said):
    assert names(ld=news(author={"@type": "Person", "name": said}), top=f"{H1}<p class=byline>By Ilse Varga</p>") == [
        "Ilse Varga"
    ]


def test_it_is_spelled_as_it_is_printed():
    ld = news(author={"@type": "Person", "name": "Ilse Maria VARGA"})
    assert names(ld=ld, top=f"{H1}<p class=byline>By <a rel=author href=/a>Ilse Varga</a></p>") == ["Ilse Varga"]


def test_other_names_of_the_page_are_no_authors():
    photo = "<figure><img src=/a.jpg><figcaption>The quay. <span class=author>Tor Lund</span></figcaption></figure>"
    other = "<aside class=related><p class=byline>By Berit Sol</p></aside><section id=comments><span class=author>gull77</span></section>"
    assert names(ld=news(author={"@type": "Person", "name": "Ilse Varga"}), top=H1 + photo, end=other) == ["Ilse Varga"]


def test_a_name_in_bold_signs_the_text():
    ld = news(author={"@type": "Organization", "name": "The Merrow Post"})
    assert names(ld=ld, end='<p style="text-align:right"><strong>Ilse Varga</strong></p>') == ["Ilse Varga"]


@pytest.mark.parametrize(
    ("head", "top", "ld"),
    [
        ("", f"{H1}<h1>Boats for sale</h1>", news()),
        ("", '<h1 class=logo><a href="/">The Merrow Post</a></h1><h2 class=entry-title>The quay reopens</h2>', None),
        ('<meta property="og:title" content="The quay reopens | The Merrow Post"><meta property="og:site_name" content="The Merrow Post">', "", None),
        ("", "<h1><span class=kicker>Harbour</span> The quay reopens</h1>", None),
        ("", "<h1>The quay <em>reopens</em><span class=sr-only>opens in a new window</span></h1>", None),
        ("", '<div class=article-headline itemprop=headline>The quay reopens</div>', None),
        ("", "", news(headline="The quay &amp;#114;eopens")),
        ('<meta property="og:title" content="Why a quay matters to everybody">', H1, news(headline="Quays matter (SEO)")),
    ],
)  # fmt: skip
def test_headlines(head, top, ld):
    assert article(head=head, top=top, ld=ld, title="The quay reopens - The Merrow Post").headline == "The quay reopens"


def test_a_headline_without_metadata_or_h1():
    assert article(top="", title="The quay reopens – The Merrow Post").headline.startswith("The quay reopens")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-03T08:15:00+01:00", "2026-02-03T08:15:00+01:00"), ("2026-02-03 08:15:00Z", "2026-02-03T08:15:00+00:00"),
        ("2026-02-03T08:15+0100", "2026-02-03T08:15:00+01:00"), ("20260203T081500Z", "2026-02-03T08:15:00+00:00"),
        ("Tue, 03 Feb 2026 08:15:00 GMT", "2026-02-03T08:15:00+00:00"), ("Tue, 3 Feb 2026 08:15:00 -0600", "2026-02-03T08:15:00-06:00"),
        ("08:15:07 AM IST Feb 3, 2026", "2026-02-03T08:15:07+05:30"), ("Published 11:34 PM EST Feb 3, 2026", "2026-02-03T23:34:00-05:00"),
        ("February 3, 2026 at 8:15 p.m. ET", "2026-02-03T20:15:00-05:00"), ("July 3, 2026 at 8:15 p.m. ET", "2026-07-03T20:15:00-04:00"),
        ("1770106500", "2026-02-03T08:15:00+00:00"), ("2026-02-03", "2026-02-03T00:00:00"), ("3 Feb 2026", "2026-02-03T00:00:00"),
        ("2026/02/03 8:15", "2026-02-03T08:15:00"), ("12:05 am, 3 February 2026", "2026-02-03T00:05:00"),
        ("2026-02-03T08:15:00.123456789Z", "2026-02-03T08:15:00+00:00"),
    ],
)  # fmt: skip
def test_moments(text, expected):
    assert moment(text).at.isoformat() == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Stand: 3. März 2026, 14:05 Uhr", "2026-03-03T14:05"), ("fr", "Publié le 3 févr. 2026 à 10h15", "2026-02-03T10:15"),
        ("es", "3 de febrero de 2026, 10:15 h", "2026-02-03T10:15"), ("it", "3 febbraio 2026 | 10.15", "2026-02-03T10:15"),
        ("ja", "2026年2月3日 20時01分", "2026-02-03T20:01"), ("ko", "입력 2026.02.03 20:00", "2026-02-03T20:00"),
        ("ru", "3 февраля 2026, 20:28", "2026-02-03T20:28"), ("vi", "Thứ ba, 3/2/2026, 19:25", "2026-02-03T19:25"),
        ("fi", "3. helmikuuta 2026 klo 10.15", "2026-02-03T10:15"), ("cs", "3. 2. 2026 10:52", "2026-02-03T10:52"),
        ("en-US", "2/3/2026 8:15 AM", "2026-02-03T08:15"), ("en-GB", "3/2/2026 08:15", "2026-02-03T08:15"),
        ("el", "3 Φεβρουαρίου 2026", "2026-02-03T00:00"), ("ar", "3 فبراير 2026", "2026-02-03T00:00"),
    ],
)  # fmt: skip
def test_moments_as_readers_see_them(language, text, expected):
    assert moment(text, language).at.isoformat()[:16] == expected


@pytest.mark.parametrize(
    "text",
    ["", "0001-01-01T00:00:00Z", "1970-01-01", "2026-13-45", "3 hours ago", "99", "Jane Roe", "1" * 400, "2026-02-30"],
)
def test_what_is_no_moment(text):
    assert moment(text) is None


WHEN = "2026-02-03T08:15:00+01:00"


@pytest.mark.parametrize(
    ("head", "top", "ld"),
    [
        ("", H1, news(datePublished=WHEN)),
        (f'<meta property="article:published_time" content="{WHEN}">', H1, news(datePublished="0001-01-01T00:00:00Z")),
        (f'<meta itemprop=datePublished content="{WHEN}">', H1, None),
        (f'<meta name="parsely-pub-date" content="{WHEN}">', H1, None), (f'<meta name="sailthru.date" content="{WHEN}">', H1, None),
        (f'<meta name="DC.date.issued" content="{WHEN}">', H1, None), (f'<meta name="cXenseParse:recs:publishtime" content="{WHEN}">', H1, None),
        (f'<meta name="pubdate" content="{WHEN}"><meta name="lastmod" content="2026-03-01T00:00:00Z">', H1, None),
        ("", f'{H1}<time datetime="{WHEN}">Tuesday</time>', None),
        ("", f'{H1}<time class=updated datetime="2026-03-01T00:00:00Z">March</time><time class="entry-date published" datetime="{WHEN}">x</time>', None),
        ("", f'{H1}<span itemprop=datePublished content="{WHEN}">Tuesday</span>', None),
        ("", f'{H1}<abbr class=published title="{WHEN}">Tuesday</abbr>', None),
        ("", f'{H1}<script>window.__STATE__ = {{"article": {{"publishedAt": "{WHEN}"}}}}</script>', None),
        (f'<meta property="article:published_time" content="{WHEN}">', H1, news(datePublished="2026-02-03")),
        (f'<meta property="article:published_time" content="{WHEN}">', H1, news(datePublished="2026-02-03T08:15:00")),
        ("", f'{H1}<time datetime="{WHEN}">Tuesday</time>', news(datePublished="2026-02-03T07:15:00")),
        ("", H1, [{"@type": "WebPage", "datePublished": WHEN}, news()]),
    ],
)  # fmt: skip
def test_dates(head, top, ld):
    assert article(head=head, top=top, ld=ld).published.isoformat() == WHEN


@pytest.mark.parametrize(
    "line",
    ["<p class=date>3 February 2026 08:15</p>", "<div>February 3, 2026 8:15 AM</div>", "<span class=timestamp>Published: Feb. 3, 2026, 8:15 a.m.</span>",
     "<p class=dateline>Published 3 February 2026, 08:15. Updated 9 March 2026, 10:00</p>",
     "<p>Updated 9 March 2026, 10:00</p><p>Published 3 February 2026, 08:15</p>", "<time>3 February 2026 08:15</time>"],
)  # fmt: skip
def test_a_date_that_is_printed(line):
    assert article(top=H1 + line).published.isoformat() == "2026-02-03T08:15:00+00:00"


def test_a_date_in_the_address_is_better_than_none():
    page = f"<html><body><article>{H1}{TEXT}</article></body></html>"
    (found,) = read(page.encode(), format="html", url="https://merrowpost.example/2026/02/03/quay")
    assert found.article.published.date().isoformat() == "2026-02-03" and "no-zone" in {
        one.code for one in found.problems
    }


def test_dates_of_other_stories_are_not_taken():
    other = '<aside class=related><time datetime="2020-01-02T03:04:05Z">2020</time></aside>'
    assert article(end=other).published is None


def test_a_date_of_publication_after_that_of_the_last_change_is_when_the_page_was_made_up():
    found = article(
        head='<meta property="article:published_time" content="2024-05-01">',
        ld=news(datePublished="2024-09-12", dateModified="2024-05-02T08:00:00Z"),
    )
    assert found.published is not None and found.published.date().isoformat() == "2024-05-01"


def test_a_kicker_that_nothing_calls_so_is_none_of_the_headline():
    top = "<h1><span>Ferries</span> The quay reopens</h1>"
    assert article(top=top, ld=news()).headline == "The quay reopens"
    assert article(top=top, ld=news(headline="Ferries: The quay reopens")).headline == "Ferries The quay reopens"


@pytest.mark.parametrize("title", ["码头重新开放！-梅罗新闻网", "码头重新开放！_梅罗日报", "码头重新开放！"])
def test_a_papers_name_behind_a_title_without_spaces_is_none_of_it(title):
    assert article(top="", title=title, lang="zh").headline == "码头重新开放！"


def test_a_byline_below_a_deck_that_stands_in_the_text():
    deck = "After eleven months of repairs the old quay of Merrow opens again on Tuesday, and nobody knows what it has cost."
    page = f"<html lang=fr><body><article><h1>The quay reopens</h1><div class=text><h2>{deck}</h2><div class=author>Par <b>ILSE VARGA</b>, "
    page += f"<b>TOR LUND</b> Envoyés spéciaux à Saltmere</div>{TEXT}</div></article></body></html>"
    found = read(page.encode(), format="html", url="https://merrowpost.example/quay")[0].article
    assert [one.name for one in found.authors] == ["Ilse Varga", "Tor Lund"]


@pytest.mark.parametrize(
    ("line", "lang", "expected"),
    [
        ("<p>홍길동 기자 hong@merrow.example</p>", "ko", ["홍길동"]),
        ("<p>Das Gespräch führte Ilse Varga.</p>", "de", ["Ilse Varga"]),
        ("<p>Text: Ilse Varga</p>", "en", ["Ilse Varga"]),
        ("<p>（山田花子）</p>", "ja", ["山田花子"]),
    ],
)
def test_a_line_below_the_text_that_says_who_wrote_it(line, lang, expected):
    assert names(end=line, lang=lang) == expected


def test_an_agency_is_signed_with_its_place():
    assert names(head='<meta name="author" content="AGENCIAS / MERROW">', lang="es") == ["Agencias"]


@pytest.mark.parametrize("said", ["Email", "@ilse_varga", "View all", "Will the quay reopen？", "See photos"])
def test_a_link_to_an_author_that_names_nobody(said):
    assert names(top=f'{H1}<a href="/author/ilse">{said}</a>') == []


def test_what_a_button_says_is_no_name():
    assert names(top=H1 + '<a href="/user/register">注册</a>', lang="zh") == []


@pytest.mark.parametrize(("signed", "expected"), [("Harbour Desk", ["Harbour Desk"]), ("Senior Reporter", [])])
def test_a_desk_signs_and_a_job_does_not(signed, expected):
    assert names(top=f'{H1}<a rel="author" href="/about">{signed}</a>') == expected


def test_an_office_signs_where_nobody_does():
    assert names(top=H1 + '<div class="author">Redacción</div>', lang="es") == ["Redacción"]


@pytest.mark.parametrize(("lang", "expected"), [("", "ko"), ("en", "ko"), ("ko-KR", "ko-KR"), ("zh_Hant", "zh-Hant")])
def test_the_language_of_a_page_is_what_it_says_unless_its_letters_say_otherwise(lang, expected):
    text = "<p>메로의 옛 부두가 열한 달의 보수 공사를 마치고 화요일에 다시 문을 열었다고 항만 사무소가 밝혔다.</p>" * 3
    page = f'<html lang="{lang}"><body><h1>옛 부두 다시 열려</h1>{text}</body></html>'
    assert read(page.encode(), format="html", url="https://merrow.example/1")[0].article.language == expected


def test_a_date_above_the_headline_that_nothing_calls_so():
    found = article(top='<p class="small">February 3, 2026</p><h2>The quay reopens</h2>', lang="en")
    assert found.published is not None and found.published.date().isoformat() == "2026-02-03"


def test_months_in_arabic_with_and_without_the_hamza():
    assert moment("04 اغسطس 2013", "ar") == moment("04 أغسطس 2013", "ar") != None  # noqa: E711


@pytest.mark.parametrize(
    "broken",
    ["""{"@type": "NewsArticle", "headline": "The "old" quay reopens", "datePublished": "2026-02-03T08:15:00Z", "author": {"name": "Ilse Varga"}}""",
     """{"@type": 'NewsArticle', "headline": 'The "old" quay reopens', "datePublished": '2026-02-03T08:15:00Z', "author": {"@type": 'Person', "name": 'Ilse Varga'}}""",
     """{"@type": "NewsArticle", "@author": Ilse Varga, "headline": "The "old" quay reopens",
 "datePublished": "2026-02-03T08:15:00Z"}""",
     """{"@type": "NewsArticle", "headline": "The "old" quay reopens", "author": ["Ilse Varga"], "datePublished": "2026-02-03T08:15:00Z",}"""],
)  # fmt: skip
def test_json_ld_that_is_no_json(broken):
    page = (
        f"<html lang=en><script type=application/ld+json>{broken}</script><body><article>{TEXT}</article></body></html>"
    )
    found = read(page.encode(), format="html", url="https://merrowpost.example/quay")[0].article
    assert found.headline == 'The "old" quay reopens' and [one.name for one in found.authors] == ["Ilse Varga"]
    assert found.published.isoformat() == "2026-02-03T08:15:00+00:00"


def test_the_page_names_who_its_article_does_not():
    graph = [{"@type": "WebPage", "author": {"@type": "Organization", "name": "Ilse Varga"}},
             news(author={"@type": "Organization", "name": "The Merrow Post"})]  # fmt: skip
    assert names(ld=graph) == ["Ilse Varga"]


def test_people_who_sign_count_more_than_the_agency_they_write_for():
    top = H1 + "<p>By Ilse Varga and Tor Lund</p>"
    assert names(head='<meta name="author" content="Reuters">', top=top) == ["Ilse Varga", "Tor Lund"]
    assert names(head='<meta name="author" content="Reuters">') == ["Reuters"]


def test_a_byline_and_a_date_on_two_lines():
    found = article(top=H1 + "<p>By Ilse Varga<br>May 1, 2024 9:05 AM EDT</p>")
    assert [one.name for one in found.authors] == ["Ilse Varga"]
    assert found.published is not None and found.published.isoformat() == "2024-05-01T09:05:00-04:00"
    assert "Varga" not in "".join(block.text for block in found.body.blocks)


def problems(page: str) -> dict[str, str]:
    return {
        one.code: one.message for one in read(page.encode(), format="html", url="https://merrow.example/a/")[0].problems
    }


def test_frames_are_told_with_their_addresses():
    page = '<html><head><title>The Post</title></head><frameset><frame src="story.html"><noframes><p>No frames.</p></noframes></frameset></html>'
    found = problems(page)
    assert "https://merrow.example/a/story.html" in found["frames"] and "no-text" in found


def test_a_page_without_a_headline_is_told():
    assert "no-headline" in problems(f"<html><body>{TEXT}</body></html>")


def test_a_print_versions_headline_stands_below_a_line_about_it():
    page = f"<html lang=en><head><title>The Post | Print version: The quay</title></head><body><p>This was printed from the Merrow Post at merrow.example.</p>{H1}{TEXT}</body></html>"
    assert read(page.encode(), format="html", url="")[0].article.headline == "The quay reopens"
