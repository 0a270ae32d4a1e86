"""Accepting: suggestions become tags of the body, spelled as the editor would spell them. No word is lost or changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from newsmarkup.document.inline import Mark
from newsmarkup.document.node import Body, Node
from newsmarkup.document.normalise import normalise
from newsmarkup.errors import BodyRefused
from newsmarkup.roles import registered
from newsmarkup.roles.base import Roles
from newsmarkup.suggesting.draft import Draft, Place, speaker_of
from newsmarkup.suggesting.leaf import TAGGED
from newsmarkup.suggesting.lexicon import lexicon
from newsmarkup.suggesting.suggestion import Suggestion
from newsmarkup.suggesting.text import Text
from newsmarkup.suggesting.weave import Laid

# What can become a tag of the body. Furniture can be removed from it; the rest belongs into fields of the article.
TAGS = ("quotation", "attribution", "caption", "credit", "pullquote")
_REST = 300  # characters that a paragraph may hold beside a caption and be its figcaption all the same
_LABEL = 30  # characters of label and brackets that a line may hold beside a credit and be nothing else
_SIGNATURE = 120  # characters of a name below a pull quote
_NEAR = 500  # characters within which an attribution alone is joined to a quotation
_PRONOUNS = ("he", "she", "they", "it", "i", "we")


@dataclass(frozen=True, slots=True)
class Accepted:
    """The new body, what is in it now, and what is not, each with the reason in words."""

    body: Body
    done: tuple[Suggestion, ...]
    refused: tuple[tuple[Suggestion, str], ...]


def accept(body: Body, text: Text, suggestions: Iterable[Suggestion], *, remove_furniture: bool = False) -> Body:
    """`body` with these suggestions as tags. `text` is its text (`Text.of_body`), in which they were sought.

    What can't be tagged where it stands, or is tagged already, is left out: see `apply`. The result is canonical: the
    pipeline changes nothing in it. Words are unchanged, but that furniture goes if asked, and that a pull quote that
    was offered from the text (not found as a block of its own) is set after the paragraph that it repeats.
    """
    return apply(body, text, suggestions, remove_furniture=remove_furniture).body


def apply(body: Body, text: Text, suggestions: Iterable[Suggestion], *, remove_furniture: bool = False) -> Accepted:
    """As `accept`, with what was done and what was not. Raises ValueError for a text that is not the body's."""
    work = _Work(body, text, registered())
    # The outer ones first, so that what is inside finds them; captions before the credits inside them.
    for one in sorted(suggestions, key=lambda s: (s.kind not in ("caption", "pullquote"), s.start, -s.end)):
        reason = work.take(one, remove_furniture)
        (work.refused.append((one, reason)) if reason else work.done.append(one))
    if not work.done:
        return Accepted(body, (), tuple(work.refused))
    try:
        new, _ = normalise(work.blocks(), work.roles)
    except BodyRefused as refused:
        return Accepted(body, (), (*work.refused, *((one, str(refused)) for one in work.done)))
    return Accepted(new, tuple(work.done), tuple(work.refused))


def offered(suggestion: Suggestion) -> bool:
    """Whether it is a pull quote that repeats words from where they stand: accepting it adds a block."""
    if suggestion.kind != "pullquote" or suggestion.quotes is None:
        return False
    return any(s.start < suggestion.quotes.end and suggestion.quotes.start < s.end for s in suggestion.spans)


