"""axe-core finds nothing, light and dark, wide and narrow; nothing breaks the content security policy."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.core.management import call_command

from demo_site.models import Article
from tests.selection import SELECT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VIEWS = [("light", 1280), ("dark", 1280), ("light", 400), ("dark", 400)]


@pytest.fixture
def demo(settings, tmp_path, live_server):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.NEWSMARKUP = {**settings.NEWSMARKUP, "SITE_URL": live_server.url}
    call_command("demo", verbosity=0)
    get_user_model().objects.create_superuser("editor", password="editor")
    return live_server.url


@pytest.fixture
def visit(browser, demo):
    """`visit(scheme, width)`: a page that keeps what went wrong on it."""
    contexts = []

    def open_page(scheme, width):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, base_url=demo)
        contexts.append(context)
        page = context.new_page()
        page.trouble = []
        page.on("pageerror", lambda error: page.trouble.append(str(error)))
        page.on("console", lambda m: page.trouble.append(m.text) if "Content Security Policy" in m.text else None)
        return page

    yield open_page
    for context in contexts:
        context.close()


def judge(page, where):
    assert not page.trouble, where
    # Without preloading: axe would set style sheets inline, which the page's policy rightly forbids.
    result = Axe().run(page, options={"resultTypes": ["violations"], "preload": False})
    assert not result.response["violations"], f"{where}: {result.generate_report()}"
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{where} is {overflow}px too wide"


def test_the_newspaper(visit):
    paths = ["/", "/sections/town/", "/nothing-here/"]
    paths += [Article.objects.get(language=language).get_absolute_url() for language in ("ar", "de")]
    paths += [Article.objects.published().filter(access="paywalled")[0].get_absolute_url(), "/people/nora-ashdown/"]
    for scheme, width in VIEWS:
        page = visit(scheme, width)
        for path in paths:
            page.goto(path)
            judge(page, f"{path} {scheme} {width}")


def test_the_newsroom(visit):
    article = Article.objects.get(slug="skerrow-rock-inquiry")
    for scheme, width in VIEWS:
        page = visit(scheme, width)
        page.goto(f"/admin/demo_site/article/{article.pk}/change/")
        page.fill("#id_username", "editor")
        page.fill("#id_password", "editor")
        page.keyboard.press("Enter")
        page.wait_for_selector(".ProseMirror[contenteditable]")
        page.wait_for_timeout(500)
        judge(page, f"article form {scheme} {width}")
        page.wait_for_load_state("networkidle")  # the suggestions have come
        page.evaluate(SELECT, [page.locator(".ProseMirror q").first.text_content()[:24], True, 0])
        page.wait_for_timeout(100)
        page.keyboard.press("Alt+Shift+s")
        page.wait_for_selector("dialog[open]")
        judge(page, f"speaker dialog {scheme} {width}")
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog[open]", state="detached")
        page.keyboard.press("Alt+Shift+t")
        page.wait_for_timeout(200)
        judge(page, f"palette {scheme} {width}")
