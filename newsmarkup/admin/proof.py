"""Proof: a body as an editor checks it before it is saved: every tag marked and named, no picture loaded from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from newsmarkup.document.node import Body, Node
from newsmarkup.document.speaker import SpeakerRef
from newsmarkup.document.write import VOID
from newsmarkup.roles import registered

# One step down: the article's own heading stands above them.
_HEADINGS = {"h2": "h3", "h3": "h4", "h4": "h5"}


def proof(body: Body, names: Mapping[str, str]) -> SafeString:
    """HTML for the admin. `names`: what `person:KEY` and `organization:KEY` are called."""
    return mark_safe("\n".join(_node(block, names) for block in body.blocks))  # noqa: S308 - built of escaped pieces


def _node(node: Node | str, names: Mapping[str, str]) -> str:
    if isinstance(node, str):
        return escape(node)
    if node.name == "img":
        said = node.get("alt") or _("no alt text")
        address = node.get("src") if node.get("src").startswith("http") else _("in the file")
        return format_html(
            '<span class="newsmarkup-proof-picture">{} <bdi>{}</bdi> <small dir="ltr">{}</small></span>',
            _("Picture:"), said, address,
        )  # fmt: skip
    if node.name in VOID:
        return f"<{node.name}>"
    inner = "".join(_node(child, names) for child in node.children)
    role = registered().of(node.name, node.get) if node.get("data-id") else None
    attrs = "".join(f' {name}="{escape(node.get(name))}"' for name in ("lang", "dir", "href") if node.get(name))
    if node.name == "a":
        attrs += ' rel="noopener noreferrer"'
    name = _HEADINGS.get(node.name, node.name)
    if role is None:
        return f"<{name}{attrs}>{inner}</{name}>"
    name = "div" if name == "aside" else "mark" if name in ("q", "small", "span") else name
    who = "".join(_who(node, names))
    label = f'<span class="newsmarkup-proof-label">{escape(str(role.label))}{who}</span>'
    around = f"{inner}{label}" if name == "mark" else f"{label}{inner}"
    return f'<{name}{attrs} class="newsmarkup-proof-tag newsmarkup-proof-{role.name}">{around}</{name}>'


def _who(node: Node, names: Mapping[str, str]) -> Iterator[str]:
    """The speaker; whether the registry knows who that is."""
    ref = SpeakerRef.read(node.get("data-speaker"), node.get("data-speaker-name")) if node.get("data-speaker") else None
    if ref is None:
        return
    if ref.kind == "anonymous":
        yield f": {escape(_('anonymous source'))}"
    else:
        known = " ✓" if ref.key else ""
        yield f": <bdi>{escape(names.get(ref.target, ref.name or ref.key))}</bdi>{known}"
