"""A newspaper for one run: settings, an empty database in memory, and one long article with everything in it.

The article (`tide_mill.html`, written for this) has 888 words, 15 quotations by seven speakers, an attribution for most
of them, a pull quote, and three photos with their captions, credits and rights.
"""

from __future__ import annotations

import atexit
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SITE_URL = "https://courier.example"
SITE_NAME = "The Saltmere Courier"
HEADLINE = "Orrin Mill turns again after fifty-three years"
QUOTATIONS = 15
PUBLISHED = datetime(2025, 11, 18, 14, 20, tzinfo=UTC)

SECTIONS = [("Town", "town"), ("Harbour", "harbour"), ("County", "county"), ("Business", "business"),
            ("Culture", "culture"), ("Sport", "sport"), ("Opinion", "opinion")]  # fmt: skip
PEOPLE = [
    ("odile-marrack", "Odile Marrack", "Reporter"),
    ("hesper-lind", "Hesper Lind", "Millwright"),
    ("bram-tolley", "Bram Tolley", "Teacher"),
    ("ines-okafor", "Ines Okafor", "Engineer"),
    ("maud-ferrier", "Maud Ferrier", "Member of the Creek Watch"),
    ("anselm-grady", "Anselm Grady", "Chairman of the Harbour Board"),
]
PHOTOS = [
    ("wheel", "A wooden water wheel, wet and half in shadow, beside a stone wall",
     "The wheel of Orrin Mill in its first hour.", "Odile Marrack", "Photograph: Odile Marrack / Saltmere Courier"),
    ("stones", "Rows of grey stones on a beach, each marked with a number in white chalk",
     "Stones of the old dam on the beach below Low Orrin last May.", "Tomas Reyl",
     "Photograph: Tomas Reyl for the Harbour Board"),
    ("flour", "Two hands hold coarse brown flour above a wooden bin",
     "The first flour: coarse, warm, and a little salty.", "Odile Marrack",
     "Photograph: Odile Marrack / Saltmere Courier"),
]  # fmt: skip
OTHERS = [
    "Ferry keeps its winter timetable after all",
    "Harbour Board publishes the minutes of eleven years",
    "Eel traps returned to the Merrow",
    "The crane that nobody ordered",
    "A second buoy for Skerrow Rock",
    "Net loft becomes a reading room",
]


class _Unmigrated(dict[str, None]):
    """MIGRATION_MODULES that says of every app that it has no migrations."""

    def __contains__(self, app: object) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


def configure(extra_apps: Sequence[str] = (), urls: str = "benchmarks.front", database: str = "") -> None:
    """Django for one process, with the middleware and the context processors of a new project."""
    import django
    from django.conf import settings

    scratch = tempfile.TemporaryDirectory(prefix="newsmarkup-benchmark-")
    atexit.register(scratch.cleanup)
    apps = [f"django.contrib.{name}" for name in ("auth", "contenttypes", "sessions", "messages", "staticfiles")]
    apps += ["newsmarkup", "benchmarks", *extra_apps]
    settings.configure(
        SECRET_KEY="for one run",
        ALLOWED_HOSTS=["courier.example", "127.0.0.1"],
        INSTALLED_APPS=apps,
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
        DATABASES={"default": _database(database)},
        # No history to replay: the tables are made as the models are now.
        MIGRATION_MODULES=_Unmigrated(),
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        ROOT_URLCONF=urls,
        LANGUAGE_CODE="en",
        USE_TZ=True,
        STATIC_URL="/static/",
        MEDIA_URL="/media/",
        MEDIA_ROOT=scratch.name,
        NEWSMARKUP={"SITE_URL": SITE_URL, "SITE_NAME": SITE_NAME, "ARTICLE_MODEL": "benchmarks.Story"},
    )
    django.setup()


def _database(url: str) -> Any:
    """In memory, unless this is a URL."""
    if not url:
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    import dj_database_url

    return dj_database_url.parse(url, conn_max_age=600)  # as in production


def found() -> Any:
    """Make the tables and the rows; the measured article, as it stands in the database."""
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    from benchmarks.models import Story
    from newsmarkup.models import Byline, Organization, Person, Photo, Section

    sections = {
        slug: Section.objects.create(name=name, slug=slug, url=f"/sections/{slug}/", position=n)
        for n, (name, slug) in enumerate(SECTIONS)
    }
    paper = Organization.objects.create(key="courier", name=SITE_NAME, kind="NewsMediaOrganization", url="/",
                                        legal_name="Saltmere Courier Ltd", same_as=["https://social.example/courier"],
                                        logo=picture("logo", 600, 60))  # fmt: skip
    Organization.objects.create(key="harbour-board", name="Saltmere Harbour Board", kind="GovernmentOrganization",
                                url="https://harbour-board.example/")  # fmt: skip
    people = {
        key: Person.objects.create(key=key, name=name, job_title=job, url=f"/people/{key}/",
                                   same_as=[f"https://registry.example/{key}"],
                                   affiliation=paper if key == "odile-marrack" else None)
        for key, name, job in PEOPLE
    }  # fmt: skip
    photos = {
        key: Photo.objects.create(
            key=key, file=picture(key, 1600, 1067), alt=alt, caption=caption, creator=creator, credit_line=credit,
            source="Saltmere Courier", copyright_notice="© 2025 Saltmere Courier", copyright_holder="Saltmere Courier",
            license_url=f"{SITE_URL}/licence/", acquire_license_url=f"{SITE_URL}/pictures/{key}/",
            digital_source_type="DigitalCaptureDigitalSource")
        for key, alt, caption, creator, credit in PHOTOS
    }  # fmt: skip
    story = Story.objects.create(
        headline=HEADLINE,
        alternative_headline="The tide mill at Low Orrin has ground its first sack of flour",
        slug="orrin-mill-turns-again",
        body=(HERE / "tide_mill.html").read_text(encoding="utf-8"),
        description="A dam of a thousand stones, a raft of alder, and a school that owns one paddle and a bit of another.",
        section=sections["harbour"], keywords=["Orrin Mill", "tidal power", "Low Orrin"], dateline="LOW ORRIN",
        lead_photo=photos["wheel"], publisher=paper, status="published", published_at=PUBLISHED,
        modified_at=PUBLISHED + timedelta(hours=3),
    )  # fmt: skip
    Byline.objects.create(article=story, person=people["odile-marrack"])
    for n, headline in enumerate(OTHERS, 1):
        Story.objects.create(headline=headline, slug=f"story-{n}", body=f"<p>{headline}.</p>", status="published",
                             section=sections["harbour"], published_at=PUBLISHED - timedelta(days=n))  # fmt: skip
    return Story.objects.get(pk=story.pk)


def picture(name: str, width: int, height: int) -> Any:
    """A picture file of that size."""
    from django.core.files.base import ContentFile
    from PIL import Image

    data = BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(data, "JPEG")
    return ContentFile(data.getvalue(), f"{name}.jpg")
