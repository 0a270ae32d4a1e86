"""What an article says of itself: headline, text, section, byline, lead picture, times."""

from __future__ import annotations

from collections.abc import Iterator

from newsmarkup.document.problem import Problem
from newsmarkup.graph.rules.base import Case, over_article, problem
from newsmarkup.graph.rules.message import _

MAX_HEADLINE = 110  # Google: longer headlines may be cut


@over_article("missing-headline", "long-headline")
def headline(case: Case) -> Iterator[Problem]:
    length = len(case.article.headline)
    if not case.article.headline.strip():
        yield problem("missing-headline", _("The article has no headline."), _("Write one."), field="headline")
    elif length > MAX_HEADLINE:
        said = _(
            "The headline has {length} characters; search engines cut it after about {limit}.",
            length=length,
            limit=MAX_HEADLINE,
        )
        yield problem("long-headline", said, _("Shorten it."), field="headline")


@over_article("missing-body")
def body(case: Case) -> Iterator[Problem]:
    # A live blog's text stands in its updates.
    if not case.article.body.text.strip() and not case.article.updates:
        yield problem("missing-body", _("The article has no text."), _("Write or paste it."), field="body")


@over_article("missing-description")
def description(case: Case) -> Iterator[Problem]:
    if not case.article.description.strip():
        yield problem(
            "missing-description",
            _("There is no description: lists and search engines will choose a piece of the text themselves."),
            _("Say in one or two sentences what the article tells."),
            field="description",
        )


@over_article("missing-section")
def section(case: Case) -> Iterator[Problem]:
    if case.article.section is None:
        yield problem("missing-section", _("The article is in no section."), _("Choose one."), field="section")


@over_article("missing-publisher")
def publisher(case: Case) -> Iterator[Problem]:
    if case.article.publisher is None:
        said = _("Nobody is named as the publisher.")
        yield problem("missing-publisher", said, _("Choose your organization."), field="publisher")


@over_article("missing-author")
def author(case: Case) -> Iterator[Problem]:
    if not case.article.authors:
        yield problem(
            "missing-author",
            _("The article has no author."),
            _("Add a byline; a text by the newsroom can name the paper itself."),
            field="bylines",
        )


@over_article("missing-lead")
def lead(case: Case) -> Iterator[Problem]:
    if case.article.lead is None:
        yield problem(
            "missing-lead",
            _("The article has no lead picture."),
            _("Choose one: search engines and social media show it."),
            field="lead_photo",
        )


@over_article("published-without-date")
def date(case: Case) -> Iterator[Problem]:
    if case.status == "published" and case.article.published is None:
        yield problem(
            "published-without-date",
            _("The article is published without a date."),
            _("Enter when it was published; saving it enters the present time."),
            field="published_at",
        )


@over_article("changed-before-published")
def order(case: Case) -> Iterator[Problem]:
    published, modified = case.article.published, case.article.modified
    if published and modified and modified < published:
        said = _("The last change is before the publication.")
        yield problem("changed-before-published", said, _("Correct one of the two times."), field="modified_at")


@over_article("embargo-past", "embargo-holds")
def embargo(case: Case) -> Iterator[Problem]:
    if case.embargo is None:
        return
    if case.embargo <= case.now:
        mend = _("Nothing needs to be done; it can be cleared.")
        yield problem("embargo-past", _("The embargo is over."), mend, field="embargo_until")
    elif case.status == "published":
        said = _("The embargo still holds: readers don't see the article yet.")
        yield problem("embargo-holds", said, _("It appears by itself when the embargo ends."), field="embargo_until")
