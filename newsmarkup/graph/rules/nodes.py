"""Nodes and their @id: every reference leads somewhere, and one @id means one thing."""

from __future__ import annotations

from collections.abc import Iterator

from newsmarkup.document.problem import Problem
from newsmarkup.graph.rules.base import Markup, finding, over_markup, short
from newsmarkup.graph.rules.items import ARTICLES, Item, bare
from newsmarkup.graph.rules.message import _
from newsmarkup.graph.rules.values import is_address

# What may name a page or a document that is not described here.
_ELSEWHERE = frozenset(
    "mainEntityOfPage item sameAs license usageInfo isBasedOn citation url significantLink relatedLink target "
    "workTranslation translationOfWork isPartOf".split()
)


@over_markup("dangling-id")
def dangling(markup: Markup) -> Iterator[Problem]:
    for item in markup.items.dangling:
        if bare(item.id) != item.id or item.above is None:
            continue
        if item.name in _ELSEWHERE and "#" not in item.id and is_address(item.id):
            continue
        said = _("“{name}” refers to {id}, which is not on the page.", name=item.name, id=short(item.id, 80))
        mend = _("Add that node, or write its facts here.")
        yield finding("dangling-id", item.above, item.name, said, mend, item.index)


@over_markup("clashing-id")
def clashing(markup: Markup) -> Iterator[Problem]:
    for id, items in markup.items.declared.items():
        first = items[0]
        for other in items[1:]:
            if first.types and other.types and not _together(first, other, markup):
                said = _(
                    "{id} is a {one} in one place and a {other} in another.",
                    id=short(id, 80),
                    one="/".join(first.types),
                    other="/".join(other.types),
                )
                yield finding("clashing-id", other, "@id", said, _("Give each thing an @id of its own."))
                break


def _together(one: Item, other: Item, markup: Markup) -> bool:
    """Whether one thing may be both: the same types, or those of one are above those of the other."""
    a, b = set(one.types), set(other.types)
    if a <= b or b <= a:
        return True
    if markup.vocabulary:
        return a <= markup.vocabulary.kinds(b) or b <= markup.vocabulary.kinds(a)
    return any(all(map(alike, a | b)) for alike in (_is_page, _is_organization, ARTICLES.__contains__))


def _is_page(type_: str) -> bool:
    return type_.endswith("Page")


def _is_organization(type_: str) -> bool:
    return type_.endswith("Organization")


@over_markup("relative-id", "missing-type")
def identity(markup: Markup) -> Iterator[Problem]:
    for item in markup.items:
        if item.id and not (item.id.startswith("_:") or is_address(item.id)):
            said = _("The @id “{id}” is no full address.", id=short(item.id))
            yield finding("relative-id", item, "@id", said, _("Write it with https:// and the host."))
        if not item.kinds and item.data and item.name != "author":
            yield finding("missing-type", item, "@type", _("This node doesn't say what it is."), _("Give it a @type."))
