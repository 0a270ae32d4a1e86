"""Signatures as Standard Webhooks 1.0.0 has them (standardwebhooks.com, "Signature scheme", symmetric). No Django."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable

PREFIX = "whsec_"
BYTES = 32  # the specification asks for 24 to 64


def new_secret() -> str:
    """`whsec_` and the key in Base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def new_id() -> str:
    """A message's id: the same at every attempt, so that a receiver can drop what it has had. No full stop in it."""
    return f"msg_{secrets.token_hex(16)}"


def sign(secret: str, id: str, timestamp: int, body: bytes) -> str:
    """`v1,` and the HMAC-SHA256 of `id.timestamp.body` in Base64; `timestamp` in seconds since 1970."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = b".".join((id.encode(), str(timestamp).encode(), body))
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def headers(keys: Iterable[str], id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers. Several secrets, while one is being replaced, make several signatures: one must match."""
    signatures = " ".join(sign(secret, id, timestamp, body) for secret in keys)
    return {"webhook-id": id, "webhook-timestamp": str(timestamp), "webhook-signature": signatures}
