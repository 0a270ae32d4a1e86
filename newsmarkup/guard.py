"""The guard in front of the sanitiser: what could make a parser slow, blind or wrong never reaches it.

One pass, linear in the length of the text. Limits come from measurement: without them 3 KB can cost bleach ten seconds,
and libxml2 drops what lies deeper than 255 elements without a word. No word is lost here: tags of elements that are not
kept go, what is in them stays; a sign that opens no tag, comment or declaration is text.
"""

from __future__ import annotations

import re
from html import unescape

from newsmarkup.document import schema
from newsmarkup.document.problem import Problem
from newsmarkup.errors import BodyRefused
from newsmarkup.nesting import Nesting
from newsmarkup.roles import Roles, registered

MAX_LENGTH = 500_000  # bleach holds 100 bytes a character of what is not Latin
MAX_DEPTH = 100
MAX_TAGS = 10_000
MAX_TAG_LENGTH = 4_096
MAX_ATTRIBUTES = 20_000
MAX_SIGNS = 10_000
MAX_RUN = 1_000_000_000  # signs times characters of a text without tags: bleach copies what it has at each sign

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ufdd0-\ufdef\U0001fffe\U0001ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_NUMBER = re.compile(r"&#(?:[xX][0-9A-Fa-f]+|[0-9]+);?")
# A tag as browsers read it (HTML Standard, 13.2.5), but that a "<" outside quotes ends it: then it is none, and text.
# Nothing is tried twice: linear.
_ATTRIBUTE = re.compile(
    r"""[^\s/<>][^\s/<>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s<>"'][^\s<>]*+|(?=[<>]))|(?!\s*+=))"""
)
_TAG = re.compile(rf"<(/?)([A-Za-z][^\s/<>]*+)((?:[\s/]++|{_ATTRIBUTE.pattern})*+)(>?)")
_LONG_TAG = re.compile(rf"<[^<>]{{{MAX_TAG_LENGTH - 2}}}")
_SCRIPT = {name: re.compile(rf"</{name}(?=[\s/>])[^>]*+>", re.IGNORECASE) for name in ("script", "style")}
# Parsers disagree about what is inside these, or they act: a space stands for each of their tags, so that their words
# stay and stay apart.
_APART = frozenset(
    "form select option optgroup button input textarea noscript title head body html iframe object embed applet param "
    "video audio source track canvas template slot frame noframes frameset xmp plaintext listing noembed svg math "
    "marquee dialog search selectedcontent image isindex keygen base meta link".split()
)
# Tables are not kept, and parsers move or lose text that stands wrongly in them: a paragraph's border each.
_TABLE = frozenset("table thead tbody tfoot tr td th caption colgroup col".split())
_EMBEDS = frozenset(
    "iframe frame object embed applet video audio canvas svg math input textarea select button form".split()
)


def guard(html: str, roles: Roles | None = None) -> tuple[str, list[Problem]]:
    """The text made safe to parse, with what was taken out. Raises `BodyRefused` where a limit is passed."""
    if len(html) > MAX_LENGTH:
        _refuse(
            "length",
            f"The text has {len(html):,} characters; at most {MAX_LENGTH:,} can be stored.",
            "Split it, or paste it without formatting.",
        )
    problems: list[Problem] = []
    html = _characters(html, problems)
    return _Reading(html, problems, schema.ELEMENTS | (roles or registered()).elements).run(), problems


def fits(written: str, depth: int) -> bool:
    """Whether canonical HTML, so deep, is surely within every limit: a few counts instead of a reading, and never yes
    where `guard` says no. In it each tag has its end, and a text's signs are references."""
    signs, tags = written.count("&"), written.count("<")
    return (
        len(written) <= MAX_LENGTH
        and depth <= MAX_DEPTH
        and 2 * tags <= MAX_TAGS
        and written.count("=") <= MAX_ATTRIBUTES
        and 3 * signs + tags <= MAX_SIGNS
        and signs * len(written) <= MAX_RUN
        and not _LONG_TAG.search(written)
    )


def unseen(text: str) -> bool:
    """Whether it has characters that no reader can see and no parser should."""
    return _CONTROL.search(text) is not None or _SURROGATE.search(text) is not None


def _refuse(code: str, message: str, mend: str = "Paste it without formatting.") -> None:
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


