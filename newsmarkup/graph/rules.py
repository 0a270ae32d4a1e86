"""Rules: what an article lacks, in words an editor can act on.

A rule is a generator over a `Case`, registered under the codes of the problems it reports. Sources: Google's article
and image documentation; IPTC Photo Metadata; the craft's own rules (a pull quote repeats, a quotation has a speaker).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from newsmarkup.document.article import Article, Picture
from newsmarkup.document.node import Node, plain_text
from newsmarkup.document.passage import Passage
from newsmarkup.document.problem import Problem
from newsmarkup.roles.quotation import words

MAX_HEADLINE = 110  # Google: longer headlines may be cut
MAX_PULLQUOTE = 120

_GAP = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\s*")
_MARKS = str.maketrans({**dict.fromkeys('“”„‟«»‹›"', "'"), **dict.fromkeys("‘’‚‛", "'"), "\u00a0": " ", "\u00ad": None})


@dataclass(frozen=True, slots=True)
class Case:
    """An article and what its row says about publishing. `status` is draft, review, published or withdrawn."""

    article: Article
    now: datetime
    status: str = "draft"
    embargo: datetime | None = None


Rule = Callable[[Case], Iterator[Problem]]
RULES: dict[str, Rule] = {}


def rule(*codes: str) -> Callable[[Rule], Rule]:
    def take(function: Rule) -> Rule:
        RULES.update(dict.fromkeys(codes, function))
        return function

    return take


def check(case: Case) -> tuple[Problem, ...]:
    """All problems: the worst first, then in the order of the rules and of the text."""
    found = [problem for function in dict.fromkeys(RULES.values()) for problem in function(case)]
    rank = ("error", "warning", "notice")
    return tuple(sorted(found, key=lambda problem: rank.index(problem.severity)))


# -- facts ---------------------------------------------------------------------------------------------------------


@rule("missing-headline", "long-headline")
def headline(case: Case) -> Iterator[Problem]:
    length = len(case.article.headline)
    if not case.article.headline.strip():
        yield Problem("missing-headline", "The article has no headline.", "Write one.", "error", field="headline")
    elif length > MAX_HEADLINE:
        yield Problem(
            "long-headline",
            f"The headline has {length} characters; search engines cut it after about {MAX_HEADLINE}.",
            "Shorten it.",
            field="headline",
        )


@rule("missing-body")
def body(case: Case) -> Iterator[Problem]:
    if not case.article.body.text.strip():
        yield Problem("missing-body", "The article has no text.", "Write or paste it.", field="body")


@rule("missing-description")
def description(case: Case) -> Iterator[Problem]:
    if not case.article.description.strip():
        yield Problem(
            "missing-description",
            "There is no description: lists and search engines will choose a piece of the text themselves.",
            "Say in one or two sentences what the article tells.",
            field="description",
        )


@rule("missing-section")
def section(case: Case) -> Iterator[Problem]:
    if case.article.section is None:
        yield Problem("missing-section", "The article is in no section.", "Choose one.", field="section")


@rule("missing-publisher")
def publisher(case: Case) -> Iterator[Problem]:
    if case.article.publisher is None:
        yield Problem(
            "missing-publisher", "Nobody is named as the publisher.", "Choose your organization.", field="publisher"
        )


@rule("missing-author")
def author(case: Case) -> Iterator[Problem]:
    if not case.article.authors:
        yield Problem(
            "missing-author",
            "The article has no author.",
            "Add a byline; a text by the newsroom can name the paper itself.",
            field="bylines",
        )


@rule("missing-lead")
def lead(case: Case) -> Iterator[Problem]:
    if case.article.lead is None:
        yield Problem(
            "missing-lead",
            "The article has no lead picture.",
            "Choose one: search engines and social media show it.",
            "notice",
            field="lead_photo",
        )


# -- publishing ----------------------------------------------------------------------------------------------------


@rule("published-without-date")
def date(case: Case) -> Iterator[Problem]:
    if case.status == "published" and case.article.published is None:
        yield Problem(
            "published-without-date",
            "The article is published without a date.",
            "Enter when it was published; saving it enters the present time.",
            "error",
            field="published_at",
        )


@rule("changed-before-published")
def order(case: Case) -> Iterator[Problem]:
    published, modified = case.article.published, case.article.modified
    if published and modified and modified < published:
        yield Problem(
            "changed-before-published",
            "The last change is before the publication.",
            "Correct one of the two times.",
            "error",
            field="modified_at",
        )


@rule("embargo-past", "embargo-holds")
def embargo(case: Case) -> Iterator[Problem]:
    if case.embargo is None:
        return
    if case.embargo <= case.now:
        yield Problem(
            "embargo-past",
            "The embargo is over.",
            "Nothing needs to be done; it can be cleared.",
            "notice",
            field="embargo_until",
        )
    elif case.status == "published":
        yield Problem(
            "embargo-holds",
            "The embargo still holds: readers don't see the article yet.",
            "It appears by itself when the embargo ends.",
            "notice",
            field="embargo_until",
        )


# -- quotations ----------------------------------------------------------------------------------------------------


@rule("quotation-without-speaker", "speaker-unknown")
def speakers(case: Case) -> Iterator[Problem]:
    for passage in case.article.passages:
        if passage.role == "quotation" and passage.speaker is None:
            yield Problem(
                "quotation-without-speaker",
                f"Nobody is named as the speaker of {_start(passage)}.",
                "Name the speaker, or choose “Anonymous source”.",
                passage=passage.id,
            )
        target = passage.speaker.target if passage.speaker else ""
        if passage.role in ("quotation", "pullquote") and target and target not in case.article.speakers:
            yield Problem(
                "speaker-unknown",
                f"The speaker of {_start(passage)} ({target}) is not in the registry.",
                "Name the speaker again.",
                "error",
                passage=passage.id,
            )


@rule("attribution-alone")
def attributions(case: Case) -> Iterator[Problem]:
    known = {p.id for p in case.article.passages if p.role in ("quotation", "pullquote")}
    for passage in case.article.passages:
        if passage.role == "attribution" and not known.intersection(passage.quotations):
            yield Problem(
                "attribution-alone",
                f"The attribution {_start(passage)} is joined to no quotation.",
                "Tag the quotation, then tag these words again; or untag them.",
                passage=passage.id,
            )


# -- pull quotes ---------------------------------------------------------------------------------------------------


@rule("pullquote-long", "pullquote-not-in-text", "pullquote-other-speaker")
def pullquotes(case: Case) -> Iterator[Problem]:
    sources = repeated(case.article)
    by_id = {passage.id: passage for passage in case.article.passages}
    text = _flat(plain_text(tuple(b for b in case.article.body.blocks if b.name != "aside")))
    for passage in case.article.passages:
        if passage.role != "pullquote":
            continue
        if len(passage.text) > MAX_PULLQUOTE:
            yield Problem(
                "pullquote-long",
                f"The pull quote {_start(passage)} has {len(passage.text)} characters.",
                f"{MAX_PULLQUOTE} are as much as a reader takes in at a glance: shorten it.",
                passage=passage.id,
            )
        if passage.id not in sources and not _holds(text, passage.text):
            yield Problem(
                "pullquote-not-in-text",
                f"The words of the pull quote {_start(passage)} are not in the text.",
                "A pull quote repeats: take its words from the text, or mark what you left out with “…”.",
                passage=passage.id,
            )
        source = by_id.get(sources.get(passage.id, ""))
        if source and passage.speaker and source.speaker and passage.speaker != source.speaker:
            yield Problem(
                "pullquote-other-speaker",
                f"The pull quote {_start(passage)} names another speaker than the quotation it repeats.",
                "Name the same speaker on both.",
                "error",
                passage=passage.id,
            )


def repeated(article: Article) -> dict[str, str]:
    """The id of each pull quote that repeats a quotation → that quotation's id. Computed, never stored."""
    quotations = [(p.id, _flat(p.text)) for p in article.passages if p.role == "quotation"]
    out = {}
    for pullquote in article.passages:
        if pullquote.role != "pullquote":
            continue
        # The shortest one that holds the words: of nested quotations the inner.
        holding = [(len(text), id) for id, text in quotations if _holds(text, pullquote.text)]
        if holding:
            out[pullquote.id] = min(holding)[1]
    return out


