"""What the rules may know about a provider and a model. None always means unknown.

Every constructor refuses what cannot be true with ``ImpossibleValue``, a ValueError that names the
field in the words of the API.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from obligations.law import countries, figures
from obligations.law.figures import ImpossibleValue
from obligations.law.terms import Chapter, Size, Truth

Modality = Literal["text", "code", "speech", "audio", "image", "video", "other"]
MODALITIES: frozenset[str] = frozenset(get_args(Modality))

DesignationBasis = Literal["52(4)", "52(1)"]


@dataclass(frozen=True, kw_only=True)
class ProviderFacts:
    """Facts about who places the model on the market.

    ``code_chapters`` maps each chapter signed to the day of signature, or to None where the day is
    not known. A chapter that is absent from the mapping is not signed.
    """

    established_in: str | None = None
    size: Size | None = None
    representative_since: date | None = None
    code_chapters: Mapping[Chapter, date | None] | None = field(default=None, hash=False)

    def __post_init__(self) -> None:
        if self.established_in is not None:
            code = countries.normalised(str(self.established_in))
            if code is None:
                raise ImpossibleValue(
                    "provider.established_in", "Give a country code of two letters (ISO 3166-1)."
                )
            object.__setattr__(self, "established_in", code)
        if self.size is not None:
            _word("provider.size", self.size, frozenset(Size))
        _event("provider.representative_since", self.representative_since)
        for chapter, signed_on in (self.code_chapters or {}).items():
            _word("provider.code_chapters", chapter, frozenset(Chapter))
            _event("provider.code_chapters", signed_on)


@dataclass(frozen=True, kw_only=True)
class OpenSource:
    """The answers behind the open-source tests (AI Act, Arts. 53(2) and 54(6))."""

    licence_open: Truth = None
    monetised: Truth = None
    parameters_public: Truth = None
    architecture_public: Truth = None
    usage_information_public: Truth = None

    def __post_init__(self) -> None:
        for name in self.__dataclass_fields__:
            _truth(f"model.open_source.{name}", getattr(self, name))


@dataclass(frozen=True, kw_only=True)
class Modification:
    """How the model came from another one (AI Act, recital 109; Guidelines, paras. 59 to 68).

    ``compute_flop`` is the training compute of the modification alone, ``original_compute_flop``
    that of the original model.
    """

    compute_flop: Decimal | None = None
    original_compute_flop: Decimal | None = None
    original_systemic: Truth = None
    same_provider: Truth = None

    def __post_init__(self) -> None:
        _flop("model.modification.compute_flop", self.compute_flop)
        _flop("model.modification.original_compute_flop", self.original_compute_flop)
        _truth("model.modification.original_systemic", self.original_systemic)
        _truth("model.modification.same_provider", self.same_provider)


@dataclass(frozen=True, kw_only=True)
class ModelFacts:
    """Facts about one model through its whole lifecycle, and about its provider.

    ``general_purpose`` is the provider's own reasoned decision. ``training_compute_flop`` is the
    compute that updated the parameters; ``cumulative_compute_flop`` is everything that contributed
    to the capabilities (Guidelines, paras. 115 and 116). ``threshold_known_on``
    is the day on which it became known that the systemic-risk threshold is met or will be met.
    """

    union_market_date: date | None = None
    general_purpose: Truth = None
    training_compute_flop: Decimal | None = None
    cumulative_compute_flop: Decimal | None = None
    output_modalities: frozenset[str] | None = None
    broad_generality: Truth = None
    open_source: OpenSource | None = None
    threshold_known_on: date | None = None
    designated_on: date | None = None
    designation_basis: DesignationBasis | None = None
    rebuttal_submitted_on: date | None = None
    rebuttal_accepted_on: date | None = None
    rebuttal_rejected_on: date | None = None
    notification_submitted_on: date | None = None
    modification: Modification | None = None
    provider: ProviderFacts = field(default_factory=ProviderFacts)

    def __post_init__(self) -> None:
        if self.union_market_date is not None:
            figures.day(
                "model.union_market_date", self.union_market_date, earliest=figures.EARLIEST_MODEL
            )
        _truth("model.general_purpose", self.general_purpose)
        _truth("model.broad_generality", self.broad_generality)
        _flop("model.training_compute_flop", self.training_compute_flop)
        _flop("model.cumulative_compute_flop", self.cumulative_compute_flop)
        for name in self.output_modalities or ():
            _word("model.output_modalities", name, MODALITIES)
        if self.designation_basis is not None:
            _word("model.designation_basis", self.designation_basis, {"52(4)", "52(1)"})
        for name in _EVENTS:
            _event(f"model.{name}", getattr(self, name))


_EVENTS = (
    "threshold_known_on",
    "designated_on",
    "rebuttal_submitted_on",
    "rebuttal_accepted_on",
    "rebuttal_rejected_on",
    "notification_submitted_on",
)


def _flop(name: str, value: Decimal | None) -> None:
    if value is not None:
        figures.flop(name, value)


def _event(name: str, value: date | None) -> None:
    if value is not None:
        figures.day(name, value, earliest=figures.EARLIEST_EVENT)


def _truth(name: str, value: Truth) -> None:
    if value is not None and not isinstance(value, bool):
        raise ImpossibleValue(name, "Answer yes, no or unknown.")


def _word(name: str, value: str, allowed: frozenset[str] | set[str]) -> None:
    if not isinstance(value, str) or value not in allowed:
        raise ImpossibleValue(name, f"Choose from: {', '.join(sorted(allowed))}.")
