"""The newspaper's pages. What the public may see, `Article.objects.published()` knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from demo_site.models import Article
from newsmarkup import archive
from newsmarkup.adapters import adapter_for
from newsmarkup.models import Organization, Person, Section

PUBLISHER = "saltmere-courier"
ABOUT = json.loads((Path(__file__).parent / "newsroom" / "about.json").read_text(encoding="utf-8"))


def front(request: HttpRequest) -> HttpResponse:
    """The newest story leads; columns stand apart with the portraits of those who wrote them."""
    articles = list(Article.objects.for_page().prefetch_related("bylines__person__image")[:30])
    news = [article for article in articles if article.section is None or article.section.slug != "opinion"]
    columns = [article for article in articles if article not in news][:3]
    parts = {
        "articles": [*news, *columns],
        "lead": news[:1],
        "seconds": news[1:4],
        "thirds": news[4:8],
        "columns": columns,
        "rest": news[8:],
    }
    return _page(request, "front", parts)


def section(request: HttpRequest, slug: str) -> HttpResponse:
    shown = Section.objects.filter(slug=slug).first()
    if shown is None:
        return missing(request)
    return _page(
        request, "section", {"section": shown, "articles": Article.objects.for_page().filter(section=shown)[:60]}
    )


def article(request: HttpRequest, slug: str) -> HttpResponse:
    """In the language of the article. Under it four others, those of its section first."""
    shown = Article.objects.for_page().select_related("publisher", "source").filter(slug=slug).first()
    if shown is None:
        return missing(request)
    near = Case(When(section=shown.section_id, then=Value(0)), default=Value(1))
    related = Article.objects.for_page().exclude(pk=shown.pk).order_by(near, "-published_at")[:4]
    return _page(request, "article", {"article": shown, "related": related}, shown.language, rtl=shown.is_rtl)


def person(request: HttpRequest, key: str) -> HttpResponse:
    """Someone who writes for the paper, or is quoted in it: what they wrote, and everything they said."""
    shown = Person.objects.select_related("affiliation", "image").filter(key=key).first()
    written = Article.objects.filter(bylines__person=shown).values("pk")
    articles = list(Article.objects.for_page().filter(pk__in=written)[:60]) if shown else []
    return _speaker(request, shown, f"person:{key}", articles)


def organization(request: HttpRequest, key: str) -> HttpResponse:
    """One that speaks in the paper."""
    return _speaker(request, Organization.objects.filter(key=key).first(), f"organization:{key}", [])


def _speaker(request: HttpRequest, shown: Any, target: str, articles: list[Any]) -> HttpResponse:
    said = archive.said_by(Article, target)
    q = " ".join(request.GET.get("q", "").split())[:200]
    pages = Paginator(archive.Search(q=q).within(said) if q else said, 20)
    quotations = pages.get_page(request.GET.get("page"))
    if shown is None or not (articles or said.exists()):
        return missing(request)
    spoken = archive.spoken(list(quotations), adapter_for(Article))
    context = {"person": shown, "articles": articles, "page": quotations, "spoken": spoken, "q": q,
               "target": target.replace(":", "/", 1), "own_address": request.path}  # fmt: skip
    return _page(request, "person", context)


def about(request: HttpRequest, slug: str) -> HttpResponse:
    """What the paper says of itself: its policies, its masthead, its address."""
    page = next((page for page in ABOUT if page["slug"] == slug), None)
    if page is None:
        return missing(request)
    staff = (
        Person.objects.filter(affiliation__key=PUBLISHER, employed=True).exclude(url="") if slug == "masthead" else ()
    )
    kind = "ContactPage" if slug == "contact" else "AboutPage"
    return _page(request, "about", {"page": {**page, "kind": kind}, "staff": staff})


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The 404 page: for what isn't there, and for what isn't public."""
    return _page(request, "missing", {"articles": Article.objects.for_page()[:4]}, status=404)


def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "demo_site/robots.txt", content_type="text/plain; charset=utf-8")


def _page(request: HttpRequest, name: str, context: dict[str, Any], language: str = "en", *, rtl: bool = False,
          status: int = 200) -> HttpResponse:  # fmt: skip
    """A page speaks its own language, whatever the reader's browser prefers: its dates too."""
    around = {
        "language": language,
        "direction": "rtl" if rtl else "ltr",
        "sections": Section.objects.all(),
        "pages": ABOUT,
        "publisher": Organization.objects.filter(key=PUBLISHER).first(),
    }
    with translation.override(language):
        response = render(request, f"demo_site/{name}.html", around | context, status=status)
    response["Content-Language"] = language
    return response
