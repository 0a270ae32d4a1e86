"""Inspection: what a page's JSON-LD has, what it lacks, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from newsmarkup.document.problem import Problem
from newsmarkup.errors import NewsmarkupError
from newsmarkup.graph.rules import RULES, Finding, Items, Markup, check_markup
from newsmarkup.graph.rules.base import sorted_by_severity
from newsmarkup.graph.rules.items import Item, is_empty, values
from newsmarkup.graph.rules.message import _
from newsmarkup.graph.vocabulary import Vocabulary, installed
from newsmarkup.inspecting.lenient import Parsed, parse
from newsmarkup.inspecting.page import HtmlPage

LARGEST = 20_000_000  # characters; the largest news pages have three million
_JSON = re.compile(r"\s*(?:(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?|<!--)?\s*[\[{]")
_CONTEXT = re.compile(r"https?://(?:www\.)?schema\.org/?(?:docs/jsonldcontext\.jsonld?)?#?", re.IGNORECASE)

# What a reader of news wants to know of an article, in the order of the table.
WANTED = tuple(
    "headline description image datePublished dateModified author publisher articleSection keywords inLanguage wordCount "
    "mainEntityOfPage url isAccessibleForFree hasPart speakable correction mentions about citation license copyrightHolder "
    "dateline video".split()
)
EXPECTED = WANTED[: WANTED.index("isAccessibleForFree") + 1]  # what every article can say of itself


class NotPage(NewsmarkupError, ValueError):
    """What was handed in is neither a page nor JSON-LD. The message says what to do."""


@dataclass(frozen=True)
class Inspection:
    """`blocks`: each block as it was read. `page` is None where the file holds JSON-LD alone."""

    blocks: tuple[Parsed, ...]
    page: HtmlPage | None
    vocabulary: Vocabulary | None

    @cached_property
    def markup(self) -> Markup:
        documents = [document for block in self.blocks for document in block.documents]
        return Markup(Items(documents), self.page, self.vocabulary)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The worst first."""
        found = [problem for block in self.blocks for problem in block.problems]
        found += self._contexts()
        if not self.blocks:
            found.append(_one("no-jsonld", _("The page has no JSON-LD."), _("Search engines guess what it is about.")))
        elif not self.markup.articles and all(block.whole for block in self.blocks):
            found.append(_one("no-article", _("No article is declared."), _("On an article's page, add one.")))
        return sorted_by_severity((*found, *check_markup(self.markup)))

    def _contexts(self) -> list[Problem]:
        found = []
        for block in self.blocks:
            for document in block.documents:
                for one in document if isinstance(document, list) else [document]:
                    given = values(one.get("@context")) if isinstance(one, dict) else []
                    if not any(isinstance(context, str) and _CONTEXT.fullmatch(context) for context in given):
                        said = _("The @context is not schema.org: no reader knows what the names mean.")
                        found.append(_one("other-context", said, _('Write "@context": "https://schema.org".')))
        return found

    @property
    def has_errors(self) -> bool:
        return any(problem.severity == "error" for problem in self.problems)

    def facts(self, article: Item) -> list[tuple[str, str]]:
        """(property, what it says in short), "" where an expected one is missing; then the article's others by name."""
        others = sorted(name for name in article.data if name[:1] != "@" and name not in WANTED)
        return [
            (name, summary(article, name, self.markup.items))
            for name in (*WANTED, *others)
            if article.has(name) or name in EXPECTED
        ]

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        articles = []
        for article in self.markup.articles:
            told = self.facts(article)
            articles.append(
                {
                    "type": list(article.kinds),
                    "id": article.id or None,
                    "has": {name: words for name, words in told if words},
                    "missing": [name for name, words in told if not words],
                }
            )
        return {
            "blocks": len(self.blocks),
            "nodes": len(self.markup.items),
            "vocabulary": self.vocabulary.release if self.vocabulary else None,
            "articles": articles,
            "problems": [{**problem.as_dict(), "source": RULES[problem.code].source} for problem in self.problems],
        }


def inspect(text: str, vocabulary: Vocabulary | None = None) -> Inspection:
    """Of an HTML page, or of JSON-LD alone. The vocabulary is the installed one if none is given. Raises `NotPage`."""
    if len(text) > LARGEST:
        raise NotPage(f"{len(text):,} characters are no page: at most {LARGEST:,} are read. Is it one page?")
    vocabulary = vocabulary or installed()
    if _JSON.match(text):
        return Inspection((parse(text),), None, vocabulary)
    if "<" not in text:
        raise NotPage("This is neither HTML nor JSON. Give a page as it was saved, or the JSON-LD alone.")
    try:
        page = HtmlPage(text)
    except ValueError as error:
        raise NotPage(f"The HTML can't be read: {error}. Give a page as it was saved.") from error
    return Inspection(tuple(parse(block.text, block.line) for block in page.blocks), page, vocabulary)


def summary(item: Item, name: str, items: Items) -> str:
    """What a property says, in one line."""
    if is_empty(item.get(name)):
        return ""
    nodes = items.items(item, name)
    said = [node.texts("name") or node.texts("headline") or node.texts("caption") or node.texts("text") or
            [node.id or "/".join(node.kinds) or "?"] for node in nodes]  # fmt: skip
    texts = [str(value) for value in values(item.get(name)) if not isinstance(value, (dict, list))]
    parts = [*texts, *(names[0] for names in said)]
    kinds = "/".join(dict.fromkeys(kind for node in nodes for kind in node.kinds))
    many = f"{len(parts)}: " if len(parts) > 1 else ""
    return f"{many}{', '.join(parts)}" + (f" ({kinds})" if kinds else "")


def _one(code: str, message: str, mend: str) -> Problem:
    return Finding(code, message, mend, RULES[code].severity)
