"""What benchmarks.rest serves: newsmarkup's API, and beside it the plain serializer of the same article."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import include, path

if not apps.ready:  # in gunicorn's workers
    from benchmarks import newsroom

    newsroom.configure(
        urls="benchmarks.rest_site",
        database=os.environ["BENCHMARK_DATABASE"],
        extra_apps=["rest_framework", "drf_spectacular"],
    )

from rest_framework import generics, renderers, serializers

from benchmarks.models import Story
from newsmarkup.models import Byline, Person, Photo, Section


class SectionSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = Section
        fields = ["name", "slug", "url"]


class PersonSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = Person
        fields = ["key", "name", "job_title", "url"]


class BylineSerializer(serializers.ModelSerializer[Any]):
    person = PersonSerializer()

    class Meta:
        model = Byline
        fields = ["role", "person"]


class PhotoSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = Photo
        fields = ["key", "file", "width", "height", "alt", "caption", "creator", "credit_line", "source", "copyright_notice",
                  "license_url"]  # fmt: skip


class StorySerializer(serializers.ModelSerializer[Any]):
    section = SectionSerializer()
    lead_photo = PhotoSerializer()
    bylines = BylineSerializer(many=True)

    class Meta:
        model = Story
        fields = ["id", "headline", "alternative_headline", "slug", "body", "description", "section", "keywords", "dateline",
                  "language", "lead_photo", "bylines", "published_at", "modified_at"]  # fmt: skip


def rows() -> Any:
    return (
        Story.objects.published().select_related("section", "lead_photo").prefetch_related("bylines__person")
        .order_by("-published_at")
    )  # fmt: skip


class Detail(generics.RetrieveAPIView[Any]):
    serializer_class = StorySerializer
    renderer_classes = (renderers.JSONRenderer,)
    authentication_classes = ()
    permission_classes = ()

    def get_queryset(self) -> Any:
        return rows()


class Listing(generics.ListAPIView[Any]):
    serializer_class = StorySerializer
    renderer_classes = (renderers.JSONRenderer,)
    authentication_classes = ()
    permission_classes = ()
    pagination_class = None

    def get_queryset(self) -> Any:
        return rows()[:20]


def export(request: HttpRequest) -> StreamingHttpResponse:
    """Lines of JSON, two hundred articles at a time, behind the last one of those before."""

    def chunks() -> Iterator[bytes]:
        last, left, render = 0, int(request.GET["limit"]), renderers.JSONRenderer().render
        while left > 0 and (found := list(rows().order_by("pk").filter(pk__gt=last)[: min(200, left)])):
            last, left = found[-1].pk, left - len(found)
            yield b"".join(render(one) + b"\n" for one in StorySerializer(found, many=True).data)

    return StreamingHttpResponse(chunks(), content_type="application/x-ndjson")


urlpatterns = [
    path("api/", include("newsmarkup.api.urls")),
    path("peer/", Listing.as_view()),
    path("peer/export/", export),
    path("peer/<int:pk>/", Detail.as_view()),
    path("articles/<slug:slug>/", lambda request, slug: None, name="story"),  # type: ignore[arg-type, return-value]
]
application = get_wsgi_application()
