"""Choices among duties where there may be thousands of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext

from obligations.models import Duty

OFFERED = 200


def offer(field: forms.Field, duties: QuerySet[Duty], named: Callable[[Duty], str]) -> None:
    """Let a field take any of the duties and list the first of them.

    A list of thousands would serve nobody, and takes seconds.
    """
    assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- a choice of rows
    field.queryset = duties
    listed = list(duties[: OFFERED + 1])
    choices: list[tuple[Any, str]] = [(duty.pk, named(duty)) for duty in listed[:OFFERED]]
    if field.empty_label is not None:
        choices.insert(0, ("", str(field.empty_label)))
    field.widget.choices = choices
    if len(listed) > OFFERED:
        field.help_text = gettext(
            "The first {count} duties are listed. Any other takes this piece on its own page."
        ).format(count=OFFERED)
