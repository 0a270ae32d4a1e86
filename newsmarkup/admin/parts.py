"""What belongs to an article, in its form: subjects, corrections, updates, checked claims, films and recordings."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.auth import get_permission_codename
from django.contrib.contenttypes.admin import GenericInlineModelAdmin, GenericStackedInline, GenericTabularInline
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.db import models
from django.http import HttpRequest
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from newsmarkup.admin.base import named
from newsmarkup.document.passage import Passage, passages
from newsmarkup.fields import BodyField, canonical_html
from newsmarkup.models import Claim, Correction, Media, Subject, Update
from newsmarkup.pipeline import read
from newsmarkup.roles import registered
from newsmarkup.widgets import BodyWidget

WITHOUT_ARTICLE = ("speakers", "photos")  # the editor's endpoints that ask for no stored text


class PartFormSet(BaseGenericInlineFormSet):
    """Each control has a name of its own: a column's head is no label."""

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            what = self.model._meta.verbose_name
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete this %(what)s") % {"what": what}


class PartInline(GenericInlineModelAdmin):
    """Who may change the article may change its parts."""

    formset = PartFormSet
    extra = 0
    classes: ClassVar[Any] = ("collapse",)
    rows: ClassVar[dict[str, int]] = {}

    def _may(self, request: HttpRequest, *actions: str) -> bool:
        opts = self.parent_model._meta
        return any(
            request.user.has_perm(f"{opts.app_label}.{get_permission_codename(action, opts)}")  # type: ignore[union-attr]
            for action in actions
        )

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "view", "change", "add")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change", "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change", "add")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request, "change", "add")

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **named(self, db_field, request, kwargs))

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is None:
            return None
        label = capfirst(str(db_field.verbose_name))
        if isinstance(field.widget, forms.SplitDateTimeWidget):
            for part, name in zip(field.widget.widgets, (_("date"), _("time")), strict=True):
                part.attrs["aria-label"] = f"{label}: {name}"
        elif isinstance(self, GenericTabularInline):
            getattr(field.widget, "widget", field.widget).attrs["aria-label"] = label
        if db_field.name in self.rows:
            field.widget.attrs["rows"] = self.rows[db_field.name]
        return field


class CorrectionInline(PartInline, GenericTabularInline):
    model = Correction
    fields = ("text", "at", "author")
    autocomplete_fields = ("author",)
    rows: ClassVar = {"text": 3}


class SubjectInline(PartInline, GenericTabularInline):
    model = Subject
    autocomplete_fields = ("person", "organization")


class UpdateInline(PartInline, GenericStackedInline):
    model = Update
    verbose_name_plural = _lazy("updates of a live blog")
    fields = (("headline", "at", "author"), "body")
    autocomplete_fields = ("author",)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, BodyField):
            urls = self.admin_site._registry[self.parent_model].editor_urls(None)  # type: ignore[attr-defined]
            field.widget = BodyWidget({"rows": 8}, urls={name: urls[name] for name in WITHOUT_ARTICLE})
        return field


class ClaimInline(PartInline, GenericStackedInline):
    model = Claim
    fields = (
        "text",
        ("quotation", "person", "organization"),
        ("claimed_on", "appearance_url"),
        ("rating", "rating_name"),
    )
    autocomplete_fields = ("person", "organization")
    rows: ClassVar = {"text": 2}

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """The quotation is chosen from those of the stored text."""
        formset = super().get_formset(request, obj, **kwargs)
        field = formset.form.base_fields.get("quotation")
        if field is not None:
            said = [(p.id, Truncator(p.text).chars(80)) for p in quotations(obj)]
            known = {id for id, _words in said}
            lost = (
                []
                if obj is None
                else [c.quotation for c in obj.claims.all() if c.quotation and c.quotation not in known]
            )
            said += [(id, _("%(id)s (no longer in the text)") % {"id": id}) for id in dict.fromkeys(lost)]
            field.widget = forms.Select(choices=[("", "—"), *said])
        return formset


def quotations(article: Any) -> list[Passage]:
    text = getattr(article, "body", "") or ""
    return [p for p in passages(read(canonical_html(text)), registered()) if p.role == "quotation"]


class MediaInline(PartInline, GenericStackedInline):
    model = Media
    fields = (("kind", "name"), "description", ("thumbnail", "duration", "uploaded_at"), ("content_url", "embed_url"),
              "position")  # fmt: skip
    autocomplete_fields = ("thumbnail",)
    rows: ClassVar = {"description": 2}


PARTS: tuple[type[InlineModelAdmin], ...] = (SubjectInline, CorrectionInline, UpdateInline, ClaimInline, MediaInline)
