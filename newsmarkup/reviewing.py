"""Reviewing: proposals are found again in the article as it is now, and accepted into its body."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import DatabaseError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsmarkup import publishing
from newsmarkup.adapters import ArticleAdapter, adapter_for
from newsmarkup.document.node import Body
from newsmarkup.document.write import write
from newsmarkup.errors import BodyRefused, StaleVersion
from newsmarkup.fields import CanonicalHTML, clean_body
from newsmarkup.models import Proposal
from newsmarkup.models.proposal import State
from newsmarkup.pipeline import read
from newsmarkup.roles import registered
from newsmarkup.suggesting.accept import TAGGED, apply
from newsmarkup.suggesting.suggest import suggest
from newsmarkup.suggesting.suggestion import Span, Speaker, Suggestion
from newsmarkup.suggesting.text import Text


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which proposals are in the article now, and which are not, each with the reason in words."""

    accepted: tuple[Proposal, ...]
    refused: tuple[tuple[Proposal, str], ...]


def text_of(adapter: ArticleAdapter, article: Any) -> tuple[Body, Text]:
    """The body of a row and what suggestions are sought in. Raises `BodyRefused` for a body that can't be taken."""
    body = read(adapter.canonical(article))
    return body, Text.of_body(body, adapter.language(article) or publishing.site().language)


def accept(article: Any, rows: Iterable[Proposal], user: Any = None) -> Outcome:
    """Put these proposals into the article's body and save it, in one transaction. All that can't be done is refused in
    words, and nothing is lost: a proposal whose words are not found, an article that somebody saved meanwhile."""
    rows = list(rows)
    adapter = adapter_for(type(article))
    try:
        body, text = text_of(adapter, article)
        found = {row.pk: located(row, text) for row in rows}
        known = _known(one for one in found.values() if one is not None)
        wanted = {pk: _anew(one, known) for pk, one in found.items() if one is not None}
        result = apply(body, text, wanted.values(), remove_furniture=True)
        there = {id(one) for one in result.done} | {id(one) for one, why in result.refused if why == TAGGED}
        why = {id(one): why for one, why in result.refused}
        accepted = [row for row in rows if row.pk in wanted and id(wanted[row.pk]) in there]
        with transaction.atomic():
            if result.done:
                adapter.store(article, CanonicalHTML(clean_body(write(result.body, registered())).html))
            decide(accepted, State.ACCEPTED, user)
    except StaleVersion:
        return _none(rows, _("Somebody saved the article just now. Nothing was changed: try again."))
    except BodyRefused as refused:
        return _none(rows, " ".join(problem.sentence for problem in refused.problems))
    except NotImplementedError as missing:
        return _none(rows, str(missing))
    except DatabaseError:
        return _none(rows, _("The database was busy. Nothing was changed: try again."))
    refused_rows = tuple(
        (row, _(why[id(wanted[row.pk])]) if row.pk in wanted else _moved(row)) for row in rows if row not in accepted
    )
    return Outcome(tuple(accepted), refused_rows)


def settle(article: Any, user: Any = None) -> int:
    """Proposals whose words carry their tag now, because somebody tagged them in the editor, are accepted: how many."""
    roles = [role.name for role in registered()]
    waiting = list(Proposal.objects.of(article).filter(state=State.PROPOSED, kind__in=roles))
    if not waiting:
        return 0
    text = text_of(adapter_for(type(article)), article)[1]
    done = []
    for row in waiting:
        found = located(row, text)
        if found and all(text.overlaps(span, row.kind) for span in found.spans):
            done.append(row)
    decide(done, State.ACCEPTED, user)
    return len(done)


def known_by(keys: Iterable[str], text: Text, headline: str = "") -> list[Suggestion | str]:
    """The suggestions for this text that have these keys; a key alone where its words are gone."""
    found = {one.key: one for one in suggest(text, headline)}
    return [found.get(key, key) for key in keys]


def decide(rows: Sequence[Proposal], state: State, user: Any = None) -> None:
    """Write what was decided, by whom and when, to all of these at once."""
    who = user if user is not None and user.pk else None
    decision = {"state": state, "decided_at": timezone.now(), "decided_by": who}
    if state == State.PROPOSED:
        decision |= {"decided_at": None, "decided_by": None}
    Proposal.objects.filter(pk__in=[row.pk for row in rows]).update(**decision)
    for row in rows:
        for name, value in decision.items():
            setattr(row, name, value)


