"""Apple News Format: article.json. Source: developer.apple.com/documentation/apple_news (roles and the HTML that text
components may hold).

Apple knows captions, photographers, pull quotes and quotes as things of their own: a pull quote here is `pullquote`, a
block quotation `quote`. Quotations inside a paragraph stay words.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from newsmarkup.document.article import Article
from newsmarkup.document.node import Body, Node
from newsmarkup.document.write import text as escaped
from newsmarkup.exporting.base import Exporter, register
from newsmarkup.exporting.html import public_body, travelling
from newsmarkup.exporting.pictures import Shown, shown
from newsmarkup.graph.thing import moment

VERSION = "1.9"
Component = dict[str, Any]
_KEPT = frozenset({"a", "strong", "em", "s", "sub", "sup", "code", "br", "p", "ul", "ol", "li"})  # others are left out
_STYLES = {
    "default": {"fontName": "Georgia", "fontSize": 17, "lineHeight": 25, "textColor": "#1a1a1a"},
    "default-title": {"fontName": "Georgia-Bold", "fontSize": 34, "lineHeight": 40},
    "default-heading2": {"fontName": "Georgia-Bold", "fontSize": 22, "lineHeight": 28},
    "default-pullquote": {"fontName": "Georgia-Italic", "fontSize": 26, "lineHeight": 34},
    "default-quote": {"fontName": "Georgia-Italic", "fontSize": 18, "lineHeight": 26},
    "default-caption": {"fontName": "HelveticaNeue", "fontSize": 13, "lineHeight": 18, "textColor": "#666666"},
    "default-photographer": {"fontName": "HelveticaNeue", "fontSize": 12, "lineHeight": 16, "textColor": "#666666"},
    "default-byline": {"fontName": "HelveticaNeue-Bold", "fontSize": 14, "lineHeight": 18},
}


def write(article: Article) -> bytes:
    return orjson.dumps(document(article))


def document(article: Article) -> dict[str, Any]:
    pictures = {one.picture.url: one for one in shown(article)}
    return {
        "version": VERSION,
        "identifier": article.slug or article.id or article.url,
        "language": article.language or article.site.language or "en",
        "title": article.headline,
        **({"subtitle": article.alternative_headline} if article.alternative_headline else {}),
        "layout": {"columns": 7, "width": 1024, "margin": 70, "gutter": 40},
        "documentStyle": {"backgroundColor": "#ffffff"},
        "components": list(_components(article, pictures)),
        "componentTextStyles": _STYLES,
        "metadata": _metadata(article, pictures),
    }


def _metadata(article: Article, pictures: dict[str, Shown]) -> dict[str, Any]:
    lead = next((one for one in pictures.values() if one.lead), next(iter(pictures.values()), None))
    facts = {
        "authors": [agent.name for agent in article.authors],
        "canonicalURL": article.url,
        "excerpt": article.description,
        "keywords": list(article.keywords)[:50],
        "datePublished": article.published and moment(article.published),
        "dateModified": article.changed and moment(article.changed),
        "thumbnailURL": lead and lead.picture.url,
        "generatorName": "newsmarkup",
    }
    return {name: value for name, value in facts.items() if value}


def _components(article: Article, pictures: dict[str, Shown]) -> Iterator[Component]:
    yield {"role": "title", "text": article.headline}
    if article.description:
        yield {"role": "intro", "text": article.description}
    if article.authors:
        yield {"role": "byline", "text": ", ".join(agent.name for agent in article.authors)}
    lead = next((one for one in pictures.values() if one.lead), None)
    body = public_body(article)
    if lead and not any(n.get("src") == lead.picture.url for n in body.walk() if n.name == "img"):
        yield from _photo(lead)
    yield from _blocks(body, pictures)
    for update in article.open_updates:
        if update.headline:
            yield {"role": "heading2", "text": update.headline}
        yield from _blocks(travelling(update.body, article), pictures)
    for correction in article.corrections:
        yield {"role": "body", "format": "html", "text": f"<p><em>Correction: {escaped(correction.text)}</em></p>"}
    if article.source:
        yield {"role": "body", "text": article.source.name}


def _blocks(body: Body, pictures: dict[str, Shown]) -> Iterator[Component]:
    for block in body.blocks:
        if block.name == "figure":
            yield from _figure(block, pictures)
        elif block.name in ("h2", "h3", "h4"):
            yield {"role": f"heading{block.name[1]}", "text": block.text}
        elif block.name == "hr":
            yield {"role": "divider"}
        elif block.name in ("aside", "blockquote"):
            role = "pullquote" if block.name == "aside" else "quote"
            yield {"role": role, "format": "html", "text": "".join(map(_html, block.children))}
        else:
            yield {"role": "body", "format": "html", "text": _html(block)}


def _figure(figure: Node, pictures: dict[str, Shown]) -> Iterator[Component]:
    image = next((n for n in figure.walk() if n.name == "img"), None)
    one = pictures.get(image.get("src")) if image else None
    if one:
        yield from _photo(one)
    elif image:
        yield {"role": "photo", "URL": image.get("src"), "accessibilityCaption": image.get("alt")}
    elif figure.text:
        yield {"role": "caption", "text": figure.text}


def _photo(one: Shown) -> Iterator[Component]:
    photo: Component = {"role": "photo", "URL": one.picture.url}
    if one.picture.alt:
        photo["accessibilityCaption"] = one.picture.alt
    if one.caption:
        photo["caption"] = one.caption
    yield photo
    if one.caption:
        yield {"role": "caption", "text": one.caption}
    if one.credit:
        yield {"role": "photographer", "text": one.credit}


def _html(node: Node | str) -> str:
    """The part of HTML that Apple's text components know; the words of everything else stay."""
    if isinstance(node, str):
        return escaped(node)
    inner = "".join(map(_html, node.children))
    if node.name not in _KEPT:
        return inner
    href = f' href="{escaped(node.get("href")).replace(chr(34), "&quot;")}"' if node.name == "a" else ""
    return f"<{node.name}{href}>" if node.name == "br" else f"<{node.name}{href}>{inner}</{node.name}>"


APPLE_NEWS = register(
    Exporter(
        "apple-news", "Apple News Format", "application/vnd.apple.news+json", "json",
        frozenset({"caption", "credit", "pullquote"}), write,
    )
)  # fmt: skip
