"""Pages as usual publishing systems make them, old and new, without metadata: all in all."""

from __future__ import annotations

import pytest

from newsmarkup.importing.base import read

A = "The ferry to the outer islands will call twice a day from April, and a third time on Sundays when the market is held."
B = "“We have waited long enough for this crossing,” said Berit Sol, who keeps the harbour office and its only telephone."
C = "Nobody in the town hall would say on Monday evening what the new pier had cost, or who would pay for the repairs."
D = "The old pier was built by hand in the winter of 1901, when the sea froze and the fishermen had nothing else to do."
TEXT = "".join(f"<p>{one}</p>" for one in (A, B, C, D))
LINES = "<br><br>".join((A, B, C, D))
MENU = "<ul class=menu>" + "".join(f"<li><a href=/s{n}>Section {n}</a></li>" for n in range(20)) + "</ul>"
TEASERS = "".join(
    f"<div class=item><a href=/r{n}><img src=/r{n}.jpg></a><h3><a href=/r{n}>Another long story about boat number {n} and its owner</a></h3>"
    "<p>Some words about it that are cut off after a while so that…</p></div>"
    for n in range(6)
)
TWITTER = "<div class='sharedaddy sd-sharing-enabled'><h3>Share this:</h3><ul><li><a>Post</a></li></ul></div>"

SYSTEMS = {
    "a weblog with hAtom": f"""<body class="single single-post"><div id="page" class="hfeed site"><header id="masthead" class="site-header">
<h1 class="site-title"><a href="/">Merrow Post</a></h1>{MENU}</header><div id="content"><div id="post-1" class="post-1 post hentry tag-ads">
<h2 class="entry-title">The quay reopens</h2><div class="entry-meta">Posted on <a href="/x"><time class="entry-date published"
datetime="2019-11-20T09:00:00+00:00">November 20, 2019</time><time class="updated" datetime="2019-11-22T09:00:00+00:00">November 22</time></a>
by <span class="author vcard"><a class="url fn n" href="/author/ilse/">Ilse Varga</a></span></div><div class="entry-content">{TEXT}{TWITTER}</div>
<footer class="entry-footer">Tagged <a>quay</a></footer></div><div id="comments"><div class="comment-author vcard"><b class="fn">gull77</b></div>
{TEXT}</div><div id="secondary" class="widget-area">{TEASERS}</div></div></div></body>""",
    "a weblog with lines": f"""<body><div class=header><h1 class=title>Merrow Post</h1></div><h2 class=date-header><span>Wednesday, November 20, 2019</span></h2>
<div class="post hentry"><h3 class="post-title entry-title">The quay reopens</h3><div class="post-body entry-content">{LINES}</div>
<div class=post-footer><span class="post-author vcard">Posted by <span class=fn>Ilse Varga</span></span> at
<abbr class=published title="2019-11-20T09:00:00+00:00">9:00 AM</abbr></div></div></body>""",
    "fields with RDFa": f"""<body><div id=main><h1 class=page-header>The quay reopens</h1><div class="node node-article"><div class=submitted>
<span property="dc:date dc:created" content="2019-11-20T09:00:00+00:00">Submitted by <span class=username>Ilse Varga</span> on Wed, 11/20/2019 - 09:00</span></div>
<div class="field field-name-body"><div class=field-items><div class="field-item even" property=content:encoded>{TEXT}</div></div></div>
<ul class="links inline"><li><a href=/user>Log in</a> to post comments</li></ul></div></div></body>""",
    "tables": f"""<body><table width=760><tr><td colspan=2><img src=logo.gif></td></tr><tr><td>{MENU}</td><td><font size=5><b>The quay reopens</b></font><br>
<font size=2>By ILSE VARGA<br>Nov. 20, 2019 9:00 AM GMT</font><br><br>{LINES}<br><br></td></tr></table><font size=1>Copyright 2019 Merrow Post</font></body>""",
    "classes that say nothing": f"""<body><div id=__next><div class=css-1a><div class=css-2b><a href=/>Merrow Post</a>{MENU}</div><div class=css-3c><div class=css-9>
<h1 class=css-4d>The quay reopens</h1><div class=css-5e><a class=css-6f href=/authors/ilse-varga>Ilse Varga</a><span class=css-7>20 November 2019, 9:00 GMT</span>
</div></div>{"".join(f"<div class=css-x{n}><div class=css-p>{one}</div></div>" for n, one in enumerate((A, B, C, D)))}</div><div class=css-r>{TEASERS}</div>
</div></div></body>""",
    "a card of a letter in the text": f"""<body><main><article class="post"><header><a href=/t>Harbour</a><h1 class=article-title>The quay reopens</h1>
<p class=article-excerpt>Boats come again, at last</p><h4 class=author-name><a href=/author/ilse/>Ilse Varga</a></h4><time datetime="2019-11-20T09:00Z">Nov 20, 2019</time>
<span>4 min read</span></header><section class=content>{TEXT}<div class="card signup-card"><h2>Sign up for Merrow Post</h2>
<p>Boats, once a week, in your inbox, for free and without any spam whatsoever.</p></div></section></article></main></body>""",
    "data for scripts": f"""<body><div id=app><h1>The quay reopens</h1><p>By Ilse Varga</p>{TEXT}</div><script>window.__DATA__ = {{"related":
[{{"published_at": "2018-01-01T00:00:00Z"}}], "article": {{"first_published_at": "2019-11-20T09:00:00Z"}}}}</script></body>""",
}  # fmt: skip


