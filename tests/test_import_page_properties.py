"""Any bytes in: an article whose body needs no cleaning, or a sentence. Pages are made up, then broken at random."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmarkup.document.write import write
from newsmarkup.errors import ImportRefused
from newsmarkup.importing.base import read
from newsmarkup.pipeline import clean
from newsmarkup.roles import registered

PARTS = [
    "<article class=story>", "</article>", "<div id=body>", "</div>", "<p>", "</p>", "<h1>The quay <em>reopens</em></h1>", "<h2>Two piers</h2>",
    "<p class=byline>By <a rel=author href='/by/ilse'>Ilse Varga</a>, Staff Writer</p>", "<time datetime=2026-02-03T08:15:00+01:00>Tuesday</time>",
    "<span class=date>3 February 2026, 08:15</span>", "<ul><li>One boat</li><li><a href=/b>Two boats</a></li></ul>", "<br><br>", "<hr>",
    "The ferry will call twice a day from April, and a third time on Sundays when there is a market on the square of Merrow.",
    "“We have waited long enough,” said <a href='https://merrow.example/?a=1&b=2'>Berit <b>Sol</b></a>, who keeps the harbour office.",
    "<blockquote>We have waited long enough</blockquote>", "<aside class=pull-quote>We have waited long enough<cite>Berit Sol</cite></aside>",
    "<figure><img src=/a.jpg alt='A quay'><figcaption>The quay. Photo: Tor Lund/AP</figcaption></figure>", "<img src='javascript:alert(1)'>",
    "<a href='java\nscript:alert(1)'>Boats</a>", "<a href='http://[bad'>Boats</a>", "<table><tr><td>One<td>Two</table>", "<q>Words</q>",
    "<script>alert(1)</script>", "<style>p {color: red}</style>", "<p style='display:none'>Hidden words of the page</p>", "<span hidden>x</span>",
    "<div class=newsletter>Sign up for our newsletter</div>", "<!-- a comment -->", "<![CDATA[x]]>", "&amp;&lt;&#0;&#xFFFF;&nbsp;", "\u200b\ufeff\x7f\xad", "<p><p><p>",
    "<b><i><b><i>", "</b></i>", "<section aria-hidden=true>", "<form><input value=x></form>", "<iframe src=/v></iframe>", "<svg><text>x</text></svg>", "<q data-speaker=person:x>",
    "<aside data-role=pullquote data-id=x>", "<span data-role=attribution data-for=x>", "<math><mi>x</mi></math>", "<a><div><a>", "<h3></h3>", "\x00", "<img onerror=x src=//x/y>",
]  # fmt: skip
HEADS = [
    "", "<title>The quay - The Merrow Post</title>", "<meta name=author content='Varga, Ilse'>", "<meta property=article:published_time content='3 Feb 2026'>",
    "<script type=application/ld+json>{'@type': 'NewsArticle', author: [{}], datePublished: 0}</script>", "<meta name=parsely-page content='{\"author\": [1, {}]}'>",
    "<script type=application/ld+json>[{\"@type\": [\"NewsArticle\", 1], \"author\": {\"name\": [[], {}]}, \"headline\": {\"a\": 1}, \"publisher\": 3}]</script>",
    "<link rel=canonical href='http://['><base href=x>", "<meta charset=utf-7>", "<script type=application/ld+json>" + "[" * 300,
]  # fmt: skip


def checked(data: bytes) -> None:
    try:
        (found,) = read(data, format="html", url="https://merrow.example/quay")
    except ImportRefused:
        return
    written = write(found.article.body, registered())
    for engine in ("bleach", "nh3"):
        assert clean(written, engine=engine).html == written
    assert all(one.name.strip() for one in found.article.authors)
    assert found.article.published is None or found.article.published.tzinfo is not None


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.sampled_from(HEADS), max_size=4), st.lists(st.sampled_from(PARTS), max_size=40), st.integers(0, 2**32)
)
def test_broken_pages(heads, parts, seed):
    page = f"<html lang=en><head>{''.join(heads)}</head><body>{''.join(parts)}</body></html>"
    chance = random.Random(seed)
    letters = list(page)
    for _n in range(chance.randrange(6)):
        at = chance.randrange(len(letters))
        letters[at : at + chance.randrange(4)] = chance.choice(
            ["", "<", ">", '"', "'", "&", "=", "/", "é", "\ud800", " "]
        )
    checked("".join(letters).encode("utf-8", "surrogatepass"))


@settings(deadline=None, max_examples=80)
@given(st.binary(max_size=300), st.sampled_from([b"", b"<html><body><p>", b"<meta charset=shift_jis><article>"]))
def test_any_bytes(data, start):
    if (start + data).strip():
        checked(start + data)


@pytest.mark.parametrize("part", range(len(PARTS)))
def test_each_part_alone(part):
    checked(f"<article><p>{PARTS[-part]}</p>{PARTS[part] * 3}</article>".encode("utf-8", "replace"))
