"""Claim: what somebody said, and whether it is true."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from newsmarkup.models.agents import Organization, Person
from newsmarkup.models.base import KeyField
from newsmarkup.models.part import Part


class Claim(Part):
    """`quotation` is the id of a passage of the article: its speaker made the claim, unless a person or an organization is
    named here."""

    class Rating(models.IntegerChoices):
        FALSE = 1, _("1: false")
        MOSTLY_FALSE = 2, _("2: mostly false")
        HALF_TRUE = 3, _("3: half true")
        MOSTLY_TRUE = 4, _("4: mostly true")
        TRUE = 5, _("5: true")

    key = KeyField()
    text = models.TextField(_("claim"), max_length=500, help_text=_("In one sentence, as it was made."))
    quotation = models.CharField(
        _("quotation"),
        max_length=64,
        blank=True,
        help_text=_(
            "The tagged quotation that makes the claim: its speaker is the claimant. Save the tag, then choose it."
        ),
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("claimed by (person)")
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("claimed by (organization)"),
    )
    claimed_on = models.DateField(_("claimed on"), null=True, blank=True)
    appearance_url = models.URLField(
        _("where it was claimed"),
        max_length=500,
        blank=True,
        help_text=_("The address of the post, speech or article."),
    )
    rating = models.PositiveSmallIntegerField(_("rating"), choices=Rating.choices)
    rating_name = models.CharField(
        _("rating in words"), max_length=60, help_text=_("As the page says it: False, Mostly true, Lacks context …")
    )

    class Meta(Part.Meta):
        ordering = ["pk"]
        verbose_name = _("checked claim")
        verbose_name_plural = _("checked claims")

    def __str__(self) -> str:
        return Truncator(self.text).chars(60)

    def clean(self) -> None:
        super().clean()
        if self.person and self.organization:
            raise ValidationError(_("Choose a person or an organization: one of the two."))
