"""A receiver of webhooks on loopback: keeps what it is sent, verified by the library of Standard Webhooks."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks.webhooks import Webhook as Judge


class Receiver:
    """`got`: (path, headers, body) of each request. `answers`: what to say to the next ones, (code, headers, body) or a
    function of the socket; 200 once they are used up."""

    def __init__(self, server):
        self.server = server
        self.port = server.server_address[1]
        self.got = []
        self.answers = []
        self.lock = threading.Lock()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/hooks?to=us"

    @property
    def said(self):
        return [json.loads(body) for _path, _headers, body in self.got]

    def verified(self, secret):
        """The payloads. Raises where a signature is not this secret's."""
        return [Judge(secret).verify(body, dict(headers)) for _path, headers, body in self.got]


@contextmanager
def receiving():
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            with receiver.lock:
                receiver.got.append((self.path, self.headers, body))
                answer = receiver.answers.pop(0) if receiver.answers else (200, {}, b"thanks")
            if callable(answer):
                answer(self.connection)
                self.close_connection = True
                return
            code, headers, content = answer
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *args: None  # who hangs up on us
    receiver = Receiver(server)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
