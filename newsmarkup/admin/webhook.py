"""Webhooks in the admin: who is told, the secret, a test at a click, and how it is going."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from newsmarkup.admin.base import NewsroomAdmin
from newsmarkup.admin.delivery import moment, outcome
from newsmarkup.checks import check_webhooks
from newsmarkup.models import Delivery, Webhook
from newsmarkup.models.webhook import ARTICLE_EVENTS, State, every_event
from newsmarkup.webhooks import delivering

LATELY = 5
SEE = "newsmarkup.see_webhook_secret"  # the permission


class WebhookForm(forms.ModelForm):
    events = forms.MultipleChoiceField(
        label=_lazy("Events"),
        choices=[(event.value, f"{event.label} ({event.value})") for event in ARTICLE_EVENTS],
        widget=forms.CheckboxSelectMultiple,
        initial=every_event,
    )

    class Meta:
        model = Webhook
        fields = ("name", "url", "events", "whole", "active")


class WebhookAdmin(NewsroomAdmin):
    form = WebhookForm
    change_form_template = "newsmarkup/admin/webhook.html"
    list_display = ("name", "address", "told", "standing", "sent")
    list_filter = ("active",)
    search_fields = ("name", "url")
    readonly_fields = ("standing", "lately", "created_at")
    fieldsets = (
        (None, {"fields": ("name", "url", "active")}),
        (_lazy("What it is told"), {"fields": ("events", "whole")}),
        (_lazy("How it is going"), {"fields": ("standing", "lately", "created_at")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fieldsets(request, obj) if obj else self.fieldsets[:2]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        last = Delivery.objects.filter(webhook=OuterRef("pk"), state=State.DELIVERED).order_by("-attempted_at")
        return (
            super()
            .get_queryset(request)
            .annotate(
                waiting=Count("deliveries", filter=Q(deliveries__state=State.PENDING)),
                lost=Count("deliveries", filter=Q(deliveries__state=State.FAILED)),
                arrived_at=Subquery(last.values("attempted_at")[:1]),
            )
        )

    # -- the list ------------------------------------------------------------------------------------------------------

    @admin.display(description=_lazy("address"), ordering="url")
    def address(self, row: Any) -> str:
        return format_html('<span class="newsmarkup-address" dir="ltr">{}</span>', row.url)

    @admin.display(description=_lazy("events"))
    def told(self, row: Any) -> str:
        labels = [str(event.label) for event in ARTICLE_EVENTS if event.value in row.events]
        return ", ".join([*labels, *([_("whole articles")] if row.whole else [])])

    @admin.display(description=_lazy("state"), ordering="active")
    def standing(self, row: Any) -> str:
        if row.stopped_at:
            said = _("stopped %(when)s: %(why)s Mend it there, then tick “active”.")
            said %= {"when": moment(row.stopped_at), "why": row.stopped_why}
            return format_html('<strong class="newsmarkup-bad">{}</strong>', said)
        if not row.active:
            return _("switched off")
        if row.failing_since:
            said = _("nothing has arrived since %(when)s") % {"when": moment(row.failing_since)}
            return format_html('<strong class="newsmarkup-bad">{}</strong>', said)
        return _("active")

    @admin.display(description=_lazy("deliveries"))
    def sent(self, row: Any) -> str:
        last = _("last arrived %(when)s") % {"when": moment(row.arrived_at)} if row.arrived_at else _("none yet")
        counted = [
            *([ngettext("%(n)s waiting", "%(n)s waiting", row.waiting) % {"n": row.waiting}] if row.waiting else []),
            *([ngettext("%(n)s failed", "%(n)s failed", row.lost) % {"n": row.lost}] if row.lost else []),
        ]
        return format_html('<a href="{}">{}</a>', self._deliveries(row), " · ".join([last, *counted]))

    @admin.display(description=_lazy("sent last"))
    def lately(self, row: Any) -> str:
        """The newest few, and what came of each."""
        newest = row.deliveries.order_by("-pk")[:LATELY]
        lines = [
            (
                moment(one.created_at),
                ", ".join(filter(None, [one.get_event_display(), one.get_state_display(), outcome(one)])),
            )
            for one in newest
        ]
        if not lines:
            return _("nothing yet")
        return format_html('<ul class="newsmarkup-lately">{}</ul>', format_html_join("", "<li>{}: {}</li>", lines))

    def _deliveries(self, row: Any) -> str:
        return f"{reverse(f'{self.admin_site.name}:newsmarkup_delivery_changelist')}?webhook__id__exact={row.pk}"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        self._warn(request)
        return super().changelist_view(request, extra_context)

    def _warn(self, request: HttpRequest) -> None:
        """What keeps everything from being sent, where it is looked at."""
        for problem in check_webhooks(None, databases=[Webhook.objects.db]) if request.method == "GET" else ():
            self.message_user(request, f"{problem.msg} {problem.hint}", messages.WARNING)

    # -- its page ------------------------------------------------------------------------------------------------------

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        self._warn(request)
        row = self.get_object(request, object_id)
        extra = {"newsmarkup_may_see_secret": request.user.has_perm(SEE)}  # type: ignore[union-attr]
        if row is not None:
            extra |= {"newsmarkup_may_test": self.has_change_permission(request, row),
                      "newsmarkup_deliveries": self._deliveries(row)}  # fmt: skip
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **extra})

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        """The secret is what the receiver needs next."""
        response = super().response_add(request, obj, post_url_continue)
        if request.POST.keys() & {"_addanother", "_popup"} or not request.user.has_perm(SEE):  # type: ignore[union-attr]
            return response
        return HttpResponseRedirect(self._url("secret", obj))

    def get_urls(self) -> list[Any]:
        views = [
            path(f"<int:pk>/{name}/", self.admin_site.admin_view(never_cache(view)), name=f"newsmarkup_webhook_{name}")
            for name, view in (("secret", self.secret_view), ("test", self.test_view))
        ]
        return [*views, *super().get_urls()]

    def _url(self, name: str, row: Any) -> str:
        return reverse(f"{self.admin_site.name}:newsmarkup_webhook_{name}", args=[row.pk])

    def _row(self, request: HttpRequest, pk: int) -> Any:
        row = self.get_object(request, str(pk))
        if row is None:
            raise Http404
        return row

    def secret_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the secret; POST replaces it."""
        row = self._row(request, pk)
        if not request.user.has_perm(SEE) or not self.has_view_permission(request, row):  # type: ignore[union-attr]
            raise PermissionDenied
        if request.method == "POST":
            row.replace_secret()
            self.log_change(request, row, _("Replaced the secret."))
            self.message_user(request, _("This is the new secret. For a day, the one before signs as well."))
            return HttpResponseRedirect(self._url("secret", row))
        context = {
            **self.admin_site.each_context(request),
            "title": _("The secret of “%(name)s”") % {"name": row.name},
            "opts": self.opts,
            "original": row,
            "old_until": row.old_until if len(row.secrets(localtime())) > 1 else None,
            "media": self.media,
        }
        return TemplateResponse(request, "newsmarkup/admin/webhook_secret.html", context)

    def test_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        row = self._row(request, pk)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        delivery = delivering.test(row)
        if delivery.state == State.DELIVERED:
            self.message_user(
                request, _("The test has arrived: it was answered with %(code)s.") % {"code": delivery.code}
            )
        else:
            said = _("The test has not arrived. %(why)s") % {"why": outcome(delivery)}
            self.message_user(request, said, messages.ERROR)
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:newsmarkup_webhook_change", args=[quote(row.pk)]))
