"""Pictures in the text and above it: alt text, credit, licence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from newsmarkup.document.article import Picture
from newsmarkup.document.node import Node
from newsmarkup.document.problem import Problem
from newsmarkup.graph.rules.base import Case, over_article, problem, short
from newsmarkup.graph.rules.message import _

_NAME = _("The picture")


@over_article(
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
            yield problem(
                "caption-without-picture",
                _("The caption “{words}” has no picture.", words=short(block.text)),
                _("Add the picture, or make it a paragraph again."),
                passage=place,
            )
            continue
        known = article.pictures.get(image.get("data-photo"))
        shows = short(image.get("alt") or block.text or image.get("src").rsplit("/", 1)[-1])
        yield from _figure(_("The picture “{shows}”", shows=shows), image, known, "credit" in under, place)
    lead = article.lead
    if lead and lead.key not in {n.get("data-photo") for n in article.body.walk() if n.name == "img"}:
        shows = short(lead.alt or lead.caption or lead.url.rsplit("/", 1)[-1])
        yield from picture(lead, _("The lead picture “{shows}”", shows=shows), field="lead_photo")


def _figure(name: str, image: Node, known: Picture | None, credited: bool, place: str | None) -> Iterator[Problem]:
    """What the page shows counts: the figure's own alt text, and the credit under it."""
    if known is None:
        yield problem(
            "picture-unknown",
            _("{name} is not in the registry: nothing is known of its rights.", name=name),
            _("Change the picture to one from the registry, or upload it there."),
            passage=place,
            field="body",
        )
    shown = Picture("", image.get("src"), alt=image.get("alt"), credit_line="credited" if credited else "")
    for one in picture(replace(shown, license_url=known.license_url) if known else shown, name, place, "body"):
        if known or one.code != "picture-without-license":
            yield one


def picture(photo: Picture, name: str = _NAME, place: str | None = None, field: str | None = None) -> Iterator[Problem]:
    """What one photo of the registry lacks."""
    if not photo.alt.strip():
        said = _("{name} has no alt text.", name=name)
        mend = _("Say what it shows, for those who can't see it.")
        yield problem("picture-without-alt", said, mend, passage=place, field=field)
    if not (photo.credit_line.strip() or photo.creators):
        said = _("{name} has no credit.", name=name)
        mend = _("Say who made it and who provides it.")
        yield problem("picture-without-credit", said, mend, passage=place, field=field)
    if not photo.license_url:
        said = _("{name} has no link to its licence: search engines can't show it as licensable.", name=name)
        mend = _("Enter the licence's address with the photo.")
        yield problem("picture-without-license", said, mend, passage=place, field=field)
