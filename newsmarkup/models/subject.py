"""Subject: who or what an article is about, or mentions."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsmarkup.models.agents import Organization, Person
from newsmarkup.models.part import Part


class Subject(Part):
    """One of `person`, `organization`, and a `name` with the `url` that says what is meant."""

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("organization")
    )
    name = models.CharField(_("something else"), max_length=200, blank=True, help_text=_("A place, a law, an event …"))
    url = models.URLField(
        _("its address"), max_length=500, blank=True, help_text=_("That says what is meant: Wikidata, Wikipedia …")
    )
    main = models.BooleanField(_("main subject"), default=True)

    class Meta(Part.Meta):
        ordering = ["-main", "pk"]
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")

    def __str__(self) -> str:
        return str(self.person or self.organization or self.name)

    def clean(self) -> None:
        super().clean()
        if sum(map(bool, (self.person, self.organization, self.name))) != 1:
            raise ValidationError(_("Choose a person or an organization, or name something else: one of the three."))
