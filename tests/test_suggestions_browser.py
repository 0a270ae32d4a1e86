"""Suggestions in Chromium: cards beside the text, decided on by keyboard, and nothing stored that isn't accepted."""

import json
import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model

from demo_site.models import Article
from newsmarkup.document.passage import passages
from newsmarkup.models import Organization, Person, Proposal
from newsmarkup.pipeline import read
from newsmarkup.roles import STANDARD
from tests.test_admin_browser import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

STORY = """The ferry to Saltmere was cancelled again on Monday, and nobody on the quay was surprised.

“The engine is older than most of the crew,” Ada Holm said. “We will have a new one by spring.”

“I have heard that before,” Rosa Vik said.

The harbour stays open."""


@pytest.fixture
def visit(browser, live_server, settings, newsroom):
    """`visit(path, **context)`: a page of the admin, logged in; its `trouble` must stay empty."""
    settings.NEWSMARKUP = {**settings.NEWSMARKUP, "SITE_URL": live_server.url}
    get_user_model().objects.create_superuser("editor", password="editor")
    contexts = []

    def open_page(path="/admin/demo_site/article/add/", **options):
        context = browser.new_context(
            base_url=live_server.url, **{"viewport": {"width": 1280, "height": 900}, **options}
        )
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
        contexts.append(context)
        page = context.new_page()
        page.trouble, page.asked = [], []
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        page.on("console", lambda m: page.trouble.append(m.text) if "Content Security Policy" in m.text else None)
        page.on("request", lambda r: page.asked.append(r) if r.url.endswith("/suggestions/") else None)
        page.goto(path)
        page.fill("#id_username", "editor")
        page.fill("#id_password", "editor")
        page.keyboard.press("Enter")
        page.wait_for_selector(".ProseMirror[contenteditable]")
        page.wait_for_timeout(300)
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            assert not page.trouble
        context.close()


def paste(page, text):
    page.click(".ProseMirror[contenteditable]")
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+v")
    page.wait_for_selector("[data-card]")
    page.wait_for_timeout(100)


def cards(page):
    return page.locator("[data-card]").count()


def wait_for(page, count):
    page.wait_for_function("count => document.querySelectorAll('[data-card]').length === count", arg=count)


def said(page, words):
    page.wait_for_function(
        "words => document.querySelector('.newsmarkup-status').textContent.includes(words)", arg=words
    )


def body(page):
    return page.input_value("#id_body")


def test_paste_and_two_keys_tag_the_article(visit, newsroom):
    page = visit()
    paste(page, STORY)
    said(page, "Suggestions: 2 (Quotation × 2)")
    assert "<q" not in body(page)
    page.keyboard.press("Alt+Shift+9")
    said(page, "No suggestion is left.")
    assert cards(page) == 0
    html = body(page)
    (first, again), other = (
        re.findall(r'data-id="(\w+)" data-speaker="person:mayor"', html),
        'data-speaker-name="Rosa Vik"',
    )
    assert first == again
    assert other in html
    assert f'data-for="{first}">Ada Holm</span>' in html


def test_undo_brings_the_cards_back_and_redo_takes_them(visit):
    page = visit()
    paste(page, STORY)
    page.keyboard.press("Alt+Shift+0")
    wait_for(page, 0)
    page.keyboard.press("Control+z")
    wait_for(page, 2)
    assert "<q" not in body(page)
    assert page.locator(".ProseMirror p").count() == 4
    page.keyboard.press("Control+Shift+z")
    wait_for(page, 0)
    assert body(page).count("<q") == 3


def test_going_through_by_keyboard(visit):
    page = visit()
    paste(page, STORY)
    page.keyboard.press("Alt+Shift+j")
    said(page, "I have heard that before")
    assert "I have heard" in page.locator("[data-card]:has([aria-current])").inner_text()
    assert page.locator(".newsmarkup-current").first.inner_text() == "“"
    page.keyboard.press("Alt+Shift+k")
    said(page, "The engine is older")
    page.keyboard.press("Alt+Shift+a")
    said(page, "Suggestions left: 1.")
    page.keyboard.press("Alt+Shift+r")
    said(page, "Rejected")
    assert cards(page) == 0
    assert body(page).count("<q") == 2
    page.keyboard.type("Still here: ")
    assert "Still here: " in body(page)


def test_the_list_is_worked_by_keyboard_alone(visit):
    page = visit()
    paste(page, STORY)
    page.locator("[data-card] [data-action=accept]").focus()
    page.keyboard.press("Enter")
    said(page, "Suggestions left: 1.")
    assert page.evaluate("document.activeElement.dataset.action") == "accept"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.action") == "reject"
    page.keyboard.press("Enter")
    said(page, "No suggestion is left.")
    assert page.evaluate("Boolean(document.activeElement.closest('.ProseMirror'))")


