"""Word order: attribution by rules in languages that the scorer can't read: those without capital letters, and those whose
verb of saying stands behind the quotation with the subject before it: Arabic, Chinese, Hebrew, Japanese, Korean, Turkish.

A lexicon asks for it with `[quotation] order`. A module for each order says what stands beside a quotation; here it is
put together: whom a short name or a pronoun means, which halves are one utterance, what is no speech. Each step looks at
one sentence's length of text, so the whole is linear.

Source: the rules of each order are named in its module; halves and paragraphs as in every language (marks.py).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from newsmarkup.suggesting.beside import Beside, Named, Order, same
from newsmarkup.suggesting.chinese import Chinese
from newsmarkup.suggesting.japanese import Japanese
from newsmarkup.suggesting.korean import Korean
from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.marks import Quoted, quoted
from newsmarkup.suggesting.scorer import UNMEASURED
from newsmarkup.suggesting.semitic import Semitic
from newsmarkup.suggesting.suggestion import Span, Speaker, Suggestion
from newsmarkup.suggesting.text import Text
from newsmarkup.suggesting.turkish import Turkish

_ORDERS: dict[str, Callable[[Lexicon], Order]] = {
    "chinese": Chinese,
    "japanese": Japanese,
    "korean": Korean,
    "semitic": Semitic,
    "turkish": Turkish,
}
_REACH = 160  # characters looked at on either side
_KNOWN = 200  # people remembered, the latest first: a crowd of names must not slow the reading
_BETWEEN = 40  # that an attribution between two halves may have
_ENDS = re.compile(r"[。！？!?؟]|[.](?=\s)")
_LETTER = re.compile(r"\w")
_DENSE = re.compile(r"[\u3040-\u9fff]")


@dataclass(slots=True)
class _Article:
    """Who has been named so far, their job titles, and who spoke last: of all, of people, of organisations."""

    people: deque[str] = field(default_factory=lambda: deque(maxlen=_KNOWN))
    titles: dict[str, str] = field(default_factory=dict)
    last: Named | None = None
    person: Named | None = None
    organization: Named | None = None

    def meant(self, one: Named | None) -> tuple[Named | None, float]:
        """Whom a mention means, or a verb without one, and how sure that is."""
        if one is None:
            return self._again(self.last, None), 0.6
        if one.kind == "pronoun":
            known = self._again(self.organization if one.name == "org" else self.person, one.span)
            return (known, 0.75) if known else (one, 0.5)
        full = next((name for name in self.people if same(one.name, name)), "")
        if one.kind == "noun" and full:  # a surname that is a noun: Judge, Smith
            return Named("person", full, one.span), 0.8
        if one.kind == "person":
            full = full or one.name
            if full == one.name and one.name not in self.people:
                self.people.appendleft(one.name)
            if one.title:
                self.titles.setdefault(full, one.title)
            return Named("person", full, one.span), 0.9
        return one, 0.85

    def _again(self, one: Named | None, span: Span | None) -> Named | None:
        return Named(one.kind, one.name, span) if one else None

    def spoke(self, one: Named) -> None:
        self.last = one
        if one.kind == "org":
            self.organization = one
        else:
            self.person = one


def find(text: Text, words: Lexicon) -> Iterator[Suggestion]:
    """As `quotation.find`."""
    order = _ORDERS[words.listed("quotation", "order")[0]](words)
    quotes = [one for one in quoted(text, words) if one.depth == 0 and one.mark != "title"]
    starts = [block.start for block in text.blocks]
    article = _Article()
    offers: list[_Offer] = []
    waiting: _Offer | None = None  # the one right before
    for number, one in enumerate(quotes):
        before, after = _beside(text, starts, quotes, number)
        beside = order.beside(text.text, before, after)
        offer = _offer(text, one, before, after, beside, article, waiting)
        if waiting and offer and offer.joins:
            waiting.quotes += offer.quotes
            waiting.confidence = min(offer.confidence, waiting.confidence)
            continue
        if offer:
            offers.append(offer)
        waiting = offer
    for offer in offers:
        yield offer.suggestion(text, article.titles)


def _beside(text: Text, starts: list[int], quotes: list[Quoted], number: int) -> tuple[Span, Span]:
    """What stands before a quotation in its paragraph and after it, up to the next quoted string."""
    one = quotes[number]
    top = text.blocks[bisect_right(starts, one.start) - 1]
    bottom = text.blocks[bisect_right(starts, one.parts[-1].start) - 1]
    floor = max(top.start, one.start - _REACH, quotes[number - 1].end if number else 0)
    ceiling = min(bottom.end, one.end + _REACH)
    if number + 1 < len(quotes):
        ceiling = max(min(ceiling, quotes[number + 1].start), one.end)
    return Span(min(floor, one.start), one.start), Span(one.end, ceiling)


@dataclass(slots=True)
class _Offer:
    quotes: list[Quoted]
    beside: Beside
    named: Named | None
    confidence: float
    joins: bool = False

    def suggestion(self, text: Text, titles: Mapping[str, str]) -> Suggestion:
        spans = tuple(part for one in self.quotes for part in one.parts)
        named, cue = self.named, self.beside.cue
        speaker = mention = None
        if named:
            mention = named.span
            if named.kind == "pronoun":
                speaker = None
            elif named.kind == "noun":
                speaker = Speaker("anonymous", named.name)
            else:
                kind = "organization" if named.kind == "org" else "person"
                speaker = Speaker(kind, named.name, "", titles.get(named.name, ""))  # type: ignore[arg-type]
        said = f"“{text[cue]}”" if cue else ""
        if mention and cue:
            reason = f"{said} stands beside “{text[mention]}”."
        elif speaker and said:
            reason = f"{said} names nobody; {speaker.name} spoke before."
        elif speaker:
            reason = f"It goes on with what {speaker.name} says."
        else:
            reason = "In quotation marks; the text names nobody beside it."
        words = " ".join(text[span] for span in spans)
        sure = round(min(self.confidence, UNMEASURED), 3)
        return Suggestion("quotation", spans, words, sure, reason, speaker, mention, cue)


def _offer(
    text: Text,
    one: Quoted,
    before: Span,
    after: Span,
    beside: Beside | None,
    article: _Article,
    waiting: _Offer | None,
) -> _Offer | None:
    if beside is not None and not beside.speech:
        return None
    inner = text.text[one.start + 1 : one.end - 1]
    between = text.text[before.start : before.end]
    near = waiting is not None and waiting.quotes[-1].end == before.start and len(between) < _BETWEEN
    if beside is None:
        # Halves around an attribution; a paragraph that is nothing but a quotation.
        if near and waiting and waiting.beside.side == "after" and not _ENDS.search(between[:-2]):
            return _Offer([one], waiting.beside, waiting.named, 0.75, joins=True)
        alone = not _LETTER.search(between) and not _LETTER.search(text.text, after.start, after.end)
        if alone and _long(inner):
            return _Offer([one], Beside("none"), article.last, 0.5 if article.last else 0.45)
        return None
    named, sure = article.meant(beside.who)
    if named and named.kind != "pronoun":
        article.spoke(named)
    return _Offer([one], beside, named, sure * beside.sure)


def _long(inner: str) -> bool:
    """Whether the words are more than a term or a title."""
    return len(inner) >= 10 if _DENSE.search(inner) else len(inner.split()) >= 5
