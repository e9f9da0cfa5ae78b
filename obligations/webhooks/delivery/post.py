"""One POST to the other side: bounded in time and in what is read, never redirected."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from time import monotonic
from typing import Any

from obligations.webhooks.delivery.addresses import Forbidden, Network, Target, resolve

CONNECT = 5.0  # seconds
LONGEST = 15.0  # seconds, from the first byte sent to the last one read
MOST_READ = 8 * 1024  # bytes of the answer; the rest is left unread
EXCERPT = 1_000  # characters kept
REASON = 450  # characters of what a library says of a failure
ADDRESSES_TRIED = 2
AGENT = "CodeOfPracticeTracker-Webhooks/1"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one try; without an answer ``status`` is None and ``error`` says why."""

    milliseconds: int
    status: int | None = None
    excerpt: str = ""
    error: str = ""
    retry_after: int | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the other side took it: 2xx and nothing else."""
        return self.status is not None and 200 <= self.status < 300


def send(
    url: str, *, body: bytes, headers: Mapping[str, str], opened: tuple[Network, ...] = ()
) -> Answer:
    """Send a body once; every failure is an answer, none is raised."""
    begun = monotonic()
    try:
        target = resolve(url, opened=opened)
    except Forbidden as refusal:
        return Answer(_since(begun), error=str(refusal))
    connection = _Pinned(target)
    # A server that sends a byte a second never lets a read time out; this ends it all the same.
    alarm = Timer(LONGEST, connection.end)
    alarm.daemon = True
    alarm.start()
    try:
        return _ask(connection, target, body, headers, begun)
    except (OSError, http.client.HTTPException) as error:
        return Answer(_since(begun), error=_said(error, is_late=connection.is_ended))
    finally:
        alarm.cancel()
        connection.close()


def _ask(
    connection: _Pinned, target: Target, body: bytes, headers: Mapping[str, str], begun: float
) -> Answer:
    own = {"Content-Type": "application/json", "User-Agent": AGENT, "Connection": "close"}
    connection.request("POST", target.path, body=body, headers=own | dict(headers))
    response = connection.getresponse()
    read = response.read(MOST_READ)
    error = "Redirects are not followed." if 300 <= response.status < 400 else ""
    return Answer(
        _since(begun),
        status=response.status,
        excerpt=_readable(read),
        error=error,
        retry_after=_seconds(response.getheader("Retry-After")),
    )


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was judged, under the name that was asked for."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=LONGEST)
        self.target = target
        self.is_ended = False
        # http.client lets go of its socket once the head of an answer is read; the alarm may not.
        self.held: socket.socket | None = None
        if target.is_tls:
            self.default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        """Connect to the addresses found before, and prove the name over TLS."""
        plain = self._reach()
        plain.settimeout(LONGEST)
        self.sock: Any = plain
        self.held = plain
        if self.target.is_tls:
            context = ssl.create_default_context()
            # The handshake comes after: the alarm must be able to end it too.
            self.sock = context.wrap_socket(
                plain, server_hostname=self.target.host, do_handshake_on_connect=False
            )
            self.held = self.sock
            self.sock.do_handshake()
        if self.is_ended:
            raise TimeoutError

    def _reach(self) -> socket.socket:
        last: OSError = OSError("The host has no address.")
        for address in self.target.addresses[:ADDRESSES_TRIED]:
            # By hand: what the library offers would look the address up once more.
            family = socket.AF_INET6 if ":" in address else socket.AF_INET
            plain = socket.socket(family, socket.SOCK_STREAM)
            try:
                plain.settimeout(CONNECT)
                plain.connect((address, self.target.port))
            except OSError as error:
                plain.close()
                last = error
            else:
                return plain
        raise last

    def end(self) -> None:
        """End the connection from outside, whatever it waits for."""
        self.is_ended = True
        if self.held is not None:
            with suppress(OSError):
                self.held.shutdown(socket.SHUT_RDWR)


def _since(begun: float) -> int:
    return round((monotonic() - begun) * 1000)


def _said(error: Exception, *, is_late: bool) -> str:
    if is_late or isinstance(error, TimeoutError):
        return f"No whole answer within {LONGEST:.0f} seconds."
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"The certificate does not prove the host: {error.verify_message}."
    if isinstance(error, ConnectionRefusedError):
        return "The host refused the connection."
    what = f"{type(error).__name__}: {error}"[:REASON]
    return f"The connection failed ({what})."


def _readable(read: bytes) -> str:
    text = read.decode("utf-8", errors="replace")
    shown = "".join(one if one.isprintable() or one == "\n" else " " for one in text)
    return shown[:EXCERPT]


def _seconds(header: str | None) -> int | None:
    """Read how long the other side wishes to be left alone; other spellings are left out."""
    return (
        int(header)
        if header and header.isascii() and header.isdigit() and len(header) < 7
        else None
    )
