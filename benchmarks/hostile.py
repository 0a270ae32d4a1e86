"""How the time of suggestions grows on input made to be slow: CPU seconds, each size twice the one before.

python -m benchmarks.hostile
"""

from __future__ import annotations

import gc
import time
from itertools import product

from newsmarkup.suggesting.suggest import suggest
from newsmarkup.suggesting.text import Text

SIZES = (125_000, 250_000, 500_000, 1_000_000)  # characters


def names() -> list[str]:
    """10,000 made of syllables."""
    syllables = [a + b for a, b in product("bdfgklmnpr", "aeiou")]
    words = [(a + b).title() for a, b in product(syllables, syllables)]
    return [f"{words[k % 2500]} {words[(k * 7 + k // 2500) % 2500]}" for k in range(10_000)]


def inputs() -> dict[str, str]:
    many = names()
    return {
        "one mark, repeated": '"',
        "opening marks": "“",
        "nested marks": "“‘",
        "unbalanced marks": "“No,” said Roe. “",
        "10,000 names": " ".join(many) + " ",
        "10,000 speakers": "".join(f"“No,” said {name}. " for name in many),
        "one paragraph of prose": "“We go,” she said, and the boats that the company had sent went out. ",
        "paragraphs": "“No,” she said.\n\n",
        "credit labels": "Photo: ",
    }


def seconds(text: str) -> float:
    prepared = Text.plain(text, "en")
    gc.collect()
    gc.disable()
    start = time.process_time()
    suggest(prepared)
    spent = time.process_time() - start
    gc.enable()
    return spent


def main() -> None:
    seconds("“No,” said Roe.")  # lexicon and weights
    print("| input | " + " | ".join(f"{size // 1000} KB" for size in SIZES) + " |")
    print("| --- |" + " --- |" * len(SIZES))
    for name, piece in inputs().items():
        row = [seconds((piece * (size // len(piece) + 1))[:size]) for size in SIZES]
        print(f"| {name} | " + " | ".join(f"{one:.2f} s" for one in row) + " |", flush=True)


if __name__ == "__main__":
    main()
