"""What readers must know of a publisher to trust it: its policies, and where it is reached."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsmarkup.models.base import validate_url_or_path


def page(name: Any, help_text: Any) -> Any:
    """The address of a page that says it."""
    return models.CharField(name, max_length=500, blank=True, validators=[validate_url_or_path], help_text=help_text)


class Policies(models.Model):
    """The twelve of schema.org: see `newsmarkup.document.trust`. Each is the address of a page."""

    publishing_principles = page(_("principles"), _("What the newsroom stands for; the page above all the others."))
    ethics_policy = page(_("ethics"), _("What its people may and may not do: gifts, offices, conflicts of interest."))
    corrections_policy = page(_("corrections"), _("How mistakes are corrected, and where that is said."))
    verification_policy = page(_("verification"), _("How facts are checked before they are published."))
    unnamed_sources_policy = page(_("unnamed sources"), _("When a source may stay unnamed."))
    no_bylines_policy = page(_("articles without a byline"), _("Why some articles name no author."))
    feedback_policy = page(_("feedback"), _("How readers take part: tips, complaints, questions."))
    diversity_policy = page(_("diversity"), _("Whose voices it wants to hear, and what it does for that."))
    diversity_report = page(_("staff report"), _("Who works there, in figures."))
    coverage_priorities = page(_("mission"), _("What it covers first, and why."))
    ownership = page(_("owners and money"), _("Who owns it, and who pays for it."))
    masthead = page(_("masthead"), _("The names of those who make it."))

    class Meta:
        abstract = True


class Reachable(models.Model):
    """Where readers reach it. Published with the name."""

    contact_kind = models.CharField(
        _("contact for"), max_length=60, blank=True, help_text=_("Such as newsroom, or reader service.")
    )
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True, help_text=_("With the country: +47 …"))
    contact_url = page(_("contact page"), _("Where readers write to it."))
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    locality = models.CharField(_("town"), max_length=100, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=60, blank=True, help_text=_("Two letters (NO), or its name."))

    class Meta:
        abstract = True
