"""Byline: who wrote a page's article, and which of the places that say so is believed.

The metadata name people, and often the outlet, an office or a user of the editing system ("Staff", "admin"); then the line
that readers see is believed instead. Where both name the same people, it is spelled as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from newsmarkup.document.article import Byline, Organization, Person
from newsmarkup.importing.page.blocks import Blocks
from newsmarkup.importing.page.house import House, squeezed
from newsmarkup.importing.page.metadata import Metadata, words
from newsmarkup.importing.page.names import names, of_address
from newsmarkup.importing.page.signed import Signed, seen
from newsmarkup.suggesting import byline as line
from newsmarkup.suggesting.lexicon import Lexicon, lexicon
from newsmarkup.suggesting.wirewords import agencies, jobs

_META = tuple(
    """
    author article:author og:article:author parsely-author parsely-page.author parsely-page.authors
    sailthru.author dc.creator dcterms.creator dc.contributor byl byline authors article.author
    cxenseparse:author cxenseparse:pau:author citation_author shareaholic:article_author_name rnews:author
    article:author_name article:author:name mediator_author dable:author author_name article-author
    article_author vr:author bt:author search.author creator
    """.split()
)
_PAGES = ("WebPage", "NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle", "ItemPage")
_SHORT = 5  # letters that may be an abbreviation: "PTI"
_STAFF = frozenset(
    """
    admin administrator editor editors editorial staff newsroom news desk web webdesk online digital team
    redaktion redaktionen rédaction redaction redacción redaccion redação redacao redazione redactie redakcja
    redakce toimitus redaksjonen redaktsioon редакция редакція 編集部 编辑部 記者 webmaster root user guest reporter
    reporters correspondent writer writers contributor contributors author authors bureau service agency
    agencies agencias agencia agenzia agentur agenturen agence wires wire the our by of from special press
    publisher system support info office unknown none null undefined anonymous default board la le el il de die
    der post
    """.split()
)


def bylines(
    page: Metadata, house: House, found: Blocks, title: Any, part: Any, scope: Any, language: str
) -> tuple[tuple[Byline, ...], frozenset[str]]:
    """The bylines, and the texts of the lines that print them, which are none of the body."""
    known = _Known(house, lexicon(language or "en"))
    said = _said(page, known)
    lines: set[str] = set()
    shown = _printed(seen(found, title, part, scope, known.words), known, lines)
    return tuple(_chosen(said, shown, known).values()), frozenset(lines)


class _Known:
    """What the page's publisher and its offices are called."""

    def __init__(self, house: House, words: Lexicon) -> None:
        self.house, self.words = house, words
        self.offices = _STAFF | jobs(words.language) | house.words

    def is_house(self, name: str) -> bool:
        """Whether it is the outlet, or one of its offices."""
        tokens = re.findall(r"[^\W\d_]+", name.casefold())
        return self.house.called(name) or (bool(tokens) and all(one in self.offices for one in tokens))

    def people(self, names: list[str]) -> list[str]:
        """Without the part of the house that stands behind the first name: "Jane Roe, Merrow Business"."""
        if len(names) == 2 and " " not in names[1] and (self.is_agency(names[0]) or self.is_house(names[0])):
            return names[:1]  # "AGENCIES / SALTMERE"
        if len(names) < 2 or not line.is_name(names[0], self.words):
            return names
        own = {part for part in self.house.words if len(part) > 2}
        return [one for one in names if one is names[0] or own.isdisjoint(one.casefold().split())]

    def is_the(self, name: str) -> bool:
        """Whether it is a paper, as against an agency."""
        return name.startswith("The ") and not self.is_agency(name)

    def is_agency(self, name: str) -> bool:
        return name.casefold().removeprefix("the ").strip(" .") in agencies(self.words.language)

    def byline(self, name: str, organization: bool = False, job: str = "") -> Byline:
        if organization:
            return Byline(Organization("", name))
        name = line.cased(name) if len(name) > _SHORT else name
        return Byline(Organization("", name) if self.is_agency(name) else Person("", name, job_title=job))