def articles(rows: Iterable[Proposal], *defer: str) -> dict[tuple[int, str], Any]:
    """The articles of these proposals by content type and key: one query a model."""
    from django.contrib.contenttypes.models import ContentType

    wanted: dict[int, set[str]] = {}
    for row in rows:
        wanted.setdefault(row.content_type_id, set()).add(row.object_id)
    found = {}
    for content_type_id, pks in wanted.items():
        model = ContentType.objects.get_for_id(content_type_id).model_class()
        if model is not None:
            there: models.QuerySet[Any] = model._base_manager.filter(pk__in=pks)
            names = {field.name for field in model._meta.concrete_fields}
            for one in there.defer(*(name for name in defer if name in names)):
                found[content_type_id, str(one.pk)] = one
    return found


# -- finding the words again -------------------------------------------------------------------------------------------


def located(row: Proposal, text: Text) -> Suggestion | None:
    """The suggestion in the text as it is now: where it was, or as many blocks further on or back, or the only place
    where its words stand; None if it isn't to be found."""
    words = row.words or [row.text]
    shift = _shift(row, text)
    if shift is not None:
        places = [(index + shift, start, end) for index, start, end in row.parts]
    else:
        places = []
        for one in words:
            at = text.text.find(one) if one else -1
            if at < 0 or text.text.find(one, at + 1) >= 0:
                return None
            index, start = text.place(at)
            places.append((index, start, start + len(one)))
        if places != sorted(places):
            return None
    spans = tuple(_span(text, *place) for place in places)
    around = {name: _beside(row, text, name, places[0]) for name in ("mention", "cue", "quotes")}
    return Suggestion(row.kind, spans, row.text, row.confidence, row.reason, speaker(row), **around)


def speaker(row: Proposal) -> Speaker | None:
    if row.speaker_kind not in ("person", "organization", "anonymous"):
        return None
    return Speaker(
        row.speaker_kind,  # type: ignore[arg-type]
        row.speaker_name,
        row.speaker_key,
        row.job_title,
        row.affiliation,
    )


def _span(text: Text, index: int, start: int, end: int) -> Span:
    at = text.blocks[index].start
    return Span(at + start, at + end)


def _says(text: Text, index: int, start: int, end: int, words: str) -> bool:
    return 0 <= index < len(text.blocks) and text[_span(text, index, start, end)] == words


def _shift(row: Proposal, text: Text) -> int | None:
    """By how many blocks the parts have moved together; None if they aren't anywhere, or in two places."""
    if not row.parts or len(row.parts) != len(row.words):
        return None

    def stands(shift: int) -> bool:
        parts = zip(row.parts, row.words, strict=True)
        return all(_says(text, index + shift, start, end, words) for (index, start, end), words in parts)

    if stands(0):
        return 0
    first = row.parts[0][0]
    moved = [shift for shift in range(-first, len(text.blocks) - first) if stands(shift)]
    return moved[0] if len(moved) == 1 else None


def _beside(row: Proposal, text: Text, name: str, first: tuple[int, int, int]) -> Span | None:
    """Where the mention, the cue or the repeated words stand now; None if that can't be told."""
    place = row.places.get(name)
    if not place or not row.parts:
        return None
    index, start, end = place
    was_index, was_start, _end = row.parts[0]
    moved = first[1] - was_start if index == was_index else 0
    index, start, end = index + first[0] - was_index, start + moved, end + moved
    words = row.words[0] if place == row.parts[0] else {"mention": row.mention, "cue": row.cue}.get(name)
    if start < 0 or not 0 <= index < len(text.blocks) or end > text.blocks[index].end - text.blocks[index].start:
        return None
    return _span(text, index, start, end) if words is None or _says(text, index, start, end, words) else None


def _known(suggestions: Iterable[Suggestion]) -> set[str]:
    """The entries of the registry that are still there."""
    targets = {one.speaker.ref.target for one in suggestions if one.speaker is not None and one.speaker.ref.target}
    return set(publishing.lookup(targets)[0]) if targets else set()


def _anew(one: Suggestion, known: set[str]) -> Suggestion:
    """With the speaker's name alone where the entry is gone."""
    if one.speaker is None or not one.speaker.key or one.speaker.ref.target in known:
        return one
    return replace(one, speaker=replace(one.speaker, key=""))


def _moved(row: Proposal) -> str:
    return _("Its words don't stand in the text any more, or stand in several places. Tag them in the article.")


def _none(rows: Sequence[Proposal], why: str) -> Outcome:
    return Outcome((), tuple((row, why) for row in rows))
