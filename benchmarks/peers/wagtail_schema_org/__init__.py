"""A page model with `PageLDMixin`, printed by what `{% ld_for_object page %}` calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.peers import wagtail_site

APPS = [__name__, "wagtailschemaorg", *wagtail_site.APPS]
STARTS_FROM = "a loaded page, with its renditions prefetched, its site and settings known to the request"
GIVES = "NewsArticle with author, publisher and three pictures; no body, no quotations"


def prepare(story: Any) -> Callable[[], str]:
    from wagtailschemaorg.templates import ld_for_object

    from benchmarks.newsroom import SITE_NAME, SITE_URL
    from benchmarks.peers.wagtail_schema_org.models import Publisher, SchemaOrgPage

    lead, second, third = wagtail_site.photographs("max-200x200")
    page = wagtail_site.page(
        SchemaOrgPage, story, author_url=f"{SITE_URL}/people/odile-marrack/", section=story.section.name,
        keywords=story.keywords, dateline=story.dateline, lead=lead, second=second, third=third,
    )  # fmt: skip
    page.lead, page.second, page.third = lead, second, third
    request = wagtail_site.request()
    publisher = Publisher.for_request(request)
    publisher.name, publisher.legal_name = SITE_NAME, "Saltmere Courier Ltd"
    return lambda: str(ld_for_object(page, request))