@pytest.mark.parametrize("system", SYSTEMS)
def test_systems(system):
    page = f"<html lang=en><head><title>The quay reopens - Merrow Post</title></head>{SYSTEMS[system]}</html>"
    found = read(page.encode(), format="html", url="https://merrowpost.example/news/quay")[0].article
    assert found.headline == "The quay reopens" and [one.name for one in found.authors] == ["Ilse Varga"]
    assert found.published.isoformat() == "2019-11-20T09:00:00+00:00"
    assert [block.text for block in found.body.blocks if block.name != "figure"] == [A, B, C, D]


@pytest.mark.parametrize(
    ("lang", "top", "expected"),
    [
        ("de", "<h2><span class=headline-intro>Hafen</span> <span class=headline>Der Kai</span></h2><div class=article-meta><span>Von Ilse Varga</span> <span class=date>20.11.2019, 14:05 Uhr</span></div>", "2019-11-20T14:05"),
        ("fr", "<h1>Der Kai</h1><p class=meta>Par <span>Ilse Varga</span> | Publié le 20 nov. 2019 à 10h15, mis à jour le 4 déc. 2019 à 09h00</p>", "2019-11-20T10:15"),
        ("es", "<span class=antetitulo>Puerto</span><h1>Der Kai</h1><div class=firma><span>Ilse Varga</span> / Merrow</div><div class=fecha>20/11/2019 10:15 h.</div>", "2019-11-20T10:15"),
        ("en", "<h1>Der Kai</h1><div class=byline>By Ilse Varga</div><div class=timestamp>Nov. 20, 2019 Updated: Dec. 4, 2019 9:00 p.m.</div>", "2019-11-20T00:00"),
        ("ru", "<h1>Der Kai</h1><div>20 ноября 2019, 10:15</div><a class=article__author href=/authors/1>Ilse Varga</a>", "2019-11-20T10:15"),
    ],
)  # fmt: skip
def test_heads(lang, top, expected):
    page = f"<html lang={lang}><head><title>Der Kai</title></head><body><article>{top}<div class=text>{TEXT}</div></article></body></html>"
    found = read(page.encode(), format="html", url="https://merrow.example/n/1")[0].article
    assert found.headline == "Der Kai" and [one.name for one in found.authors] == ["Ilse Varga"]
    assert found.published.isoformat()[:16] == expected


def test_a_page_that_shows_nothing_without_its_scripts():
    data = f'{{"@type": "NewsArticle", "headline": "The quay reopens", "articleBody": "{A}\\n\\n<p>{C}</p><p>{D}</p>"}}'
    page = f"<html lang=en><script type=application/ld+json>{data}</script><body><div id=root></div><p>Please enable scripts</p></body></html>"
    found = read(page.encode(), format="html", url="https://merrow.example/n/1")[0]
    assert [block.text for block in found.article.body.blocks] == [A, C, D]
    assert "text-from-metadata" in {one.code for one in found.problems}
