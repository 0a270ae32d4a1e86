"""Proposal: a suggestion that waits for an editor, or that an editor has decided on. Nothing of it is published."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, router, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from newsmarkup.suggesting.suggestion import Suggestion
    from newsmarkup.suggesting.text import Text

AROUND = 160  # characters of the text kept on either side of the words, to show them in their sentence


class State(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")


class ProposalQuerySet(models.QuerySet[Any]):
    """`reject()` and `restore()` for the editor; `of(article)` are those of one article."""

    def of(self, *articles: Any) -> ProposalQuerySet:
        """Of articles of one model."""
        if not articles:
            return self.none()
        content_type = ContentType.objects.db_manager(self.db).get_for_model(articles[0])
        return self.filter(content_type=content_type, object_id__in=[str(article.pk) for article in articles])

    def reject(self, article: Any, suggestions: Iterable[Suggestion | str], user: Any = None) -> int:
        """Remember that these (Suggestions, or their keys) are not wanted in this article: how many are new. Rejecting
        twice changes nothing."""
        wanted = {one if isinstance(one, str) else one.key: one for one in suggestions}
        using = router.db_for_write(self.model)
        now, who = timezone.now(), user if user is not None and user.pk else None
        with transaction.atomic(using=using):
            rows = self.using(using).of(article).filter(key__in=list(wanted))
            count = rows.exclude(state=State.REJECTED).update(state=State.REJECTED, decided_at=now, decided_by=who)
            new = set(wanted) - set(rows.values_list("key", flat=True))
            fresh = [
                self.model.made(article, one)
                if not isinstance(one := wanted[key], str)
                else self.model.named(article, key)
                for key in sorted(new)
            ]
            for row in fresh:
                row.state, row.decided_at, row.decided_by = State.REJECTED, now, who
            self.using(using).bulk_create(fresh, ignore_conflicts=True)
        return count + len(fresh)

    reject.alters_data = True  # type: ignore[attr-defined]

    def restore(self, article: Any, suggestions: Iterable[Suggestion | str]) -> int:
        """Take a rejection back: these may be suggested again."""
        keys = [one if isinstance(one, str) else one.key for one in suggestions]
        using = router.db_for_write(self.model)
        rows = self.using(using).of(article).filter(key__in=keys, state=State.REJECTED)
        with transaction.atomic(using=using):
            count, _ = rows.filter(parts=[]).delete()  # rejected in the editor, never proposed
            return count + rows.update(state=State.PROPOSED, decided_at=None, decided_by=None)

    restore.alters_data = True  # type: ignore[attr-defined]


class Proposal(models.Model):
    """One suggestion for one article (`newsmarkup.suggesting.Suggestion`), found again by its `key`.

    `parts`: `[[index of the block, start, end], …]` in characters (code points) of the blocks of `Text.of_body`; `words`:
    what stands there. `places` has those of `mention`, `cue` and `quotes`, where there are such. `version`: the article's
    when it was made. `before`, `between` (its parts) and `after`: the text around the words.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, editable=False)
    object_id = models.CharField(max_length=64, editable=False)
    article = GenericForeignKey("content_type", "object_id")
    key = models.CharField(max_length=32, editable=False)
    kind = models.CharField(_("role"), max_length=20, blank=True)
    text = models.TextField(_("words"), blank=True)
    parts = models.JSONField(default=list, blank=True, editable=False)
    words = models.JSONField(default=list, blank=True, editable=False)
    places = models.JSONField(default=dict, blank=True, editable=False)
    before = models.TextField(blank=True, editable=False)
    between = models.JSONField(default=list, blank=True, editable=False)
    after = models.TextField(blank=True, editable=False)
    speaker_kind = models.CharField(_("kind of speaker"), max_length=12, blank=True)
    speaker_name = models.CharField(_("speaker"), max_length=255, blank=True)
    speaker_key = models.CharField(max_length=63, blank=True)
    job_title = models.CharField(_("job title"), max_length=255, blank=True)
    affiliation = models.CharField(_("affiliation"), max_length=255, blank=True)
    mention = models.CharField(max_length=255, blank=True)
    cue = models.CharField(max_length=255, blank=True)
    credit = models.JSONField(null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=255, blank=True)
    confidence = models.FloatField(_("confidence"), default=0.0)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.PROPOSED)
    version = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("proposed at"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["-confidence", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "key"], name="newsmarkup_proposal_unique")
        ]
        indexes = [models.Index(fields=["state", "-confidence"])]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")

    def __str__(self) -> str:
        return f"{self.kind}: {self.text[:60]}"

    @classmethod
    def named(cls, article: Any, key: str) -> Proposal:
        """Of a key alone."""
        content_type = ContentType.objects.get_for_model(article)
        version = getattr(article, "version", "")
        return cls(content_type=content_type, object_id=str(article.pk), key=key, version=str(version)[:64])

    @classmethod
    def made(cls, article: Any, suggestion: Suggestion, text: Text | None = None) -> Proposal:
        """Not saved. Without the text in which it was sought, its places aren't known."""
        row = cls.named(article, suggestion.key)
        row.kind, row.text = suggestion.kind, suggestion.text
        row.reason, row.confidence = suggestion.reason[:255], suggestion.confidence
        if suggestion.speaker is not None:
            speaker = suggestion.speaker
            row.speaker_kind, row.speaker_key = speaker.kind, speaker.key
            row.speaker_name, row.job_title = speaker.name[:255], speaker.job_title[:255]
            row.affiliation = speaker.affiliation[:255]
        if suggestion.credit is not None:
            credit = suggestion.credit
            row.credit = {
                "line": credit.line,
                "creators": [[maker.name, maker.kind] for maker in credit.creators],
                **{name: getattr(credit, name) for name in ("source", "provider", "rights", "pool", "handout")},
            }
        if text is not None:
            row.parts = [list(piece) for span in suggestion.spans for piece in text.pieces(span)]
            row.words = [
                text.text[(at := text.blocks[index].start) + start : at + end] for index, start, end in row.parts
            ]
            for name in ("mention", "cue", "quotes"):
                span = getattr(suggestion, name)
                if span and (pieces := list(text.pieces(span))):
                    row.places[name] = list(pieces[0])
            row.mention = text[suggestion.mention][:255] if suggestion.mention else ""
            row.cue = text[suggestion.cue][:255] if suggestion.cue else ""
            row.before, row.after = _around(text, suggestion)
            row.between = [_between(text, one.end, next.start) for one, next in pairwise(suggestion.spans)]
        return row


