"""Publishing, withdrawing and sending to review, for many articles at once."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from newsmarkup import publishing
from newsmarkup.admin.base import NewsroomAdmin
from newsmarkup.admin.counts import problems
from newsmarkup.errors import StaleVersion
from newsmarkup.models import Status


class MovingAdmin(NewsroomAdmin):
    actions: ClassVar[Any] = ("publish", "send_to_review", "withdraw")

    def has_publish_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may publish and withdraw: those who may change articles. A newsroom with stricter rules overrides this."""
        return self.has_change_permission(request, obj)

    @admin.action(permissions=["publish"], description=_lazy("Publish the selected articles"))
    def publish(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.warn(request, self._move(request, queryset, Status.PUBLISHED))

    @admin.action(permissions=["change"], description=_lazy("Send the selected articles to review"))
    def send_to_review(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        if not self.has_publish_permission(request) and queryset.filter(status=Status.PUBLISHED).exists():
            queryset = queryset.exclude(status=Status.PUBLISHED)
            words = _("Published articles were left alone: you may not withdraw them.")
            self.message_user(request, words, messages.WARNING)
        self._move(request, queryset, Status.REVIEW)

    @admin.action(permissions=["publish"], description=_lazy("Withdraw the selected articles"))
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._move(request, queryset, Status.WITHDRAWN)

    def _move(self, request: HttpRequest, queryset: QuerySet[Any], status: Status) -> list[Any]:
        """Row by row, so that versions, times and the log are right; returns the rows that moved."""
        moved, stale = [], []
        for obj in queryset.exclude(status=status):
            obj.status = status
            try:
                obj.save(update_fields=["status"])
            except StaleVersion:
                stale.append(obj)
                continue
            self.log_change(request, obj, [{"changed": {"fields": [str(obj._meta.get_field("status").verbose_name)]}}])
            moved.append(obj)
        said = ngettext("%(count)s article is now: %(status)s.", "%(count)s articles are now: %(status)s.", len(moved))
        self.message_user(request, said % {"count": len(moved), "status": status.label}, messages.SUCCESS)
        if stale:
            names = ", ".join(f"“{obj.headline}”" for obj in stale)
            words = _("Left as they are, because somebody saved them just now: %(names)s. Try again.")
            self.message_user(request, words % {"names": names}, messages.WARNING)
        return moved

    def warn(self, request: HttpRequest, objs: list[Any], most: int = 5) -> None:
        """Errors in what was just published. They don't hold it up: the editor decides."""
        for obj, article in zip(objs, publishing.articles(objs), strict=True):
            wrong = [problem for problem in problems(obj, article) if problem.severity == "error"]
            for problem in wrong[:most]:
                words = _("“%(headline)s” is published, but: %(problem)s")
                said = words % {"headline": obj.headline, "problem": problem.sentence}
                self.message_user(request, said, messages.WARNING)
