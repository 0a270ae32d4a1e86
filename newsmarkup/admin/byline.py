"""Bylines in the article's form: in order, each a person or an organization."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.contenttypes.admin import GenericTabularInline
from django.http import HttpRequest
from django.utils.text import capfirst

from newsmarkup.admin.parts import PartFormSet, PartInline
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


class BylineFormSet(PartFormSet):
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


class BylineInline(PartInline, GenericTabularInline):
    model = Byline
    form = BylineForm
    formset = BylineFormSet
    classes = ()
    autocomplete_fields = ("person", "organization")
    ordering = ("position", "pk")
    verbose_name_plural = Byline._meta.verbose_name_plural

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return 0 if obj is not None and obj.bylines.exists() else 1

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("person", "organization")
