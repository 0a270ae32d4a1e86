from django.db import models
from wagtail.models import Page
from wagtailseo.models import SeoMixin, SeoType


class SeoPage(SeoMixin, Page):
    """The article, with the library's own fields and a name for the author."""

    seo_content_type = SeoType.ARTICLE
    author_name = models.CharField(max_length=100)

    @property
    def seo_author(self):
        return self.author_name
