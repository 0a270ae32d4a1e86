"""Proposing: articles of an archive are gone through for suggestions, which wait as proposals or are accepted at once.

What was gone through is remembered with the version it had (`models.Reading`), in the same transaction as what came of
it: a run that is killed goes on where it was, does no article twice and leaves none out.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, transaction
from django.utils import timezone

import newsmarkup
from newsmarkup import reviewing
from newsmarkup.adapters import ArticleAdapter
from newsmarkup.document.node import Body
from newsmarkup.document.write import write
from newsmarkup.errors import BodyRefused, StaleVersion
from newsmarkup.fields import CanonicalHTML, clean_body
from newsmarkup.matching import matched_all
from newsmarkup.models import AbstractArticle, Proposal, Reading
from newsmarkup.models.proposal import State
from newsmarkup.roles import registered
from newsmarkup.suggesting.accept import TAGS, apply, offered
from newsmarkup.suggesting.suggest import suggest
from newsmarkup.suggesting.suggestion import Suggestion
from newsmarkup.suggesting.text import Text

KINDS = (*TAGS, "furniture")  # what a review can accept
TRIES = 3
EXAMPLES = 20  # articles named in the report for each reason
_FIELDS = ("parts", "words", "places", "before", "between", "after", "speaker_kind", "speaker_name", "speaker_key",
           "job_title", "affiliation", "mention", "cue", "credit", "reason", "confidence", "version")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is asked for. `accept_above`: None to propose only."""

    kinds: tuple[str, ...] = KINDS
    minimum: float = 0.5
    accept_above: float | None = None
    remove_furniture: bool = False
    dry_run: bool = False

    @property
    def mark(self) -> str:
        """What is remembered of it: a run that asks for something else goes over every article again."""
        said = (newsmarkup.__version__, sorted(self.kinds), self.minimum, self.accept_above, self.remove_furniture)
        return hashlib.blake2s(repr(said).encode(), digest_size=8).hexdigest()


@dataclass
class Report:
    """Counts of one run. `skipped` and `refused`: reasons in words."""

    articles: int = 0
    done_before: int = 0
    changed: int = 0
    proposed: Counter[str] = field(default_factory=Counter)
    accepted: Counter[str] = field(default_factory=Counter)
    outdated: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    skipped: Counter[str] = field(default_factory=Counter)
    examples: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def skip(self, article: Any, why: str) -> None:
        self.skipped[why] += 1
        if len(self.examples[why]) < EXAMPLES:
            self.examples[why].append(f"{article._meta.label} {article.pk}")

    def as_dict(self) -> dict[str, Any]:
        return {
            "articles": self.articles,
            "done_before": self.done_before,
            "changed": self.changed,
            "proposed": dict(self.proposed),
            "accepted": dict(self.accepted),
            "outdated": self.outdated,
            "refused": dict(self.refused),
            "skipped": {why: {"articles": n, "first": self.examples[why]} for why, n in self.skipped.items()},
        }


@dataclass(slots=True)
class _Read:
    """An article that was gone through. `found` is what was asked for, `keys` those of all there is to suggest."""

    row: Any
    body: Body
    text: Text
    found: Sequence[Suggestion]
    keys: frozenset[str]
    accepted: Sequence[Suggestion] = ()
    accepted_in: Text | None = None  # the text before


