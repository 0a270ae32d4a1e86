from django.apps import AppConfig


class NewsmarkupConfig(AppConfig):
    name = "newsmarkup"
    verbose_name = "News mark-up"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from newsmarkup import checks, following

        checks.register()
        following.connect()
