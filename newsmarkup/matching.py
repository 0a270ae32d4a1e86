"""Matching: the speakers that a text names, found in the newsroom's registry. Rather nobody than somebody else.

One query for the names, whatever their number, and one more for people where namesakes have to be told apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from newsmarkup.folding import fold
from newsmarkup.models.name import LONGEST, Name
from newsmarkup.suggesting.suggestion import Speaker, Suggestion

_CHUNK = 10_000  # names in one query: every database takes as many


def matched(suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """The suggestions of one article, their speakers with the key (and the kind) of the entry of the registry.

    A name or alias counts where exactly one entry has it, accents and capitals aside; of namesakes, the one whose job
    title or affiliation the text gives. A last name alone counts where one person has it and the text names no other.
    Everybody else stays as they were.
    """
    return matched_all([suggestions])[0]


def matched_all(articles: Sequence[Sequence[Suggestion]]) -> list[tuple[Suggestion, ...]]:
    """`matched` for the suggestions of several articles at once, with as many queries as for one."""
    known_by_article = entries([_named(suggestions) for suggestions in articles])
    out = []
    for suggestions, known in zip(articles, known_by_article, strict=True):
        out.append(tuple(
            one if one.speaker is None or known.get(one.speaker, one.speaker) == one.speaker
            else replace(one, speaker=known[one.speaker])
            for one in suggestions
        ))  # fmt: skip
    return out


def entries(named: Sequence[set[Speaker]]) -> list[dict[Speaker, Speaker]]:
    """Whom each of several texts names → the same with the key of their entry, where that is beyond doubt."""
    registry = _Registry({speaker for some in named for speaker in some})
    return [{speaker: registry.find(speaker, some) for speaker in some} for some in named]


def _named(suggestions: Sequence[Suggestion]) -> set[Speaker]:
    """Who has a name and no entry yet."""
    return {
        one.speaker
        for one in suggestions
        if one.speaker is not None and one.speaker.kind != "anonymous" and one.speaker.name and not one.speaker.key
    }


@dataclass(frozen=True, slots=True)
class _Found:
    whole: frozenset[str]  # targets that are called so
    last: frozenset[str]  # people whose last name it is


class _Registry:
    def __init__(self, speakers: set[Speaker]) -> None:
        asked = sorted({form for speaker in speakers for form in _forms(speaker.name)})
        whole: defaultdict[str, set[str]] = defaultdict(set)
        last: defaultdict[str, set[str]] = defaultdict(set)
        for at in range(0, len(asked), _CHUNK):
            rows = Name.objects.filter(folded__in=asked[at : at + _CHUNK])
            for folded, target, is_whole in rows.values_list("folded", "target", "whole"):
                (whole if is_whole else last)[folded].add(target)
        self._whole, self._last = whole, last
        self._people = self._titles(speakers)

    def find(self, speaker: Speaker, others: set[Speaker]) -> Speaker:
        """`speaker` with their entry, if it is beyond doubt."""
        found = self._found(speaker.name)
        candidates = {target for target in found.whole if target.startswith(f"{speaker.kind}:")}
        if not candidates and (" " in speaker.name or speaker.name.isupper()):
            candidates = set(found.whole)  # the text was read as the wrong kind
        if speaker.kind == "person" and (found.last or " " not in speaker.name):
            if _fuller(speaker, others):
                return speaker
            candidates |= found.last
        if len(candidates) > 1:
            candidates = {target for target in candidates if self._fits(target, speaker)}
        if len(candidates) != 1:
            return speaker
        kind, _, key = candidates.pop().partition(":")
        return replace(speaker, kind="person" if kind == "person" else "organization", key=key)

    def _found(self, name: str) -> _Found:
        forms = _forms(name)
        whole = next((self._whole[form] for form in forms if form in self._whole), set())
        return _Found(frozenset(whole), frozenset(self._last.get(forms[0], ()) if forms else ()))

    def _titles(self, speakers: set[Speaker]) -> dict[str, str]:
        """What the registry says of namesakes: job title and affiliation, folded."""
        from newsmarkup.models import Person

        keys: set[str] = set()
        for speaker in speakers:
            found = self._found(speaker.name)
            people = {target for target in found.whole | found.last if target.startswith("person:")}
            if len(people) > 1 and (speaker.job_title or speaker.affiliation):
                keys |= {target.partition(":")[2] for target in people}
        titles = {}
        some = sorted(keys)
        for at in range(0, len(some), _CHUNK):
            rows = Person.objects.filter(key__in=some[at : at + _CHUNK])
            for key, title, affiliation in rows.values_list("key", "job_title", "affiliation__name"):
                titles[f"person:{key}"] = fold(f"{title} {affiliation or ''}")
        return titles

    def _fits(self, target: str, speaker: Speaker) -> bool:
        """Whether the registry's title or affiliation and the text's share a word of weight."""
        said = fold(f"{speaker.job_title} {speaker.affiliation}").split()
        known = self._people.get(target, "").split()
        return bool({w for w in said if len(w) > 3} & {w for w in known if len(w) > 3})


def _forms(name: str) -> tuple[str, ...]:
    """As the registry may have it: as it stands, and with or without “the”."""
    folded = fold(name)
    if not folded or len(folded) > LONGEST:
        return ()
    bare = folded.removeprefix("the ")
    return (folded, bare) if bare != folded else (folded, f"the {folded}"[:LONGEST])


def _fuller(speaker: Speaker, others: set[Speaker]) -> bool:
    """Whether somebody else in the article is named in full and ends in this name: then it may be theirs."""
    ending = f" {fold(speaker.name)}"
    return any(fold(other.name).endswith(ending) for other in others if other != speaker)
