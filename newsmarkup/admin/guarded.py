"""Deleting what articles show: the admin's page says what holds it, and nothing ends in an error page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.contrib.contenttypes.models import ContentType
from django.db.models import ProtectedError, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from newsmarkup.admin.base import NewsroomAdmin
from newsmarkup.following import showing
from newsmarkup.models import Byline, Reference

MOST = 100  # lines on the page that asks
NEWEST = 10


class GuardedAdmin(NewsroomAdmin):
    """For rows with a `target` (people, organizations, photos), which bodies name without a foreign key."""

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        to_delete, counts, missing, protected = super().get_deleted_objects(objs, request)
        bylines = list(self._bylines(objs))
        said = {f"{capfirst(row._meta.verbose_name)}: {row}" for row in bylines}
        held = [(r.content_type_id, r.object_id) for r in Reference.objects.filter(target__in=[o.target for o in objs])]
        lines = [
            *(line for line in protected if line not in said),
            *self._lines(((row.content_type_id, row.object_id) for row in bylines), _("named in its byline")),
            *self._lines(held, _("named or shown in its text")),
        ]
        if len(lines) > MOST:
            lines[MOST:] = [_("… and %(count)s more") % {"count": len(lines) - MOST}]
        return to_delete, counts, missing, lines

    @admin.display(description=_lazy("shown in"))
    def shown_in(self, obj: Any) -> str:
        """The newest articles that show it, as links."""
        if obj is None or obj.pk is None:
            return "–"
        links: list[str] = []
        more = 0
        for articles in showing(type(obj), [obj], obj._state.db):
            rows = list(articles.order_by("-pk")[: NEWEST + 1])
            more += max(0, articles.count() - NEWEST) if len(rows) > NEWEST else 0
            links += [self._link(row) for row in rows[:NEWEST]]
        if more:
            links.append(_("… and %(count)s more") % {"count": more})
        return format_html_join(mark_safe("<br>"), "{}", ((link,) for link in links)) if links else _("no article yet")

    def _bylines(self, objs: Any) -> Any:
        name = self.opts.model_name
        if name not in ("person", "organization"):
            return ()
        return Byline.objects.filter(Q(**{f"{name}__in": objs})).select_related("person", "organization")

    def _lines(self, articles: Iterable[tuple[int, str]], why: str) -> Iterator[str]:
        """Each article once, as a link to its page here."""
        held: dict[int, set[str]] = {}
        for content_type_id, pk in articles:
            held.setdefault(content_type_id, set()).add(pk)
        for content_type_id, pks in held.items():
            model = ContentType.objects.get_for_id(content_type_id).model_class()
            for row in model._base_manager.filter(pk__in=pks) if model else ():
                yield format_html("{}: {} ({})", capfirst(row._meta.verbose_name), self._link(row), why)

    def _link(self, row: Any) -> str:
        """The row's page in this admin; its name alone where it has none."""
        try:
            name = f"{self.admin_site.name}:{row._meta.app_label}_{row._meta.model_name}_change"
            return format_html('<a href="{}">{}</a>', reverse(name, args=[quote(row.pk)]), row)
        except NoReverseMatch:
            return format_html("{}", row)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except ProtectedError as held:
            return self._held(request, held)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        try:
            return super().changelist_view(request, extra_context)
        except ProtectedError as held:
            return self._held(request, held)

    def _held(self, request: HttpRequest, held: ProtectedError) -> HttpResponse:
        """It came into use between the question and the answer."""
        reason = _("Nothing was deleted. %(reason)s") % {"reason": held.args[0]}
        self.message_user(request, reason, level=messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())
