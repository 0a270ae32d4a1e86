"""What checking costs: one article, and an archive; beside the graph's own build, and beside a crawler's reading.

  one article   every rule over an Article in memory and over the JSON-LD made of it, schema.org's vocabulary included
  the archive   the same for rows read from a table, in batches, their JSON-LD built anew: what newsmarkup_check does
  extruct       reads the JSON-LD out of a page of 20 lines, and judges nothing: the least that any outside checker does

A ratio is our time / the other's; below 1 we are faster.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from time import thread_time
from typing import Any

from benchmarks import newsroom
from benchmarks.interleave import count, interleave

MOST_MS = 5.0  # asked of one article
LEAST = 500  # articles a second asked of the archive


def options(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.checks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=count, default=60, help="rounds of one sample each (default: %(default)s)")
    parser.add_argument("--articles", type=int, default=1000, help="rows of the archive (default: %(default)s)")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> None:
    given = options(argv)
    newsroom.configure()
    story = newsroom.found()
    from newsmarkup import publishing
    from newsmarkup.graph import rules
    from newsmarkup.graph.build import build
    from newsmarkup.graph.jsonld import dumps
    from newsmarkup.graph.vocabulary import installed

    words = installed()
    if words is None:
        raise SystemExit("Without schema.org's vocabulary nothing is measured: pip install 'newsmarkup[check]'")
    (article,) = publishing.articles([story])
    graph = build(article)
    page = f"<html><head><script type='application/ld+json'>{dumps(graph.as_dict())}</script></head></html>"
    case = rules.Case(article, newsroom.PUBLISHED, "published")
    found = rules.check_own(case, graph, words)
    calls = {
        "check": lambda: rules.check_own(case, graph, words),
        "build": lambda: build(article),
        "extruct": lambda: _extruct(page),
    }
    ratios = interleave(
        {"check / build": (calls["check"], calls["build"]), "check / extruct": (calls["check"], calls["extruct"])},
        given.rounds,
        label="checks",
    )
    for name, ratio in ratios.items():
        print(f"{name:18} {ratio}   {ratio.a * 1000:.2f} ms / {ratio.b * 1000:.2f} ms")
    ms = ratios["check / build"].a * 1000
    print(
        f"one article of {len(article.body.text.split())} words, {len(found)} problems: {ms:.2f} ms (asked: {MOST_MS})"
    )
    told = {"ms": round(ms, 2), **{name: round(ratio.value, 3) for name, ratio in ratios.items()}}
    for name, share in (("long", 1.0), ("usual", 0.45)):
        words, anew, stored = archive(story, given.articles, share)
        print(f"an archive of {given.articles:,} articles of {words} words: {stored:,.0f} a second as they are stored, "
              f"{anew:,.0f} where every graph is built anew (asked: {LEAST})")  # fmt: skip
        told |= {f"{name}, stored": round(stored), f"{name}, built anew": round(anew)}
    print(json.dumps(told))


def _extruct(page: str) -> Any:
    import extruct

    return extruct.extract(page, syntaxes=["json-ld"])


def archive(story: Any, size: int, share: float) -> tuple[int, float, float]:
    """Words of an article that has this share of the story's blocks, and articles a second of CPU time, through the
    command's own loop: with graphs built anew, then with those that are stored once somebody has viewed them."""
    from newsmarkup import publishing
    from newsmarkup.models import Byline
    from newsmarkup.pipeline import read

    model, byline = type(story), Byline.objects.first()
    model.objects.filter(slug__startswith="copy-").delete()
    lines = str(story.body).split("\n")
    body = "\n".join(lines[: round(len(lines) * share)])
    rows = []
    for n in range(size):
        row = model.objects.get(pk=story.pk)
        row.pk, row.id, row._state.adding, row.slug, row.version = None, None, True, f"copy-{n}", 0
        row.body = body
        rows.append(row)
    model.objects.bulk_create(rows)
    copies = model.objects.filter(slug__startswith="copy-").order_by("pk")
    Byline.objects.bulk_create(
        Byline(content_type=byline.content_type, object_id=pk, person=byline.person)
        for pk in copies.values_list("pk", flat=True)
    )
    anew = _rate(copies, size)
    for at in range(0, size, 200):
        publishing.ready(copies[at : at + 200])
    return len(read(body).text.split()), anew, _rate(copies, size)


def _rate(copies: Any, size: int) -> float:
    from newsmarkup.management.commands.newsmarkup_check import Command

    start = thread_time()
    seen = sum(1 for _ in _checked(Command(), copies))
    assert seen == size, (seen, size)
    return size / (thread_time() - start)


def _checked(command: Any, copies: Any) -> Iterator[Any]:
    from newsmarkup.adapters import adapter_for
    from newsmarkup.graph.vocabulary import installed

    command.vocabulary = installed()
    yield from command._through(adapter_for(copies.model), copies, {"severity": "notice", "rule": (), "verbosity": 0})


if __name__ == "__main__":
    main()
