"""Parsing: sanitised HTML into raw nodes, by lxml. Nothing is judged here: see `normalise`."""

from __future__ import annotations

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
    body = root.find("body")
    return () if body is None else _children(body)


def _children(element: etree._Element) -> tuple[Node | str, ...]:
    out: list[Node | str] = [element.text] if element.text else []
    for child in element:
        if isinstance(child.tag, str):
            attrs = tuple((str(name), str(value)) for name, value in child.attrib.items())
            out.append(Node(child.tag, attrs, _children(child)))
        if child.tail:
            out.append(child.tail)
    return tuple(out)
