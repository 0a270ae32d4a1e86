"""Person and Organization: who writes, who speaks, who publishes. Bodies name them by `key`."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsmarkup.document.identifier import identifier
from newsmarkup.models.base import Fact, KeyField, PictureField, validate_texts, validate_url_or_path, validate_urls
from newsmarkup.models.trust import Policies, Reachable


def validate_identifiers(value: Any) -> None:
    """A JSON list of lines that each say an identifier."""
    validate_texts(value)
    for line in value:
        try:
            identifier(line)
        except ValueError as error:
            raise ValidationError(str(error), code="identifier") from error


class Agent(Fact):
    """`aliases`: other names and spellings, for completion and matching. `url`: the profile page. `same_as`: the same
    one elsewhere (Wikidata, Wikipedia, ORCID …)."""

    key = KeyField()
    name = models.CharField(_("name"), max_length=200)
    aliases = models.JSONField(_("also called"), default=list, blank=True, validators=[validate_texts])
    url = models.CharField(_("profile URL"), max_length=500, blank=True, validators=[validate_url_or_path])
    same_as = models.JSONField(
        _("same as"),
        default=list,
        blank=True,
        validators=[validate_urls],
        help_text=_("Addresses that say who this is: Wikidata, Wikipedia, ORCID …"),
    )
    identifiers = models.JSONField(
        _("identifiers"),
        default=list,
        blank=True,
        validators=[validate_identifiers],
        help_text=_("Each with its kind in front: ORCID 0000-0002-1825-0097, ISNI …, VIAF …"),
    )
    description = models.TextField(
        _("about"), max_length=1000, blank=True, help_text=_("A few sentences for the page of its own.")
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    modified_at = models.DateTimeField(_("changed"), auto_now=True, db_index=True)

    class Meta:
        abstract = True
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def target(self) -> str:
        """As bodies name it: `person:KEY` or `organization:KEY`."""
        return f"{self._meta.model_name}:{self.key}"


class Organization(Agent, Policies, Reachable):
    class Kind(models.TextChoices):
        """schema.org types."""

        ORGANIZATION = "Organization", _("organization")
        NEWS_MEDIA = "NewsMediaOrganization", _("news organization")
        GOVERNMENT = "GovernmentOrganization", _("government body")
        CORPORATION = "Corporation", _("company")
        NGO = "NGO", _("non-governmental organization")
        EDUCATIONAL = "EducationalOrganization", _("school or university")
        SPORTS = "SportsOrganization", _("sports organization")
        PARTY = "PoliticalParty", _("political party")

    kind = models.CharField(_("kind"), max_length=40, choices=Kind.choices, default=Kind.ORGANIZATION)
    legal_name = models.CharField(_("legal name"), max_length=200, blank=True)
    logo = PictureField(_("logo"), upload_to="newsmarkup/logos", blank=True, size=("logo_width", "logo_height"))
    logo_width = models.PositiveIntegerField(null=True, editable=False)
    logo_height = models.PositiveIntegerField(null=True, editable=False)

    class Meta(Agent.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")


class Person(Agent):
    honorific_prefix = models.CharField(_("title before the name"), max_length=40, blank=True)
    job_title = models.CharField(_("job title"), max_length=200, blank=True)
    affiliation = models.ForeignKey(Organization, models.SET_NULL, null=True, blank=True, verbose_name=_("affiliation"))
    employed = models.BooleanField(
        _("works there"), default=False, help_text=_("Is on the staff of the organization, not only connected with it.")
    )
    knows_about = models.JSONField(
        _("knows about"),
        default=list,
        blank=True,
        validators=[validate_texts],
        help_text=_("What this person writes about or is an expert in."),
    )
    image = models.ForeignKey(
        "newsmarkup.Photo", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("portrait")
    )

    class Meta(Agent.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
