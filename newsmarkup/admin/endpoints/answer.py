"""Answers in JSON, refusals in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

GENERAL = "__all__"


class Refused(Exception):
    """A request that gets a 4xx answer: `errors` maps fields (or GENERAL) to sentences."""

    def __init__(self, errors: Mapping[str, Iterable[Any]] | str, status: int = 400) -> None:
        self.errors = {GENERAL: [errors]} if isinstance(errors, str) else errors
        self.status = status
        super().__init__(errors)


def refusal(refused: Refused) -> JsonResponse:
    errors = {field: [str(message) for message in messages] for field, messages in refused.errors.items()}
    return JsonResponse({"errors": errors}, status=refused.status)


def endpoint(*methods: str) -> Callable[[Callable[..., JsonResponse]], Callable[..., JsonResponse]]:
    """A view of a ModelAdmin for those who may see, change or add its rows; what it raises as `Refused` is answered."""

    def decorate(view: Callable[..., JsonResponse]) -> Callable[..., JsonResponse]:
        @wraps(view)
        @method_decorator(csrf_protect)
        @method_decorator(never_cache)
        def answer(self: ModelAdmin, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
            try:
                if not self.admin_site.has_permission(request):
                    raise Refused(_("You are not logged in. Log in in another tab and try again."), 403)
                if not (self.has_view_or_change_permission(request) or self.has_add_permission(request)):
                    raise Refused(_("You may not see articles. Ask whoever manages the accounts."), 403)
                if request.method not in methods:
                    raise Refused(_("%(method)s is not answered here; send %(methods)s.")
                                  % {"method": request.method, "methods": ", ".join(methods)}, 405)  # fmt: skip
                return view(self, request, *args, **kwargs)
            except RequestDataTooBig:
                return refusal(Refused(_("That is more than the server takes at once."), 413))
            except Refused as refused:
                return refusal(refused)

        return answer

    return decorate


def read_json(request: HttpRequest) -> dict[str, Any]:
    """The object in the request's body. Raises `Refused`."""
    try:
        data = json.loads(request.body)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise Refused(_('Send a JSON object, such as {"name": "…"}.'))
    return data


def must_be_able_to_add(request: HttpRequest, model: Any) -> None:
    codename = f"{model._meta.app_label}.add_{model._meta.model_name}"
    if not request.user.has_perm(codename):  # type: ignore[union-attr]
        what = model._meta.verbose_name_plural
        raise Refused(_("You may not add %(what)s. Ask whoever manages the accounts.") % {"what": what}, 403)


def log_addition(request: HttpRequest, row: Any) -> None:
    LogEntry.objects.log_actions(request.user.pk, [row], ADDITION, [{"added": {}}], single_object=True)
