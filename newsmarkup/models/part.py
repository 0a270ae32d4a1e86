"""Part: a row that belongs to one article, of whatever model that is."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from newsmarkup.models.base import Fact


class Part(Fact):
    """Its writes tell its article, and so do those of the people, organizations and photos it names."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, editable=False)
    object_id = models.CharField(max_length=64, editable=False)
    article = GenericForeignKey("content_type", "object_id")

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["content_type", "object_id"])]
