"""The admin in Chromium: two editors, with and without JavaScript; the keyboard; every page of ours for everybody."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from PIL import Image

from demo_site.models import Article
from newsmarkup.models import Person, Photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = (
    '<p>She said: <q data-id="q1" data-speaker="person:mayor">“We open on Monday.”</q></p>\n'
    "<p>Nobody knows why.</p>\n<p>The boats are back.</p>\n<p>The fish too.</p>\n<p>The end.</p>"
)


@pytest.fixture
def room(settings, tmp_path, live_server, make_article, newsroom):
    settings.MEDIA_ROOT = tmp_path
    settings.NEWSMARKUP = {**settings.NEWSMARKUP, "SITE_URL": live_server.url}
    file = ContentFile(b"", "harbour.png")
    Image.new("RGB", (80, 60), "navy").save(file, "PNG")
    newsroom.photo.file.save("harbour.png", file)
    get_user_model().objects.create_superuser("editor", password="editor")
    newsroom.article = make_article(BODY, headline="Before", lead_photo=Photo.objects.get())
    newsroom.form = f"/admin/demo_site/article/{newsroom.article.pk}/change/"
    return newsroom


@pytest.fixture
def desk(browser, live_server, room):
    """`desk(**context)`: a page where an editor is logged in, in a browser of its own."""
    contexts = []

    def sit_down(**options):
        context = browser.new_context(
            base_url=live_server.url, **{"viewport": {"width": 1280, "height": 900}, **options}
        )
        contexts.append(context)
        page = context.new_page()
        page.trouble = []
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        page.on("console", lambda m: page.trouble.append(m.text) if "Content Security Policy" in m.text else None)
        page.goto("/admin/")
        page.fill("#id_username", "editor")
        page.fill("#id_password", "editor")
        page.click("[type=submit]")
        return page

    yield sit_down
    for context in contexts:
        context.close()


def editor(page):
    page.wait_for_selector(".ProseMirror[contenteditable]")
    page.wait_for_timeout(300)
    return page.locator(".ProseMirror")


def press(page, selector):
    with page.expect_navigation() as answer:
        page.click(selector)
    return answer.value


def collide(first, second, room):
    """Both open the form; the first saves another headline and paragraph, then the second does."""
    first.goto(room.form)
    second.goto(room.form)
    editor(first).locator("p").nth(1).click()
    first.keyboard.press("End")
    first.keyboard.type(" Not even the mayor.")
    first.fill("#id_headline", "The first one’s")
    assert press(first, "[name=_continue] >> nth=0").ok
    second.fill("#id_headline", "The second one’s")


def test_the_second_of_two_editors_chooses_and_nothing_is_lost(desk, room):
    first, second = desk(), desk()
    collide(first, second, room)
    editor(second).locator("p").nth(2).click()
    second.keyboard.press("End")
    second.keyboard.type(" All of them.")
    answer = press(second, "[name=_save] >> nth=0")
    assert answer.status == 409
    assert "Not even the mayor." in second.locator(".newsmarkup-sides").nth(1).inner_text()
    assert "All of them." in second.locator(".newsmarkup-sides").nth(1).inner_text()
    assert not second.trouble
    second.check("[name='choice:headline'][value=theirs]")
    second.check("[name='choice:body'][value=mine]")
    press(second, "text=Go on editing with what I chose")
    assert second.input_value("#id_headline") == "The first one’s"
    assert "All of them." in editor(second).inner_text()
    assert "Not even the mayor." in Article.objects.get().body
    press(second, "[name=_save] >> nth=0")
    article = Article.objects.get()
    assert article.headline == "The first one’s"
    assert article.body == BODY.replace("<q ", '<q id="quote-q1" ').replace("are back.", "are back. All of them.")


def test_the_page_of_two_versions_works_without_javascript(desk, room):
    first, second = desk(), desk(java_script_enabled=False)
    collide(first, second, room)
    second.fill("#id_body", second.input_value("#id_body") + "\n<p>Mine.</p>")
    assert press(second, "[name=_save] >> nth=0").status == 409
    assert not second.locator("[name='choice:body']:checked").count()
    second.check("[name='choice:headline'][value=mine]")
    second.check("[name='choice:body'][value=mine]")
    assert press(second, "text=Save what I chose").ok
    article = Article.objects.get()
    assert article.headline == "The second one’s"
    assert article.body.endswith("<p>Mine.</p>")


def test_saving_by_key_keeps_the_cursor(desk, room):
    page = desk()
    page.goto(room.form)
    editor(page).locator("p").nth(1).click()
    page.keyboard.press("End")
    page.keyboard.type(" Before")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    editor(page)
    page.wait_for_function("document.activeElement.closest('.ProseMirror')")
    page.keyboard.type(" and after.")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    assert " Before and after." in Article.objects.get().body
    page.focus("#id_dateline")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.wait_for_function("document.activeElement.id === 'id_dateline'")


@pytest.mark.parametrize("view", [("light", 1280), ("dark", 1280), ("light", 400)], ids=str)
def test_every_page_is_for_everybody(desk, room, view):
    scheme, width = view
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    page = desk(**options)
    mayor = Person.objects.get(key="mayor").pk
    paths = ["/admin/demo_site/article/", "/admin/demo_site/article/add/", "/admin/newsmarkup/person/"]
    paths += [f"/admin/newsmarkup/person/{mayor}/{name}/" for name in ("change", "delete")]
    paths += [
        "/admin/newsmarkup/photo/",
        f"/admin/newsmarkup/photo/{room.photo.pk}/change/",
        "/admin/newsmarkup/section/",
    ]
    for path in paths:
        page.goto(path)
        page.wait_for_load_state("load")
        page.wait_for_timeout(300)
        judge(page, f"{path} {view}")
    second = desk(**options)
    collide(page, second, room)
    press(second, "[name=_save] >> nth=0")
    judge(second, f"two versions {view}")


def ask_for_speaker(page):
    """The cursor into the quotation, and, once the editor knows it stands there, the shortcut."""
    page.locator(".ProseMirror q").first.click()
    page.wait_for_function("getSelection().anchorNode?.parentElement?.closest('.ProseMirror q')")
    page.wait_for_timeout(200)
    page.keyboard.press("Alt+Shift+s")
    page.wait_for_selector("dialog summary", timeout=10_000)


def test_where_the_words_come_from_is_asked_and_kept(desk, room):
    page = desk()
    page.goto(room.form)
    editor(page)
    page.wait_for_timeout(1500)  # the suggestions are there: one of them is for the same words
    ask_for_speaker(page)
    page.click("dialog summary")
    page.fill("dialog [name=occasion]", "Press conference, Tuesday")
    page.fill("dialog [name=cite]", "paper.example/minutes")
    page.click("dialog [type=submit]")
    assert "begin with https://" in page.locator("dialog [role=alert]").last.inner_text()
    page.fill("dialog [name=cite]", "https://paper.example/minutes")
    page.click("dialog [type=submit]")
    press(page, "[name=_continue]")
    body = Article.objects.get().body
    assert 'data-occasion="Press conference, Tuesday" cite="https://paper.example/minutes"' in body
    assert 'data-speaker="person:mayor"' in body
    editor(page)
    ask_for_speaker(page)
    assert page.input_value("dialog [name=occasion]") == "Press conference, Tuesday"
    judge(page, "speaker dialog, with its origin")
    page.keyboard.press("Escape")
    assert not page.trouble


def test_the_gate_takes_the_editor_to_what_is_wrong(desk, room):
    Article.objects.update(status="draft", description="")
    page = desk()
    page.goto(room.form)
    editor(page)
    page.select_option("#id_status", "published")
    press(page, "[name=_continue]")
    editor(page)
    assert page.evaluate("document.activeElement.className").startswith("newsmarkup-gate")
    judge(page, "before publishing")
    page.click(".newsmarkup-gate a[data-field=description]")
    assert page.evaluate("document.activeElement.id") == "id_description"
    page.fill("#id_description", "After a year.")
    press(page, "[name=_continue]")
    assert Article.objects.get().status == "published"
    assert not page.trouble


def judge(page, where):
    assert not page.trouble, where
    result = Axe().run(page, options={"resultTypes": ["violations"]})
    assert not result.response["violations"], f"{where}: {result.generate_report()}"
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{where} is {overflow}px too wide"
    page.trouble.clear()
