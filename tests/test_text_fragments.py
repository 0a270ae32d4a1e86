"""The address of a quotation scrolls to its words, in Chromium, by the text directive alone."""

import json
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from demo_site.models import Article
from newsmarkup.document.article import Article as Facts
from newsmarkup.document.article import Site
from newsmarkup.graph.build import build
from newsmarkup.pipeline import clean

HOST = "https://paper.example"
SITE = Site("The Harbour Paper", HOST, "en")


def urls(body, **facts):
    article = Facts("1", f"{HOST}/a/", "Harbour opens", clean(body).body, SITE, **facts)
    return {
        n["@id"].rpartition("#quote-")[2]: n["url"].partition("#")[2]
        for n in build(article).nodes
        if n["@type"] == "Quotation"
    }


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ('<p>He said <q data-id="a">“We open.”</q></p>', "quote-a:~:text=We%20open"),
        # the pull quote comes first, and says the same
        (
            '<aside data-role="pullquote"><p>“We open.”</p></aside><p>He said <q data-id="a">“We open.”</q></p>',
            "quote-a:~:text=said%20%E2%80%9C-,We%20open",
        ),
        # nothing stands before it on its line
        (
            '<aside data-role="pullquote"><p>“We open.”</p></aside><p><q data-id="a">“We open,”</q> he said.</p>',
            "quote-a:~:text=We%20open,-%2C%E2%80%9D%20he",
        ),
        # part of a word is no match
        ('<p>Reopen it.</p><p><q data-id="a">“Open it”</q></p>', "quote-a:~:text=Open%20it"),
        # a hyphen and a comma of the words are no signs of the directive
        ('<p><q data-id="a">“Half-open, then”</q></p>', "quote-a:~:text=Half%2Dopen%2C%20then"),
        # nothing tells the second from the first
        ('<p><q data-id="b">“No.”</q></p><p><q data-id="a">“No.”</q></p>', "quote-a"),
        (
            '<p><q data-id="a">“One two three four five six</q></p><p><q data-id="a">seven eight nine ten eleven twelve”</q></p>',
            "quote-a:~:text=One%20two%20three%20four,nine%20ten%20eleven%20twelve",
        ),
        ('<p>「<q data-id="a">港は開く。すぐに。</q>」</p>', "quote-a:~:text=%E6%B8%AF%E3%81%AF%E9%96%8B%E3%81%8F%E3%80%82%E3%81%99%E3%81%90%E3%81%AB"),
        ('<p><q data-id="a">“…”</q></p>', "quote-a"),
    ],
)  # fmt: skip
def test_the_shortest_that_leads_there(body, wanted):
    assert urls(body)["a"] == wanted


def test_the_headline_counts_as_text_of_the_page():
    found = urls('<p>It was, he said, <q data-id="a">“Harbour opens”</q></p>')
    assert found["a"] == "quote-a:~:text=said%2C%20%E2%80%9C-,Harbour%20opens"


@pytest.mark.browser
@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore:.*No directory at:UserWarning")
def test_every_quotation_of_the_demo_is_scrolled_to(browser, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    call_command("demo", verbosity=0)
    page = browser.new_page(viewport={"width": 900, "height": 160})
    pages = {}
    # A picture that is missing collapses once that is known, and moves what was scrolled to.
    dot = {"path": Path(__file__).parents[1] / "demo_site/newsroom/courier-logo.png"}

    def answer(route):
        other = dot if route.request.resource_type == "image" else {"status": 404}
        route.fulfill(**pages.get(route.request.url.partition("#")[0], other))

    page.route("**/*", answer)
    far = "<style>body{padding-block:2000px!important} .newsmarkup-paywalled{display:block!important}</style>"
    followed = bare = 0
    for article in Article.objects.published():
        url = HOST + article.get_absolute_url()
        html = Client().get(article.get_absolute_url()).content.decode()
        graph = json.loads(re.search(r'ld\+json">(.*?)</script>', html, re.DOTALL)[1])["@graph"]
        pages[url] = {"body": html.replace("</head>", f"{far}</head>"), "content_type": "text/html; charset=utf-8"}
        for node in graph:
            if node["@type"] != "Quotation":
                continue
            if ":~:" not in node["url"]:
                bare += 1
                continue
            element, _, directive = node["url"].partition("#")[2].partition(":~:")
            page.goto("about:blank")
            page.goto(f"{url}#:~:{directive}")
            try:
                page.wait_for_function(
                    "id => { const r = document.getElementById(id).getBoundingClientRect(); "
                    "return scrollY > 0 && r.top < innerHeight && r.bottom > 0 }",
                    arg=element,
                    timeout=3000,
                )
            except Exception:
                pytest.fail(f"{node['url']} did not scroll to {node['text']!r} ({page.evaluate('scrollY')})")
            followed += 1
    page.close()
    assert followed > 100
    assert bare <= followed / 20, f"{bare} quotations have no text directive"
