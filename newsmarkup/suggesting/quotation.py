"""Quotations: the quoted strings of a text that are speech, each with who speaks it."""

from __future__ import annotations

from collections.abc import Iterator

from newsmarkup.suggesting import wordorder
from newsmarkup.suggesting.antecedent import described, phrase_end
from newsmarkup.suggesting.attribution import Attribution, attribute
from newsmarkup.suggesting.lexicon import Lexicon
from newsmarkup.suggesting.link import Link
from newsmarkup.suggesting.mention import Mention
from newsmarkup.suggesting.reading import Reading, read
from newsmarkup.suggesting.scorer import Model, model
from newsmarkup.suggesting.suggestion import Span, Speaker, Suggestion
from newsmarkup.suggesting.text import Text
from newsmarkup.suggesting.title import affiliation, job_title
from newsmarkup.suggesting.tokens import ACCORDING

_BETWEEN = 14  # tokens that an attribution between two halves may have


def find(text: Text, words: Lexicon, typewriter: bool = True) -> Iterator[Suggestion]:
    """In the order of the text. What is tagged as quotation or pull quote already is read, as a clue, and not offered."""
    yield from found(read(text, words, typewriter))


def found(reading: Reading, scorer: Model | None = None) -> Iterator[Suggestion]:
    """`scorer`: other weights than those shipped."""
    return (one for one in spoken(reading, scorer) if not is_tagged(one, reading.text))


def is_tagged(one: Suggestion, text: Text) -> bool:
    return any(text.overlaps(span, "quotation", "pullquote") for span in one.spans)


def spoken(reading: Reading, scorer: Model | None = None) -> Iterator[Suggestion]:
    """As `found`, and what is tagged already too."""
    if reading.vocabulary.lexicon.listed("quotation", "order"):
        yield from wordorder.find(reading.text, reading.vocabulary.lexicon)
        return
    if not reading.quotes:
        return
    scorer = scorer or model(reading.vocabulary.lexicon.language)
    attributed = attribute(reading, scorer)
    names = _Names(reading)
    group: list[Attribution] = []
    for one in attributed:
        if group and (one is None or not _continues(group[-1], one, reading)):
            yield from _suggestion(group, reading, names, scorer)
            group = []
        if one is not None:
            group.append(one)
    if group:
        yield from _suggestion(group, reading, names, scorer)


def _continues(before: Attribution, one: Attribution, reading: Reading) -> bool:
    """Whether two quoted strings are one utterance that its attribution interrupts: "…," Jane Roe said. "…" """
    mention = before.mention
    if mention is None or before.unit.bottom != one.unit.top or before.far:
        return False
    if one.mention is not mention and (one.entity < 0 or one.entity != before.entity):
        return False
    tokens = reading.paragraphs[one.unit.top].tokens
    start, end = before.unit.last + 1, one.unit.first
    if (
        end - start > _BETWEEN
        or not start <= mention.first < end
        or not before.link
        or not start <= before.link.token < end
    ):
        return False
    # A second sentence between them that says something else is no mere attribution.
    return tokens.sentences[end - 1] <= tokens.sentences[start] + 1


def _suggestion(group: list[Attribution], reading: Reading, names: _Names, scorer: Model) -> Iterator[Suggestion]:
    text = reading.text
    spans = tuple(span for one in group for span in reading.quotes[one.unit.number].parts)
    one = group[0]
    confidence = scorer.calibrated(min(each.probability for each in group)) * (
        one.meant if one.entity >= 0 and one.mention else 1.0
    )
    mention, link = one.mention, one.link
    cue = None
    if link and mention:
        tokens = reading.paragraphs[mention.paragraph].tokens
        first = link.token
        if link.verb == "A":  # "according to", "in the words of"
            while first and tokens.masks[first - 1] & ACCORDING:
                first -= 1
        cue = Span(tokens.starts[first], tokens.ends[link.token])
    yield Suggestion(
        "quotation",
        spans,
        " ".join(text[span] for span in spans),
        round(confidence, 3),
        names.reason(one, cue),
        names.speaker(one),
        Span(mention.start, phrase_end(mention, reading)) if mention else None,
        cue,
    )


class _Names:
    """The speakers of one reading, as suggestions name them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[int, Speaker] = {}
        self._places: dict[int, list[Mention]] = {}
        for paragraph in reading.paragraphs:
            for one in paragraph.mentions:
                self._places.setdefault(one.entity, []).append(one)
        self._qualifiers = reading.vocabulary.qualifiers

    def speaker(self, one: Attribution) -> Speaker | None:
        if one.mention is None:
            return None
        if one.entity >= 0:
            return self._entity(one.entity)
        noun = described(one.mention, self._reading)
        words = self._words(noun, phrase_end(noun, self._reading))
        if noun.kind in ("person", "thing", "other"):
            return Speaker("anonymous", words)
        return None

    def _words(self, one: Mention, end: int = 0) -> str:
        return " ".join(self._reading.text.text[one.start : end or one.end].split())

    def _entity(self, number: int) -> Speaker:
        if number not in self._known:
            reading, entity = self._reading, self._reading.entities.all[number]
            title = where = ""
            for one in () if entity.organization else self._places.get(number, ()):
                paragraph = reading.paragraphs[one.paragraph]
                title = title or job_title(one, paragraph, reading.text.text, self._qualifiers)
                where = where or affiliation(one, paragraph, reading.text.text)
            kind = "organization" if entity.organization else "person"
            self._known[number] = Speaker(kind, " ".join(entity.name), "", title, where)  # type: ignore[arg-type]
        return self._known[number]

    def reason(self, one: Attribution, cue: Span | None) -> str:
        """In words: what was seen."""
        if one.mention is None:
            return "In quotation marks; the text names nobody beside it."
        mention, text = self._words(one.mention), self._reading.text
        said = f"“{text[cue]}”" if cue else ""
        link: Link | None = one.link
        if one.far:
            out = f"“{mention}” speaks in the paragraph beside this one"
        elif link and link.how in "ij":
            out = f"{said} stands before “{mention}”"
        elif link and link.verb == "N":
            out = f"{said} is by “{mention}”"
        elif link:
            out = f"“{mention}” stands beside {said}"
        else:
            out = f"“{mention}” is the nearest who can speak"
        if one.entity >= 0:
            name = " ".join(self._reading.entities.all[one.entity].name)
            if name != mention:
                out += f"; {mention} is {name}" if one.mention.words else f"; “{mention}” means {name}"
        return out + "."
