"""The suggestions for the text in the editor, and what an editor has rejected. Nothing of the text is stored.

POST {language, headline, blocks: [{kind, within, text, tagged: [[role, start, end], …]}, …]} → {"suggestions": [{key,
kind, parts: [[block, start, end], …], text, confidence, reason, speaker: {kind, name, key, job_title, affiliation} | null,
mention, cue, quotes: [block, start, end] | null, credit: {…} | null}]}, in the order of the text. Offsets are the
browser's, both ways: UTF-16 code units of the block's text.

POST {reject: [keys], restore: [keys]} for a stored article → {"rejected": [keys]}: all of this article's. With the text as
above, what is rejected is kept with its words and its speaker, else by its key alone.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from django.contrib.admin.utils import unquote
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from newsmarkup.admin.endpoints.answer import Refused, endpoint, read_json
from newsmarkup.matching import matched
from newsmarkup.models import Person, Proposal
from newsmarkup.models.proposal import rejected_keys
from newsmarkup.reviewing import known_by
from newsmarkup.suggesting.suggest import suggest
from newsmarkup.suggesting.suggestion import Span, Suggestion
from newsmarkup.suggesting.text import Text

MOST_BLOCKS = 5_000
MOST_CHARACTERS = 300_000  # some 50,000 words: a book's chapter or two
MOST_TAGGED = 10_000
MOST_KEYS = 1_000
MOST = 500
KEY = re.compile(r"[0-9a-f]{16}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_LONE = re.compile("[\ud800-\udfff]")


@endpoint("POST")
def suggestions(self: Any, request: HttpRequest, object_id: str | None = None) -> JsonResponse:
    article = _article(self, request, object_id)
    data = read_json(request)
    blocks, text = read_text(data)
    rejected = rejected_keys(article)
    found = matched([one for one in suggest(text, _headline(data)) if one.key not in rejected][:MOST])
    people = _people(found)
    return JsonResponse({"suggestions": [as_dict(one, text, blocks, people) for one in found]})


@endpoint("POST")
def rejections(self: Any, request: HttpRequest, object_id: str) -> JsonResponse:
    article = _article(self, request, object_id)
    if not self.has_change_permission(request, article):
        raise Refused(_("You may not change this article. Ask whoever manages the accounts."), 403)
    data = read_json(request)
    unwanted: list[Any] = keys(data.get("reject", []))
    if unwanted and "blocks" in data:
        unwanted = known_by(unwanted, read_text(data)[1], _headline(data))
    Proposal.objects.reject(article, unwanted, request.user)
    Proposal.objects.restore(article, keys(data.get("restore", [])))
    return JsonResponse({"rejected": sorted(rejected_keys(article))})


def _headline(data: Mapping[str, Any]) -> str:
    headline = data.get("headline")
    return headline[:1000] if isinstance(headline, str) else ""


def _article(admin: Any, request: HttpRequest, object_id: str | None) -> Any:
    if object_id is None:
        return None
    article = admin.get_object(request, unquote(object_id))
    if article is None or not admin.has_view_or_change_permission(request, article):
        raise Refused(_("This article is gone, or not yours to see."), 404)
    return article


def keys(value: Any) -> list[str]:
    """The keys of suggestions. Raises `Refused`."""
    if not isinstance(value, list) or len(value) > MOST_KEYS:
        raise Refused(_("Send the keys of suggestions as a list of at most %(most)s.") % {"most": MOST_KEYS})
    if not all(isinstance(key, str) and KEY.fullmatch(key) for key in value):
        raise Refused(_("One of these is no key of a suggestion."))
    return value


# -- what was sent -------------------------------------------------------------------------------------------------


class Units:
    """A block's text, counted in code points here and in UTF-16 code units by the browser."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._astral = [] if text.isascii() else [match.start() for match in _ASTRAL.finditer(text)]

    def points(self, units: int) -> int:
        """Code points before so many units; the middle of an astral character counts as its start."""
        low, high = 0, len(self._astral)
        while low < high:  # how many astral characters end at or before
            middle = (low + high) // 2
            if self._astral[middle] + middle + 2 <= units:
                low = middle + 1
            else:
                high = middle
        inside = low < len(self._astral) and self._astral[low] + low + 1 == units
        return min(units - low - inside, len(self.text))

    def units(self, points: int) -> int:
        return points + bisect_left(self._astral, points)


