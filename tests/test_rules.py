"""The rules: each says what is wrong, in words, with a place to go to."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsmarkup.document.article import Article, Byline, Organization, Person, Picture, Section, Site
from newsmarkup.graph import rules
from newsmarkup.pipeline import clean

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
SITE = Site("The Paper", "https://paper.example")
PHOTO = Picture(
    "harbour", "https://paper.example/h.jpg", alt="Boats", credit_line="I. Brandt", license_url="https://l.example"
)
ADA = Person("ada", "Ada Holm")


def article(body="<p>The harbour opens.</p>", **facts):
    values = {
        "id": "1",
        "url": "https://paper.example/a/",
        "headline": "The harbour opens",
        "site": SITE,
        "description": "After a year.",
        "section": Section("Town"),
        "publisher": Organization("paper", "The Paper"),
        "bylines": (Byline(Person("nora", "Nora Lind")),),
        "lead": PHOTO,
        "published": NOW,
        "speakers": {"person:ada": ADA},
        "pictures": {"harbour": PHOTO},
    }
    return Article(body=clean(body).body, **{**values, **facts})


def found(body="<p>The harbour opens.</p>", status="published", embargo=None, **facts):
    return rules.check(rules.Case(article(body, **facts), NOW, status, embargo))


def codes(*args, **kwargs):
    return [problem.code for problem in found(*args, **kwargs)]


def test_an_article_with_everything_has_no_problem():
    assert codes() == []


FACTS = [
    ({"headline": " "}, "missing-headline", "error", "headline"),
    ({"headline": "x" * 111}, "long-headline", "warning", "headline"),
    ({"body": ""}, "missing-body", "warning", "body"),
    ({"description": ""}, "missing-description", "warning", "description"),
    ({"section": None}, "missing-section", "warning", "section"),
    ({"publisher": None}, "missing-publisher", "warning", "publisher"),
    ({"bylines": ()}, "missing-author", "warning", "bylines"),
    ({"bylines": (Byline(ADA, "editor"),)}, "missing-author", "warning", "bylines"),
    ({"lead": None}, "missing-lead", "notice", "lead_photo"),
    ({"lead": replace(PHOTO, alt="")}, "picture-without-alt", "warning", "lead_photo"),
    ({"lead": replace(PHOTO, credit_line="")}, "picture-without-credit", "warning", "lead_photo"),
    ({"lead": replace(PHOTO, license_url="")}, "picture-without-license", "notice", "lead_photo"),
    ({"published": None}, "published-without-date", "error", "published_at"),
    ({"modified": NOW - timedelta(1)}, "changed-before-published", "error", "modified_at"),
    ({"embargo": NOW}, "embargo-past", "notice", "embargo_until"),
    ({"embargo": NOW + timedelta(1)}, "embargo-holds", "notice", "embargo_until"),
]


@pytest.mark.parametrize(("facts", "code", "severity", "field"), FACTS)
def test_what_a_fact_lacks(facts, code, severity, field):
    (problem,) = found(**facts)
    assert (problem.code, problem.severity, problem.field) == (code, severity, field)
    assert problem.message.endswith(".")
    assert problem.mend


def test_a_draft_needs_no_date_and_a_headline_of_110_characters_is_fine():
    assert codes(status="draft", published=None, headline="x" * 110) == []


def q(attributes, words="“We open on Monday.”"):
    return f'<p>She said: <q data-id="q1" {attributes}>{words}</q></p>'


def figure(inside='<img src="/h.jpg" alt="Boats" data-photo="harbour">', caption="The harbour.", credit="I. Brandt"):
    said = f'<small data-role="credit">{credit}</small>' if credit else ""
    return f'<figure>{inside}<figcaption data-id="c1">{caption} {said}</figcaption></figure>'


SPEAKS = 'data-speaker="person:ada"'
PULL = '<aside data-role="pullquote" data-id="p1" {}><p>{}</p></aside>'
BODIES = [
    (q(""), "quotation-without-speaker", "q1"),
    (q('data-speaker="anonymous"'), None, None),
    (q('data-speaker="person" data-speaker-name="Jo"'), None, None),
    (q('data-speaker="person:gone"'), "speaker-unknown", "q1"),
    ('<p><span data-role="attribution" data-id="a1">she said</span></p>', "attribution-alone", "a1"),
    (q(SPEAKS) + '<p><span data-role="attribution" data-id="a1" data-for="q1">she said</span></p>', None, None),
    (q(SPEAKS) + PULL.format("", "We open on Monday"), None, None),
    (q(SPEAKS) + PULL.format("", "“We … Monday!”"), None, None),
    (q(SPEAKS) + PULL.format("", "We open on Tuesday"), "pullquote-not-in-text", "p1"),
    (q(SPEAKS) + PULL.format('data-speaker="anonymous"', "We open on Monday"), "pullquote-other-speaker", "p1"),
    (q(SPEAKS, "x " * 70) + PULL.format("", "x " * 70), "pullquote-long", "p1"),
    (figure(), None, None),
    (figure(""), "caption-without-picture", "c1"),
    (figure('<img src="/h.jpg" alt="" data-photo="harbour">'), "picture-without-alt", "c1"),
    (figure(credit=""), "picture-without-credit", "c1"),
    (figure('<img src="/x.jpg" alt="Boats">'), "picture-unknown", "c1"),
    (figure('<img src="/x.jpg" alt="Boats" data-photo="gone">'), "picture-unknown", "c1"),
]


@pytest.mark.parametrize(("body", "code", "passage"), BODIES)
def test_what_a_text_lacks(body, code, passage):
    assert [(p.code, p.passage) for p in found(body)] == ([(code, passage)] if code else [])


def test_the_licence_of_a_figure_is_the_photos():
    bare = replace(PHOTO, license_url="")
    assert codes(figure(), pictures={"harbour": bare}) == ["picture-without-license"]


def test_a_pull_quote_may_join_the_parts_of_an_interrupted_quotation():
    body = (
        f'<p><q data-id="q1" {SPEAKS}>“We open on Monday,”</q> she said, '
        '<q data-id="q1">“and we stay.”</q></p>' + PULL.format("", "We open on Monday, and we stay.")
    )
    assert codes(body) == []
    assert rules.repeated(article(body)) == {"p1": "q1"}


def test_a_pull_quote_repeats_the_innermost_quotation_that_has_its_words():
    body = (
        f'<p><q data-id="q1" {SPEAKS}>“He told me: <q data-id="q2" {SPEAKS}>‘It’s safe.’</q> I went.”</q></p>'
        + PULL.format("", "It's safe")
        + '<aside data-role="pullquote" data-id="p2"><p>Nobody knows</p></aside><p>Nobody knows.</p>'
    )
    assert rules.repeated(article(body)) == {"p1": "q2"}


def test_the_worst_comes_first():
    severities = [problem.severity for problem in found(q(""), headline="", lead=None)]
    assert severities == ["error", "warning", "notice"]


def test_every_code_has_a_rule_and_every_rule_is_tried():
    tried = {code for _facts, code, *_rest in FACTS} | {code for _body, code, _id in BODIES if code}
    assert tried == set(rules.REGISTRY.article)
