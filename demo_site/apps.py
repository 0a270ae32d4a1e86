from django.apps import AppConfig


class DemoSiteConfig(AppConfig):
    name = "demo_site"
    verbose_name = "The newsroom"
    default_auto_field = "django.db.models.BigAutoField"
