"""The stream of changes over an archive: articles a second, memory of the server, and what it costs when nothing is new.

gunicorn serves with one worker of threads. A partner reads `/api/changes/` whole, and beside it an export of the same
articles through a plain Django REST framework serializer, streamed in chunks of the same size; both take turns. The memory
is the server's peak, of a server of its own for each number of articles. Then, in one process: an empty poll beside one
article as JSON-LD, and what the log adds to a save. The articles are short ones (230 words, 7 quotations).
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from tqdm import tqdm

from benchmarks import environment, newsroom
from benchmarks.interleave import count, interleave

BATCH = 1_000
LINES = 7  # of the article, a block each


def options(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.bulk", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", default="", help="the URL of an empty database; default: a SQLite file")
    parser.add_argument("--articles", type=count, default=100_000, help="(default: %(default)s)")
    parser.add_argument("--rounds", type=count, default=3, help="whole streams (default: %(default)s)")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> None:
    given = options(argv)
    if find_spec("gunicorn") is None:
        raise SystemExit(environment.run_there(["-m", "benchmarks.bulk", *(argv or sys.argv[1:])]))
    with tempfile.TemporaryDirectory(prefix="newsmarkup-benchmark-") as folder:
        os.environ["BENCHMARK_DATABASE"] = given.database or f"sqlite:///{folder}/archive.sqlite3"
        newsroom.configure(urls="benchmarks.rest_site", database=os.environ["BENCHMARK_DATABASE"],
                           extra_apps=["rest_framework", "drf_spectacular"])  # fmt: skip
        story = fill(given.articles)
        figures = numbering() | in_process(story) | served(given.articles, given.rounds)
    print(json.dumps(figures))


def fill(articles: int) -> Any:
    """The same article again and again, as it is derived and stored, with a byline each."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection, models

    from benchmarks.models import Story
    from newsmarkup.models import Byline
    from newsmarkup.publishing import ready

    story = newsroom.found()
    story.body = "".join(str(story.body).splitlines(keepends=True)[:LINES])
    story.save()
    (story,) = ready([Story.objects.get(pk=story.pk)])
    person, kind = story.bylines.get().person, ContentType.objects.get_for_model(Story)
    first = Story.objects.latest("pk").pk + 1
    for start in tqdm(range(first, first + articles, BATCH), desc="newspaper", unit="batch"):
        copies = []
        for pk in range(start, min(start + BATCH, first + articles)):
            copy = Story.__new__(Story)
            copy.__dict__ = {**story.__dict__, "_state": models.base.ModelState(), "pk": pk, "slug": f"copy-{pk}"}
            copy.id = pk
            for column in ("record", "jsonld"):
                text = getattr(story, column).replace(story.slug, copy.slug)
                setattr(copy, column, text.replace(f'"id":"{story.pk}"', f'"id":"{pk}"'))
            copies.append(copy)
        models.QuerySet(Story).bulk_create(copies, batch_size=200)
        lines = [Byline(content_type=kind, object_id=str(copy.pk), person=person) for copy in copies]
        models.QuerySet(Byline).bulk_create(lines)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"record {len(story.record):,} bytes, JSON-LD {len(story.jsonld):,} bytes", file=sys.stderr)
    return story


def numbering() -> dict[str, float]:
    """How long it takes to take up an archive, and to number all of it anew."""
    from django.db import models

    from newsmarkup import changes
    from newsmarkup.models import Change

    taken = timed(lambda: changes.sequence("default"))
    models.QuerySet(Change).update(due_at=changes.PENDING)
    anew = timed(lambda: changes.sequence("default"))
    print(f"taking up an archive: {taken:.1f} s of CPU; numbering all of it again: {anew:.1f} s")
    return {"take up, s of CPU": round(taken, 1), "number again, s of CPU": round(anew, 1)}


def timed(call: Callable[[], Any]) -> float:
    """Seconds of CPU of this process."""
    start = time.process_time()
    call()
    return time.process_time() - start


