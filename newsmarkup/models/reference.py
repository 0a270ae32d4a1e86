from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import models


class Reference(models.Model):
    """Derived: which body names which person, organization or photo, so that a change finds its articles.

    `target` is `person:KEY`, `organization:KEY` or `photo:KEY`. Rebuilt by every write of a body, and by
    `manage.py newsmarkup_rebuild`.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.CharField(max_length=64)
    target = models.CharField(max_length=80)

    class Meta:
        # The target first: who names it is what is asked for row by row.
        constraints = [
            models.UniqueConstraint(fields=["target", "content_type", "object_id"], name="newsmarkup_reference_unique")
        ]
        indexes = [models.Index(fields=["content_type", "object_id"])]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id} → {self.target}"
