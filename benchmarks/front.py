"""The newspaper's only page: an article between masthead and footer. The caller names the template."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from benchmarks.models import Story
from newsmarkup.models import Section

TEMPLATE = "benchmarks.template"  # a key of the WSGI environ


def story(request: HttpRequest, slug: str) -> HttpResponse:
    article = get_object_or_404(Story.objects.for_page(), slug=slug)
    more = Story.objects.published().filter(section=article.section_id).exclude(pk=article.pk)
    context = {
        "article": article,
        "sections": Section.objects.all(),
        "more": more.only("headline", "slug", "description", "published_at")[:5],
    }
    return render(request, request.META[TEMPLATE], context)


urlpatterns = [path("articles/<slug:slug>/", story, name="story")]
