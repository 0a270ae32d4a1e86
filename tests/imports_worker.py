"""What a process of its own does in tests/test_import_command.py: `python -m tests.imports_worker JOB [ARGUMENT]`.

The database is the one that DATABASE_URL names.
"""

import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "demo_site.settings")

import django

django.setup()

from django.core.management import call_command

from demo_site.models import Article
from newsmarkup.management.commands import newsmarkup_import
from newsmarkup.models import Byline, Origin, Person, Reference
from newsmarkup.receiving import Receiving


def run(folder):
    """The command, in batches of three; says when the first article is saved."""
    newsmarkup_import.BATCH = 3
    save, said = Receiving.save, []

    def saved(self, planned):
        received = save(self, planned)
        if received.done == "saved" and not said:
            said.append(print("running", flush=True))
        return received

    Receiving.save = saved
    call_command("newsmarkup_import", folder, create_people=True, verbosity=0, stdout=sys.stderr)


def read(_):
    rows = Article.objects.order_by("headline")
    print(
        json.dumps(
            {
                "headlines": list(rows.values_list("headline", flat=True)),
                "versions": list(rows.values_list("version", flat=True)),
                "bylines": Byline.objects.count(),
                "people": Person.objects.filter(name="Jane Roe").count(),
                "origins": Origin.objects.count(),
                "references": Reference.objects.count(),
            }
        )
    )


if __name__ == "__main__":
    job, *rest = sys.argv[1:]
    {f.__name__: f for f in (run, read)}[job](rest[0] if rest else "")
