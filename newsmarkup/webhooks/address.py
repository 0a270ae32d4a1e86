"""Where a webhook may go: to public addresses alone, so that nobody makes this server ask its own network (SSRF). No Django.

A host is looked up once; what came of it is judged, and the connection goes to exactly that: a name that means another
address a moment later ("DNS rebinding") leads nowhere else.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from newsmarkup.errors import AddressRefused

PORTS = {"http": 80, "https": 443}
_GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")  # all that is assigned so far: RFC 4291, section 2.4
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
_TUNNELS = (ipaddress.IPv6Network("2002::/16"), ipaddress.IPv6Network("2001::/32"))  # 6to4, Teredo: an IPv4 within


@dataclass(frozen=True)
class Target:
    """A URL in its parts: `host` in ASCII, `path` with its query, encoded. `trusted`: the newsroom has allowed this host."""

    scheme: str
    host: str
    port: int
    path: str
    trusted: bool = False

    @property
    def authority(self) -> str:
        """As the `Host` header says it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def target(url: str, allowed: Collection[str] = ()) -> Target:
    """The parts of a webhook's URL. `allowed`: hosts, or `host:port`, that may be internal and unencrypted.

    Raises `AddressRefused` for what is no such address; a name is not looked up yet.
    """
    if any(c.isspace() or c < " " for c in url):
        raise AddressRefused(f"{url!r} is no address: it has white space in it.")
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
        host = _ascii(parts.hostname or "")
    except ValueError:
        raise AddressRefused(f"{url} is no address: enter one such as https://partner.example/hooks.")
    if parts.scheme not in PORTS or not host:
        raise AddressRefused(f"{url} is no address: enter one such as https://partner.example/hooks.")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused("A user's name or password in an address is seen in lists and logs: leave it out.")
    trusted = host in allowed or f"{host}:{port}" in allowed
    if parts.scheme == "http" and not trusted:
        raise AddressRefused(f"{url} is not encrypted: enter an address that begins with https://.")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        path += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
    found = Target(parts.scheme, host, port, path, trusted)
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        return found
    _judge(found, str(literal))
    return found


def resolve(where: Target) -> list[str]:
    """The IP addresses to connect to, in the system's order. Raises `AddressRefused` where one of them is not public, and
    `OSError` where the name is not known."""
    found = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    for address in addresses:
        _judge(where, address)
    return addresses


def _judge(where: Target, address: str) -> None:
    if where.trusted or is_public(address):
        return
    named = where.host if where.host == address else f"{where.host} ({address})"
    raise AddressRefused(
        f"{named} is no public address: webhooks don't go into a private network. "
        f'If it is meant, add "{where.host}" to NEWSMARKUP["WEBHOOK_HOSTS"].'
    )


def is_public(address: str) -> bool:
    """Whether this IP address is one of the public Internet, and nothing that leads elsewhere from there."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        elif ip not in _GLOBAL_V6 or any(ip in tunnel for tunnel in _TUNNELS):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _ascii(host: str) -> str:
    """A host's name as DNS and TLS have it. Raises `ValueError`."""
    host = host.rstrip(".").lower()
    return host if host.isascii() else host.encode("idna").decode()
