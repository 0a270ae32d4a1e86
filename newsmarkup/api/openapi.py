"""The OpenAPI document, read off the views: `shape`, `accepts`, `offers`, `about`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.generators import EndpointEnumerator, SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse

from newsmarkup.api import examples, exports, shapes
from newsmarkup.api.negotiation import EXPORTS, TYPES

_ANSWER = "What was asked for, in the format that was asked for."
_PAGE = "The same as a page for people."


class ReadingSchema(AutoSchema):
    """Describes one `reading.Reading` view."""

    view: Any

    def get_operation_id(self) -> str:
        return f"newsmarkup_{self.view.name}"

    def get_summary(self) -> str:
        return self.view.title

    def get_description(self) -> str:
        return self.view.about

    def get_tags(self) -> list[str]:
        return [self.view.tag]

    def get_auth(self) -> list[Any]:
        return []

    def get_request_serializer(self) -> None:
        return None

    def get_filter_backends(self) -> list[Any]:
        return []

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False

    def get_override_parameters(self) -> list[Any]:
        view = self.view
        found = [
            OpenApiParameter(
                p.name, p.schema(), OpenApiParameter.QUERY, description=p.description, examples=_example(p)
            )
            for p in view.known
        ]
        if view.path_parameter:
            name, description = view.path_parameter
            found.append(OpenApiParameter(name, str, OpenApiParameter.PATH, required=True, description=description))
        conditions = {"If-None-Match": "The ETag of an earlier answer: 304 if it is still so."}
        headers = {"ETag": "Changes whenever the body does.", "Cache-Control": "How long it may be kept."}
        if view.dated:
            conditions["If-Modified-Since"] = "The Last-Modified of an earlier answer; If-None-Match is more exact."
            headers["Last-Modified"] = "When what is answered last changed, or became public."
        if view.many:
            headers["Link"] = "The pages around this one, as next and prev."
        found += [OpenApiParameter(n, str, OpenApiParameter.HEADER, description=d) for n, d in conditions.items()]
        found += [
            OpenApiParameter(n, str, OpenApiParameter.HEADER, description=d, response=[200]) for n, d in headers.items()
        ]
        return found

    def get_response_serializers(self) -> dict[Any, Any]:
        view = self.view
        shape = shapes.page_of(view.shape) if view.many else view.shape
        answers: dict[Any, Any] = {
            (200, TYPES["json"]): OpenApiResponse(shape, description=_ANSWER, examples=self._examples()),
            304: OpenApiResponse(description="Not changed since."),
            (400, TYPES["json"]): _problem("A parameter is unknown or wrong.", examples.BAD_PARAMETER),
            (406, TYPES["json"]): _problem("No known format was asked for.", examples.NOT_ACCEPTABLE),
        }
        if "jsonld" in view.offers:
            example = [OpenApiExample("JSON-LD", examples.jsonld(many=view.many), media_type=TYPES["jsonld"])]
            answers[200, TYPES["jsonld"]] = OpenApiResponse(shapes.JSONLD, description=_ANSWER, examples=example)
        for name in view.offers:
            if name in EXPORTS and name not in ("json", "jsonld"):
                kind = exports.media_type(name, many=view.many)
                body = OpenApiTypes.OBJECT if kind.endswith("json") else OpenApiTypes.STR
                answers[200, kind] = OpenApiResponse(body, description=_ANSWER)
        if view.path_parameter:
            answers[404, TYPES["json"]] = _problem("There is none, or it is not public.", examples.NOT_FOUND)
        for status, _kind in [key for key in answers if isinstance(key, tuple)] if "api" in view.offers else ():
            answers[status, TYPES["api"]] = OpenApiResponse(OpenApiTypes.STR, description=_PAGE)
        return answers

    def _examples(self) -> list[OpenApiExample]:
        value = examples.of(self.view.shape)
        if self.view.many:
            value = {"next": None, "previous": None, "results": [value]}
        return [OpenApiExample(self.view.title, value, media_type=TYPES["json"])]


class StreamSchema(ReadingSchema):
    """The same of `changes.ChangeStream`: what is described is one line."""

    def get_response_serializers(self) -> dict[Any, Any]:
        answers = super().get_response_serializers()
        lines = [OpenApiExample(line["event"], line, media_type=TYPES["ndjson"]) for line in examples.CHANGES]
        del answers[200, TYPES["json"]]
        described = OpenApiResponse(self.view.shape, description="A line; there are many.", examples=lines)
        gone = _problem("The cursor is of before a rebuild, or the time of before the log.", examples.GONE)
        return {(200, TYPES["ndjson"]): described, **answers, (410, TYPES["json"]): gone}

    def _examples(self) -> list[OpenApiExample]:
        return []


def _example(parameter: Any) -> list[OpenApiExample]:
    if not parameter.example:
        return []
    value: Any = int(parameter.example) if parameter.schema()["type"] == "integer" else parameter.example
    return [OpenApiExample(parameter.example, value)]


def _problem(description: str, example: dict[str, str]) -> OpenApiResponse:
    given = OpenApiExample(example["code"], example, media_type=TYPES["json"])
    return OpenApiResponse(shapes.Problem, description=description, examples=[given])


class _Ours(EndpointEnumerator):
    def should_include_endpoint(self, path: str, callback: Any) -> bool:
        ours = isinstance(getattr(getattr(callback, "cls", None), "schema", None), ReadingSchema)
        return bool(ours and super().should_include_endpoint(path, callback))


class Generator(SchemaGenerator):
    """The document of this API alone, whatever else the site serves."""

    endpoint_inspector_cls = _Ours
