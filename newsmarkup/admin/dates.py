"""The years and months above a list: left out where the database can't tell days apart, instead of an error page."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib.admin.views.main import ChangeList
from django.db import connections
from django.utils import timezone


@cache
def knows_time_zones(alias: str) -> bool:
    """MySQL and MariaDB do once their time zone tables are loaded (mysql_tzinfo_to_sql)."""
    connection = connections[alias]
    if connection.vendor != "mysql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT CONVERT_TZ('2000-01-01 00:00:00', 'UTC', %s)", [timezone.get_default_timezone_name()])
        return cursor.fetchone()[0] is not None


class DatedList(ChangeList):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.date_hierarchy and not knows_time_zones(self.root_queryset.db):
            self.date_hierarchy = None
