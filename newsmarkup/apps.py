from contextlib import suppress

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured
from django.db.models.signals import post_migrate

from newsmarkup.errors import UnknownName


class NewsmarkupConfig(AppConfig):
    name = "newsmarkup"
    verbose_name = "News mark-up"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from newsmarkup import checks, following, fulltext, sanitize
        from newsmarkup.conf import settings
        from newsmarkup.webhooks import announcing

        with suppress(ImproperlyConfigured, UnknownName):  # the checks say what is wrong
            sanitize.use(settings.SANITIZER)
        checks.register()
        following.connect()
        announcing.connect()
        post_migrate.connect(fulltext.after_migrate, sender=self, dispatch_uid="newsmarkup.fulltext")
