"""Refusals of the services, shown where the person typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from providers.errors import DomainError, InvalidInput
from providers.services.revisions import StaleRevision

_OVERTAKEN = "overtaken"


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
        code = _OVERTAKEN if isinstance(refusal, StaleRevision) else None
        form.add_error(None, forms.ValidationError(refusal.message, code=code))


def was_overtaken(form: forms.Form) -> bool:
    """Say whether a form was refused because somebody wrote after it was opened."""
    return form.has_error(NON_FIELD_ERRORS, _OVERTAKEN)


def _place(problem: InvalidInput, candidates: tuple[forms.Form, ...]) -> None:
    prefix, _, field = problem.field.rpartition(".")
    for candidate in candidates:
        if field in candidate.fields and prefix in ("", "value", candidate.prefix or ""):
            candidate.add_error(field, problem.message)
            return
    candidates[0].add_error(None, problem.message)
