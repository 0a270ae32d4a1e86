"""A newsroom's own properties and nodes: they stand in the graph, and an error in them breaks no page."""

import logging

import pytest

from newsmarkup.errors import UnknownName
from newsmarkup.graph import extending, rules
from newsmarkup.graph.build import build
from newsmarkup.graph.extending import extend, withdraw
from tests.test_rules import NOW, SPEAKS, article, q


@pytest.fixture(autouse=True)
def none_left(monkeypatch):
    monkeypatch.setattr(extending, "_extensions", {})
    extending._sign()
    yield
    extending._extensions.clear()
    extending._sign()


def node(graph, id="https://paper.example/a/#article"):
    return next((one for one in graph.as_dict()["@graph"] if one["@id"] == id), {})


def told(graph):
    return [(problem.code, problem.message) for problem in rules.check_own(rules.Case(article(), NOW), graph)
            if problem.code.startswith("extension")]  # fmt: skip


def test_properties_and_nodes_are_added():
    @extend
    def sponsored(article):
        yield {"sponsor": {"@id": "https://paper.example/#board"}, "genre": "Harbour news"}
        yield {"@type": "Organization", "@id": "https://paper.example/#board", "name": "The Harbour Board"}

    graph = build(article())
    assert node(graph)["genre"] == "Harbour news"
    assert node(graph)["sponsor"] == {"@id": "https://paper.example/#board"}
    assert node(graph, "https://paper.example/#board")["name"] == "The Harbour Board"
    assert told(graph) == []


def test_it_is_asked_of_its_kinds_alone():
    @extend("ReviewNewsArticle")
    def reviewed(article):
        return {"genre": "Review"}

    assert "genre" not in node(build(article()))
    assert node(build(article(kind="ReviewNewsArticle")))["genre"] == "Review"
    with pytest.raises(UnknownName, match="Recipe"):
        extend("Recipe")


def test_an_error_names_the_function_and_the_page_goes_on(caplog):
    @extend
    def weather(article):
        raise KeyError("tide")

    with caplog.at_level(logging.ERROR, "newsmarkup.extensions"):
        graph = build(article())
    assert node(graph)["headline"] == "The harbour opens"
    ((code, said),) = told(graph)
    assert code == "extension-failed"
    assert "weather" in said
    assert "tide" in said
    assert "weather" in caplog.text


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"headline": "Another"}, "which the article says itself"),
        ({"@type": "Recipe", "@id": "https://paper.example/a/#article"}, ""),
        ({"sponsor": {"@id": "https://paper.example/#nobody"}}, "which is not on the page"),
    ],
)
def test_what_can_not_be_added_is_refused_in_words(given, said):
    @extend
    def sponsored(article):
        return given

    graph = build(article())
    assert node(graph)["headline"] == "The harbour opens"
    assert node(graph)["@type"] == "NewsArticle"
    if said:
        assert any(code == "extension-refused" and said in words for code, words in told(graph))


@pytest.mark.parametrize("given", ["text", 12, [1]])
def test_what_is_no_dict_is_told(given):
    @extend
    def odd(article):
        return given

    ((code, said),) = told(build(article()))
    assert code == "extension-failed"
    assert "return a dict" in said


def test_nothing_that_is_paid_for_is_given_away():
    seen = []

    @extend
    def spy(article):
        seen.append(article)

    body = "<p>One.</p><p>Two.</p>" + q(SPEAKS)
    build(article(body, paywalled=True))
    assert "We open" not in seen[0].body.text
    assert not seen[0].speakers


def test_a_change_of_the_function_makes_what_is_stored_stale():
    before = extending.signature()

    @extend
    def first(article):
        return {"genre": "News"}

    one = extending.signature()
    extend(version=2)(first)
    two = extending.signature()
    withdraw(first)
    assert len({before, one, two}) == 3
    assert extending.signature() == before
