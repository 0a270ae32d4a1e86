"""Pull quotes of a page: what its makers call so, and what is set apart and says again what the text says.

A block quotation that isn't repeated is a quotation.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from newsmarkup.suggesting.repetition import Words
from newsmarkup.suggesting.text import Text

if TYPE_CHECKING:
    from newsmarkup.importing.page.blocks import Block

_NAMED = re.compile(
    r"pull(?:ed|out)?[-_ ]*quot|quot(?:e|ation)s?[-_]*(?:pull|box|callout|highlight)|doc-pullquote|exergue|"
    r"pull-?citat|zitat-?box|destacado-?cita|citation-?exergue|cita-?destacada"
)
_QUOTE = re.compile(r"quot(?:e|es|ation)?(?![a-z])|zitat|citat(?:ion|o|s)?(?![a-z])|\bcita(?![a-z])|sitat|citaat|cytat")
_POST = re.compile(r"twitter|tweet|instagram|tiktok|facebook|fb-post|bluesky|bsky|mastodon|reddit|embed")
_SIGNED = re.compile(r"attribution|author|source|speaker|name|byline|credit|cite|caption|footer")
_DASHED = re.compile(r"(?:(?<=[.!?”\"»])\s+|\s+(?=[—–]))[—–-]{1,2}\s*(?P<who>[^.!?—–]{3,120})$")
_NAMES = ("class", "id", "role", "data-type", "data-component", "data-shortcode-type")
_LONGEST = 700  # characters
_FEWEST, _PLAIN, _SURE = 40, 300, 0.95  # of one that only its words tell: characters, and what of it stands elsewhere
_USUAL = 0.15  # of the text is made alike, if it is the paragraphs
_NO_QUOTES = frozenset({"li", "td", "th", "dd", "dt", "figcaption", "h1"})
_MOST = 60  # on a page that are sought in its text
_MARKS = ' \n\t"“”„«»‹›「」『』'


@dataclass(slots=True, eq=False)
class PullQuote:
    """`element` is the one that is set apart, or the block that is; `said` and `by` its blocks: words, and who said them."""

    element: Any
    said: list[Block]
    by: list[Block]


@lru_cache(4096)
def _named(names: str) -> bool:
    return _NAMED.search(names) is not None and not _POST.search(names)


def names(element: Any) -> str:
    given = element.items()
    return " ".join([value for name, value in given if name in _NAMES]).lower() if given else ""


def is_named(element: Any) -> bool:
    """Whether its makers call it a pull quote."""
    says = names(element)
    return bool(says) and _named(says)


def is_post(element: Any) -> bool:
    """Whether it is a post of a social network."""
    return element.tag == "blockquote" and _POST.search(names(element)) is not None


def pull_quotes(found: list[Block], around: Any) -> dict[Block, PullQuote]:
    """By each of their blocks. `found`: the blocks of the article's part `around`."""
    groups: dict[Any, PullQuote] = {}
    out: dict[Block, PullQuote] = {}
    sought: list[PullQuote] = []
    known: dict[Any, tuple[Any, bool]] = {around: (None, False)}
    for block in found:
        element, sure = _apart(block.element, known)
        if element is None:
            continue
        group = groups.get(element)
        if group is None:
            group = groups[element] = PullQuote(element, [], [])
            if not sure:
                sought.append(group)
        (group.by if group.said and _signs(block, element) else group.said).append(block)
    plain = [PullQuote(block, [block], []) for block in _unlike(found, groups)]
    sought += plain
    groups |= {one.element: one for one in plain}
    repeated = _repeated(found, sought[:_MOST], groups)
    doubtful = set(sought) - repeated
    for group in groups.values():
        size = sum(len(one.text) for one in group.said)
        if not 0 < size <= _LONGEST or len(group.said) > 4 or group in doubtful:
            continue
        out |= dict.fromkeys((*group.said, *group.by), group)
    return out


