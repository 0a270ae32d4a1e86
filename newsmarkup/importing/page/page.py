"""Page: any published HTML page as an Article, the last format to be tried."""

from __future__ import annotations

import codecs
import re
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from newsmarkup.document.article import Article, Organization, Section, Site
from newsmarkup.document.node import Node
from newsmarkup.document.problem import Problem
from newsmarkup.errors import BodyRefused, ImportRefused
from newsmarkup.importing.base import Imported, Importer, register
from newsmarkup.importing.page.blocks import Blocks, blocks
from newsmarkup.importing.page.body import body
from newsmarkup.importing.page.byline import bylines
from newsmarkup.importing.page.captions import figures
from newsmarkup.importing.page.dates import modified, published
from newsmarkup.importing.page.headline import headline
from newsmarkup.importing.page.house import House
from newsmarkup.importing.page.known import pictures
from newsmarkup.importing.page.metadata import Metadata, metadata, words
from newsmarkup.importing.page.moment import Moment
from newsmarkup.importing.page.part import main_part, scope
from newsmarkup.importing.page.tree import tree
from newsmarkup.importing.page.units import around
from newsmarkup.pipeline import settled
from newsmarkup.suggesting.language import guess

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_]\w{2,8})*")  # BCP 47
_SAMPLE = 2_000  # characters


def read(data: bytes, url: str) -> tuple[Imported, ...]:
    root, problems = tree(data)
    page = metadata(root, url)
    problems += page.problems
    etree.strip_elements(root, "script", "style", "svg", "template", with_tail=False)
    found = blocks(root)
    part = main_part(found)
    near = scope(part)
    language = _language(root, page, found)
    address, house = next(iter(page.addresses), url), House(page)
    title, shown, doubts = headline(page, found, part, near, house)
    writers, signed = bylines(page, house, found, shown, part, near, language)
    first, last = published(page, root, found, shown, part, language), modified(page, language)
    pictured, left_out = figures(around(near), part, found.order, page.base, language)
    try:
        text = body(part, found, pictured, page.base, language, shown, frozenset({title}) | signed)
        if not any(isinstance(one, Node) and one.name == "p" for one in text.nodes) and page.text:
            text.nodes += tuple(Node("p", (), (one,)) for one in page.text)
            message = (
                "The page shows no text without its scripts; what its JSON-LD holds of it was taken, without links."
            )
            text.problems.append(Problem("text-from-metadata", message, field="body"))
        cleaned = settled(text.nodes)
    except BodyRefused as error:
        raise ImportRefused(*error.problems) from None
    problems += [*doubts, *left_out, *text.problems, *cleaned.problems]
    if not cleaned.body.blocks:
        problems.append(Problem("no-text", "No text of an article was found in the page.", "Is it the article's own?"))
    if not title:
        problems.append(Problem("no-headline", "No headline was found in the page.", "Write one.", field="headline"))
    if frames := [urljoin(address, one.get("src") or "") for one in root.iter("frame")]:
        message = f"The page is made of frames, each a page of its own: {', '.join(frames)}."
        problems.append(Problem("frames", message, "Import the one with the article."))
    if first is not None and not first.zoned:
        problems.append(Problem("no-zone", f"The date {first.at.isoformat()} has no time zone; UTC is taken."))
    known, lead, unprinted = pictures(pictured, page, address)
    problems += unprinted
    section = words(page.article.get("articleSection")) or page.first("article:section")
    article = Article(
        id="", url=address, headline=title, alternative_headline=text.deck, body=cleaned.body, site=Site(page.house, ""),
        description=words(page.article.get("description")) or page.first("og:description", "description"),
        language=language, bylines=writers, published=_zoned(first), modified=_zoned(last),
        section=Section(section) if section else None, publisher=Organization("", page.house) if page.house else None,
        lead=lead, pictures=known,
    )  # fmt: skip
    return (Imported(article, tuple(problems)),)


def _language(root: Any, page: Metadata, found: Blocks) -> str:
    """As the page says it; what its text is written in, where it doesn't or where a template's "en" stands above another
    script."""
    said = (root.get("lang"), words(page.article.get("inLanguage")), page.first("og:locale", "language", "dc.language"))
    language = next((one.replace("_", "-") for one in said if one and _TAG.fullmatch(one)), "")
    text = " ".join(one.text for one in found.found if one.prose)[:_SAMPLE]
    latin = sum(map(str.isascii, text)) * 2 > len(text)
    return language if language and (latin or language[:2] != "en") else guess(text) or language


def _zoned(moment: Moment | None) -> datetime | None:
    if moment is None:
        return None
    return moment.at if moment.zoned else moment.at.replace(tzinfo=UTC)


def _recognises(head: bytes) -> bool:
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        head = head.decode("utf-16", "ignore").encode()
    return re.search(rb"<(?:!doctype\s+html|html|head|body|article|meta|p|div)[\s>]", head, re.IGNORECASE) is not None


IMPORTER = register(
    Importer("html", "Web page", ("text/html", "application/xhtml+xml"), ("html", "htm", "xhtml"), _recognises, read)
)
