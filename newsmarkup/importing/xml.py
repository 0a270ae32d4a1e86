"""XML from strangers: no entities, no network, no DTD; size and depth bounded."""

from __future__ import annotations

from typing import Any

from lxml import etree

from newsmarkup.document.problem import Problem
from newsmarkup.errors import ImportRefused

MOST_DEPTH = 100
MOST_ELEMENTS = 200_000


def parse(data: bytes) -> Any:
    """The root element; `element.sourceline` is its line. Raises `ImportRefused` with the line for what is not well-formed,
    holds a DTD with entities, or is too deep or too large.

    Entity declarations are refused before anything is expanded (OWASP XML External Entity Prevention)."""
    if b"\0" in data[:4] or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = _utf8(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True, strip_cdata=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refused("not-well-formed", f"This is no well-formed XML: {error.msg}.", error.lineno) from None
    except ValueError as error:
        raise _refused("not-well-formed", f"This is no well-formed XML: {error}.", None) from None
    dtd: Any = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise _refused("entities", "The file declares XML entities of its own; they are never expanded.", 1)
    for count, element in enumerate(root.iter()):
        if count >= MOST_ELEMENTS:
            raise _refused("too-large", f"The file has more than {MOST_ELEMENTS:,} elements.", element.sourceline)
        if isinstance(element, etree._Entity):
            raise _refused("entities", f"The entity {element.text} is not one of XML's own.", element.sourceline)
    if _depth(root) > MOST_DEPTH:
        raise _refused("too-deep", f"Elements stand more than {MOST_DEPTH} deep in one another.", root.sourceline)
    return root


def _depth(root: Any) -> int:
    depth = deepest = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _utf8(data: bytes) -> bytes:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise _refused("encoding", f"The file is said to be UTF-16 and is not: {error.reason}.", 1) from None
    declaration, mark, rest = text.lstrip("\ufeff").partition("?>")
    return (rest if mark and declaration.lstrip().startswith("<?xml") else text).encode()


def _refused(code: str, message: str, line: Any) -> ImportRefused:
    return ImportRefused(Problem(code, message, "Ask the sender for a clean file.", "error", line=line))


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(etree.QName(element).localname)
