"""Deliveries of webhooks in the admin: what was sent, what was answered, what happens next; sent again at a click."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from newsmarkup.admin.base import NewsroomAdmin
from newsmarkup.models import Delivery
from newsmarkup.models.webhook import State
from newsmarkup.webhooks import delivering


class DeliveryAdmin(NewsroomAdmin):
    """What was sent: for whoever may view deliveries. Who may change webhooks may send again."""

    list_display = ("state_", "event", "article", "webhook", "tried")
    list_display_links = None
    list_filter = ("state", "event", "webhook")
    list_select_related = ("webhook",)
    list_per_page = 50
    show_full_result_count = False
    search_fields = ("key", "object_id", "url")
    actions = ("send_again",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They go with their webhook, and after a month."""
        return bool(request.user.has_perm("newsmarkup.delete_webhook"))  # type: ignore[union-attr]

    def has_send_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("newsmarkup.change_webhook"))  # type: ignore[union-attr]

    def get_urls(self) -> list[Any]:
        return [url for url in super().get_urls() if url.name and url.name.endswith("_changelist")]

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """With the articles of its page: one query a model of articles."""
        from newsmarkup.reviewing import articles

        changelist = super().get_changelist_instance(request)
        rows = list(changelist.result_list)
        found = articles([row for row in rows if row.content_type_id], "body", "jsonld", "record")
        for row in rows:
            row.its_article = found.get((row.content_type_id, row.object_id))
        changelist.result_list = rows
        return changelist

    @admin.action(description=_lazy("Send again"), permissions=["send"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        count = delivering.again(queryset)
        said = ngettext("%(n)s delivery is sent again.", "%(n)s deliveries are sent again.", count) % {"n": count}
        self.message_user(request, f"{said} {_('What has been overtaken by something newer is not.')}")

    @admin.display(description=_lazy("state"), ordering="state")
    def state_(self, row: Any) -> str:
        return format_html('<span class="newsmarkup-state newsmarkup-{}">{}</span>', row.state, row.get_state_display())

    @admin.display(description=_lazy("article and answer"))
    def article(self, row: Any) -> str:
        """The article, and below it what was answered."""
        said = outcome(row)
        if row.text.strip():
            said = format_html(
                '<details class="newsmarkup-response"><summary>{}<span class="visually-hidden"> ({})</span></summary>'
                '<pre dir="ltr">{}</pre></details>',
                said, row.key, row.text,
            )  # fmt: skip
        parts = [part for part in (self._link(row), said) if part]
        return format_html_join("", '<div class="newsmarkup-line">{}</div>', ((part,) for part in parts)) or "–"

    def _link(self, row: Any) -> str:
        """The article's page in this admin; of what is gone the address that it had."""
        article = row.its_article
        if article is None:
            return str(row.url)
        if type(article) not in self.admin_site._registry:
            return str(article)
        opts = article._meta
        address = reverse(f"{self.admin_site.name}:{opts.app_label}_{opts.model_name}_change", args=[quote(article.pk)])
        return format_html('<a href="{}">{}</a>', address, article)

    @admin.display(description=_lazy("attempts"), ordering="attempted_at")
    def tried(self, row: Any) -> str:
        """How many, the last one, and the next one."""
        lines = [f"{row.attempts}: {moment(row.attempted_at)}"] if row.attempted_at else []
        if row.under_way:
            lines.append(_("under way"))
        elif row.state == State.PENDING and not row.webhook.active:
            lines.append(_("next: when the webhook is active again"))
        elif row.state == State.PENDING:
            lines.append(_("next: %(when)s") % {"when": moment(row.due_at)})
        return format_html_join("", '<span class="newsmarkup-line">{}</span>', ((line,) for line in lines)) or "–"


def outcome(row: Delivery) -> str:
    """What was answered, or why nothing was; "" before the first attempt."""
    return f"HTTP {row.code}" if row.code else str(row.problem)


def moment(at: Any) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")
