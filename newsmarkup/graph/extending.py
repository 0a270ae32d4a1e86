"""A newsroom's own properties and nodes, without a fork.

    @extend("ReviewNewsArticle")
    def reviewed(article):
        return {"itemReviewed": {"@type": "Book", "name": article.own_facts["book"]}}

A function of the Article returns a dict, or several: properties for the article's node, or nodes (those have an
`@type`). It sees what everyone may read. Where it fails, the page goes without it; the log and the editors are told.
"""

from __future__ import annotations

import hashlib
import inspect
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, overload

from newsmarkup.document.article import LIVE_BLOG, Article
from newsmarkup.document.node import Body
from newsmarkup.document.problem import Problem
from newsmarkup.errors import UnknownName
from newsmarkup.graph.cleaning import Cleaner
from newsmarkup.graph.thing import Graph, Thing

Function = Callable[[Article], Any]
logger = logging.getLogger("newsmarkup.extensions")

KINDS = ("NewsArticle", "AnalysisNewsArticle", "AskPublicNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle",
         "ReportageNewsArticle", "ReviewNewsArticle", LIVE_BLOG)  # fmt: skip
# What may be said more than once: an extension's values stand beside ours.
JOINED = frozenset(
    "about mentions keywords citation isBasedOn hasPart subjectOf contributor identifier sameAs correction".split()
)
TELL = "Tell whoever looks after the site's code; the page is shown without it."


@dataclass(frozen=True, slots=True)
class Extension:
    """`kinds`: the types of articles it is asked about; none are all. `version` changes when what it returns does."""

    name: str
    function: Function
    kinds: frozenset[str]
    version: str


_extensions: dict[str, Extension] = {}
_signature = ""


@overload
def extend(function: Function, /) -> Function: ...
@overload
def extend(*kinds: str, version: str | int = "") -> Callable[[Function], Function]: ...
def extend(*given: Any, version: str | int = "") -> Any:
    """Register a function of the Article (from an `AppConfig.ready()`), for all articles or for those of these types;
    "NewsArticle" has its subtypes in it. A changed function, or another `version`, makes what is stored stale.

    Raises UnknownName for a type that no article has, ValueError for a function without a name.
    """
    if len(given) == 1 and callable(given[0]):
        return _register(given[0], (), version)
    for kind in given:
        if kind not in KINDS:
            raise UnknownName("type of article", str(kind), KINDS)
    return lambda function: _register(function, given, version)


def _register(function: Function, kinds: Iterable[str], version: str | int) -> Function:
    name = f"{function.__module__}.{getattr(function, '__qualname__', '<unnamed>')}"
    if "<lambda>" in name or "<unnamed>" in name:
        raise ValueError(f"{function!r} has no name to be told by: register a function made with def.")
    _extensions[name] = Extension(name, function, frozenset(kinds), f"{version}.{_written(function)}")
    _sign()
    return function


def withdraw(function: Function) -> None:
    """Register it no more; nothing happens where it is not."""
    _extensions.pop(f"{function.__module__}.{function.__qualname__}", None)
    _sign()


def signature() -> str:
    """Of all extensions, with their versions; "" of none. Part of the stamp of what is stored."""
    return _signature


def _sign() -> None:
    global _signature
    facts = sorted((one.name, sorted(one.kinds), one.version) for one in _extensions.values())
    _signature = hashlib.blake2s(repr(facts).encode(), digest_size=4).hexdigest() if facts else ""


def _written(function: Function) -> str:
    """The function as it is written; "" where nobody can tell (then the version alone counts)."""
    try:
        return hashlib.blake2s(inspect.getsource(function).encode(), digest_size=4).hexdigest()
    except (OSError, TypeError):
        return ""


def apply(graph: Graph, news: Thing, article: Article) -> None:
    """Add what the extensions say to the article's graph and to its node `news`; what went wrong to `graph.problems`."""
    if not _extensions:
        return
    seen, kinds = public(article), {article.kind} if article.kind == LIVE_BLOG else {"NewsArticle", article.kind}
    for extension in list(_extensions.values()):
        if extension.kinds and not extension.kinds & kinds:
            continue
        try:
            properties, nodes = _ask(extension, seen)
        except Exception as error:
            logger.exception("The extension %s failed on %s.", extension.name, article.url)
            said = f"The extension {extension.name} failed: {type(error).__name__}: {error}"
            graph.problems.append(Problem("extension-failed", said, TELL))
            continue
        for refused in _merge(graph, news, properties, nodes):
            logger.warning("The extension %s, on %s: %s", extension.name, article.url, refused)
            graph.problems.append(Problem("extension-refused", f"The extension {extension.name} {refused}", TELL))


