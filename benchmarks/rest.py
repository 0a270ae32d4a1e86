"""The REST API under load, and export and import in one process.

gunicorn serves with two workers; wrk asks one article as JSON-LD as newsmarkup stores it, the same article through a plain
Django REST framework serializer of the same facts, the same with If-None-Match, and a page of twenty. They take turns, so
that each meets the same machine. Then, in one process: export of many articles from what is stored beside the serializer,
and import of an article's body through bleach and nh3.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import environment, newsroom
from benchmarks.interleave import count, interleave

ARTICLES = 200


def options(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.rest",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="Needs wrk (apt-get install wrk). Only loopback is used, and only what was started here is ended.",
    )
    parser.add_argument(
        "--database", default="", help="a PostgreSQL URL, whose database is emptied; default: a SQLite file"
    )
    parser.add_argument("--seconds", type=count, default=3, help="of each run of wrk (default: %(default)s)")
    parser.add_argument("--rounds", type=count, default=5, help="runs of each (default: %(default)s)")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> None:
    given = options(argv)
    if find_spec("gunicorn") is None:
        raise SystemExit(environment.run_there(["-m", "benchmarks.rest", *(argv or sys.argv[1:])]))
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not here: apt-get install wrk")
    with tempfile.TemporaryDirectory(prefix="newsmarkup-benchmark-") as folder:
        os.environ["BENCHMARK_DATABASE"] = given.database or f"sqlite:///{folder}/newsroom.sqlite3"
        newsroom.configure(urls="benchmarks.rest_site", database=os.environ["BENCHMARK_DATABASE"],
                           extra_apps=["rest_framework", "drf_spectacular"])  # fmt: skip
        story = newsroom.found()
        multiply(story)
        figures = load(story, given.seconds, given.rounds) | in_process(story)
    print(json.dumps(figures))


def multiply(story: Any) -> None:
    """More of the same article, derived and stored."""
    from newsmarkup.models import Byline
    from newsmarkup.publishing import ready

    person = story.bylines.get().person
    copies = []
    for n in range(ARTICLES):
        copy = type(story).objects.get(pk=story.pk)
        copy.pk, copy.slug, copy.version, copy._state.adding = None, f"copy-{n}", 0, True
        copy.save()
        Byline.objects.create(article=copy, person=person)
        copies.append(copy)
    ready(type(story).objects.all())


def load(story: Any, seconds: int, rounds: int) -> dict[str, float]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "benchmarks.rest_site:application", "--workers", "2",
         "--bind", f"127.0.0.1:{port}", "--log-level", "error"]
    )  # fmt: skip
    try:
        wait(f"{base}/peer/{story.pk}/")
        ours = f"{base}/api/articles/{story.pk}/?format=jsonld"
        etag = urllib.request.urlopen(ours).headers["ETag"]
        runs: dict[str, list[str]] = {
            "detail as JSON-LD": [ours],
            "detail, 304": ["-H", f"If-None-Match: {etag}", ours],
            "serializer": [f"{base}/peer/{story.pk}/"],
            "list of 20": [f"{base}/api/articles/"],
            "serializer, list of 20": [f"{base}/peer/"],
        }
        taken: dict[str, list[float]] = {name: [] for name in runs}
        for done in range(rounds):
            for name in runs if done % 2 == 0 else reversed(runs):
                print(f"\r  round {done + 1} of {rounds}: {name:<30}", end="", file=sys.stderr, flush=True)
                taken[name].append(wrk(runs[name], seconds))
        print(file=sys.stderr)
    finally:
        server.terminate()
        server.wait(10)
    speed = {name: median(each) for name, each in taken.items()}
    for name, value in speed.items():
        print(f"{name:<28} {value:>8,.0f} requests/s")
    pairs = {"detail as JSON-LD": "serializer", "detail, 304": "serializer", "list of 20": "serializer, list of 20"}
    ratios = {a: median(x / y for x, y in zip(taken[a], taken[b], strict=True)) for a, b in pairs.items()}
    for name, ratio in ratios.items():
        print(f"{name} / {pairs[name]}: {ratio:.2f}")
    return {f"{name}, requests/s": round(value) for name, value in speed.items()} | {
        f"{name} / serializer": round(value, 2) for name, value in ratios.items()
    }


def wrk(what: list[str], seconds: int) -> float:
    """Requests a second. Stops where something else than success was answered."""
    run = subprocess.run(["wrk", "-t1", "-c8", f"-d{seconds}s", *what], capture_output=True, text=True, check=True)
    if "Non-2xx" in run.stdout or (found := re.search(r"Requests/sec:\s+([0-9.]+)", run.stdout)) is None:
        raise SystemExit(f"{what[-1]} did not answer as it should:\n{run.stdout}")
    return float(found[1])


def wait(url: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(url)
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{url} does not answer.")


def in_process(story: Any) -> dict[str, float]:
    from benchmarks.rest_site import StorySerializer, rows
    from newsmarkup.pipeline import clean

    stored = type(story).objects.published().values_list("jsonld", flat=True)
    tagged = (Path(newsroom.HERE) / "tide_mill.html").read_text(encoding="utf-8")
    plain = re.sub(r"</?(?:q|span|small|figure|figcaption|aside|img)\b[^>]*>", "", tagged)
    serializer: Callable[[], Any] = lambda: json.dumps(StorySerializer(rows()[:100], many=True).data)  # noqa: E731
    calls: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
        "serializer / stored": (serializer, lambda: b"\n".join(text.encode() for text in stored[:100])),
        "plain": (lambda: clean(plain, engine="bleach"), lambda: clean(plain, engine="nh3")),
        "tagged": (lambda: clean(tagged, engine="bleach"), lambda: clean(tagged, engine="nh3")),
    }
    ratios = interleave(calls, 20, label="in process")
    export = ratios["serializer / stored"]
    print(f"export of 100, serializer / stored: {export} ({100 / export.b:,.0f} articles/s stored)")
    figures = {"export: serializer / stored": round(export.value, 1)}
    for name, html in (("plain", plain), ("tagged", tagged)):
        into = ratios[name]
        print(f"import, {name} ({len(html):,} bytes): bleach {1 / into.a:,.0f}/s, nh3 {1 / into.b:,.0f}/s")
        figures |= {f"import/s, {name}, bleach": round(1 / into.a), f"import/s, {name}, nh3": round(1 / into.b)}
    return figures


if __name__ == "__main__":
    main()
