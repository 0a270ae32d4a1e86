"""Known: what a page's metadata say of its pictures, laid beside what it prints.

Printed words stand in the body. What only an `ImageObject` says (https://schema.org/ImageObject, the properties of Google's
"Image metadata") goes to the picture's record; a credit that is nowhere printed is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from newsmarkup.document.article import Picture
from newsmarkup.document.problem import Problem
from newsmarkup.importing.base import picture_key
from newsmarkup.importing.page.captions import Figure
from newsmarkup.importing.page.metadata import Metadata, words
from newsmarkup.importing.page.picture import same
from newsmarkup.picture.creditline import said_by


def pictures(found: Sequence[Figure], page: Metadata, base: str, problems: list[Problem]) -> dict[str, Picture]:
    """By key, in the order of the page."""
    said = {same(one.url): one for one in _said(page, base)}
    out: dict[str, Picture] = {}
    for figure in found:
        if not figure.image.url:
            continue
        one = _printed(figure)
        if (known := said.get(same(one.url))) is not None:
            if known.credit_line and not one.credit_line:
                message = (
                    f"The page doesn't print the credit “{known.credit_line}” that its metadata give for {one.url}."
                )
                problems.append(
                    Problem("credit-not-printed", message, "Add it to the caption if it is right.", "notice")
                )
            one = _filled(one, known)
        out.setdefault(one.key, one)
    return out


def lead(found: Sequence[Figure], pictures: dict[str, Picture], page: Metadata, base: str) -> Picture | None:
    """The picture above the text; without one that which the metadata call the article's; without both the first."""
    said = list(_said(page, base))
    named = {same(one.url) for one in said}
    shown = [one for one in found if one.image.url]
    for figure in [
        *(one for one in shown if one.place == "above"),
        *(one for one in shown if same(one.image.url) in named),
    ]:
        return pictures[picture_key(figure.image.url)]
    return next(iter(pictures.values()), said[0] if said else None)


def _printed(figure: Figure) -> Picture:
    image, (said, kind) = figure.image, said_by(figure.credit)
    return Picture(
        picture_key(image.url), image.url, image.width, image.height, alt=image.alt, caption=figure.caption,
        creators=said.creators, creator_kind=kind, credit_line=figure.credit, source=said.source,
        copyright_notice=said.copyright_notice,
    )  # fmt: skip


def _said(page: Metadata, base: str) -> Iterator[Picture]:
    """Those of the article, then those of the page."""
    own = page.follow(page.article.get("image"))
    nodes = [{"url": one} if isinstance(one, str) else one for one in own if isinstance(one, (str, dict))]
    for node in [*nodes, *(one for one in page.ids.values() if one.get("@type") == "ImageObject")]:
        address = words(node.get("contentUrl")) or words(node.get("url"))
        if address and (one := _picture(node, address, base)) is not None:
            yield one
    if not nodes and (address := page.first("og:image")) and (one := _picture({}, address, base)) is not None:
        yield one


def _picture(node: dict[str, Any], address: str, base: str) -> Picture | None:
    try:
        url = urljoin(base, address)
    except ValueError:
        return None
    if not url.startswith(("http://", "https://")):
        return None
    credit = words(node.get("creditText"))
    said, kind = said_by(credit)
    makers = node.get("creator") or node.get("author")
    named = tuple(filter(None, map(words, makers if isinstance(makers, list) else [makers])))
    if isinstance(makers, dict) and makers.get("@type") in ("Organization", "NewsMediaOrganization"):
        kind = "Organization"
    return Picture(
        picture_key(url), url, caption=words(node.get("caption")), creators=named or said.creators, creator_kind=kind,
        credit_line=credit, source=said.source, copyright_notice=words(node.get("copyrightNotice")),
        copyright_holder=words(node.get("copyrightHolder")), license_url=_url(node.get("license")),
        acquire_license_url=_url(node.get("acquireLicensePage")),
    )  # fmt: skip


def _url(value: Any) -> str:
    text = words(value)
    return text if text.startswith(("http://", "https://")) else ""


def _filled(one: Picture, known: Picture) -> Picture:
    """What is printed, and what is not printed but known. Who made it goes with the credit that says so."""
    made = one if one.credit_line else known
    return replace(
        one, caption=one.caption or known.caption, creators=made.creators, creator_kind=made.creator_kind,
        credit_line=made.credit_line, source=made.source,
        copyright_notice=one.copyright_notice or known.copyright_notice, copyright_holder=known.copyright_holder,
        license_url=known.license_url, acquire_license_url=known.acquire_license_url,
    )  # fmt: skip