class _Reading:
    def __init__(self, html: str, problems: list[Problem], elements: frozenset[str]) -> None:
        self.html = html
        self.problems = problems
        self.elements = elements
        self.out: list[str] = []
        self.nesting = Nesting()
        self.tags = self.attributes = 0
        self.signs = dict.fromkeys("&<>", 0)
        self.run_length = self.run_signs = 0
        self.removed: dict[str, int] = {}
        self.unclosed: set[str] = set()  # ends that were looked for and stand nowhere

    def run(self) -> str:
        at = 0
        while (start := self.html.find("<", at)) != -1:
            self.text(self.html[at:start])
            match = _TAG.match(self.html, start, start + MAX_TAG_LENGTH)
            at = self.tag(match) if match and match[4] else self.no_tag(start, match)
        self.text(self.html[at:])
        self.problems += [_removed(name, n) for name, n in self.removed.items()]
        return "".join(self.out).lstrip("\ufeff")  # a byte order mark, to some parsers

    def text(self, text: str) -> None:
        if not text:
            return
        if self.nesting.waiting:
            self.nesting.text()
        self.run_length += len(text)
        if "&" in text or ">" in text or "<" in text:
            self.run_signs += self.count(text)
            if self.run_length * self.run_signs > MAX_RUN:
                _refuse(
                    "run",
                    f"A text of {self.run_length:,} characters without a tag has {self.run_signs:,} “&”, “<” or “>” signs; "
                    f"at most {MAX_RUN // self.run_length:,} can be read in so long a one.",
                    "Part it into paragraphs.",
                )
            text = _escape(_decode(text))
        self.out.append(text)

    def no_tag(self, start: int, match: re.Match[str] | None) -> int:
        """Leave out a comment, CDATA, a processing instruction or a doctype; what never ends is text."""
        html = self.html
        if html.startswith(("<!", "<?"), start):
            comment = html.startswith("<!--", start) and not html.startswith(("<!-->", "<!--->"), start)
            closing = "-->" if comment else ">"
            end = -1 if closing in self.unclosed else html.find(closing, start + (4 if comment else 1))
            if end != -1:
                return end + len(closing)
            self.unclosed.add(closing)
        elif match and start + MAX_TAG_LENGTH < len(html) and html[match.end()] != "<":
            _refuse(
                "tag-length",
                f"A tag is longer than can be read, which is at most {MAX_TAG_LENGTH:,} characters: "
                f"{html[start : start + 30]}…",
                "A picture pasted into the text? Upload it as a photo instead.",
            )
        self.text("<")
        return start + 1

    def tag(self, match: re.Match[str]) -> int:
        closing, name, attributes = bool(match[1]), match[2].lower(), match[3]
        if name in _SCRIPT and not closing:
            self.removed[name] = self.removed.get(name, 0) + 1
            self.out.append(" ")
            end = _SCRIPT[name].search(self.html, match.end())
            return end.end() if end else len(self.html)
        if name in _EMBEDS and not closing:
            self.removed[name] = self.removed.get(name, 0) + 1
        if name in _APART:
            self.out.append(" ")
            self.nesting.text()
        elif name in _TABLE:
            self.out.append("<p></p>")
            self.nesting.start("p", "")
            self.nesting.end("p")
            self.run_length = self.run_signs = 0
        elif name not in self.elements:
            pass
        elif closing:
            if self.nesting.end(name):  # one that ends nothing would only part a text
                self.out.append(f"</{match[2]}>")
                self.run_length = self.run_signs = 0
        else:
            self.nesting.start(name, match[0])
            self.run_length = self.run_signs = 0
            if attributes:
                self.attributes += len(_ATTRIBUTE.findall(attributes))
                self.count(attributes)
                # Whoever reads on need not know about quotes.
                attributes = _NUMBER.sub(_number, attributes).replace("<", "&lt;").replace(">", "&gt;")
            self.out.append(f"<{match[2]}{attributes}>")
        self.tags += 1
        self.check(name)
        return match.end()

    def count(self, text: str) -> int:
        """The number of signs in it, which is taken into account."""
        found = {sign: n for sign in self.signs if (n := text.count(sign))}
        if not found:
            return 0
        for sign, n in found.items():
            self.signs[sign] += n
        if (signs := sum(self.signs.values())) > MAX_SIGNS:
            which = " and ".join(f"“{sign}”" for sign, n in self.signs.items() if n)
            _refuse("signs", f"The text has {signs:,} {which} signs; at most {MAX_SIGNS:,} can be read.")
        return sum(found.values())

    def check(self, name: str) -> None:
        """The limits that this tag may have passed."""
        nesting = self.nesting
        if self.tags <= MAX_TAGS >= nesting.tags and self.attributes <= MAX_ATTRIBUTES and nesting.depth <= MAX_DEPTH:
            return
        if self.tags > MAX_TAGS:
            _refuse("tags", f"The text has more than {MAX_TAGS:,} tags.")
        if self.attributes > MAX_ATTRIBUTES:
            _refuse("attributes", f"The text's tags have more than {MAX_ATTRIBUTES:,} attributes.")
        if self.nesting.depth > MAX_DEPTH:
            _refuse("depth", f"Tags are nested more than {MAX_DEPTH} deep (<{name[:20]}>).")
        if self.nesting.tags > MAX_TAGS:
            _refuse(
                "missing-ends",
                f"End tags are missing or in the wrong place: with them, the text has more than {MAX_TAGS:,} tags "
                f"(<{name[:20]}>).",
            )


def _decode(text: str) -> str:
    """With the characters that its references stand for: parsers disagree about what is one, and some are slow with it."""
    if "&" not in text:
        return text
    text = unescape(_NUMBER.sub(_number, text))
    return _CONTROL.sub(" ", _SURROGATE.sub("\ufffd", text))


def _number(match: re.Match[str]) -> str:
    """A numeric reference, unless it is to no character or to one that is not let in."""
    if len(match[0]) > 12:
        return "\ufffd"
    character = unescape(match[0])
    return match[0] if character and not _CONTROL.match(character) else "&#32;"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _removed(name: str, n: int) -> Problem:
    if name in _SCRIPT:
        return Problem(
            "removed-element", f"A <{name}> and what was in it was removed: it is no text.", severity="notice"
        )
    return Problem(
        "removed-element",
        f"{n} <{name}> removed: an article's text can't hold one.",
        "Add a link to it instead." if name not in ("form", "input") else "",
    )