def _around(text: Text, suggestion: Suggestion) -> tuple[str, str]:
    """What stands before and after the words in their blocks."""
    first, last = text.blocks[text.place(suggestion.start)[0]], text.blocks[text.place(suggestion.end - 1)[0]]
    before = text.text[max(first.start, suggestion.start - AROUND) : suggestion.start]
    after = text.text[suggestion.end : min(last.end, suggestion.end + AROUND)]
    return (
        before if suggestion.start - AROUND <= first.start else f"…{before.partition(' ')[2]}",
        after if suggestion.end + AROUND >= last.end else f"{after.rpartition(' ')[0]}…",
    )


def _between(text: Text, start: int, end: int) -> str:
    words = text.text[start:end]
    return words if len(words) <= AROUND else f"{words[: AROUND // 2]} … {words[-AROUND // 2 :]}"


def rejected_keys(article: Any) -> frozenset[str]:
    """The keys of the suggestions that an editor has rejected for this article. One query; none for an unsaved one."""
    if article is None or article.pk is None:
        return frozenset()
    rows = Proposal.objects.of(article).filter(state=State.REJECTED)
    return frozenset(rows.values_list("key", flat=True))


class Reading(models.Model):
    """An article that was gone through for proposals: in which `version` of it, and what was `asked` for then. By it
    `manage.py newsmarkup_suggest` goes on where it was stopped."""

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.CharField(max_length=64)
    version = models.CharField(max_length=64)
    asked = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="newsmarkup_reading_unique")]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id} @ {self.version}"
