"""The flat form: one node, everything nested, and no crawler needs `@graph`."""

import json
import subprocess
from datetime import UTC, datetime, timedelta

import pytest

from newsmarkup.document.article import LIVE_BLOG
from newsmarkup.document.attached import Claim, Correction, Media, Update
from newsmarkup.graph.build import build
from newsmarkup.graph.jsonld import dumps
from newsmarkup.graph.thing import Graph, ref, thing
from newsmarkup.pipeline import clean
from tests.test_graph import HOLM, NORA, PHOTO, article

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
CLAIM = Claim("c1", "It is open.", "q1", rating=2, rating_name="Half true")
FILM = Media(
    "f1", "VideoObject", "The gates", "They open.", PHOTO, AT, timedelta(seconds=42), "https://paper.example/f.webm"
)
KINDS = {
    "news": article(claims=(CLAIM,), media=(FILM,), corrections=(Correction("Not May.", AT, NORA),)),
    "review": article(kind="ReviewNewsArticle"),
    "paywalled": article(paywalled=True),
    "soft": article(paywalled=True, soft_paywall=True),
    "live": article(
        kind=LIVE_BLOG,
        coverage_start=AT,
        updates=(
            Update("u1", "Gates", clean('<p><q data-id="z" data-speaker="person:holm">“Now!”</q></p>').body, AT, NORA),
        ),
    ),
}


def walk(value):
    yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(one)


def things(value):
    return [one for one in walk(value) if isinstance(one, dict)]


@pytest.mark.parametrize("name", KINDS)
def test_everything_of_the_graph_stands_in_the_one_node(name):
    graph = build(KINDS[name])
    document = graph.as_flat()
    assert document["@id"] == graph.main
    found = things(document)
    assert {node["@id"] for node in graph.nodes} == {one["@id"] for one in found if "@id" in one} & {
        n["@id"] for n in graph.nodes
    }
    for node in graph.nodes:  # each in full once, but for what only said whose part it is
        said = node.keys() - {"isPartOf"}
        assert [one for one in found if one.get("@id") == node["@id"] and said <= one.keys()], node["@id"]


@pytest.mark.parametrize("name", KINDS)
def test_nobody_has_to_follow_a_reference(name):
    document = build(KINDS[name]).as_flat()
    bare = {one["@id"] for one in things(document) if one.keys() == {"@id"}}
    assert bare <= {document["@id"]}, "only the article itself is named by its @id alone"


def test_the_nearest_is_the_full_one():
    graph = Graph("https://p.example/#a")
    graph.add(
        thing(
            "NewsArticle",
            "https://p.example/#a",
            mainEntityOfPage=ref("https://p.example/"),
            publisher=ref("https://p.example/#o"),
        )
    )
    graph.add(
        thing(
            "WebPage",
            "https://p.example/",
            mainEntity=ref("https://p.example/#a"),
            isPartOf=ref("https://p.example/#w"),
        )
    )
    graph.add(thing("WebSite", "https://p.example/#w", publisher=ref("https://p.example/#o")))
    graph.add(thing("Organization", "https://p.example/#o", name="P", url="https://p.example/", legalName="P Ltd"))
    graph.add(thing("Quotation", "https://p.example/#q", text="x", isPartOf=ref("https://p.example/#a")))
    graph.add(thing("Event", "https://p.example/#e", name="Alone"))
    document, alone = graph.as_flat()
    assert document["publisher"]["legalName"] == "P Ltd"
    page = document["mainEntityOfPage"]
    assert page["mainEntity"] == {"@id": "https://p.example/#a"}
    assert page["isPartOf"]["publisher"] == {
        "@type": "Organization",
        "@id": "https://p.example/#o",
        "name": "P",
        "url": "https://p.example/",
    }
    assert document["hasPart"] == [{"@type": "Quotation", "@id": "https://p.example/#q", "text": "x"}]
    assert alone == {"@context": "https://schema.org", "@type": "Event", "@id": "https://p.example/#e", "name": "Alone"}
    assert ref("https://p.example/#a") == graph.nodes[1]["mainEntity"], "the graph itself is left as it is"


def test_two_that_name_each_other_end():
    graph = Graph("https://p.example/#a")
    graph.add(thing("NewsArticle", "https://p.example/#a", about=ref("https://p.example/#b")))
    graph.add(thing("Person", "https://p.example/#b", name="B", knows=ref("https://p.example/#c")))
    graph.add(thing("Person", "https://p.example/#c", name="C", knows=ref("https://p.example/#b")))
    assert graph.as_flat()["about"]["knows"]["knows"] == {"@type": "Person", "@id": "https://p.example/#b", "name": "B"}


def test_the_judges_find_no_error(shared, tmp_path):
    files = []
    for name, a in KINDS.items():
        files.append(tmp_path / f"{name}.jsonld")
        files[-1].write_text(dumps(build(a).as_flat()), encoding="utf-8")
    run = subprocess.run([shared / "judges/judge", *files], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_holm_speaks_in_full_where_he_is_mentioned():
    document = build(article()).as_flat()
    assert document["mentions"][0]["jobTitle"] == HOLM.job_title
    assert json.loads(dumps(document)) == document
