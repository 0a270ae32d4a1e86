"""Import the HTML pages of a file, for a scorer to compare with what people found in them."""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from statistics import median
from time import thread_time
from typing import Any

from benchmarks import environment
from newsmarkup.document.article import Article
from newsmarkup.importing.base import read

OURS = "newsmarkup"
ROUNDS = 3
Reader = Callable[[bytes, str], dict[str, Any]]


def options(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.pages",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Each line of GOLD is a JSON object; of it only `file` (beside GOLD) and `url` are read.\n\n"
        "  python -m benchmarks.pages GOLD.jsonl > PRED.jsonl\n"
        "  python -m benchmarks.pages GOLD.jsonl --peers SCORE.py    # other importers beside ours, in one table\n\n"
        "SCORE.py is the scorer: its score(GOLD rows, PRED rows) gives the figures. The others are pinned in\n"
        "benchmarks/requirements.txt; the first run installs them into an environment of their own.",
    )
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    parser.add_argument("--peers", type=Path, metavar="SCORE.py", help="measure other importers on the same pages")
    parser.add_argument("--here", action="store_true", help="install nothing: measure what this Python has")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> None:
    args = options(argv)
    rows = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    pages = [(row["file"], row.get("url") or "", (args.gold.parent / row["file"]).read_bytes()) for row in rows]
    if args.peers:
        compare(rows, pages, args)
        return
    done, seconds = measured({OURS: ours}, pages)
    for row in done[OURS]:
        print(json.dumps(row, ensure_ascii=False))
    print(f"{len(pages)} pages in {seconds[OURS]:.2f} s: {len(pages) / seconds[OURS]:.0f} a second", file=sys.stderr)


def ours(data: bytes, url: str) -> dict[str, Any]:
    return predicted(read(data, format="html", url=url)[0].article)


def predicted(article: Article) -> dict[str, Any]:
    """In the scorer's form. Caption and credit of one figure stand in one block."""
    figures: dict[int, dict[str, str]] = {}
    for one in article.passages:
        if one.role in ("caption", "credit"):
            figures.setdefault(one.blocks[0], {})[one.role] = one.text
    return {
        "headline": article.headline,
        "authors": [one.name for one in article.authors],
        "datePublished": article.published.isoformat() if article.published else None,
        "captions": [{"caption": one.get("caption", ""), "credit": one.get("credit")} for one in figures.values()],
        "pullquotes": [one.text for one in article.passages if one.role == "pullquote"],
        "paragraphs": [block.text for block in article.body.blocks if block.name == "p"],
    }


def measured(
    readers: dict[str, Reader], pages: list[tuple[str, str, bytes]]
) -> tuple[dict[str, list[dict[str, Any]]], dict[str, float]]:
    """What each reader finds, and its seconds of CPU on one core: of every page the median of `ROUNDS`, so that what is
    loaded once for a language is no page's. They take turns page by page, in turned order."""
    names = list(readers)
    done: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    seconds = dict.fromkeys(names, 0.0)
    for at, (file, url, data) in enumerate(pages):
        took: dict[str, list[float]] = {name: [] for name in names}
        for turn in range(ROUNDS):
            for name in names[(at + turn) % len(names) :] + names[: (at + turn) % len(names)]:
                start = thread_time()
                found = readers[name](data, url)
                took[name].append(thread_time() - start)
                if not turn:
                    done[name].append({"file": file, **found})
        for name in names:
            seconds[name] += median(took[name])
    return done, seconds


# -- other importers ---------------------------------------------------------------------------------------------------


def compare(rows: list[dict[str, Any]], pages: list[tuple[str, str, bytes]], args: argparse.Namespace) -> None:
    """The scorer's figures and the speed of all, as a table."""
    absent = environment.absent(environment.PAGE_PEERS)
    if absent and not args.here:
        command = ["-m", "benchmarks.pages", str(args.gold.resolve()), "--peers", str(args.peers.resolve()), "--here"]
        raise SystemExit(environment.run_there(command))
    for name, why in absent.items():
        print(f"NOT MEASURED: {name}: {why}", file=sys.stderr)
    readers = {OURS: ours} | {name: _peer(name) for name in environment.PAGE_PEERS if name not in absent}
    done, seconds = measured(readers, pages)
    figures = {name: _score(args.peers)(rows, done[name]) for name in readers}
    print(environment.versions(environment.PAGE_PEERS))
    print("\n| | " + " | ".join(readers) + " |\n| --- |" + " --- |" * len(readers))
    for field in [key for key in figures[OURS] if key not in ("pages", "missing")]:
        print(f"| {field} | " + " | ".join(_cell(figures[name][field]) for name in readers) + " |")
    print("| pages a second | " + " | ".join(f"{len(pages) / seconds[name]:.0f}" for name in readers) + " |")
    print("| its time / ours | " + " | ".join(f"{seconds[name] / seconds[OURS]:.2g}" for name in readers) + " |")


def _peer(name: str) -> Reader:
    """They get text: what a page's bytes are is told to them."""
    module = import_module(environment.PAGE_PEERS[name])

    def run(data: bytes, url: str) -> dict[str, Any]:
        try:
            found: dict[str, Any] = module.predicted(data.decode("utf-8", "replace"), url)
        except Exception as failed:  # one page that it can't read must not hide the others
            print(f"{name}: {url}: {type(failed).__name__}: {failed}", file=sys.stderr)
            return {}
        return found

    return run


def _score(path: Path) -> Callable[..., dict[str, Any]]:
    spec = importlib.util.spec_from_file_location("scorer", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is no Python file. Give the scorer that lies beside GOLD.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    score: Callable[..., dict[str, Any]] = module.score
    return score


def _cell(value: dict[str, Any] | None) -> str:
    if value is None:
        return "–"
    return f"{100 * value['f1']:.1f}" if "f1" in value else f"{100 * value['acc']:.1f} %"


if __name__ == "__main__":
    main()
