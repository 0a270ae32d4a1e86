"""Import the HTML pages of a file, for a scorer to compare with what people found in them."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from newsmarkup.document.article import Article
from newsmarkup.importing.base import read


def options(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.pages",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Each line of GOLD is a JSON object; of it only `file` (beside GOLD) and `url` are read.\n\n"
        "  python -m benchmarks.pages GOLD.jsonl > PRED.jsonl",
    )
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl")
    return parser.parse_args(argv)


def predicted(file: str, article: Article) -> dict[str, Any]:
    captions: list[dict[str, Any]] = []
    for one in article.passages:
        if one.role == "caption":
            captions.append({"caption": one.text, "credit": None})
    for caption, figure in zip(captions, (b for b in article.body.blocks if b.name == "figure" and any(
            n.name == "figcaption" for n in b.walk())), strict=False):  # fmt: skip
        credits = [n.text for n in figure.walk() if n.name == "small"]
        if credits:
            caption["credit"] = " ".join(credits)
            caption["caption"] = caption["caption"].removesuffix(credits[-1]).strip()
    return {
        "file": file, "headline": article.headline, "authors": [one.name for one in article.authors],
        "datePublished": article.published.isoformat() if article.published else None, "captions": captions,
        "pullquotes": [p.text for p in article.passages if p.role == "pullquote"],
        "paragraphs": [block.text for block in article.body.blocks if block.name == "p"],
    }  # fmt: skip


def main(argv: list[str] | None = None) -> None:
    args = options(argv)
    rows = [json.loads(line) for line in args.gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    pages = [(row["file"], row.get("url") or "", (args.gold.parent / row["file"]).read_bytes()) for row in rows]
    start = time.perf_counter()
    done = [(file, read(data, format="html", url=url)[0].article) for file, url, data in pages]
    seconds = time.perf_counter() - start
    for file, article in done:
        print(json.dumps(predicted(file, article), ensure_ascii=False))
    print(f"{len(done)} pages in {seconds:.2f} s: {len(done) / seconds:.0f} a second", file=sys.stderr)


if __name__ == "__main__":
    main()
