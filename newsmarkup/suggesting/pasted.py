"""Pasted: the Text of what somebody hands in, plain text or HTML, a fragment or a whole page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from newsmarkup.errors import NewsmarkupError
from newsmarkup.pipeline import clean
from newsmarkup.suggesting.language import guess
from newsmarkup.suggesting.text import Text

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_TAG = re.compile(
    r"<(?:p|div|h[1-6]|article|section|blockquote|figure|ul|ol|main|aside|br|table)\b[^<>]{0,2000}>", re.I
)
_CLOSING = re.compile(r"</(?:p|div|h[1-6]|article|section|blockquote|figure|ul|ol|main|aside|table)\s*>", re.I)
# What stands in a page beside the article's own words.
_BESIDE = "script style noscript template nav footer form button svg iframe select textarea input dialog".split()
_KEPT = frozenset("href src alt cite lang dir id width height".split())
_TAGGED = re.compile(r"\bdata-(?:id|role)\s*=")
_QUOTE = re.compile(r"pull|quote|zitat|citation", re.I)
_MAGIC = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\xd0\xcf\x11\xe0": "an office document",
    b"\x1f\x8b": "a compressed file",
    b"{\\rtf": "an RTF document",
}


class NotText(NewsmarkupError, ValueError):
    """What was handed in can't be read as text. The message says what it is and what to do."""


def decode(raw: bytes, name: str, encoding: str = "") -> str:
    """Bytes as text: UTF-8, or UTF-16 with its mark, or the encoding that is named. Raises `NotText`."""
    if not raw.strip():
        raise NotText(f"{name} is empty: there is nothing to suggest. Give a file with an article's text or HTML.")
    kind = next((kind for magic, kind in _MAGIC.items() if raw.startswith(magic)), "")
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    wide = marked or encoding.lower().startswith(("utf-16", "utf-32", "utf16", "utf32"))
    if kind or (b"\0" in raw[:8192] and not wide):
        what = kind or "no text but binary data"
        raise NotText(f"{name} is {what}. Save the article as plain text or HTML, and give that.")
    try:
        text = raw.decode(encoding or ("utf-16" if marked else "utf-8-sig"))
    except LookupError:
        known = "utf-8, utf-16, latin-1, cp1252, shift_jis"
        raise NotText(f"No encoding is called {encoding!r}. Known, among others: {known}.") from None
    except UnicodeDecodeError as error:
        raise NotText(
            f"{name} is not {error.encoding.upper()}: byte 0x{raw[error.start]:02X} at position {error.start:,} "
            "can't be read. Name its encoding, for example --encoding cp1252, or save it as UTF-8."
        ) from None
    except UnicodeError:
        raise NotText(f"{name} is not {encoding}. Name its encoding, for example --encoding cp1252.") from None
    text = text.encode("utf-8", "replace").decode()
    if not text.strip("\ufeff \t\r\n\f\v\0"):
        raise NotText(f"{name} is empty: there is nothing to suggest. Give a file with an article's text or HTML.")
    return text


def is_html(text: str) -> bool:
    """By its content: a page's beginning, or tags of blocks that are closed again."""
    head = text[:50_000]
    return bool(_PAGE.match(head)) or (bool(_TAG.search(head)) and bool(_CLOSING.search(text)))


@dataclass(frozen=True, slots=True)
class Pasted:
    """`headline`: what a page names as such."""

    text: Text
    headline: str = ""


def read(text: str, language: str = "") -> Pasted:
    """Plain text or HTML. `language`: where it is known; else the page's, else a guess.

    Raises `errors.BodyRefused` for HTML that can't be taken, `NotText` where a page holds no words.
    """
    if not is_html(text):
        return Pasted(Text.plain(text, language or guess(text)))
    said = headline = ""
    if _PAGE.match(text[:50_000]):
        text, said, headline = article(text)
    body = clean(text).body
    found = Text.of_body(body)
    if not found.text.strip():
        raise NotText("The HTML holds no text: no paragraph, heading or caption. Is it a page that a script fills in?")
    # A page's own <blockquote> may be a pull quote: only what carries our ids and roles was tagged by somebody.
    tagged = found.tagged if _TAGGED.search(text) else ()
    return Pasted(Text(found.text, found.blocks, language or said or guess(found.text), tagged), headline)


def article(page: str) -> tuple[str, str, str]:
    """The HTML of a page's article, the language the page says it is in, and its headline.

    The `<article>` with most text, else `<main>`, else the body; without navigation, forms, and asides that quote nothing.
    """
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    if root is None:
        return "", "", ""
    language = (root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    for element in list(root.iter(*_BESIDE, "aside", "header")):
        if (
            element.tag == "header"
            and element.getparent() is not None
            and element.getparent().tag not in ("body", "html")
        ):
            continue
        if element.tag == "aside" and _QUOTE.search(" ".join(map(str, element.attrib.values()))):
            continue
        _drop(element)
    for element in root.iter(etree.Element):
        for name in list(element.attrib):
            if name not in _KEPT and not str(name).startswith("data-role"):
                del element.attrib[name]
    body = root.find("body")
    found = _largest(root.iter("article"))
    main = _largest(root.iter("main"))
    if main is not None and (found is None or _length(found) < _length(main) * 0.4):
        found = main
    if found is None or (body is not None and _length(found) < _length(body) * 0.1):
        found = body
    if found is None:
        return "", language, ""
    inner = (found.text or "") + "".join(
        str(etree.tostring(child, encoding="unicode", method="html")) for child in found
    )
    headings = [*found.iter("h1")] or [*root.iter("h1")]
    headline = " ".join("".join(map(str, headings[0].itertext())).split()) if len(headings) == 1 else ""
    return inner, language, headline


def _largest(elements: object) -> etree._Element | None:
    return max(elements, key=_length, default=None)  # type: ignore[call-overload,no-any-return]


def _length(element: etree._Element) -> int:
    return sum(len("".join(map(str, one.itertext()))) for one in element.iter("p", "h1", "h2", "li", "blockquote"))


def _drop(element: etree._Element) -> None:
    """Take an element out; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
