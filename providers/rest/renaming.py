"""Fields at fault, under the names a program sent them by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from providers.errors import InvalidInput


@contextmanager
def as_sent(sent_name: Callable[[str], str]) -> Iterator[None]:
    """Rename the fields of an InvalidInput raised within; it keeps its class, and so its status."""
    try:
        yield
    except InvalidInput as error:
        for one in {error, *error.problems}:
            one.field = sent_name(one.field)
        raise