class Proposing:
    def __init__(self, asked: Asked) -> None:
        self.asked, self.report = asked, Report()

    # -- what is to be done --------------------------------------------------------------------------------------------

    def due(self, adapter: ArticleAdapter, rows: Sequence[Any]) -> list[Any]:
        """Those that weren't gone through in the version they have, with what is asked for. One query."""
        if not rows:
            return []
        content_type = ContentType.objects.get_for_model(rows[0])
        readings = Reading.objects.filter(
            content_type=content_type, object_id__in=[str(row.pk) for row in rows], asked=self.asked.mark
        )
        done = dict(readings.values_list("object_id", "version"))
        due = [row for row in rows if str(row.pk) not in done or done[str(row.pk)] != version(adapter, row)]
        self.report.done_before += len(rows) - len(due)
        return due

    def go_through(self, adapter: ArticleAdapter, rows: Sequence[Any]) -> None:
        """Suggestions of these rows, matched to the registry, and what comes of them."""
        read = [one for row in rows if (one := self._read(adapter, row)) is not None]
        for one, found in zip(read, matched_all([one.found for one in read]), strict=True):
            one.found = found
        if self.asked.accept_above is None:
            self._keep(adapter, read)
            return
        decided = self._decided([one.row for one in read])
        for one in read:
            self._accept(adapter, one, decided[str(one.row.pk)])

    def _read(self, adapter: ArticleAdapter, row: Any) -> _Read | None:
        try:
            body, text = reviewing.text_of(adapter, row)
            return self._sought(adapter, row, body, text)
        except BodyRefused as refused:
            self.report.skip(row, refused.problems[0].sentence)
        except Exception as error:  # one bad article must not end a night's run: it is named in the report
            self.report.skip(row, f"{type(error).__name__}: {str(error)[:200]}")
        return None

    def _sought(self, adapter: ArticleAdapter, row: Any, body: Body, text: Text) -> _Read:
        everything = suggest(text, str(adapter.headline(row)))
        found = tuple(s for s in everything if s.kind in self.asked.kinds and s.confidence >= self.asked.minimum)
        return _Read(row, body, text, found, frozenset(s.key for s in everything))

    # -- accepting -----------------------------------------------------------------------------------------------------

    def _decided(self, rows: Sequence[Any]) -> defaultdict[str, set[str]]:
        """By article, the keys that somebody has decided on: they are never proposed again."""
        keys: defaultdict[str, set[str]] = defaultdict(set)
        decided = Proposal.objects.of(*rows).exclude(state=State.PROPOSED)
        for object_id, key in decided.values_list("object_id", "key"):
            keys[object_id].add(key)
        return keys

    def _accept(self, adapter: ArticleAdapter, one: _Read, decided: set[str]) -> None:
        """What is above the threshold goes into the body, in one save with what is proposed beside it."""
        threshold = self.asked.accept_above or 0.0
        for attempt in range(TRIES):
            sure = [s for s in one.found if s.confidence >= threshold and s.key not in decided and self._may(s)]
            result = apply(one.body, one.text, sure, remove_furniture=self.asked.remove_furniture)
            try:
                if result.done:
                    html = CanonicalHTML(clean_body(write(result.body, registered())).html)
                    after = self._sought(adapter, one.row, result.body, Text.of_body(result.body, one.text.language))
                    (after.found,) = matched_all([after.found])
                    after.accepted, after.accepted_in = result.done, one.text
                    with transaction.atomic():
                        if not self.asked.dry_run:
                            adapter.store(one.row, html)
                        self._write(adapter, [after])
                else:
                    self._write(adapter, [one])
            except (StaleVersion, OperationalError) as busy:
                stale = isinstance(busy, StaleVersion)
                fresh = type(one.row)._base_manager.filter(pk=one.row.pk).first() if attempt + 1 < TRIES else None
                if fresh is None:
                    self.report.skip(one.row, "Somebody else was saving it." if stale else "The database was busy.")
                    return
                time.sleep(0 if stale else 0.2 * (attempt + 1))
                again = self._read(adapter, fresh)
                if again is None:
                    return
                (again.found,) = matched_all([again.found])
                one = again
                continue
            except BodyRefused as refused:
                self.report.skip(one.row, refused.problems[0].sentence)
                return
            except NotImplementedError as missing:
                self.report.skip(one.row, str(missing))
                return
            except Exception as error:
                self.report.skip(one.row, f"{type(error).__name__}: {str(error)[:200]}")
                return
            self.report.changed += bool(result.done)
            self.report.refused.update(why for _, why in result.refused)
            return

    def _may(self, one: Suggestion) -> bool:
        """Nothing adds words to an archive, and nothing takes any away unless that is asked for."""
        return not offered(one) and (one.kind != "furniture" or self.asked.remove_furniture)

    # -- writing -------------------------------------------------------------------------------------------------------

    def _keep(self, adapter: ArticleAdapter, read: Sequence[_Read]) -> None:
        for attempt in range(TRIES):
            try:
                self._write(adapter, read)
                return
            except OperationalError:
                if attempt + 1 == TRIES:
                    for one in read:
                        self.report.skip(one.row, "The database was busy.")
                time.sleep(0.2 * (attempt + 1))

    def _write(self, adapter: ArticleAdapter, read: Sequence[_Read]) -> None:
        """Proposals as they are now, those that are outdated gone, and that these articles are done: all or nothing."""
        if not read:
            return
        rows = [one.row for one in read]
        content_type = ContentType.objects.get_for_model(rows[0])
        with transaction.atomic():
            stored: defaultdict[str, dict[str, Proposal]] = defaultdict(dict)
            for proposal in Proposal.objects.of(*rows):
                stored[proposal.object_id][proposal.key] = proposal
            new: list[Proposal] = []
            changed: list[Proposal] = []
            gone: list[int] = []
            for one in read:
                have = stored[str(one.row.pk)]
                fresh = _rows(one)
                for key, row in fresh.items():
                    if key not in have:
                        new.append(row)
                    elif row.state == State.ACCEPTED or (
                        have[key].state == State.PROPOSED and _differs(have[key], row)
                    ):
                        for name in (*_FIELDS, "state", "decided_at"):
                            setattr(have[key], name, getattr(row, name))
                        changed.append(have[key])
                gone += [
                    p.pk
                    for key, p in have.items()
                    if p.state == State.PROPOSED and key not in fresh and key not in one.keys
                ]
            if not self.asked.dry_run:
                # What somebody decides at this moment stands: only what was accepted here has its state written.
                Proposal.objects.filter(pk__in=gone, state=State.PROPOSED).delete()
                Proposal.objects.bulk_create(new, ignore_conflicts=True, batch_size=200)
                Proposal.objects.bulk_update(changed, _FIELDS, batch_size=50)
                accepted = [row for row in changed if row.state == State.ACCEPTED]
                Proposal.objects.bulk_update(accepted, ("state", "decided_at"), batch_size=50)
                Reading.objects.filter(content_type=content_type, object_id__in=[str(row.pk) for row in rows]).delete()
                Reading.objects.bulk_create(
                    [
                        Reading(
                            content_type=content_type,
                            object_id=str(row.pk),
                            version=version(adapter, row),
                            asked=self.asked.mark,
                        )
                        for row in rows
                    ],
                    ignore_conflicts=True,
                )
        report = self.report
        report.articles += len(read)
        report.outdated += len(gone)
        report.proposed.update(row.kind for row in new if row.state == State.PROPOSED)
        report.accepted.update(s.kind for one in read for s in one.accepted)


def version(adapter: ArticleAdapter, row: Any) -> str:
    """What changes with the article's text."""
    if isinstance(row, AbstractArticle):
        return str(row.version)
    said = adapter.version(row) or adapter.body(row) or ""
    return hashlib.blake2s(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _rows(one: _Read) -> dict[str, Proposal]:
    """By key: the proposals of an article, not saved. Of several with the same words, the surest."""
    rows: dict[str, Proposal] = {}
    for suggestion in sorted(one.found, key=lambda s: -s.confidence):
        if suggestion.key not in rows:
            rows[suggestion.key] = Proposal.made(one.row, suggestion, one.text)
    for suggestion in one.accepted:
        row = rows[suggestion.key] = Proposal.made(one.row, suggestion, one.accepted_in)
        row.state, row.decided_at = State.ACCEPTED, timezone.now()
    return rows


def _differs(have: Proposal, row: Proposal) -> bool:
    return any(getattr(have, name) != getattr(row, name) for name in _FIELDS if name != "version")
