"""`path("api/", include("newsmarkup.api.urls"))`."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from drf_spectacular.views import SpectacularAPIView

from newsmarkup.api import shapes
from newsmarkup.api.articles import ArticleDetail, ArticleList
from newsmarkup.api.changes import ChangeStream
from newsmarkup.api.openapi import Generator
from newsmarkup.api.organizations import OrganizationDetail, OrganizationList
from newsmarkup.api.passages import Passages, PassageView
from newsmarkup.api.people import PersonDetail, PersonList
from newsmarkup.api.photos import PhotoDetail, PhotoList
from newsmarkup.api.quotations import QuotationList
from newsmarkup.api.reading import Reading
from newsmarkup.api.reference import docs
from newsmarkup.api.sections import SectionDetail, SectionList
from newsmarkup.api.status import Publishing, Withdrawing

app_name = "newsmarkup_api"


class Root(Reading):
    name = "root"
    title = "The API"
    about = "Where everything is."
    tag = "root"
    shape = shapes.RootRecord

    def answer(self, request: HttpRequest, format: str, asked: dict[str, Any]) -> HttpResponse:
        space = request.resolver_match.namespace if request.resolver_match else app_name
        names = shapes.RootRecord().get_fields()
        data = {name: request.build_absolute_uri(reverse(f"{space}:{name}")) for name in names}
        return self.reply(request, format, lambda: orjson.dumps(data))


urlpatterns = [
    path("", Root.as_view(), name="root"),
    path("articles/", ArticleList.as_view(), name="articles"),
    path("articles/<str:id>/", ArticleDetail.as_view(), name="article"),
    path("changes/", ChangeStream.as_view(), name="changes"),
    path("articles/<str:id>/passages/", Passages.as_view(), name="passages"),
    path("articles/<str:id>/passages/<str:passage>/", PassageView.as_view(), name="passage"),
    path("articles/<str:id>/publish/", Publishing.as_view(), name="publish"),
    path("articles/<str:id>/withdraw/", Withdrawing.as_view(), name="withdraw"),
    path("quotations/", QuotationList.as_view(), name="quotations"),
    path("people/", PersonList.as_view(), name="people"),
    path("people/<str:key>/", PersonDetail.as_view(), name="person"),
    path("organizations/", OrganizationList.as_view(), name="organizations"),
    path("organizations/<str:key>/", OrganizationDetail.as_view(), name="organization"),
    path("photos/", PhotoList.as_view(), name="photos"),
    path("photos/<str:key>/", PhotoDetail.as_view(), name="photo"),
    path("sections/", SectionList.as_view(), name="sections"),
    path("sections/<str:key>/", SectionDetail.as_view(), name="section"),
    path("schema/", SpectacularAPIView.as_view(generator_class=Generator, authentication_classes=()), name="schema"),
    path("docs/", docs, name="docs"),
]
