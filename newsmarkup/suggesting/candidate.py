"""Candidates: who may speak a quoted string, and what speaks for each.

A candidate is described by features: short strings made of classes (never of an article's words), which `scorer` weighs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from newsmarkup.suggesting.link import Link, Paragraph, link
from newsmarkup.suggesting.mention import Mention
from newsmarkup.suggesting.shape import Shape, bucket, case_of, token_class
from newsmarkup.suggesting.tokens import (
    ACCORDING,
    CAPITAL,
    CUE,
    GUESS,
    MAYBE,
    QUOTE,
    Tokens,
)  # fmt: skip

_NEAR, _ABOVE = 14, 8  # mentions looked at on each side, and in a paragraph above


@dataclass(slots=True)
class Unit:
    """A quoted string: its number, and where it stands: token `first` of paragraph `top` to token `last` of `bottom`."""

    number: int
    top: int
    first: int
    bottom: int
    last: int
    shape: Shape


@dataclass(slots=True)
class Candidate:
    """`mention` None: not speech ("not") or nobody named ("none")."""

    kind: str
    mention: Mention | None
    link: Link | None
    features: list[str]


def candidates(unit: Unit, paragraphs: list[Paragraph], previous: Mention | None, gap: str) -> list[Candidate]:
    """`previous`: who spoke the quotation before; `gap`: where that one stands ("s" same paragraph, "p" the one before,
    "f" further up, "" there is none)."""
    out = [
        *_near(unit, paragraphs[unit.top], unit.first, "b", previous, gap),
        *_near(unit, paragraphs[unit.bottom], unit.last, "a", previous, gap),
    ]
    has = "L" if any(one.link and one.link.verb in "CA" for one in out) else "M" if out else "-"
    for back in (1, 2):
        if unit.top < back:
            break
        paragraph = paragraphs[unit.top - back]
        out += _above(unit, paragraph, back, has, previous, gap)
        if back == 1 and not previous and (paragraph.quotes or len(paragraph.mentions) > 2):
            break
    if unit.bottom + 1 < len(paragraphs):
        out += _below(unit, paragraphs[unit.bottom + 1], has)
    out += [_nobody(kind, unit, "C" if has == "L" else has, gap) for kind in ("not", "none")]
    return out


def _near(
    unit: Unit, paragraph: Paragraph, q: int, side: str, previous: Mention | None, gap: str
) -> Iterator[Candidate]:
    """Those of the same paragraph before ("b") or after ("a") the quoted string, the nearest first."""
    it = unit.shape
    case, end, pre, post, alone = it.case, it.end, it.pre, it.post, it.alone
    tokens = paragraph.tokens
    near = pre if side == "b" else post
    own = tokens.sentences[q]
    verb_at, verb_class = _governor(tokens, q, side)
    middle = bisect_left(paragraph.mentions, q, key=lambda one: one.first)
    places = (
        range(middle - 1, max(middle - 1 - _NEAR, -1), -1) if side == "b" else range(middle, len(paragraph.mentions))
    )
    pairs = [(paragraph.mentions[k], paragraph.links[k]) for k in places[:_NEAR]]
    governed = any(verb and verb.token == verb_at for _, verb in pairs)
    # Where the quoted string ends its own sentence, what stands right behind it is still its attribution.
    ended = side == "a" and end in ".?!" and post in "CNPan" and q + 1 < len(tokens)
    linked = 0
    for between, (one, verb) in enumerate(pairs):
        a, b = (one.last + 1, q) if side == "b" else (q + 1, one.first)
        length = bucket(b - a)
        quotes = min(bisect_left(paragraph.quotes, b) - bisect_left(paragraph.quotes, a), 2)
        stops = min(abs(tokens.sentences[one.first] - own), 2)
        if ended and tokens.sentences[one.first] == tokens.sentences[q + 1]:
            stops = 0
        how = relation = distance = "-"
        taken = "0"
        if verb:
            inside = a <= verb.token < b
            how = verb.verb + verb.how
            relation = "i" if inside else "o"
            distance = "o"
            if inside or side == "a":
                distance = bucket((q - verb.token - 1) if side == "b" else (verb.token - q - 1))
            taken = _taken(tokens, verb, one, q)
        kind, m = one.kind, min(between, 3)
        same = "s" if previous is not None and _same(previous, one) else "d"
        before, after = token_class(tokens, one.first - 1), token_class(tokens, one.last + 1)
        context = f"{side}{stops}{quotes}"
        governs = "-" if verb_at < 0 else "g" if verb and verb.token == verb_at else "x" if governed else "u"
        opens = "1" if one.first == 0 or tokens.sentences[one.first - 1] != tokens.sentences[one.first] else "0"
        crossed = "1" if verb_at >= 0 and (one.first > verb_at if side == "b" else one.last < verb_at) else "0"
        cased = case_of(tokens, one)
        first = "0" if one.first == 0 else "1"
        features = [
            f"1{context}", f"2{side}{length}", f"3{side}{m}{linked}{stops}", f"4{side}{how}{relation}",
            f"5{context}{how}{relation}", f"6{side}{relation}{distance}{how[0]}{stops}", f"7{kind}",
            f"8{kind}{side}{how[0]}", f"9{side}{near}{how[0]}{stops}", f"A{before}{side}", f"B{after}{side}",
            f"C{before}{how}", f"D{alone}{side}{stops}", f"E{same}{gap}", f"F{same}{gap}{side}{how[0]}",
            f"G{taken}{side}{how[0]}{quotes}",
            f"H{case}{end}{side}{stops}{relation}", f"I{length}{how}{side}", f"J{near}{length}{side}{how}",
            f"K{first}{side}{stops}{how[0]}", f"L{kind}{same}{gap}", f"M{pre}{post}{context}",
            f"N{side}{governs}{verb_class}", f"O{side}{governs}{verb_class[0]}{stops}{quotes}",
            f"P{side}{governs}{opens}{stops}{crossed}",
            f"Q{side}{governs}{kind}{crossed}", f"R{side}{governs}{how}", f"S{governs}{verb_class}{before}{side}{crossed}",
            f"T{governs}{m}{side}{stops}", f"U{cased}{side}{stops}", f"V{cased}{how}",
        ]  # fmt: skip
        yield Candidate("near", one, verb, features)
        linked = min(linked + (1 if verb and verb.verb in "CA" else 0), 2)


def _taken(tokens: Tokens, verb: Link, one: Mention, q: int) -> str:
    """Whether the verb stands beside another quoted string: it is taken."""
    beside = (verb.token - 1, verb.token + 1, verb.token + 2, one.first - 2, one.first - 1, one.last + 1)
    return "1" if any(0 <= k < len(tokens) and k != q and tokens.quotes[k] >= 0 for k in beside) else "0"


def _above(
    unit: Unit, paragraph: Paragraph, back: int, has: str, previous: Mention | None, gap: str
) -> Iterator[Candidate]:
    """The last ones of the paragraph `back` paragraphs up. `has`: what the unit's own paragraph offers."""
    it = unit.shape
    case, end, pre, post, alone = it.case, it.end, it.pre, it.post, it.alone
    tokens = paragraph.tokens
    last_quote = paragraph.quotes[-1] if paragraph.quotes else -1
    ending = token_class(tokens, len(tokens) - 1)
    total = len(paragraph.mentions)
    for index in range(total - 1, max(total - 1 - _ABOVE, -1), -1):
        one = paragraph.mentions[index]
        verb = paragraph.links[index] if paragraph.links else link(tokens, one)
        how = verb.verb + verb.how if verb else "-"
        same = "s" if previous is not None and _same(previous, one) else "d"
        rank = min(total - 1 - index, 4)
        place = "f" if index == 0 else "l" if index == total - 1 else "m"
        where = "a" if one.first > last_quote else "b"
        stops = min(tokens.sentences[-1] - tokens.sentences[one.first], 2)
        context = f"{back}{alone}{has}"
        features = [
            f"p{context}", f"q{back}{rank}", f"r{context}{place}{ending}", f"s{context}{same}{gap}",
            f"t{back}{how[0]}{same}", f"u{back}{one.kind}", f"v{back}{one.kind}{alone}{how[0]}",
            f"w{context}{where}{stops}{same}",
            f"x{how}{ending}{back}", f"y{pre}{back}{same}", f"z{post}{back}", f"0{case}{end}{back}{alone}",
            f"A{token_class(tokens, one.first - 1)}p", f"B{token_class(tokens, one.last + 1)}p", f"E{same}{gap}p",
        ]  # fmt: skip
        yield Candidate("far", one, verb, features)


