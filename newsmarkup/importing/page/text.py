"""Text: the part of a page that is the article, without its furniture, and what each element in it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

SKIPPED = frozenset({"script", "style", "noscript", "template", "nav", "form", "button", "footer", "iframe", "svg",
                     "select", "input", "textarea", "dialog", "object", "video", "audio", "canvas"})  # fmt: skip
FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|newsletter|promo\w*|comments?|sharing|share|social|sidebar|breadcrumbs?|menu|nav|navbar|"
    r"advert\w*|ads?|sponsor\w*|cookie\w*|consent|paywall|subscribe|subscription|teasers?|most-?(?:read|popular)|trending|"
    r"read-?more|more-?(?:on|from|stories|news)|also-?read|outbrain|taboola|toolbar|tags?-?list|topics?-?list|carousel-?nav|"
    r"popup|modal|lightbox|author-?bio|author-?box|sr-only|screen-?reader\w*|visually-?hidden|visuallyhidden|is-?hidden|footer)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
PULLQUOTE = re.compile(r"pull-?_?quote|pullquote|blockquote-?pull|quote-?pull|citation-?exergue|exergue", re.IGNORECASE)
CAPTION = re.compile(
    r"(?:^|[\s_-])(?:caption|captions|captiontext|bildunterschrift|bildtext|legende|pie-?de-?foto|didascalia)(?:$|[\s_-])|"
    r"caption-?text|image-?caption|photo-?caption",
    re.IGNORECASE,
)  # fmt: skip
SPACE = re.compile(r"[\s\u200b\u2060\ufeff\xad]+")


def told(element: Any) -> str:
    """What its markup calls it."""
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('data-component') or ''}"


def text_of(element: Any) -> str:
    """Its words in reading order, one space between them; scripts have none."""
    return SPACE.sub(" ", "".join(_pieces(element))).strip()


def _pieces(element: Any) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        if child.tag == "br":
            yield " "
        elif child.tag not in SKIPPED:
            block = child.tag in ("p", "div", "li", "figcaption", "h2", "h3")
            if block:
                yield " "
            yield from _pieces(child)
            if block:
                yield " "
        if child.tail:
            yield child.tail


def hidden(element: Any) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or element.get("aria-hidden") == "true" or "display:none" in style


def furniture(element: Any) -> bool:
    if element.tag in SKIPPED or hidden(element):
        return True
    if element.tag in ("body", "html", "article", "main", "figure", "figcaption", "p"):
        return False
    # A wrapper of the whole page may be called after one of its parts; the article's heading gives it away.
    return FURNITURE.search(told(element)) is not None and next(element.iter("h1"), None) is None


def main_part(root: Any) -> tuple[Any, Any]:
    """(the smallest element with most of the running text, the element around it where its pictures may stand)."""
    body = root.find("body")
    body = root if body is None else body
    weights: dict[Any, float] = {}
    stack = [body]
    while stack:
        element = stack.pop()
        if furniture(element) or element.tag == "aside":
            continue
        if element.tag == "p":
            length = len(text_of(element))
            if length >= 25 and element.getparent() is not None:
                around, share = element.getparent(), float(length)
                for _n in range(5):
                    weights[around] = weights.get(around, 0.0) + share
                    around, share = around.getparent(), share * 0.85
                    if around is None or around.tag in ("body", "html"):
                        break
            continue
        stack += [child for child in element if isinstance(child.tag, str)]
    best = max(weights, key=lambda one: weights[one], default=body)
    scope = best
    for above in best.iterancestors():
        if above.tag in ("article", "main") or above.get("role") == "main":
            scope = above
            break
    if scope is best and best is not body:
        for _n in range(3):
            above = scope.getparent()
            if above is None or above.tag in ("body", "html"):
                break
            scope = above
    return best, scope
