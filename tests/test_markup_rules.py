"""The rules over any JSON-LD: for each a page that breaks it, and the same page mended."""

import json
from pathlib import Path

import pytest

from newsmarkup.graph.rules import REGISTRY, RULES
from newsmarkup.inspecting import inspect
from tests import test_inspect_wild, test_planted_faults

PAGE = "https://paper.example/a/"
ADA = {"@type": "Person", "name": "Ada Holm", "url": "https://paper.example/ada/"}
LOGO = {"@type": "ImageObject", "url": "https://paper.example/logo.png"}
PAPER = {"@type": "NewsMediaOrganization", "name": "The Paper", "url": "https://paper.example/", "logo": LOGO}
ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "mainEntityOfPage": PAGE,
    "url": PAGE,
    "headline": "The harbour opens",
    "description": "After a year.",
    "image": {"@type": "ImageObject", "contentUrl": "https://paper.example/h.jpg", "creditText": "I. Brandt",
              "license": "https://paper.example/licence/"},
    "datePublished": "2026-05-04T12:00:00Z",
    "dateModified": "2026-05-04T12:00:00Z",
    "author": ADA,
    "publisher": PAPER,
}  # fmt: skip


def with_(**facts):
    """The article with these properties, `_` before a name standing for `@`; None takes one away."""
    facts = {"@" + name[1:] if name[0] == "_" else name: value for name, value in facts.items()}
    return {name: value for name, value in {**ARTICLE, **facts}.items() if value is not None}


def graph(*nodes):
    return {"@context": "https://schema.org", "@graph": [{k: v for k, v in ARTICLE.items() if k != "@context"}, *nodes]}


def page(markup, body="<h1>The harbour opens</h1>", head=""):
    blocks = markup if isinstance(markup, list) else [markup]
    scripts = "".join(f'<script type="application/ld+json">{json.dumps(block)}</script>' for block in blocks)
    return f"<!doctype html><html><head><title>A</title>{head}{scripts}</head><body>{body}</body></html>"


def part(selector=".paid", free=False):
    return {"@type": "WebPageElement", "isAccessibleForFree": free, "cssSelector": selector}


def step(n, **facts):
    return {"@type": "ListItem", "position": n, "name": f"Step {n}", "item": {"@type": "WebPage", "@id": PAGE}, **facts}


def crumbs(*steps):
    return graph({"@type": "BreadcrumbList", "itemListElement": list(steps)})


def claim(**facts):
    rating = {"@type": "Rating", "ratingValue": 1, "worstRating": 1, "bestRating": 5, "alternateName": "False"}
    made = {"@type": "ClaimReview", "claimReviewed": "It cost a school.", "url": PAGE, "reviewRating": rating} | facts
    return graph({name: value for name, value in made.items() if value is not None})


def live(*updates, **facts):
    start = {"_type": "LiveBlogPosting", "coverageStartTime": "2026-05-04T12:00:00Z", "liveBlogUpdate": list(updates)}
    return with_(**{**start, **facts})


UPDATE = {
    "@type": "BlogPosting",
    "headline": "It is over",
    "datePublished": "2026-05-04T13:00:00Z",
    "articleBody": "Over.",
}
FILM = {"@type": "VideoObject", "name": "A bell", "thumbnailUrl": "https://paper.example/t.jpg",
        "uploadDate": "2026-05-04T12:00:00Z", "contentUrl": "https://paper.example/v.mp4"}  # fmt: skip
