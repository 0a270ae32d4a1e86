"""The pages around the articles: front page, section page, profile page."""

from __future__ import annotations

from newsmarkup.document.article import Organization, Person, Section, Site
from newsmarkup.graph.agents import add_agent, root
from newsmarkup.graph.build import add_site, breadcrumb
from newsmarkup.graph.thing import Graph, ref, thing


def front(site: Site, publisher: Organization | None) -> Graph:
    """WebPage, WebSite and the publisher."""
    graph = Graph()
    page = thing("WebPage", root(site), url=root(site), name=site.name, inLanguage=site.language)
    graph.add(page)
    page["isPartOf"] = _site(graph, site, publisher)
    return graph


def section(site: Site, section: Section, publisher: Organization | None) -> Graph:
    """CollectionPage with its breadcrumb."""
    graph = Graph()
    page = thing("CollectionPage", section.url, url=section.url, name=section.name, inLanguage=site.language)
    graph.add(page)
    page["isPartOf"] = _site(graph, site, publisher)
    page["breadcrumb"] = graph.add(breadcrumb(page, [(site.name, root(site))]))
    return graph


def profile(site: Site, person: Person, publisher: Organization | None) -> Graph:
    """ProfilePage about its person (Google's profile page documentation)."""
    graph = Graph()
    page = thing("ProfilePage", person.url, url=person.url, name=person.name, inLanguage=site.language)
    graph.add(page)
    page["isPartOf"] = _site(graph, site, publisher)
    page["mainEntity"] = add_agent(graph, person, site, person.url)
    page["breadcrumb"] = graph.add(breadcrumb(page, [(site.name, root(site))]))
    return graph


def _site(graph: Graph, site: Site, publisher: Organization | None) -> dict[str, str]:
    return add_site(graph, site, add_agent(graph, publisher, site, root(site)) if publisher else None)


__all__ = ["front", "profile", "ref", "section"]
