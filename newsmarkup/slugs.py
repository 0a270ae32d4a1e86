"""Slugs: an article's name in addresses, made from its headline where nobody gave one."""

from __future__ import annotations

from django.db import models
from django.utils.text import slugify


def free(model: type[models.Model], words: str) -> str:
    """These words as a slug, with a number where that is taken."""
    wanted = slugify(words, allow_unicode=True)[:110].strip("-_") or "article"
    taken = set(model._base_manager.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{n}" for n in range(2, len(taken) + 3))
    return next(slug for slug in (wanted, *numbered) if slug not in taken)