FILMLESS = {name: value for name, value in FILM.items() if name != "thumbnailUrl"}
SPOKEN = {"@type": "Quotation", "text": "We open in May.", "creator": ADA}
OTHER = "<link rel=canonical href=https://paper.example/other/>"
PAID = '<h1>The harbour opens</h1><div class="paid">…</div>'
BASE = page(ARTICLE)
CASES = {
    "missing-headline": (with_(headline=None), ARTICLE),
    "long-headline": (with_(headline="x" * 111), with_(headline="x" * 110)),
    "headline-not-h1": (page(ARTICLE, "<h1>Something else</h1>"), BASE),
    "missing-description": (with_(description=None), ARTICLE),
    "missing-lead": (with_(image=None), ARTICLE),
    "missing-page": (with_(mainEntityOfPage=None), ARTICLE),
    "other-page": (page(ARTICLE, head=OTHER), page(ARTICLE, head=f"<link rel=canonical href={PAGE}>")),
    "article-twice": (page([ARTICLE, ARTICLE]), BASE),
    "several-articles": (page([ARTICLE, with_(headline="The bank opens", url=PAGE + "b", mainEntityOfPage=PAGE + "b")]), BASE),
    "published-without-date": (with_(datePublished=None), ARTICLE),
    "missing-modified": (with_(dateModified=None), ARTICLE),
    "changed-before-published": (with_(dateModified="2026-05-03T12:00:00Z"), ARTICLE),
    "missing-author": (with_(author=None), ARTICLE),
    "author-as-text": (with_(author="Ada Holm"), ARTICLE),
    "author-without-type": (with_(author={"name": "Ada Holm"}), ARTICLE),
    "author-without-name": (with_(author={**ADA, "name": ""}), ARTICLE),
    "author-no-agent": (with_(author={"@type": "Place", "name": "Ada"}), ARTICLE),
    "author-without-url": (with_(author={"@type": "Person", "name": "Ada Holm"}), ARTICLE),
    "several-in-one-name": (with_(author={**ADA, "name": "Ada Holm, Nora Lind"}), ARTICLE),
    "by-in-name": (with_(author={**ADA, "name": "By Ada Holm"}), ARTICLE),
    "name-in-capitals": (with_(author={**ADA, "name": "ADA HOLM"}), ARTICLE),
    "outlet-as-person": (with_(author={**ADA, "name": "The Paper"}), ARTICLE),
    "newsroom-as-person": (with_(author={**ADA, "name": "Newsroom Staff"}), ARTICLE),
    "person-without-name": (with_(mentions={"@type": "Person", "url": PAGE}), with_(mentions=ADA)),
    "missing-publisher": (with_(publisher=None), ARTICLE),
    "publisher-without-name": (with_(publisher={**PAPER, "name": ""}), ARTICLE),
    "publisher-without-logo": (with_(publisher={"@type": "Organization", "name": "The Paper"}), ARTICLE),
    "publisher-url-is-article": (with_(publisher={**PAPER, "url": PAGE}), ARTICLE),
    "profile-without-person": (graph({"@type": "ProfilePage", "url": PAGE}), graph({"@type": "ProfilePage", "url": PAGE, "mainEntity": ADA})),
    "speaker-no-agent": (graph({**SPOKEN, "creator": {"@type": "Place", "name": "The pier"}}), graph(SPOKEN)),
    "quotation-without-text": (graph({**SPOKEN, "text": ""}), graph(SPOKEN)),
    "picture-without-credit": (with_(image={"@type": "ImageObject", "contentUrl": "https://paper.example/h.jpg"}), ARTICLE),
    "picture-without-license": (with_(image={**ARTICLE["image"], "license": ""}), ARTICLE),
    "picture-without-url": (with_(image={**ARTICLE["image"], "contentUrl": ""}), ARTICLE),
    "video-incomplete": (with_(video=FILMLESS), with_(video=FILM)),
    "liveblog-without-update": (live(), live(UPDATE)),
    "update-incomplete": (live({**UPDATE, "headline": ""}), live(UPDATE)),
    "coverage-ends-early": (
        live(UPDATE, coverageEndTime="2026-05-04T12:30:00Z"),
        live(UPDATE, coverageEndTime="2026-05-04T13:30:00Z"),
    ),
    "claim-incomplete": (claim(claimReviewed=None), claim()),
    "claim-rating-range": (claim(reviewRating={"@type": "Rating", "ratingValue": 6, "bestRating": 5}), claim()),
    "correction-without-text": (
        with_(correction={"@type": "CorrectionComment", "datePublished": "2026-05-04T13:00:00Z"}),
        with_(correction={"@type": "CorrectionComment", "text": "It was May.", "datePublished": "2026-05-04T13:00:00Z"}),
    ),
    "translation-same-language": (
        with_(inLanguage="en", workTranslation={"@type": "NewsArticle", "url": PAGE + "de", "inLanguage": "en"}),
        with_(inLanguage="en", workTranslation={"@type": "NewsArticle", "url": PAGE + "de", "inLanguage": "de"}),
    ),
    "breadcrumb-short": (crumbs(step(1)), crumbs(step(1), step(2))),
    "breadcrumb-incomplete": (crumbs(step(1, position=None), step(2)), crumbs(step(1), step(2))),
    "paywall-not-said": (with_(isAccessibleForFree=False), with_(isAccessibleForFree=False, hasPart=part())),
    "paywall-part-free": (
        with_(isAccessibleForFree=False, hasPart=part(free=True)),
        with_(isAccessibleForFree=False, hasPart=part()),
    ),
    "paywall-selector": (
        with_(isAccessibleForFree=False, hasPart=part("#paid")),
        with_(isAccessibleForFree=False, hasPart=part()),
    ),
    "paywall-selector-absent": (
        page(with_(isAccessibleForFree=False, hasPart=part())),
        page(with_(isAccessibleForFree=False, hasPart=part()), PAID),
    ),
    "speakable-absent": (
        page(with_(speakable={"@type": "SpeakableSpecification", "cssSelector": [".lead"]})),
        page(with_(speakable={"@type": "SpeakableSpecification", "cssSelector": ["h1"]})),
    ),
    "html-in-text": (with_(description="After a <b>year</b>."), with_(description="3 < 4")),
    "entity-in-text": (with_(description="Bread &amp; fish"), with_(description="Bread & fish")),
    "space-around": (with_(headline=" The harbour opens"), ARTICLE),
    "empty-value": (with_(keywords=""), ARTICLE),
    "boolean-as-text": (with_(isAccessibleForFree="True"), with_(isAccessibleForFree=True)),
    "relative-url": (with_(url="/a/"), ARTICLE),
    "date-not-iso": (with_(datePublished="4 May 2026"), ARTICLE),
    "date-without-zone": (with_(datePublished="2026-05-04T12:00:00"), ARTICLE),
    "date-default": (with_(datePublished="1970-01-01T00:00:00Z"), ARTICLE),
    "no-language-tag": (with_(inLanguage="English"), with_(inLanguage="en-GB")),
    "dangling-id": (with_(author={"@id": PAGE + "#nobody"}), ARTICLE),
    "clashing-id": (
        graph({**ADA, "@id": PAGE + "#ada"}, {"@type": "Place", "@id": PAGE + "#ada", "name": "Ada"}),
        graph({**ADA, "@id": PAGE + "#ada"}),
    ),
    "relative-id": (graph({**ADA, "@id": "#ada"}), graph({**ADA, "@id": PAGE + "#ada"})),
    "missing-type": (with_(about={"name": "The harbour"}), with_(about={"@type": "Place", "name": "The harbour"})),
    "unknown-type": (graph({"@type": "Quote", "text": "Yes."}), graph(SPOKEN)),
    "unknown-property": (with_(credit="I. Brandt"), ARTICLE),
    "wrong-case": (with_(Headline="The harbour opens"), ARTICLE),
    "wrong-domain": (with_(author={**ADA, "headline": "Ada"}), ARTICLE),
    "wrong-range": (with_(wordCount=ADA), with_(wordCount=12)),
    "unknown-member": (
        with_(image={**ARTICLE["image"], "digitalSourceType": "https://schema.org/PaintedByHand"}),
        with_(image={**ARTICLE["image"], "digitalSourceType": "https://schema.org/DigitalCaptureDigitalSource"}),
    ),
    "retired-name": (with_(author={**ADA, "awards": "A prize"}), with_(author={**ADA, "award": "A prize"})),
    "no-jsonld": ("<html><head></head><body><h1>The harbour opens</h1></body></html>", BASE),
    "no-article": ({"@context": "https://schema.org", **PAPER}, ARTICLE),
    "other-context": (with_(_context="https://example.org/"), ARTICLE),
    "broken-json": ('{"@context": "https://schema.org", "@type": "NewsArticle" "headline": "A"}', ARTICLE),
    "json-control-character": ('{"@context": "https://schema.org", "description": "two\nlines"}', ARTICLE),
    "json-trailing-comma": ('{"@context": "https://schema.org", "@type": "NewsArticle",}', ARTICLE),
    "json-extra-data": (json.dumps(ARTICLE) + ";", ARTICLE),
    "json-wrapped": ("<!--" + json.dumps(ARTICLE) + "-->", ARTICLE),
    "json-twice-named": ('{"@context": "https://schema.org", "headline": "A", "headline": "B"}', ARTICLE),
}  # fmt: skip
# Seen elsewhere: in an Article (test_rules), in extensions (test_extending), by the command (test_check_command).
ELSEWHERE = {"extension-failed", "extension-refused", "unreadable"}