def _below(unit: Unit, paragraph: Paragraph, has: str) -> Iterator[Candidate]:
    """The first one of the next paragraph: a signature, a line of its own."""
    if not paragraph.mentions:
        return
    post, end, alone = unit.shape.post, unit.shape.end, unit.shape.alone
    one, verb = paragraph.mentions[0], paragraph.links[0] if paragraph.links else None
    how = verb.verb + verb.how if verb else "-"
    short = len(paragraph.tokens) < 12
    yield Candidate(
        "next", one, verb, [f"n{alone}{has}", f"n2{how}{alone}", f"n3{one.kind}", f"n4{post}{end}", f"n5{short}{alone}"]
    )


def _nobody(kind: str, unit: Unit, verbs: str, gap: str) -> Candidate:
    """That it is no speech ("not"), or that nobody is named ("none")."""
    it = unit.shape
    size, case, end, titled, pre, post, content, works = (
        it.size, it.case, it.end, it.titled, it.pre, it.post, it.content, it.works,
    )  # fmt: skip
    features = [
        "", f"1{size}", f"2{size}{case}{end}", f"3{pre}", f"4{post}", f"5{pre}{post}", f"6{size}{verbs}", f"7{titled}{size}",
        f"8{size}{pre}", f"9{size}{post}", f"A{gap}", f"B{it.alone}{gap}{verbs}", f"C{end}{post}", f"D{case}{pre}",
        f"E{size}{case}{verbs}{pre}", f"F{titled}{pre}{verbs}", f"G{content}{size}", f"H{works}", f"I{works}{titled}{size}",
        f"J{content}{titled}{case}", f"K{it.pre2}{pre}", f"L{content}{post}",
    ]  # fmt: skip
    return Candidate(kind, None, None, [kind + one for one in features])