def public(article: Article) -> Article:
    """The article with what everyone may read, and no more: an extension can't give away what is paid for."""
    if not article.withheld:
        return article
    body = article.open_body
    shown = {node.get("data-photo") for node in body.walk() if node.name == "img"}
    heard = {passage.speaker.target for passage in article.open_passages if passage.speaker}
    return replace(
        article,
        body=body,
        updates=(),
        claims=(),
        media=(),
        speakers={target: agent for target, agent in article.speakers.items() if target in heard},
        pictures={key: picture for key, picture in article.pictures.items() if key in shown},
    )


def _ask(extension: Extension, article: Article) -> tuple[Thing, Graph]:
    """The properties for the article's node, and the nodes besides."""
    nodes = Graph()
    cleaner = Cleaner(article, nodes)
    properties: Thing = {}
    for n, given in enumerate(_several(extension.function(article)), 1):
        cleaned = cleaner.clean(given)
        if cleaned is None:
            continue
        if "@type" in cleaned or "@id" in cleaned:
            name = extension.name.rpartition(".")[2]
            nodes.add({"@id": f"{article.url}#{name}-{n}", **cleaned})
        else:
            properties |= cleaned
    return properties, nodes


def _several(given: Any) -> Iterator[Mapping[str, Any]]:
    if given is None:
        return
    several = [given] if isinstance(given, Mapping) else given
    if isinstance(several, str | Body) or not isinstance(several, Iterable):
        raise TypeError(f"it returned a {type(given).__name__}: return a dict, a list of dicts, or None.")
    for one in several:
        if one is not None and not isinstance(one, Mapping):
            raise TypeError(f"it returned a list with a {type(one).__name__}: return a dict, a list of dicts, or None.")
        if one:
            yield one


def _merge(graph: Graph, news: Thing, properties: Thing, nodes: Graph) -> Iterator[str]:
    """Says what it refuses."""
    for node in nodes.nodes:
        if "@type" not in node and node["@id"] not in graph:
            yield f"gives the node {node['@id']} no @type: it is left out."
            nodes.remove(node["@id"])
    known = {node["@id"] for node in (*graph.nodes, *nodes.nodes)}
    for name, value in properties.items():
        value, lost = _resolved(value, known)
        yield from (f"refers to {id}, which is not on the page: give the node with its @type." for id in lost)
        if value is None:
            continue
        if name.startswith("@"):
            yield f"gives the article {name}, which stays as it is."
        elif name not in news or news[name] == value:
            news[name] = value
        elif name in JOINED:
            ours = _list(news[name])
            news[name] = [*ours, *(one for one in _list(value) if one not in ours)]
        else:
            yield f"gives {name}, which the article says itself: it is left out."
    for node in nodes.nodes:
        whole, lost = _resolved(node, known)
        yield from (f"refers to {id}, which is not on the page: give the node with its @type." for id in lost)
        graph.add(whole)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _resolved(value: Any, known: set[str]) -> tuple[Any, list[str]]:
    """Without references that lead nowhere, and which those are. A node given in place can be referred to, too."""
    lost: list[str] = []
    here = known | set(_ids(value))

    def keep(one: Any) -> Any:
        if isinstance(one, list):
            kept = [keep(each) for each in one]
            return [each for each in kept if each is not None] or None
        if not isinstance(one, dict):
            return one
        if one.keys() == {"@id"} and one["@id"] not in here:
            lost.append(one["@id"])
            return None
        return {name: kept for name, each in one.items() if (kept := keep(each)) is not None}

    return keep(value), lost


def _ids(value: Any) -> Iterator[str]:
    """Of the nodes given in place."""
    for one in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        yield from _ids(one)
    if isinstance(value, dict) and "@id" in value and len(value) > 1:
        yield value["@id"]
