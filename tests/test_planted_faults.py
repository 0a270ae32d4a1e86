"""Faults planted one by one into a right graph of ours: the rules see each of them."""

import copy
import json

import pytest

from newsmarkup.document.article import Organization, Picture
from newsmarkup.graph.build import build
from newsmarkup.graph.jsonld import dumps
from newsmarkup.graph.rules import RULES
from newsmarkup.graph.vocabulary import installed
from newsmarkup.inspecting import inspect
from tests.test_rules import SPEAKS, article, figure, q


@pytest.fixture(scope="module")
def right():
    logo = Picture("logo", "https://paper.example/logo.png", width=600, height=60)
    paper = Organization("paper", "The Paper", url="https://paper.example/", logo=logo)
    return build(article(q(SPEAKS) + figure(), publisher=paper)).as_dict()


def codes(markup):
    return {problem.code for problem in inspect(markup if isinstance(markup, str) else json.dumps(markup)).problems}


def node(graph, kind):
    """The first node of this type, nested ones too."""

    def nodes(value):
        if isinstance(value, dict):
            yield value
            for each in value.values():
                yield from nodes(each)
        elif isinstance(value, list):
            for each in value:
                yield from nodes(each)

    return next(
        n for n in nodes(graph) if kind in (n["@type"] if isinstance(n.get("@type"), list) else [n.get("@type")])
    )


def put(kind, **values):
    def plant(graph):
        one = node(graph, kind)
        for name, value in values.items():
            name = {"type": "@type", "id": "@id"}.get(name, name)
            if value is None:
                del one[name]
            else:
                one[name] = value

    return plant


def no_credit(graph):
    """Neither credit nor licence, nor who holds the rights: of each picture."""
    for one in graph["@graph"]:
        if one["@type"] == "ImageObject":
            for name in (
                "creditText",
                "creator",
                "copyrightNotice",
                "copyrightHolder",
                "license",
                "acquireLicensePage",
            ):
                one.pop(name, None)


def two_types(graph):
    graph["@graph"].append({"@type": "Place", "@id": node(graph, "Person")["@id"], "name": "Ada Holm"})


def one_step(graph):
    crumbs = node(graph, "BreadcrumbList")
    crumbs["itemListElement"] = crumbs["itemListElement"][:1]


def place(graph):
    graph["@graph"].append({"@type": "Place", "@id": "https://paper.example/#place", "name": "Harbour Town"})
    return {"@id": "https://paper.example/#place"}


FAULTS = {
    "missing headline": (put("NewsArticle", headline=None), "missing-headline"),
    "picture URL not absolute": (put("ImageObject", contentUrl="/h.jpg"), "relative-url"),
    "author is a Place": (lambda g: put("NewsArticle", author=place(g))(g), "author-no-agent"),
    "time without zone": (put("NewsArticle", datePublished="2026-05-04T12:00:00"), "date-without-zone"),
    "property outside its type's domain": (put("Person", headline="The mayor"), "wrong-domain"),
    "unknown property": (put("Quotation", attribution="Ada Holm"), "unknown-property"),
    "value outside the property's range": (
        put("NewsArticle", wordCount={"@type": "Person", "name": "Six"}),
        "wrong-range",
    ),
    "dangling @id": (put("NewsArticle", author={"@id": "https://paper.example/#nobody"}), "dangling-id"),
    "HTML in text": (put("NewsArticle", description="After a <b>year</b>."), "html-in-text"),
    "relative URL": (put("NewsArticle", url="/a/"), "relative-url"),
    "one @id with two types": (two_types, "clashing-id"),
    "</script> in text": (put("NewsArticle", description="After </script> a year."), "html-in-text"),
    "unknown type": (put("Quotation", type="Quote"), "unknown-type"),
    "author as bare text": (put("NewsArticle", author="Nora Lind"), "author-as-text"),
    "date not ISO": (put("NewsArticle", datePublished="4 May 2026"), "date-not-iso"),
    "breadcrumb with one item": (one_step, "breadcrumb-short"),
    "picture without credit or licence": (no_credit, "picture-without-credit"),
    "Person without name": (put("Person", name=None), "person-without-name"),
    "Quotation spoken by a Place": (lambda g: put("Quotation", spokenByCharacter=place(g))(g), "speaker-no-agent"),
    "property in the wrong case": (lambda g: put("NewsArticle", Headline="The harbour opens")(g), "wrong-case"),
}


def test_nothing_is_wrong_with_the_right_one(right):
    assert installed(), "without schema.org's vocabulary some faults can't be seen: pip install 'newsmarkup[check]'"
    assert codes(right) == set()


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_seen(right, name):
    plant, code = FAULTS[name]
    wrong = copy.deepcopy(right)
    plant(wrong)
    assert code in RULES
    assert code in codes(wrong)


def test_broken_json_is_seen(right):
    text = dumps(right)
    assert "broken-json" in codes(text[: len(text) // 2] + text[len(text) // 2 + 1 :].replace(":", "", 1))
    assert "broken-json" in codes(text[:-20])
