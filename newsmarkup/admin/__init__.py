"""The admin of the newsroom's registry. A newsroom registers its article model itself, with `ArticleAdmin`:

@admin.register(Article)
class ArticleAdmin(newsmarkup.admin.ArticleAdmin):
    pass
"""

from django.contrib import admin

from newsmarkup.admin.agents import OrganizationAdmin, PersonAdmin
from newsmarkup.admin.article import ArticleAdmin, ArticleForm
from newsmarkup.admin.byline import BylineInline
from newsmarkup.admin.delivery import DeliveryAdmin
from newsmarkup.admin.photo import PhotoAdmin
from newsmarkup.admin.proposal import ProposalAdmin
from newsmarkup.admin.quotation import QuotationAdmin
from newsmarkup.admin.section import SectionAdmin
from newsmarkup.admin.webhook import WebhookAdmin
from newsmarkup.models import Delivery, Organization, Person, Photo, Proposal, Quotation, Section, Webhook

__all__ = [
    "ArticleAdmin",
    "ArticleForm",
    "BylineInline",
    "DeliveryAdmin",
    "OrganizationAdmin",
    "PersonAdmin",
    "PhotoAdmin",
    "ProposalAdmin",
    "QuotationAdmin",
    "SectionAdmin",
    "WebhookAdmin",
]

admin.site.register(Person, PersonAdmin)
admin.site.register(Organization, OrganizationAdmin)
admin.site.register(Photo, PhotoAdmin)
admin.site.register(Proposal, ProposalAdmin)
admin.site.register(Quotation, QuotationAdmin)
admin.site.register(Section, SectionAdmin)
admin.site.register(Webhook, WebhookAdmin)
admin.site.register(Delivery, DeliveryAdmin)
