"""Quotations of many articles as nodes: of a speaker's page, and of the archive's lists."""

from __future__ import annotations

from collections.abc import Sequence

from newsmarkup.document.article import Site
from newsmarkup.document.spoken import Spoken
from newsmarkup.graph import facts
from newsmarkup.graph.agents import add_agent
from newsmarkup.graph.thing import Graph, Thing, ref, thing


def add_spoken(graph: Graph, spoken: Sequence[Spoken], site: Site) -> list[Thing]:
    """Add the quotations with their speakers; returns references. Their @ids are those of the article's own page. The
    article, as far as a list names it, is nested in its first one: search engines ask much of one that is a root node."""
    named: set[str] = set()
    return [_add(graph, one, site, named) for one in spoken]


def _add(graph: Graph, one: Spoken, site: Site, named: set[str]) -> Thing:
    speaker = add_agent(graph, one.speaker, site, one.article.url) if one.speaker else None
    article = f"{one.article.url}#article"
    part_of = ref(article)
    if article not in named:
        named.add(article)
        part_of = thing(
            facts.types(one.article.kind),
            article,
            url=one.article.url,
            headline=one.article.headline,
            inLanguage=one.article.language,
            datePublished=one.article.published,
        )
    return graph.add(
        thing(
            "Quotation",
            one.url,
            text=one.text,
            creator=None if one.alleged else speaker,
            spokenByCharacter=speaker,
            isPartOf=part_of,
            isBasedOn=one.cite,
            recordedAt=thing("Event", name=one.occasion) if one.occasion else None,
            inLanguage=one.language,
            datePublished=one.article.published,
            url=one.url,
        )
    )


def listing(spoken: Sequence[Spoken], address: str, site: Site) -> Graph:
    """An ItemList of quotations with the nodes it names."""
    graph = Graph(address)
    items: list[Thing] = []
    listed = {**thing("ItemList", address, url=address, numberOfItems=len(spoken)), "itemListElement": items}
    graph.add(listed)
    items += [thing("ListItem", position=n, item=item) for n, item in enumerate(add_spoken(graph, spoken, site), 1)]
    return graph
