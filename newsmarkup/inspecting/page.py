"""The page around JSON-LD: its headings, its address, its elements, and the blocks themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from cssselect import HTMLTranslator, SelectorError
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_CLASS = re.compile(r"\.([\w\u00a0-\uffff-]+)")
_TYPE = re.compile(r"application/ld\+json\s*(?:;.*)?", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """The text of one script element, and the line of the page on which the element begins."""

    text: str
    line: int


class HtmlPage:
    """A page as `rules.Page` wants it. Raises ValueError for HTML that holds nothing."""

    def __init__(self, html: str) -> None:
        html = _DECLARATION.sub("", html).replace("\0", "\ufffd")
        try:
            self._root: HtmlElement = document_fromstring(html, parser=HTMLParser(huge_tree=True))
        except (etree.ParserError, etree.XMLSyntaxError) as error:
            raise ValueError(str(error)) from error
        self.headings = [
            " ".join("".join(str(text) for text in one.itertext()).split()) for one in self._root.iter("h1")
        ]
        self.title = " ".join(str(self._root.findtext(".//title") or "").split())
        self.canonical = self._canonical()
        self.blocks = [
            Block(str(one.text or ""), _line(one))
            for one in self._root.iter("script")
            if _TYPE.fullmatch((one.get("type") or "").strip())
        ]

    def has(self, selector: str) -> bool | None:
        if match := _CLASS.fullmatch(selector.strip()):
            token = f" {match[1]} "
            return any(token in f" {' '.join(one.get('class').split())} " for one in self._root.xpath("//*[@class]"))
        return self._select(selector)

    def _select(self, selector: str) -> bool | None:
        """None for a selector that cssselect doesn't know."""
        try:
            path = HTMLTranslator().css_to_xpath(selector)
        except (SelectorError, ValueError):
            return None
        found: Any = self._root.xpath(f"boolean({path})")
        return bool(found)

    def _canonical(self) -> str:
        for link in self._root.iter("link"):
            if "canonical" in (link.get("rel") or "").lower().split():
                return (link.get("href") or "").strip()
        return ""


def _line(element: etree._Element) -> int:
    line = element.sourceline
    return line if isinstance(line, int) else 1
