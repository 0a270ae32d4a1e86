"""The pages around the articles: front page, section page, profile page, and pages about the paper itself.

Sources: schema.org 30.0; Google's profile page documentation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from newsmarkup.document.article import Agent, Organization, Person, Section, Site
from newsmarkup.document.listed import Listed
from newsmarkup.document.spoken import Spoken
from newsmarkup.graph import facts
from newsmarkup.graph.agents import add_agent, agent_id, root
from newsmarkup.graph.build import add_site, breadcrumb
from newsmarkup.graph.picture import image
from newsmarkup.graph.spoken import add_spoken
from newsmarkup.graph.thing import Graph, Thing, ref, thing

Kind = Literal["WebPage", "AboutPage", "ContactPage"]


def front(site: Site, publisher: Organization | None, articles: Sequence[Listed] = ()) -> Graph:
    """The front page with WebSite, publisher and the articles that it lists."""
    graph = Graph()
    page = thing(
        "CollectionPage" if articles else "WebPage",
        root(site),
        url=root(site),
        name=site.name,
        inLanguage=site.language,
    )
    _put(graph, page, site, publisher)
    if articles:
        page["mainEntity"] = _item_list(graph, articles, page, site)
    return graph


def section(site: Site, section: Section, publisher: Organization | None, articles: Sequence[Listed] = ()) -> Graph:
    """CollectionPage with its breadcrumb and the articles that it lists."""
    graph = Graph()
    page = thing(
        "CollectionPage",
        section.url,
        url=section.url,
        name=section.name,
        description=section.description,
        inLanguage=site.language,
    )
    _put(graph, page, site, publisher)
    page["breadcrumb"] = graph.add(breadcrumb(page, [(site.name, root(site))]))
    if articles:
        page["mainEntity"] = _item_list(graph, articles, page, site)
    return graph


def profile(
    site: Site,
    agent: Agent,
    publisher: Organization | None,
    articles: Sequence[Listed] = (),
    quotations: Sequence[Spoken] = (),
    url: str = "",
) -> Graph:
    """ProfilePage about a person or an organization, with the portrait and what they wrote and said, as far as the page
    lists it. `url`: the page, where it is not the agent's own."""
    graph, url = Graph(), url or agent.url
    page = thing("ProfilePage", url, url=url, name=agent.name, inLanguage=site.language)
    _put(graph, page, site, publisher)
    picture = agent.image if isinstance(agent, Person) else None
    portrait = image(graph, picture, url, lead=True) if picture else None
    page["mainEntity"] = add_agent(graph, agent, site, url, portrait=portrait)
    if portrait:
        page["primaryImageOfPage"] = portrait
    page["breadcrumb"] = graph.add(breadcrumb(page, [(site.name, root(site))]))
    parts = [_article(graph, one, page, site) for one in articles]
    parts += add_spoken(graph, quotations, site)
    if parts:
        page["hasPart"] = parts
    return graph


def about(site: Site, url: str, name: str, publisher: Organization | None, kind: Kind = "AboutPage") -> Graph:
    """A page about the paper, such as one of its policies."""
    graph = Graph()
    page = thing(kind, url, url=url, name=name, inLanguage=site.language)
    _put(graph, page, site, publisher)
    page["breadcrumb"] = graph.add(breadcrumb(page, [(site.name, root(site))]))
    if publisher:
        page["about"] = add_agent(graph, publisher, site, root(site))
    return graph


def _put(graph: Graph, page: Thing, site: Site, publisher: Organization | None) -> None:
    """The page first, then the site that it is part of."""
    graph.add(page)
    page["isPartOf"] = add_site(graph, site, add_agent(graph, publisher, site, root(site)) if publisher else None)


def _item_list(graph: Graph, articles: Sequence[Listed], page: Thing, site: Site) -> Thing:
    items = [
        thing("ListItem", position=n, name=one.headline, item=_article(graph, one, page, site))
        for n, one in enumerate(articles, 1)
    ]
    return {**thing("ItemList", numberOfItems=len(items)), "itemListElement": items}


def _article(graph: Graph, article: Listed, page: Thing, site: Site) -> Thing:
    """What the page shows of it. Its author is named where the page is the author's own."""
    own = page.get("mainEntity", {}).get("@id")
    ids = [agent_id(Person(key, ""), site, page["url"]) for key in article.authors]
    return thing(
        facts.types(article.kind),
        f"{article.url}#article",
        url=article.url,
        headline=article.headline,
        description=article.description,
        inLanguage=article.language,
        datePublished=article.published,
        dateModified=article.modified or article.published,
        author=ref(own) if own in ids else None,
        image=image(graph, article.picture, page["url"]) if article.picture else None,
    )


__all__ = ["about", "front", "profile", "ref", "section"]
