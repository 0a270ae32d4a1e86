"""The article in the admin: the editor, the endpoints behind it, saving without losing anybody's work."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, quote, unquote
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from newsmarkup import reviewing
from newsmarkup.adapters import adapter_for
from newsmarkup.admin import collision, gate, posted
from newsmarkup.admin.base import with_nonce
from newsmarkup.admin.byline import BylineInline
from newsmarkup.admin.counts import CountedList, ProblemsFilter
from newsmarkup.admin.endpoints.photos import photos
from newsmarkup.admin.endpoints.preview import preview
from newsmarkup.admin.endpoints.speakers import speakers
from newsmarkup.admin.endpoints.suggestions import KEY, MOST_KEYS, rejections, suggestions
from newsmarkup.admin.importing import import_page, import_preview
from newsmarkup.admin.lists import KeywordsField
from newsmarkup.admin.moving import MovingAdmin
from newsmarkup.admin.parts import PARTS
from newsmarkup.errors import StaleVersion
from newsmarkup.fields import BodyFormField
from newsmarkup.models import Printed, Proposal, Rights, Status
from newsmarkup.pipeline import lost, read
from newsmarkup.roles import registered
from newsmarkup.widgets import BodyWidget

REJECTED = "rejected_suggestions"
LEVELS = {"error": messages.ERROR, "warning": messages.WARNING, "notice": messages.INFO}


class ArticleForm(forms.ModelForm):
    """`read_version` and `read_values` say what was on the screen when the editor began: see `collision`.
    `rejected_suggestions`: the keys of the suggestions rejected before the article had a row to keep them for."""

    read_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    read_values = forms.CharField(widget=forms.HiddenInput, required=False)
    rejected_suggestions = forms.CharField(widget=forms.HiddenInput, required=False)
    held = False  # shown again on purpose: what was chosen after a collision, to go on with

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance._state.adding and data.get("read_version") is None:
            raise ValidationError(_("This form doesn't say which version it was made from: load the page again."))
        return data

    def is_valid(self) -> bool:
        return super().is_valid() and not self.held


class ArticleAdmin(MovingAdmin):
    """For subclasses of `AbstractArticle`. A form of your own extends `ArticleForm`."""

    form = ArticleForm
    change_form_template = "newsmarkup/admin/article.html"
    change_list_template = "newsmarkup/admin/article_list.html"
    inlines: ClassVar[Any] = (BylineInline, *PARTS)
    rows: ClassVar = {"description": 3, "backstory": 3}
    lists: ClassVar = {"keywords": (KeywordsField, _lazy("Separated by commas, or one a line."))}
    fieldsets: ClassVar[Any] = (
        (_lazy("Story"), {"fields": ("headline", "body"), "classes": ("newsmarkup-story",)}),
        (
            _lazy("Facts"),
            {"fields": ("alternative_headline", "description", "slug", ("kind", "section", "language"), "keywords",
                        "dateline", ("lead_photo", "publisher"))},
        ),
        (
            _lazy("Publishing"),
            {"fields": (("status", "access"), "published_at", "modified_at", "embargo_until")},
        ),
        (
            _lazy("Origin"),
            {"fields": (("source", "translation_of"), "backstory"), "classes": ("collapse",)},
        ),
        (_lazy("Live blog"), {"fields": ("coverage_start", "coverage_end"), "classes": ("collapse",)}),
    )  # fmt: skip
    mixed_in: ClassVar[Any] = (
        (Rights, _lazy("Rights"), ("copyright_holder", ("copyright_year", "copyright_notice"), "credit_text",
                                   ("license_url", "usage_url"))),
        (Printed, _lazy("Print"), (("print_edition", "print_section"), ("print_page", "print_column"))),
    )  # fmt: skip
    prepopulated_fields: ClassVar = {"slug": ("headline",)}
    autocomplete_fields = ("lead_photo", "publisher", "source", "translation_of")
    list_display = ("headline", "state", "tags", "warnings", "section", "published_at")
    list_filter = ("status", ProblemsFilter, "access", ("section", admin.RelatedOnlyFieldListFilter), "language")
    list_select_related = ("section",)
    list_per_page = 50
    search_fields = ("headline", "alternative_headline", "description", "slug", "bylines__person__name",
                     "bylines__organization__name")  # fmt: skip
    date_hierarchy = "published_at"

    # -- the list ------------------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).defer("jsonld", "record")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[CountedList]:
        return CountedList

    @admin.display(description=_lazy("status"), ordering="status")
    def state(self, article: Any) -> str:
        until = ""
        if article.status == Status.PUBLISHED and not article.is_public:
            opens = max(filter(None, (article.published_at, article.embargo_until)), default=None)
            if opens:
                when = date_format(timezone.localtime(opens), "SHORT_DATETIME_FORMAT")
                until = format_html(
                    '<span class="newsmarkup-until">{}</span>', _("visible from %(when)s") % {"when": when}
                )
        badge = '<span class="newsmarkup-state newsmarkup-state-{}">{}</span>{}'
        return format_html(badge, article.status, article.get_status_display(), until)

    @admin.display(description=_lazy("tags"))
    def tags(self, article: Any) -> int:
        return int(article.tag_count)

    @admin.display(description=_lazy("problems"))
    def warnings(self, article: Any) -> str:
        """Errors and warnings."""
        errors, warnings = article.error_count, article.warning_count
        if not errors and not warnings:
            return _("none")
        said = [ngettext("%(count)s error", "%(count)s errors", errors) % {"count": errors}] if errors else []
        said += (
            [ngettext("%(count)s warning", "%(count)s warnings", warnings) % {"count": warnings}] if warnings else []
        )
        return format_html_join(
            mark_safe("<br>"),
            '<strong class="newsmarkup-warned">{} {}</strong>',
            (("✖" if errors and not n else "⚠", one) for n, one in enumerate(said)),
        )

    # -- the form ------------------------------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With the fields of the mixins that the article has, and what a later save compares and keeps, unseen."""
        fieldsets = list(super().get_fieldsets(request, obj))
        if self.fieldsets is ArticleAdmin.fieldsets:
            fieldsets += [
                (name, {"fields": fields, "classes": ("collapse",)})
                for mixin, name, fields in self.mixed_in
                if issubclass(self.model, mixin)
            ]
        hidden = [name for name in (collision.VERSION, collision.VALUES, REJECTED) if name in self.form.base_fields]
        hidden = [name for name in hidden if name not in flatten_fieldsets(fieldsets)]
        allowed = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [*fieldsets, (None, {"fields": hidden, "classes": ("hidden",)})] if hidden and allowed else fieldsets

    def get_autocomplete_fields(self, request: HttpRequest) -> Any:
        return (
            *super().get_autocomplete_fields(request),
            *(["copyright_holder"] if issubclass(self.model, Rights) else []),
        )

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.held = getattr(request, "newsmarkup_held", False)
        for name, field in form.base_fields.items():
            if isinstance(field, BodyFormField):
                field.widget = BodyWidget(urls=self.editor_urls(obj))
            elif name == "status" and not self.has_publish_permission(request, obj):
                allowed = {Status.DRAFT, Status.REVIEW, obj.status if obj else Status.DRAFT}
                field.choices = [(value, label) for value, label in field.choices if value in allowed]
            elif name in ("published_at", "embargo_until") and obj is not None and obj.status == Status.PUBLISHED:
                field.disabled = not self.has_publish_permission(request, obj)
        return form

    def editor_urls(self, obj: Any) -> dict[str, str]:
        args = [obj.pk] if obj is not None and obj.pk is not None else []
        return {
            "speakers": reverse(self._named("speakers")),
            "photos": reverse(self._named("photos")),
            "preview": reverse(self._named("preview_change" if args else "preview"), args=args),
            "suggestions": reverse(self._named("suggestions_change" if args else "suggestions"), args=args),
            **({"rejections": reverse(self._named("rejections"), args=args)} if args else {}),
        }

    def _named(self, name: str) -> str:
        return f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_newsmarkup_{name}"

    def get_urls(self) -> list[Any]:
        views = {
            "speakers": ("speakers/", self.speakers),
            "photos": ("photos/", self.photos),
            "preview": ("preview/", self.preview),
            "preview_change": ("<path:object_id>/preview/", self.preview),
            "suggestions": ("suggestions/", self.suggestions),
            "suggestions_change": ("<path:object_id>/suggestions/", self.suggestions),
            "rejections": ("<path:object_id>/rejections/", self.rejections),
            "import": ("import/", self.admin_site.admin_view(self.import_page)),
            "import_preview": ("import/<slug:batch>/", self.admin_site.admin_view(self.import_preview)),
        }
        ours = [path(route, view, name=self._named(name).partition(":")[2]) for name, (route, view) in views.items()]
        return [*ours, *super().get_urls()]

    speakers = speakers
    photos = photos
    preview = preview
    suggestions = suggestions
    rejections = rejections
    import_page = import_page
    import_preview = import_preview

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        found = {"newsmarkup_import_url": reverse(self._named("import"))}
        return super().changelist_view(request, {**found, **(extra_context or {})})

    def _change_url(self, row: Any) -> str:
        opts = self.opts
        name = f"{self.admin_site.name}:{opts.app_label}_{opts.model_name}_change"
        return reverse(name, args=[quote(row.pk)]) if row is not None else ""

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        form = context["adminform"].form
        obj = context.get("original")
        if obj is not None and not form.is_bound and collision.VERSION in form.fields:
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            form.initial[collision.VERSION] = obj.version
            form.initial[collision.VALUES] = json.dumps(posted.digests(form, formsets))
        held = getattr(request, "newsmarkup_verdict", None)
        if held:
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context |= {
                "newsmarkup_verdict": held,
                "newsmarkup_problems": gate.shown(held, form, formsets),
                "newsmarkup_pressed": gate.pressed(request.POST),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def view_on_site(self, article: Any) -> str | None:
        return str(article.get_absolute_url()) if article.is_public else None

    # -- saving --------------------------------------------------------------------------------------------------------

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        if object_id is None or "_saveasnew" in request.POST:
            request.POST = gate.answered(request.POST, None)  # type: ignore[assignment]
            return self._gated(request, object_id, form_url, extra_context)
        stored = self.get_object(request, unquote(object_id))
        if stored is None or not self.has_change_permission(request, stored):
            if stored is None and self.has_view_or_change_permission(request):
                return self._collision(request, collision.Collision(self, request, None))
            return super().changeform_view(request, object_id, form_url, extra_context)
        seen = request.POST.get(collision.VERSION, "")
        if seen and seen != str(stored.version):
            return self._collision(request, collision.Collision(self, request, stored))
        if collision.ANSWER in request.POST:
            met = collision.Collision(self, request, stored)
            if met.undecided:
                return self._collision(request, met, asked=True)
            request.newsmarkup_held = request.POST[collision.ANSWER] == "edit"  # type: ignore[attr-defined]
            request.POST = met.merged()  # type: ignore[assignment]
            if request.newsmarkup_held:  # type: ignore[attr-defined]
                messages.warning(request, _("Nothing is saved yet. You go on with what you chose, on top of the newest "
                                            "version: save when you are ready."))  # fmt: skip
        request.POST = gate.answered(request.POST, stored)  # type: ignore[assignment]
        try:
            return self._gated(request, object_id, form_url, extra_context)
        except StaleVersion:
            # Somebody saved between our reading and our writing; the transaction was rolled back.
            stored = self.get_object(request, unquote(object_id))
            return self._collision(request, collision.Collision(self, request, stored))

    def _gated(self, request: HttpRequest, *args: Any) -> HttpResponse:
        """Save; or, where something stands against publishing, nothing is stored and the form shown again with it."""
        try:
            return super().changeform_view(request, *args)
        except gate.NotPublished as held:
            request.newsmarkup_held, request.newsmarkup_verdict = True, held.verdict  # type: ignore[attr-defined]
            return super().changeform_view(request, *args)

    def _collision(self, request: HttpRequest, met: collision.Collision, asked: bool = False) -> TemplateResponse:
        """Both versions and the choice between them: 409, nothing was saved."""
        context = {
            **self.admin_site.each_context(request),
            "title": _("Somebody else has saved this article") if met.stored else _("This article was deleted"),
            "opts": self.opts,
            "met": met,
            "asked": asked,
            "original": met.stored,
            "media": with_nonce(self.media, request),
            "add_url": reverse(f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_add"),
        }
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        return TemplateResponse(request, "newsmarkup/admin/collision.html", context, status=409)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        seen = form.cleaned_data.get(collision.VERSION)
        if change and seen is not None and seen != obj.version:
            raise StaleVersion(obj, seen, obj.version)
        super().save_model(request, obj, form, change)

    def _tell(self, request: HttpRequest, obj: Any, form: Any) -> None:
        """What cleaning changed, and which tags are gone."""
        for name, field in form.fields.items():
            if not isinstance(field, BodyFormField):
                continue
            for problem in field.problems:
                self.message_user(request, problem.sentence, LEVELS[problem.severity])
            gone = lost(read(form.initial.get(name) or ""), read(getattr(obj, name) or ""))
            if gone:
                named = ", ".join(f"{registered()[p.role].label} “{Truncator(p.text).chars(40)}”" for p in gone[:5])
                said = ngettext("One tag of the earlier version is gone: %(named)s.",
                                "%(count)s tags of the earlier version are gone: %(named)s.", len(gone))  # fmt: skip
                named += " …" if len(gone) > 5 else ""
                self.message_user(request, said % {"count": len(gone), "named": named}, messages.INFO)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        obj = form.instance
        publishes = obj.status == Status.PUBLISHED and form.initial.get("status") != Status.PUBLISHED
        verdict = gate.hold(request, obj, self.has_override_permission(request, obj)) if publishes else None
        self._tell(request, obj, form)
        rejected = [key for key in form.cleaned_data.get(REJECTED, "").split()[:MOST_KEYS] if KEY.fullmatch(key)]
        if rejected:
            text = reviewing.text_of(adapter_for(type(obj)), obj)[1]
            Proposal.objects.reject(obj, reviewing.known_by(rejected, text, obj.headline), request.user)
        if change:
            reviewing.settle(obj, request.user)
        if verdict and verdict.problems:
            self.log_change(request, obj, verdict.logged)
        elif obj.status == Status.PUBLISHED:
            self.warn(request, obj)
