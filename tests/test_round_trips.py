"""Article → format → article: every role that an exporter says it carries is there again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsmarkup.document.article import Picture
from newsmarkup.document.node import Body
from newsmarkup.document.write import write
from newsmarkup.exporting.base import ROLES, exporter, exporters
from newsmarkup.importing.base import importers, read
from newsmarkup.pipeline import clean
from newsmarkup.roles import registered
from tests.roundtrip import BLOCKS, held
from tests.test_exporters import article, demo_articles  # noqa: F401

# exporter → the importer that reads it
READERS = {"rss": "feed", "atom": "feed", "markdown": "markdown", "ninjs": "ninjs", "ninjs-2.2": "ninjs", "nitf": "nitf",
           "newsml-g2": "newsml-g2"}  # fmt: skip
HERE = [
    name for name in READERS if name in {e.name for e in exporters()} and READERS[name] in {i.name for i in importers()}
]
PICTURES = {
    name: Picture(name, f"https://paper.example/media/{name}.jpg", 1200, 800, "image/jpeg", creators=("Ivo Brandt", "Jo Reed"),
                  copyright_notice="© 2026 Ivo Brandt", license_url="https://pictures.example/licence")
    for name in ("dawn", "dusk", "noon")
}  # fmt: skip


def trip(one, name):
    (back,) = read(exporter(name).write(one), format=READERS[name])
    for what in sorted(exporter(name).carries):
        assert held(back.article, what) == held(one, what), what
    assert back.article.headline == one.headline
    assert [b.agent.name for b in back.article.bylines if b.role == "author"] == [a.name for a in one.authors]
    assert back.article.published == one.published
    return back


def test_each_format_that_is_read_is_tried():
    assert {"rss", "atom", "markdown"} <= set(HERE)


@pytest.mark.parametrize("name", HERE)
def test_the_sample_article(name):
    one = article(pictures={"dawn": PICTURES["dawn"]})
    back = trip(one, name)
    assert back.article.url == one.url and back.article.language == one.language
    assert back.article.description == one.description and set(one.keywords) <= set(back.article.keywords)


@pytest.mark.parametrize("name", HERE)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_random_articles(name, data):
    body = clean(write(Body(tuple(data.draw(BLOCKS))), registered())).body
    trip(replace(article(), body=body, pictures=PICTURES), name)


@pytest.mark.parametrize("name", HERE)
def test_every_article_of_the_sample_newsroom(demo_articles, name):  # noqa: F811
    for one in demo_articles:
        # Behind the text stand corrections and updates; what they quote is not the text's.
        trip(replace(one, updates=(), corrections=()), name)


def test_what_is_lost_is_declared():
    """A format that is not read back here carries no more roles than its own test tells."""
    for one in exporters():
        if one.name not in READERS:
            assert one.name in ("json", "jsonld", "apple-news", "text") or not one.carries & set(ROLES), one.name
