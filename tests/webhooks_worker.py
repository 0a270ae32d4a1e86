"""What a process of its own does in tests/test_webhooks_killed.py: `python -m tests.webhooks_worker JOB [ARGUMENT]`.

The database is the one that DATABASE_URL names.
"""

import json
import os
import sys
from datetime import timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo_site.settings")

import django

django.setup()

from django.core.management import call_command
from django.utils import timezone

from demo_site.models import Article
from newsmarkup.models import Delivery, Webhook
from newsmarkup.models.webhook import State
from newsmarkup.webhooks import announcing, delivering


def prepare(url):
    call_command("migrate", verbosity=0)
    Article.objects.all().delete()
    Webhook.objects.create(name="Partner", url=url)


def publish(count):
    now, first = timezone.now(), Article.objects.count()
    Article.objects.bulk_create(
        Article(headline=f"A{n}", slug=f"a{n}", body="<p>A.</p>", status="published", published_at=now, keywords=[])
        for n in range(first, first + int(count))
    )


def run(argument):
    """Until everything has been told. What a killed sender held is let go of after as many seconds."""
    delivering.HELD = timedelta(seconds=float(argument))
    print("running", flush=True)
    while True:
        delivering.run()
        if announcing.number() and not Delivery.objects.filter(state=State.PENDING).exists():
            return


def read(_):
    print(json.dumps(list(Delivery.objects.values_list("key", "object_id", "state", "attempts"))))


if __name__ == "__main__":
    job, *rest = sys.argv[1:]
    {f.__name__: f for f in (prepare, publish, run, read)}[job](" ".join(rest))
