"""The graph of an article in the typed objects of a schema.org library: the nodes and properties that ours has.

Neither of these libraries reads an article's text. They get the passages that newsmarkup has read.
"""

from __future__ import annotations

from typing import Any

from newsmarkup.document.article import Agent, Article, Person, Picture
from newsmarkup.document.passage import Passage
from newsmarkup.graph.agents import agent_id, root, speaker_agent
from newsmarkup.graph.picture import shown

PASSAGES_GIVEN = "passages given"
TYPES = (
    "BreadcrumbList", "GovernmentOrganization", "ImageObject", "ListItem", "NewsArticle", "NewsMediaOrganization",
    "Organization", "Person", "QuantitativeValue", "Quotation", "WebPage", "WebSite",
)  # fmt: skip


# What a script element can't carry as it is: ours escapes it, and these libraries leave it to the caller.
_ESCAPES = (("<", "\\u003C"), (">", "\\u003E"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))


def for_a_page(data: bytes | str) -> str:
    """Their JSON as text that may stand in a page, as ours may."""
    text = data.decode() if isinstance(data, bytes) else data
    for character, escape in _ESCAPES:
        if character in text:
            text = text.replace(character, escape)
    return text


def nodes(article: Article, t: Any) -> list[Any]:
    """The nodes of the `@graph`; `t` has a constructor for each of TYPES, whose `id` is the `@id`."""
    return _Typed(article, t).nodes()


class _Typed:
    def __init__(self, article: Article, t: Any) -> None:
        self.article, self.t = article, t
        self.url, self.root = article.url, root(article.site)
        self.agents: dict[str, Any] = {}
        self.references: dict[str, Any] = {}

    def nodes(self) -> list[Any]:
        article, t = self.article, self.t
        this = t.NewsArticle(id=f"{self.url}#article")
        publisher = self.agent(article.publisher)
        authors = [self.agent(byline.agent) for byline in article.bylines]
        pictures = list(shown(article))
        photos = [t.ImageObject(id=self.photo_id(p)) for p in pictures]
        mentions: dict[int, Any] = {}
        quotations = []
        for n, passage in enumerate((p for p in article.open_passages if p.role == "quotation"), 1):
            known = speaker_agent(passage.speaker, article)
            speaker = self.agent(known) if known else None
            if speaker is not None:
                mentions[id(speaker)] = speaker
            quotations.append(self.quotation(n, passage, speaker, this))
        website, breadcrumb = f"{self.root}#website", f"{self.url}#breadcrumb"
        steps = [
            (article.site.name, self.root),
            (article.section.name, article.section.url),
            (article.headline, self.url),
        ]
        return [
            t.WebPage(
                id=self.url, url=self.url, name=article.headline, inLanguage=article.language,
                isPartOf=t.WebSite(id=website), breadcrumb=t.BreadcrumbList(id=breadcrumb), mainEntity=this,
                primaryImageOfPage=photos[0],
            ),
            t.NewsArticle(
                id=f"{self.url}#article", url=self.url, mainEntityOfPage=t.WebPage(id=self.url),
                headline=article.headline, alternativeHeadline=article.alternative_headline,
                description=article.description, image=photos, datePublished=article.published,
                dateModified=article.modified, author=authors, publisher=publisher,
                articleSection=article.section.name, keywords=list(article.keywords), dateline=article.dateline,
                inLanguage=article.language, wordCount=article.body.word_count,
                isAccessibleForFree=not article.paywalled, mentions=list(mentions.values()),
            ),
            t.WebSite(id=website, url=self.root, name=article.site.name, inLanguage=article.site.language,
                      publisher=publisher),
            t.BreadcrumbList(
                id=breadcrumb,
                itemListElement=[t.ListItem(position=n, name=name, item=t.WebPage(id=at))
                                 for n, (name, at) in enumerate(steps, 1)],
            ),
            *(self.photo(p, lead=n == 0) for n, p in enumerate(pictures)),
            *self.agents.values(),
            *quotations,
        ]  # fmt: skip

    def agent(self, agent: Agent) -> Any:
        """A reference to the agent; its node is made once."""
        t, id = self.t, agent_id(agent, self.article.site, self.url)
        if id in self.references:
            return self.references[id]
        said = {"id": id, "name": agent.name, "url": agent.url or None, "sameAs": list(agent.same_as) or None}
        if isinstance(agent, Person):
            self.references[id] = t.Person(id=id)
            self.agents[id] = t.Person(
                **said, jobTitle=agent.job_title or None,
                affiliation=self.agent(agent.affiliation) if agent.affiliation else None,
            )  # fmt: skip
        else:
            self.references[id] = t.Organization(id=id)
            logo = agent.logo and t.ImageObject(
                url=agent.logo.url, contentUrl=agent.logo.url, width=self.pixels(agent.logo.width),
                height=self.pixels(agent.logo.height),
            )  # fmt: skip
            self.agents[id] = getattr(t, agent.kind)(**said, legalName=agent.legal_name or None, logo=logo)
        return self.references[id]

    def quotation(self, n: int, passage: Passage, speaker: Any, this: Any) -> Any:
        id = f"{self.url}#quote-{passage.id}"
        return self.t.Quotation(
            id=id, text=passage.text, creator=None if passage.alleged else speaker, spokenByCharacter=speaker,
            isPartOf=this, isBasedOn=passage.cite or None, inLanguage=passage.lang or self.article.language,
            position=n, url=id,
        )  # fmt: skip

    def photo_id(self, picture: Picture) -> str:
        return f"{self.url}#photo-{picture.key}"

    def photo(self, picture: Picture, *, lead: bool) -> Any:
        t = self.t
        return t.ImageObject(
            id=self.photo_id(picture), url=picture.url, contentUrl=picture.url, encodingFormat=picture.media_type,
            width=self.pixels(picture.width), height=self.pixels(picture.height), caption=picture.caption,
            description=picture.alt, creator=[t.Person(name=name) for name in picture.creators],
            creditText=picture.credit_line, sourceOrganization=t.Organization(name=picture.source),
            copyrightNotice=picture.copyright_notice, copyrightHolder=t.Organization(name=picture.copyright_holder),
            license=picture.license_url, acquireLicensePage=picture.acquire_license_url,
            digitalSourceType=f"https://schema.org/{picture.digital_source_type}",
            representativeOfPage=True if lead else None,
        )  # fmt: skip

    def pixels(self, value: int) -> Any:
        return self.t.QuantitativeValue(value=value, unitCode="E37")
