"""A page model with `SeoMixin`; measured is the property that the library's `struct_data.html` prints. It asks the
database for the page's site by itself, each time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.peers import wagtail_site

APPS = [__name__, "wagtailseo", *wagtail_site.APPS]


def prepare(story: Any, read: Callable[[], Any]) -> dict[str, Callable[[], str]]:
    from benchmarks.peers.wagtail_seo.models import SeoPage

    photo = wagtail_site.photographs("fill-10000x10000", "fill-40000x30000", "fill-16000x9000")[0]
    page = wagtail_site.page(SeoPage, story, og_image=photo)
    page.og_image = photo
    return {"": lambda: page.seo_struct_article_json}
