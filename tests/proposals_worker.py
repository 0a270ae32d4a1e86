"""What a process of its own does in tests/test_proposals_killed.py: `python -m tests.proposals_worker JOB [ARGUMENT]`.

The database is the one that DATABASE_URL names.
"""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo_site.settings")

import django

django.setup()

from django.core.management import call_command
from django.utils import timezone

from demo_site.models import Article
from newsmarkup import proposing
from newsmarkup.management.commands import newsmarkup_suggest
from newsmarkup.models import Proposal, Reading
from newsmarkup.suggesting.suggestion import Span, Suggestion


def seek(text):
    """A finder that always finds the same: what stands in quotation marks; sure of the first one in each paragraph."""
    for block in text.blocks:
        at, sure = block.start, 0.97
        while (start := text.text.find("“", at, block.end)) >= 0 and (
            end := text.text.find("”", start, block.end)
        ) >= 0:
            at, span = end, Span(start, end + 1)
            if not text.overlaps(span, "quotation"):
                yield Suggestion("quotation", (span,), text[span], sure, "in quotation marks")
            sure = 0.6


def prepare(count):
    call_command("migrate", verbosity=0)
    for n in range(int(count)):
        body = f"<p>“Number {n} sails,” the pilot said. “At noon, {n}.”</p><p>“Never before {n}.”</p>"
        Article.objects.create(
            headline=f"A{n}", slug=f"a{n}", body=body, status="published", published_at=timezone.now(), keywords=[]
        )


def run(argument):
    """The command, in batches of three; says when the first one is done."""
    proposing.suggest = lambda text, headline: tuple(seek(text))
    newsmarkup_suggest.BATCH = 3
    through = proposing.Proposing.go_through
    said = []

    def go_through(self, adapter, rows):
        through(self, adapter, rows)
        if rows and not said:
            said.append(print("running", flush=True))

    proposing.Proposing.go_through = go_through
    call_command("newsmarkup_suggest", *argument.split(), verbosity=0)


def read(_):
    print(
        json.dumps(
            {
                "versions": list(Article.objects.order_by("pk").values_list("version", flat=True)),
                "tags": [body.count("<q ") for body in Article.objects.order_by("pk").values_list("body", flat=True)],
                "proposals": list(
                    Proposal.objects.order_by("object_id", "key").values_list("object_id", "key", "state")
                ),
                "readings": Reading.objects.count(),
            }
        )
    )


if __name__ == "__main__":
    job, *rest = sys.argv[1:]
    {f.__name__: f for f in (prepare, run, read)}[job](rest[0] if rest else "")
