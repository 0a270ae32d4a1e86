"""The archive of quotations in the admin: found by words, speaker, section, language and date; nothing can be changed."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from newsmarkup import archive
from newsmarkup.following import article_models


class PublicFilter(admin.SimpleListFilter):
    title = _("who may read it")
    parameter_name = "public"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("1", _("everyone")), ("0", _("the newsroom only"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("0", "1"):
            return queryset
        public = Q(pk__in=[])
        for model in article_models():
            public |= Q(pk__in=archive.public(model).values("pk"))
        return queryset.filter(public) if self.value() == "1" else queryset.exclude(public)


class QuotationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Whoever may view the articles may search what was said in them, drafts too."""

    list_display = ("said", "speaker", "in_article", "published_on", "state")
    list_display_links = None
    list_filter = (PublicFilter, ("section", admin.RelatedOnlyFieldListFilter), "language", "published_at", "alleged")
    search_fields = ("words",)
    search_help_text = _('Words, a "phrase", -word to leave out; or the whole name of a speaker.')
    ordering = ("-published_at", "-pk")
    list_per_page = 50
    show_full_result_count = False

    class Media:
        css: ClassVar = {"all": ["newsmarkup/admin/admin.css"]}

    actions = None

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[Any, bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        return queryset.filter(
            Q(words__holds=term) | Q(pk__in=archive.Search(term).within(queryset).values("pk"))
        ), False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Of the article models that this user may view."""
        viewed = [model for model in article_models() if _may(request, model)]
        types = [ContentType.objects.get_for_model(model).pk for model in viewed]
        return super().get_queryset(request).filter(content_type__in=types)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """With the articles and speakers of its page, which cost a constant number of queries."""
        from newsmarkup.publishing import lookup

        changelist = super().get_changelist_instance(request)
        rows = list(changelist.result_list)
        agents, _pictures = lookup({row.target for row in rows if row.target})
        for model in article_models():
            kind = ContentType.objects.get_for_model(model)
            own = [row for row in rows if row.content_type_id == kind.pk]
            found = {str(a.pk): a for a in model._base_manager.filter(pk__in={row.object_id for row in own})}
            for row in own:
                row.shown_article = found.get(row.object_id)
        for row in rows:
            row.shown_speaker = agents[row.target].name if row.target in agents else row.name
        changelist.result_list = rows
        return changelist

    @admin.display(description=_("quotation"), ordering="words")
    def said(self, row: Any) -> SafeString:
        text = row.text if len(row.text) <= 300 else f"{row.text[:299]}…"
        return format_html('<q lang="{}" dir="auto" class="newsmarkup-said">{}</q>', row.language, text)

    @admin.display(description=_("speaker"))
    def speaker(self, row: Any) -> Any:
        if not row.shown_speaker:
            return _("anonymous") if row.kind == "anonymous" else "—"
        query = row.target or row.shown_speaker
        return format_html('<a href="?q={}" title="{}">{}</a>', query, _("Everything this one said"), row.shown_speaker)

    @admin.display(description=_("article"))
    def in_article(self, row: Any) -> Any:
        article = getattr(row, "shown_article", None)
        if article is None:
            return "—"
        try:
            address = reverse(f"admin:{article._meta.app_label}_{article._meta.model_name}_change", args=[article.pk])
        except NoReverseMatch:
            return str(article)
        return format_html('<a href="{}">{}</a>', address, article)

    @admin.display(description=_("published"), ordering="published_at")
    def published_on(self, row: Any) -> str:
        return date_format(localtime(row.published_at), "DATE_FORMAT") if row.published_at else "—"

    @admin.display(description=_("state"))
    def state(self, row: Any) -> Any:
        article = getattr(row, "shown_article", None)
        if article is None:
            return "—"
        if not article.is_public:
            return article.get_status_display() if not article.is_scheduled else _("not yet public")
        return format_html('<a href="{}#{}">{}</a>', article.get_absolute_url(), row.anchor, _("read it on the site"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They go with their article: whoever may delete that one. There is no page here to delete one alone."""
        return any(request.user.has_perm(f"{m._meta.app_label}.delete_{m._meta.model_name}") for m in article_models())

    def get_urls(self) -> list[Any]:
        return [url for url in super().get_urls() if url.name and url.name.endswith("_changelist")]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return any(_may(request, model) for model in article_models())

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)


def _may(request: HttpRequest, model: Any) -> bool:
    label, name = model._meta.app_label, model._meta.model_name
    return any(request.user.has_perm(f"{label}.{verb}_{name}") for verb in ("view", "change"))
