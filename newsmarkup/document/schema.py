"""What may contain what: the closed vocabulary of the canonical HTML, but for the roles (see `newsmarkup.roles`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from html import unescape

from newsmarkup.document.speaker import KEY

# Outermost first; roles rank before all of these (`roles.base.Role.rank` is negative).
FORMATTING = {"a": 0, "strong": 1, "em": 2, "u": 3, "s": 4, "sub": 5, "sup": 6, "code": 7}

# Foreign spellings of the same thing. `cite` marks a work's title, which is set in italics.
SAME_AS = {
    "b": "strong",
    "i": "em",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "ins": "u",
    "del": "s",
    "strike": "s",
    "tt": "code",
    "kbd": "code",
    "samp": "code",
    "h1": "h2",
    "h5": "h4",
    "h6": "h4",
    "dt": "p",
    "dd": "p",
    "pre": "p",
    "address": "p",
    "summary": "p",
    "legend": "p",
    "dir": "ul",
    "menu": "ul",
}

PARAGRAPHS = frozenset({"p", "h2", "h3", "h4"})
LISTS = frozenset({"ul", "ol"})

# Foreign containers whose borders part two paragraphs but which are not kept themselves.
TRANSPARENT = frozenset(
    {
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "nav",
        "center",
        "fieldset",
        "details",
        "hgroup",
        "dl",
        "figure",
        "figcaption",
        "aside",
        "li",
        "blockquote",
    }
)

BLOCK_ELEMENTS = PARAGRAPHS | LISTS | {"li", "blockquote", "figure", "figcaption", "img", "hr", "br"}

# Everything that may stand in what is normalised, but for the roles' elements.
ELEMENTS = BLOCK_ELEMENTS | frozenset(FORMATTING) | frozenset(SAME_AS) | TRANSPARENT

_LANG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_C0_AND_SPACE = "".join(map(chr, range(0x21)))
_SCHEME = re.compile(r"([^/?#:]*):")
_WEB = re.compile(
    r"https?://(?:[^/?#@\\]*@)?(?:[\w.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?(?:[/?#\\].*)?", re.IGNORECASE | re.DOTALL
)
SCHEMES = frozenset({"http", "https", "mailto", "tel"})


def lang(value: str) -> str | None:
    """A BCP 47 tag, or None."""
    return value if _LANG.fullmatch(value) else None


def direction(value: str) -> str | None:
    value = value.lower()
    return value if value in ("ltr", "rtl", "auto") else None


def identifier(value: str) -> str | None:
    return value if _ID.fullmatch(value) else None


def photo_key(value: str) -> str | None:
    return value if re.fullmatch(KEY, value) else None


def length(value: str) -> str | None:
    """Whole pixels, 1 to 99999."""
    return value if re.fullmatch(r"[1-9][0-9]{0,4}", value) else None


@lru_cache(maxsize=1024)  # sanitising, normalising and the roles ask of the same addresses
def url(value: str, schemes: frozenset[str] = SCHEMES) -> str | None:
    """`value` as a safe URL, or None. Absolute with a scheme on the list (http and https with a host), `/path` or
    `#fragment`.

    A browser drops tabs and line ends anywhere and C0 controls and spaces at both ends (WHATWG URL standard, 4.4), so
    the scheme is looked for after that, and after decoding entities that a second decoding would turn into one.
    """
    text = re.sub(r"[\t\n\r]", "", value).strip(_C0_AND_SPACE)
    written = re.sub(r"[\x00-\x20\x7f]", lambda m: f"%{ord(m[0]):02X}", text)
    for form in (text, unescape(text)):
        form = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060\ufeff]", "", form)
        match = _SCHEME.match(form)
        if match:
            scheme = match[1].lower()
            if scheme not in schemes or (scheme in ("http", "https") and not _WEB.fullmatch(written)):
                return None
        elif not (form.startswith("#") or re.match(r"/(?![/\\])", form)):
            return None
    return written or None


def image_url(value: str) -> str | None:
    return url(value, frozenset({"http", "https"}))


# element -> attribute -> check: returns the value as it is written, or None to refuse it
ATTRIBUTES: dict[str, dict[str, Callable[[str], str | None]]] = {
    **{name: {"lang": lang, "dir": direction} for name in (*PARAGRAPHS, *LISTS)},
    "a": {"href": url},
    "img": {"src": image_url, "alt": str, "width": length, "height": length, "data-photo": photo_key},
}