def _flat(text: str) -> str:
    return " ".join(text.translate(_MARKS).split()).casefold()


def _holds(text: str, repeated: str) -> bool:
    """Whether the flat `text` holds the words; what an ellipsis leaves out may be missing."""
    at = 0
    pieces = [piece for piece in (_flat(p).strip(" '.,;:!?–—-") for p in _GAP.split(words(repeated))) if piece]
    for piece in pieces:
        found = text.find(piece, at)
        if found == -1:
            return False
        at = found + len(piece)
    return bool(pieces)


# -- pictures ------------------------------------------------------------------------------------------------------


@rule(
    "picture-without-alt",
    "picture-without-credit",
    "picture-without-license",
    "picture-unknown",
    "caption-without-picture",
)
def pictures(case: Case) -> Iterator[Problem]:
    article = case.article
    for block in article.body.blocks:
        if block.name != "figure":
            continue
        under = {n.get("data-role") or n.name: n for n in block.walk()}
        image, caption = under.get("img"), under.get("figcaption")
        place = caption.get("data-id") if caption else None
        if image is None:
            yield Problem(
                "caption-without-picture",
                f"The caption “{_short(block.text)}” has no picture.",
                "Add the picture, or make it a paragraph again.",
                passage=place,
            )
            continue
        known = article.pictures.get(image.get("data-photo"))
        name = f"The picture “{_short(image.get('alt') or block.text or image.get('src').rsplit('/', 1)[-1])}”"
        yield from _figure(name, image, known, "credit" in under, place)
    lead = article.lead
    if lead and lead.key not in {n.get("data-photo") for n in article.body.walk() if n.name == "img"}:
        name = f"The lead picture “{_short(lead.alt or lead.caption or lead.url.rsplit('/', 1)[-1])}”"
        yield from picture(lead, name, field="lead_photo")


