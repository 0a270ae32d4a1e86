"""Tree: the bytes of any HTML page as an lxml tree, decoded, without what is no content, bounded in size and depth."""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import Any

from lxml import etree

from newsmarkup.document.problem import Problem
from newsmarkup.errors import ImportRefused

MOST_ELEMENTS = 100_000
MOST_DEPTH = 250  # libxml2 itself stops at 256
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Of single bytes; those of longer characters are all above.
_CONTROL = bytes(32 if code < 32 and chr(code) not in "\t\n\r" else code for code in range(256))
_TOO_DEEP: Any = etree.XPath("/*" * (MOST_DEPTH + 1) + "[1]")
_COUNT: Any = etree.XPath("count(//*)")
# The labels that browsers read as a larger set (WHATWG Encoding, "Names and labels").
_LARGER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252",
           "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "x-sjis": "cp932", "ks_c_5601-1987": "cp949",
           "euc-kr": "cp949", "iso-8859-9": "cp1254", "windows-874": "cp874"}  # fmt: skip


def decode(data: bytes) -> tuple[bytes, list[Problem]]:
    """The page in UTF-8: by its byte order mark, as UTF-8, by what it says of itself, as Windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace").encode("utf-8", "replace"), []
    try:
        data.decode()
        return data, []
    except UnicodeDecodeError as error:
        at = error.start
    said = _CHARSET.search(data[:8192])
    name = said[1].decode("ascii", "replace").lower() if said else "windows-1252"
    known = name
    try:
        known = codecs.lookup(_LARGER.get(name, name)).name
        text = data.decode(known, "replace")
    except (LookupError, UnicodeError):  # unknown, or a codec of Python's that makes no text
        known, text = "cp1252", data.decode("cp1252", "replace")
    encoded = text.encode("utf-8", "replace")
    line = data.count(b"\n", 0, at) + 1
    if "\ufffd" not in text:
        return encoded, []
    why = f"Some bytes are not in the page's encoding ({name}); they are shown as \ufffd."
    return encoded, [Problem("encoding", why, "Ask for the page in UTF-8.", line=line)]


def tree(data: bytes) -> tuple[Any, list[Problem]]:
    """The root element. Raises `ImportRefused` for what holds no elements, or too many, or too deep."""
    text, problems = decode(data)
    if b"\0" in text:
        message = "The page has NUL characters; they were replaced."
        problems.append(Problem("control-character", message, line=text.count(b"\n", 0, text.index(b"\0")) + 1))
        text = text.replace(b"\0", "\ufffd".encode())
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=True, remove_comments=True, remove_pis=True
    )  # fmt: skip
    try:
        root = etree.fromstring(text.translate(_CONTROL), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _refused("not-html", f"The page can't be read: {error}.", None) from None
    if root is None or len(root) == 0:
        raise _refused("not-html", "The page has no elements.", 1)
    if deepest := _TOO_DEEP(root):
        message = f"Elements stand more than {MOST_DEPTH} deep in one another."
        raise _refused("too-deep", message, deepest[0].sourceline)
    if _COUNT(root) > MOST_ELEMENTS:
        last = next(islice(root.iter(), MOST_ELEMENTS, None))
        raise _refused("too-large", f"The page has more than {MOST_ELEMENTS:,} elements.", last.sourceline)
    return root, problems


def _refused(code: str, message: str, line: int | None) -> ImportRefused:
    return ImportRefused(Problem(code, message, "Send the article's own page.", "error", line=line))
