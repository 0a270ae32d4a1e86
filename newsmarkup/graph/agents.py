"""People and organizations as things."""

from __future__ import annotations

from urllib.parse import quote

from newsmarkup.document.article import Agent, Article, Organization, Person, Picture, Site
from newsmarkup.document.identifier import identifier
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.document.trust import OF_NEWS_MEDIA, Address, Contact
from newsmarkup.graph.thing import Graph, Thing, ref, thing


def root(site: Site) -> str:
    return site.url.rstrip("/") + "/"


def agent_id(agent: Agent, site: Site, page: str) -> str:
    """Of one in the registry: the same on every page. Else of this page alone."""
    kind = "person" if isinstance(agent, Person) else "organization"
    if agent.key:
        return f"{root(site)}#{kind}-{agent.key}"
    # Percent-encoded, so that names in any script stay apart.
    return f"{page}#{kind}-{quote('-'.join(agent.name.casefold().split()), safe='')}"


def add_agent(graph: Graph, agent: Agent, site: Site, page: str, *, portrait: Thing | None = None) -> Thing:
    """Add the agent's node and those it refers to; returns a reference. `portrait`: a person's, where the page shows it;
    elsewhere its address alone."""
    id = agent_id(agent, site, page)
    if id in graph:
        return ref(id)
    if isinstance(agent, Organization):
        return graph.add(organization(agent, id))
    affiliation = add_agent(graph, agent.affiliation, site, page) if agent.affiliation else None
    return graph.add(
        thing(
            "Person",
            id,
            name=agent.name,
            url=agent.url,
            sameAs=agent.same_as,
            identifier=identifiers(agent),
            jobTitle=agent.job_title,
            honorificPrefix=agent.honorific_prefix,
            affiliation=affiliation,
            worksFor=affiliation if agent.employed else None,
            knowsAbout=agent.knows_about,
            description=agent.description,
            image=portrait or (agent.image and agent.image.url),
        )
    )


def organization(agent: Organization, id: str) -> Thing:
    """The node. A policy that its kind of organization can't have is left out."""
    news_media = agent.kind == "NewsMediaOrganization"
    contact, address = agent.contact or Contact(), agent.address or Address()
    return thing(
        agent.kind,
        id,
        name=agent.name,
        url=agent.url,
        sameAs=agent.same_as,
        identifier=identifiers(agent),
        legalName=agent.legal_name,
        description=agent.description,
        logo=logo(agent.logo),
        contactPoint=known(
            thing(
                "ContactPoint",
                contactType=contact.kind,
                email=contact.email,
                telephone=contact.telephone,
                url=contact.url,
            ),
            "email",
            "telephone",
            "url",
        ),
        address=known(
            thing(
                "PostalAddress",
                streetAddress=address.street,
                postalCode=address.postal_code,
                addressLocality=address.locality,
                addressRegion=address.region,
                addressCountry=address.country,
            ),
            "streetAddress",
            "addressLocality",
        ),
        **{name: url for name, url in agent.policies if news_media or name not in OF_NEWS_MEDIA},
    )


def known(node: Thing, *any_of: str) -> Thing | None:
    """The node if it has one of these properties: without them it says nothing."""
    return node if any(name in node for name in any_of) else None


def identifiers(agent: Agent) -> list[Thing | str]:
    """As PropertyValue, with who gave it; an address as it is. Lines that say none are left out."""
    found: list[Thing | str] = []
    for line in agent.identifiers:
        try:
            one = identifier(line)
        except ValueError:
            continue
        found.append(
            thing("PropertyValue", propertyID=one.scheme, value=one.value, url=one.url) if one.scheme else one.url
        )
    return found


def logo(picture: Picture | None) -> Thing | None:
    """Nested: search engines ask credit or licence of every ImageObject that is a root node."""
    if picture is None:
        return None
    return thing(
        "ImageObject",
        url=picture.url,
        contentUrl=picture.url,
        width=pixels(picture.width),
        height=pixels(picture.height),
    )


def pixels(value: int | None) -> Thing | None:
    return {"@type": "QuantitativeValue", "value": value, "unitCode": "E37"} if value else None


def speaker_agent(ref_: SpeakerRef | None, article: Article) -> Agent | None:
    """Who is meant. None for nobody, for an anonymous source, and for one no longer in the registry: nobody is invented."""
    if ref_ is None or ref_.kind == "anonymous":
        return None
    if ref_.key:
        return article.speakers.get(ref_.target)
    for agent in (*article.speakers.values(), *(b.agent for b in article.bylines)):
        if agent.name == ref_.name and isinstance(agent, Person) == (ref_.kind == "person"):
            return agent
    return Person("", ref_.name) if ref_.kind == "person" else Organization("", ref_.name)


__all__ = ["add_agent", "agent_id", "logo", "pixels", "ref", "root", "speaker_agent"]
