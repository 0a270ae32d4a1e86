"""A Wagtail site for one run: its tree of pages, the host, and the pictures."""

from __future__ import annotations

from typing import Any

from benchmarks import newsroom

APPS = ["contrib.settings", "sites", "users", "images", "documents", "search", "admin"]
APPS = [*(f"wagtail.{name}" for name in APPS), "wagtail", "taggit", "modelcluster"]


def home() -> Any:
    """The front page of the one site there is, made when first asked for."""
    from wagtail.models import Collection, Locale, Page, Site

    site = Site.objects.first()
    if site is None:
        Collection.add_root(name="Root")
        Locale.objects.create(language_code="en")
        root = Page.add_root(title="Root", slug="root")
        front = root.add_child(instance=Page(title="Front page", slug="home"))
        site = Site.objects.create(hostname="courier.example", port=443, root_page=front, is_default_site=True,
                                   site_name=newsroom.SITE_NAME)  # fmt: skip
    return site.root_page


def page(model: Any, story: Any, **facts: Any) -> Any:
    """The article as a published page of that model, below the front page."""
    made = home().add_child(
        instance=model(
            title=story.headline, slug=model.__name__.lower(), search_description=story.description,
            first_published_at=story.published_at, last_published_at=story.modified_at,
            author_name="Odile Marrack", **facts,
        )
    )  # fmt: skip
    return model.objects.get(pk=made.pk)


def photographs(*renditions: str) -> list[Any]:
    """The three photos as Wagtail images, with these renditions made and prefetched."""
    from wagtail.images import get_image_model

    home()
    images = get_image_model().objects
    made = [images.create(title=alt, file=newsroom.picture(key, 1600, 1067)) for key, alt, *_ in newsroom.PHOTOS]
    for image in made:
        for rendition in renditions:
            image.get_rendition(rendition)
    return list(images.filter(pk__in=[image.pk for image in made]).order_by("pk").prefetch_renditions(*renditions))


def request() -> Any:
    from django.http import HttpRequest

    made = HttpRequest()
    made.META = {"HTTP_HOST": "courier.example", "SERVER_NAME": "courier.example", "SERVER_PORT": "443"}
    return made
