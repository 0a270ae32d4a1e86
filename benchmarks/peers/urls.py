from django.urls import include, path
from wagtail import urls as wagtail_urls

from benchmarks import pages

urlpatterns = [*pages.urlpatterns, path("", include(wagtail_urls))]
