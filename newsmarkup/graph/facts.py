"""What the editor entered beside the text, as properties of the article's node.

Sources: schema.org 30.0; Google's article and paywall documentation.
"""

from __future__ import annotations

import re

from newsmarkup.document.article import LIVE_BLOG, Agent, Article, Person, teaser
from newsmarkup.document.attached import Printed, Rights
from newsmarkup.graph.agents import add_agent
from newsmarkup.graph.thing import Graph, Thing, thing

PAYWALLED = ".newsmarkup-paywalled"  # what a soft paywall hides, in the page

# A byline that names nobody. An adapter may hand such as a Person; it means the newsroom.
_NOBODY = re.compile(
    r"(?:our |the )?(?:staff|newsroom|news ?desk|web ?desk|editorial (?:team|board|staff)|editors?|admin(?:istrator)?)"
    r"(?: (?:writers?|reporters?|reports?))?|redaktion(?:en)?|redactie|(?:la )?rédaction|redacción|redazione|redação",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\s*[(\[/–—|]")


def types(kind: str) -> str | list[str]:
    """The subtypes of NewsArticle are pending in schema.org: they go out beside it."""
    return kind if kind in ("NewsArticle", LIVE_BLOG) else ["NewsArticle", kind]


def people(graph: Graph, article: Article) -> dict[str, list[Thing]]:
    """Who made it, each a node of its own, as author, editor and contributor. schema.org's editor is a Person: an
    organization that edited is a contributor."""
    by: dict[str, list[Thing]] = {"author": [], "editor": [], "contributor": []}
    for byline in article.bylines:
        agent: Agent | None = byline.agent
        if isinstance(agent, Person) and not agent.key and _NOBODY.fullmatch(agent.name.strip()):
            agent = article.publisher
        role = byline.role if byline.role != "editor" or isinstance(agent, Person) else "contributor"
        node = reference(graph, article, agent)
        if node and node not in by[role]:
            by[role].append(node)
    return by


def reference(graph: Graph, article: Article, agent: Agent | None) -> Thing | None:
    return add_agent(graph, agent, article.site, article.url) if agent else None


def subjects(graph: Graph, article: Article) -> tuple[list[Thing], list[Thing]]:
    """What it is about, and what it mentions."""
    found: tuple[list[Thing], list[Thing]] = ([], [])
    for subject in article.subjects:
        node = reference(graph, article, subject.agent) or thing("Thing", name=subject.name, sameAs=subject.url)
        found[0 if subject.main else 1].append(node)
    return found


def corrections(graph: Graph, article: Article) -> list[Thing]:
    return [
        thing(
            "CorrectionComment",
            text=correction.text,
            datePublished=correction.at,
            author=reference(graph, article, correction.author),
        )
        for correction in article.corrections
    ]


def translations(article: Article) -> tuple[list[Thing], list[Thing]]:
    """Those made from it, and what it was made from. Those that were made from the same original are neither."""
    nodes = [
        (
            other.original,
            thing(
                "CreativeWork", f"{other.url}#article", url=other.url, name=other.headline, inLanguage=other.language
            ),
        )
        for other in article.translations
    ]
    original = [node for is_original, node in nodes if is_original]
    return [] if original else [node for _is_original, node in nodes], original


def word_count(article: Article) -> int:
    return article.body.word_count + sum(update.body.word_count for update in article.updates)


def place(dateline: str) -> Thing | None:
    """Where it was written, without the agency or the date behind it: "SALTMERE (CPA)"."""
    name = _BEHIND.split(dateline, maxsplit=1)[0].strip()
    return thing("Place", name=name) if name else None


def paid(article: Article) -> Thing | None:
    """What a soft paywall hides. Of an article whose text the server withholds, the page has no such part."""
    if not article.paywalled or article.withheld:
        return None
    if teaser(article.body) == article.body and not (article.open_updates or article.claims or article.media):
        return None
    return thing("WebPageElement", isAccessibleForFree=False, cssSelector=PAYWALLED)


def rights(graph: Graph, article: Article) -> Thing:
    """The properties that say whose text it is."""
    known = article.rights or Rights()
    return {
        "copyrightHolder": reference(graph, article, known.holder),
        "copyrightYear": known.year,
        "copyrightNotice": known.notice,
        "creditText": known.credit,
        "license": known.license_url,
        "usageInfo": known.usage_url,
    }


def in_print(article: Article) -> Thing:
    """What NewsArticle alone has: a live blog has no dateline and is never printed."""
    if article.kind == LIVE_BLOG:
        return {}
    printed = article.printed or Printed()
    return {
        "dateline": article.dateline,
        "printEdition": printed.edition,
        "printSection": printed.section,
        "printPage": printed.page,
        "printColumn": printed.column,
    }