def read_text(data: Mapping[str, Any]) -> tuple[list[Units], Text]:
    """The blocks and the Text they make. Raises `Refused`."""
    sent = data.get("blocks")
    if not isinstance(sent, list) or not all(isinstance(block, dict) for block in sent):
        raise Refused(_("Send the text as a list of blocks: {kind, within, text, tagged}."))
    if len(sent) > MOST_BLOCKS:
        raise Refused(_("Suggestions are made for %(most)s paragraphs at most.") % {"most": MOST_BLOCKS}, 413)
    texts = [_LONE.sub("�", text) if isinstance(text := block.get("text"), str) else "" for block in sent]
    if sum(map(len, texts)) > MOST_CHARACTERS:
        raise Refused(_("This text is too long for suggestions: %(most)s characters at most.")
                      % {"most": MOST_CHARACTERS}, 413)  # fmt: skip
    blocks = [Units(text) for text in texts]
    parts = []
    left = MOST_TAGGED
    for block, given in zip(blocks, sent, strict=True):
        tagged = list(_tagged(given.get("tagged"), block, left))
        left -= len(tagged)
        parts.append((_name(given.get("kind")) or "p", _name(given.get("within")), block.text, tagged))
    language = data.get("language")
    known = isinstance(language, str) and _LANGUAGE.fullmatch(language)
    return blocks, Text.of_blocks(parts, language if known else "")


def _name(value: Any) -> str:
    return value[:32] if isinstance(value, str) else ""


def _tagged(value: Any, block: Units, most: int) -> Iterator[tuple[str, int, int]]:
    """What can't be read is left out: at worst something is offered that is tagged already."""
    for one in value[:most] if isinstance(value, list) else ():
        match one:
            case [str(role), int(start), int(end)] if 0 <= start < end:
                yield role[:32], block.points(start), block.points(end)


# -- what is answered ----------------------------------------------------------------------------------------------


def as_dict(one: Suggestion, text: Text, blocks: list[Units], people: Mapping[str, int]) -> dict[str, Any]:
    speaker = one.speaker
    return {
        "key": one.key,
        "kind": one.kind,
        "parts": [part for span in one.spans for part in _parts(text, blocks, span)],
        "text": one.text,
        "confidence": round(one.confidence, 4),
        "reason": one.reason,
        "speaker": speaker and {**asdict(speaker), "pk": people.get(speaker.key) if one.kind == "byline" else None},
        "mention": _place(text, blocks, one.mention),
        "cue": _place(text, blocks, one.cue),
        "quotes": _place(text, blocks, one.quotes),
        "credit": one.credit and asdict(one.credit),
    }


def _parts(text: Text, blocks: list[Units], span: Span) -> Iterator[list[int]]:
    """A span as `[block, start, end]`; one that reaches over several blocks as several."""
    index, start = text.place(span.start)
    length = span.end - span.start
    while length > 0 and index < len(blocks):
        units = blocks[index]
        end = min(start + length, len(units.text))
        if start < end:
            yield [index, units.units(start), units.units(end)]
        # The next block begins where this one ends and the break after it.
        following = text.blocks[index + 1].start if index + 1 < len(blocks) else 0
        length -= following - text.blocks[index].start - start
        index, start = index + 1, 0


def _place(text: Text, blocks: list[Units], span: Span | None) -> list[int] | None:
    return next(_parts(text, blocks, span), None) if span else None


def _people(found: Iterable[Suggestion]) -> dict[str, int]:
    """The rows of those named in a byline: the form chooses by them. No query where there is no byline."""
    wanted = {one.speaker.key for one in found if one.kind == "byline" and one.speaker and one.speaker.key}
    return dict(Person.objects.filter(key__in=wanted).values_list("key", "pk")) if wanted else {}
