"""The speaker dialog's registry: looking people and organizations up, and adding one.

GET ?q=words or ?ref=person:key&ref=… → {"results": [{ref, kind, name, description}]}, the best first, 12 at most.
POST {kind, name, job_title} → 201 the same object; 400 {"errors": {field: [sentences]}}.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from newsmarkup.admin.directory import directory, entry, fold
from newsmarkup.admin.endpoints.answer import Refused, endpoint, log_addition, must_be_able_to_add, read_json
from newsmarkup.models import Organization, Person

MOST_NAMED = 500
KINDS: dict[str, Any] = {"person": Person, "organization": Organization}


@endpoint("GET", "POST")
def speakers(self: Any, request: HttpRequest) -> JsonResponse:
    if request.method == "POST":
        return add(request)
    refs = request.GET.getlist("ref")[:MOST_NAMED]
    found = directory.named(refs) if refs else directory.search(request.GET.get("q", "")[:200])
    return JsonResponse({"results": [each.as_dict() for each in found]})


def add(request: HttpRequest) -> JsonResponse:
    data = read_json(request)
    kind = str(data.get("kind") or "")
    if kind not in KINDS:
        raise Refused({"kind": [_("“%(kind)s” is no kind of speaker. Known: %(kinds)s.")
                                % {"kind": kind, "kinds": ", ".join(KINDS)}]})  # fmt: skip
    model = KINDS[kind]
    must_be_able_to_add(request, model)
    fields = ["name", "job_title"] if model is Person else ["name"]
    form = forms.modelform_factory(model, fields=fields)(
        {name: " ".join(str(data.get(name) or "").split()) for name in fields}
    )
    if not form.is_valid():
        raise Refused(form.errors)
    known = _namesake(kind, form.instance)
    if known:
        raise Refused({"name": [_("%(name)s (%(what)s) is in the registry already: choose that entry.")
                                % {"name": known.name, "what": known.description or kind}]})  # fmt: skip
    row = form.save()
    log_addition(request, row)
    return JsonResponse(entry(row).as_dict(), status=201)


def _namesake(kind: str, row: Any) -> Any:
    """An entry of that name and kind, and for a person with that job title or, where none is given, with any."""
    title = fold(getattr(row, "job_title", ""))
    for found in directory.entries().values():
        if found.kind == kind and found.names[0] == fold(row.name) and (not title or title in fold(found.description)):
            return found
    return None
