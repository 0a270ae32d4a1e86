"""Proposals in the admin: what was suggested for which article, accepted or rejected one by one or many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from newsmarkup import reviewing
from newsmarkup.adapters import adapter_for
from newsmarkup.admin.base import NewsroomAdmin
from newsmarkup.models import Proposal
from newsmarkup.models.proposal import State
from newsmarkup.roles import registered

MOST = 500  # proposals decided on in one request
SHOWN = 600  # characters of a passage
NAMED = 5  # articles and proposals named in a message
ACCEPT, REJECT, RESTORE = "newsmarkup_accept", "newsmarkup_reject", "newsmarkup_restore"
KINDS = {"furniture": _lazy("Furniture (will be removed)")}


class StateFilter(admin.SimpleListFilter):
    """What waits for a decision, unless something else is asked for."""

    title = _lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(State.ACCEPTED, State.ACCEPTED.label), (State.REJECTED, State.REJECTED.label), ("all", _("all"))]

    def choices(self, changelist: Any) -> Any:
        first, *rest = super().choices(changelist)
        yield {**first, "display": State.PROPOSED.label}
        yield from rest

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value() or State.PROPOSED
        return queryset if value == "all" else queryset.filter(state=value)


class ConfidenceFilter(admin.SimpleListFilter):
    title = _lazy("confidence")
    parameter_name = "sure"
    bands: ClassVar = {"95": (0.95, 2.0), "90": (0.9, 0.95), "75": (0.75, 0.9), "50": (0.5, 0.75), "0": (-1.0, 0.5)}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        names = {"95": _("95 % and more"), "90": _("90 to 95 %"), "75": _("75 to 90 %"), "50": _("50 to 75 %")}
        return [*names.items(), ("0", _("less than 50 %"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        band = self.bands.get(self.value() or "")
        return queryset.filter(confidence__gte=band[0], confidence__lt=band[1]) if band else queryset


class SpeakerFilter(admin.SimpleListFilter):
    title = _lazy("speaker")
    parameter_name = "who"
    conditions: ClassVar = {
        "registry": (_lazy("in the registry"), ~Q(speaker_key="")),
        "named": (_lazy("named, not in the registry"), Q(speaker_key="") & ~Q(speaker_name="")),
        "nobody": (_lazy("nobody"), Q(speaker_key="", speaker_name="")),
    }

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, label) for name, (label, _q) in self.conditions.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        condition = self.conditions.get(self.value() or "")
        return queryset.filter(condition[1]) if condition else queryset


class KindFilter(admin.SimpleListFilter):
    title = _lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        from newsmarkup.proposing import KINDS as kinds

        return [(kind, kind_label(kind)) for kind in kinds]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


class ProposalList(ChangeList):
    def get_results(self, request: HttpRequest) -> None:
        """Each row with its article (one query a model of articles), and whether this user can decide on it."""
        super().get_results(request)
        rows = list(self.result_list)
        may_decide = self.model_admin.has_change_permission(request)
        found = reviewing.articles(rows, "body", "jsonld", "record")
        for row in rows:
            row.its_article = found.get((row.content_type_id, row.object_id))
            article = row.its_article
            row.open = may_decide and article is not None and self.model_admin.may_change(request, article)
        self.result_list = rows


class ProposalAdmin(NewsroomAdmin):
    list_display = ("passage", "who", "sure", "where", "decision")
    list_display_links = None
    list_filter = (StateFilter, ConfidenceFilter, KindFilter, SpeakerFilter)
    list_per_page = 50
    list_select_related = ("decided_by",)
    show_full_result_count = False
    search_fields = ("speaker_name", "job_title", "text")
    actions: ClassVar[Any] = ("accept_selected", "reject_selected", "restore_selected")

    class Media:
        css: ClassVar = {"all": ("newsmarkup/admin/proposals.css",)}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ProposalList]:
        return ProposalList

    # -- who may what: proposals come from suggestions, and go with their article ---------------------------------

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def may_change(self, request: HttpRequest, article: Any) -> bool:
        """Whether this user may change this article: its own admin knows."""
        its_admin = self.admin_site._registry.get(type(article))
        if its_admin is not None:
            return bool(its_admin.has_change_permission(request, article))
        opts = article._meta
        return bool(request.user.has_perm(f"{opts.app_label}.change_{opts.model_name}"))  # type: ignore[union-attr]

    # -- the list ----------------------------------------------------------------------------------------------------

    @admin.display(description=_lazy("passage"))
    def passage(self, row: Proposal) -> str:
        """The words in their sentence, and why they were suggested."""
        if not row.text:
            return format_html('<em class="newsmarkup-none">{}</em>', _("rejected in the editor"))
        return format_html(
            '<span class="newsmarkup-kind">{}</span> <p class="newsmarkup-passage" dir="auto">{}{}{}</p>'
            '<span class="newsmarkup-why">{}</span>',
            kind_label(row.kind),
            row.before,
            self._words(row),
            row.after,
            row.reason,
        )

    def _words(self, row: Proposal) -> str:
        """Each part marked, with what stands between them."""
        words = row.words if len(row.words) == len(row.between) + 1 else [row.text]
        pairs = zip((Truncator(part).chars(SHOWN) for part in words), [*row.between, ""], strict=False)
        return format_html_join("", "<mark>{}</mark>{}", pairs)

    @admin.display(description=_lazy("speaker or maker"), ordering="speaker_name")
    def who(self, row: Proposal) -> str:
        if row.credit:
            return format_html("<span>{}</span>", credited(row.credit))
        if not row.speaker_kind:
            return format_html('<em class="newsmarkup-none">{}</em>', _("nobody"))
        more = ", ".join(filter(None, (row.job_title, row.affiliation)))
        known = _("in the registry") if row.speaker_key else _("unnamed") if row.speaker_kind == "anonymous" else ""
        return format_html(
            "<strong>{}</strong>{}{}",
            row.speaker_name or _("anonymous"),
            format_html('<span class="newsmarkup-more">{}</span>', more) if more else "",
            format_html('<span class="newsmarkup-more newsmarkup-known">{}</span>', known) if known else "",
        )

    @admin.display(description=_lazy("confidence"), ordering="confidence")
    def sure(self, row: Proposal) -> str:
        # Rounded down: what says 95 % is in the band of 95 % and more.
        return format_html('<span class="newsmarkup-sure">{} %</span>', int(row.confidence * 100 + 1e-9))

    @admin.display(description=_lazy("article"))
    def where(self, row: Any) -> str:
        """The article's page at the passage, and all that is proposed for it."""
        article = row.its_article
        if article is None:
            return format_html('<em class="newsmarkup-none">{}</em>', _("deleted"))
        others = f"?content_type={row.content_type_id}&object_id={quote(row.object_id)}"
        return format_html(
            '{}<a class="newsmarkup-more" href="{}">{}</a>',
            self._link(article, row),
            others,
            _("its proposals"),
        )

    def _link(self, article: Any, row: Proposal) -> str:
        name = Truncator(str(adapter_for(type(article)).headline(article))).chars(80)
        url = self._url(article)
        return format_html('<a href="{}#suggestion={}">{}</a>', url, row.key, name) if url else name

    def _url(self, article: Any) -> str:
        """The article's page in this admin; "" where it has none."""
        opts = article._meta
        try:
            return reverse(
                f"{self.admin_site.name}:{opts.app_label}_{opts.model_name}_change", args=[quote(article.pk)]
            )
        except NoReverseMatch:
            return ""

    @admin.display(description=_lazy("decision"))
    def decision(self, row: Any) -> str:
        when = date_format(localtime(row.decided_at), "SHORT_DATETIME_FORMAT") if row.decided_at else ""
        by = f"{row.decided_by or _('without review')}, {when}" if when else ""
        words = Truncator(row.text).chars(40)
        choices: list[tuple[str, Any, str, str]] = []
        if row.open and row.state == State.PROPOSED:
            choices = [
                (ACCEPT, row.pk, _("Accept “%(words)s”") % {"words": words}, _("Accept")),
                (REJECT, row.pk, _("Reject “%(words)s”") % {"words": words}, _("Reject")),
            ]
        elif row.open and row.state == State.REJECTED:
            choices = [
                (RESTORE, row.pk, _("Take the rejection of “%(words)s” back") % {"words": words}, _("Take back"))
            ]
        button = '<button type="submit" name="{}" value="{}" formnovalidate aria-label="{}">{}</button>'
        return format_html(
            '{}{}<span class="newsmarkup-decide">{}</span>',
            "" if choices and not by else row.get_state_display(),
            format_html('<span class="newsmarkup-more">{}</span>', by) if by else "",
            format_html_join("", button, choices),
        )

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.method == "POST":
            for name, decide in ((ACCEPT, self.accept), (REJECT, self.reject), (RESTORE, self.restore)):
                pk = request.POST.get(name, "")
                if pk.isdecimal() and self.has_change_permission(request):
                    decide(request, self.get_queryset(request).filter(pk=int(pk[:18])))
                    return HttpResponseRedirect(request.get_full_path())
        return super().changelist_view(request, {"title": _("Proposals to review"), **(extra_context or {})})

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """A proposal has no page of its own: it leads to its article, else to the list."""
        row = self.get_object(request, unquote(object_id))
        article = next(iter(reviewing.articles([row]).values()), None) if row is not None else None
        url = self._url(article) if article is not None else ""
        return HttpResponseRedirect(
            f"{url}#suggestion={row.key}" if url else reverse(f"{self.admin_site.name}:newsmarkup_proposal_changelist")
        )

    # -- deciding ----------------------------------------------------------------------------------------------------

    @admin.action(permissions=["change"], description=_lazy("Accept the selected proposals"))
    def accept_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.accept(request, queryset)

    @admin.action(permissions=["change"], description=_lazy("Reject the selected proposals: never propose them again"))
    def reject_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.reject(request, queryset)

    @admin.action(permissions=["change"], description=_lazy("Take the rejection of the selected proposals back"))
    def restore_selected(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self.restore(request, queryset)

    def accept(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Each article is saved once, with all that is accepted in it."""
        accepted: list[Proposal] = []
        changed = 0
        for article, rows in self._by_article(request, queryset.exclude(state=State.ACCEPTED)):
            outcome = reviewing.accept(article, rows, request.user)
            accepted += outcome.accepted
            if outcome.accepted:
                changed += 1
                self._log(request, article, outcome.accepted)
            for row, why in outcome.refused[:NAMED]:
                said = _("“%(words)s” was not accepted. %(why)s")
                words = Truncator(row.text).chars(60)
                self.message_user(request, said % {"words": words, "why": why}, messages.WARNING)
            if len(outcome.refused) > NAMED:
                self.message_user(
                    request,
                    _("%(count)s more of the same article were not accepted.")
                    % {"count": len(outcome.refused) - NAMED},
                    messages.WARNING,
                )
        if accepted:
            said = ngettext(
                "%(count)s proposal was accepted (articles changed: %(articles)s).",
                "%(count)s proposals were accepted (articles changed: %(articles)s).",
                len(accepted),
            )
            self.message_user(request, said % {"count": len(accepted), "articles": changed}, messages.SUCCESS)

    def reject(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._decide(request, queryset.filter(state=State.PROPOSED), State.REJECTED)

    def restore(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._decide(request, queryset.filter(state=State.REJECTED).exclude(text=""), State.PROPOSED)
        for article, rows in self._by_article(request, queryset.filter(state=State.REJECTED, text="")):
            Proposal.objects.restore(article, [row.key for row in rows])

    def _decide(self, request: HttpRequest, queryset: QuerySet[Any], state: State) -> None:
        rows = [row for _article, some in self._by_article(request, queryset) for row in some]
        reviewing.decide(rows, state, request.user)
        if rows:
            said = ngettext(
                "%(count)s proposal is now: %(state)s.", "%(count)s proposals are now: %(state)s.", len(rows)
            )
            self.message_user(request, said % {"count": len(rows), "state": state.label}, messages.SUCCESS)

    def _by_article(self, request: HttpRequest, queryset: QuerySet[Any]) -> Iterable[tuple[Any, Sequence[Proposal]]]:
        """Those of articles that this user may change; says which are left alone."""
        rows = list(queryset.order_by("content_type", "object_id", "pk")[: MOST + 1])
        if len(rows) > MOST:
            rows.pop()
            self.message_user(
                request, _("The first %(most)s were done. Choose again for more.") % {"most": MOST}, messages.WARNING
            )
        grouped: defaultdict[tuple[int, str], list[Proposal]] = defaultdict(list)
        for row in rows:
            grouped[row.content_type_id, row.object_id].append(row)
        found = reviewing.articles(rows, "jsonld", "record")
        refused = []
        for key, some in grouped.items():
            article = found.get(key)
            if article is None:
                Proposal.objects.filter(pk__in=[row.pk for row in some]).delete()
                self.message_user(
                    request, _("An article was deleted meanwhile; its proposals are gone with it."), messages.INFO
                )
            elif self.may_change(request, article):
                yield article, some
            else:
                refused.append(str(adapter_for(type(article)).headline(article)))
        if refused:
            names = ", ".join(f"“{name}”" for name in refused[:NAMED]) + (" …" if len(refused) > NAMED else "")
            said = _("You may not change these articles: %(names)s. Their proposals were left alone.")
            self.message_user(request, said % {"names": names}, messages.ERROR)

    def _log(self, request: HttpRequest, article: Any, rows: Sequence[Proposal]) -> None:
        """The article's history says what was accepted."""
        said = ngettext("Accepted %(count)s proposal.", "Accepted %(count)s proposals.", len(rows)) % {
            "count": len(rows)
        }
        self.log_change(request, article, said)


def kind_label(kind: str) -> str:
    label = next((role.label for role in registered() if role.name == kind), None)
    return str(label or KINDS.get(kind, kind.capitalize()))


def credited(credit: dict[str, Any]) -> str:
    """A credit in words: who made it, who supplied it, who provides it."""
    parts = [", ".join(name for name, _kind in credit.get("creators", ()))]
    labels = {"source": _("source"), "provider": _("provider"), "rights": _("rights")}
    parts += [f"{label}: {credit[name]}" for name, label in labels.items() if credit.get(name)]
    parts += [label for name, label in (("pool", _("pool")), ("handout", _("handout"))) if credit.get(name)]
    return " · ".join(filter(None, parts)) or str(credit.get("line", ""))
