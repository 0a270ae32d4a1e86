"""Importing published HTML pages: what is the article is taken, what surrounds it is not, and nothing hangs."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from time import thread_time

import pytest

from newsmarkup.errors import ImportRefused
from newsmarkup.importing.base import read

PAGE = """<!doctype html><html lang="en"><head><title>The quay reopens | The Merrow Post</title>
<link rel="canonical" href="https://merrow.example/quay">
<meta property="og:site_name" content="The Merrow Post"><meta property="og:title" content="The quay reopens">
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "The quay reopens",
"datePublished": "2026-02-03T08:15:00+01:00", "author": [{"@type": "Person", "name": "Ilse Varga"}],
"articleSection": "Harbour"}</script></head>
<body><nav><ul><li><a href="/">Home</a></li></ul></nav>
<main><article><h1>The quay reopens</h1><p class="byline">By <a rel="author" href="/v">Ilse Varga</a></p>
<figure><img src="/quay.jpg" alt="A quay"><figcaption>Cranes on the quay on Monday. Photograph: Tor Lund/Merrow Post</figcaption></figure>
<p>The old quay of Merrow opened again on Tuesday after eleven months of repairs that cost four million crowns.</p>
<p>“We have waited long enough,” said Berit Sol, who keeps the harbour office and its only working telephone.</p>
<aside class="pullquote">We have waited long enough</aside>
<p>Ferries will call twice a day from April, and a third time on Sundays when the market is held on the square.</p>
<div class="newsletter-signup"><p>Sign up for our newsletter and never miss a story from the harbour again.</p></div>
</article></main><footer><p>All rights reserved by the publisher of this newspaper since 1901.</p></footer></body></html>"""


def test_a_page():
    (found,) = read(PAGE.encode(), filename="quay.html")
    one = found.article
    assert one.headline == "The quay reopens" and one.url == "https://merrow.example/quay"
    assert [b.agent.name for b in one.bylines] == ["Ilse Varga"] and one.section.name == "Harbour"
    assert one.published.isoformat() == "2026-02-03T08:15:00+01:00" and one.publisher.name == "The Merrow Post"
    by_role = {p.role: p.text for p in one.passages}
    assert by_role["caption"] == "Cranes on the quay on Monday." and "Tor Lund" in by_role["credit"]
    assert by_role["pullquote"] == "We have waited long enough"
    words = one.body.text
    assert (
        "Ferries will call" in words
        and "newsletter" not in words
        and "rights reserved" not in words
        and "Home" not in words
    )
    assert next(iter(one.pictures.values())).url == "https://merrow.example/quay.jpg"


def test_what_the_page_says_of_itself_and_what_it_shows_may_differ():
    (found,) = read(PAGE.replace("<h1>The quay reopens", "<h1>Merrow’s quay reopens").encode(), format="html")
    assert found.article.headline == "Merrow’s quay reopens"
    assert any(problem.code == "headline-differs" for problem in found.problems)


LONG = (
    "The ferry to the outer islands will call twice a day from April, and a third time on Sundays and on market days. "
)


@pytest.mark.parametrize(
    "bad",
    ["<html>", "<p>", "<div>" * 5_000 + "x", "<p>" * 60_000, "<a " * 50_000, "&amp;" * 100_000, "<!--" * 50_000,
     "<html><body>\0<p>x</p>", "<script>" + "x" * 300_000, '<script type="application/ld+json">' + "[" * 50_000,
     "<p>" + "<b>" * 3_000 + "x", "<ul><li>x <a href=/a>y</a></li></ul>" * 9_000, "<blockquote>We have waited long</blockquote>" * 4_000,
     "<h1>a b</h1>" + "<div class=byline>" * 240 + LONG * 900, "<h1>a b</h1>" + "<div class=byline>By Ilse Varga</div>" * 3_000,
     "<div class=x>" * 200 + f"<p>{LONG}</p>" * 2_000 + f"</div><p>{LONG}</p>" * 200, "<span>" * 230 + "<b>y</b>" * 4_000 + "<p>z</p>",
     "<table>" + ("<tr>" + "<td>x</td>" * 10) * 1_000, f"<div>{LONG}<br><br>" * 4_000, "<meta name=author content='" + "A B, " * 30_000 + "'><p>x",
     '<script type="application/ld+json">{"@type":"NewsArticle","headline":"' + '"' * 200_000 + "</script><p>x"],
)  # fmt: skip
def test_hostile_pages_end_in_an_article_or_a_sentence(bad):
    start = thread_time()
    with suppress(ImportRefused):
        read(bad.encode(), format="html")
    assert thread_time() - start < 5  # a hang, not a speed


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding):
    (found,) = read(PAGE.replace("quay reopens", "café reopens").encode(encoding), format="html")
    assert found.article.headline == "The café reopens"


def test_real_pages(shared, tmp_path):
    """By the corpus' own scorer; a little below what was measured."""
    gold = shared / "corpora/pages/gold.jsonl"
    predicted = tmp_path / "predicted.jsonl"
    run = subprocess.run([sys.executable, "-m", "benchmarks.pages", gold], capture_output=True, text=True, check=True)
    predicted.write_text(run.stdout, encoding="utf-8")
    scorer = [sys.executable, shared / "corpora/pages/score.py", gold, predicted, "--json"]
    figures = json.loads(subprocess.run(scorer, capture_output=True, text=True, check=True).stdout)
    assert figures["missing"] == 0
    assert figures["headline_exact"]["acc"] >= 0.97 and figures["date_instant"]["acc"] >= 0.97
    assert figures["authors"]["f1"] >= 0.96 and figures["captions"]["f1"] >= 0.95
    assert figures["credit"]["acc"] >= 0.93 and figures["pullquotes"]["f1"] >= 0.95
    assert figures["paragraph_count"]["acc"] >= 0.82 and figures["all_but_body"]["right"] >= 29


def test_a_page_in_utf_16_is_recognised_as_one():
    page = "<html lang=en><head><title>Kai</title></head><body><h1>Kai in Mërrow</h1><p>The old quay of Merrow opened again.</p></body></html>"
    assert read(page.encode("utf-16"))[0].article.headline == "Kai in Mërrow"
