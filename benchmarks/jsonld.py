"""Our live build of an article's JSON-LD beside other libraries, on the same article, in one interleaved run.

Live is what newsmarkup does when nothing is stored: the stored body and its row, both in memory, are read, the passages
found, the graph built, and the text written. Every other library does what its documentation says it can:

  wagtail-schema.org                      from a page and its stored StreamField to the article and its quotations
  wagtail-seo                             from a page to metadata; no body
  django-json-ld                          serialises a graph that it is given: ours, finished
  msgspec-schemaorg, pydantic2-schemaorg  types for a graph; they read no body, so newsmarkup reads it, and they stand
                                          where our graph and our serialiser stand

A ratio is the other library's time / the time of our live build, so above 1 we are faster.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from benchmarks import environment, newsroom
from benchmarks.interleave import Call, count, interleave
from benchmarks.peers.typed import PASSAGES_GIVEN
from benchmarks.peers.wagtail_schema_org import METADATA

LIVE, STORED = "our live build", "our stored text"
GRAPH, TEXT = "our graph, passages given", "our text, graph given"


def options(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.jsonld",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="The last line is JSON: for every library its ratio, or null where it could not be installed (standard "
        "error says why). The libraries are pinned in benchmarks/requirements.txt; the first run installs them into "
        f"{environment.VENV.relative_to(environment.ROOT)}, an environment of their own.",
    )
    parser.add_argument(
        "--rounds", type=count, default=60, help="rounds of one sample each (default: %(default)s, about 30 s)"
    )
    parser.add_argument("--here", action="store_true", help="install nothing: measure what this Python has")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> None:
    given = options(argv)
    absent = environment.absent()
    if absent and not given.here:
        raise SystemExit(environment.run_there(["-m", "benchmarks.jsonld", "--here", "--rounds", str(given.rounds)]))
    for name, why in absent.items():
        _not_measured(name, why)
    ratios = measure([name for name in environment.PEERS if name not in absent], given.rounds)
    print(json.dumps({name: ratios.get(name) for name in environment.PEERS}))


def measure(names: list[str], rounds: int) -> dict[str, float]:
    """Prints the table; the ratio of each library's time to that of our live build."""
    peers = {name: import_module(module) for name, module in environment.PEERS.items() if name in names}
    apps = list(dict.fromkeys(app for peer in peers.values() for app in getattr(peer, "APPS", ())))
    newsroom.configure(apps, urls="benchmarks.peers.urls" if "wagtail" in apps else "benchmarks.front")
    story = newsroom.found()
    read = reader(story)
    calls: dict[str, Call] = ours(story, read)
    for name, peer in peers.items():
        try:
            calls |= {f"{name}, {part}" if part else name: call for part, call in peer.prepare(story, read).items()}
        except Exception as failed:  # one library that fails must not hide the others
            _not_measured(name, f"{type(failed).__name__}: {failed}")
    print(environment.versions())
    for name, call in calls.items():
        check(name, call())
    whole = [name for name in peers if name in calls]
    steps = {f"{name}, {PASSAGES_GIVEN}": GRAPH for name in whole}
    steps |= {"django-json-ld": TEXT, f"wagtail-schema.org, {METADATA}": LIVE, STORED: LIVE, GRAPH: LIVE}
    against = [(name, LIVE) for name in whole] + [(a, b) for a, b in steps.items() if a in calls]
    ratios = interleave({f"{a} / {b}": (calls[a], calls[b]) for a, b in against}, rounds, label="json-ld")
    print("\nother / ours (above 1: we are faster) [95 % interval]")
    for pair, ratio in ratios.items():
        print(f"  {pair:<66} {ratio}")
    print()
    return {name: round(ratios[f"{name} / {LIVE}"].value, 3) for name in whole}


def _not_measured(name: str, why: str) -> None:
    print(f"NOT MEASURED: {name}: {why}", file=sys.stderr)


def reader(story: Any) -> Callable[[], Any]:
    """The article with its passages, read from its row and stored body. The registry's rows are in memory already."""
    from newsmarkup.adapters import adapter_for
    from newsmarkup.following import targets
    from newsmarkup.publishing import articles, lookup

    articles([story])  # loads the row's relations
    adapter = adapter_for(type(story))
    agents, pictures = lookup(targets(story.body))
    return lambda: adapter.article(story, story.body, agents, pictures)


def ours(story: Any, read: Call) -> dict[str, Call]:
    from newsmarkup.graph.build import build
    from newsmarkup.graph.jsonld import dumps, script
    from newsmarkup.publishing import ready

    article = read()
    graph = build(article).as_dict()
    ready([story])
    return {
        LIVE: lambda: dumps(build(read()).as_dict()),
        STORED: lambda: script(ready([story])[0].jsonld),
        GRAPH: lambda: dumps(build(article).as_dict()),
        TEXT: lambda: dumps(graph),
    }


def check(name: str, text: str | bytes) -> None:
    """Say what a candidate gives; stop where it gives something else than the article's JSON-LD."""
    text = text.decode() if isinstance(text, bytes) else text
    elements = re.findall(r"<script[^>]*>(.*?)</script>", text) or [text]
    documents = [json.loads(element) for element in elements]
    nodes = [node for document in documents for node in document.get("@graph", [document])]
    article = next(node for node in nodes if node["@type"] in ("NewsArticle", "Article"))
    if article["headline"] != newsroom.HEADLINE:
        raise SystemExit(f"{name} gave another article: {article['headline']!r}.")
    quotations = sum(node["@type"] == "Quotation" for node in nodes)
    if quotations not in (0, newsroom.QUOTATIONS):
        raise SystemExit(f"{name} gave {quotations} quotations of {newsroom.QUOTATIONS}.")
    print(f"{name + ':':<40} {len(text.encode()):>6,} bytes, {len(nodes):>2} nodes, {quotations:>2} quotations")


if __name__ == "__main__":
    main()