def test_another_speaker_is_chosen(visit):
    page = visit()
    paste(page, STORY)
    page.keyboard.press("Alt+Shift+j")
    page.keyboard.press("Alt+Shift+s")
    page.wait_for_selector("dialog[open]")
    assert page.input_value("dialog[open] [name=speaker]") == "Rosa Vik"
    page.keyboard.press("Control+a")
    page.keyboard.type("Ada Ho")
    page.wait_for_selector("dialog[open] [role=option] strong >> text=Ada Holm")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    said(page, "Accepted")
    assert body(page).count('data-speaker="person:mayor"') == 1
    assert "I have heard" in body(page).split('data-speaker="person:mayor"')[1][:40]
    assert cards(page) == 1


def test_what_is_rejected_stays_rejected_in_a_new_article(visit, newsroom):
    page = visit()
    paste(page, STORY)
    page.keyboard.press("Alt+Shift+r")
    wait_for(page, 1)
    page.keyboard.press("Control+End")
    page.keyboard.type(" And so on.")
    page.wait_for_timeout(1200)
    assert cards(page) == 1
    page.fill("#id_headline", "The ferry")
    page.select_option("#id_section", label="Town")
    press(page, "[name=_continue] >> nth=0")
    page.wait_for_selector("[data-card]")
    page.wait_for_timeout(300)
    assert cards(page) == 1
    article = Article.objects.get()
    assert "<q" not in article.body
    assert Proposal.objects.of(article).count() == 1
    assert json.dumps(article.jsonld).count("Quotation") == 0


def test_what_is_rejected_in_a_stored_article_is_kept_at_once_and_can_come_back(visit, make_article):
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY.split("\n\n"))
    article = make_article(paragraphs)
    page = visit(f"/admin/demo_site/article/{article.pk}/change/")
    page.wait_for_selector("[data-card]")
    with page.expect_response("**/rejections/"):
        page.click("[data-action=reject]")
    assert Proposal.objects.of(article).get().state == "rejected"
    page.reload()
    page.wait_for_selector("[data-card]")
    assert cards(page) == 1
    with page.expect_response("**/rejections/"):
        page.click("[data-action=reject]")
    wait_for(page, 0)
    with page.expect_response("**/rejections/"):
        page.click("text=Bring back 1 rejected")
    page.wait_for_selector("[data-card]")
    assert Proposal.objects.of(article).count() == 1


def test_headline_dateline_and_byline_go_to_the_form_and_back(visit, newsroom):
    page = visit()
    paste(page, f"Ferry stays in port\n\nBy Nora Lind\n\nSALTMERE (Wire) — {STORY}\n\n{STORY}")
    before = body(page)
    page.keyboard.press("Alt+Shift+0")
    page.wait_for_selector("[data-card] [data-action=accept]", state="detached")
    values = "[...document.querySelectorAll('#id_headline, #id_slug, #id_dateline, select[name$=\"-0-person\"]')].map(e => e.value)"
    filled = ["Ferry stays in port", "ferry-stays-in-port", "SALTMERE (Wire)", str(newsroom.reporter.pk)]
    assert sorted(page.evaluate(values)) == sorted(filled)
    assert body(page).startswith("<p>The ferry to Saltmere")
    page.keyboard.press("Control+z")
    page.wait_for_timeout(200)
    assert body(page) == before
    assert set(page.evaluate(values)) <= {"", "ferry-stays-in-port"}
    assert page.locator("[data-card]").count() > 4
    page.keyboard.press("Control+Shift+z")
    page.wait_for_timeout(200)
    assert sorted(page.evaluate(values)) == sorted(filled)


def test_a_headline_in_the_form_is_never_overwritten(visit):
    page = visit()
    page.fill("#id_headline", "My own words")
    paste(page, f"Ferry stays in port\n\nBy Nora Lind\n\n{STORY}")
    page.keyboard.press("Alt+Shift+0")
    page.wait_for_timeout(300)
    assert page.input_value("#id_headline") == "My own words"
    assert "Ferry stays in port" in body(page)


def test_one_question_a_pause_and_none_while_typing(visit):
    page = visit()
    paste(page, STORY)
    page.wait_for_timeout(900)
    asked = len(page.asked)
    page.keyboard.press("Control+End")
    page.keyboard.type(" “The fish are fine,” Nora Lind said.", delay=15)
    assert len(page.asked) == asked
    wait_for(page, 3)
    assert len(page.asked) == asked + 1


