from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page, Site
from wagtailschemaorg.models import BaseLDSetting, PageLDMixin
from wagtailschemaorg.utils import image_ld


def picture() -> models.ForeignKey:
    return models.ForeignKey(get_image_model_string(), models.PROTECT, related_name="+")


class Publisher(BaseLDSetting):
    """The paper, as the library's README has its organisation."""

    name = models.CharField(max_length=100)
    legal_name = models.CharField(max_length=100)

    def ld_entity(self, request):
        return {
            **super().ld_entity(request),
            "@type": "NewsMediaOrganization",
            "name": self.name,
            "legalName": self.legal_name,
        }


class QuotationBlock(blocks.StructBlock):
    """What an editor of a Wagtail site says of a quotation: its words and who spoke them."""

    text = blocks.TextBlock()
    speaker = blocks.CharBlock(required=False)
    alleged = blocks.BooleanBlock(required=False)


class SchemaOrgPage(PageLDMixin, Page):
    """`ld_entity` is the library's place for a page's own facts, `ld_entity_list` for all that stands on it."""

    author_name = models.CharField(max_length=100)
    author_url = models.URLField()
    section = models.CharField(max_length=80)
    keywords = models.JSONField(default=list)
    dateline = models.CharField(max_length=120)
    lead = picture()
    second = picture()
    third = picture()
    body = StreamField([("paragraph", blocks.RichTextBlock()), ("quotation", QuotationBlock())])

    def ld_entity(self, request):
        base = Site.find_for_request(request).root_url
        return {
            **super().ld_entity(request),
            "@type": "NewsArticle",
            "headline": self.title,
            "datePublished": self.first_published_at.isoformat(),
            "dateModified": self.last_published_at.isoformat(),
            "author": {"@type": "Person", "name": self.author_name, "url": self.author_url},
            "publisher": Publisher.for_request(request).ld_entity(request),
            "articleSection": self.section,
            "keywords": self.keywords,
            "dateline": self.dateline,
            "inLanguage": "en",
            "isAccessibleForFree": True,
            "image": [image_ld(photo, request, base_url=base) for photo in (self.lead, self.second, self.third)],
        }

    def ld_entity_list(self, request):
        article = self.ld_entity(request)
        quotations = [block for block in self.body if block.block_type == "quotation"]
        return [article, *(_quotation(n, block, article) for n, block in enumerate(quotations, 1))]


def _quotation(position, block, article):
    id = f"{article['url']}#quote-{block.id}"
    entity = {
        "@context": "http://schema.org",
        "@type": "Quotation",
        "@id": id,
        "url": id,
        "text": block.value["text"],
        "position": position,
        "inLanguage": "en",
        "isPartOf": {"@id": article["@id"]},
    }
    if block.value["speaker"]:
        entity["spokenByCharacter"] = {"@type": "Person", "name": block.value["speaker"]}
        if not block.value["alleged"]:
            entity["creator"] = entity["spokenByCharacter"]
    return entity
