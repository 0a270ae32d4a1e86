"""“Import…”: files or a pasted text are read, shown with their problems, and saved as drafts where the editor ticks them.

What was sent waits in `models.Upload`, and is read again for the preview and for saving: of a browser only the ticks are
believed. Who may add articles may import; people and photos are made only by who may add those.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms.models import ModelChoiceField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from newsmarkup import publishing
from newsmarkup.admin.base import with_nonce
from newsmarkup.admin.proof import proof
from newsmarkup.document.article import Agent
from newsmarkup.document.problem import Problem
from newsmarkup.errors import ImportRefused, UnknownName
from newsmarkup.importing import base
from newsmarkup.models import Section, Upload
from newsmarkup.models.base import new_key
from newsmarkup.pipeline import read
from newsmarkup.receiving import Arrived, Asked, Planned, Received, Receiving, arrived
from newsmarkup.receiving.rows import kind_of

MOST_FILES = 50
MOST_TOGETHER = 60_000_000  # bytes of one sending
MOST_ARTICLES = 200  # on one page
PASTED = "pasted.txt"

STATES = {
    "new": _lazy("new"),
    "known": _lazy("imported before, and the same"),
    "newer": _lazy("imported before; the source has changed it since"),
    "edited": _lazy("imported before; changed at the source and edited here since: compare them yourself"),
    "older": _lazy("imported before; what is here is newer"),
    "refused": _lazy("can't be saved"),
    "saved": _lazy("saved as a draft"),
    "updated": _lazy("updated from its source"),
}


class Files(forms.FileField):
    """Several files, each with a name and within its size."""

    widget = type("FilesInput", (forms.ClearableFileInput,), {"allow_multiple_selected": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [file for file in data or () if file]
        if len(files) > MOST_FILES:
            raise ValidationError(_("These are %(count)s files: send at most %(most)s at a time.")
                                  % {"count": len(files), "most": MOST_FILES})  # fmt: skip
        wrong = [
            _("%(name)s has %(size)s; at most %(most)s are read.")
            % {"name": file.name, "size": filesizeformat(file.size), "most": filesizeformat(base.MOST_BYTES)}
            for file in files
            if file.size > base.MOST_BYTES
        ]
        if wrong:
            raise ValidationError(wrong)
        if sum(file.size for file in files) > MOST_TOGETHER:
            raise ValidationError(_("Together the files have more than %(most)s: send them in parts.")
                                  % {"most": filesizeformat(MOST_TOGETHER)})  # fmt: skip
        return files


class SendForm(forms.Form):
    files = Files(
        label=_lazy("Files"),
        required=False,
        help_text=_lazy("Drop as many as you like here, up to 50, or choose them."),
    )
    text = forms.CharField(
        label=_lazy("Or paste a text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )
    format = forms.ChoiceField(
        label=_lazy("Format"),
        required=False,
        help_text=_lazy("Each file says it itself; choose one only where that fails."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(one.name, one.label) for one in base.importers()]
        self.fields["format"].choices = [("", _("by its content")), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not data.get("files") and not data.get("text", "").strip():
            raise ValidationError(_("Choose a file, or paste a text: there is nothing to import yet."))
        return data

    @property
    def sent(self) -> list[tuple[str, bytes]]:
        found = [(file.name, file.read()) for file in self.cleaned_data["files"]]
        text = self.cleaned_data["text"]
        return [*found, *([(PASTED, text.encode())] if text.strip() else [])]


class TakeForm(forms.Form):
    """What holds for all that is taken."""

    section = ModelChoiceField(
        Section.objects.all(), required=False, label=_lazy("Section, where an article names none of ours")
    )
    create_people = forms.BooleanField(
        required=False, label=_lazy("Add bylines and sources that are not in the registry to it")
    )


@dataclass
class Batch:
    """What was sent: its articles, and the files that could not be read, each with the sentences that say why."""

    articles: list[Arrived]
    names: list[str]  # of each article, as the form ticks it
    refused: list[tuple[str, tuple[Problem, ...]]]

    @classmethod
    def of(cls, files: Iterable[tuple[str, str, bytes, str]]) -> Batch:
        """Of (row, file's name, bytes, format)."""
        batch = cls([], [], [])
        for row, name, data, format in files:
            try:
                found = base.read(data, format=format, filename="" if name == PASTED else name)
                known = format or base.recognised(data, name).name
            except ImportRefused as refused:
                batch.refused.append((name, refused.problems))
                continue
            except UnknownName as unknown:
                batch.refused.append((name, (Problem("unknown-format", str(unknown), "", "error"),)))
                continue
            batch.articles += arrived(found, known, name, data)
            batch.names += [f"{row}-{n}" for n in range(len(found))]
        return batch


@dataclass
class Shown:
    """One article of the preview."""

    name: str
    planned: Planned
    speakers: dict[str, str]
    url: str = ""
    ticked: bool = False
    may_change: bool = False

    @property
    def takes(self) -> bool:
        return self.planned.state == "new" or (self.planned.state == "newer" and self.may_change)

    @property
    def state(self) -> Any:
        return STATES[self.planned.state]

    @cached_property
    def body(self) -> SafeString:
        return proof(read(self.planned.html), self.speakers)

    @property
    def bylines(self) -> list[tuple[Agent, bool]]:
        """Each, and whether the registry has them."""
        article = self.planned.article
        return [(b.agent, (kind_of(b.agent), b.agent.name) in self.planned.agents) for b in article.bylines]


def _guarded(view: Any) -> Any:
    @method_decorator(never_cache)
    @method_decorator(csrf_protect)
    def answer(self: Any, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        request.current_app = self.admin_site.name  # type: ignore[attr-defined]
        response: HttpResponse = view(self, request, **kwargs)
        return response

    return answer


@_guarded
def import_page(self: Any, request: HttpRequest) -> HttpResponse:
    """Files and text are sent. What can't be read at all is said here, and nothing is kept of it."""
    form = SendForm(request.POST, request.FILES) if request.method == "POST" else SendForm()
    refused: list[tuple[str, tuple[Problem, ...]]] = []
    if form.is_bound and form.is_valid():
        format, files = form.cleaned_data["format"], form.sent
        batch = Batch.of((str(n), name, data, format) for n, (name, data) in enumerate(files))
        refused = batch.refused
        if len(batch.articles) > MOST_ARTICLES:
            said = _("These are %(count)s articles; at most %(most)s are shown at a time. Send fewer files, or ask whoever "
                     "runs the site for `manage.py newsmarkup_import`.")  # fmt: skip
            form.add_error(None, said % {"count": len(batch.articles), "most": MOST_ARTICLES})
        elif batch.articles:
            return HttpResponseRedirect(reverse(self._named("import_preview"), args=[_keep(request, files, format)]))
        else:
            form.add_error(None, _("Nothing of this can be imported."))
    context = {"title": _("Import articles"), "form": form, "refused": refused, "formats": list(base.importers())}
    return _page(self, request, "import.html", context, 422 if form.is_bound else 200)


def _keep(request: HttpRequest, files: list[tuple[str, bytes]], format: str) -> str:
    """Store what was sent; the name of the batch."""
    key = new_key() + new_key()
    with transaction.atomic():
        Upload.forget_old(request.user)
        for name, data in files:
            Upload.objects.create(batch=key, user_id=request.user.pk, name=name[-255:], format=format, data=data)
    return key


@_guarded
def import_preview(self: Any, request: HttpRequest, batch: str) -> HttpResponse:
    """What would be saved; on POST, what is ticked is."""
    uploads = list(Upload.objects.filter(batch=batch, user_id=request.user.pk))
    if not uploads:
        messages.warning(request, _("What was sent is gone: it waits for two days. Send it again."))
        return HttpResponseRedirect(reverse(self._named("import")))
    if "_discard" in request.POST:
        Upload.objects.filter(batch=batch, user_id=request.user.pk).delete()
        messages.info(request, _("Nothing was imported."))
        return HttpResponseRedirect(reverse(self._named("import")))
    found = Batch.of((str(one.pk), one.name, bytes(one.data), one.format) for one in uploads)
    user: Any = request.user
    may_create = user.has_perm("newsmarkup.add_person") and user.has_perm("newsmarkup.add_organization")
    form = TakeForm(request.POST or None)
    if not may_create:
        del form.fields["create_people"]
    asked = Asked(self.model, pictures=user.has_perm("newsmarkup.add_photo"))
    ticked = set(request.POST.getlist("take"))
    if request.method == "POST" and ticked and form.is_valid():
        chosen = Asked(self.model, form.cleaned_data["section"], form.cleaned_data.get("create_people", False),
                       asked.pictures, update=self.has_change_permission(request))  # fmt: skip
        return _taken(self, request, found, chosen, ticked)
    planned = Receiving(asked).plan(found.articles)
    names = _speakers(planned)
    shown = [
        Shown(
            name,
            one,
            names,
            self._change_url(one.row),
            name in ticked or (not ticked and one.state == "new"),
            self.has_change_permission(request),
        )
        for name, one in zip(found.names, planned, strict=True)
    ]
    context = {
        "title": _("Import: look before you save"), "form": form, "shown": shown, "refused": found.refused,
        "nothing_ticked": request.method == "POST" and not ticked, "takes": any(one.takes for one in shown),
        "legend": _legend(), "upload_url": reverse(self._named("import")),
    }  # fmt: skip
    return _page(self, request, "import_preview.html", context, 422 if request.method == "POST" else 200)


def _taken(self: Any, request: HttpRequest, found: Batch, asked: Asked, ticked: set[str]) -> HttpResponse:
    """The ticked ones saved, and what came of each."""
    work = Receiving(asked)
    chosen = [one for name, one in zip(found.names, found.articles, strict=True) if name in ticked]
    outcomes: list[tuple[Received, Any, str]] = []
    for planned in work.plan(chosen):
        received = work.save(planned)
        outcomes.append((received, STATES[received.done], self._change_url(received.row)))
        if received.done in ("saved", "updated"):
            told = [{"added": {}}] if received.done == "saved" else _("Updated from its source.")
            flag = ADDITION if received.done == "saved" else CHANGE
            LogEntry.objects.log_actions(request.user.pk, [received.row], flag, told, single_object=True)
    saved = sum(received.done in ("saved", "updated") for received, _state, _url in outcomes)
    context = {"title": _("Imported"), "outcomes": outcomes, "saved": saved, "left": len(found.names) - len(chosen),
               "upload_url": reverse(self._named("import"))}  # fmt: skip
    return _page(self, request, "import_done.html", context)


def _speakers(planned: list[Planned]) -> dict[str, str]:
    """What the entries of the registry that the articles name are called: two queries."""
    targets = {ref.target for one in planned for ref in one.agents.values() if ref.target}
    return {target: agent.name for target, agent in publishing.lookup(targets)[0].items()}


def _legend() -> list[tuple[str, str]]:
    from newsmarkup.roles import registered

    return [(role.name, str(role.label)) for role in registered()]


def _page(self: Any, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    context = {**self.admin_site.each_context(request), "opts": self.opts, "media": with_nonce(self.media, request),
               **context}  # fmt: skip
    return TemplateResponse(request, f"newsmarkup/admin/{template}", context, status=status)