def _same(a: Mention, b: Mention) -> bool:
    if a is b:
        return True
    if a.entity >= 0:
        return a.entity == b.entity
    if a.kind in ("he", "she", "i", "we", "they"):
        return a.kind == b.kind
    return False


def _governor(tokens: Tokens, q: int, side: str) -> tuple[int, str]:
    """The verb of saying nearest to token q on one side, within its sentence, and its class: "C" or "M", then "p" for a
    participle after a comma."""
    masks = tokens.masks
    own = tokens.sentences[q]
    if side == "b":
        steps = range(q - 1, max(q - 26, -1), -1)
    else:
        steps = range(q + 1, min(q + 12, len(tokens)))
        own = tokens.sentences[q + 1] if q + 1 < len(tokens) else own
    maybe = -1
    for k in steps:
        mask = masks[k]
        if mask & QUOTE or tokens.sentences[k] != own:
            break
        if mask & (CUE | ACCORDING) and not mask & CAPITAL:
            return k, "C" + _tense(tokens, k)
        if maybe < 0 and mask & (MAYBE | GUESS):
            maybe = k
    return (maybe, "M" + _tense(tokens, maybe)) if maybe >= 0 else (-1, "-")


def _tense(tokens: Tokens, k: int) -> str:
    return "p" if k and tokens.lows[k].endswith("ing") else "f"
