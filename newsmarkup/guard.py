"""The guard in front of the sanitiser: what could make a parser slow, blind or wrong never reaches it.

Every step is linear in the length of the text. Limits come from measurement: without them 64 KB can cost bleach ten
seconds, and libxml2 drops what lies deeper than 255 elements without a word.
"""

from __future__ import annotations

import re

from newsmarkup.document.problem import Problem
from newsmarkup.errors import BodyRefused

MAX_LENGTH = 1_000_000
MAX_DEPTH = 100
MAX_TAGS = 10_000
MAX_TAG_LENGTH = 4_096
MAX_AMPERSANDS = 10_000

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ufdd0-\ufdef\U0001fffe\U0001ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")
_LONG_NAME = re.compile(r"&(?=[A-Za-z0-9]{33})")
_LONG_NUMBER = re.compile(r"&#[xX]?[0-9A-Fa-f]{9,};?")
# Not counted as depth: void elements, and those whose end tag may be left out (a new one closes the last).
_FLAT = frozenset(
    (
        "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody "
        "tfoot colgroup option optgroup rp rt"
    ).split()
)
_WITH_CONTENT = ("script", "style")
_EMBEDS = frozenset(
    [
        "iframe",
        "frame",
        "object",
        "embed",
        "applet",
        "video",
        "audio",
        "canvas",
        "svg",
        "math",
        "input",
        "textarea",
        "select",
        "button",
        "form",
    ]
)


def guard(html: str) -> tuple[str, list[Problem]]:
    """The text made safe to parse, with what was taken out. Raises `BodyRefused` where a limit is passed."""
    if len(html) > MAX_LENGTH:
        _refuse(
            "length",
            f"The text has {len(html):,} characters; at most {MAX_LENGTH:,} can be stored.",
            "Split it, or paste it without formatting.",
        )
    problems: list[Problem] = []
    html = _characters(html, problems)
    html = _strip_declarations(html)
    for name in _WITH_CONTENT:
        html, found = _strip_element(html, name)
        if found:
            problems.append(
                Problem(
                    "removed-element", f"A <{name}> and what was in it was removed: it is no text.", severity="notice"
                )
            )
    if html.count("&") > MAX_AMPERSANDS:
        _refuse(
            "ampersands",
            f"The text has {html.count('&'):,} “&” signs; at most {MAX_AMPERSANDS:,} can be read.",
            "Paste it without formatting.",
        )
    html = _LONG_NUMBER.sub("\ufffd", _LONG_NAME.sub("&amp;", html))
    _tags(html, problems)
    return html, problems


def _refuse(code: str, message: str, mend: str) -> None:
    raise BodyRefused([Problem(code, message, mend, "error", field="body")])


def _characters(html: str, problems: list[Problem]) -> str:
    html, lone = _SURROGATE.subn("\ufffd", html)
    html, control = _CONTROL.subn(" ", html)
    if lone or control:
        problems.append(
            Problem(
                "removed-characters",
                f"{lone + control} control characters that no reader can see were replaced.",
                severity="notice",
            )
        )
    return html


def _strip_declarations(html: str) -> str:
    """Without comments, CDATA, processing instructions and doctypes. An unclosed comment is kept as text."""
    out: list[str] = []
    at = 0
    closed = True
    while (start := html.find("<", at)) != -1:
        following = html[start + 1 : start + 2]
        if following not in ("!", "?"):
            out.append(html[at : start + 1])
            at = start + 1
            continue
        comment = html.startswith("<!--", start)
        if comment and html.startswith(("<!-->", "<!--->"), start):
            end = html.find(">", start)
        elif comment:
            end = html.find("-->", start + 4) if closed else -1
            closed = end != -1
            end += 2 if closed else 0
        else:
            end = html.find(">", start)
        if end == -1:
            out.append(html[at:start] + "&lt;")
            at = start + 1
        else:
            out.append(html[at:start])
            at = end + 1
    out.append(html[at:])
    return "".join(out)


def _strip_element(html: str, name: str) -> tuple[str, bool]:
    """Without every `<name …>…</name>`; what is opened and never closed goes to the end, as a browser reads it."""
    lower = html.lower() if html.isascii() else re.sub(r"[A-Z]", lambda m: m[0].lower(), html)
    out: list[str] = []
    at = 0
    found = False
    while (start := lower.find("<" + name, at)) != -1:
        if lower[start + len(name) + 1 : start + len(name) + 2] not in ("", " ", "\t", "\n", "\r", "/", ">"):
            out.append(html[at : start + 1])
            at = start + 1
            continue
        found = True
        out.append(html[at:start] + " ")
        end = lower.find("</" + name, start)
        close = lower.find(">", end) if end != -1 else -1
        if close == -1:
            return "".join(out), True
        at = close + 1
    out.append(html[at:])
    return "".join(out), found


def _tags(html: str, problems: list[Problem]) -> None:
    count = depth = 0
    open_tags: dict[str, int] = {}
    embeds: dict[str, int] = {}
    position = 0
    for match in _TAG.finditer(html):
        count += 1
        if count > MAX_TAGS:
            _refuse("tags", f"The text has more than {MAX_TAGS:,} tags.", "Paste it without formatting.")
        if match.start() >= position:
            end = html.find(">", match.end())
            position = len(html) if end == -1 else end
            if position - match.start() > MAX_TAG_LENGTH:
                _refuse(
                    "tag-length",
                    f"A <{match[2][:20]}> tag is {position - match.start():,} characters long; at most "
                    f"{MAX_TAG_LENGTH:,} can be read.",
                    "A picture pasted into the text? Upload it as a photo instead.",
                )
        name = match[2].lower()
        if not match[1] and name in _EMBEDS:
            embeds[name] = embeds.get(name, 0) + 1
        if name in _FLAT:
            continue
        if match[1]:
            if open_tags.get(name, 0):
                open_tags[name] -= 1
                depth -= 1
        else:
            open_tags[name] = open_tags.get(name, 0) + 1
            depth += 1
            if depth > MAX_DEPTH:
                _refuse(
                    "depth",
                    f"Tags are nested more than {MAX_DEPTH} deep (<{name[:20]}>).",
                    "Paste the text without formatting.",
                )
    for name, n in embeds.items():
        problems.append(
            Problem(
                "removed-element",
                f"{n} <{name}> removed: an article's text can't hold one.",
                "Add a link to it instead." if name not in ("form", "input") else "",
            )
        )
