"""`manage.py newsmarkup_rebuild`: derive everything that is derived anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import models, router
from django.db.models import F
from tqdm import tqdm

from newsmarkup import changes, following, publishing
from newsmarkup.models import Organization, Person, name

BATCH = 200


class Command(BaseCommand):
    help = (
        "Rebuilds what is derived: the reference index (which article shows whom), the names under which people and "
        "organizations are found, JSON-LD and API records, the log of changes (whoever reads it starts anew). Not "
        "needed in daily life: changes made through Django are followed at once. Run it after rows were written past "
        "Django (SQL, a restored dump), or to have every page ready before visitors come. It can be "
        "stopped and run again at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--stale-only",
            action="store_true",
            help="only derive what is stale, leave the reference index, the names and the log of changes as they are",
        )

    def handle(self, *args: Any, stale_only: bool, verbosity: int, **options: Any) -> None:
        if not stale_only:
            for registry in (Person, Organization):
                for batch in following.batches(registry._base_manager.order_by("pk"), BATCH):
                    name.index(batch)
            for names in following.batches(name.Name.objects.order_by("pk"), BATCH):
                name.prune(names)
        for model in following.article_models():
            rows = model._base_manager.order_by("pk")
            derived = 0
            bar = tqdm(total=rows.count(), desc=model._meta.label, unit="article", disable=verbosity == 0)
            with bar:
                for batch in following.batches(rows, BATCH):
                    if not stale_only:
                        following.index(batch)
                        # Stale by one count: what another process derives meanwhile is not overwritten.
                        models.QuerySet.update(rows.filter(pk__in=[o.pk for o in batch]), facts=F("facts") + 1)
                        batch = list(rows.filter(pk__in=[o.pk for o in batch]))
                    derived += sum(o.stamp != publishing.stamp(o) for o in batch)
                    publishing.ready(batch)
                    bar.update(len(batch))
            self.stdout.write(f"{model._meta.label}: {derived} derived anew.")
        if not stale_only:
            for using in {router.db_for_write(model) for model in following.article_models()}:
                changes.rebuild(using)
