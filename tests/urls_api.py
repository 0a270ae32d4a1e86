"""The API, and the pages that its records lead to."""

from django.http import HttpResponse
from django.urls import include, path


def page(request, **kwargs):
    return HttpResponse("")


urlpatterns = [
    path("api/", include("newsmarkup.api.urls")),
    path("articles/<str:slug>/", page, name="article"),
]
