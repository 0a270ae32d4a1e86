"""People and organizations in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _text
from django.utils.translation import gettext_lazy as _

from newsmarkup.admin.directory import directory
from newsmarkup.admin.guarded import GuardedAdmin
from newsmarkup.admin.lists import AddressesField, LinesField
from newsmarkup.document.identifier import identifier
from newsmarkup.document.trust import POLICIES


class IdentifiersField(LinesField):
    def complaint(self, n: int, text: str) -> str | None:
        try:
            identifier(text)
        except ValueError as error:
            return _text("Line %(n)s: %(reason)s") % {"n": n, "reason": error}
        return super().complaint(n, text)


class AgentAdmin(GuardedAdmin):
    """Found by any name, whatever the accents; the key is shown, since bodies and exports name it."""

    search_fields = ("name",)
    lists: ClassVar = {
        "aliases": (LinesField, _("Other names and spellings, one a line.")),
        "same_as": (AddressesField, _("Addresses that say who this is, one a line: Wikidata, Wikipedia, ORCID …")),
        "identifiers": (
            IdentifiersField,
            _("One a line, each with its kind in front: ORCID 0000-0002-1825-0097, ISNI …, VIAF …"),
        ),
        "knows_about": (LinesField, _("What this person writes about or is an expert in, one a line.")),
    }
    rows = {"description": 3}
    readonly_fields = ("key", "shown_in", "created_at", "modified_at")

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[Any, bool]:
        if not search_term.strip():
            return queryset, False
        found = directory.search(search_term, limit=500, kinds=(str(self.opts.model_name),))
        return queryset.filter(key__in=[entry.key for entry in found]), False


class PersonAdmin(AgentAdmin):
    list_display = ("name", "job_title", "affiliation", "modified_at")
    list_filter = (("affiliation", admin.RelatedOnlyFieldListFilter),)
    list_select_related = ("affiliation",)
    autocomplete_fields = ("affiliation", "image")
    fieldsets = (
        (None, {"fields": ("name", "honorific_prefix", "job_title", ("affiliation", "employed"), "image")}),
        (_("Page"), {"fields": ("url", "description", "knows_about")}),
        (_("Found under"), {"fields": ("aliases", "same_as", "identifiers")}),
        (_("In the paper"), {"fields": ("shown_in", "key", "created_at", "modified_at")}),
    )


class OrganizationAdmin(AgentAdmin):
    list_display = ("name", "kind", "modified_at")
    list_filter = ("kind",)
    fieldsets = (
        (None, {"fields": ("name", "kind", "legal_name", "url", "logo", "description")}),
        (_("Found under"), {"fields": ("aliases", "same_as", "identifiers")}),
        (
            _("Contact"),
            {
                "fields": (
                    ("contact_kind", "email"),
                    ("telephone", "contact_url"),
                    "street",
                    ("postal_code", "locality"),
                    ("region", "country"),
                ),
                "description": _("Published in the JSON-LD of every page that names this organization."),
                "classes": ("collapse",),
            },
        ),
        (
            _("Trust policies"),
            {
                "fields": tuple(POLICIES),
                "description": _(
                    "Addresses of your own pages (https://… or a path on this site). Readers, search engines and trust "
                    "indexes look for them; leave empty what you have no page for."
                ),
                "classes": ("collapse",),
            },
        ),
        (_("In the paper"), {"fields": ("shown_in", "key", "created_at", "modified_at")}),
    )
