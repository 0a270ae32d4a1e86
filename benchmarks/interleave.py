"""The protocol: pairs take turns in one process, and only ratios of neighbours are believed.

A round measures every pair once, its two halves directly after each other: A B in even rounds, B A in odd ones, the
pairs themselves in turned order. So what changes with time (another process, the clock of the CPU) meets both halves
alike. A sample is a batch of calls, long enough for the clock, which counts the time that this thread has the CPU:
nothing that is measured waits for anything. Garbage is collected between samples and never inside one; what was there
before the run is frozen, so that no collection walks it.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import thread_time

Call = Callable[[], object]


@dataclass(frozen=True)
class Ratio:
    """How many times as long A takes as B: the median of the rounds' ratios, and the interval that holds it in 95 of 100
    resamplings of the rounds. `a` and `b` are median seconds of one call."""

    value: float
    low: float
    high: float
    a: float
    b: float

    def __str__(self) -> str:
        return f"{self.value:.4g} [{self.low:.4g}, {self.high:.4g}]"


def interleave(pairs: Mapping[str, tuple[Call, Call]], rounds: int, *, label: str = "") -> dict[str, Ratio]:
    """Measure the two halves of every pair against each other."""
    calls = {call: _calls(call) for pair in pairs.values() for call in pair}
    samples: dict[str, list[tuple[float, float]]] = {name: [] for name in pairs}
    order = list(pairs)
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        for done in range(rounds):
            _progress(label, done, rounds)
            for name in order:
                a, b = pairs[name]
                if done % 2 == 0:
                    samples[name].append((_sample(a, calls[a]), _sample(b, calls[b])))
                else:
                    second = _sample(b, calls[b])
                    samples[name].append((_sample(a, calls[a]), second))
            order.reverse()
        _progress(label, rounds, rounds)
    finally:
        gc.enable()
        gc.unfreeze()
    return {name: _ratio(taken) for name, taken in samples.items()}


def _ratio(samples: list[tuple[float, float]], resamplings: int = 1000) -> Ratio:
    ratios = [a / b for a, b in samples]
    chance = random.Random(20)
    resampled = sorted(median(chance.choices(ratios, k=len(ratios))) for _ in range(resamplings))
    return Ratio(
        median(ratios),
        resampled[resamplings * 25 // 1000],
        resampled[resamplings * 975 // 1000 - 1],
        median(a for a, _ in samples),
        median(b for _, b in samples),
    )


def _sample(call: Call, calls: int) -> float:
    gc.collect()
    call()  # what ran before it has filled the caches with its own
    return _time(call, calls)


def _time(call: Call, calls: int) -> float:
    start = thread_time()
    for _ in range(calls):
        call()
    return (thread_time() - start) / calls


def _calls(call: Call, sample: float = 0.006) -> int:
    """How many calls fill a sample of so many seconds. Asking warms the call up."""
    return max(1, round(sample / min(_time(call, 1) for _ in range(20))))


def count(text: str) -> int:
    """The value of an option --rounds."""
    if not text.isdigit() or int(text) < 2:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of rounds: give a whole number from 2, such as 200.")
    return int(text)


def _progress(label: str, done: int, rounds: int) -> None:
    """A bar on a terminal, nothing in a log."""
    if sys.stderr.isatty():
        filled = 30 * done // rounds
        end = "\n" if done == rounds else ""
        sys.stderr.write(f"\r{label} |{'#' * filled}{'.' * (30 - filled)}| {done}/{rounds} rounds{end}")
        sys.stderr.flush()
