"""Quotations in the text: each has a speaker, each attribution a quotation."""

from __future__ import annotations

from collections.abc import Iterator

from newsmarkup.document.problem import Problem
from newsmarkup.graph.rules.base import Case, over_article, problem, short
from newsmarkup.graph.rules.message import _


@over_article("quotation-without-speaker", "speaker-unknown")
def speakers(case: Case) -> Iterator[Problem]:
    for passage in case.article.passages:
        if passage.role == "quotation" and passage.speaker is None:
            yield problem(
                "quotation-without-speaker",
                _("Nobody is named as the speaker of “{words}”.", words=short(passage.text)),
                _("Name the speaker, or choose “Anonymous source”."),
                passage=passage.id,
            )
        target = passage.speaker.target if passage.speaker else ""
        if passage.role in ("quotation", "pullquote") and target and target not in case.article.speakers:
            said = _("The speaker of “{words}” ({key}) is not in the registry.", words=short(passage.text), key=target)
            yield problem("speaker-unknown", said, _("Name the speaker again."), passage=passage.id)


@over_article("attribution-alone")
def attributions(case: Case) -> Iterator[Problem]:
    known = {p.id for p in case.article.passages if p.role in ("quotation", "pullquote")}
    for passage in case.article.passages:
        if passage.role == "attribution" and not known.intersection(passage.quotations):
            yield problem(
                "attribution-alone",
                _("The attribution “{words}” is joined to no quotation.", words=short(passage.text)),
                _("Tag the quotation, then tag these words again; or untag them."),
                passage=passage.id,
            )
