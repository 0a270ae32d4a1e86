"""Reading: what all views of the API share: formats, parameters, conditional answers, errors.

A view writes `answer()`. JSON and JSON-LD are answered at once, without the rest of Django REST framework: an article's
bytes go out as they are stored. The page for people, OPTIONS and what is refused go the framework's way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, ClassVar

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from rest_framework.exceptions import APIException, AuthenticationFailed, NotAuthenticated
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from newsmarkup.api import exports, parameters, problems
from newsmarkup.api.browsing import Browsable
from newsmarkup.api.negotiation import EXPORTS, TYPES, Negotiation, choose
from newsmarkup.api.openapi import ReadingSchema
from newsmarkup.conf import settings


def _renderer(name: str) -> type[JSONRenderer]:
    """What stands for a format in the framework's own lists; its bytes are written by its exporter."""
    return type(f"{name}Renderer", (JSONRenderer,), {"media_type": TYPES[name], "format": name})


FOR_PEOPLE = {"Cache-Control": "no-cache", "Vary": "Accept"}
RENDERERS: dict[str, Any] = {name: _renderer(name) for name in (*EXPORTS, "ndjson")}
RENDERERS |= {"json": JSONRenderer, "api": Browsable}


class Reading(APIView):
    """`offers` names the formats, the default first; `accepts` the query parameters beside `format`.

    For people and the OpenAPI document: `title`, `about`, `shape` (a page of them if `many`), `tag`, `path_parameter`
    (name, description), `dated` (whether it says when it last changed).
    """

    name: ClassVar[str]
    title: ClassVar[str]
    about: ClassVar[str]
    tag: ClassVar[str]
    shape: ClassVar[Any]
    many: ClassVar[bool] = False
    dated: ClassVar[bool] = False
    path_parameter: ClassVar[tuple[str, str] | None] = None
    always_private: ClassVar[bool] = False
    offers: ClassVar[tuple[str, ...]] = ("json", "api")
    accepts: ClassVar[Sequence[parameters.Parameter]] = ()

    authentication_classes = ()
    permission_classes = (AllowAny,)
    parser_classes: Any = ()
    versioning_class = None
    content_negotiation_class = Negotiation
    schema = ReadingSchema()

    def answer(self, request: HttpRequest, format: str, asked: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """The answer to GET in `format`: "json" or "jsonld". Ends in `self.reply()`."""
        raise NotImplementedError

    # -- how a request comes in ----------------------------------------------------------------------------------------

    def is_private(self, request: Any) -> bool:
        """Whether only who is signed in gets an answer."""
        return False

    @property
    def path_parameters(self) -> list[tuple[str, str]]:
        return [self.path_parameter] if self.path_parameter else []

    @property
    def known(self) -> list[parameters.Parameter]:
        return [*self.accepts, parameters.format_of(self.offers)]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        reads = request.method in ("GET", "HEAD") and "get" in self.http_method_names
        if reads and not self.throttle_classes and not self.is_private(request):
            try:
                format = choose(self.offers, request.META.get("HTTP_ACCEPT", "*/*"), request.GET.get("format"))
                if format != "api":
                    return self._answer(request, format, **kwargs)
            except APIException as error:
                return refusal(error)
        return super().dispatch(request, *args, **kwargs)

    def _answer(self, request: HttpRequest, format: str, **kwargs: Any) -> HttpResponse:
        return self.answer(request, format, parameters.read(request.GET, self.known), **kwargs)

    def get_renderers(self) -> list[Any]:
        return [RENDERERS[name]() for name in self.offers]

    def get(self, request: Any, **kwargs: Any) -> HttpResponse:
        format = request.accepted_renderer.format
        if format != "api":
            return self._answer(request._request, format, **kwargs)
        for header in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE"):
            request.META.pop(header, None)  # they were said of the JSON
        # A form sends what was left empty, too.
        request._request.GET = filled = request.GET.copy()
        for name in [name for name, values in filled.lists() if values == [""]]:
            del filled[name]
        answer = self._answer(request._request, "json", **kwargs)
        return Response(orjson.loads(answer.content), headers=FOR_PEOPLE)

    def options(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponse(
            orjson.dumps(
                {
                    "name": self.title,
                    "description": self.about,
                    "formats": {name: TYPES[name] for name in self.offers},
                    "parameters": {p.name: p.description for p in self.known},
                }
            ),
            content_type=TYPES["json"],
        )

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        raise problems.NotForWriting(
            f"{request.method} is not possible here. Possible: {problems.listed(self.allowed_methods)}.",
            headers={"Allow": ", ".join(self.allowed_methods)},
        )

    def handle_exception(self, exc: Exception) -> HttpResponse:
        if isinstance(exc, NotAuthenticated | AuthenticationFailed):
            exc.auth_header = self.get_authenticate_header(self.request)  # type: ignore[union-attr]
            if not exc.auth_header:  # type: ignore[union-attr]
                exc.status_code = 403  # as the framework says: 401 must name a way to sign in (RFC 9110, 15.5.2)
        renderer = getattr(self.request, "accepted_renderer", None)
        if renderer is None or renderer.format != "api" or not isinstance(exc, APIException):
            return refusal(exc)
        status, data = problems.as_data(exc)
        response = Response(data, status=status, headers=FOR_PEOPLE)
        response.exception = True
        return response

    # -- how an answer goes out ----------------------------------------------------------------------------------------

    def reply(
        self,
        request: HttpRequest,
        format: str,
        body: Callable[[], bytes],
        *,
        state: str = "",
        modified: datetime | None = None,
        links: dict[str, str | None] | None = None,
        content_type: str = "",
    ) -> HttpResponse:
        """200 with `body()`, or 304 or 412. `state` changes when the body would; without one the body is hashed."""
        content = None if state else body()
        said = f"{settings.fingerprint} {format} {state}".encode() if content is None else content
        etag = quote_etag(hashlib.blake2s(said, digest_size=12).hexdigest())
        date = int(modified.timestamp()) if modified else None
        response = get_conditional_response(request, etag, date)
        if response is None:
            kind = content_type or exports.content_type(format)
            response = HttpResponse(body() if content is None else content, content_type=kind)
        elif response.status_code == 412:
            raise problems.ConditionFailed()
        response["ETag"] = etag
        if date is not None:
            response["Last-Modified"] = http_date(date)
        response["Cache-Control"] = settings.CACHE_CONTROL
        response["Vary"] = "Accept"
        links = {name: url for name, url in (links or {}).items() if url}
        if links:
            response["Link"] = ", ".join(f'<{url}>; rel="{name}"' for name, url in links.items())
        return response


def refusal(error: Exception) -> HttpResponse:
    """The JSON of an error; errors that are no answer of the API are raised again."""
    status, data = problems.as_data(error)
    response = HttpResponse(orjson.dumps(data), status=status, content_type=TYPES["json"])
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Accept"
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(int(wait))
    if auth := getattr(error, "auth_header", None):
        response["WWW-Authenticate"] = auth
    for name, value in getattr(error, "headers", {}).items():
        response[name] = value
    return response


def page_links(request: HttpRequest, *, next: str | None, previous: str | None) -> dict[str, str | None]:
    """The addresses of the pages around this one."""

    def address(cursor: str | None) -> str | None:
        if cursor is None:
            return None
        query = request.GET.copy()
        query.pop("cursor", None)
        if cursor:
            query["cursor"] = cursor
        return request.build_absolute_uri(f"{request.path}?{query.urlencode()}".rstrip("?"))

    return {"next": address(next), "prev": address(previous)}
