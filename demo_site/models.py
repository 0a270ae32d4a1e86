from django.urls import reverse

from newsmarkup.models import AbstractArticle, Printed, Rights


class Article(AbstractArticle, Rights, Printed):
    """The demo newspaper's article: newsmarkup's own fields, with rights and print, and a page."""

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])
