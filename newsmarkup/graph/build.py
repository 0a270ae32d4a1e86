"""An Article as a graph: what the editor entered and tagged, and nothing invented.

One `@graph`: WebPage, WebSite, BreadcrumbList, NewsArticle (or a subtype, or LiveBlogPosting), ImageObject, VideoObject,
AudioObject, Person, Organization, Quotation, ClaimReview. Sources: schema.org 30.0; Google's article, image, breadcrumb,
paywall, live-blog, video, fact-check and speakable documentation.
"""

from __future__ import annotations

from newsmarkup.document.article import Article, Site
from newsmarkup.graph import facts
from newsmarkup.graph.agents import root
from newsmarkup.graph.claim import add_claims
from newsmarkup.graph.extending import apply
from newsmarkup.graph.liveblog import coverage
from newsmarkup.graph.media import add_media
from newsmarkup.graph.picture import add_picture, shown
from newsmarkup.graph.quotation import add_quotations, sources
from newsmarkup.graph.thing import Graph, Thing, ref, thing


def build(article: Article) -> Graph:
    """The graph of one article's page: what the page carries, and no more."""
    page_id, article_id = article.url, f"{article.url}#article"
    graph = Graph(article_id)
    kind = facts.types(article.kind)
    page = thing("WebPage", page_id, url=article.url, name=article.headline, inLanguage=article.language)
    news = thing(kind, article_id)
    graph.add(page)
    graph.add(news)
    publisher = facts.reference(graph, article, article.publisher)
    page["isPartOf"] = add_site(graph, article.site, publisher)
    page["breadcrumb"] = graph.add(breadcrumb(page, _above(article)))
    page["mainEntity"] = ref(article_id)
    images = [add_picture(graph, p, article, lead=i == 0) for i, p in enumerate(shown(article))]
    if images and "@id" in images[0]:
        page["primaryImageOfPage"] = images[0]
    by = facts.people(graph, article)
    about, mentions = facts.subjects(graph, article)
    mentions += [speaker for speaker in add_quotations(graph, article) if speaker not in (*about, *mentions)]
    videos, audios = add_media(graph, article)
    translations, original = facts.translations(article)
    add_claims(graph, article, publisher or by["author"])
    said = thing(
        kind,
        url=article.url,
        mainEntityOfPage=ref(page_id),
        identifier=article.id,
        version=article.version,
        headline=article.headline,
        alternativeHeadline=article.alternative_headline,
        description=article.description,
        image=images,
        video=videos,
        audio=audios,
        datePublished=article.published,
        dateModified=article.changed,
        author=by["author"],
        editor=by["editor"],
        contributor=by["contributor"],
        publisher=publisher,
        publishingPrinciples=dict(article.publisher.policies).get("publishingPrinciples")
        if article.publisher
        else None,
        sourceOrganization=facts.reference(graph, article, article.source),
        articleSection=article.section.name if article.section else "",
        keywords=article.keywords,
        inLanguage=article.language,
        wordCount=facts.word_count(article) or None,
        about=about,
        mentions=mentions,
        citation=sources(article),
        backstory=article.backstory,
        correction=facts.corrections(graph, article),
        workTranslation=translations,
        translationOfWork=original,
        locationCreated=facts.place(article.dateline),
        speakable=thing("SpeakableSpecification", cssSelector=article.speakable) if article.speakable else None,
        isAccessibleForFree=not article.paywalled,
        hasPart=facts.paid(article),
        **facts.in_print(article),
        **facts.rights(graph, article),
        **coverage(graph, article),
    )
    news.update(said)
    apply(graph, news, article)
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
