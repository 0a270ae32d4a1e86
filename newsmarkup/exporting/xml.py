"""XML as exporters write it: elements from names, texts without what XML 1.0 has no character for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

# XML 1.0, 2.2: what is no Char.
_NO_CHAR = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text(value: object) -> str:
    return _NO_CHAR.sub("", str(value))


def root(name: str, namespaces: Mapping[str | None, str], /, **attributes: object) -> Any:
    """A root element; `name` is "prefix:local" or, in the default namespace, "local"."""
    nsmap: Any = dict(namespaces)
    element = etree.Element(_qualified(name, nsmap), nsmap=nsmap)
    _set(element, attributes, nsmap)
    return element


def add(parent: Any, name: str, content: object = "", /, **attributes: object) -> Any:
    """A child with this text. Attributes that are "" or None are left out; `_` in their names is a hyphen, but `xml_lang`
    is xml:lang, and a trailing one is nothing (`class_`)."""
    element = etree.SubElement(parent, _qualified(name, parent.nsmap))
    if content not in ("", None):
        element.text = text(content)
    _set(element, attributes, parent.nsmap)
    return element


def say(parent: Any, name: str, content: object, /, **attributes: object) -> Any:
    """As `add`, but only where there is something to say."""
    return add(parent, name, content, **attributes) if content not in ("", None) else None


def serialise(element: Any) -> bytes:
    """UTF-8 with its declaration."""
    return bytes(etree.tostring(element, encoding="UTF-8", xml_declaration=True))


def _qualified(name: str, nsmap: Mapping[str | None, str]) -> str:
    prefix, colon, local = name.rpartition(":")
    if colon:
        space = "http://www.w3.org/XML/1998/namespace" if prefix == "xml" else nsmap[prefix]
        return f"{{{space}}}{local}"
    return f"{{{nsmap[None]}}}{name}" if None in nsmap else name


def _set(element: Any, attributes: Mapping[str, object], nsmap: Mapping[str | None, str]) -> None:
    for name, value in attributes.items():
        if value in ("", None):
            continue
        written = name.removesuffix("_").replace("xml_", "xml:").replace("_", "-")
        element.set(_qualified(written, nsmap) if ":" in written else written, text(value))