def test_an_answer_to_an_older_text_is_never_shown(visit):
    page = visit()
    waiting = []
    page.route("**/suggestions/", lambda route: waiting.append(route))
    page.click(".ProseMirror[contenteditable]")
    page.keyboard.type("“One,” Ada Holm said.")
    page.wait_for_timeout(900)
    page.keyboard.press("Home")
    page.keyboard.type("Then: ")
    for route in waiting:
        route.continue_()
    page.unroute("**/suggestions/")
    page.wait_for_selector("[data-card]")
    assert page.locator(".newsmarkup-suggested").all_inner_texts() in (["“", "One,”"], ["“One,”"])


def test_hidden_suggestions_stay_hidden(visit):
    page = visit()
    paste(page, STORY)
    page.click("text=Hide")
    assert cards(page) == 0
    assert page.locator(".newsmarkup-suggested").count() == 0
    asked = len(page.asked)
    page.keyboard.type("More. ")
    page.wait_for_timeout(900)
    assert len(page.asked) == asked
    page.keyboard.press("Alt+Shift+g")
    page.wait_for_selector("[data-card]")
    said(page, "Suggestions: 2")


def test_a_server_that_fails_is_told_and_can_be_asked_again(visit):
    page = visit()
    page.route("**/suggestions/", lambda route: route.abort())
    page.click(".ProseMirror[contenteditable]")
    page.keyboard.type("“One,” Ada Holm said.")
    page.wait_for_selector("text=The server cannot be reached")
    page.unroute("**/suggestions/")
    page.click("text=Try again")
    page.wait_for_selector("[data-card]")
    assert not page.locator("text=The server cannot be reached").count()


@pytest.mark.parametrize("view", [("light", 1280), ("dark", 1280), ("light", 400), ("dark", 820)], ids=str)
def test_the_cards_are_for_everybody(visit, view):
    scheme, width = view
    page = visit(color_scheme=scheme, viewport={"width": width, "height": 900})
    paste(page, f"Ferry stays in port\n\nBy Nora Lind\n\n{STORY}")
    result = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
    assert not result.response["violations"], result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    page.keyboard.press("Alt+Shift+j")
    page.wait_for_timeout(200)
    card = page.locator("[data-card]:has([aria-current])")
    assert card.is_visible()
    marked = page.locator(".newsmarkup-current").first.bounding_box()
    panel = page.locator(".newsmarkup-suggestions").bounding_box()
    assert 0 <= marked["y"] < 900
    if width < 1000:
        assert panel["y"] + panel["height"] <= 901
        assert marked["y"] + marked["height"] <= panel["y"] + 1


@pytest.mark.shared
def test_the_seed_from_paste_to_tagged_in_three_actions(visit, shared, tmp_path):
    text = (shared / "seed/article.txt").read_text(encoding="utf-8")
    gold = json.loads((shared / "seed/article-gold.json").read_text(encoding="utf-8"))
    for speaker in gold["speakers"]:
        model = Person if speaker["type"] == "Person" else Organization
        model.objects.create(name=speaker["name"], aliases=speaker["aliases"])
    page = visit()
    paste(page, text)  # one
    page.screenshot(path=Path(os.environ.get("SCREENSHOTS", tmp_path)) / "suggested.png")
    page.keyboard.press("Alt+Shift+9")  # two
    said(page, "Accepted")
    page.keyboard.press("Alt+Shift+0")  # three
    page.wait_for_selector(".newsmarkup-card-tools [data-action=all]", state="hidden")
    page.wait_for_timeout(1200)
    left = page.locator("[data-card] .newsmarkup-role").all_inner_texts()
    assert all(role.startswith(("Pull quote", "Indirect speech")) for role in left), left
    page.screenshot(path=Path(os.environ.get("SCREENSHOTS", tmp_path)) / "accepted.png")
    assert page.input_value("#id_headline") == gold["headline"]
    page.select_option("#id_section", label="Town")
    assert press(page, "[name=_continue] >> nth=0").ok
    body = read(Article.objects.get().body)
    found = passages(body, STANDARD)
    groups = {}
    for quote in gold["quotes"]:
        groups.setdefault(quote["group"], (quote["speaker"], []))[1].append(quote["text"])
    names = {row.target: row.name for model in (Person, Organization) for row in model.objects.all()}
    told = {one.parts: names[one.speaker.target] for one in found if one.role == "quotation"}
    assert told == {tuple(texts): speaker for speaker, texts in groups.values()}
    (caption,) = (one.text for one in found if one.role == "caption")
    (credit,) = (one.text for one in found if one.role == "credit")
    assert (caption, credit) == (gold["caption"]["text"], gold["credit"]["text"])
    words = " ".join(block.text for block in body.blocks)
    assert words.count(gold["credit"]["text"]) == 1
    assert not any(line in words for line in gold["not_body"])
    assert sum(block.name == "p" for block in body.blocks) == gold["paragraphs"]
