"""Page furniture: lines of a pasted page or wire report that are no body.

Buttons ("hide caption"), invitations ("Sign up for our newsletter"), pointers to other articles, copyright notices, editing
notes ("(Reporting by …; editing by …)"), and the credit that stands once more below its caption. Whole lines only, from
the templates of the language's lexicon: rather one too few than a paragraph lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from newsmarkup.suggesting.lexicon import Lexicon, lexicon
from newsmarkup.suggesting.suggestion import Span, Suggestion
from newsmarkup.suggesting.text import Block, Text

# Of each section of the lexicon: how long a line may be, how long what a "…" stands for, and what is said of the line.
_SECTIONS = {
    "invitation": (240, 180, "Asks the reader for something: to subscribe, follow, write, agree."),
    "related": (200, 160, "Points to other articles."),
    "interface": (80, 50, "A button or label of the page, no text of the article."),
    "rights": (400, 300, "A copyright notice."),
    "editing": (400, 360, "An editing note: who else worked on this, or what was changed in it."),
    "dated": (100, 70, "Says when this was published or changed."),
}
_LONGEST = max(length for length, _, _ in _SECTIONS.values())
_BLANK = " \t\n\xa0\u200b\u200e\u200f\u2060\ufeff"
_EDGE = " \t\n\xa0\u200b\u200e\u200f\ufeff.!:;,…»«›‹>→►▶▸↓↑•*|·[]()（）【】<>+-–—―_#=’'\"“”"
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "´": "'", "\xa0": " ", "\u202f": " ", "İ": "i"})
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LABEL = re.compile(r"[^:：/]{2,30}[:：]\s*|(?:photo|image|picture)(?:graph)? by\s+", re.IGNORECASE)
_SIGNED = re.compile(r"[/©|]|\bvia\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Template:
    section: str
    pattern: str
    fixed: int
    names: bool  # what the "…" stands for are names
    open: bool  # it has a "…"
    numbered: bool  # the line holds a number: of comments, of minutes, of a day


def find(text: Text, words: Lexicon, credits: Sequence[Suggestion] = ()) -> Iterator[Suggestion]:
    """`credits`: those found in this text; they tell a credit line from a sentence."""
    tagged = tagged_blocks(text)
    credited = {text.place(one.start)[0] for one in credits if one.kind == "credit"}
    before: list[int] = []
    for at, block in enumerate(text.blocks):
        if block.end - block.start > _LONGEST:
            before = [at]
            continue
        span = Span(block.start, block.end)
        line = text[span]
        if at in tagged or not line.strip(_BLANK):
            continue
        found = template(line, words)
        if found:
            sure, why = found
            if block.kind in ("h2", "h3", "h4"):
                sure = round(sure - 0.2, 2)  # such words may head a part of the article
            yield Suggestion("furniture", (span,), line, sure, why)
            continue
        if block.kind == "p" and block.within == "":
            near = ((text.blocks[one], at in credited or one in credited) for one in before[-2:])
            why = next((why for one, known in near if (why := _repeats(text, one, block, known))), "")
            if why:
                yield Suggestion("furniture", (span,), line, 0.95, why)
                continue
        before.append(at)
        del before[:-2]


def tagged_blocks(text: Text) -> set[int]:
    """The blocks in which something is tagged already."""
    return {text.place(one.span.start)[0] for one in text.tagged}


def template(line: str, words: Lexicon) -> tuple[float, str] | None:
    """How sure, and why: of a line that fits a template of its language or of English."""
    if not any(map(str.isalnum, line)):
        return (0.85, "A line of signs without words.") if "…" not in line and "..." not in line else None
    keyed, open_ended, parts = _templates(words.language)
    head = _folded(line[:30])
    candidates = [one for size in (3, 2, 1) for one in keyed.get(head[:size], ())]
    plain = line.casefold().replace("’", "'").replace("\xa0", " ")
    if any(part in plain for part in parts):
        candidates += open_ended
    folded = _folded(line) if candidates else ""
    best: tuple[float, str] | None = None
    for one in candidates:
        longest, _, why = _SECTIONS[one.section]
        if len(folded) > longest or not _pattern(one.pattern).fullmatch(folded):
            continue
        if one.section == "interface" and one.open and line.rstrip(' ”’")')[-1:] == ".":
            continue  # a sentence
        if one.numbered and not any(map(str.isdigit, folded)):
            continue
        if one.names and not _mostly_names(line):
            continue
        spread = 0.12 if one.fixed < 5 else 0.04 if one.fixed < 10 else 0.0
        sure = round({"rights": 0.96, "related": 0.92}.get(one.section, 0.94) - spread, 2)
        best = max(best or (sure, why), (sure, why), key=lambda found: found[0])
    return best


def _mostly_names(line: str) -> bool:
    """Whether a line that may name colleagues holds little else: "Reporting by Jane Roe in Saltmere; editing by …"."""
    tokens = re.findall(r"[^\W\d_][\w.'’-]*", line)
    cased = [token for token in tokens if token[0].islower() or token[0].isupper()]
    if not cased:
        return len(line) <= 100
    small: int = sum(token[0].islower() for token in cased)
    return small <= 4 + (len(cased) - small) * 0.8 and len(line) <= 60 + 40 * line.count(";") + 12 * (
        len(cased) - small
    )


def _repeats(text: Text, before: Block, block: Block, credited: bool) -> str:
    """Why the line says again what stood in the block before it: its credit, or the caption. Else "". `credited`: a credit
    was found in one of them."""
    line, above = text.text[block.start : block.end], text.text[max(before.start, before.end - 2_000) : before.end]
    ends_alike = len(line) <= 250 and above.rstrip(_EDGE)[-2:].casefold() == line.rstrip(_EDGE)[-2:].casefold()
    if not ends_alike and before.kind != "figcaption":
        return ""
    said = _squeezed(above)
    label = _LABEL.match(line)
    for labelled in (False, True) if label else (False,):
        rest = line[label.end() :] if label and labelled else line
        again = _squeezed(rest)
        if len(again) < (8 if labelled else 4) or len(again) > len(said) or not again[0].isalpha():
            continue
        if before.kind == "figcaption" and len(again) >= 20 and said.startswith(again):
            return "Repeats the caption above it."
        if not said.endswith(again):
            continue
        start = _tail(above, len(again))
        signed = bool(_SIGNED.search(line)) or labelled or above[start - 1 : start] in ("(", "[", "（", ":", "|")
        if signed or credited:
            return "Repeats the credit in the line above it."
    return ""


def _tail(above: str, count: int) -> int:
    """Where the last `count` letters and digits of a block begin."""
    at = len(above)
    while count and at:
        at -= 1
        count -= above[at].isalnum()
    return at


def _squeezed(line: str) -> str:
    return "".join(filter(str.isalnum, line.casefold()))


def _folded(line: str) -> str:
    return " ".join(line.translate(_APOSTROPHES).casefold().split()).strip(_EDGE)


_pattern = cache(re.compile)  # when it is needed: a language has hundreds, a page a few


@cache
def _templates(language: str) -> tuple[dict[str, list[_Template]], list[_Template], tuple[str, ...]]:
    """By their first one to three characters; and those that begin with a "…", with a fixed part of each."""
    keyed: dict[str, list[_Template]] = {}
    open_ended: list[_Template] = []
    fixed: set[str] = set()
    for source in dict.fromkeys((language, "en")):
        words = lexicon(source)
        for section in _SECTIONS:
            for written in words.listed("furniture", section):
                one, parts = _compiled(section, written)
                if parts[0]:
                    keyed.setdefault(parts[0][:3], []).append(one)
                else:
                    open_ended.append(one)
                    fixed.add(max(parts, key=len).strip())
    return keyed, open_ended, tuple(fixed)


def _compiled(section: str, written: str) -> tuple[_Template, list[str]]:
    parts = [" ".join(part.translate(_APOSTROPHES).casefold().split(" ")) for part in written.split("…")]
    parts[0], parts[-1] = parts[0].lstrip(_EDGE), parts[-1].rstrip(_EDGE)
    gap = _SECTIONS[section][1]
    pattern = ""
    for at, part in enumerate(parts):
        if at:
            glued = parts[at - 1][-1:].isalpha() and not _UNSPACED.match(parts[at - 1][-1:])
            pattern += rf"(?![^\W\d_]).{{0,{gap}}}" if glued else rf".{{0,{gap}}}"
        pattern += re.escape(part)
    fixed = sum(len(part.strip()) for part in parts)
    names = section == "editing" and (written.endswith(" …") or written.startswith("… "))
    numbered = section == "dated" or (section == "interface" and not parts[0])
    return _Template(section, pattern, fixed, names, len(parts) > 1, numbered), parts
