"""Plain wire text: headline, byline, dateline and paragraphs, then the captions; lines end where paragraphs do."""

from __future__ import annotations

from newsmarkup.document.article import Article
from newsmarkup.document.node import Node
from newsmarkup.exporting.base import Exporter, register
from newsmarkup.exporting.pictures import shown


def write(article: Article) -> bytes:
    return ("\n\n".join(_paragraphs(article)) + "\n").encode()


def _paragraphs(article: Article) -> list[str]:
    out = [article.headline]
    if article.alternative_headline:
        out.append(article.alternative_headline)
    if article.authors:
        out.append(f"By {_together([agent.name for agent in article.authors])}")
    lines = [line for block in article.open_body.blocks for line in _lines(block)]
    if article.dateline and lines and not lines[0].startswith(article.dateline):
        lines[0] = f"{article.dateline} — {lines[0]}"
    out += lines
    for update in article.open_updates:
        at = f"{update.at:%Y-%m-%d %H:%M} " if update.at else ""
        out += filter(None, [f"{at}{update.headline}".strip(), *(n for b in update.body.blocks for n in _lines(b))])
    for correction in article.corrections:
        out.append(f"CORRECTION: {correction.text}")
    for one in shown(article):
        if one.caption or one.credit:
            credit = f" (Photo: {one.credit})" if one.credit else ""
            out.append(f"CAPTION: {one.caption or one.picture.alt}{credit}")
    return out


def _lines(block: Node) -> list[str]:
    """A pull quote only repeats the text, and captions stand at the end."""
    if block.name in ("aside", "figure"):
        return []
    if block.name == "hr":
        return ["* * *"]
    mark = "- " if block.name in ("ul", "ol") else ""
    return [mark + line for line in block.text.split("\n")]


def _together(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


TEXT = register(Exporter("text", "Plain text", "text/plain", "txt", frozenset({"caption", "credit"}), write))
