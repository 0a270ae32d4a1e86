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


def pictures(
    found: Sequence[Figure], page: Metadata, base: str
) -> tuple[dict[str, Picture], Picture | None, list[Problem]]:
    """Those of the article by key, in its order; its lead: the one above the text, without one that which the metadata call
    the article's, without both the first; and what differs."""
    said = {same(url): (url, node) for url, node in _said(page, base)}
    out: dict[str, Picture] = {}
    problems: list[Problem] = []
    above: list[Picture] = []
    named: list[Picture] = []
    for figure in (one for one in found if one.image.url):
        one, known = _printed(figure), said.get(same(figure.image.url))
        if known is not None:
            named.append(one := _filled(one, _picture(*known)))
            if one.credit_line != figure.credit:
                message = f"The page doesn't print the credit “{one.credit_line}” that its metadata give for {one.url}."
                mend = "Add it to the caption if it is right."
                problems.append(Problem("credit-not-printed", message, mend, "notice"))
        above += [one] if figure.place == "above" else []
        out.setdefault(one.key, one)
    lead = next(iter((*above, *named, *out.values())), None)
    if lead is None and said:
        lead = _picture(*next(iter(said.values())))
    return out, lead, problems


def _printed(figure: Figure) -> Picture:
    image, (said, kind) = figure.image, said_by(figure.credit)
    return Picture(
        picture_key(image.url), image.url, image.width, image.height, alt=image.alt, caption=figure.caption,
        creators=said.creators, creator_kind=kind, credit_line=figure.credit, source=said.source,
        copyright_notice=said.copyright_notice,
    )  # fmt: skip


def _said(page: Metadata, base: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Address and node of those of the article, then of those of the page."""
    own = page.follow(page.article.get("image"))
    nodes = [{"url": one} if isinstance(one, str) else one for one in own if isinstance(one, (str, dict))]
    nodes += [one for one in page.ids.values() if one.get("@type") == "ImageObject"]
    for node in nodes or [{"url": page.first("og:image")}]:
        address = words(node.get("contentUrl")) or words(node.get("url"))
        try:
            url = urljoin(base, address) if address else ""
        except ValueError:  # a host that is none
            continue
        if url.startswith(("http://", "https://")):
            yield url, node


def _picture(url: str, node: dict[str, Any]) -> Picture:
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
