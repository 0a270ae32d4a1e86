"""Searching the archive of quotations: 100,000 articles with five quotations each, beside a plain `icontains`.

The newspaper is made for the run (words, speakers and dates by chance, always the same ones). Each search fetches the first
page of twenty as the API does, public articles only: a rare word, a common one, a phrase, two words, one speaker, a speaker
and a word, a section, a time, all of it.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from time import perf_counter
from typing import Any

from tqdm import tqdm

from benchmarks import newsroom
from benchmarks.interleave import count

_STEMS = "har bour tide mill ferry coun cil quay lamp stone oar net sail keel rope bell fog gale reef dock weir".split()
BATCH = 2_000


def options(argv: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.archive", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--database", default="", help="the URL of an empty database; default: a SQLite file")
    parser.add_argument("--articles", type=count, default=100_000, help="(default: %(default)s)")
    parser.add_argument("--rounds", type=count, default=40, help="searches of each kind (default: %(default)s)")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> None:
    given = options(argv)
    with tempfile.TemporaryDirectory(prefix="newsmarkup-benchmark-") as folder:
        newsroom.configure(database=given.database or f"sqlite:///{folder}/archive.sqlite3")
        words = fill(given.articles)
        print(json.dumps(measure(words, given.rounds)))


def vocabulary(chance: random.Random) -> list[str]:
    """5,000 words, the first ones common and the last ones rare."""
    return list(dict.fromkeys("".join(chance.choices(_STEMS, k=3)) for _ in range(30_000)))[:5_000]


def sentences(chance: random.Random, words: list[str]) -> Iterator[str]:
    weights = [1 / (rank + 1) for rank in range(len(words))]
    while True:
        pool = chance.choices(words, weights, k=20_000)
        while len(pool) > 40:
            length = chance.randint(6, 25)
            yield " ".join(pool[:length])
            del pool[:length]


def fill(articles: int) -> list[str]:
    from django.contrib.contenttypes.models import ContentType
    from django.core.management import call_command
    from django.db import connection, models

    from benchmarks.models import Story
    from newsmarkup import fulltext
    from newsmarkup.models import Person, Quotation, Section

    call_command("migrate", run_syncdb=True, verbosity=0)
    chance = random.Random(7)
    words = vocabulary(chance)
    said = sentences(chance, words)
    sections = [Section.objects.create(name=name, slug=slug) for name, slug in newsroom.SECTIONS]
    Person.objects.bulk_create([Person(key=f"speaker-{n}", name=f"Speaker {n}") for n in range(2_000)])
    kind = ContentType.objects.get_for_model(Story)
    for first in tqdm(range(0, articles, BATCH), desc="newspaper", unit="batch"):
        stories = [
            Story(pk=n + 1, headline=f"Story {n}", slug=f"story-{n}", body="", section=chance.choice(sections),
                  status="published" if n % 20 else "withdrawn", published_at=newsroom.PUBLISHED - timedelta(minutes=9 * n))
            for n in range(first, min(first + BATCH, articles))
        ]  # fmt: skip
        models.QuerySet(Story).bulk_create(stories, batch_size=500)
        rows = []
        for story in stories:
            for position in range(1, 6):
                text = next(said)
                rows.append(
                    Quotation(content_type=kind, object_id=str(story.pk), passage=f"q{position}", position=position,
                              anchor=f"quote-q{position}", text=text, words=fulltext.words(text), kind="person",
                              language="en", target=f"person:speaker-{int(chance.paretovariate(0.6)) % 2_000}",
                              published_at=story.published_at, section_id=story.section_id)
                )  # fmt: skip
        Quotation.objects.bulk_create(rows, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return words


def measure(words: list[str], rounds: int) -> dict[str, float]:
    from benchmarks.models import Story
    from newsmarkup import archive
    from newsmarkup.adapters import adapter_for
    from newsmarkup.archive import Search
    from newsmarkup.models import Quotation

    chance = random.Random(11)
    adapter = adapter_for(Story)

    def search(**asked: Any) -> list[Any]:
        rows = Search(**asked).within(archive.public(Story)).order_by("-published_at", "-pk")[:20]
        return archive.spoken(list(rows), adapter)

    def plain(word: str) -> list[Any]:
        return list(Quotation.objects.filter(text__icontains=word).order_by("-published_at", "-pk")[:20])

    def of(lowest: int, highest: int) -> str:
        return words[chance.randrange(lowest, highest)]

    kinds: dict[str, Callable[[], list[Any]]] = {
        "rare word": lambda: search(q=of(3_000, 5_000)),
        "common word": lambda: search(q=of(0, 5)),
        "two words": lambda: search(q=f"{of(10, 60)} {of(10, 60)}"),
        "phrase": lambda: search(q=f'"{of(0, 10)} {of(0, 10)}"'),
        "word and not another": lambda: search(q=f"{of(50, 500)} -{of(0, 10)}"),
        "speaker": lambda: search(speaker=f"person:speaker-{chance.randrange(2_000)}"),
        "speaker and word": lambda: search(speaker=f"person:speaker-{chance.randrange(5)}", q=of(100, 500)),
        "section and common word": lambda: search(section="culture", q=of(0, 5)),
        "a month": lambda: search(since=newsroom.PUBLISHED - timedelta(days=90),
                                  until=newsroom.PUBLISHED - timedelta(days=60)),
        "everything": lambda: search(),
        "beside it: icontains, rare word": lambda: plain(of(3_000, 5_000)),
    }  # fmt: skip
    figures: dict[str, float] = {}
    every: list[float] = []
    for name, call in kinds.items():
        taken = []
        for _ in range(rounds):
            start = perf_counter()
            call()
            taken.append((perf_counter() - start) * 1000)
        taken.sort()
        half, most = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        print(f"{name:<34} p50 {half:>8.1f} ms   p95 {most:>8.1f} ms")
        figures[f"{name}, p95 ms"] = round(most, 1)
        if not name.startswith("beside"):
            every += taken
    every.sort()
    figures["all searches, p95 ms"] = round(every[int(len(every) * 0.95)], 1)
    print(f"all searches: p95 {figures['all searches, p95 ms']} ms")
    return figures


if __name__ == "__main__":
    main()
