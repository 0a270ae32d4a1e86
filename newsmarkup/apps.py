from django.apps import AppConfig
from django.db.models.signals import post_migrate


class NewsmarkupConfig(AppConfig):
    name = "newsmarkup"
    verbose_name = "News mark-up"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from newsmarkup import checks, following, fulltext

        checks.register()
        following.connect()
        post_migrate.connect(fulltext.after_migrate, sender=self, dispatch_uid="newsmarkup.fulltext")
