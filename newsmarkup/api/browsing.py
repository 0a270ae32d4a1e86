"""The API's page for people: the same answer with links to follow, its headers, and a form for the parameters."""

from __future__ import annotations

import json
import re
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from rest_framework.renderers import BrowsableAPIRenderer

from newsmarkup.api.negotiation import TYPES

_ADDRESS = re.compile(r"&quot;(https?://[^\s&\\]+(?:&amp;[^\s&\\]+)*)&quot;")


class Browsable(BrowsableAPIRenderer):
    """Without scripts and inline styles, so that it lives under any content security policy."""

    template = "newsmarkup/api/browse.html"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> str:
        view, request, response = (renderer_context[name] for name in ("view", "request", "response"))
        query = request.GET.copy()
        formats = []
        for name in view.offers:
            query["format"] = name
            formats.append((name, TYPES[name], f"?{query.urlencode()}"))
        context = {
            "view": view,
            "status": f"{response.status_code} {response.reason_phrase}",
            "failed": response.exception,
            "formats": [f for f in formats if f[0] != "api"],
            "parameters": [(p, request.GET.get(p.name, ""), p.schema()) for p in view.accepts],
            "next": isinstance(data, dict) and data.get("next"),
            "previous": isinstance(data, dict) and data.get("previous"),
            "json": linked(json.dumps(data, ensure_ascii=False, indent=2)),
            "address": request.build_absolute_uri(),
            **places(request),
        }
        return render_to_string(self.template, context, request=request._request)


def places(request: Any) -> dict[str, str]:
    """The addresses of this API's own pages, wherever it is mounted."""
    space = request.resolver_match.namespace
    return {f"{name}_url": reverse(f"{space}:{name}") for name in ("root", "docs", "schema")}


def linked(text: str) -> SafeString:
    """JSON as HTML, its addresses as links."""

    # Addresses are found in what is escaped already.
    return mark_safe(_ADDRESS.sub(r'&quot;<a href="\1">\1</a>&quot;', escape(text)))  # noqa: S308
