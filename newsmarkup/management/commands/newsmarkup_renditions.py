"""`manage.py newsmarkup_renditions`: make the photos' renditions that are missing or say something old."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from newsmarkup import following, renditions
from newsmarkup.models import Photo

BATCH = 50


class Command(BaseCommand):
    help = (
        "Makes the renditions of photos (smaller copies, and crops for search engines) that are missing or carry rights "
        "that have changed. Not needed in daily life: saving a photo makes them. Run it once after an upgrade, and after "
        "photos were written with bulk_create() or past Django. It can be stopped and run again at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--prune", action="store_true", help="also delete the files that no photo lists any more")

    def handle(self, *args: Any, prune: bool, verbosity: int, **options: Any) -> None:
        rows = Photo.objects.order_by("pk")
        made = deleted = 0
        with tqdm(total=rows.count(), desc="photos", unit="photo", disable=verbosity == 0) as bar:
            for batch in following.batches(rows, BATCH):
                for photo in batch:
                    made += renditions.refresh(photo.pk)
                    bar.update(1)
        if prune:
            deleted = renditions.prune()
        self.stdout.write(
            f"Renditions of {made} photos made anew." + (f" {deleted} old files deleted." if prune else "")
        )
