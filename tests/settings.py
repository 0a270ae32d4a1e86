"""The demo newsroom's settings, with an article model that newsmarkup did not make."""

from demo_site.settings import *  # noqa: F403
from demo_site.settings import INSTALLED_APPS, NEWSMARKUP

INSTALLED_APPS = [*INSTALLED_APPS, "tests.wire"]
NEWSMARKUP = {**NEWSMARKUP, "SITE_URL": "https://paper.example"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DEBUG = False
ALLOWED_HOSTS = ["*"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
