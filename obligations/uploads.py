"""Receives uploaded files straight into the evidence storage, hashing them on the way."""

from __future__ import annotations

import html
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, TypeVar

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from django.utils.datastructures import MultiValueDict

from obligations import storage
from obligations.storage import IncomingFile, Receiver
from providers.errors import InvalidInput

View = TypeVar("View", bound=Callable[..., Any])


class TooManyFiles(InvalidInput):
    """A stranger sent as many files as one may for now."""


def takes_files(most: Callable[[HttpRequest], int]) -> Callable[[View], View]:
    """Let strangers send files to a view; ``most`` says how many bytes all together, 0 for none.

    Put it outermost: the files arrive before the view is called.
    """

    def mark(view: View) -> View:
        view.most_of_strangers = most  # type: ignore[attr-defined] # read by the handler below
        return view

    return mark


class EvidenceUploadHandler(FileUploadHandler):
    """Django's hook for uploads (``FILE_UPLOAD_HANDLERS``): memory stays flat at any size.

    What Django puts into ``request.FILES`` is an ``IncomingFile``; its bytes are removed at the
    end of the request, however it ends, unless a service kept them. Files of somebody who is not
    signed in never touch the disk, except at views that ``takes_files`` marks. A body that ends
    early is refused whole.
    """

    chunk_size = storage.BLOCK

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        # Django closes ``file`` of a handler when it gives a request up.
        self.file = ExitStack()
        self._receiver: Receiver | None = None
        self._announced = 0
        self._is_parsing = False
        self._most: int | None = None
        if request is not None:
            _close_with(request, self.file)

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803 -- Django's name
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, Any]] | None:
        """Parse the body with names left as they came, and check that all of it came."""
        self._announced = content_length
        if self._is_parsing or boundary is None:
            return None
        self._is_parsing = True
        body: Any = _CountingBody(input_data)
        try:
            parsed = _NameKeepingParser(META, body, [self], encoding).parse()
            if body.count < content_length:
                raise MultiPartParserError("The upload ended before all of it had arrived.")
        except BaseException:
            self.file.close()
            raise
        return parsed

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin a file; skip it when nobody is signed in and the view takes none of strangers."""
        super().new_file(*args, **kwargs)
        if not _is_signed_in(self.request):
            if self._most is None:
                self._most = _most_of_strangers(self.request)
            if self._most is None:
                raise SkipFile
        self._receiver = Receiver(announced=self._announced, most=self._most)
        if self._most == 0:
            # Told rather than skipped: nobody is to believe that a file arrived.
            self._receiver.refuse(TooManyFiles("Too many files came from here. Send them later."))
        self.file.callback(self._receiver.discard)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write the next bytes to the incoming area."""
        if self._receiver is not None:
            self._receiver.write(raw_data)

    def file_complete(self, file_size: int) -> IncomingFile | None:
        """Hand the file over to the request."""
        if self._receiver is None:
            return None
        incoming = self._receiver.finish(name=self.file_name or "")
        incoming.content_type = self.content_type
        self._receiver = None
        return incoming

    def upload_interrupted(self) -> None:
        """Remove what had arrived."""
        self.file.close()


def _close_with(request: HttpRequest, stack: ExitStack) -> None:
    """Close the stack when Django closes the request, even if its files were never read from it.

    Django closes ``request.FILES`` alone, which stays empty where a view's parser gave up after
    the files had arrived.
    """
    close_request = request.close

    def close() -> None:
        stack.close()
        close_request()

    request.close = close  # type: ignore[method-assign] # for one request


class _NameKeepingParser(MultiPartParser):
    """Django's parser, except that it does not mend file names without a word.

    Django cuts folders and control characters off a name; here the service refuses such a name
    and says why.
    """

    def sanitize_file_name(self, file_name: str) -> str:
        return html.unescape(file_name)


class _CountingBody:
    """A request body that knows how much of it was read."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        block: bytes = self._source.read(size)
        self.count += len(block)
        return block


def _is_signed_in(request: HttpRequest | None) -> bool:
    user = getattr(request, "user", None)
    return bool(user is not None and user.is_authenticated)


def _most_of_strangers(request: HttpRequest | None) -> int | None:
    match = getattr(request, "resolver_match", None)
    most = getattr(match and match.func, "most_of_strangers", None)
    return int(most(request)) if most else None
