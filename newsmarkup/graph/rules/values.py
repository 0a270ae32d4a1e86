"""Values in JSON-LD: texts without HTML, addresses with their host, times with their zone, true and false as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from newsmarkup.document.problem import Problem
from newsmarkup.graph.rules.base import Finding, Markup, finding, over_markup, short
from newsmarkup.graph.rules.items import Item, is_empty, values
from newsmarkup.graph.rules.message import _

ADDRESSES = frozenset(
    "url contentUrl embedUrl thumbnailUrl sameAs mainEntityOfPage image logo license acquireLicensePage usageInfo "
    "discussionUrl installUrl publishingPrinciples ethicsPolicy correctionsPolicy diversityPolicy masthead "
    "missionCoveragePrioritiesPolicy noBylinesPolicy unnamedSourcesPolicy actionableFeedbackPolicy "
    "verificationFactCheckingPolicy item".split()
)
DATES = frozenset(
    "datePublished dateModified dateCreated uploadDate expires coverageStartTime coverageEndTime startDate endDate "
    "contentReferenceTime sdDatePublished".split()
)
TRUTHS = frozenset(
    "isAccessibleForFree isFamilyFriendly representativeOfPage requiresSubscription isLiveBroadcast".split()
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}\d{0,2}|#x?[0-9a-fA-F]{1,6});")
_ADDRESS = re.compile(r"https?://[^\s/?#]+(?:[/?#]\S*)?")
_TIME = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-4]):[0-5]\d(?::[0-6]\d(?:[.,]\d+)?)?(Z|[+-]\d\d(?::?\d\d)?)?"
)
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
# What PHP, .NET and Unix put where they know no date.
_DEFAULT = re.compile(r"-?000[01]-|0000|1970-01-01T0[01]:00(?::00)?|1900-01-01T00:00|1969-12-31T23:59:59")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*|x-[A-Za-z0-9-]+")


@over_markup(
    "html-in-text", "entity-in-text", "space-around", "empty-value", "boolean-as-text", "relative-url",
    "date-not-iso", "date-without-zone", "date-default", "no-language-tag",
)  # fmt: skip
def plain(markup: Markup) -> Iterator[Problem]:
    for item in markup.items:
        for name, given in item.data.items():
            if name[:1] == "@" or (type(given) is dict and given):
                continue
            if is_empty(given):
                said = _("“{name}” says nothing.", name=name)
                yield finding("empty-value", item, name, said, _("Leave the property out, or fill it."))
                continue
            many = type(given) is list and len(given) > 1
            for n, value in enumerate(values(given)):
                if type(value) is str:
                    yield from _text(item, name, value, n if many else None)


def _text(item: Item, name: str, value: str, index: int | None) -> Iterator[Finding]:
    if "<" in value and _TAG.search(value):
        said = _("“{name}” holds HTML: {start}", name=name, start=short(value))
        yield finding("html-in-text", item, name, said, _("Write plain text."), index)
    if "&" in value and _ENTITY.search(value):
        said = _("“{name}” holds the HTML entity {entity}.", name=name, entity=_ENTITY.search(value)[0])  # type: ignore[index]
        yield finding("entity-in-text", item, name, said, _("Write the character itself."), index)
    if value[0].isspace() or value[-1].isspace():
        said = _("“{name}” begins or ends with space.", name=name)
        yield finding("space-around", item, name, said, _("Take it away."), index)
    if name in ADDRESSES:
        if not is_address(value):
            said = _("“{name}” is no full address: {value}", name=name, value=short(value))
            yield finding("relative-url", item, name, said, _("Write it with https:// and the host."), index)
    elif name in DATES:
        yield from _date(item, name, value, index)
    elif name in TRUTHS:
        if value.lower() in ("true", "false"):
            said = _("“{name}” is the text “{value}”.", name=name, value=value)
            yield finding("boolean-as-text", item, name, said, _("Write true or false without quotes."), index)
    elif name == "inLanguage" and not _LANGUAGE.fullmatch(value):
        said = _("The language “{value}” is no language tag.", value=short(value))
        yield finding("no-language-tag", item, name, said, _("Write a tag such as en, de-AT or ar."), index)


def _date(item: Item, name: str, value: str, index: int | None) -> Iterator[Finding]:
    if not value.strip():
        return
    if _DEFAULT.match(value):
        said = _("“{name}” is {value}: no real date.", name=name, value=value)
        yield finding("date-default", item, name, said, _("Say when it was, or leave it out."), index)
    elif not _DATE.fullmatch(value):
        match = _TIME.fullmatch(value)
        if match is None:
            said = _("“{name}” is not written as ISO 8601 says: {value}", name=name, value=short(value))
            yield finding("date-not-iso", item, name, said, _("Write it like 2026-05-04T12:30:00+02:00."), index)
        elif not match[1]:
            said = _("“{name}” has no time zone: {value}", name=name, value=value)
            yield finding("date-without-zone", item, name, said, _("Add it: +02:00, or Z for UTC."), index)


def is_address(value: str) -> bool:
    return bool(_ADDRESS.fullmatch(value))


def moment(value: Any) -> datetime | None:
    """When that is, as far as it can be told; without a zone it counts as UTC."""
    if not isinstance(value, str) or _DEFAULT.match(value):
        return None
    try:
        at = datetime.fromisoformat(value.strip())
    except ValueError:
        try:
            at = datetime.combine(date.fromisoformat(value.strip()[:10]), datetime.min.time())
        except ValueError:
            return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at
