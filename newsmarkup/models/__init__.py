"""The newsroom's facts. `AbstractArticle` is subclassed by the newsroom; the others are tables of this app."""

from newsmarkup.models.agents import Agent, Organization, Person
from newsmarkup.models.article import AbstractArticle, Access, Kind, Status
from newsmarkup.models.byline import Byline
from newsmarkup.models.change import Change, ChangeLog
from newsmarkup.models.claim import Claim
from newsmarkup.models.correction import Correction
from newsmarkup.models.idempotency import IdempotencyKey
from newsmarkup.models.media import Media
from newsmarkup.models.name import Name
from newsmarkup.models.origin import Origin
from newsmarkup.models.part import Part
from newsmarkup.models.photo import Photo
from newsmarkup.models.proposal import Proposal, Reading
from newsmarkup.models.quotation import Quotation
from newsmarkup.models.reference import Reference
from newsmarkup.models.rights import Printed, Rights
from newsmarkup.models.section import Section
from newsmarkup.models.subject import Subject
from newsmarkup.models.update import Update
from newsmarkup.models.upload import Upload
from newsmarkup.models.webhook import Delivery, Webhook

__all__ = [
    "AbstractArticle",
    "Access",
    "Agent",
    "Byline",
    "Change",
    "ChangeLog",
    "Claim",
    "Correction",
    "Delivery",
    "IdempotencyKey",
    "Kind",
    "Media",
    "Name",
    "Organization",
    "Origin",
    "Part",
    "Person",
    "Photo",
    "Printed",
    "Proposal",
    "Quotation",
    "Reading",
    "Reference",
    "Rights",
    "Section",
    "Status",
    "Subject",
    "Update",
    "Upload",
    "Webhook",
]
