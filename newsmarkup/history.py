"""The history of a row, in the admin's words: what is written elsewhere is written into it, too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import override


def added(user: Any, obj: Any) -> None:
    from django.contrib.admin.models import ADDITION

    _log(user, obj, ADDITION, [{"added": {}}])


def changed(user: Any, obj: Any, names: Iterable[str], said: str = "") -> None:
    """`names` of fields or of relations to parts; `said` is an entry of its own, in words."""
    from django.contrib.admin.models import CHANGE

    labels = [_label(obj, name) for name in names]
    if labels:
        _log(user, obj, CHANGE, [{"changed": {"fields": labels}}])
    if said:
        _log(user, obj, CHANGE, said)


def deleted(user: Any, obj: Any) -> None:
    """Before it is gone."""
    from django.contrib.admin.models import DELETION

    _log(user, obj, DELETION, "")


def last(obj: Any) -> Any:
    """The newest entry of a row, with its user; None where there is none."""
    if not apps.is_installed("django.contrib.admin"):
        return None
    from django.contrib.admin.models import LogEntry

    content_type = ContentType.objects.get_for_model(obj, for_concrete_model=False)
    entries = LogEntry.objects.filter(content_type=content_type, object_id=str(obj.pk)).select_related("user")
    return entries.order_by("-pk").first()


def _log(user: Any, obj: Any, flag: int, message: Any) -> None:
    if apps.is_installed("django.contrib.admin"):
        from django.contrib.admin.models import LogEntry

        LogEntry.objects.log_actions(user.pk, [obj], flag, message, single_object=True)


def _label(obj: Any, name: str) -> str:
    field = obj._meta.get_field(name)
    with override(None):  # translated when it is read
        return capfirst(str(field.related_model._meta.verbose_name_plural if field.one_to_many else field.verbose_name))
