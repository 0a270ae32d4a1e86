"""The main job, in a browser: the first article is pasted, tagged by keyboard, saved, published and read by machines.

Its text and gold tags lie outside the repository. Fifteen marked passages become fourteen Quotation nodes: two of them
are one utterance interrupted by its cue ("…," he said. "…"), one group in the gold, so one quotation of two parts.
"""

import io
import json
import os
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from demo_site.models import Article
from newsmarkup import publishing
from newsmarkup.document.passage import passages
from newsmarkup.exporting.base import exporters
from newsmarkup.models import Organization, Person, Photo, Section
from newsmarkup.pipeline import read
from newsmarkup.roles import STANDARD
from tests.judging import judge
from tests.selection import SELECT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.shared]


def picture():
    image = Image.new("RGB", (1600, 900), "#24506b")
    ImageDraw.Draw(image).rectangle([200, 300, 1400, 800], fill="#e8d8b0")
    out = io.BytesIO()
    image.save(out, "JPEG")
    return ContentFile(out.getvalue(), "hall.jpg")


class Editor:
    """The article form in Chromium, used by keyboard."""

    def __init__(self, page):
        self.page = page

    def select(self, text, *, cursor=False, nth=0):
        self.page.evaluate(SELECT, [text, cursor, nth])
        self.page.wait_for_timeout(60)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def speaker(self, name):
        """In the open dialog: type the name, take the first match, save."""
        self.page.wait_for_selector("dialog[open]")
        self.press("Control+a")
        self.page.keyboard.type(name)
        self.page.wait_for_timeout(300)
        first = "dialog[open] [role=listbox]:not([hidden]) [role=option]"
        self.page.wait_for_function(f"name => document.querySelector('{first} strong')?.textContent === name", arg=name)
        self.press("Enter")
        self.page.wait_for_selector(first, state="detached")
        self.press("Enter")
        self.page.wait_for_selector("dialog[open]", state="detached", timeout=5000)

    @property
    def html(self):
        return self.page.eval_on_selector("#id_body", "e => e.value")


@pytest.fixture
def gold(shared):
    text = (shared / "seed/article.txt").read_text(encoding="utf-8")
    return text, json.loads((shared / "seed/article-gold.json").read_text(encoding="utf-8"))


@pytest.fixture
def registry(gold, settings, tmp_path, live_server):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.NEWSMARKUP = {**settings.NEWSMARKUP, "SITE_URL": live_server.url}
    paper = Organization.objects.create(key="paper", name="The Harbour Paper", kind="NewsMediaOrganization", url="/")
    paper.logo.save("logo.png", ContentFile(Image.new("RGB", (256, 256)).tobytes() and _png()))
    Section.objects.create(name="World", slug="world", url="/sections/world/")
    Person.objects.create(name="Nora Lind", key="nora", job_title="correspondent", url="/people/nora/")
    for speaker in gold[1]["speakers"]:
        values = {"name": speaker["name"], "aliases": speaker["aliases"]}
        if speaker["type"] == "Person":
            Person.objects.create(**values, job_title=speaker["jobTitle"])
        else:
            Organization.objects.create(**values, kind="GovernmentOrganization")
    Photo.objects.create(
        key="hall",
        file=picture(),
        alt="A concert hall by the water",
        creator="Saul Loeb",
        source="AP",
        copyright_notice="© 2021 AP",
        license_url="https://agency.example/licence",
        acquire_license_url="https://agency.example/buy",
    )
    get_user_model().objects.create_superuser("editor", password="editor")


def _png():
    out = io.BytesIO()
    Image.new("RGB", (256, 256), "#123").save(out, "PNG")
    return out.getvalue()


