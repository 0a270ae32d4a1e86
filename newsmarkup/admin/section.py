"""Sections in the admin, in the order of the paper."""

from __future__ import annotations

from newsmarkup.admin.base import NewsroomAdmin


class SectionAdmin(NewsroomAdmin):
    list_display = ("name", "slug", "url", "position")
    list_editable = ("position",)
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
