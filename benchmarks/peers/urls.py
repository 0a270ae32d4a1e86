from django.urls import include, path
from wagtail import urls as wagtail_urls

from benchmarks import front

urlpatterns = [*front.urlpatterns, path("", include(wagtail_urls))]
