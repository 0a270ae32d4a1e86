"""Data: a Text and its suggestions as plain dicts and lists, for JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from newsmarkup.suggesting.suggestion import Span, Suggestion
from newsmarkup.suggesting.text import Text


def as_data(text: Text, suggestions: Iterable[Suggestion], **about: Any) -> dict[str, Any]:
    """All offsets are characters (code points) of `text`; `block` counts from 0."""
    return {
        **about,
        "language": text.language,
        "text": text.text,
        "blocks": [asdict(block) for block in text.blocks],
        "tagged": [{"role": one.role, **_span(text, one.span)} for one in text.tagged],
        "suggestions": [_suggestion(text, one) for one in suggestions],
    }


def _suggestion(text: Text, one: Suggestion) -> dict[str, Any]:
    places = {
        name: _span(text, span) if (span := getattr(one, name)) else None for name in ("mention", "cue", "quotes")
    }
    return {
        "key": one.key,
        "kind": one.kind,
        "spans": [_span(text, span) for span in one.spans],
        "text": one.text,
        "confidence": one.confidence,
        "reason": one.reason,
        "speaker": asdict(one.speaker) if one.speaker else None,
        **places,
        "credit": asdict(one.credit) if one.credit else None,
    }


def _span(text: Text, span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end, "block": text.place(span.start)[0]}
