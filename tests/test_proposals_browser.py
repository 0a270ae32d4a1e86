"""The review of proposals in a browser: readable and decided on at any width, light and dark; its links lead to the passage."""

import re

import pytest
from django.core.management import call_command

from demo_site.models import Article
from newsmarkup import proposing
from newsmarkup.models import Proposal
from newsmarkup.suggesting.suggestion import Span, Speaker, Suggestion
from tests.test_accessibility import VIEWS, demo, judge, visit  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LIST = "/admin/newsmarkup/proposal/"
BODY = "<p>The harbour opened late.</p>" * 40 + "<p>“The tide waits for nobody,” Jane Roe said.</p>"


@pytest.fixture
def proposals(demo, monkeypatch):  # noqa: F811
    def seek(text, headline):
        for match in re.finditer("“[^”]+”", text.text):
            span = Span(*match.span())
            if not text.overlaps(span):
                yield Suggestion(
                    "quotation", (span,), match[0], 0.97, "In quotation marks.", Speaker("person", "Jane Roe")
                )

    monkeypatch.setattr(proposing, "suggest", lambda *args: tuple(seek(*args)))
    Article.objects.exclude(status="draft").update(body=BODY)
    call_command("newsmarkup_suggest", verbosity=0)


def log_in(page, path=LIST):
    page.goto(path)
    page.fill("#id_username", "editor")
    page.fill("#id_password", "editor")
    page.keyboard.press("Enter")
    page.wait_for_selector("#result_list")


def test_the_list_at_any_width(visit, proposals):  # noqa: F811
    for scheme, width in VIEWS:
        page = visit(scheme, width)
        log_in(page)
        judge(page, f"proposals {scheme} {width}")
        button = page.locator("[name=newsmarkup_accept]").first.bounding_box()
        assert 0 <= button["x"] <= width - button["width"], "the decision is in sight"


def test_accepting_by_keyboard(visit, proposals):  # noqa: F811
    page = visit("light", 1280)
    log_in(page)
    page.locator("[name=newsmarkup_accept]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".messagelist .success")
    assert Proposal.objects.filter(state="accepted").count() == 1


def test_a_link_leads_to_the_passage(visit, proposals):  # noqa: F811
    page = visit("light", 1280)
    log_in(page)
    page.locator(".field-where a").first.click()
    page.wait_for_selector(".newsmarkup-jump[aria-current=true]")
    page.wait_for_function(
        """() => {
          const { top, bottom } = document.querySelector(".ProseMirror[contenteditable] > p:last-of-type").getBoundingClientRect()
          return top > 0 && bottom < innerHeight
        }"""
    )
