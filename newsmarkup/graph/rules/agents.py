"""Who made the article: authors and publisher in JSON-LD, each named alone and typed as what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsmarkup.document.problem import Problem
from newsmarkup.graph.rules.base import Finding, Markup, finding, over_markup, short
from newsmarkup.graph.rules.items import Item
from newsmarkup.graph.rules.message import _
from newsmarkup.graph.rules.newsarticle import same_address

_BY = re.compile(
    r"(?:by|par|por|door|tekst|texte?|autore?|author|写|文)[:\s]\s*\S|(?:von|di|da|av|af|od|от|przez)\s+[^\W\d_a-z]\S+\s+\S",
    re.IGNORECASE,
)
_AND = r"and|und|et|y|e|og|och|en|ja|i|и|та|ve|dan|và"
_SEVERAL = re.compile(
    rf"\w\s*[,;|/&+·•]\s*\w|\S \((?!she|he|they)|\w\s+[-–—]\s+\w|\S+\s+\S+\s+(?:{_AND})\s+\S+\s+\S+", re.IGNORECASE
)
_TITLES = re.compile(r",?\s+(?:jr|sr|ph\.?d|m\.?d|mba|esq|ii|iii|iv|obe|mbe|cbe|sj|op)\b\.?", re.IGNORECASE)
_NEWSROOM = re.compile(
    r"\b(?:staff|news ?room|news ?desk|web ?desk|bureau|editorial|editors|reporters|correspondents|redaktion(?:en)?|"
    r"redactie|redacci[oó]n|rédaction|redazione|redação|redakcja|redakce|toimitus|ritstjórn|redakce|reuters|afp|dpa|ansa|efe|"
    r"associated press|press association|news agency|agencies|agence|agencia|agentur)\b|редакция|編集部|编辑部|편집국",
    re.IGNORECASE,
)


@over_markup("missing-author", "author-as-text", "author-without-type", "author-without-name", "author-no-agent",
             "author-without-url")  # fmt: skip
def authors(markup: Markup) -> Iterator[Problem]:
    for article in markup.articles:
        found = markup.items.under(article, "author")
        if not found and article.get("author") is None:
            yield finding("missing-author", article, "author", _("The article has no author."), _("Name who wrote it."))
        for author in found:
            if isinstance(author, str):
                said = _("The author “{name}” is a text only.", name=short(author))
                mend = _("Write a Person or an Organization with a name.")
                yield finding("author-as-text", article, "author", said, mend)
            elif not (author.is_reference and not author.also):  # which dangles, and is told as such
                yield from _author(author, markup)


def _author(author: Item, markup: Markup) -> Iterator[Finding]:
    name = " ".join(author.texts("name"))
    who = _("The author “{name}”", name=short(name)) if name.strip() else _("An author")
    if not author.kinds:
        said = _("{who} is neither Person nor Organization: there is no @type.", who=who)
        yield finding("author-without-type", author, "@type", said, _("Add the @type."))
    elif not markup.is_agent(author):
        said = _("{who} is a {kind}.", who=who, kind="/".join(author.kinds))
        yield finding("author-no-agent", author, "@type", said, _("An author is a Person or an Organization."))
    if not name.strip():
        yield finding("author-without-name", author, "name", _("An author has no name."), _("Add it."))
    if not author.has("url", "sameAs") and not author.id.startswith("http"):
        said = _("{who} has no page of their own.", who=who)
        yield finding("author-without-url", author, "url", said, _("Add the address of a page about them."))


@over_markup("several-in-one-name", "by-in-name", "name-in-capitals", "outlet-as-person", "newsroom-as-person")
def names(markup: Markup) -> Iterator[Problem]:
    for article in markup.articles:
        outlets = {_folded(name) for one in markup.items.items(article, "publisher") for name in one.texts("name")}
        for role in ("author", "contributor", "editor", "creator"):
            for agent in markup.items.under(article, role):
                if isinstance(agent, Item) and (agent.is_person or not agent.kinds):
                    for name in agent.texts("name"):
                        yield from _name(agent, name.strip(), outlets)


def _name(agent: Item, name: str, outlets: set[str]) -> Iterator[Finding]:
    if _BY.match(name):
        said = _("“{name}” says “by” in the name.", name=short(name))
        yield finding("by-in-name", agent, "name", said, _("Write the name alone."))
    if _SEVERAL.search(_TITLES.sub("", name)) and not re.fullmatch(r"\w+, \w+", name):
        said = _("“{name}” is more than one name.", name=short(name, 80))
        mend = _("Make each person an author of their own, and the outlet or agency an Organization.")
        yield finding("several-in-one-name", agent, "name", said, mend)
    if name.isupper() and " " in name and max(map(len, name.split())) > 2:
        said = _("“{name}” is written in capitals.", name=short(name))
        yield finding("name-in-capitals", agent, "name", said, _("Write it as the person does."))
    if not agent.is_person:
        return
    if _folded(name) in outlets:
        said = _("The outlet “{name}” is typed as a Person.", name=short(name))
        yield finding("outlet-as-person", agent, "@type", said, _("Make it an Organization."))
    elif _NEWSROOM.search(name):
        said = _("“{name}” is no Person.", name=short(name))
        yield finding("newsroom-as-person", agent, "@type", said, _("Make it an Organization: the outlet or agency."))


@over_markup("missing-publisher", "publisher-without-name", "publisher-without-logo", "publisher-url-is-article")
def publisher(markup: Markup) -> Iterator[Problem]:
    for article in markup.articles:
        if article.get("publisher") is None:
            said = _("Nobody is named as the publisher.")
            yield finding("missing-publisher", article, "publisher", said, _("Name the organization."))
        for one in markup.items.items(article, "publisher"):
            if one.is_reference and not one.also:
                continue
            if not one.has("name"):
                said = _("The publisher has no name.")
                yield finding("publisher-without-name", one, "name", said, _("Add it."))
            if not one.is_person and not one.has("logo"):
                said = _("The publisher has no logo.")
                yield finding("publisher-without-logo", one, "logo", said, _("Add an ImageObject with its address."))
            addresses = [*article.texts("url"), *article.texts("mainEntityOfPage")]
            if any(same_address(own, url) for own in one.texts("url") for url in addresses):
                said = _("The publisher's address is that of the article.")
                yield finding("publisher-url-is-article", one, "url", said, _("Give the address of the front page."))


@over_markup("person-without-name", "profile-without-person")
def people(markup: Markup) -> Iterator[Problem]:
    for item in markup.items:
        if item.is_person and item.name != "author" and not item.has("name", "givenName", "familyName"):
            yield finding("person-without-name", item, "name", _("A person has no name."), _("Add it."))
        if "ProfilePage" in item.kinds:
            about = markup.items.items(item, "mainEntity")
            if not any(one.has("name") for one in about):
                said = _("The profile page doesn't say whom it is about.")
                yield finding("profile-without-person", item, "mainEntity", said, _("Name the person: mainEntity."))


def _folded(name: str) -> str:
    return re.sub(r"\W|\.(?:com|org|net|co\.uk|[a-z]{2})$|^the ", "", name.strip().casefold())
