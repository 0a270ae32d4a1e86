"""What all our admin pages share: lists typed as text, every control named, styles and scripts as files, the CSP's nonce."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from js_asset import Media, Script

from newsmarkup.admin.lists import LinesField


class NamedAutocomplete(AutocompleteSelect):
    """Says what is to be chosen while nothing is; without that the empty box has no name."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        name = capfirst(str(self.field.verbose_name))
        return {**attrs, "data-placeholder": _("%(name)s: none") % {"name": name}}


class NewsroomAdmin(admin.ModelAdmin):
    """`lists` maps JSON fields to the form field that edits them and its help text; `rows` text areas to their height."""

    lists: ClassVar[Mapping[str, tuple[type[LinesField], Any]]] = {}
    rows: ClassVar[Mapping[str, int]] = {}

    class Media:
        css: ClassVar = {"all": ("newsmarkup/admin/admin.css",)}
        js: ClassVar = tuple(Script(f"newsmarkup/admin/{name}.js", type="module") for name in ("labels", "keys"))

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name in self.lists:
            form_class, help_text = self.lists[db_field.name]
            return db_field.formfield(form_class=form_class, help_text=help_text, show_hidden_initial=False)
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            if isinstance(field.widget, forms.SplitDateTimeWidget):
                for part, name in zip(field.widget.widgets, (_("date"), _("time")), strict=True):
                    part.attrs["aria-label"] = f"{capfirst(str(db_field.verbose_name))}: {name}"
            if db_field.name in self.list_editable:  # a column's head is no label
                field.widget.attrs["aria-label"] = capfirst(str(db_field.verbose_name))
            if db_field.name in self.rows:
                field.widget.attrs["rows"] = self.rows[db_field.name]
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **named(self, db_field, request, kwargs))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        context["media"] = with_nonce(context["media"], request)
        return super().render_change_form(request, context, *args, **kwargs)


def named(model_admin: Any, db_field: Any, request: Any, kwargs: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a relation's form field, its autocompletion named."""
    if "widget" in kwargs or db_field.name not in model_admin.get_autocomplete_fields(request):
        return kwargs
    return {**kwargs, "widget": NamedAutocomplete(db_field, model_admin.admin_site, using=kwargs.get("using"))}


def with_nonce(media: Any, request: HttpRequest) -> Any:
    """The media with the nonce of django-csp (`request.csp_nonce`), which the inline import map needs under a strict
    Content Security Policy; as it is where there is none."""
    nonce = getattr(request, "csp_nonce", None)
    return media if nonce is None else Media.from_media(media, nonce=str(nonce))
