"""What a process of its own does in tests/test_faults.py: `python -m tests.faults_worker JOB [ARGUMENT]`.

The database is the one that DATABASE_URL names.
"""

import json
import os
import random
import sys
from collections import Counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo_site.settings")

import django

django.setup()

from django.db import OperationalError
from django.utils import timezone

from demo_site.models import Article
from newsmarkup import publishing
from newsmarkup.errors import StaleVersion
from newsmarkup.exporting import record
from newsmarkup.following import targets
from newsmarkup.graph.build import build
from newsmarkup.graph.jsonld import dumps
from newsmarkup.models import Person, Photo, Reference

PEOPLE = ("ada", "ben", "cyd")


def prepare(_):
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for key in PEOPLE:
        Person.objects.create(key=key, name=key.title())
    Photo.objects.create(key="pic", file="pic.jpg", credit_line="First/CPA", copyright_notice="©")
    for n in range(4):
        body = '<figure><img src="/media/pic.jpg" data-photo="pic" alt=""><figcaption><small data-role="credit">First/CPA</small></figcaption></figure><p>Start.</p>'
        Article.objects.create(
            headline=f"A{n}", slug=f"a{n}", body=body, status="published", published_at=timezone.now(), keywords=[]
        )


def edit(name_and_count):
    """Read, add one keyword, save; where somebody was faster, read again. Prints what it saved and how often it waited."""
    name, count = name_and_count.split(":")
    refused = 0
    saved = []
    for n in range(int(count)):
        while True:
            try:
                article = Article.objects.get(slug="a0")
                article.keywords = [*article.keywords, f"{name}-{n}"]
                article.save()
            except StaleVersion:
                refused += 1
                continue
            except OperationalError:  # a deadlock or a busy database: nothing was written, and it was said
                refused += 1
                continue
            saved.append(f"{name}-{n}")
            break
    print(json.dumps({"saved": saved, "refused": refused}))


def write(seed):
    """Save and publish for ever, until killed."""
    chance = random.Random(seed)
    n = 0
    while True:
        n += 1
        slug = f"a{chance.randrange(1, 4)}"
        quotes = " ".join(
            f'<q data-speaker="person:{chance.choice(PEOPLE)}">“{seed} {n} {i}”</q>' for i in range(chance.randrange(6))
        )
        try:
            article = Article.objects.get(slug=slug)
            article.body = f"<p>{n} {quotes}</p>" * chance.randrange(1, 20)
            article.headline = f"{seed} {n}"
            article.save()
            publishing.ready([article])
            if n % 5 == 0:
                person = Person.objects.get(key=chance.choice(PEOPLE))
                person.name = f"{person.key} {n}"
                person.save()
            if n == 1:
                print("writing", flush=True)
        except (StaleVersion, OperationalError):
            continue


def _desk():
    """A client of the API that may do everything."""
    from django.contrib.auth.models import User
    from django.test import Client
    from rest_framework.authtoken.models import Token

    user, _new = User.objects.get_or_create(username="desk", is_superuser=True)
    token, _new = Token.objects.get_or_create(user=user)
    return Client(headers={"authorization": f"Token {token.key}", "host": "127.0.0.1"})


def patch(name_count_and_field):
    """`edit`, over the API: an article's keywords, or a person's aliases."""
    name, count, field = name_count_and_field.split(":")
    path = f"articles/{Article.objects.get(slug='a0').pk}" if field == "keywords" else "people/ada"
    desk, path = _desk(), f"/api/{path}/"
    refused, saved = Counter(), []
    for n in range(int(count)):
        while True:
            read = desk.get(path, {"context": "edit"})
            given = {field: [*read.json()[field], f"{name}-{n}"]}
            answer = desk.patch(path, given, "application/json", headers={"if-match": read.headers["ETag"]})
            if answer.status_code == 200:
                saved.append(f"{name}-{n}")
                break
            refused[answer.status_code] += 1
    print(json.dumps({"saved": saved, "refused": refused}))


def once(count):
    """Send that many requests that others send at the same moments, each with its key; prints the answers."""
    desk, said = _desk(), []
    for n in range(int(count)):
        while True:
            key = {"idempotency-key": f"key-{n}"}
            answer = desk.post("/api/articles/", {"headline": f"Once {n}"}, "application/json", headers=key)
            if answer.status_code not in (409, 503):  # is being carried out, is busy: send it again
                break
        said.append([answer.status_code, answer.json().get("id")])
    print(json.dumps(said))


def create(seed):
    """Create for ever, each with a key of its own, until killed."""
    desk, n = _desk(), 0
    while True:
        n += 1
        key = f"{seed}-{n}"
        desk.post("/api/articles/", {"headline": key}, "application/json", headers={"idempotency-key": key})
        if n == 1:
            print("creating", flush=True)


def keys(_):
    """Prints the keys that are kept and the articles that were created with one."""
    from newsmarkup.models import IdempotencyKey

    kept = {row.key: json.loads(row.content)["id"] for row in IdempotencyKey.objects.exclude(status=None)}
    made = {row.headline: str(row.pk) for row in Article.objects.filter(headline__contains="-")}
    print(json.dumps({"kept": kept, "made": made, "open": IdempotencyKey.objects.filter(status=None).count()}))


def view(_):
    """Look at every page for ever, until killed."""
    print("viewing", flush=True)
    while True:
        try:
            publishing.ready(Article.objects.published())
        except OperationalError:
            continue


def credit(count):
    """Change the picture's credit that many times."""
    for n in range(int(count)):
        while True:
            try:
                photo = Photo.objects.get(key="pic")
                photo.credit_line = f"Change {n}/CPA"
                photo.save()
                break
            except (StaleVersion, OperationalError):
                continue
    print(json.dumps({"last": f"Change {int(count) - 1}/CPA"}))


def verify(_):
    """Prints the rows whose derived columns or references are not what their body and facts say."""
    wrong = []
    fresh = 0
    for row in Article.objects.all():
        said = set(Reference.objects.filter(object_id=str(row.pk)).values_list("target", flat=True))
        if said != targets(str(row.body)):
            wrong.append(f"{row.slug}: references {sorted(said)}")
        if publishing.is_fresh(row):
            fresh += 1
            (article,) = publishing.articles([row])
            if row.jsonld != dumps(build(article).as_dict()) or row.record != record.export(article).decode():
                wrong.append(f"{row.slug}: says fresh and is not")
    print(json.dumps({"wrong": wrong, "fresh": fresh}))


def read(_):
    article = Article.objects.get(slug="a0")
    pages = publishing.ready(Article.objects.published())
    print(
        json.dumps(
            {
                "keywords": article.keywords,
                "version": article.version,
                "aliases": Person.objects.get(key="ada").aliases,
                "pages": [page.jsonld for page in pages],
                "bodies": [str(page.body) for page in pages],
            }
        )
    )


if __name__ == "__main__":
    job, *rest = sys.argv[1:]
    {f.__name__: f for f in (prepare, edit, patch, once, create, keys, write, view, credit, verify, read)}[job](
        rest[0] if rest else ""
    )
