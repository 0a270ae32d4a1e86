"""Scorer: weighs candidates by their features: a log-linear model, its weights a small file beside this one.

The weights belong to classes of words and their order, never to an article's words. `benchmarks/train_quotations.py` makes
them; docs/suggestions.md says from what. Source of the method: conditional (softmax) logistic regression.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path

FILE = Path(__file__).with_name("weights.json")
Weights = Mapping[str, float]


# The highest confidence in a language that was never measured: below what "accept all above 90 %" takes.
UNMEASURED = 0.89


def named(table: str, language: str) -> str:
    """How a table is called in the file: "attribution" is the English one, "attribution.de" the German."""
    return table if language == "en" else f"{table}.{language}"


class Model:
    """The tables for one language, or the English ones where it has none. `stored`: name → feature → weight."""

    __slots__ = ("attribution", "curve", "measured", "pronoun")

    def __init__(self, stored: Mapping[str, Weights], language: str = "en") -> None:
        own = named("attribution", language)
        self.measured = own in stored
        self.attribution = stored[own] if self.measured else stored["attribution"]
        self.pronoun = stored["pronoun"]
        curve = stored.get(named("calibration", language)) or stored.get("calibration", {})
        self.curve = sorted((float(raw), value) for raw, value in curve.items())

    def calibrated(self, raw: float) -> float:
        """What share of those with this raw probability was right, measured on articles the weights had not seen."""
        points = self.curve
        k = bisect_left(points, (raw, 0.0))
        if k == 0:
            value = points[0][1]
        elif k == len(points):
            value = points[-1][1]
        else:
            (x, y), (x2, y2) = points[k - 1], points[k]
            value = y + (raw - x) / (x2 - x) * (y2 - y)
        return value if self.measured else min(value, UNMEASURED)


@cache
def model(language: str) -> Model:
    return Model(json.loads(FILE.read_text(encoding="utf-8")), language)


def probabilities(candidates: Sequence[Sequence[str]], table: Weights) -> list[float]:
    """Of each candidate, given as its features. They sum to 1."""
    get = table.get
    scores = [sum([get(feature, 0.0) for feature in features]) for features in candidates]
    top = max(scores)
    raised = [exp(score - top) for score in scores]
    total = sum(raised)
    return [one / total for one in raised]
