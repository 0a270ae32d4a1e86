"""Metadata: what a page says of its article in JSON-LD, `<meta>`, `<link>` and microdata, not yet weighed."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from newsmarkup.document.problem import Problem
from newsmarkup.importing.page.salvage import salvaged
from newsmarkup.importing.page.text import plain
from newsmarkup.inspecting.lenient import parse as lenient

_ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report|Review)$")
_MOST_NODES = 5_000
_BREAK = re.compile(r"<(?:br|/p|/div|/h\d|/li)[^<>]{0,100}>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/][^<>]{0,300}>")


@dataclass(slots=True)
class Metadata:
    """`article` is the JSON-LD of the page's article ({} without one), `nodes` all of the page's, `ids` those by `@id`;
    `meta` has every `<meta>` by lower-case name, and what stands in one as JSON by `name.key`; `scripts` what is written
    for scripts; `addresses` those of the page, its own choice first; `base` what its
    relative addresses are joined to (HTML, "document base URL")."""

    article: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, dict[str, Any]] = field(default_factory=dict)
    meta: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    nodes: list[dict[str, Any]] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    addresses: tuple[str, ...] = ()
    base: str = ""
    title: str = ""
    problems: list[Problem] = field(default_factory=list)

    def first(self, *names: str) -> str:
        return next((value for name in names for value in self.meta.get(name, ()) if value), "")

    @property
    def text(self) -> list[str]:
        """The paragraphs that JSON-LD gives of the article, for pages that show none without their scripts."""
        given = self.article.get("articleBody")
        if not isinstance(given, str):
            return []
        lines = _BREAK.sub("\n", html.unescape(given)).splitlines()
        return [text for line in lines if (text := plain(_TAG.sub("", line)))]

    @property
    def house(self) -> str:
        """What the publisher calls itself."""
        return words(self.follow(self.article.get("publisher"))) or self.first("og:site_name", "application-name")

    def follow(self, value: Any) -> list[Any]:
        """The things of a property: lists opened, `@id`s followed."""
        out = []
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and isinstance(one.get("@id"), str) and not one.get("name"):
                one = self.ids.get(one["@id"], one)
            if one:
                out.append(one)
        return out


def words(value: Any) -> str:
    """A JSON-LD text as it is read: no tags, no entities, one space; of a list its first."""
    for _n in range(3):
        if isinstance(value, list):
            value = next((one for one in value if one), "")
        if isinstance(value, dict):
            value = value.get("@value") or value.get("name") or ""
    if not isinstance(value, str):
        return ""
    text = value
    for _n in range(2):  # escaped twice is common
        if "&" in text:
            text = html.unescape(text)
    return plain(_TAG.sub("", text) if "<" in text else text)


def metadata(root: Any, url: str) -> Metadata:
    out = Metadata()
    documents: list[Any] = []
    for element in root.iter("script", "meta", "link", "title"):
        tag = element.tag
        if tag == "meta":
            name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
            content = element.get("content") or element.get("value") or ""
            if name and content[:1] == "{":
                _packed(name, content, out)
            elif name and (content := words(content)):
                out.meta.setdefault(name, []).append(content)
        elif tag == "link":
            for rel in (element.get("rel") or "").lower().split():
                out.links.setdefault(rel, (element.get("href") or "").strip())
        elif tag == "title":
            out.title = out.title or words("".join(element.itertext()))
        elif "ld+json" in (element.get("type") or "").lower() and element.text:
            documents += _read(element, out)
        elif element.text:
            out.scripts.append(str(element.text))
    nodes = out.nodes = list(_nodes(documents))
    for node in nodes:
        if isinstance(node.get("@id"), str) and len(node) > len(out.ids.get(node["@id"], ())):
            out.ids[node["@id"]] = node
    said = (out.links.get("canonical", ""), out.first("og:url"))
    out.addresses = tuple(dict.fromkeys(filter(None, [*(_joined(url, one) for one in said if one), _joined(url, "")])))
    here = next(iter(out.addresses), url)
    stated = next((one.get("href") or "" for one in root.iter("base")), "")
    out.base = _joined(here, stated) or here
    out.article = _best([node for node in nodes if _is_article(node)], out)
    return out


def _packed(name: str, content: str, out: Metadata) -> None:
    """JSON in one `<meta>`, as some services want it ("parsely-page")."""
    try:
        packed = json.loads(content)
    except (ValueError, RecursionError):
        return
    for key, value in packed.items() if isinstance(packed, dict) else ():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and (text := words(one)):
                out.meta.setdefault(f"{name}.{key}".lower(), []).append(text)


def _read(element: Any, out: Metadata) -> list[Any]:
    text = str(element.text)
    try:
        return [json.loads(text)]
    except (ValueError, RecursionError):
        parsed = lenient(text, element.sourceline or 1)
        for one in parsed.problems:
            out.problems.append(Problem(one.code, one.message, one.mend, line=element.sourceline))
        more = {} if parsed.whole else salvaged(text)
        known = next((one for one in _nodes(list(parsed.documents)) if _is_article(one)), None)
        if known is not None:
            known |= {name: value for name, value in more.items() if name not in known}
            more = {}
        return [*parsed.documents, *([more] if more else [])]


def _nodes(documents: list[Any]) -> Iterator[dict[str, Any]]:
    stack, seen = list(reversed(documents)), 0
    while stack and seen < _MOST_NODES:
        one = stack.pop()
        seen += 1
        if isinstance(one, dict):
            yield one
            stack += [value for value in reversed(one.values()) if isinstance(value, (dict, list))]
        elif isinstance(one, list):
            stack += reversed(one)


def _is_article(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    return any(
        isinstance(kind, str) and _ARTICLE.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _best(found: list[dict[str, Any]], page: Metadata) -> dict[str, Any]:
    """Of several articles the one that is this page's: by address, then by how much it says, then the first."""
    here = {_bare(one) for one in page.addresses}
    title = page.first("og:title") or page.title

    def weight(node: dict[str, Any]) -> tuple[int, int]:
        about = node.get("mainEntityOfPage")
        said = [node.get("url"), node.get("@id"), about.get("@id") if isinstance(about, dict) else about]
        address = any(isinstance(one, str) and _bare(one.split("#")[0]) in here for one in said)
        named = words(node.get("headline"))
        known = sum(bool(node.get(name)) for name in ("headline", "datePublished", "author", "image", "articleBody"))
        return (6 if address else 0) + (4 if named and named[:40] in title else 0) + known, -found.index(node)

    return max(found, key=weight, default={})


def _joined(base: str, address: str) -> str:
    """An absolute address, "" for what is none."""
    try:
        whole = urljoin(base, address)
        return whole if urlsplit(whole).hostname else ""
    except ValueError:  # half a bracket
        return ""


def _bare(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|[?#].*$|/$", "", url)
