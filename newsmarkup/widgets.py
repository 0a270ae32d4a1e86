"""The editor's widget: django-prose-editor with the roles as its extension."""

from __future__ import annotations

from django import forms


class BodyWidget(forms.Textarea):
    pass
