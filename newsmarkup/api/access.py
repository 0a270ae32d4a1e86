"""Who asks: the API's ways to sign in. The public's requests never come here."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from rest_framework.authentication import BaseAuthentication, SessionAuthentication, TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated
from rest_framework.settings import api_settings

SCOPE = "newsmarkup_write"  # of ScopedRateThrottle, where the site's DEFAULT_THROTTLE_RATES have a rate for it


def authenticators() -> list[BaseAuthentication]:
    """The site's own DEFAULT_AUTHENTICATION_CLASSES if it has any; else a token (`rest_framework.authtoken`, if it is
    installed) or the session of the admin, with its CSRF token."""
    if "DEFAULT_AUTHENTICATION_CLASSES" in (api_settings.user_settings or {}):
        return [one() for one in api_settings.DEFAULT_AUTHENTICATION_CLASSES]
    token = [TokenAuthentication()] if apps.is_installed("rest_framework.authtoken") else []
    return [*token, SessionAuthentication()]


def signed_in(request: Any) -> Any:
    """The user of a request. Raises NotAuthenticated."""
    try:
        user = request.user
    except ValueError:  # what no database takes as a token
        raise AuthenticationFailed("This token can't be one.") from None
    if not (user and user.is_authenticated):
        raise NotAuthenticated("Sign in to read and write what is not public: Authorization: Token …, or a session.")
    return user


def scope() -> str | None:
    return SCOPE if SCOPE in (api_settings.DEFAULT_THROTTLE_RATES or {}) else None
