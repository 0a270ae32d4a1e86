"""Checked claims as ClaimReview: what was claimed, by whom, and how true it is.

Source: Google's fact-check documentation (claimReviewed, reviewRating and url are required).
"""

from __future__ import annotations

from newsmarkup.document.article import Agent, Article
from newsmarkup.document.attached import Claim
from newsmarkup.graph.agents import add_agent, speaker_agent
from newsmarkup.graph.quotation import quotations
from newsmarkup.graph.thing import Graph, Thing, ref, thing


def add_claims(graph: Graph, article: Article, author: Thing | list[Thing] | None) -> None:
    """A node for each claim that the page checks; `author` is who checks."""
    if article.withheld or not article.claims:
        return
    elements = {passage.id: element for passage, element, _part_of in quotations(article)}
    for claim in article.claims:
        who, element = claimant(claim, article), elements.get(claim.quotation)
        appearances = [thing("CreativeWork", url=claim.appearance)] if claim.appearance else []
        if element:
            appearances.append(ref(f"{article.url}#{element}"))
        graph.add(
            thing(
                "ClaimReview",
                f"{article.url}#claim-{claim.key}",
                url=f"{article.url}#claim-{claim.key}",
                claimReviewed=claim.text,
                author=author,
                datePublished=article.published,
                inLanguage=article.language,
                isPartOf=ref(f"{article.url}#article"),
                reviewRating=_rating(claim),
                itemReviewed=thing(
                    "Claim",
                    name=claim.text,
                    author=who and add_agent(graph, who, article.site, article.url),
                    datePublished=claim.claimed and claim.claimed.isoformat(),
                    appearance=appearances,
                ),
            )
        )


def claimant(claim: Claim, article: Article) -> Agent | None:
    """Who made the claim: as the editor says, else the speaker of the quotation."""
    spoken = (passage.speaker for passage in article.passages if passage.id == claim.quotation)
    return claim.claimant or speaker_agent(next(spoken, None), article)


def _rating(claim: Claim) -> Thing:
    return thing(
        "Rating",
        ratingValue=claim.rating,
        bestRating=claim.best if claim.rating is not None else None,
        worstRating=claim.worst if claim.rating is not None else None,
        alternateName=claim.rating_name,
    )
