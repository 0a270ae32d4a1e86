"""Salvage: an article's facts in JSON-LD that no reader of JSON can read: quotation marks inside texts, single ones around
them, names without any. Only what stands as `key: value` in so many words is taken.
"""

from __future__ import annotations

import re
from typing import Any

_FACTS = ("headline", "datePublished", "dateModified", "articleSection")
_LONGEST = 200_000  # characters that are looked at


def salvaged(text: str) -> dict[str, Any]:
    """A node of an article, or {} where the text tells of none."""
    text = text[:_LONGEST]
    kind = _value("@type", text)
    if not kind or not re.search(r"Article$|Posting$", kind):
        return {}
    node: dict[str, Any] = {"@type": kind}
    for name in _FACTS:
        if value := _value(name, text):
            node[name] = value
    author = re.search(r"[\"']@?author[\"']\s*:\s*", text)
    if author:
        rest = text[author.end() : author.end() + 600]
        name = _value("name", rest[: rest.find("}") + 1]) or _quoted(rest.lstrip("[ \n\t"))
        if name:
            node["author"] = {"@type": "Person", "name": name}
    return node


def _value(name: str, text: str) -> str:
    found = re.search(rf"[\"']{re.escape(name)}[\"']\s*:\s*\[?\s*", text)
    return _quoted(text[found.end() : found.end() + 1_000]) if found else ""


def _quoted(text: str) -> str:
    """A value: up to the quotation mark that a comma, a bracket or a new line follows; without marks, up to these."""
    if text[:1] in "\"'":
        end = re.search(rf"{text[0]}\s*(?:[,}}\]]|$)", text[1:], re.MULTILINE)
        return text[1 : end.start() + 1].replace("\\/", "/").replace('\\"', '"').strip() if end else ""
    end = re.search(r"\s*[,}\]\n]", text)
    return text[: end.start()].strip() if end and end.start() < 80 and text[:1] not in "{[" else ""
