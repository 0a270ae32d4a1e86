"""The public text of an article as HTML that stands on its own: for feeds, and wherever HTML travels inside a format.

Every role is in it as in the page. Addresses are absolute; speakers are named by name and pictures by address, because
another newsroom's registry has other keys.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from urllib.parse import urljoin

from newsmarkup.document.article import Article
from newsmarkup.document.node import Body, Node
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.document.write import write
from newsmarkup.graph.agents import speaker_agent
from newsmarkup.roles import registered


def html(article: Article) -> str:
    """The text; behind it a live blog's updates and the corrections, each with its date."""
    parts = [write(public_body(article), registered()).rstrip("\n")]
    for update in article.open_updates:
        at = f" ({update.at:%Y-%m-%d %H:%M})" if update.at else ""
        parts += [f"<h2>{escape(update.headline, quote=False)}{at}</h2>"] if update.headline or at else []
        parts.append(write(travelling(update.body, article), registered()).rstrip("\n"))
    for correction in article.corrections:
        at = f" ({correction.at:%Y-%m-%d})" if correction.at else ""
        parts.append(f"<p><em>Correction{at}: {escape(correction.text, quote=False)}</em></p>")
    return "\n".join(part for part in parts if part)


def public_body(article: Article) -> Body:
    """What everyone may read of its body."""
    return travelling(article.open_body, article)


def travelling(body: Body, article: Article) -> Body:
    """`body` with nothing in it that only this newsroom understands."""
    return Body(tuple(_travelling(block, article) for block in body.blocks))


def _travelling(node: Node, article: Article) -> Node:
    children = tuple(child if isinstance(child, str) else _travelling(child, article) for child in node.children)
    if not node.attrs:
        return replace(node, children=children) if children else node
    attrs: list[tuple[str, str]] = []
    for name, value in node.attrs:
        if name == "data-speaker":
            attrs += _speaker(SpeakerRef.read(value, node.get("data-speaker-name")), article)
        elif name in ("src", "href"):
            picture = article.pictures.get(node.get("data-photo")) if name == "src" else None
            attrs.append((name, picture.url if picture and picture.url else absolute(value, article)))
        elif name not in ("data-photo", "data-speaker-name"):
            attrs.append((name, value))
    return replace(node, attrs=tuple(attrs), children=children)


def _speaker(ref: SpeakerRef | None, article: Article) -> tuple[tuple[str, str], ...]:
    """By name; nobody, where the registry no longer knows who that is."""
    agent = speaker_agent(ref, article)
    if ref is None or (agent is None and ref.kind != "anonymous"):
        return ()
    return replace(ref, key="", name=agent.name if agent else "").attributes()


def absolute(address: str, article: Article) -> str:
    """A path of the site and a place in the page as a URL."""
    if address.startswith("#"):
        return article.url + address
    return urljoin(article.site.url.rstrip("/") + "/", address) if address.startswith("/") else address
