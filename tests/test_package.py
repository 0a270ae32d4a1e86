"""The wheel built from setup.py holds all it needs, and works outside the checkout in a project of eight lines."""

import os
import shutil
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.package

ROOT = Path(__file__).resolve().parents[1]
PROJECT = {
    "project/__init__.py": "",
    "project/settings.py": """
        from pathlib import Path
        SECRET_KEY = "x" * 50
        INSTALLED_APPS = ["django.contrib.admin", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
            "django.contrib.messages", "django.contrib.staticfiles", "rest_framework", "drf_spectacular", "django_prose_editor",
            "js_asset", "newsmarkup", "paper"]
        MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware"]
        TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages"]}}]
        DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": Path(__file__).parent / "db.sqlite3"}}
        DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
        STATIC_URL = "/static/"
        USE_TZ = True
        ROOT_URLCONF = "project.urls"
        ALLOWED_HOSTS = ["*"]
        NEWSMARKUP = {"SITE_URL": "https://paper.example", "SITE_NAME": "The Paper"}
    """,
    "project/urls.py": """
        from django.contrib import admin
        from django.http import HttpResponse
        from django.urls import include, path
        urlpatterns = [path("admin/", admin.site.urls), path("api/", include("newsmarkup.api.urls")),
                       path("stories/<slug:slug>/", lambda request, slug: HttpResponse(slug), name="story")]
    """,
    "paper/__init__.py": "",
    "paper/models.py": """
        from django.urls import reverse
        from newsmarkup.models import AbstractArticle

        class Story(AbstractArticle):
            def get_absolute_url(self):
                return reverse("story", args=[self.slug])
    """,
    "paper/admin.py": """
        from django.contrib import admin
        from newsmarkup.admin import ArticleAdmin
        from paper.models import Story

        admin.site.register(Story, ArticleAdmin)
    """,
    "check.py": """
        import os, sys
        os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
        import django
        django.setup()
        import newsmarkup
        print(newsmarkup.__file__)
        from django.contrib.auth.models import User
        from django.contrib.staticfiles import finders
        from django.core.management import call_command
        from django.test import Client
        call_command("check", fail_level="WARNING")
        call_command("makemigrations", "paper", verbosity=0)
        call_command("makemigrations", "newsmarkup", check_changes=True, dry_run=True, verbosity=0)
        call_command("migrate", verbosity=0)
        from paper.models import Story
        from newsmarkup.publishing import ready
        story = Story.objects.create(headline="H", slug="h", status="published", body='<p><q data-speaker="anonymous">“Yes.”</q><script>')
        assert '"Quotation"' in ready([story])[0].jsonld
        for name in ("newsmarkup/editor.js", "newsmarkup/editor.css"):
            assert finders.find(name), name
        User.objects.create_superuser("e", "e@paper.example", "e")
        client = Client()
        client.login(username="e", password="e")
        page = client.get(f"/admin/paper/story/{story.pk}/change/")
        assert page.status_code == 200, page.status_code
        assert b"newsmarkup/editor" in page.content
        assert client.get("/api/articles/").json()["results"][0]["headline"] == "H"
        assert client.get("/api/schema/").status_code == 200
        print("works")
    """,
}


def test_the_wheel_works_outside_the_checkout(tmp_path):
    source = tmp_path / "source"  # a build in the checkout would pick up what an earlier one left there
    shutil.copytree(ROOT / "newsmarkup", source / "newsmarkup", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("setup.py", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "MANIFEST.in"):
        shutil.copy(ROOT / name, source)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", tmp_path / "dist", source]
    subprocess.run(build, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("newsmarkup-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "newsmarkup/py.typed",
        "newsmarkup/migrations/0001_initial.py",
        "newsmarkup/static/newsmarkup/editor.js",
    ):
        assert needed in names
    assert any(name.startswith("newsmarkup/templates/newsmarkup/") for name in names)
    assert not [name for name in names if name.startswith(("tests", "demo_site", "benchmarks"))]

    place = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", place, wheel]
    subprocess.run(install, check=True, capture_output=True)
    for name, text in PROJECT.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "check.py"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(place)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split("\n")[0].startswith(str(place))
    assert run.stdout.rstrip().endswith("works")
