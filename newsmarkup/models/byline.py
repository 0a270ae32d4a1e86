from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from newsmarkup.models.agents import Organization, Person
from newsmarkup.models.part import Part


class Byline(Part):
    """Who made an article, in order: exactly one of `person` and `organization`."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("author")
        EDITOR = "editor", _("editor")
        CONTRIBUTOR = "contributor", _("contributor")

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="bylines", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="bylines", verbose_name=_("organization")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.AUTHOR)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta(Part.Meta):
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=True, organization__isnull=False)
                | models.Q(person__isnull=False, organization__isnull=True),
                name="newsmarkup_byline_one_agent",
                violation_error_message=_("Choose a person or an organization: one of the two."),
            )
        ]
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")

    def __str__(self) -> str:
        return str(self.agent)

    @property
    def agent(self) -> Person | Organization | None:
        return self.person or self.organization
