"""Quotations as nodes: who said what, where it stands, what it is taken from."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from newsmarkup.document.article import Article
from newsmarkup.document.passage import Passage, passages
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.graph.agents import add_agent, speaker_agent
from newsmarkup.graph.fragment import Fragments
from newsmarkup.graph.pagetext import PageText
from newsmarkup.graph.thing import Graph, Thing, ref, thing
from newsmarkup.roles import registered

Quoted = tuple[Passage, str, str]  # the passage, the id of its element in the page, the @id of what it is part of


def quotations(article: Article) -> Iterator[Quoted]:
    """Of what the page carries: those of the text, then those of a live blog's updates."""
    for passage in article.open_passages:
        if passage.role == "quotation":
            yield passage, f"quote-{passage.id}", f"{article.url}#article"
    for update in article.open_updates:
        for passage in passages(update.body, registered()):
            if passage.role == "quotation":
                yield passage, update.quotation(passage.id), f"{article.url}#{update.anchor}"


def add_quotations(graph: Graph, article: Article) -> list[Thing]:
    """A node for each quotation; returns references to the speakers, each once."""
    found = list(quotations(article))
    fragment = Fragments(PageText.of(article)).fragment if found else str
    speaker_of = _speakers(graph, article)
    mentioned: dict[str, Thing] = {}
    for position, (passage, element, part_of) in enumerate(found, 1):
        speaker = speaker_of(passage.speaker)
        if speaker:
            mentioned.setdefault(speaker["@id"], speaker)
        graph.add(
            thing(
                "Quotation",
                f"{article.url}#{element}",
                text=passage.text,
                # Alleged words are spoken by a character, not made by a creator.
                creator=None if passage.alleged else speaker,
                spokenByCharacter=speaker,
                isPartOf=ref(part_of),
                isBasedOn=passage.cite,
                recordedAt=thing("Event", name=passage.occasion) if passage.occasion else None,
                inLanguage=passage.lang or article.language,
                position=position,
                url=f"{article.url}#{fragment(element)}",
            )
        )
    return list(mentioned.values())


def sources(article: Article) -> list[Thing]:
    """The documents that quotations are taken from, each once."""
    cited = dict.fromkeys(passage.cite for passage, _element, _part_of in quotations(article) if passage.cite)
    return [thing("CreativeWork", url=url) for url in cited]


def _speakers(graph: Graph, article: Article) -> Callable[[SpeakerRef | None], Thing | None]:
    known: dict[SpeakerRef | None, Thing | None] = {}

    def node(speaker: SpeakerRef | None) -> Thing | None:
        if speaker not in known:
            agent = speaker_agent(speaker, article)
            known[speaker] = add_agent(graph, agent, article.site, article.url) if agent else None
        return known[speaker]

    return node
