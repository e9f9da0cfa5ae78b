"""The roots of every refusal this product expects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class DomainError(Exception):
    """An expected refusal, said in words a compliance officer understands.

    ``field`` names the input at fault, where one is.
    """

    def __init__(self, message: StrOrPromise, *, field: str = "") -> None:
        # Said once, in the language of whoever is refused.
        self.message = str(message)
        super().__init__(self.message)
        self.field = field


class NotPermitted(DomainError):
    """The actor may see the thing but not do this to it."""


class InvalidInput(DomainError):
    """A value that cannot be recorded; ``field`` names it.

    ``problems`` lists everything that was found wrong, so that nobody mends a form one field at a
    time; a refusal of a single field lists itself.
    """

    def __init__(
        self, message: StrOrPromise, *, field: str = "", problems: Sequence[InvalidInput] = ()
    ) -> None:
        super().__init__(message, field=field)
        self.problems: tuple[InvalidInput, ...] = tuple(problems) or (self,)

    @classmethod
    def of_all(cls, problems: Sequence[InvalidInput], *, prefix: str = "") -> InvalidInput:
        """Gather several refusals into one; ``prefix`` goes before each field's name."""
        flat = [
            InvalidInput(one.message, field=f"{prefix}{one.field}")
            for problem in problems
            for one in problem.problems
        ]
        if len(flat) == 1:
            return flat[0]
        return cls(" ".join(one.message for one in flat), field=flat[0].field, problems=flat)


class Conflict(DomainError):
    """Someone else changed the thing first; nothing was written."""


class Problems:
    """Refusals gathered one by one, to be raised together."""

    def __init__(self) -> None:
        self.found: list[InvalidInput] = []

    @contextmanager
    def gathered(self, prefix: str = "") -> Iterator[None]:
        """Note a refusal of the lines within and go on; ``prefix`` goes before its fields."""
        try:
            yield
        except InvalidInput as refusal:
            self.found.append(InvalidInput.of_all([refusal], prefix=prefix))

    def raise_any(self) -> None:
        """Raise InvalidInput with everything gathered, if there is anything."""
        if self.found:
            raise InvalidInput.of_all(self.found)
