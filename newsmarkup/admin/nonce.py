"""Admin pages under a strict Content Security Policy: the import map is inline and needs the request's nonce."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from js_asset import Media


def with_nonce(media: Any, request: HttpRequest) -> Any:
    """The media with the nonce of django-csp (`request.csp_nonce`); as it is where there is none."""
    nonce = getattr(request, "csp_nonce", None)
    return media if nonce is None else Media.from_media(media, nonce=str(nonce))
