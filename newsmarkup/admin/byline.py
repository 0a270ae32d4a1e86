"""Bylines in the article's form: in order, each a person or an organization."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_permission_codename
from django.contrib.contenttypes.admin import GenericTabularInline
from django.contrib.contenttypes.forms import BaseGenericInlineFormSet
from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from newsmarkup.admin.base import named
from newsmarkup.models import Byline


class BylineForm(forms.ModelForm):
    position = forms.IntegerField(
        min_value=0, max_value=9999, required=False, widget=forms.NumberInput(attrs={"size": 4})
    )

    class Meta:
        model = Byline
        fields = ("person", "organization", "role", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("role", "position"):
            # The column's head is no label for them.
            self.fields[name].label = label = capfirst(str(Byline._meta.get_field(name).verbose_name))
            self.fields[name].widget.attrs["aria-label"] = label
        if self.instance.pk is None:
            self.initial["position"] = None


class BylineFormSet(BaseGenericInlineFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].widget.attrs["aria-label"] = _("Delete this byline")

    def clean(self) -> None:
        """A byline without a position stands behind the others."""
        super().clean()
        rows = [form for form in self.forms if form.is_valid() and form not in self.deleted_forms]
        positions = [form.cleaned_data.get("position") for form in rows]
        last = max((position for position in positions if position is not None), default=0)
        for form, position in zip(rows, positions, strict=True):
            if position is None and form.has_changed():
                last += 1
                form.instance.position = last


class BylineInline(GenericTabularInline):
    model = Byline
    form = BylineForm
    formset = BylineFormSet
    autocomplete_fields = ("person", "organization")
    ordering = ("position", "pk")
    verbose_name_plural = Byline._meta.verbose_name_plural

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(db_field, request, **named(self, db_field, request, kwargs))

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj is not None and obj.bylines.exists() else 1

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("person", "organization")

    # The bylines belong to the article: who may change it may change them.

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
