"""Permissions: who may do what, asked the same way by the admin and the API: Django's model permissions, or those that an
authentication backend gives for a single row."""

from __future__ import annotations

from typing import Any, Literal

from django.contrib.auth import get_permission_codename
from django.db import models

Action = Literal["view", "add", "change", "delete", "publish"]


def may(user: Any, action: Action, model: type[models.Model], obj: models.Model | None = None) -> bool:
    """Whether the user may do this to every row of the model, or to `obj`. Who may change may view; who may publish and
    withdraw says `ArticleAdapter.may`."""
    actions = ("view", "change") if action == "view" else ("change",) if action == "publish" else (action,)
    return any(has(user, get_permission_codename(one, model._meta), model, obj) for one in actions)


def has(user: Any, codename: str, model: type[models.Model], obj: models.Model | None = None) -> bool:
    """Whether the user has this permission of the model, or has it for `obj`. (Django's own backend knows no rows: asked
    about one it says no.)"""
    name = f"{model._meta.app_label}.{codename}"
    return bool(user.has_perm(name) or (obj is not None and user.has_perm(name, obj)))
