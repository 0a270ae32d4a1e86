from django.conf import settings
from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path, re_path
from django.views.static import serve

from demo_site import views
from demo_site.sitemaps import PAGES
from newsmarkup.feeds import ArticleFeed, NewsSitemap, SpeakerFeed

urlpatterns = [
    path("", views.front, name="front"),
    path("sections/<slug:slug>/", views.section, name="section"),
    path("articles/<str:slug>/", views.article, name="article"),
    path("people/<slug:key>/", views.person, name="person"),
    path("organizations/<slug:key>/", views.organization, name="organization"),
    path("about/<slug:slug>/", views.about, name="about"),
    path("sitemap.xml", sitemap, {"sitemaps": PAGES}, name="sitemap"),
    path("sitemap-news.xml", NewsSitemap.as_view(), name="sitemap-news"),
    path("feed.rss", ArticleFeed.as_view(format="rss"), name="feed"),
    path("feed.atom", ArticleFeed.as_view(format="atom"), name="feed-atom"),
    path("sections/<slug:section>/feed.rss", ArticleFeed.as_view(format="rss"), name="section-feed"),
    path("people/<slug:author>/feed.rss", ArticleFeed.as_view(format="rss"), name="author-feed"),
    path("said/<str:kind>/<slug:key>.atom", SpeakerFeed(), name="speaker-feed"),
    path("robots.txt", views.robots, name="robots"),
    path("admin/", admin.site.urls),
    path("api/", include("newsmarkup.api.urls")),
    # A web server's work on a real site; the demo has none in front of it.
    re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT}),
    # The paper's own 404 page, with DEBUG too. Only what ends with a slash: Django adds a missing one.
    re_path(r"^(?!static/).*/$", views.missing),
]

handler404 = views.missing
