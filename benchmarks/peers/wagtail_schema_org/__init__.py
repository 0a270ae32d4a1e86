"""A page model with `PageLDMixin`, its body a StreamField of paragraphs and quotations; measured is what the template
tag `{% ld_for_object page %}` calls."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.peers import wagtail_site

APPS = [__name__, "wagtailschemaorg", *wagtail_site.APPS]
METADATA = "metadata alone"


def prepare(story: Any, read: Callable[[], Any]) -> dict[str, Callable[[], str]]:
    from wagtailschemaorg.templates import ld_for_object, ld_print_entity

    from benchmarks.newsroom import SITE_NAME, SITE_URL
    from benchmarks.peers.wagtail_schema_org.models import Publisher, SchemaOrgPage

    lead, second, third = wagtail_site.photographs("max-200x200")
    stored = json.dumps(list(blocks(read())))
    page = wagtail_site.page(
        SchemaOrgPage, story, author_url=f"{SITE_URL}/people/odile-marrack/", section=story.section.name,
        keywords=story.keywords, dateline=story.dateline, lead=lead, second=second, third=third, body=stored,
    )  # fmt: skip
    page.lead, page.second, page.third = lead, second, third
    # The site and its settings are asked for once a request: they are known when the measuring begins.
    request = wagtail_site.request()
    publisher = Publisher.for_request(request)
    publisher.name, publisher.legal_name = SITE_NAME, "Saltmere Courier Ltd"

    def whole() -> str:
        page.body = stored  # as a row brings it
        return str(ld_for_object(page, request))

    return {"": whole, METADATA: lambda: str(ld_print_entity(page.ld_entity(request), request))}


def blocks(article: Any) -> Iterator[dict[str, Any]]:
    """The article as a StreamField stores it: a block for each paragraph, and one for each quotation."""
    from newsmarkup.document.node import Body
    from newsmarkup.document.write import write
    from newsmarkup.graph.agents import speaker_agent
    from newsmarkup.roles import STANDARD

    for index, block in enumerate(article.body.blocks):
        html = re.sub(r"<q .*?</q>", "", write(Body((block,)), STANDARD))
        if block.name in ("p", "h2"):
            yield {"type": "paragraph", "value": html, "id": f"p{index}"}
        for passage in article.passages:
            if passage.role == "quotation" and passage.blocks[0] == index:
                agent = speaker_agent(passage.speaker, article)
                value = {"text": passage.text, "speaker": agent.name if agent else "", "alleged": passage.alleged}
                yield {"type": "quotation", "value": value, "id": passage.id}
