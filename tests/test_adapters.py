"""A newsroom's own article model: page tags and JSON-LD work on it through an adapter, its schema unchanged."""

import json

import pytest
from django.template import Context, Template
from django.utils import timezone

from newsmarkup import adapters, publishing
from newsmarkup.adapters import ArticleAdapter, adapter_for, register
from newsmarkup.errors import UnknownName
from newsmarkup.models import Person
from tests.wire.adapters import StoryAdapter
from tests.wire.models import Story, Writer


@pytest.fixture
def story(db, monkeypatch):
    monkeypatch.setattr(adapters, "_adapters", {})
    register(Story)(StoryAdapter)
    Person.objects.create(key="holm", name="Ada Holm")
    story = Story.objects.create(
        title="Ferry back",
        desk="harbour",
        live=True,
        went_live=timezone.now(),
        html='<P onclick=x>Yes. <q data-speaker="person:holm">“It is back.”</q><script>alert(1)</script>',
    )
    story.writers.add(Writer.objects.create(full_name="Nora Lind"))
    return story


def test_the_page_tags_and_the_graph(story):
    page = Template(
        "{% load newsmarkup %}{% newsmarkup_head story %}{% newsmarkup_jsonld story %}{% newsmarkup_body story %}"
    ).render(Context({"story": story}))
    assert "onclick" not in page
    assert "alert" not in page
    assert '<link rel="canonical" href="https://paper.example/stories/' in page
    graph = json.loads(publishing.ready([story])[0].jsonld)["@graph"]
    by_type = {node["@type"]: node for node in graph}
    assert by_type["NewsArticle"]["headline"] == "Ferry back"
    assert by_type["NewsArticle"]["articleSection"] == "Harbour"
    assert by_type["Quotation"]["text"] == "It is back."
    people = {node["@id"]: node["name"] for node in graph if node["@type"] == "Person"}
    assert people[by_type["Quotation"]["creator"]["@id"]] == "Ada Holm"
    assert people[by_type["NewsArticle"]["author"]["@id"]] == "Nora Lind"


def test_what_is_not_written_says_what_to_write(story, monkeypatch):
    class Empty(ArticleAdapter):
        pass

    register(Story)(Empty)
    with pytest.raises(
        NotImplementedError, match=r"Empty has no body\(\): write `def body\(self, obj\)` for wire.Story"
    ):
        publishing.articles([story])


def test_a_model_without_an_adapter_is_named():
    with pytest.raises(UnknownName, match="wire.Writer"):
        adapter_for(Writer)
