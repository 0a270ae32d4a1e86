"""Body: the article's own part of a page as HTML for `pipeline.clean`."""

from __future__ import annotations

from html import escape
from typing import Any

from newsmarkup.importing.base import picture_key
from newsmarkup.importing.page.captions import Figure
from newsmarkup.importing.page.text import PULLQUOTE, furniture, text_of, told

_TEXT = frozenset({"p", "h2", "h3", "li", "blockquote"})


def body(best: Any, found: list[Figure]) -> str:
    by_element = {one.element: one for one in found}
    out: list[str] = []
    used: set[Any] = set()
    stack = [best]
    while stack:
        element = stack.pop()
        if element in by_element:
            out.append(_figure(by_element[element]))
            used.add(element)
        elif element is not best and furniture(element):
            continue
        elif PULLQUOTE.search(told(element)) and (text := text_of(element)):
            out.append(f'<aside data-role="pullquote"><p>{escape(text)}</p></aside>')
        elif element.tag in ("aside", "figure", "figcaption"):
            continue
        elif element.tag in _TEXT:
            if text := text_of(element):
                name = "p" if element.tag == "li" else element.tag
                out.append(f"<{name}>{escape(text)}</{name}>")
        else:
            stack += reversed([child for child in element if isinstance(child.tag, str)])
    return "\n".join([*(_figure(one) for one in found if one.element not in used), *out])


def _figure(one: Figure) -> str:
    image = ""
    if one.url:
        image = f'<img src="{escape(one.url)}" alt="{escape(one.alt)}" data-photo="{picture_key(one.url)}">'
    credit = f' <small data-role="credit">{escape(one.credit)}</small>' if one.credit else ""
    return f"<figure>{image}<figcaption>{escape(one.caption)}{credit}</figcaption></figure>"
