"""Part the caption texts of a file into caption and credit, for a scorer to compare with what people made of them."""

from __future__ import annotations

import argparse
import json
import sys
import time
from typing import Any, TextIO

from newsmarkup.suggesting.credit import Split, split

TYPES = {"person": "Person", "organization": "Organization"}


def options(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.credits",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Each line of GOLD is a JSON object. Read of it are only: id; raw, the caption's text; html, the element\n"
        "it stood in (may be missing); lang, its language. A line each is written:\n"
        '  {"id", "caption", "credit", "creators": [{"name", "type"}], "source", "provider"}\n'
        "On standard error: how many were done in a second.\n\n"
        "  python -m benchmarks.credits GOLD.jsonl > PRED.jsonl\n"
        "  python -m benchmarks.credits GOLD.jsonl --no-html > PRED.jsonl    # from the words alone",
    )
    parser.add_argument("gold", type=argparse.FileType(encoding="utf-8"), metavar="GOLD.jsonl")
    parser.add_argument(
        "--no-html", action="store_true", help="leave the markup out: what is reached from the words alone"
    )
    parser.add_argument("--explain", action="store_true", help="write confidence and reason too")
    return parser.parse_args(argv)


def predicted(key: str, one: Split, explain: bool = False) -> dict[str, Any]:
    """In the scorer's form; with `explain`, our own view beside it."""
    row: dict[str, Any] = {
        "id": key,
        "caption": one.caption,
        "credit": one.credit or None,
        "creators": [{"name": maker.name, "type": TYPES[maker.kind]} for maker in one.line.creators],
        "source": one.line.source or None,
        "provider": one.line.provider or None,
    }
    return row | {"confidence": round(one.confidence, 3), "reason": one.reason} if explain else row


def main(argv: list[str] | None = None, out: TextIO = sys.stdout) -> None:
    args = options(argv)
    with args.gold as file:
        rows = [json.loads(line) for line in file if line.strip()]
    split("Foto: AFP")  # reads the lexicons
    start = time.perf_counter()
    done = [split(row["raw"], row.get("lang") or "", "" if args.no_html else row.get("html") or "") for row in rows]
    seconds = time.perf_counter() - start
    for row, one in zip(rows, done, strict=True):
        out.write(json.dumps(predicted(row["id"], one, args.explain), ensure_ascii=False) + "\n")
    print(f"{len(rows)} captions in {seconds:.3f} s: {len(rows) / max(seconds, 1e-9):,.0f} a second", file=sys.stderr)


if __name__ == "__main__":
    main()
