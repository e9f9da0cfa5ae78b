"""Programs on the other side: servers on loopback that note what they are sent."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Receiver(ThreadingHTTPServer):
    """Answers every POST with ``status``, ``headers`` and ``body``; keeps what came."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.headers, self.body = 204, {}, b""
        self.came = []
        self.names = []

    def handle_error(self, request, client_address):
        """A caller that hangs up is what some tests want."""

    @property
    def port(self):
        return self.server_address[1]

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/hook?of=us"


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        size = int(self.headers["Content-Length"])
        self.server.came.append((self.path, dict(self.headers), self.rfile.read(size)))
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()
        for part in self.server.body if isinstance(self.server.body, list) else [self.server.body]:
            self.wfile.write(part() if callable(part) else part)

    def log_message(self, *args):
        """Say nothing."""


@contextmanager
def receiving(context: ssl.SSLContext | None = None):
    server = Receiver()
    if context is not None:
        context.sni_callback = lambda sock, name, _: server.names.append(name)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@contextmanager
def raw(answer):
    """A server that speaks by hand: ``answer`` is given the connection after the request."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                connection.recv(65536)
                answer(connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        thread.join(5)
