"""The library's template tag `{% render_json_ld sd %}`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

STARTS_FROM = "our finished graph, as a dict"
GIVES = "the same graph as text: it serialises what it is given"


def prepare(story: Any) -> Callable[[], str]:
    from django_json_ld.templatetags.json_ld import render_json_ld

    from newsmarkup.graph.build import build
    from newsmarkup.publishing import articles

    graph = build(articles([story])[0]).as_dict()
    return lambda: str(render_json_ld({}, graph))
