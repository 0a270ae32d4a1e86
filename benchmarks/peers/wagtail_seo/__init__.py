"""A page model with `SeoMixin`; measured is the property that its `struct_data.html` prints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.peers import wagtail_site

APPS = [__name__, "wagtailseo", *wagtail_site.APPS]
STARTS_FROM = "a loaded page, with its renditions prefetched; it asks the database for its site by itself"
GIVES = "Article with the author's name, publisher and one picture in three cuts; no body, no quotations"


def prepare(story: Any) -> Callable[[], str]:
    from benchmarks.peers.wagtail_seo.models import SeoPage

    photo = wagtail_site.photographs("fill-10000x10000", "fill-40000x30000", "fill-16000x9000")[0]
    page = wagtail_site.page(SeoPage, story, og_image=photo)
    page.og_image = photo
    return lambda: page.seo_struct_article_json
