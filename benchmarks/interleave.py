"""The protocol: candidates take turns in one process, and only ratios of neighbours are believed.

A round runs every candidate once, in order in even rounds and in reverse order in odd ones, so that what changes with
time (another process, the clock of the CPU) meets all of them alike. A sample is a batch of calls, long enough for the
clock. Garbage is collected between samples and never inside one; what was there before the run is frozen, so that no
collection walks it.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter

Candidate = Callable[[], object]


@dataclass(frozen=True)
class Ratio:
    """The median of one round's ratios, and the interval that holds it in 95 of 100 resamplings of the rounds."""

    value: float
    low: float
    high: float
    of_medians: float

    def __str__(self) -> str:
        return f"{self.value:.4g} [{self.low:.4g}, {self.high:.4g}]"


class Run:
    """`seconds[name]` are the times of one call, one for each round, in the same order for every candidate."""

    def __init__(self, seconds: Mapping[str, list[float]]) -> None:
        self.seconds = seconds

    def median(self, name: str) -> float:
        return median(self.seconds[name])

    def ratio(self, a: str, b: str, resamplings: int = 1000) -> Ratio:
        """How many times as long `a` takes as `b`."""
        rounds = [x / y for x, y in zip(self.seconds[a], self.seconds[b], strict=True)]
        chance = random.Random(20)
        resampled = sorted(median(chance.choices(rounds, k=len(rounds))) for _ in range(resamplings))
        return Ratio(
            median(rounds),
            resampled[resamplings * 25 // 1000],
            resampled[resamplings * 975 // 1000 - 1],
            self.median(a) / self.median(b),
        )


def interleave(candidates: Mapping[str, Candidate], count: int, *, sample: float = 0.008, label: str = "") -> Run:
    """Measure `candidates` against each other in `count` rounds; a sample lasts about `sample` seconds."""
    calls = {name: _calls(call, sample) for name, call in candidates.items()}
    seconds: dict[str, list[float]] = {name: [] for name in candidates}
    order = list(candidates)
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        for done in range(count):
            _progress(label, done, count)
            for name in order:
                gc.collect()
                candidates[name]()  # what ran before it has filled the caches with its own
                seconds[name].append(_time(candidates[name], calls[name]))
            order.reverse()
        _progress(label, count, count)
    finally:
        gc.enable()
        gc.unfreeze()
    return Run(seconds)


def rounds(text: str) -> int:
    """The value of an option --rounds."""
    if not text.isdigit() or int(text) < 2:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of rounds: give a whole number from 2, such as 200.")
    return int(text)


def _time(call: Candidate, calls: int) -> float:
    start = perf_counter()
    for _ in range(calls):
        call()
    return (perf_counter() - start) / calls


def _calls(call: Candidate, sample: float) -> int:
    """How many calls fill a sample. Asking warms the candidate up."""
    return max(1, round(sample / min(_time(call, 1) for _ in range(20))))


def _progress(label: str, done: int, rounds: int) -> None:
    """A bar on a terminal, nothing in a log."""
    if sys.stderr.isatty():
        filled = 30 * done // rounds
        end = "\n" if done == rounds else ""
        sys.stderr.write(f"\r{label} |{'#' * filled}{'.' * (30 - filled)}| {done}/{rounds} rounds{end}")
        sys.stderr.flush()
