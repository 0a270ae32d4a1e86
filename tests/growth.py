"""How work grows with its input, measured so that a busy machine can't fail a test and a quadratic can't pass one."""

import gc
import time
from collections.abc import Callable

ATTEMPTS = 5
NOISE = 0.05  # seconds of CPU that say nothing


def assert_linear(prepare: Callable[[int], Callable[[], object]], small: int, large: int) -> None:
    """`prepare(size)` gives the work to be timed. `large` is about four times `small`: linear work then takes four times
    the CPU, quadratic work sixteen; nine is refused, in each of five attempts. The collector rests: its cost is that of
    all the objects of the test run."""
    prepare(min(small, 50))()  # caches, imports
    tries = []
    gc.collect()
    gc.disable()
    try:
        for _ in range(ATTEMPTS):
            few, many = _cost(prepare(small)), _cost(prepare(large))
            if many <= 2.25 * large / small * few + NOISE:
                return
            tries.append((few, many))
    finally:
        gc.enable()
    raise AssertionError(f"{large / small:.0f} times the input, (seconds, seconds): {tries}")


def _cost(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
