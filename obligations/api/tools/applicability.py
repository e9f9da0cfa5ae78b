"""POST /tools/applicability/: what the law asks of a model, since when, by which day, and why."""

from __future__ import annotations

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from obligations.api.tools.refusals import refusals
from obligations.api.tools.rulings import RulingsOut, rulings_body
from obligations.forms.asked import ApplicabilityIn, answer
from providers.rest.examples import request_example
from providers.rest.views import Tool

EXAMPLE = {
    "on": "2026-11-23",
    "provider": {
        "established_in": "US",
        "size": "large",
        "representative_since": "2026-08-31",
        "code_chapters": ["transparency", "copyright", "safety-security"],
    },
    "model": {
        "union_market_date": "2026-09-01",
        "general_purpose": None,
        "training_compute_flop": "2e24",
        "cumulative_compute_flop": None,
        "output_modalities": ["text"],
        "broad_generality": None,
        "open_source": {
            "licence_open": True,
            "monetised": False,
            "parameters_public": True,
            "architecture_public": True,
            "usage_information_public": True,
        },
        "threshold_known_on": None,
        "designated_on": None,
        "rebuttal_accepted_on": None,
        "modification": {
            "compute_flop": "3e24",
            "original_compute_flop": "8e24",
            "original_systemic": False,
            "same_provider": False,
        },
    },
}


class ApplicabilityTool(Tool):
    """What would I owe?"""

    @extend_schema(
        request=ApplicabilityIn,
        responses={200: RulingsOut},
        examples=[request_example("A modifier in a third country", EXAMPLE)],
    )
    def create(self, request: Request) -> Response:
        """Classify a model and rule on every obligation; nothing is stored.

        Every field may be null or absent: unknown is neither yes nor no, and the answer names the
        fact that is missing.
        """
        with refusals():
            found = answer(self.body(ApplicabilityIn), now=timezone.now())
        return Response(rulings_body(found, found.on))
