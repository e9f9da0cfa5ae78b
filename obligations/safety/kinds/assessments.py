"""Entries about the provider: assessments of the Framework, access, findings, grounds."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from obligations.safety.kinds.terms import CODE, EntryKind, choice, day, lines, text

ASSESSMENTS = (
    EntryKind(
        key="assessment",
        plural="framework-assessments",
        title=_("Framework assessment"),
        on_label=_("Assessed on"),
        subject="provider",
        cite=f"{CODE}, Measure 1.3",
        items=(
            text(
                "grounds",
                _("Grounds that led to it"),
                _("Leave empty for the yearly one."),
                optional=True,
            ),
            text("adequacy", _("Adequacy"), _("Looks twelve months ahead.")),
            choice(
                "adequacy_result",
                _("Result on adequacy"),
                {"adequate": _("Found adequate"), "change": _("Found to need a change")},
                _("As your own assessment found."),
            ),
            text("adherence", _("Adherence")),
            lines(
                "non_adherence",
                _("Cases of non-adherence"),
                _("One on each line; none: leave empty."),
            ),
            lines(
                "remediation", _("Remediation plans"), _("One on each line, with day and owner.")
            ),
            text("result", _("Result, and what follows")),
        ),
    ),
    EntryKind(
        key="grounds",
        plural="grounds",
        title=_("Grounds for an earlier assessment or update"),
        on_label=_("Known since"),
        subject="either",
        cite=f"{CODE}, Measures 1.3 and 7.6",
        help=_("The Code gives no number of days; the age is counted until it is answered."),
        items=(
            choice(
                "of",
                _("They call in question"),
                {"framework": _("The Framework"), "report": _("The Model Report's justification")},
            ),
            text("what", _("What is known")),
            day("answered_on", _("Answered on"), _("When the assessment or update was done.")),
            text("answer", _("How it was answered"), optional=True),
        ),
    ),
    EntryKind(
        key="access-check",
        plural="access-checks",
        title=_("Check of access to parameters"),
        on_label=_("Checked on"),
        subject="provider",
        cite=f"{CODE}, Appendix 4.3, point (1)",
        items=(
            text("what", _("What was checked")),
            text("who", _("Who checked it")),
            text("result", _("Result, and access taken away")),
        ),
    ),
    EntryKind(
        key="finding",
        plural="vulnerability-findings",
        title=_("Finding of an external evaluator"),
        on_label=_("Made aware on"),
        subject="either",
        cite=f"{CODE}, Measure 3.5",
        items=(
            text("finder", _("Who found it")),
            text("what", _("What was found")),
            day("published_on", _("Published, or free to be published, since")),
            text("exceptional", _("Why a longer delay is exceptionally necessary"), optional=True),
        ),
    ),
)
