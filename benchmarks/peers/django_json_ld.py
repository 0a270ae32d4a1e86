"""The library's template tag `{% render_json_ld sd %}`, given our finished graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def prepare(story: Any, read: Callable[[], Any]) -> dict[str, Callable[[], str]]:
    from django_json_ld.templatetags.json_ld import render_json_ld

    from newsmarkup.graph.build import build

    graph = build(read()).as_dict()
    return {"": lambda: str(render_json_ld({}, graph))}