def codes(markup):
    return {problem.code for problem in inspect(markup if isinstance(markup, str) else json.dumps(markup)).problems}


def test_nothing_is_wrong_with_the_page_they_start_from():
    assert codes(BASE) == set()


@pytest.mark.parametrize("code", CASES)
def test_a_rule_says_what_is_wrong_and_nothing_once_it_is_mended(code):
    wrong, right = CASES[code]
    assert code in codes(wrong)
    assert code not in codes(right)


def test_every_rule_is_tried():
    assert set(CASES) | set(REGISTRY.article) | ELSEWHERE == set(RULES)


def test_every_rule_is_in_the_docs():
    docs = (Path(__file__).resolve().parents[1] / "docs/rules.md").read_text(encoding="utf-8")
    for rule in RULES.values():
        asked = "this house" if rule.source == "house" else rule.source
        assert f"| `{rule.code}` | {rule.severity} | {rule.about} |" in docs
        assert asked in docs


def test_the_other_tests_know_only_codes_that_there_are():
    told = {code for code, _name in test_inspect_wild.RECORDED.values()}
    told |= {code for _plant, code in test_planted_faults.FAULTS.values()}
    assert told <= set(RULES)


@pytest.mark.parametrize("code", CASES)
def test_every_problem_is_a_sentence_with_its_mend(code):
    wrong, _right = CASES[code]
    for problem in inspect(wrong if isinstance(wrong, str) else json.dumps(wrong)).problems:
        assert problem.message[-1] in ".…" or ": " in problem.message, problem
        assert problem.mend.endswith("."), problem
        assert problem.severity == RULES[problem.code].severity