class _Work(Draft):
    """The suggestions are taken one by one, or refused with a reason."""

    def __init__(self, body: Body, text: Text, roles: Roles) -> None:
        super().__init__(body, text, roles)
        self.done: list[Suggestion] = []
        self.refused: list[tuple[Suggestion, str]] = []
        words = lexicon(text.language)
        self.pronouns = {word.lower() for name in _PRONOUNS for word in words.words("pronoun", name)}

    # -- taking one suggestion: "" or why not ------------------------------------------------------------------------

    def take(self, one: Suggestion, remove_furniture: bool) -> str:
        places = _joined(place for span in one.spans for place in self.text.pieces(span))
        if not places:
            return "There are no words."
        if one.kind == "furniture":
            return self._remove(places) if remove_furniture else "Furniture is removed only where that is asked for."
        if one.kind not in TAGS:
            return "It is no tag of the text."
        result: str = getattr(self, f"_{one.kind}")(one, places)
        return result

    def _quotation(self, one: Suggestion, places: list[Place]) -> str:
        for index, start, end in places:
            if index in self.pullquotes or self.text.blocks[index].within == "aside":
                return "It stands in a pull quote, which is no quotation of its own."
            if self.text.blocks[index].within == "blockquote":
                return TAGGED
            if reason := self.leaves[index].against(start, end):
                return reason
        id = self.new_id("q", one.key)
        attrs = (("data-id", id), *speaker_of(one, self.roles["quotation"]))
        for index, start, end in places:
            leaf = self.leaves[index]
            leaf.laid.append(Laid(start, end, Mark("q", attrs, self.roles["quotation"].rank)))
            leaf.quotations.add(start, end, id)
        mention = list(self.text.pieces(one.mention)) if one.mention else []
        if len(mention) == 1 and self._is_named(mention[0]) and _is_beside(mention[0], places):
            self._attribute(mention[0], [id])
        return ""

    def _is_named(self, place: Place) -> bool:
        """Whether the words are a name or a noun: a pronoun alone is no attribution."""
        index, start, end = place
        return self.leaves[index].text[start:end].lower() not in self.pronouns

    def _attribution(self, one: Suggestion, places: list[Place]) -> str:
        if len(places) > 1:
            return "It stands in several paragraphs."
        index, start, end = places[0]
        near = self.leaves[index].quotations.touching(start - _NEAR, end + _NEAR)
        nearest = min(((max(a - end, start - b), id) for a, b, id in near), default=(0, ""))[1]
        return self._attribute(places[0], [nearest] if nearest else [], speaker_of(one, self.roles["attribution"]))

    def _attribute(self, place: Place, ids: list[str], speaker: Sequence[tuple[str, str]] = ()) -> str:
        index, start, end = place
        leaf = self.leaves[index]
        if place in self.mentions:
            self.mentions[place] += ids
            return ""
        for a, b, id in leaf.attributions.touching(start, end):
            if a <= start and end <= b and id and self.text.blocks[index].within not in ("aside", "blockquote"):
                self.joined[id] += ids
            return TAGGED
        self.mentions[place] = list(ids)
        role = self.roles["attribution"]
        attrs = (role.marker or ("data-role", "attribution"), ("data-id", ""), *speaker)
        leaf.laid.append(Laid(start, end, Mark("span", attrs, role.rank)))
        leaf.attributions.add(start, end, "")
        return ""

    def _credit(self, one: Suggestion, places: list[Place]) -> str:
        for index, start, end in places:
            if self.leaves[index].credits.touching(start, end):
                return TAGGED
        id = self.new_id("c", one.key)
        marker = self.roles["credit"].marker or ("data-role", "credit")
        for index, start, end in places:
            leaf, block = self.leaves[index], self.text.blocks[index]
            leaf.credits.add(start, end, id)
            leaf.laid.append(Laid(start, end, Mark("small", (marker, ("data-id", id)), self.roles["credit"].rank)))
            if block.kind == "p" and not block.within and len(leaf.text.strip()) - (end - start) <= _LABEL:
                self.credits.add(index)
        return ""

    def _caption(self, one: Suggestion, places: list[Place]) -> str:
        for index, *_ in places:
            block = self.text.blocks[index]
            if block.kind == "figcaption" or index in self.captions:
                return TAGGED
            if block.kind != "p" or block.within or index in self.pullquotes:
                return "It stands in a heading, list or quotation."
            here = sum(b - a for i, a, b in places if i == index)
            if block.end - block.start - here > _REST:
                return "It stands within a longer paragraph."
        id = self.new_id("c", one.key)
        self.captions.update((index, id) for index, *_ in places)
        return ""

    def _pullquote(self, one: Suggestion, places: list[Place]) -> str:
        if any(self.text.blocks[index].within in ("aside", "figure") or index in self.captions for index, *_ in places):
            return TAGGED
        words = " ".join(self.leaves[index].text[start:end] for index, start, end in places)
        if offered(one):
            if " ".join(words.split()) in self.asides:
                return TAGGED
            self.asides.add(" ".join(words.split()))
            aside = Node("aside", self.aside(self.new_id("p", one.key), one), (Node("p", (), (words,)),))
            self.offers[places[-1][0]].append(aside)
            return ""
        for index, start, end in places:
            block = self.text.blocks[index]
            first, last = _trimmed(self.leaves[index].text)
            signed = one.mention is not None and end <= one.mention.start - block.start <= last <= end + _SIGNATURE
            if block.within or block.kind == "figcaption" or start != first or not (end == last or signed):
                return "It is not a paragraph of its own."
            if index in self.pullquotes or any(one.mark.name == "q" for one in self.leaves[index].laid):
                return TAGGED
        id = self.new_id("p", one.key)
        self.pullquotes.update((index, (id, one)) for index, *_ in places)
        for mention in self.text.pieces(one.mention) if one.mention else ():
            if mention[0] in self.pullquotes and self._is_named(mention) and _is_beside(mention, places):
                self._attribute(mention, [])
        return ""

    def _remove(self, places: list[Place]) -> str:
        for index, start, end in places:
            self.leaves[index].furniture.append((start, end))
        return ""


def _joined(places: Iterable[Place]) -> list[Place]:
    """In order; those that touch are one."""
    out: list[Place] = []
    for index, start, end in sorted(places):
        if out and out[-1][0] == index and start <= out[-1][2]:
            out[-1] = (index, out[-1][1], max(end, out[-1][2]))
        else:
            out.append((index, start, end))
    return out


def _is_beside(mention: Place, places: Sequence[Place]) -> bool:
    """Whether it stands in a paragraph of the quotation or next to one, and outside its words."""
    index, start, end = mention
    return any(abs(index - i) <= 1 for i, *_ in places) and not any(
        i == index and a < end and start < b for i, a, b in places
    )


def _trimmed(text: str) -> tuple[int, int]:
    return len(text) - len(text.lstrip()), len(text.rstrip())
