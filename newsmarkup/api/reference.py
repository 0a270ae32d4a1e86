"""The OpenAPI document as a page: every operation with its parameters, answers and examples, and every shape."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from newsmarkup.api.browsing import places
from newsmarkup.api.openapi import Generator


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    document = Generator().get_schema(public=True)
    shapes = document["components"].get("schemas", {})
    document = _spelled_out(
        document, {f"#/components/schemas/{n}": s for n, s in shapes.items() if "properties" not in s}
    )
    operations = [
        _operation(path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    shapes = [
        {"name": name, "about": shape.get("description", ""), "fields": _fields(shape)}
        for name, shape in document["components"].get("schemas", {}).items()
        if "properties" in shape
    ]
    context = {"info": document["info"], "operations": operations, "shapes": shapes, **places(request)}
    return render(request, "newsmarkup/api/docs.html", context)


def _operation(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    parameters = [
        {
            "name": p["name"],
            "place": p["in"],
            "required": p.get("required", False),
            "about": p.get("description", ""),
            "type": _type(p["schema"]),
            "example": next((e["value"] for e in p.get("examples", {}).values()), ""),
        }
        for p in operation.get("parameters", [])
    ]
    order = {"path": 0, "query": 1, "header": 2}
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "title": operation.get("summary", ""),
        "about": operation.get("description", ""),
        # Stands alone as an address where nothing has to be filled in.
        "link": "" if "{" in path else path,
        "parameters": sorted(parameters, key=lambda p: order.get(p["place"], 3)),
        "takes": _bodies(operation.get("requestBody", {})),
        "answers": [_answer(status, answer) for status, answer in sorted(operation["responses"].items())],
    }


def _bodies(said: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "media_type": media_type,
            "type": _type(body.get("schema", {})),
            "shape": _shape(body.get("schema", {})),
            "examples": [
                json.dumps(example["value"], ensure_ascii=False, indent=2)
                for example in body.get("examples", {}).values()
            ],
        }
        for media_type, body in said.get("content", {}).items()
    ]


def _answer(status: str, answer: dict[str, Any]) -> dict[str, Any]:
    headers = [(name, header.get("description", "")) for name, header in answer.get("headers", {}).items()]
    return {"status": status, "about": answer.get("description", ""), "bodies": _bodies(answer), "headers": headers}


def _fields(shape: dict[str, Any]) -> list[dict[str, Any]]:
    required = shape.get("required", [])
    return [
        {
            "name": name,
            "type": _type(field),
            "shape": _shape(field),
            "about": field.get("description", ""),
            "always": name in required,
        }
        for name, field in shape["properties"].items()
    ]


def _spelled_out(value: Any, enums: dict[str, Any]) -> Any:
    """The document with its lists of choices where they are meant, not by reference."""
    if isinstance(value, list):
        return [_spelled_out(item, enums) for item in value]
    if isinstance(value, dict):
        meant = enums.get(value["$ref"]) if isinstance(value.get("$ref"), str) else None
        return meant or {name: _spelled_out(item, enums) for name, item in value.items()}
    return value


def _parts(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [part for name in ("allOf", "oneOf", "anyOf") for part in schema.get(name, [])]


def _shape(schema: dict[str, Any]) -> str:
    """The name of the shape that a schema is, or is a list of; "" for none."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[-1]
    inner = [*_parts(schema), *([schema["items"]] if "items" in schema else [])]
    return next((name for part in inner if (name := _shape(part))), "")


def _type(schema: dict[str, Any]) -> str:
    """A schema in a few words."""
    if schema.get("type") == "array":
        words = f"list of {_type(schema['items'])}"
    elif len(parts := _parts(schema)) > 1 or (parts and not _shape(schema)):
        words = " or ".join(_type(part) for part in parts)
    elif "enum" in schema:
        words = "one of " + ", ".join(str(value) for value in schema["enum"])
    else:
        words = _shape(schema) or schema.get("format") or schema.get("type") or "object"
    if "minimum" in schema and "maximum" in schema:
        words += f", {schema['minimum']} to {schema['maximum']}"
    if "default" in schema:
        words += f" (default {schema['default']})"
    return words + (" or null" if schema.get("nullable") else "")
