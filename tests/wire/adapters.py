from newsmarkup.adapters import ArticleAdapter
from newsmarkup.document.article import Person, Section


class StoryAdapter(ArticleAdapter):
    prefetch = ("writers",)
    lookups = {"section": "desk"}
    changed_field = "touched"

    def headline(self, story):
        return story.title

    def body(self, story):
        return story.html

    def url(self, story):
        return story.get_absolute_url()

    def authors(self, story):
        return [Person("", writer.full_name) for writer in story.writers.all()]

    def section(self, story):
        return Section(story.desk.title(), story.desk)

    def published_at(self, story):
        return story.went_live

    def version(self, story):
        return story.touched.isoformat()

    def published(self):
        return self.model.objects.filter(live=True)
