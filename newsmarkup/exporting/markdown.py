"""Markdown with YAML front matter, as static site generators and writers' tools read it.

Sources: CommonMark 0.31 (what must be escaped, raw HTML 6.6 and HTML blocks 4.6); YAML 1.2, of which JSON is a part. What
Markdown has no sign for (figures, pull quotes, tagged quotations) stands in it as HTML, which CommonMark passes on.
"""

from __future__ import annotations

import re
from typing import Any

import orjson

from newsmarkup.document.article import Article
from newsmarkup.document.node import Body, Node
from newsmarkup.document.write import write as write_html
from newsmarkup.exporting.base import Exporter, register
from newsmarkup.exporting.html import html, public_body
from newsmarkup.exporting.pictures import shown
from newsmarkup.graph.thing import moment
from newsmarkup.roles import registered

_SIGNS = re.compile(r"([\\`*_\[\]<>&~|])")
_AT_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))")
_MARKS = {"strong": "**", "em": "*", "code": "`"}


def write(article: Article) -> bytes:
    return f"---\n{_front(article)}---\n\n{_text(article)}\n".encode()


def _front(article: Article) -> str:
    lead = next((one for one in shown(article) if one.lead), None)
    facts: dict[str, Any] = {
        "title": article.headline,
        "subtitle": article.alternative_headline,
        "description": article.description,
        "date": article.published and moment(article.published),
        "lastmod": article.changed and moment(article.changed),
        "authors": [agent.name for agent in article.authors],
        "contributors": [b.agent.name for b in article.bylines if b.role != "author"],
        "section": article.section and article.section.name,
        "keywords": list(article.keywords),
        "language": article.language,
        "dateline": article.dateline,
        "source": article.source and article.source.name,
        "canonical": article.url,
        "slug": article.slug,
        "image": lead
        and {
            "url": lead.picture.url,
            "alt": lead.picture.alt,
            "caption": lead.caption,
            "credit": lead.credit,
            "creators": list(lead.picture.creators),
            "license": lead.picture.license_url,
        },
    }
    return "".join(f"{name}: {orjson.dumps(value).decode()}\n" for name, value in facts.items() if value)


def _text(article: Article) -> str:
    text = "\n\n".join(filter(None, map(_block, public_body(article).blocks)))
    if not (article.open_updates or article.corrections):
        return text
    behind = html(article).removeprefix(html_of(public_body(article)))
    return f"{text}\n\n{behind.strip()}"


def html_of(body: Body) -> str:
    return write_html(body, registered())


def _block(block: Node) -> str:
    if block.attrs or block.name in ("figure", "aside", "blockquote", "ul", "ol"):
        return html_of(Body((block,)))  # its attributes, or what is inside, need HTML
    if block.name == "hr":
        return "* * *"
    inline = "".join(map(_inline, block.children))
    if block.name in ("h2", "h3", "h4"):
        return f"{'#' * int(block.name[1])} {inline}"
    return _AT_START.sub(r"\1\\\2" if not inline.lstrip()[:1].isdigit() else r"\1\2", inline)


def _inline(node: Node | str) -> str:
    """Elements that a sign could change in meaning at its edges stay HTML, as all roles do."""
    if isinstance(node, str):
        return _SIGNS.sub(r"\\\1", node)
    if node.name == "br":
        return "<br>"
    inner = "".join(map(_inline, node.children))
    attrs = "".join(f' {name}="{value.replace("&", "&amp;").replace(chr(34), "&quot;")}"' for name, value in node.attrs)
    return f"<{node.name}{attrs}>{inner}</{node.name}>"


MARKDOWN = register(
    Exporter(
        "markdown", "Markdown", "text/markdown", "md",
        frozenset({"caption", "credit", "pullquote", "quotation", "attribution", "speaker", "alleged", "occasion", "cite"}),
        write,
    )
)  # fmt: skip
