"""One HTTP request to a webhook: to the very address that was checked, no redirect followed, nothing awaited for long. No
Django; needs `newsmarkup[webhooks]`."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

import newsmarkup
from newsmarkup.errors import AddressRefused
from newsmarkup.webhooks.address import Target, resolve, target

CONNECT, READ, WHOLE = 5.0, 10.0, 30.0  # seconds: to connect, for each answer on the wire, for everything together
MOST_READ = 4096  # bytes of the response
MOST_SHOWN = 500  # characters of it that are kept
MOST_TRIED = 3  # of the addresses that a name has

HEADERS = {
    "Content-Type": "application/json",
    "Accept-Encoding": "identity",
    "User-Agent": f"newsmarkup/{newsmarkup.__version__} (webhooks)",
}


@dataclass(frozen=True)
class Answer:
    """`code`: the HTTP status, None where there was no answer; `problem`: then, why. `text`: how the response begins."""

    code: int | None = None
    problem: str = ""
    text: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.code is not None and 200 <= self.code < 300


def post(url: str, body: bytes, headers: Mapping[str, str], allowed: Collection[str] = ()) -> Answer:
    """Send it. What goes wrong on the way stands in the answer, in words; nothing is raised for it."""
    try:
        from urllib3.exceptions import HTTPError
    except ImportError:
        return Answer(problem="There is nothing to send it with: pip install newsmarkup[webhooks]")
    try:
        where = target(url, allowed)
        addresses = resolve(where)
    except AddressRefused as refused:
        return Answer(problem=str(refused))
    except (OSError, UnicodeError):
        return Answer(problem="The name of the host is not known (DNS).")
    ends = time.monotonic() + WHOLE
    problem = ""
    for address in addresses[:MOST_TRIED]:
        connection = _connection(where, address)
        # Each byte may come just before its own time is up: the clock over all of it hangs up.
        clock = threading.Timer(max(0.0, ends - time.monotonic()), connection.hang_up)
        clock.daemon = True
        clock.start()
        connected = False
        try:
            connection.connect()
            connected = True
            return _exchange(connection, where, body, headers)
        except (HTTPError, HTTPException, OSError) as error:
            problem = _words(error)
            if time.monotonic() >= ends:
                return Answer(problem=f"No whole answer within {WHOLE:g} seconds.")
            if connected:
                break
        finally:
            clock.cancel()
            connection.close()
    return Answer(problem=problem)


def _connection(where: Target, address: str) -> Any:
    """To `address`, with the certificate of the host's name. Proxies of the environment play no part."""
    from urllib3.connection import HTTPConnection, HTTPSConnection

    encrypted = where.scheme == "https"
    options = {"cert_reqs": "CERT_REQUIRED", "server_hostname": where.host} if encrypted else {}

    class Connection(HTTPSConnection if encrypted else HTTPConnection):  # type: ignore[misc]
        line: socket.socket | None = None  # the same connection: encrypting takes the socket itself away

        def _new_conn(self) -> socket.socket:
            sock: socket.socket = super()._new_conn()
            self.line = sock.dup()
            return sock

        def hang_up(self) -> None:
            if self.line is not None:
                with suppress(OSError):  # it is over already
                    self.line.shutdown(socket.SHUT_RDWR)

        def close(self) -> None:
            super().close()
            if self.line is not None:
                self.line.close()

    return Connection(address, where.port, timeout=CONNECT, **options)


def _exchange(connection: Any, where: Target, body: bytes, headers: Mapping[str, str]) -> Answer:
    connection.timeout = READ
    connection.sock.settimeout(READ)
    every = {**HEADERS, "Host": where.authority, **headers}
    connection.request("POST", where.path, body=body, headers=every, preload_content=False, decode_content=False)
    response = connection.getresponse()
    text = _begins(response).decode("utf-8", "replace")
    shown = "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in text)
    return Answer(response.status, text=shown[:MOST_SHOWN], headers=dict(response.headers))


def _begins(response: Any) -> bytes:
    """Of the response's body; the status has said already what counts."""
    from urllib3.exceptions import HTTPError

    try:
        return bytes(response.read(MOST_READ, decode_content=False))
    except (HTTPError, HTTPException, OSError):
        return b""


def _words(error: Exception) -> str:
    """What went wrong, for people."""
    import ssl

    from urllib3.exceptions import ConnectTimeoutError, NewConnectionError, ReadTimeoutError

    causes: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in causes:
        causes.append(cause)
        cause = cause.__cause__ or cause.__context__ or next((a for a in cause.args if isinstance(a, Exception)), None)
    for one in causes:
        if isinstance(one, ssl.SSLCertVerificationError):
            return f"The certificate is not valid for this address: {one.verify_message}."
        if isinstance(one, ssl.SSLError):
            return f"No encrypted connection: {one.reason or one}."
        if isinstance(one, ConnectionRefusedError):
            return "The connection was refused: nobody listens there."
        if isinstance(one, ConnectTimeoutError) and not isinstance(one, NewConnectionError):
            return f"No connection within {CONNECT:g} seconds."
        if isinstance(one, ReadTimeoutError | TimeoutError):
            return f"No answer within {READ:g} seconds."
    return f"The connection failed: {str(causes[-1]).strip() or type(causes[-1]).__name__}."
