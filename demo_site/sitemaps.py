"""sitemap.xml: every page the public may open, and none else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from demo_site.models import Article
from demo_site.views import ABOUT
from newsmarkup.models import Person, Section


class FrontPage(Sitemap):
    def items(self) -> list[str]:
        return ["front"]

    def location(self, name: str) -> str:
        return reverse(name)

    def lastmod(self, name: str) -> datetime | None:
        return Article.objects.published().aggregate(at=Max("published_at"))["at"]


class Sections(Sitemap):
    def items(self) -> QuerySet[Section]:
        return Section.objects.all()

    def location(self, section: Section) -> str:
        return reverse("section", args=[section.slug])


class Articles(Sitemap):
    def items(self) -> QuerySet[Article]:
        return Article.objects.published().only("slug", "published_at", "modified_at")

    def lastmod(self, article: Article) -> datetime | None:
        return article.modified_at or article.published_at


class Authors(Sitemap):
    def items(self) -> QuerySet[Person]:
        writers = Article.objects.published().values("bylines__person")
        return Person.objects.filter(pk__in=writers).order_by("key")

    def location(self, person: Person) -> str:
        return reverse("person", args=[person.key])


class About(Sitemap):
    def items(self) -> list[str]:
        return [page["slug"] for page in ABOUT]

    def location(self, slug: str) -> str:
        return reverse("about", args=[slug])


PAGES: dict[str, Any] = {
    "front": FrontPage,
    "sections": Sections,
    "articles": Articles,
    "authors": Authors,
    "about": About,
}
