"""Template tags. They only delegate: to `publishing` for what is stored, to `graph` for pages around the articles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from newsmarkup import pictures, publishing
from newsmarkup.adapters import adapter_for
from newsmarkup.conf import settings
from newsmarkup.graph import pages
from newsmarkup.graph.jsonld import dumps, script
from newsmarkup.graph.thing import Graph
from newsmarkup.models import Organization

register = template.Library()


@register.simple_tag
def newsmarkup_body(article: Any, full: bool = False) -> SafeString:
    """The article's HTML. Of a paywalled one the teaser, unless `full=True` (for those who have paid); with a soft paywall
    the rest, too, in a `div` of the class `newsmarkup-paywalled`."""
    adapter = adapter_for(type(article))
    html = adapter.canonical(article)
    paywalled = adapter.paywalled(article)
    if paywalled and not full:
        teaser = _teaser(html)
        rest = html[len(teaser) :].strip("\n") if adapter.soft_paywall(article) else ""
        html = f'{teaser}\n<div class="newsmarkup-paywalled">\n{rest}\n</div>' if rest else teaser
    html = pictures.labelled(article, html, whole=paywalled and full)
    return mark_safe(html)  # noqa: S308 - canonical HTML, cleaned when it was written


@register.simple_tag
def newsmarkup_lead(article: Any, full: bool = False) -> SafeString:
    """The lead picture with caption and credit; nothing where the body shows it itself."""
    photo = adapter_for(type(article)).lead(article)
    if photo is None or f'data-photo="{photo.key}"' in newsmarkup_body(article, full):
        return mark_safe("")
    credit = format_html('<small data-role="credit">{}</small>', photo.credit_line) if photo.credit_line else ""
    parts = [part for part in (photo.caption, credit, pictures.label_html(photo.digital_source_type)) if part]
    return format_html(
        "<figure>{}{}</figure>",
        pictures.image_html(photo, sizes="(min-width: 60rem) 60rem, 100vw", labelled=False),
        format_html("<figcaption>{}</figcaption>", format_html_join(" ", "{}", ((part,) for part in parts)))
        if parts
        else "",
    )


def _teaser(html: str) -> str:
    """The lines up to and with the first paragraph: the writer puts each block on a line of its own."""
    lines: list[str] = []
    for line in html.split("\n"):
        lines.append(line)
        if line.startswith(("<p>", "<p ")):
            break
    else:
        lines = lines[:1]
    return "\n".join(lines)


@register.simple_tag
def newsmarkup_jsonld(article: Any) -> SafeString:
    """The article's JSON-LD, in its script element."""
    stored = publishing.ready([article])[0].jsonld
    if settings.JSONLD == "flat":
        return _page(Graph.of(orjson.loads(stored)))
    return mark_safe(script(stored))  # noqa: S308 - escaped by graph.jsonld


@register.simple_tag
def newsmarkup_head(article: Any) -> SafeString:
    """Title, description, canonical link, Open Graph: from the stored record, so that no body is read for them."""
    return head(orjson.loads(publishing.ready([article])[0].record))


def head(record: Mapping[str, Any]) -> SafeString:
    """`record` as `exporting.record` makes it: its pictures are those that everyone may see, in order."""
    image = record["lead_photo"] or next(iter(record["photos"]), None) or {}
    properties = [
        ("og:type", "article"),
        ("og:title", record["headline"]),
        ("og:description", record["description"]),
        ("og:url", record["url"]),
        ("og:site_name", settings.SITE_NAME),
        ("og:locale", record["language"].replace("-", "_")),
        ("og:image", image.get("url")),
        ("og:image:width", image.get("width")),
        ("og:image:height", image.get("height")),
        ("og:image:alt", image.get("alt")),
        ("article:published_time", record["published_at"]),
        ("article:modified_time", record["modified_at"]),
        ("article:section", record["section"] and record["section"]["name"]),
        *(("article:tag", keyword) for keyword in record["keywords"]),
    ]
    description = record["description"]
    alternates = [(t["language"], t["url"]) for t in record["translations"]]
    if alternates:
        alternates.insert(0, (record["language"], record["url"]))
    return format_html(
        '<title>{} · {}</title>\n{}<link rel="canonical" href="{}">\n{}{}\n<meta name="twitter:card" content="{}">',
        record["headline"],
        settings.SITE_NAME,
        format_html('<meta name="description" content="{}">\n', description) if description else "",
        record["url"],
        format_html_join("", '<link rel="alternate" hreflang="{}" href="{}">\n', alternates),
        format_html_join("\n", '<meta property="{}" content="{}">', ((n, v) for n, v in properties if v)),
        "summary_large_image" if image else "summary",
    )


@register.simple_tag
def newsmarkup_site_jsonld(publisher: Any = None, articles: Iterable[Any] = ()) -> SafeString:
    """Of the front page; `publisher` is an Organization row, `articles` what the page lists, in its order."""
    return _page(pages.front(publishing.site(), _organization(publisher), publishing.listed(articles)))


@register.simple_tag
def newsmarkup_section_jsonld(section: Any, publisher: Any = None, articles: Iterable[Any] = ()) -> SafeString:
    shown = publishing.section(section)
    return _page(pages.section(publishing.site(), shown, _organization(publisher), publishing.listed(articles)))


@register.simple_tag
def newsmarkup_person_jsonld(
    person: Any, publisher: Any = None, articles: Iterable[Any] = (), quotations: Iterable[Any] = (), path: str = ""
) -> SafeString:
    """Of a person's or an organization's page: what they wrote, and of what they said the `Spoken` of `archive.spoken`.
    `path`: the page's, where the registry has no address for them or one elsewhere."""
    shown = _organization(person) if isinstance(person, Organization) else publishing.person(person)
    listed, site = publishing.listed(articles), publishing.site()
    url = settings.absolute(path)
    return _page(pages.profile(site, shown, _organization(publisher), listed, tuple(quotations), url))


@register.simple_tag
def newsmarkup_about_jsonld(path: str, name: str, publisher: Any = None, kind: pages.Kind = "AboutPage") -> SafeString:
    """Of a page about the paper, such as a policy; `kind` is AboutPage, ContactPage or WebPage."""
    url = settings.absolute(path)
    return _page(pages.about(publishing.site(), url, name, _organization(publisher), kind))


@register.simple_tag
def newsmarkup_absolute(path: str) -> str:
    """A path on this site as an absolute URL."""
    return settings.absolute(path)


def _organization(row: Any) -> Any:
    return publishing.organization(row) if row else None


def _page(graph: Graph) -> SafeString:
    return mark_safe(script(dumps(publishing.on_page(graph))))  # noqa: S308 - escaped by graph.jsonld
