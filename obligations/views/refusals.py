"""Refusals of the services, shown where the person typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms

from providers.errors import DomainError, InvalidInput


@contextmanager
def into_form(form: forms.Form, *others: forms.Form) -> Iterator[None]:
    """Put what a service refuses beside the field it names, in whichever form has that field.

    Fields of a fact may be named with its kind (``compute.method``), which is the prefix of the
    form. What names no field stands above the first form.
    """
    try:
        yield
    except InvalidInput as refusal:
        for problem in refusal.problems:
            _place(problem, (form, *others))
    except DomainError as refusal:
        form.add_error(None, refusal.message)


def _place(problem: InvalidInput, candidates: tuple[forms.Form, ...]) -> None:
    prefix, _, field = problem.field.rpartition(".")
    for candidate in candidates:
        if field in candidate.fields and prefix in ("", "value", candidate.prefix or ""):
            candidate.add_error(field, problem.message)
            return
    candidates[0].add_error(None, problem.message)
