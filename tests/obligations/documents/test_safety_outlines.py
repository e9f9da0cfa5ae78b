"""The items of Framework and Model Report, row by row as law.md 8(e) and 8(f) have them."""

from __future__ import annotations

import pytest

from obligations.documents.outlines import outline
from obligations.safety.exports.documents import INTERIM

# Source, section, items that answer the row, optional items among them; in the order of the law.
REPORT = [
    ("7.1", "point (1)", "description", ["architecture", "development", "differences"]),
    ("7.1", "point (2)", "description", ["use", "use-in-development"]),
    ("7.1", "point (3)", "description", ["versions"]),
    ("7.1", "point (4)", "description", ["specification", "system-prompt"]),
    ("7.2", "point (1)", "reasons", ["acceptable-because"]),
    ("7.2", "point (2)", "reasons", ["no-longer-when"]),
    ("7.2", "point (3)", "reasons", ["decision", "external-input"]),
    ("7.3", "point (1)(a)", "risks", ["identification"]),
    ("7.3", "point (1)(b)", "risks", ["uncertainties"]),
    ("7.3", "point (1)(c)", "risks", ["modelling"]),
    ("7.3", "point (1)(d)", "risks", ["estimates"]),
    ("7.3", "point (1)(e)", "risks", ["evaluations"]),
    ("7.3", "point (1)(f)", "risks", ["samples"]),
    ("7.3", "point (1)(g)", "risks", ["teams"]),
    ("7.3", "point (1)(h)", "risks", ["similarly-safe"]),
    ("7.3", "point (2)", "risks", ["safety-mitigations"]),
    ("7.3", "point (3)", "risks", ["security-goal", "security-mitigations", "security-deviations"]),
    ("7.3", "point (4)", "risks", ["next-development", "next-models", "next-mitigations"]),
    (
        "7.4",
        "",
        "external",
        ["evaluator-reports", "security-reviews", "no-evaluator", "evaluator-choice"],
    ),
    ("7.5", "", "landscape", ["landscape-changes"]),
]
FRAMEWORK = [
    ("1.1", "second paragraph", "overview", ["description"]),
    ("1.1", "point (1)", "evaluations", ["trigger-points", "trigger-justification"]),
    ("1.1", "point (2)(a)", "acceptance", ["acceptance-criteria", "acceptance-justification"]),
    ("1.1", "point (2)(b)", "acceptance", ["tier-mitigations"]),
    ("1.1", "point (2)(c)", "acceptance", ["timelines", "timeline-assumptions"]),
    ("1.1", "point (2)(d)", "acceptance", ["external-actors"]),
    ("1.1", "point (3)", "responsibility", ["responsibilities"]),
    ("1.1", "point (4)", "updates", ["update-process", "confirmed-means"]),
    ("1.3", "", "update", ["assessment-result"]),
]
ROWS = [("model-report", *row) for row in REPORT] + [("framework", *row) for row in FRAMEWORK]
# Asked for in some cases only: where the provider relies on a reference, and in an update.
OPTIONAL = {"similarly-safe", "assessment-result"}


@pytest.mark.parametrize(("kind", "measure", "point", "section", "keys"), ROWS)
def test_a_row_of_the_law_is_answered_by_its_items(kind, measure, point, section, keys):
    held = {item.key: item for item in outline(kind).section(section).items}

    for key in keys:
        item = held[key]
        assert item.cite.startswith(f"Measure {measure}"), key
        assert point in item.cite, key
        assert item.is_optional is (key in OPTIONAL), key
        assert item.recipients == {"office"}, key
        assert item.confidence == "P", key


@pytest.mark.parametrize(
    ("kind", "rows", "more"),
    [
        # What Commitment 7 itself asks: which models, what it refers to, what was left out and why.
        ("model-report", REPORT, {"models", "earlier", "sme-cut"}),
        ("framework", FRAMEWORK, set()),
    ],
)
def test_there_are_no_other_items(kind, rows, more):
    keys = {key for *_, named in rows for key in named}

    assert {one.key for one in outline(kind).items()} == keys | more


def test_an_interim_report_holds_measures_7_2_and_7_5_and_nothing_else():
    cites = [outline("model-report").section(key).cite for key in INTERIM]

    assert cites == ["Measure 7.2", "Measure 7.5"]


@pytest.mark.parametrize(
    ("kind", "key", "columns"),
    [
        ("framework", "trigger-points", {"point", "evaluation"}),
        ("framework", "acceptance-criteria", {"risk", "tiers", "criterion"}),
        ("framework", "tier-mitigations", {"tier", "mitigations"}),
        ("framework", "timelines", {"risk", "estimate", "basis"}),
        ("framework", "responsibilities", {"level", "who", "task"}),
        ("model-report", "versions", {"version", "state", "risk"}),
        # With and without mitigations, side by side (7.3(1)(d)).
        ("model-report", "estimates", {"risk", "description", "before", "after"}),
        ("model-report", "samples", {"evaluation", "input", "output"}),
    ],
)
def test_a_table_asks_for_what_the_row_names(kind, key, columns):
    item = outline(kind).item(key)

    assert {one.key for one in item.columns} == columns
    assert not any(one.is_optional for one in item.columns)
