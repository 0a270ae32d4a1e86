"""Rules: what an article lacks, and what is wrong in JSON-LD, in words an editor can act on.

`check(Case)` looks at an Article, `check_markup(Markup)` at any JSON-LD, `check_own(Case, graph)` at an Article and what is
published of it. `RULES` says of each code how bad it is and who asks for it. A rule is a generator, registered with
`over_article` or `over_markup` under the codes it reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newsmarkup.document.problem import Problem
from newsmarkup.graph.rules import (
    agents,
    facts,
    kinds,
    newsarticle,
    nodes,
    parts,
    pictures,
    pullquotes,
    quotations,
    terms,
    values,
)
from newsmarkup.graph.rules.base import REGISTRY, Case, Finding, Markup, Page, sorted_by_severity
from newsmarkup.graph.rules.catalogue import RULES, Rule
from newsmarkup.graph.rules.facts import MAX_HEADLINE
from newsmarkup.graph.rules.items import Items
from newsmarkup.graph.rules.message import Message, translated
from newsmarkup.graph.rules.pictures import picture
from newsmarkup.graph.rules.places import placed
from newsmarkup.graph.rules.pullquotes import MAX_PULLQUOTE, repeated
from newsmarkup.graph.thing import Graph
from newsmarkup.graph.vocabulary import Vocabulary

REGISTERED = (facts, quotations, pullquotes, pictures, newsarticle, agents, kinds, parts, values, nodes, terms)


def check(case: Case) -> tuple[Problem, ...]:
    """All problems of an article: the worst first, then in the order of the rules and of the text."""
    functions = dict.fromkeys(REGISTRY.article.values())
    return sorted_by_severity(problem for function in functions for problem in function(case))


def check_markup(markup: Markup) -> tuple[Problem, ...]:
    """All problems of JSON-LD: the worst first, then in the order of the rules and of the text."""
    functions = dict.fromkeys(REGISTRY.markup.values())
    return sorted_by_severity(problem for function in functions for problem in function(markup))


def check_own(
    case: Case, graph: Graph | Mapping[str, Any], vocabulary: Vocabulary | None = None
) -> tuple[Problem, ...]:
    """The problems of an article and of what is published of it (the graph as it was built, or as it is stored), each
    with its field or passage. What a rule sees in the Article it isn't asked again in the graph."""
    data, failed = (graph.as_dict(), graph.problems) if isinstance(graph, Graph) else (graph, [])
    found = check_markup(Markup(Items(data), vocabulary=vocabulary, own=True))
    more = [placed(one, case.article) for one in found if one.code not in REGISTRY.article]
    return sorted_by_severity((*check(case), *failed, *more))


__all__ = [
    "MAX_HEADLINE",
    "MAX_PULLQUOTE",
    "REGISTRY",
    "RULES",
    "Case",
    "Finding",
    "Items",
    "Markup",
    "Message",
    "Page",
    "Rule",
    "check",
    "check_markup",
    "check_own",
    "picture",
    "repeated",
    "translated",
]
