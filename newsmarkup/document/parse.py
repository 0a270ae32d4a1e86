"""Parsing: sanitised HTML into raw nodes, by lxml. Nothing is judged here: see `normalise`."""

from __future__ import annotations

from typing import cast

from lxml import etree

from newsmarkup.document.node import Node
from newsmarkup.document.problem import Problem
from newsmarkup.errors import BodyRefused


def parse(html: str) -> tuple[Node | str, ...]:
    """The raw nodes of an HTML fragment. Raises `BodyRefused` where libxml2 would drop what lies too deep."""
    if not html.strip():
        return ()
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    # Inside a div libxml2 adds no paragraphs of its own.
    root = etree.fromstring(f"<html><body><div>{html}</div></body></html>".encode(), parser)
    if any("depth" in (entry.message or "").lower() for entry in parser.error_log):
        raise BodyRefused(
            [
                Problem(
                    "depth", "The text's tags are nested too deep to be read.", "Paste it without formatting.", "error"
                )
            ]
        )
    wrapper = root.find("body/div")
    # The sanitiser balances what it lets through, so that nothing stands beside the wrapper.
    return () if wrapper is None else _children(wrapper)


def _children(element: etree._Element) -> tuple[Node | str, ...]:
    out: list[Node | str] = []
    if text := element.text:
        out.append(text)
    for child in element:
        if isinstance(name := child.tag, str):
            attrs = cast("list[tuple[str, str]]", child.items())
            # `id` is the writer's own, and comes first; the sanitiser lets nobody else's through.
            out.append(Node(name, tuple(attrs[1:] if attrs and attrs[0][0] == "id" else attrs), _children(child)))
        if tail := child.tail:
            out.append(tail)
    return tuple(out)
