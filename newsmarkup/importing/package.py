"""Package: the archive that a .docx is (ECMA-376 part 2, Open Packaging Conventions), looked at before anything reads it.

Bounded in parts, unpacked bytes, elements and depth; its XML may declare nothing (`importing.xml`).
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

from newsmarkup.document.problem import Problem
from newsmarkup.document.schema import lang
from newsmarkup.errors import ImportRefused
from newsmarkup.importing import xml
from newsmarkup.importing.copy import moment

MOST_PARTS = 2_000
MOST_UNPACKED = 120_000_000  # bytes of all parts
MOST_XML = 30_000_000  # bytes of its XML
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MOST_TOLD = 300


@dataclass(frozen=True, slots=True)
class Properties:
    """The core properties: what Word says of the document itself."""

    title: str = ""
    author: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    language: str = ""
    created: datetime | None = None


@dataclass(frozen=True)
class Package:
    """`problems`: what the document has and an article has not. `words`: its runs of text, wherever they stand."""

    properties: Properties = field(default_factory=Properties)
    problems: tuple[Problem, ...] = ()
    words: tuple[str, ...] = ()

    @classmethod
    def of(cls, data: bytes) -> Package:
        """Raises `ImportRefused` for what is no document of Word's, or too large."""
        try:
            with zipfile.ZipFile(BytesIO(data)) as archive:
                return cls._read(archive)
        except (
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            EOFError,
            OSError,
            ValueError,
        ) as error:
            if isinstance(error, ImportRefused):
                raise
            raise _refused("not-a-document", f"The document is damaged: {error}.") from error

    @classmethod
    def _read(cls, archive: zipfile.ZipFile) -> Package:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS:
            raise _refused("too-large", f"The document has {len(parts):,} parts; at most {MOST_PARTS:,} are read.")
        # A part gives no more than it declares: what is longer is a damaged one to zipfile.
        if sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise _refused("too-large", f"The document unpacks to more than {MOST_UNPACKED:,} bytes.")
        if not any(part.filename == "word/document.xml" for part in parts) and not any(
            part.filename.startswith("word/") for part in parts
        ):
            raise _refused("not-a-document", "This archive is no document of Word's.")
        texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
        if sum(part.file_size for part in texts) > MOST_XML:
            raise _refused("too-large", f"The document's text unpacks to more than {MOST_XML:,} bytes.")
        roots = {part.filename: xml.parse(archive.read(part)) for part in texts}
        return cls(_properties(roots), tuple(_problems(roots)), tuple(dict.fromkeys(_words(roots))))


def _properties(roots: dict[str, Any]) -> Properties:
    core = roots.get("docProps/core.xml")
    said = {xml.local(one): " ".join((one.text or "").split()) for one in core} if core is not None else {}
    words = said.get("keywords", "").replace(";", ",").split(",")
    language = said.get("language", "")
    return Properties(
        said.get("title", ""),
        said.get("creator", ""),
        said.get("description", ""),
        tuple(dict.fromkeys(word.strip() for word in words if word.strip())),
        language if language and lang(language) else "",
        moment(said.get("created", "")),
    )


def _words(roots: dict[str, Any]) -> Iterator[str]:
    """Of the document itself, run by run, in order; not what tracked changes have removed."""
    for name, root in roots.items():
        if name.startswith("word/document"):
            gone = {one for moved in _all(root, "del", "moveFrom") for one in moved.iter()}
            yield from (one.text for one in _all(root, "t") if one.text and one.text.strip() and one not in gone)


def _problems(roots: dict[str, Any]) -> Iterator[Problem]:
    document = [root for name, root in roots.items() if name.startswith("word/document")]
    removed = [
        text for root in document for one in _all(root, "del", "moveFrom") if (text := _text(one, "delText", "t"))
    ]
    added = sum(1 for root in document for _ in _all(root, "ins", "moveTo"))
    if removed or added:
        count = f"{added} added, {len(removed)} removed"
        said = f"The document has tracked changes ({count}): it is read as if all were accepted."
        mend = "Accept or reject them in Word if that is wrong."
        yield _told("tracked-changes", said, " / ".join(removed), mend)
    for name, root in roots.items():
        if name == "word/comments.xml":
            for comment in _all(root, "comment"):
                author = comment.get(f"{_WORD}author") or comment.get(f"{_STRICT}author") or "somebody"
                yield _told("comment", f"A comment by {author} was left out.", _text(comment, "t"), "", "notice")
        if name.startswith(("word/header", "word/footer")) and (words := _text(root, "t")):
            yield _told("page-margin", "A header or footer of the pages was left out.", words, "", "notice")
    for root in document:
        if any(xml.local(one) in ("oMath", "oMathPara") for one in root.iter()):
            yield Problem("formula", "A formula was left out.", "Write it out, or add it as a picture.")
        if any(xml.local(one) in ("chart", "relIds") for one in root.iter()):
            yield Problem("chart", "A chart or diagram was left out.", "Add it as a picture.")
    if any(name.startswith("word/embeddings/") for name in roots):
        yield Problem("object", "An embedded object was left out.", "Send it by itself.")


def _all(root: Any, *names: str) -> Iterator[Any]:
    return root.iter(*(space + name for name in names for space in (_WORD, _STRICT)))  # type: ignore[no-any-return]


def _text(element: Any, *names: str) -> str:
    return " ".join("".join(one.text or "" for one in _all(element, *names)).split())


def _told(code: str, said: str, words: str, mend: str, severity: str = "warning") -> Problem:
    told = words if len(words) <= _MOST_TOLD else f"{words[:_MOST_TOLD]} …"
    return Problem(code, f"{said} “{told}”" if told else said, mend, severity)  # type: ignore[arg-type]


def _refused(code: str, message: str) -> ImportRefused:
    return ImportRefused(Problem(code, message, "Save it as .docx again, or as plain text, and send that.", "error"))
