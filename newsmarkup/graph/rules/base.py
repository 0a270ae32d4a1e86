"""What a rule is, what it looks at, and what it reports.

A rule has one code wherever it looks: at an Article (where an editor can be led to the field or passage) or at any
JSON-LD (where the place is a path). `catalogue.RULES` says how bad it is and who asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from newsmarkup.document.article import Article
from newsmarkup.document.problem import Problem, Severity
from newsmarkup.graph.rules.catalogue import RULES

if TYPE_CHECKING:
    from newsmarkup.graph.rules.items import Item, Items
    from newsmarkup.graph.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Case:
    """An article and what its row says about publishing. `status` is draft, review, published or withdrawn."""

    article: Article
    now: datetime
    status: str = "draft"
    embargo: datetime | None = None


@dataclass(frozen=True, slots=True)
class Finding(Problem):
    """A problem in JSON-LD. `where` is the path of the value: `NewsArticle.author[2].name`."""

    where: str = ""

    def as_dict(self) -> dict[str, Any]:
        return {**Problem.as_dict(self), "where": self.where}


class Page(Protocol):
    """What a rule asks of the page around the JSON-LD."""

    headings: list[str]  # the texts of its h1 elements
    canonical: str  # its address, as it says itself; "" where it doesn't

    def has(self, selector: str) -> bool | None:
        """Whether an element is there for a CSS selector; None where that can't be told."""


@dataclass(frozen=True)
class Markup:
    """All JSON-LD of one page; `page` and `vocabulary` where they are known. `own`: newsmarkup made it."""

    items: Items
    page: Page | None = None
    vocabulary: Vocabulary | None = None
    own: bool = False

    @cached_property
    def articles(self) -> list[Item]:
        """What the page is about: articles that no list, link or live blog merely names."""
        return [item for item in self.items if item.is_article and not item.is_aside]

    def is_agent(self, item: Item) -> bool:
        """Whether it can write or speak. Without the vocabulary that is told by the name of its type."""
        return item.is_agent or bool(self.vocabulary and "Organization" in self.vocabulary.kinds(item.kinds))


ArticleRule = Callable[[Case], Iterator[Problem]]
MarkupRule = Callable[[Markup], Iterator[Problem]]


@dataclass(slots=True)
class Registry:
    """The functions of the rules, each once, by the codes they report."""

    article: dict[str, ArticleRule] = field(default_factory=dict)
    markup: dict[str, MarkupRule] = field(default_factory=dict)


REGISTRY = Registry()


def over_article(*codes: str) -> Callable[[ArticleRule], ArticleRule]:
    def take(function: ArticleRule) -> ArticleRule:
        REGISTRY.article.update(dict.fromkeys(codes, function))
        return function

    return take


def over_markup(*codes: str) -> Callable[[MarkupRule], MarkupRule]:
    def take(function: MarkupRule) -> MarkupRule:
        REGISTRY.markup.update(dict.fromkeys(codes, function))
        return function

    return take


def problem(
    code: str, message: str, mend: str = "", *, passage: str | None = None, field: str | None = None
) -> Problem:
    return Problem(code, message, mend, RULES[code].severity, passage, field)


def finding(code: str, item: Item | None, name: str, message: str, mend: str = "", index: int | None = None) -> Finding:
    """About the property `name` (or "") of this item; `index` counts its values from 0."""
    where = item.path(name, index) if item else name
    return Finding(code, message, mend, RULES[code].severity, where=where)


def sorted_by_severity(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """The worst first, each once; else in the order they were found."""
    rank: dict[Severity, int] = {"error": 0, "warning": 1, "notice": 2}
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: rank[problem.severity]))


def short(text: str, length: int = 50) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
