from django.urls import reverse

from newsmarkup.models import AbstractArticle


class Story(AbstractArticle):
    """The measured newspaper's article. Its table is made for one run and thrown away."""

    def get_absolute_url(self) -> str:
        return reverse("story", args=[self.slug])
