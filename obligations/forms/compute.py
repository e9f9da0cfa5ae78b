"""Amounts of training compute by each method, as programs and pages give them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from obligations.law import compute
from obligations.law.compute import Component, ComponentKind, Hardware, Phase
from obligations.law.estimates import Estimate
from providers.rest.bodies import Body
from providers.rest.fields import DecimalText, Truth, Word

_MOST_ROWS = 1000


class ArchitectureIn(Body):
    """6 x parameters x tokens."""

    method = serializers.ChoiceField(choices=["architecture"])
    parameters = DecimalText()
    tokens = DecimalText(help_text="All tokens seen in training, repeated epochs included.")
    active_parameters = DecimalText(
        required=False, allow_null=True, help_text="Of a mixture of experts, per token."
    )


class PassesIn(Body):
    """Passes x operations of one full pass, forward and backward."""

    method = serializers.ChoiceField(choices=["passes"])
    forward_passes = DecimalText()
    operations_per_pass = DecimalText()


class HardwareIn(Body):
    """Units of one kind of hardware."""

    units = DecimalText()
    peak_flop_per_second = DecimalText(help_text="Theoretical peak of one unit.")


class PhaseIn(Body):
    """A time with a constant number of units; in ``days`` or in ``hours``."""

    units = DecimalText(required=False, allow_null=True)
    peak_flop_per_second = DecimalText(required=False, allow_null=True)
    hardware = HardwareIn(  # type: ignore[call-arg] # of the list
        many=True, required=False, max_length=_MOST_ROWS, help_text="Several kinds in one phase."
    )
    days = DecimalText(required=False, allow_null=True)
    hours = DecimalText(required=False, allow_null=True)
    utilisation = DecimalText(help_text="Average share of the peak: above 0, at most 1.")

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        """See that the hardware is named one way."""
        one = [given.get("units"), given.get("peak_flop_per_second")]
        if given.get("hardware"):
            if any(one):
                raise serializers.ValidationError(
                    {"hardware": _("Give units and peak here, or a list of hardware, not both.")}
                )
        elif not all(one):
            raise serializers.ValidationError(
                {"units": _("Give units and peak_flop_per_second, or a list of hardware.")}
            )
        return given


class HardwarePhasesIn(Body):
    """Units x seconds x peak x utilisation, summed over phases."""

    method = serializers.ChoiceField(choices=["hardware"])
    phases = PhaseIn(  # type: ignore[call-arg] # of the list
        many=True, allow_empty=False, max_length=_MOST_ROWS
    )


class ComponentIn(Body):
    """One amount of compute, by what it was spent on."""

    kind = Word(ComponentKind)
    flop = DecimalText()
    public = Truth(required=False, help_text="Of synthetic data: whether it is public.")


class ComponentsIn(Body):
    """What counts towards the cumulative compute, and what does not."""

    method = serializers.ChoiceField(choices=["components"])
    components = ComponentIn(  # type: ignore[call-arg] # of the list
        many=True, allow_empty=False, max_length=_MOST_ROWS
    )


def _architecture(given: Mapping[str, Any]) -> Estimate:
    return compute.architecture(
        given["parameters"],
        given["tokens"],
        active_parameters=given.get("active_parameters"),
    )


def _passes(given: Mapping[str, Any]) -> Estimate:
    return compute.passes(given["forward_passes"], given["operations_per_pass"])


def _hardware(given: Mapping[str, Any]) -> Estimate:
    return compute.hardware([_phase(phase) for phase in given["phases"]])


def _phase(given: Mapping[str, Any]) -> Phase:
    kinds = given.get("hardware") or [given]
    return Phase(
        hardware=tuple(Hardware(one["units"], one["peak_flop_per_second"]) for one in kinds),
        utilisation=given["utilisation"],
        days=given.get("days"),
        hours=given.get("hours"),
    )


def _components(given: Mapping[str, Any]) -> Estimate:
    return compute.components(
        [Component(one["kind"], one["flop"], one.get("public")) for one in given["components"]]
    )


METHODS: Mapping[str, tuple[type[Body], Callable[[Mapping[str, Any]], Estimate]]] = {
    "architecture": (ArchitectureIn, _architecture),
    "hardware": (HardwarePhasesIn, _hardware),
    "components": (ComponentsIn, _components),
    "passes": (PassesIn, _passes),
}
