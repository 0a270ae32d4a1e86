"""What a process of its own does in tests/test_changes_faults.py: `python -m tests.changes_worker JOB [ARGUMENT]`.

The database is the one that DATABASE_URL names.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo_site.settings")

import django

django.setup()

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import OperationalError, connection, transaction
from django.test import Client
from django.utils import timezone

from demo_site.models import Article
from newsmarkup import changes, publishing, streaming
from newsmarkup.errors import StaleVersion
from newsmarkup.models import Person

PEOPLE = ("ada", "ben", "cyd")


def prepare(_):
    call_command("migrate", verbosity=0)
    changes.sequence("default")
    for key in PEOPLE:
        Person.objects.create(key=key, name=key.title())
    for n in range(6):
        create(random.Random(n), f"a{n}")


def create(chance, slug):
    said = f'<p><q data-speaker="person:{chance.choice(PEOPLE)}">“{slug}”</q></p>'
    soon = timezone.now() + timedelta(seconds=chance.uniform(0, 0.3))
    state = chance.choice(
        [{"status": "draft"}, {"status": "published"}, {"status": "published", "embargo_until": soon}]
    )
    Article.objects.create(headline=slug, slug=slug, body=said, **state)


def act(chance, name):
    """One write of some kind; the transaction may stay open for a while after it."""
    articles = Article.objects.order_by("?")
    article, kind = articles.first(), chance.randrange(12)
    with transaction.atomic():
        if kind < 3 or article is None:
            create(chance, name)
        elif kind == 3:
            article.delete()
        elif kind == 4:
            person = Person.objects.get(key=chance.choice(PEOPLE))
            person.name = name
            person.save()
        elif kind == 5:
            Article.objects.filter(pk__in=[article.pk]).update(description=name)
        elif kind == 6:
            article.embargo_until = timezone.now() + timedelta(seconds=chance.uniform(0, 0.2))
            article.save()
        else:
            article.headline = name
            article.status = chance.choice(["draft", "published", "published", "withdrawn"])
            article.save()
        if chance.random() < 0.5:  # longest where others can write meanwhile
            time.sleep(chance.uniform(0, 0.02 if connection.vendor == "sqlite" else 0.2))


def write(seed_and_count):
    seed, count = map(int, seed_and_count.split(":"))
    chance = random.Random(seed)
    done = 0
    while done < count:
        try:
            act(chance, f"w{seed}-{done}")
        except (StaleVersion, OperationalError):  # somebody was faster, or a deadlock: nothing was written
            continue
        done += 1
        time.sleep(chance.uniform(0, 0.04))  # SQLite has one lock for all


def follow(journal_and_stop):
    """A partner who is killed and starts again. Prints how often."""
    journal, stop = journal_and_stop.split(":")
    kills = 0
    Client(SERVER_NAME="localhost").get("/api/changes/?limit=1")  # all modules are loaded, for the children too
    print("following", flush=True)
    while True:
        connection.close()
        child = os.fork()
        if child == 0:
            live(Path(journal), Path(stop), random.Random(kills))
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            print(kills)
            sys.exit(os.WEXITSTATUS(status))
        kills += 1


def live(journal, stop, chance):
    """Write down every line that comes, and go on behind the last one that is whole in the journal. Until `stop` is there,
    and nothing new behind it."""
    streaming.CHUNK = 3
    with journal.open("a+", encoding="utf-8") as file:
        file.seek(0)
        known = [line for line in file.read().splitlines(keepends=True) if line.endswith("\n")]
        file.truncate(sum(len(line.encode()) for line in known))
        cursor = json.loads(known[-1])["cursor"] if known else None
        while True:
            last = stop.exists()
            answer = Client(SERVER_NAME="localhost").get("/api/changes/", {"changed_since": cursor} if cursor else {})
            assert answer.status_code == 200, answer.content
            news = 0
            for chunk in answer.streaming_content if answer.streaming else [answer.content]:
                for line in map(json.loads, chunk.splitlines()):
                    assert line["event"] != "error", line
                    cursor = line["cursor"]
                    if line["event"] == "end":
                        continue
                    article = line.pop("article", None)
                    line["digest"] = article and digest(article)
                    text, news = json.dumps(line) + "\n", news + 1
                    if chance.random() < 0.15:
                        file.write(text[: chance.randrange(len(text) + 1)])
                        file.flush()
                        os.kill(os.getpid(), signal.SIGKILL)
                    file.write(text)
                    file.flush()
            if last and not news:
                return


def digest(article):
    return sha256(json.dumps(article, sort_keys=True).encode()).hexdigest()


def tell(stop):
    """Give numbers, too, as a task for webhooks would."""
    while not Path(stop).exists():
        try:
            changes.sequence("default")
        except OperationalError:
            continue


def read(_):
    """What is public now, and the events that were told."""
    rows = publishing.ready(Article.objects.published())
    public = {str(row.pk): digest(json.loads(row.record)) for row in rows}
    told = [[int(row.session_key), *json.loads(row.session_data)] for row in Session.objects.all()]
    print(json.dumps({"public": public, "told": sorted(told)}))


def hear(sender, changes, using, **kwargs):
    """Whoever gives numbers keeps what it was told, in a table that has room for it."""
    Session.objects.using(using).bulk_create(
        [
            Session(
                session_key=str(change.seq),
                session_data=json.dumps([change.event, change.object_id]),
                expire_date=timezone.now(),
            )
            for change in changes
        ]
    )


changes.numbered.connect(hear)

if __name__ == "__main__":
    job, *rest = sys.argv[1:]
    {f.__name__: f for f in (prepare, write, follow, tell, read)}[job](rest[0] if rest else "")
