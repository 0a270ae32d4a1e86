"""Selecting: the one place in a text that a quote names (W3C Web Annotation Data Model, 4.2.4, TextQuoteSelector)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from newsmarkup.document.problem import Problem
from newsmarkup.errors import TagRefused
from newsmarkup.suggesting.suggestion import Span
from newsmarkup.suggesting.text import Text

_AROUND = 40  # characters of a place's surroundings that are shown
_MOST = 5  # places that are shown
# Signs that are typed for others: what differs in them alone was probably meant.
_PLAIN = str.maketrans("“”„‟«»‘’‚‛‹›–—‑\u00a0", "\"\"\"\"\"\"''''''---\u0020")


@dataclass(frozen=True, slots=True)
class TextQuote:
    """`exact` words, and what stands right before and behind them. Any white space is as good as any other."""

    exact: str
    prefix: str = ""
    suffix: str = ""


def places(text: Text, quote: TextQuote) -> list[Span]:
    """Everywhere that it stands, overlapping places too."""
    return list(_places(text.text, quote)) if quote.exact.strip() else []


def place(text: Text, quote: TextQuote) -> Span:
    """The only place. Raises `errors.TagRefused` where it stands nowhere, or in several: which, with what is around them."""
    found = places(text, quote)
    if len(found) == 1:
        return found[0]
    if found:
        shown = "; ".join(_shown(text.text, one) for one in found[:_MOST])
        more = f" and {len(found) - _MOST} more" if len(found) > _MOST else ""
        raise _refusal(
            "ambiguous",
            f"{_quoted(quote.exact)} stands in {len(found)} places: {shown}{more}.",
            "Say which with the words before it (prefix) or behind it (suffix).",
        )
    raise _refusal(
        "not_found", f"{_quoted(quote.exact)} stands nowhere in the text{_near(text.text, quote)}", _mend(quote)
    )


def _places(text: str, quote: TextQuote) -> Iterator[Span]:
    words = re.compile(rf"(?=({_pattern(quote.exact)}))")
    before, behind = _folded(quote.prefix), _folded(quote.suffix)
    for match in words.finditer(text):
        start, end = match.span(1)
        if _folded(text[max(0, start - 2 * len(quote.prefix) - _AROUND) : start]).endswith(before) and _folded(
            text[end : end + 2 * len(quote.suffix) + _AROUND]
        ).startswith(behind):
            yield Span(start, end)


def _pattern(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


def _folded(text: str) -> str:
    return " ".join(text.split())


def _near(text: str, quote: TextQuote) -> str:
    """What it may have been meant to be: with other quotation marks, capitals or dashes, or elsewhere."""
    if quote.prefix or quote.suffix:
        alone = list(_places(text, TextQuote(quote.exact)))
        if alone:
            return f" between these; without them it stands in {_shown(text, alone[0])}."
    meant = re.search(_pattern(quote.exact.translate(_PLAIN)), text.translate(_PLAIN), re.IGNORECASE)
    return f"; it writes {_quoted(text[slice(*meant.span())])}." if meant else "."


def _mend(quote: TextQuote) -> str:
    around = " Prefix and suffix stand right before and behind them." if quote.prefix or quote.suffix else ""
    return f"Give the words as they stand in the text, without tags.{around}"


def _shown(text: str, span: Span) -> str:
    before, behind = text[max(0, span.start - _AROUND) : span.start], text[span.end : span.end + _AROUND]
    return f"“{_folded('…' + before)} [{_cut(text[span.start : span.end])}] {_folded(behind + '…')}”"


def _cut(words: str) -> str:
    words = _folded(words)
    return words if len(words) <= 2 * _AROUND else f"{words[:_AROUND]} … {words[-_AROUND:]}"


def _quoted(words: str) -> str:
    return repr(_cut(words))


def _refusal(code: str, message: str, mend: str) -> TagRefused:
    return TagRefused(Problem(code, message, mend, "error", field="selector.exact"))
