"""Pull quotes: they repeat what the text says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsmarkup.document.article import Article
from newsmarkup.document.node import plain_text
from newsmarkup.document.problem import Problem
from newsmarkup.graph.rules.base import Case, over_article, problem, short
from newsmarkup.graph.rules.message import _
from newsmarkup.roles.quotation import words

MAX_PULLQUOTE = 120

_GAP = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|…|\.\.\.)\s*")
_MARKS = str.maketrans({**dict.fromkeys('“”„‟«»‹›"', "'"), **dict.fromkeys("‘’‚‛", "'"), "\u00a0": " ", "\u00ad": None})


@over_article("pullquote-long", "pullquote-not-in-text", "pullquote-other-speaker")
def pullquotes(case: Case) -> Iterator[Problem]:
    pulled = [passage for passage in case.article.passages if passage.role == "pullquote"]
    if not pulled:
        return
    sources = repeated(case.article)
    by_id = {passage.id: passage for passage in case.article.passages}
    text = _flat(plain_text(tuple(b for b in case.article.body.blocks if b.name != "aside")))
    for passage in pulled:
        start = short(passage.text)
        if len(passage.text) > MAX_PULLQUOTE:
            yield problem(
                "pullquote-long",
                _("The pull quote “{words}” has {length} characters.", words=start, length=len(passage.text)),
                _("{limit} are as much as a reader takes in at a glance: shorten it.", limit=MAX_PULLQUOTE),
                passage=passage.id,
            )
        if passage.id not in sources and not _holds(text, passage.text):
            yield problem(
                "pullquote-not-in-text",
                _("The words of the pull quote “{words}” are not in the text.", words=start),
                _("A pull quote repeats: take its words from the text, or mark what you left out with “…”."),
                passage=passage.id,
            )
        source = by_id.get(sources.get(passage.id, ""))
        if source and passage.speaker and source.speaker and passage.speaker != source.speaker:
            yield problem(
                "pullquote-other-speaker",
                _("The pull quote “{words}” names another speaker than the quotation it repeats.", words=start),
                _("Name the same speaker on both."),
                passage=passage.id,
            )


def repeated(article: Article) -> dict[str, str]:
    """The id of each pull quote that repeats a quotation → that quotation's id. Computed, never stored."""
    quotations = [(p.id, _flat(p.text)) for p in article.passages if p.role == "quotation"]
    out = {}
    for pullquote in article.passages:
        if pullquote.role != "pullquote":
            continue
        # The shortest one that holds the words: of nested quotations the inner.
        holding = [(len(text), id) for id, text in quotations if _holds(text, pullquote.text)]
        if holding:
            out[pullquote.id] = min(holding)[1]
    return out


def _flat(text: str) -> str:
    return " ".join(text.translate(_MARKS).split()).casefold()


def _holds(text: str, repeated: str) -> bool:
    """Whether the flat `text` holds the words; what an ellipsis leaves out may be missing."""
    at = 0
    pieces = [piece for piece in (_flat(p).strip(" '.,;:!?–—-") for p in _GAP.split(words(repeated))) if piece]
    for piece in pieces:
        found = text.find(piece, at)
        if found == -1:
            return False
        at = found + len(piece)
    return bool(pieces)
