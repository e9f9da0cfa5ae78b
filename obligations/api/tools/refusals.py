"""Refusals of the law engine, said by the API."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from obligations.law.figures import ImpossibleValue
from providers.errors import InvalidInput


@contextmanager
def refusals(*, otherwise: str = "") -> Iterator[None]:
    """Turn what the law refuses into InvalidInput; ``otherwise`` is the field if it names none."""
    try:
        yield
    except ImpossibleValue as error:
        raise InvalidInput(error.message, field=error.field) from error
    except ValueError as error:
        raise InvalidInput(str(error), field=otherwise) from error
