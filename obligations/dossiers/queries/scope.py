"""One model on one day, and the rows that are about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Model, Q

from obligations.law.deadlines import first_instant_after
from providers.models import AIModel


@dataclass(frozen=True, slots=True)
class Scope:
    """A model of a provider as of the end of a legal day; ``until`` is the first instant after."""

    ai_model: AIModel
    on: date

    @property
    def until(self) -> datetime:
        """The first instant that no longer counts."""
        return first_instant_after(self.on)

    @property
    def last_instant(self) -> datetime:
        """The last instant of the day that counts."""
        return self.until - timedelta(microseconds=1)

    def has_come(self, value: date | datetime) -> bool:
        """Whether an instant or a day lies within what counts."""
        return value < self.until if isinstance(value, datetime) else value <= self.on


Reach = Callable[[Scope], Q]


def of_model(scope: Scope) -> Q:
    """Reach what names the model."""
    return Q(ai_model=scope.ai_model)


def of_subject(scope: Scope) -> Q:
    """Reach what names the model, or is about its provider as a whole."""
    return Q(provider=scope.ai_model.provider_id) & (Q(ai_model=scope.ai_model) | Q(ai_model=None))


def of_provider(scope: Scope) -> Q:
    """Reach what is about the provider as a whole, whichever model it serves."""
    return Q(provider=scope.ai_model.provider_id)


def through(path: str, model: type[Model], reach: Reach) -> Reach:
    """Reach what names a row of another kind that is reached itself, by the path given."""
    return lambda scope: Q(
        provider=scope.ai_model.provider_id,
        **{f"{path}__in": model._default_manager.filter(reach(scope)).order_by().values("pk")},
    )
