"""The `NEWSMARKUP` setting: one dict, read lazily, unknown keys refused.

| key | meaning | default |
| --- | --- | --- |
| SITE_URL | the publication's address, `https://…`, to which every path is joined | required |
| SITE_NAME | the publication's name | required |
| ARTICLE_MODEL | the model the API serves, "app.Model" | the only registered one |
| SANITIZER | "bleach" or "nh3" | "bleach" |
| PAGE_SIZE | rows on an API page | 20 |
| MAX_PAGE_SIZE | the most a caller may ask for with `page_size` | 100 |
| PREVIEW_TEMPLATE | the newsroom's article template, shown in the admin's preview with `article` | newsmarkup's own |
| JSONLD | what pages carry: "graph" is one `@graph`, "flat" one node with everything nested in it | "graph" |
| SPEAKABLE | CSS selectors of what in an article's page may be read aloud, such as ["h1", ".standfirst"] | [] |
| EMBED_HOSTS | hosts whose players the page frames, such as ["player.example.com"]; others are linked | [] |
| CACHE_CONTROL | the `Cache-Control` header of API answers | "public, max-age=60" |
| WEBHOOK_HOSTS | hosts of webhooks that may be internal and unencrypted, such as ["cms.internal", "127.0.0.1:9000"] | [] |
| WEBHOOK_QUEUE | the queue of Django's tasks framework that sends them | "default" |
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.conf import settings as django_settings
from django.core.exceptions import ImproperlyConfigured
from django.core.signals import setting_changed

import newsmarkup
from newsmarkup.graph import extending

DEFAULTS: dict[str, Any] = {
    "SITE_URL": "",
    "SITE_NAME": "",
    "ARTICLE_MODEL": "",
    "SANITIZER": "bleach",
    "PAGE_SIZE": 20,
    "MAX_PAGE_SIZE": 100,
    "PREVIEW_TEMPLATE": "newsmarkup/preview.html",
    "JSONLD": "graph",
    "SPEAKABLE": (),
    "EMBED_HOSTS": (),
    "CACHE_CONTROL": "public, max-age=60",
    "WEBHOOK_HOSTS": (),
    "WEBHOOK_QUEUE": "default",
}


class Settings:
    """Attribute access to the `NEWSMARKUP` dict over its defaults."""

    def __init__(self) -> None:
        self._values: dict[str, Any] | None = None
        self._fingerprint = ""
        self._extended = ""

    def _load(self) -> dict[str, Any]:
        if self._values is None:
            given = getattr(django_settings, "NEWSMARKUP", {})
            unknown = sorted(set(given) - set(DEFAULTS))
            if unknown:
                raise ImproperlyConfigured(
                    f"NEWSMARKUP has unknown keys: {', '.join(unknown)}. Known keys: {', '.join(sorted(DEFAULTS))}."
                )
            self._values = {**DEFAULTS, **given}
        return self._values

    def __getattr__(self, name: str) -> Any:
        if name not in DEFAULTS:
            raise AttributeError(f"NEWSMARKUP has no key {name!r}. Known keys: {', '.join(sorted(DEFAULTS))}.")
        return self._load()[name]

    def reload(self) -> None:
        self._values = None
        self._fingerprint = ""

    @property
    def fingerprint(self) -> str:
        """Changes when a setting, an extension or a release changes what is derived from an article (8 characters)."""
        if not self._fingerprint or self._extended != extending.signature():
            self._extended = extending.signature()
            facts = (
                newsmarkup.__version__,
                self._extended,
                self.SITE_URL,
                self.SITE_NAME,
                self.SPEAKABLE,
                django_settings.MEDIA_URL,
                django_settings.LANGUAGE_CODE,
            )
            self._fingerprint = hashlib.blake2s(repr(facts).encode(), digest_size=4).hexdigest()
        return self._fingerprint

    def absolute(self, path: str) -> str:
        """An absolute URL of a path on this site; an absolute URL stays as it is; "" stays ""."""
        if not path or path.startswith(("http://", "https://")):
            return path
        return f"{self.SITE_URL.rstrip('/')}/{path.lstrip('/')}"


settings = Settings()


def _changed(*, setting: str, **kwargs: Any) -> None:
    if setting in ("NEWSMARKUP", "MEDIA_URL", "LANGUAGE_CODE"):
        settings.reload()


setting_changed.connect(_changed, dispatch_uid="newsmarkup.conf")
