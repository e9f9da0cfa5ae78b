"""The REST API: one request at a time, tried again where that is safe, refusals as sentences."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any, Optional, Union
from urllib.parse import urlencode, urlsplit

from cop_tracker_client.failures import NOT_ALLOWED, NOT_FOUND, REFUSED, UNREACHABLE, Failure
from cop_tracker_client.settings import Settings

TIMEOUT = 120  # seconds without a byte
TRIES = 5
AGAIN = (408, 425, 429, 500, 502, 503, 504)
LONGEST_WAIT = 60
Body = Union[bytes, "Upload", None]


class Upload:
    """A body that can be sent again from its beginning; ``length`` is known before."""

    length = 0

    def open(self) -> IO[bytes]:
        """Give the body as a stream at its beginning."""
        raise NotImplementedError


class Api:
    """The product, as the token may see it."""

    def __init__(self, settings: Settings, sleep: Callable[[float], None] = time.sleep) -> None:
        self.settings = settings
        self.sleep = sleep
        self.parts = urlsplit(settings.url)

    def get(self, path: str, **query: Any) -> Any:
        """Read one thing."""
        kept = {name: value for name, value in query.items() if value not in (None, "")}
        return self.ask("GET", path + (f"?{urlencode(kept, doseq=True)}" if kept else ""))

    def every(self, path: str, **query: Any) -> Iterator[Any]:
        """Read a whole list, page by page."""
        page = self.get(path, page_size=200, **query)
        while True:
            yield from page["results"]
            if not page["next"]:
                return
            # The host stays ours, whatever an answer says.
            following = urlsplit(page["next"])
            page = self.ask("GET", f"{following.path}?{following.query}")

    def ask(
        self,
        method: str,
        path: str,
        body: Body = None,
        headers: Optional[Mapping[str, str]] = None,  # noqa: UP045 -- Python 3.9
    ) -> Any:
        """Send a request and answer its body; raise Failure for every refusal.

        A failure on the way is tried again, with growing pauses: a GET is safe, a POST that records
        carries an Idempotency-Key, so that the product makes it once, and bytes of an upload are
        taken only where they follow those that are there.
        """
        target = path if path.startswith("/") else f"/api/v1/{path}"
        for number in range(1, TRIES + 1):
            try:
                status, reply, wait = self._once(method, self.parts.path + target, body, headers)
            except (OSError, http.client.HTTPException) as error:
                if number == TRIES:
                    message = f"{self.settings.url} cannot be reached: {_said(error)}."
                    raise Failure(message, UNREACHABLE) from error
                status, reply, wait = 0, b"", 0
            if status and (status not in AGAIN or number == TRIES) and not _is_busy(status, reply):
                return _answer(status, reply)
            self.sleep(min(max(wait, 2 ** (number - 1)), LONGEST_WAIT))
        raise Failure("The product is still busy with the same push; try again later.", UNREACHABLE)

    def _once(
        self,
        method: str,
        target: str,
        body: Body,
        headers: Optional[Mapping[str, str]],  # noqa: UP045
    ) -> tuple[int, bytes, int]:
        kind = (
            http.client.HTTPSConnection
            if self.parts.scheme == "https"
            else http.client.HTTPConnection
        )
        connection = kind(self.parts.hostname or "", self.parts.port, timeout=TIMEOUT)
        own = {
            "Authorization": f"Bearer {self.settings.token}",
            "Accept": "application/json",
            "User-Agent": "cop-tracker/1",
            **(headers or {}),
        }
        try:
            _send(connection, method, target, body, own)
            answer = connection.getresponse()
            wait = answer.getheader("Retry-After") or ""
            return answer.status, answer.read(), int(wait) if wait.isdigit() else 0
        finally:
            connection.close()


def _send(
    connection: http.client.HTTPConnection,
    method: str,
    target: str,
    body: Body,
    headers: dict[str, str],
) -> None:
    if not isinstance(body, Upload):
        connection.request(method, target, body=body, headers=headers)
        return
    headers["Content-Length"] = str(body.length)
    with body.open() as stream:
        try:
            connection.request(method, target, body=stream, headers=headers)
        except (BrokenPipeError, ConnectionResetError):
            # Refused before the end: the reason is in the answer, if it can still be read.
            return


def _is_busy(status: int, reply: bytes) -> bool:
    return status == 409 and b"still being answered" in reply


def _answer(status: int, reply: bytes) -> Any:
    if 200 <= status < 300:
        return json.loads(reply) if reply else None
    if 300 <= status < 400:
        raise Failure("The product redirects: correct COP_TRACKER_URL.", UNREACHABLE)
    codes = {401: NOT_ALLOWED, 403: NOT_ALLOWED, 404: NOT_FOUND, 410: NOT_FOUND}
    code = codes.get(status, UNREACHABLE if status >= 500 else REFUSED)
    raise Failure(_problem(status, reply), code, status)


def _problem(status: int, reply: bytes) -> str:
    """Say a problem (RFC 9457) in a line for each field."""
    try:
        told = json.loads(reply)
        lines = [str(told["detail"])]
        lines += [f"  {one['field']}: {one['message']}" for one in told.get("errors", [])]
    except (ValueError, KeyError, TypeError):
        return f"The product answered {status}."
    return "\n".join(lines)


def _said(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error or type(error).__name__)