def in_process(story: Any) -> dict[str, float]:
    from django.test import Client

    from newsmarkup import changes

    mark = changes.mark
    log, client = changes.sequence("default"), Client(SERVER_NAME="127.0.0.1")
    poll = f"/api/changes/?changed_since={log}"
    etag = client.get(poll)["ETag"]
    detail = f"/api/articles/{story.pk}/?format=jsonld"

    def save() -> None:
        story.save()

    def unmarked() -> None:
        changes.mark = lambda model, pks, using: None
        story.save()
        changes.mark = mark

    calls: dict[str, tuple[Callable[[], Any], Callable[[], Any]]] = {
        "an empty poll / one article": (
            lambda: client.get(poll, headers={"if-none-match": etag}),
            lambda: client.get(detail),
        ),
        "a save with the log / without": (save, unmarked),
    }  # fmt: skip
    ratios = interleave({k: v for k, v in calls.items() if "poll" in k}, 40, label="polls")
    ratios |= interleave({k: v for k, v in calls.items() if "save" in k}, 60, label="saves")
    for name, ratio in ratios.items():
        print(f"{name}: {ratio} ({1000 * ratio.a:.2f} ms)")
    changes.sequence("default")
    return {name: round(ratio.value, 3) for name, ratio in ratios.items()}


@contextlib.contextmanager
def server() -> Iterator[tuple[int, Callable[[], float], Callable[[], float]]]:
    """gunicorn with one worker: its port, and what tells the worker's peak of memory in MB, and its CPU time in seconds."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "benchmarks.rest_site:application", "--workers", "1", "--threads", "2",
         "--bind", f"127.0.0.1:{port}", "--log-level", "error", "--timeout", "600"]
    )  # fmt: skip

    def worker(file: str) -> str:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text(encoding="utf-8").split()
        return Path(f"/proc/{children[0]}/{file}").read_text(encoding="utf-8")

    def peak() -> float:
        return int(worker("status").split("VmHWM:")[1].split()[0]) / 1024

    def cpu() -> float:
        return sum(map(int, worker("stat").rsplit(")", 1)[1].split()[11:13])) / os.sysconf("SC_CLK_TCK")

    try:
        for _ in range(100):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/")
                break
            time.sleep(0.1)
        yield port, peak, cpu
    finally:
        process.terminate()
        process.wait(10)


def read(port: int, path: str) -> int:
    """How many lines came."""
    lines, last = 0, b""
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port)) as connection:
        connection.request("GET", path)
        answer = connection.getresponse()
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}: {answer.read(500)!r}")
        while chunk := answer.read(1 << 20):
            lines, last = lines + chunk.count(b"\n"), chunk
    if b'"end"' not in last[-200:] and "changes" in path:
        raise SystemExit(f"{path} broke off: {last[-200:]!r}")
    return lines


def served(articles: int, rounds: int) -> dict[str, float]:
    figures: dict[str, float] = {}
    for some in (articles // 10, articles):
        with server() as (port, peak, _cpu):
            read(port, "/api/changes/?limit=1")
            before = peak()
            lines = read(port, f"/api/changes/?limit={some}") - 1
            figures[f"peak MB, {lines:,} articles"] = round(peak(), 1)
            print(f"peak memory of {lines:,} articles: {peak():.1f} MB (an answer of one: {before:.1f} MB)")
    paths = {"stream, JSON": "/api/changes/", "stream, JSON-LD": "/api/changes/?as=jsonld",
             "serializer": f"/peer/export/?limit={articles}"}  # fmt: skip
    cost: dict[str, list[float]] = {name: [] for name in paths}
    passed: dict[str, list[float]] = {name: [] for name in paths}
    with server() as (port, _peak, cpu):
        for done in range(rounds):
            for name in paths if done % 2 == 0 else reversed(paths):
                start, busy = time.perf_counter(), cpu()
                lines = read(port, paths[name]) - ("stream" in name)
                cost[name].append(lines / (cpu() - busy))
                passed[name].append(lines / (time.perf_counter() - start))
    for name, rates in cost.items():
        print(f"{name:<18} {median(rates):>8,.0f} articles a second of CPU, {median(passed[name]):>8,.0f} on the clock")
        figures[f"{name}, articles/s of CPU"] = round(median(rates))
    for name in ("stream, JSON", "stream, JSON-LD"):
        ratio = median(a / b for a, b in zip(cost[name], cost["serializer"], strict=True))
        print(f"{name} / serializer: {ratio:.1f}")
        figures[f"{name} / serializer"] = round(ratio, 1)
    return figures


if __name__ == "__main__":
    main()
