"""The demo newsroom: every page in its sitemap answers, and judges that are not ours find no error on it."""

import re
import subprocess

import pytest
from django.core.management import call_command
from django.test import Client

from demo_site.models import Article

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:.*No directory at:UserWarning")]


@pytest.fixture
def demo(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    call_command("demo", verbosity=0)
    return Client()


def sitemap(client):
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 200
    return re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", answer.content.decode())


def test_every_page_of_the_sitemap_passes_the_judges(demo, shared, tmp_path):
    paths = sitemap(demo)
    assert len(paths) >= 20
    files = []
    for n, path in enumerate(paths):
        page = demo.get(path)
        assert page.status_code == 200, path
        files.append(tmp_path / f"{n:02}{path.strip('/').replace('/', '_')[:60]}.html")
        files[-1].write_bytes(page.content)
    run = subprocess.run([shared / "judges/judge", *files], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_only_what_is_public_is_listed(demo):
    listed = sitemap(demo)
    for article in Article.objects.all():
        path = article.get_absolute_url()
        assert (path in listed) == article.is_public, path
        assert demo.get(path).status_code == (200 if article.is_public else 404), path
    assert Article.objects.filter(status="draft").exists()
    assert Article.objects.filter(status="withdrawn").exists()


def test_loading_twice_changes_nothing(demo):
    before = list(Article.objects.order_by("pk").values_list("slug", "body"))
    call_command("demo", verbosity=0)
    assert list(Article.objects.order_by("pk").values_list("slug", "body")) == before


def test_the_newsroom_is_rich_enough_to_judge_by(demo):
    public = Article.objects.published()
    assert public.count() >= 8
    assert public.filter(access="paywalled").exists()
    assert public.filter(language__startswith="de").exists()
    assert any(article.is_rtl for article in public)


def test_pages_of_lists_cost_a_constant_number_of_queries(demo, django_assert_max_num_queries):
    for path in sitemap(demo):
        demo.get(path)
        with django_assert_max_num_queries(14):
            demo.get(path)
