"""The matters of this room that run clocks, and what is to be done before one ends."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from obligations.queries.clocks import register

FRAMEWORK, REPORT, ENTRY = "framework", "model-report", "safety-entry"
ASSESSMENT, ACCESS = "framework-assessment", "access-check"
STEPS = {
    FRAMEWORK: _("Confirm or assess the Framework"),
    REPORT: _("Write the Model Report"),
    ENTRY: _("Complete the entry"),
    ASSESSMENT: _("Assess the Framework"),
    ACCESS: _("Review the access"),
}


def ready() -> None:
    """Say what the clocks of this room ask."""
    for matter, step in STEPS.items():
        register(matter, step)
