"""The OpenAPI document, read off the views: `shape`, `accepts`, `offers`, `about`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.generators import EndpointEnumerator, SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiRequest,
    OpenApiResponse,
)

from newsmarkup.api import access, examples, exports, form, refusals, shapes
from newsmarkup.api.negotiation import EXPORTS, TYPES

_ANSWER = "What was asked for, in the format that was asked for."
_PAGE = "The same as a page for people."


class ReadingSchema(AutoSchema):
    """Describes one `reading.Reading` view: its GET, and what `writing.operation` says of other methods."""

    view: Any

    @property
    def written(self) -> Any:
        """The `writing.Operation` of this method; None for reading."""
        return getattr(getattr(self.view, self.method.lower()), "operation", None)

    @property
    def _asks_who(self) -> bool:
        """Whether reading may take signing in."""
        return self.view.always_private or "context" in {parameter.name for parameter in self.view.accepts}

    def get_operation_id(self) -> str:
        return f"newsmarkup_{self.view.name}" + (f"_{self.method.lower()}" if self.written else "")

    def get_summary(self) -> str:
        return self.written.title if self.written else self.view.title

    def get_description(self) -> str:
        return self.written.about if self.written else self.view.about

    def get_tags(self) -> list[str]:
        return [self.view.tag]

    def get_auth(self) -> list[Any]:
        """Of reading: none, or for `context=edit` any."""
        if self.written:
            return [one for one in super().get_auth() if one]
        if not self._asks_who:
            return []
        schema = type(self)()
        schema.view, schema.registry = _Private(self.view), self.registry
        return [*([] if self.view.always_private else [{}]), *(one for one in AutoSchema.get_auth(schema) if one)]

    def get_request_serializer(self) -> Any:
        if not self.written:
            return None
        bodies = {}
        for kind, shape in ((TYPES["json"], self.written.takes), (form.TYPE, self.written.form)):
            example = shape and examples.request(shape)
            given = [OpenApiExample(self.written.title, example, request_only=True)] if example else []
            if shape:
                bodies[kind] = OpenApiRequest(shape, examples=given)
        return bodies or None

    def get_filter_backends(self) -> list[Any]:
        return []

    def _is_list_view(self, serializer: Any = None) -> bool:
        return False

    def get_override_parameters(self) -> list[Any]:
        view = self.view
        if self.written:
            return self._written_parameters()
        found = [
            OpenApiParameter(
                p.name, p.schema(), OpenApiParameter.QUERY, description=p.description, examples=_example(p)
            )
            for p in view.known
        ]
        found += self._path_parameters()
        if view.always_private:
            return found
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

    def _path_parameters(self) -> list[Any]:
        return [
            OpenApiParameter(name, str, OpenApiParameter.PATH, required=True, description=description)
            for name, description in self.view.path_parameters
        ]

    def _written_parameters(self) -> list[Any]:
        found = self._path_parameters()
        for p in self.view.writes_accept:
            found.append(OpenApiParameter(p.name, p.schema(), OpenApiParameter.QUERY, description=p.description))
        headers = {"Idempotency-Key": "A new one for each request, such as a UUID; sent again, it is not done again."}
        if self.written.conditional:
            headers["If-Match"] = "The ETag of the working copy that this changes; * changes any version."
        for name, said in headers.items():
            required = name == "If-Match"
            found.append(OpenApiParameter(name, str, OpenApiParameter.HEADER, required=required, description=said))
        answers = {"Location": "Its address."} if self.written.status == 201 else {}
        if self.written.gives:
            answers["ETag"] = "The version, for If-Match."
        answers["Idempotent-Replayed"] = "true, where the answer is that of an earlier request with the same key."
        return found + [
            OpenApiParameter(n, str, OpenApiParameter.HEADER, description=d, response=[self.written.status])
            for n, d in answers.items()
        ]

    def _written_answers(self) -> dict[Any, Any]:
        does = self.written
        answers: dict[Any, Any] = {}
        if does.gives:
            shown = [OpenApiExample(does.title, examples.of(does.gives), media_type=TYPES["json"])]
            answers[does.status, TYPES["json"]] = OpenApiResponse(
                does.gives, description=does.title + ".", examples=shown
            )
        else:
            answers[does.status] = OpenApiResponse(description=does.title + ".")
        more = {404: refusals.NOT_WRITABLE} if self.view.path_parameters else {}
        if does.takes or does.form:
            more |= {413: refusals.TOO_LARGE, 415: refusals.UNKNOWN_TYPE}
        if does.conditional:
            more |= {412: refusals.STALE, 428: refusals.CONDITION_REQUIRED}
        for status, example in sorted({**refusals.OF_WRITING, **more, **(does.errors or {})}.items()):
            shape = (
                shapes.HeldBack if "digest" in example else shapes.Refusal if "errors" in example else shapes.Problem
            )
            answers[status, TYPES["json"]] = _problem(refusals.SAID[status], example, shape)
        return answers

    def get_response_serializers(self) -> dict[Any, Any]:
        view = self.view
        if self.written:
            return self._written_answers()
        shape = shapes.page_of(view.shape) if view.many else view.shape
        answers: dict[Any, Any] = {
            (200, TYPES["json"]): OpenApiResponse(shape, description=_ANSWER, examples=self._examples()),
            **({} if view.always_private else {304: OpenApiResponse(description="Not changed since.")}),
            (400, TYPES["json"]): _problem("A parameter is unknown or wrong.", refusals.BAD_PARAMETER),
            (406, TYPES["json"]): _problem("No known format was asked for.", refusals.NOT_ACCEPTABLE),
        }
        if "jsonld" in view.offers:
            example = [OpenApiExample("JSON-LD", examples.jsonld(many=view.many), media_type=TYPES["jsonld"])]
            answers[200, TYPES["jsonld"]] = OpenApiResponse(shapes.JSONLD, description=_ANSWER, examples=example)
        for name in view.offers:
            if name in EXPORTS and name not in ("json", "jsonld"):
                kind = exports.media_type(name, many=view.many)
                body = OpenApiTypes.OBJECT if kind.endswith("json") else OpenApiTypes.STR
                answers[200, kind] = OpenApiResponse(body, description=_ANSWER)
        if view.path_parameters:
            answers[404, TYPES["json"]] = _problem("There is none, or it is not public.", refusals.NOT_FOUND)
        if "context" in {parameter.name for parameter in view.accepts}:
            said = shape
            shape = shapes.page_of(view.working_shape) if view.many else view.working_shape
            # Not oneOf: an empty page is both, and a working copy is a record, too.
            both = {"anyOf": [self.resolve_serializer(one, "response").ref for one in (said, shape)]}
            answers[200, TYPES["json"]] = OpenApiResponse(both, description=_ANSWER, examples=self._examples())
        for status in (401, 403) if self._asks_who else ():
            answers[status, TYPES["json"]] = _problem(refusals.SAID[status], refusals.OF_WRITING[status])
        if view.throttle_classes:
            answers[429, TYPES["json"]] = _problem(refusals.SAID[429], refusals.OF_WRITING[429])
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
        gone = _problem("The cursor is of before a rebuild, or the time of before the log.", refusals.GONE)
        return {(200, TYPES["ndjson"]): described, **answers, (410, TYPES["json"]): gone}

    def _examples(self) -> list[OpenApiExample]:
        return []


def _example(parameter: Any) -> list[OpenApiExample]:
    if not parameter.example:
        return []
    value: Any = int(parameter.example) if parameter.schema()["type"] == "integer" else parameter.example
    return [OpenApiExample(parameter.example, value)]


def _problem(description: str, example: dict[str, Any], shape: Any = shapes.Problem) -> OpenApiResponse:
    given = OpenApiExample(example["code"], example, media_type=TYPES["json"])
    return OpenApiResponse(shape, description=description, examples=[given])


class ChoiceInPlace(OpenApiSerializerFieldExtension):
    """The choices where they are meant. A component of their own would be named by the field, and fields of one name have
    different choices in what is read and what is written."""

    target_class = "newsmarkup.api.inputs.Choice"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        return {"oneOf": [{"type": "string", "enum": list(self.target.choices)}]}


class FileInForm(OpenApiSerializerFieldExtension):
    """A file's bytes."""

    target_class = "newsmarkup.api.form.PictureFile"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        return {"type": "string", "format": "binary"}


class _Private:
    """A view as those see it who sign in."""

    def __init__(self, view: Any) -> None:
        self.get_authenticators = access.authenticators
        self.get_permissions = view.get_permissions


class _Ours(EndpointEnumerator):
    def should_include_endpoint(self, path: str, callback: Any) -> bool:
        ours = isinstance(getattr(getattr(callback, "cls", None), "schema", None), ReadingSchema)
        return bool(ours and super().should_include_endpoint(path, callback))


class Generator(SchemaGenerator):
    """The document of this API alone, whatever else the site serves."""

    endpoint_inspector_cls = _Ours
