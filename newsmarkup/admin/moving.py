"""Publishing, withdrawing and sending to review, for many articles at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from newsmarkup import permissions, publishing
from newsmarkup.adapters import adapter_for
from newsmarkup.admin import gate
from newsmarkup.admin.base import NewsroomAdmin, with_nonce
from newsmarkup.errors import StaleVersion
from newsmarkup.gate import judge, problems
from newsmarkup.models import Status

MOST = 200  # articles published in one go: each is checked, and each with problems has its place on the page


class MovingAdmin(NewsroomAdmin):
    actions: ClassVar[Any] = ("publish", "send_to_review", "withdraw")

    # Who may do what says the adapter, here and in the API.

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return adapter_for(self.model).may(request.user, "view", obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return adapter_for(self.model).may(request.user, "add")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return adapter_for(self.model).may(request.user, "change", obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return adapter_for(self.model).may(request.user, "delete", obj)

    def has_publish_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may publish and withdraw: those who may change articles, unless the adapter is stricter."""
        return self.has_change_permission(request, obj) and adapter_for(self.model).may(request.user, "publish", obj)

    def has_override_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may publish an article that has errors: see `AbstractArticle.Meta.permissions`."""
        return permissions.has(request.user, "publish_with_errors", self.model, obj)

    @admin.action(permissions=["publish"], description=_lazy("Publish the selected articles"))
    def publish(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """At once where nothing is wrong with them; else a page asks which of them."""
        objs = list(queryset.exclude(status=Status.PUBLISHED)[: MOST + 1])
        if len(objs) > MOST:
            said = _("Nothing was published: select at most %(most)s articles at a time.") % {"most": MOST}
            self.message_user(request, said, messages.WARNING)
            return None
        verdicts = judge(objs, self.has_override_permission(request))
        held = [v for v in verdicts if not v.passes(request.POST.get(f"{gate.ANSWER}-{v.obj.pk}"))]
        if not held:
            moved = {obj.pk for obj in self._move(request, objs, Status.PUBLISHED)}
            for verdict in verdicts:
                if verdict.problems and verdict.obj.pk in moved:
                    self.log_change(request, verdict.obj, verdict.logged)
            return None
        context = {
            **self.admin_site.each_context(request),
            "title": _("Publish?"),
            "opts": self.opts,
            "verdicts": sorted(verdicts, key=lambda v: (-v.errors, -v.warnings)),
            "media": with_nonce(self.media, request),
        }
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        return TemplateResponse(request, "newsmarkup/admin/publish.html", context)

    @admin.action(permissions=["change"], description=_lazy("Send the selected articles to review"))
    def send_to_review(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        if not self.has_publish_permission(request) and queryset.filter(status=Status.PUBLISHED).exists():
            queryset = queryset.exclude(status=Status.PUBLISHED)
            words = _("Published articles were left alone: you may not withdraw them.")
            self.message_user(request, words, messages.WARNING)
        self._move(request, queryset.exclude(status=Status.REVIEW), Status.REVIEW)

    @admin.action(permissions=["publish"], description=_lazy("Withdraw the selected articles"))
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._move(request, queryset.exclude(status=Status.WITHDRAWN), Status.WITHDRAWN)

    def _move(self, request: HttpRequest, objs: Iterable[Any], status: Status) -> list[Any]:
        """Row by row, so that versions, times and the log are right; returns the rows that moved."""
        moved, stale = [], []
        for obj in objs:
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

    def warn(self, request: HttpRequest, obj: Any, most: int = 5) -> None:
        """Errors in what was public already: saving a mended word is not held up by them."""
        (article,) = publishing.articles([obj])
        wrong = [problem for problem in problems(obj, article) if problem.severity == "error"]
        for problem in wrong[:most]:
            words = _("“%(headline)s” is published, but: %(problem)s")
            said = words % {"headline": obj.headline, "problem": problem.sentence}
            self.message_user(request, said, messages.WARNING)
