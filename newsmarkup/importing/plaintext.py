"""Bytes of a text as text: which encoding they are in, said where it had to be guessed."""

from __future__ import annotations

import re

from newsmarkup.document.problem import Problem
from newsmarkup.errors import ImportRefused
from newsmarkup.guard import MAX_LENGTH

# How files begin that are no text, as people name them.
_MAGIC = {
    b"%PDF": "a PDF", b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive or an office document", b"\xd0\xcf\x11\xe0": "an old office document",
    b"\x1f\x8b": "a compressed file", b"{\\rtf": "an RTF document", b"RIFF": "a picture, film or recording",
}  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """UTF-8, UTF-16 with its mark, else Windows-1252 (with a notice). Control characters go, line ends become "\\n".
    Raises `ImportRefused` for what is no text, or longer than any article."""
    what = next((what for magic, what in _MAGIC.items() if data.startswith(magic)), "")
    if what or not is_text(data[:8192]):
        said = f"This is {what or 'no text but binary data'}."
        raise _refused("not-text", said, "Save the article as plain text in UTF-8, or as .docx, and send that.")
    problems: tuple[Problem, ...] = ()
    try:
        text = data.decode("utf-16" if data.startswith(_MARKS) else "utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith(_MARKS):
            raise _refused("encoding", "The file begins as UTF-16 does, and is not.", "Save it as UTF-8.") from None
        text = data.decode("cp1252", "replace")
        line = data.count(b"\n", 0, error.start) + 1
        problems = (
            Problem("encoding", f"The file is not UTF-8 (byte 0x{data[error.start]:02X}): it was read as Windows-1252.",
                    "Look at letters with accents and at quotation marks; save it as UTF-8 if they are wrong.", line=line),
        )  # fmt: skip
    text = _CONTROLS.sub("", text).encode("utf-8", "replace").decode()
    text = re.sub(r"\r\n?|[\x0c\x85\u2028\u2029]", "\n", text)
    if len(text) > MAX_LENGTH:
        said = f"The text has {len(text):,} characters; at most {MAX_LENGTH:,} can be stored."
        raise _refused("too-large", said, "Send each article as a file of its own.")
    if not any(one.isprintable() and not one.isspace() for one in text):
        raise _refused("empty", "The file holds no words.", "Send one that holds an article.")
    return text, problems


def is_text(head: bytes) -> bool:
    """Whether the beginning of a file may be that of a text."""
    if head.startswith(_MARKS):
        return True
    odd = sum(head.count(bytes([code])) for code in (*range(4, 9), *range(14, 27), *range(28, 32)))
    return b"\0" not in head and odd * 50 <= len(head)


def _refused(code: str, message: str, mend: str) -> ImportRefused:
    return ImportRefused(Problem(code, message, mend, "error"))
