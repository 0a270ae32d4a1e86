"""What the kinds of work need in JSON-LD: pictures, films, quotations, live blogs, checked claims, corrections,
translations, breadcrumbs."""

from __future__ import annotations

from collections.abc import Iterator

from newsmarkup.document.problem import Problem
from newsmarkup.graph.rules.base import Finding, Markup, finding, over_markup, short
from newsmarkup.graph.rules.items import Item, values
from newsmarkup.graph.rules.message import _
from newsmarkup.graph.rules.values import moment

_RIGHTS = ("creator", "creditText", "copyrightNotice", "license")
_SHOWN = ("image", "primaryImageOfPage", "")  # not logos, stills and portraits


@over_markup("picture-without-url", "picture-without-credit", "picture-without-license")
def pictures(markup: Markup) -> Iterator[Problem]:
    for item in markup.items:
        if "ImageObject" not in item.kinds:
            continue
        if not item.has("contentUrl", "url"):
            said = _("A picture has no address.")
            yield finding("picture-without-url", item, "contentUrl", said, _("Add contentUrl."))
        if item.name not in _SHOWN or (item.above is not None and item.above.is_agent):
            continue
        if any(one.name == "logo" for one in item.also):
            continue
        name = short(next(iter((*item.texts("caption"), *item.texts("description"), *item.texts("name"))), ""))
        who = _("The picture “{shows}”", shows=name) if name else _("The picture")
        if not item.has(*_RIGHTS):
            said = _("{name} has no credit.", name=who)
            yield finding(
                "picture-without-credit", item, "creditText", said, _("Say who made it: creator or creditText.")
            )
        elif not item.has("license"):
            said = _("{name} has no link to its licence: search engines can't show it as licensable.", name=who)
            yield finding("picture-without-license", item, "license", said, _("Add license and acquireLicensePage."))
    for article in markup.articles:
        bare = article.texts("image")
        if bare and not markup.items.items(article, "image"):
            said = _("The picture is an address alone: nothing says who made it.")
            mend = _("Make it an ImageObject with creator, creditText and license.")
            yield finding("picture-without-credit", article, "image", said, mend)


@over_markup("speaker-no-agent", "quotation-without-text", "video-incomplete", "correction-without-text",
             "claim-incomplete", "claim-rating-range")  # fmt: skip
def works(markup: Markup) -> Iterator[Problem]:
    for item in markup.items:
        for kind, judge in _JUDGES.items():
            if kind in item.kinds:
                yield from judge(item, markup)


def _quotation(item: Item, markup: Markup) -> Iterator[Finding]:
    if not item.has("text"):
        yield finding("quotation-without-text", item, "text", _("A quotation has no words."), _("Add its text."))
    for name in ("spokenByCharacter", "creator"):
        for speaker in markup.items.items(item, name):
            if speaker.kinds and not markup.is_agent(speaker):
                said = _("The words “{words}” are spoken by a {kind}.", words=short(" ".join(item.texts("text"))),
                         kind="/".join(speaker.kinds))  # fmt: skip
                yield finding("speaker-no-agent", item, name, said, _("Name a person or an organization."))


def _lacking(code: str, item: Item, needed: tuple[tuple[str, ...], ...], what: str) -> Iterator[Finding]:
    for names in needed:
        if not item.has(*names):
            said = _("{what} has no {name}.", what=what, name=names[0])
            yield finding(code, item, names[0], said, _("Add it."))


def _video(item: Item, markup: Markup) -> Iterator[Finding]:
    needed = (("name",), ("thumbnailUrl", "thumbnail"), ("uploadDate",))
    yield from _lacking("video-incomplete", item, needed, _("The video"))


def _correction(item: Item, markup: Markup) -> Iterator[Finding]:
    if not item.has("text"):
        said = _("A correction doesn't say what was corrected.")
        yield finding("correction-without-text", item, "text", said, _("Write what was wrong and what is right."))


def _claim(item: Item, markup: Markup) -> Iterator[Finding]:
    needed = (("claimReviewed",), ("reviewRating",), ("url",))
    yield from _lacking("claim-incomplete", item, needed, _("The checked claim"))
    for rating in markup.items.items(item, "reviewRating"):
        numbers = [_number(rating.get(name)) for name in ("worstRating", "ratingValue", "bestRating")]
        worst, value, best = numbers
        if not rating.has("alternateName", "ratingValue"):
            said = _("The rating says neither a number nor a word.")
            yield finding(
                "claim-incomplete", rating, "alternateName", said, _("Add alternateName: “False”, “Half true”.")
            )
        if value is not None and ((worst is not None and value < worst) or (best is not None and value > best)):
            said = _("The rating {value} is outside its scale.", value=value)
            yield finding("claim-rating-range", rating, "ratingValue", said, _("Correct it, or the scale."))


def _number(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, (int, float, str)) else None
    except ValueError:
        return None


_JUDGES = {"Quotation": _quotation, "VideoObject": _video, "CorrectionComment": _correction, "ClaimReview": _claim}


@over_markup("liveblog-without-update", "update-incomplete", "coverage-ends-early")
def liveblog(markup: Markup) -> Iterator[Problem]:
    for article in markup.articles:
        if "LiveBlogPosting" not in article.kinds:
            continue
        updates = markup.items.items(article, "liveBlogUpdate")
        if not updates and article.get("isAccessibleForFree") is not False:
            said = _("The live blog has no updates.")
            yield finding("liveblog-without-update", article, "liveBlogUpdate", said, _("Add the first one."))
        for update in updates:
            needed = (("headline",), ("datePublished",), ("articleBody", "video", "image"))
            yield from _lacking("update-incomplete", update, needed, _("An update"))
        start, end = moment(article.get("coverageStartTime")), moment(article.get("coverageEndTime"))
        last = max(filter(None, (moment(update.get("datePublished")) for update in updates)), default=None)
        if end and ((start and end < start) or (last and end < last)):
            said = _("The coverage ends before its beginning or its last update.")
            yield finding("coverage-ends-early", article, "coverageEndTime", said, _("Correct the end, or clear it."))


@over_markup("translation-same-language")
def translations(markup: Markup) -> Iterator[Problem]:
    for article in markup.articles:
        language = article.get("inLanguage")
        for name in ("workTranslation", "translationOfWork"):
            for other in markup.items.items(article, name):
                if language and other.get("inLanguage") == language:
                    said = _("A translation is in the same language as the article: {language}.", language=language)
                    mend = _("Correct the language of one of the two.")
                    yield finding("translation-same-language", other, "inLanguage", said, mend)


@over_markup("breadcrumb-short", "breadcrumb-incomplete")
def breadcrumb(markup: Markup) -> Iterator[Problem]:
    for item in markup.items:
        if "BreadcrumbList" not in item.kinds:
            continue
        steps = markup.items.items(item, "itemListElement")
        if len(steps) < 2:
            said = _("The breadcrumb has {count} steps.", count=len(steps))
            mend = _("Name at least two: the front page, and the page itself.")
            yield finding("breadcrumb-short", item, "itemListElement", said, mend)
        for n, step in enumerate(steps, 1):
            under = markup.items.items(step, "item")
            named = step.has("name") or any(one.has("name") for one in under)
            lacking = [] if step.get("position") is not None else ["position"]
            lacking += [] if named else ["name"]
            lacking += [] if values(step.get("item")) or n == len(steps) else ["item"]
            for name in lacking:
                said = _("Step {number} of the breadcrumb has no {name}.", number=n, name=name)
                yield finding("breadcrumb-incomplete", step, name, said, _("Add it."))