def test_the_seed_from_paste_to_published(gold, registry, browser, live_server, shared, tmp_path):
    text, tags = gold
    headline, body = text.split("\n", 1)
    pictures = Path(os.environ.get("SCREENSHOTS", tmp_path))
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page = context.new_page()
    trouble = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda m: trouble.append(m.text) if "Content Security Policy" in m.text else None)
    editor = Editor(page)

    # log in, a new article, the text pasted
    page.goto(f"{live_server.url}/admin/demo_site/article/add/")
    page.fill("#id_username", "editor")
    page.fill("#id_password", "editor")
    editor.press("Enter")
    page.wait_for_selector(".ProseMirror[contenteditable]")
    page.fill("#id_headline", headline)
    page.click(".ProseMirror[contenteditable]")
    page.evaluate("text => navigator.clipboard.writeText(text)", body)
    editor.press("Control+v")
    page.wait_for_function("document.querySelector('.ProseMirror').textContent.length > 4000")

    # caption and credit, by keyboard; the picture from the registry
    caption, credit = tags["caption"]["text"], tags["credit"]["text"]
    editor.select(f"{caption} ({credit})")
    editor.press("Alt+Shift+1")
    editor.select(credit)
    editor.press("Alt+Shift+2")
    page.get_by_role("button", name="Add the picture").focus()
    editor.press("Enter")
    page.wait_for_selector("dialog[open] [role=option]")
    editor.press("Enter")
    page.wait_for_timeout(300)
    while page.query_selector("dialog[open]"):
        editor.press("Enter")
        page.wait_for_timeout(300)
    assert 'data-photo="hall"' in editor.html

    # every quotation: the cursor between its marks, the shortcut, the speaker
    groups = {}
    for quote in tags["quotes"]:
        editor.select(quote["text"], cursor=True)
        if quote["group"] in groups:
            editor.press("Alt+Shift+c")
        else:
            editor.press("Alt+Shift+4")
            editor.speaker(quote["speaker"])
            groups[quote["group"]] = quote["speaker"]
        page.wait_for_timeout(60)
    fourth, fifth = tags["quotes"][3:5]
    pull_quote = " ".join(fifth["text"].split()[9:16])
    editor.select(f"{fourth['mention']} {fourth['cue']}")
    editor.press("Alt+Shift+5")
    editor.select(pull_quote)
    editor.press("Alt+Shift+3")
    page.wait_for_selector(".ProseMirror aside")
    assert page.locator(".ProseMirror aside").inner_text().strip("“” \n").startswith(pull_quote[:10])
    page.screenshot(path=pictures / "tagged.png", full_page=True)

    # save, reload: identical
    tagged = editor.html
    page.fill("#id_slug", "the-seed")
    page.fill("#id_description", "Two ministers met on an island, and both sides said what they made of it.")
    page.select_option("#id_section", label="World")
    page.get_by_role("button", name="Save and continue editing").first.click()
    page.wait_for_selector(".ProseMirror[contenteditable] aside")
    page.wait_for_timeout(500)
    assert not page.locator(".errornote").count(), page.locator(".errornote, .errorlist").all_inner_texts()
    article = Article.objects.get()
    found = {p.id: p for p in passages(read(article.body), STANDARD)}
    assert re.sub(r' id="quote-[^"]*"', "", article.body.replace("\n", "")) == tagged.replace("\n", "")
    assert editor.html.replace("\n", "") in (tagged.replace("\n", ""), article.body.replace("\n", ""))

    # not a word was changed, but for the pull quote, which repeats some
    plain = "\n".join(b.text for b in read(article.body).blocks if b.name != "aside")
    assert plain.split() == body.split()

    # publish: what is missing is asked for first, and is then given
    page.select_option("#id_status", "published")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.wait_for_selector(".newsmarkup-gate")
    asked = page.locator(".newsmarkup-gate li").all_inner_texts()
    assert any("publisher" in said for said in asked), asked
    assert any("author" in said for said in asked), asked
    page.get_by_role("button", name="Save without publishing").click()
    page.wait_for_load_state()
    article.refresh_from_db()
    assert article.status == "draft"
    Article.objects.filter(pk=article.pk).update(publisher=Organization.objects.get(key="paper"))
    from newsmarkup.models import Byline

    Byline.objects.create(article=article, person=Person.objects.get(key="nora"))
    page.goto(f"{live_server.url}/admin/demo_site/article/{article.pk}/change/")
    page.wait_for_selector(".ProseMirror[contenteditable]")
    page.select_option("#id_status", "published")
    page.get_by_role("button", name="Save", exact=True).first.click()
    page.wait_for_load_state()
    article.refresh_from_db()
    assert article.status == "published", page.locator(".newsmarkup-gate li").all_inner_texts()

    # the page, and what machines read in it
    page.goto(live_server.url + article.get_absolute_url())
    assert page.locator("h1").inner_text() == headline
    blocks = json.loads(page.locator('script[type="application/ld+json"]').first.text_content())
    graph = {node["@id"]: node for node in blocks["@graph"]}
    quotations = [node for node in graph.values() if node["@type"] == "Quotation"]
    assert len(quotations) == len(groups) == 14
    assert sum(len(found[q["@id"].rsplit("quote-", 1)[1]].parts) for q in quotations) == 15
    assert Counter(graph[q["creator"]["@id"]]["name"] for q in quotations) == Counter(groups.values())
    said = {}
    for quote in tags["quotes"]:
        said.setdefault(quote["group"], []).append(quote["text"].strip("“”"))
    assert sorted(" ".join(parts) for parts in said.values()) == sorted(q["text"] for q in quotations)
    (image,) = [node for node in graph.values() if node["@type"] == "ImageObject"]
    assert image["caption"] == caption
    assert image["creditText"] == credit
    page.screenshot(path=pictures / "page.png", full_page=True)
    raw = tmp_path / "raw.html"
    raw.write_bytes(page.request.get(page.url).body())
    run = subprocess.run([shared / "judges/judge", raw], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr

    # REST says the same
    record = page.request.get(f"{live_server.url}/api/articles/{article.pk}/").json()
    assert sum(p["role"] == "quotation" for p in record["passages"]) == 14
    assert page.request.get(f"{live_server.url}/api/articles/{article.pk}/?format=jsonld").json() == blocks
    assert publishing.ready([article])[0].record

    # and so does every format that others take
    for format in exporters():
        exported = tmp_path / f"{format.name}.{format.file_extension}"
        answer = page.request.get(f"{live_server.url}/api/articles/{article.pk}/?format={format.name}")
        exported.write_bytes(answer.body())
        assert answer.ok and not judge(format.name, [exported], shared), format.name
    assert not trouble
    context.close()
