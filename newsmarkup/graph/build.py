"""An Article as a graph: what the editor entered and tagged, and nothing invented.

One `@graph`: WebPage, WebSite, BreadcrumbList, NewsArticle, ImageObject, Person, Organization, Quotation. Sources:
schema.org 30.0; Google's article, image, breadcrumb and paywall documentation.
"""

from __future__ import annotations

from newsmarkup.document.article import Article, Person, Site
from newsmarkup.document.passage import Passage
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.graph.agents import add_agent, root, speaker_agent
from newsmarkup.graph.picture import add_picture, shown
from newsmarkup.graph.thing import Graph, Thing, ref, thing


def build(article: Article) -> Graph:
    """The graph of one article's page. Of a paywalled one, only what everyone may read."""
    graph = Graph()
    page_id, article_id = article.url, f"{article.url}#article"
    page = thing("WebPage", page_id, url=article.url, name=article.headline, inLanguage=article.language)
    news = thing("NewsArticle", article_id)
    graph.add(page)
    graph.add(news)
    publisher = add_agent(graph, article.publisher, article.site, article.url) if article.publisher else None
    page["isPartOf"] = add_site(graph, article.site, publisher)
    page["breadcrumb"] = graph.add(breadcrumb(page, _above(article)))
    page["mainEntity"] = ref(article_id)
    images = [add_picture(graph, p, article, lead=i == 0) for i, p in enumerate(shown(article))]
    if images and "@id" in images[0]:
        page["primaryImageOfPage"] = images[0]
    mentions = _quotations(graph, article, article_id)
    by: dict[str, list[Thing]] = {"author": [], "editor": [], "contributor": []}
    for byline in article.bylines:
        # schema.org's editor is a Person; an organization that edited is a contributor.
        role = byline.role if byline.role != "editor" or isinstance(byline.agent, Person) else "contributor"
        by[role].append(add_agent(graph, byline.agent, article.site, article.url))
    facts = thing(
        "NewsArticle",
        url=article.url,
        mainEntityOfPage=ref(page_id),
        headline=article.headline,
        alternativeHeadline=article.alternative_headline,
        description=article.description,
        image=images,
        datePublished=article.published,
        dateModified=article.modified or article.published,
        author=by["author"],
        editor=by["editor"],
        contributor=by["contributor"],
        publisher=publisher,
        articleSection=article.section.name if article.section else "",
        keywords=article.keywords,
        dateline=article.dateline,
        inLanguage=article.language,
        wordCount=article.body.word_count or None,
        isAccessibleForFree=not article.paywalled,
        mentions=mentions,
    )
    news.update(facts)
    return graph


def add_site(graph: Graph, site: Site, publisher: Thing | None) -> Thing:
    """The WebSite node; returns a reference."""
    return graph.add(
        thing(
            "WebSite",
            f"{root(site)}#website",
            url=root(site),
            name=site.name,
            inLanguage=site.language,
            publisher=publisher,
        )
    )


def breadcrumb(page: Thing, steps: list[tuple[str, str]]) -> Thing:
    """`steps` are (name, URL) from the front page down to above `page`, which is the last item."""
    items = [(name, {"@type": "WebPage", "@id": url}) for name, url in steps]
    items.append((page["name"], {"@type": page["@type"], "@id": page["@id"]}))
    return thing(
        "BreadcrumbList",
        f"{page['@id']}#breadcrumb",
        itemListElement=[
            thing("ListItem", position=n, name=name, item=item) for n, (name, item) in enumerate(items, 1)
        ],
    )


def _above(article: Article) -> list[tuple[str, str]]:
    steps = [(article.site.name, root(article.site))]
    if article.section and article.section.url:
        steps.append((article.section.name, article.section.url))
    return steps


def _quotations(graph: Graph, article: Article, article_id: str) -> list[Thing]:
    """A node for each quotation; returns references to the speakers, each once."""
    mentioned: dict[str, Thing] = {}
    part_of = ref(article_id)
    speakers: dict[SpeakerRef | None, Thing | None] = {}
    quotations = [p for p in article.open_passages if p.role == "quotation"]
    for position, passage in enumerate(quotations, 1):
        try:
            speaker = speakers[passage.speaker]
        except KeyError:
            agent = speaker_agent(passage.speaker, article)
            speaker = add_agent(graph, agent, article.site, article.url) if agent else None
            speakers[passage.speaker] = speaker
            if speaker:
                mentioned.setdefault(speaker["@id"], speaker)
        graph.add(_quotation(passage, position, speaker, article, part_of))
    return list(mentioned.values())


def _quotation(passage: Passage, position: int, speaker: Thing | None, article: Article, part_of: Thing) -> Thing:
    """Alleged words are spoken by a character, not made by a creator; a paraphrase or a pull quote never comes here."""
    id = f"{article.url}#quote-{passage.id}"
    return thing(
        "Quotation",
        id,
        text=passage.text,
        creator=None if passage.alleged else speaker,
        spokenByCharacter=speaker,
        isPartOf=part_of,
        isBasedOn=passage.cite,
        inLanguage=passage.lang or article.language,
        position=position,
        url=id,
    )
