"""The newsroom's facts. `AbstractArticle` is subclassed by the newsroom; the others are tables of this app."""

from newsmarkup.models.agents import Agent, Organization, Person
from newsmarkup.models.article import AbstractArticle, Access, Status
from newsmarkup.models.byline import Byline
from newsmarkup.models.photo import Photo
from newsmarkup.models.reference import Reference
from newsmarkup.models.section import Section

__all__ = [
    "AbstractArticle",
    "Access",
    "Agent",
    "Byline",
    "Organization",
    "Person",
    "Photo",
    "Reference",
    "Section",
    "Status",
]
