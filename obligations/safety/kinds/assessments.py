"""Entries about the provider: assessments of the Framework, access, findings, grounds."""

from __future__ import annotations

from obligations.safety.kinds.terms import CODE, EntryKind, choice, day, lines, text

ASSESSMENTS = (
    EntryKind(
        key="assessment",
        plural="framework-assessments",
        title="Framework assessment",
        on_label="Assessed on",
        subject="provider",
        cite=f"{CODE}, Measure 1.3",
        items=(
            text(
                "grounds",
                "Grounds that led to it",
                "Leave empty for the yearly one.",
                optional=True,
            ),
            text("adequacy", "Adequacy", "Looks twelve months ahead."),
            choice(
                "adequacy_result",
                "Result on adequacy",
                {"adequate": "Found adequate", "change": "Found to need a change"},
                "As your own assessment found.",
            ),
            text("adherence", "Adherence"),
            lines(
                "non_adherence", "Cases of non-adherence", "One on each line; none: leave empty."
            ),
            lines("remediation", "Remediation plans", "One on each line, with day and owner."),
            text("result", "Result, and what follows"),
        ),
    ),
    EntryKind(
        key="grounds",
        plural="grounds",
        title="Grounds for an earlier assessment or update",
        on_label="Known since",
        subject="either",
        cite=f"{CODE}, Measures 1.3 and 7.6",
        help="The Code gives no number of days; the age is counted until it is answered.",
        items=(
            choice(
                "of",
                "They call in question",
                {"framework": "The Framework", "report": "The Model Report's justification"},
            ),
            text("what", "What is known"),
            day("answered_on", "Answered on", "When the assessment or update was done."),
            text("answer", "How it was answered", optional=True),
        ),
    ),
    EntryKind(
        key="access-check",
        plural="access-checks",
        title="Check of access to parameters",
        on_label="Checked on",
        subject="provider",
        cite=f"{CODE}, Appendix 4.3, point (1)",
        items=(
            text("what", "What was checked"),
            text("who", "Who checked it"),
            text("result", "Result, and access taken away"),
        ),
    ),
    EntryKind(
        key="finding",
        plural="vulnerability-findings",
        title="Finding of an external evaluator",
        on_label="Made aware on",
        subject="either",
        cite=f"{CODE}, Measure 3.5",
        items=(
            text("finder", "Who found it"),
            text("what", "What was found"),
            day("published_on", "Published, or free to be published, since"),
            text("exceptional", "Why a longer delay is exceptionally necessary", optional=True),
        ),
    ),
)