def _apart(element: Any, known: dict[Any, tuple[Any, bool]]) -> tuple[Any, bool]:
    """(the outermost element around a block that may be a pull quote, whether it is called so)."""
    way = []
    while element is not None and element not in known:
        way.append(element)
        element = element.getparent()
    best, sure = known[element] if element is not None else (None, False)
    for one in reversed(way):  # from the outermost
        if not sure:
            says = names(one)
            if says and _named(says):
                best, sure = one, True
            elif (
                best is None
                and (one.tag in ("blockquote", "aside", "q") or (says and _quotes(says)))
                and not is_post(one)
            ):
                best = one
        known[one] = best, sure
    return best, sure


@lru_cache(4096)
def _quotes(says: str) -> bool:
    return _QUOTE.search(says) is not None


def _signs(block: Block, quote: Any) -> bool:
    element = block.element
    while element is not None and element is not quote:
        if element.tag in ("cite", "footer", "figcaption", "small", "address") or _SIGNED.search(names(element)):
            return True
        element = element.getparent()
    only = [one for one in block.pieces if not isinstance(one, str) or one.strip()]
    if len(only) == 1 and not isinstance(only[0], str) and (only[0].tag == "cite" or _SIGNED.search(names(only[0]))):
        return True
    return block.text[:1] in "—–-" and len(block.text) < 120


def _unlike(found: list[Block], groups: dict[Any, PullQuote]) -> list[Block]:
    """Blocks among the paragraphs, below the first two, that are made unlike them and have the length of a pull quote."""
    apart = {block for one in groups.values() for block in (*one.said, *one.by)}
    makes: Counter[Any] = Counter()
    for block in found:
        makes[block.kind, block.element.get("class")] += len(block.text) if block.prose else 0
    least = _USUAL * sum(makes.values())
    usual = [at for at, block in enumerate(found) if makes[block.kind, block.element.get("class")] >= least]
    return [
        block
        for block in (found[usual[1] : usual[-1]] if len(usual) > 2 else ())
        if _FEWEST <= len(block.text) <= _PLAIN
        and block not in apart
        and block.linked == 0
        and block.kind not in _NO_QUOTES
        and makes[block.kind, block.element.get("class")] < least
    ]


def _repeated(found: list[Block], sought: list[PullQuote], groups: dict[Any, PullQuote]) -> set[PullQuote]:
    """Those whose words stand in the running text too."""
    apart = {block for one in groups.values() for block in (*one.said, *one.by)}
    running = [one for one in found if one not in apart and one.prose]
    folded = "\n".join(one.text for one in running).casefold()
    sought = [one for one in sought if _may_be_said(said_by(one)[0], folded)]
    if not sought:
        return set()
    lines = [("p", "", one.text, ()) for one in running]
    lines += [("p", "", said_by(one)[0], ()) for one in sought]
    words = Words.of(Text.of_blocks(lines))
    others = set(range(len(running), len(lines)))
    ranges = enumerate(sought, len(running))
    out = set()
    for at, one in ranges:
        source = words.source(*words.ranges.get(at, (0, 0)), others)
        if source is not None and (source.share >= _SURE or one.element is not one.said[0]):
            out.add(one)
    return out


def _may_be_said(text: str, folded: str) -> bool:
    """Whether some of its letters stand in a text: quicker than an index, and no page has many."""
    text = text.casefold().strip(_MARKS)
    size = max(min(20, len(text) // 3), 4)
    middle = (len(text) - size) // 2
    return any(text[at : at + size] in folded for at in (1, middle, max(len(text) - size - 1, 0)))


def said_by(quote: PullQuote) -> tuple[str, str]:
    """The words, and who said them where that stands in the same paragraph: behind a dash, or on a last line of its own."""
    text, last = " ".join(block.text for block in quote.said), quote.said[-1]
    match = _DASHED.search(text)
    if match and match.start() > len(text) * 0.35:
        return text[: match.start()].strip(), match["who"].strip()
    breaks = [at for at, piece in enumerate(last.pieces) if not isinstance(piece, str) and piece.tag == "br"]
    if breaks and not quote.by:
        who = " ".join("".join(_words(piece) for piece in last.pieces[breaks[-1] + 1 :]).split())
        if 2 < len(who) < min(120, len(text) - len(who)) and text.endswith(who) and who[-1] not in '.!?”"»':
            return text[: -len(who)].strip(), who
    return text, ""


def _words(piece: Any) -> str:
    return piece if isinstance(piece, str) else "".join(piece.itertext())
