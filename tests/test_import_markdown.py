"""Markdown with front matter as an Article. All names are made up."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsmarkup.document.write import write
from newsmarkup.errors import ImportRefused
from newsmarkup.exporting.base import exporter
from newsmarkup.importing import base
from newsmarkup.pipeline import clean
from newsmarkup.roles import registered
from tests.test_import_feed import whole

TEXT = """\
---
title: Harbour opens
date: 2026-05-03T10:00:00+02:00
authors: [Nora Lind, {name: Una Moss}]
tags: harbour, repairs
mood: bright
---

The **harbour** of Saltmere [opened](https://paper.example/1) again.

## What comes next

- One
- Two

![Boats](https://paper.example/quay.jpg)

![Here](local/quay.jpg)

“We have waited long for this,” said Ada Holm, mayor of Saltmere. <script>alert(1)</script>
"""


def read(text, **more):
    (one,) = base.read(text if isinstance(text, bytes) else text.encode(), **more)
    return one


def test_with_front_matter():
    one = read(TEXT)
    a = one.article
    assert (a.headline, a.keywords, a.published) == (
        "Harbour opens", ("harbour", "repairs"), datetime(2026, 5, 3, 8, tzinfo=UTC),
    )  # fmt: skip
    assert [b.agent.name for b in a.bylines] == ["Nora Lind", "Una Moss"]
    html = write(a.body, registered())
    assert html.startswith(
        '<p>The <strong>harbour</strong> of Saltmere <a href="https://paper.example/1">opened</a> again.</p>'
    )
    assert "<h2>What comes next</h2>\n<ul><li><p>One</p></li><li><p>Two</p></li></ul>" in html
    assert "script" not in html
    assert [p.url for p in a.pictures.values()] == ["https://paper.example/quay.jpg"]
    assert 'data-speaker-name="Ada Holm"' in html
    told = {p.code: p.message for p in one.problems}
    assert "local/quay.jpg" in told["picture-address"]
    assert "mood" in told["front-matter"]


def test_without_front_matter_the_first_heading_is_the_headline():
    one = read("# Harbour opens\n\nThe harbour of Saltmere opened again.\n").article
    assert (one.headline, one.body.text) == ("Harbour opens", "The harbour of Saltmere opened again.")


def test_what_our_exporter_writes_is_read_back():
    article = whole()
    again = read(exporter("markdown").write(article)).article
    for fact in ("url", "headline", "alternative_headline", "description", "keywords", "dateline", "language", "published",
                 "modified"):  # fmt: skip
        assert getattr(again, fact) == getattr(article, fact), fact
    assert [(b.agent.name, b.role) for b in again.bylines] == [("Nora Lind", "author"), ("Una Moss", "contributor")]
    kept = ("role", "id", "text", "speaker", "occasion", "quotations", "within")
    roles = [[tuple(getattr(p, name) for name in kept) for p in a.passages] for a in (article, again)]
    assert roles[0] == roles[1]


@pytest.mark.parametrize(
    "front",
    ["a: [", "a: b: c", "- one\n- two", "a: !!python/object/apply:os.system ['true']", "a: " + "x" * 70_000,
     "a: " + "[" * 3000, "d: 2026-99-99"],
)  # fmt: skip
def test_front_matter_that_is_none_is_a_sentence(front):
    with pytest.raises(ImportRefused) as refused:
        base.read(f"---\n{front}\n---\nText.\n".encode(), format="markdown")
    assert [problem.code for problem in refused.value.problems] == ["front-matter"]


def test_a_bomb_of_anchors_does_no_harm():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    one = read("---\n" + "\n".join([*lines, "title: A", "authors: *a11"]) + "\n---\nText.\n", format="markdown")
    assert one.article.bylines == ()


def test_it_stays_linear():
    from tests.growth import assert_linear

    assert_linear(lambda n: lambda: base.read(b"![" * n, format="markdown"), 4_000, 16_000)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_whatever_is_read_its_body_is_canonical(text):
    try:
        (one,) = base.read(text.encode("utf-8", "replace"), format="markdown")
    except ImportRefused:
        return
    html = write(one.article.body, registered())
    assert clean(html).html == html
