"""System checks. Each id has a row in docs/checks.md."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from newsmarkup.conf import settings
from newsmarkup.sanitize import ENGINES


def check_settings(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    try:
        url, name, engine = settings.SITE_URL, settings.SITE_NAME, settings.SANITIZER
    except ImproperlyConfigured as error:
        return [checks.Error(str(error), id="newsmarkup.E001")]
    found: list[checks.CheckMessage] = []
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/") or parts.query:
        found.append(
            checks.Error(
                f'NEWSMARKUP["SITE_URL"] is {url!r}: no address of a site.',
                hint='Give scheme and host, such as "https://www.example.com".',
                id="newsmarkup.E002",
            )
        )
    if not name:
        found.append(
            checks.Error(
                'NEWSMARKUP["SITE_NAME"] is missing.',
                hint="The publication's name, as readers know it.",
                id="newsmarkup.E003",
            )
        )
    if engine not in ENGINES:
        found.append(
            checks.Error(
                f'NEWSMARKUP["SANITIZER"] is {engine!r}.', hint=f"One of: {', '.join(ENGINES)}.", id="newsmarkup.E004"
            )
        )
    elif engine == "nh3":
        try:
            import nh3  # noqa: F401
        except ImportError:
            found.append(
                checks.Error(
                    'NEWSMARKUP["SANITIZER"] is "nh3", but nh3 is not installed.',
                    hint="pip install newsmarkup[nh3]",
                    id="newsmarkup.E005",
                )
            )
    return found


def register() -> None:
    checks.register(check_settings)
