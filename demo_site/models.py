from django.urls import reverse

from newsmarkup.models import AbstractArticle


class Article(AbstractArticle):
    """The demo newspaper's article: newsmarkup's own fields, and a page."""

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])
