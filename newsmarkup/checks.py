"""System checks. Each id has a row in docs/settings.md.

Those of the publisher look into the database: `manage.py check --database default` and `migrate` run them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings as django_settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, router, transaction

from newsmarkup.conf import settings
from newsmarkup.document.trust import POLICIES
from newsmarkup.sanitize import ENGINES

LOGO = 112  # pixels a side at least: developers.google.com/search/docs/appearance/structured-data/logo


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
    elif parts.scheme == "http" and not django_settings.DEBUG:
        found.append(
            checks.Warning(
                f'NEWSMARKUP["SITE_URL"] is {url!r}: every address in the JSON-LD is unencrypted.',
                hint='Say "https://…" if the site is reached so.',
                id="newsmarkup.W001",
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


def check_publishers(
    app_configs: Any, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """What readers and search engines miss of those who publish here."""
    from newsmarkup.models import AbstractArticle, Organization

    models = [model for model in apps.get_models() if issubclass(model, AbstractArticle)]
    if not models or router.db_for_read(Organization) not in (databases or ()):
        return []
    try:
        with transaction.atomic(using=router.db_for_read(Organization)):
            used = {
                pk
                for model in models
                for pk in model._base_manager.order_by().values_list("publisher", flat=True).distinct()
            }
            publishers = list(Organization.objects.filter(pk__in=used - {None}))
            empty = not any(model._base_manager.exists() for model in models)
    except DatabaseError:
        return []  # not migrated yet
    if not publishers and not empty:
        return [
            checks.Warning(
                "No article names its publisher.",
                hint="Add your organization in the admin, and choose it as the publisher of your articles.",
                id="newsmarkup.W002",
            )
        ]
    return [message for publisher in publishers for message in _missing(publisher)]


def _missing(publisher: Any) -> Iterator[checks.Warning]:
    def warning(id: str, said: str, hint: str) -> checks.Warning:
        return checks.Warning(f"The publisher “{publisher}” {said}", hint=hint, obj=None, id=id)

    if publisher.kind != "NewsMediaOrganization":
        said = f"is not a news organization but {publisher.get_kind_display()!r}."
        yield warning("newsmarkup.W003", said, "Only a news organization can have a masthead and all policies.")
    if not publisher.url:
        yield warning("newsmarkup.W004", "has no address.", "Enter the address of its front page.")
    if not publisher.logo:
        yield warning("newsmarkup.W005", "has no logo.", f"Upload one of at least {LOGO} × {LOGO} pixels.")
    elif min(publisher.logo_width or LOGO, publisher.logo_height or LOGO) < LOGO:
        size = f"{publisher.logo_width} × {publisher.logo_height}"
        yield warning(
            "newsmarkup.W006", f"has a logo of {size} pixels.", f"Upload one of at least {LOGO} × {LOGO} pixels."
        )
    if not (publisher.email or publisher.telephone or publisher.contact_url):
        yield warning(
            "newsmarkup.W007", "can't be reached.", "Enter an e-mail address, a telephone number or a contact page."
        )
    missing = [str(publisher._meta.get_field(name).verbose_name) for name in POLICIES if not getattr(publisher, name)]
    if missing:
        said = f"doesn't say where its policies are: {', '.join(missing)}."
        yield warning("newsmarkup.W008", said, "Enter the addresses of the pages; several may have the same one.")


def check_webhooks(
    app_configs: Any, databases: Iterable[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Whether anything sends the webhooks that there are."""
    from newsmarkup.models import Webhook
    from newsmarkup.webhooks import waking

    if router.db_for_read(Webhook) not in (databases or ()):
        return []
    try:
        with transaction.atomic(using=router.db_for_read(Webhook)):
            if not Webhook.objects.filter(active=True).exists():
                return []
    except DatabaseError:
        return []  # not migrated yet
    if not find_spec("urllib3"):
        return [
            checks.Error(
                "There are webhooks, but nothing to send them with.",
                hint="pip install newsmarkup[webhooks]",
                id="newsmarkup.E006",
            )
        ]
    if waking.backend() is None:
        return [
            checks.Warning(
                "There are webhooks, but no worker is told of them: TASKS has no backend that runs a task later, with a "
                f'queue "{settings.WEBHOOK_QUEUE}".',
                hint='Add "django_tasks_db" to INSTALLED_APPS, say TASKS = {"default": {"BACKEND": '
                '"django_tasks_db.DatabaseBackend"}}, and run "manage.py db_worker"; or run "manage.py '
                'newsmarkup_webhooks" every minute, and silence this.',
                id="newsmarkup.W009",
            )
        ]
    return []


def register() -> None:
    checks.register(check_settings)
    checks.register(check_webhooks, checks.Tags.database)
    checks.register(check_publishers, checks.Tags.database)