def _said(page: Metadata, known: _Known) -> dict[str, Byline]:
    """What the metadata say: of the article, else of the page and its other nodes, else in `<meta>`."""
    article = page.article
    found = _authors(page, article.get("author") or article.get("creator"), known)
    if found and not all(known.is_house(one.agent.name) for one in found.values()):
        return found
    for node in page.nodes:
        if node is not article and node.get("author") and node.get("@type") in _PAGES:
            more = _authors(page, node["author"], known)
            if any(not known.is_house(one.agent.name) for one in more.values()):
                return more
    for key in _META:
        named = [one for value in page.meta.get(key, ()) for one in known.people(names(value, known.words))]
        people = [one for one in named if not known.is_house(one)] or ([] if found else named)
        if people:
            return {squeezed(one): known.byline(one) for one in people}
    return found


def _authors(page: Metadata, authors: Any, known: _Known) -> dict[str, Byline]:
    found: dict[str, Byline] = {}
    for author in page.follow(authors):
        kind = author.get("@type") if isinstance(author, dict) else ""
        kinds = kind if isinstance(kind, list) else [kind]
        given = author.get("name") if isinstance(author, dict) else None
        name = ", ".join(map(words, given)) if isinstance(given, list) else words(author) or _composed(author)
        organization = any(isinstance(one, str) and one.endswith("Organization") for one in kinds)
        job = words(author.get("jobTitle")) if isinstance(author, dict) else ""
        for one in known.people(names(name, known.words)) if not organization else [name]:
            found.setdefault(squeezed(one), known.byline(one, organization, job))
    found.pop("", None)
    return found


def _composed(author: Any) -> str:
    """Of a node without a name: from its parts, or from the address of the author's page."""
    if not isinstance(author, dict):
        return ""
    parts = " ".join(filter(None, (words(author.get(name)) for name in ("givenName", "additionalName", "familyName"))))
    return parts or of_address(str(author.get("url") or author.get("@id") or ""))


def _printed(found: Iterable[Signed], known: _Known, lines: set[str]) -> dict[str, Byline]:
    """What is printed: the first place that names anybody but the outlet. `lines` gets the texts that were read."""
    house: dict[str, Byline] = {}
    for one in found:
        lines.add(one.text)
        people = {squeezed(name): known.byline(name, job=one.job) for name in one.names}
        people = {key: value for key, value in people.items() if key}
        if any(line.is_name(value.agent.name, known.words) for value in people.values()):  # "…, The Merrow Post"
            people = {key: value for key, value in people.items() if not known.is_the(value.agent.name)}
        named = {key: value for key, value in people.items() if not known.is_house(value.agent.name)}
        if named:
            return named
        house = house or people
    return house


def _chosen(said: dict[str, Byline], shown: dict[str, Byline], known: _Known) -> dict[str, Byline]:
    people = {key: one for key, one in said.items() if not known.is_house(one.agent.name)}
    seen_people = {key: one for key, one in shown.items() if not known.is_house(one.agent.name)}
    if not people:
        return seen_people or said or shown
    named = all(line.is_name(one.agent.name, known.words) for one in seen_people.values())
    if seen_people and named and all(known.is_agency(one.agent.name) for one in people.values()):
        return seen_people
    more = [one.agent.name for key, one in seen_people.items() if key not in people]
    whole = people.keys() < seen_people.keys() and all(line.is_name(one, known.words) for one in more)
    if seen_people and (whole or _same(people, seen_people)):
        return {key: people.get(key, one) for key, one in seen_people.items()}
    return people


def _same(said: dict[str, Byline], shown: dict[str, Byline]) -> bool:
    """Whether both name the same people: as many, each with the family name and the first letter of another."""
    if len(said) != len(shown):
        return False
    keys = [
        sorted((parts[-1], parts[0][:1]) for one in both.values() if (parts := one.agent.name.casefold().split()))
        for both in (said, shown)
    ]
    return keys[0] == keys[1]