def _figure(name: str, image: Node, known: Picture | None, credited: bool, place: str | None) -> Iterator[Problem]:
    """What the page shows counts: the figure's own alt text, and the credit under it."""
    if known is None:
        yield Problem(
            "picture-unknown",
            f"{name} is not in the registry: nothing is known of its rights.",
            "Change the picture to one from the registry, or upload it there.",
            passage=place,
            field="body",
        )
    shown = Picture("", image.get("src"), alt=image.get("alt"), credit_line="credited" if credited else "")
    for problem in picture(replace(shown, license_url=known.license_url) if known else shown, name, place, "body"):
        if known or problem.code != "picture-without-license":
            yield problem


def picture(
    photo: Picture, name: str = "The picture", place: str | None = None, field: str | None = None
) -> Iterator[Problem]:
    """What one photo of the registry lacks."""
    if not photo.alt.strip():
        yield Problem(
            "picture-without-alt",
            f"{name} has no alt text.",
            "Say what it shows, for those who can't see it.",
            passage=place,
            field=field,
        )
    if not (photo.credit_line.strip() or photo.creators):
        yield Problem(
            "picture-without-credit",
            f"{name} has no credit.",
            "Say who made it and who provides it.",
            passage=place,
            field=field,
        )
    if not photo.license_url:
        yield Problem(
            "picture-without-license",
            f"{name} has no link to its licence.",
            "Enter the licence's address with the photo: image search then shows it as licensable.",
            "notice",
            place,
            field,
        )


def _start(passage: Passage) -> str:
    return f"“{_short(passage.text)}”"


def _short(text: str, length: int = 50) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
