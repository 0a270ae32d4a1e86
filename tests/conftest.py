"""Shared fixtures: a small newsroom, Chromium, and the material outside the repository."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's synchronous API runs an event loop

SHARED = Path(__file__).resolve().parents[2] / "shared"
CHROMIUM_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """What can't reach the database is the same on each of them, and called pure. SQLite has one writer at a time."""
    from django.db import connection

    if connection.vendor == "sqlite":
        left_out = [item for item in items if item.get_closest_marker("overlapping")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    for item in items:
        asks = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        if not asks and item.get_closest_marker("django_db") is None:
            item.add_marker("pure")


def chromium_path() -> str | None:
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    return found or (mac if Path(mac).exists() else None)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora, judges and the seed article, beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: nothing to measure with")
    return SHARED


@pytest.fixture(scope="session")
def browser(django_db_setup, live_server):
    """Ends before the server does: a thread that still serves an open connection could not close its database."""
    from playwright.sync_api import sync_playwright

    path = chromium_path()
    if path is None:
        pytest.skip("Chromium is not here: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def newsroom(db):
    """A publisher, a section, two people and a photo."""
    from types import SimpleNamespace

    from newsmarkup.models import Organization, Person, Photo, Section

    paper = Organization.objects.create(
        key="paper",
        name="The Harbour Paper",
        kind="NewsMediaOrganization",
        url="/",
        same_as=["https://social.example/paper"],
    )
    return SimpleNamespace(
        paper=paper,
        section=Section.objects.create(name="Town", slug="town", url="/section/town/"),
        reporter=Person.objects.create(
            key="nora", name="Nora Lind", url="/people/nora/", job_title="reporter", affiliation=paper
        ),
        mayor=Person.objects.create(key="mayor", name="Ada Holm", job_title="mayor of Saltmere", aliases=["Holm"]),
        photo=Photo.objects.create(
            key="harbour",
            file="newsmarkup/photos/harbour.jpg",
            alt="Boats in a harbour",
            caption="The harbour at dawn.",
            creator="Ivo Brandt",
            credit_line="Ivo Brandt/Coast Pictures",
            source="Coast Pictures",
            copyright_notice="© 2026 Ivo Brandt",
            copyright_holder="Ivo Brandt",
            license_url="https://pictures.example/licence",
            acquire_license_url="https://pictures.example/buy",
            digital_source_type="DigitalCaptureDigitalSource",
        ),
    )


@pytest.fixture
def make_article(newsroom):
    """`make_article(body, **fields)`: a published article of that newsroom, with Nora Lind's byline."""
    from django.utils import timezone

    from demo_site.models import Article
    from newsmarkup.models import Byline

    def make(body: str = "<p>The harbour opens.</p>", *, byline: bool = True, **fields):
        n = Article.objects.count() + 1
        values = {
            "headline": f"The harbour opens again ({n})",
            "slug": f"harbour-{n}",
            "description": "After a year of repairs the harbour opens.",
            "section": newsroom.section,
            "publisher": newsroom.paper,
            "status": "published",
            "published_at": timezone.now(),
        }
        article = Article.objects.create(body=body, **{**values, **fields})
        if byline:
            Byline.objects.create(article=article, person=newsroom.reporter)
            article.refresh_from_db()
        return article

    return make
