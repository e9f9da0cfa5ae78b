"""law/safety_contents.py: what a Framework and a Model Report lack across their items."""

from __future__ import annotations

import pytest

from obligations.law import safety_contents as law
from obligations.law.safety_contents import Told

FOUR = ("CBRN", "Loss of control", "Cyber offence", "Harmful manipulation")


def evaluations(**more):
    return [{"evaluation": "Cyber range", "method": "m", "result": "r"} | more]


def samples(count, name="Cyber range"):
    return [{"evaluation": name, "input": "i", "output": "o"}] * count


def items(found):
    return [one.item for one in found]


@pytest.mark.parametrize(
    ("given", "asked", "says"),
    [
        (0, {}, "Cyber range: no random sample; it holds at least 5."),
        (1, {}, "Cyber range: 1 random sample; it holds at least 5."),
        (4, {}, "Cyber range: 4 random samples; it holds at least 5."),
        (5, {}, None),
        # More on request of the AI Office; a smaller request does not go below five.
        (
            5,
            {"Cyber range": 12},
            "Cyber range: 5 random samples; it holds as the AI Office asked, 12.",
        ),
        (12, {"cyber  RANGE": 12}, None),
        (4, {"Cyber range": 2}, "Cyber range: 4 random samples; it holds at least 5."),
        (5, {"Cyber range": 2}, None),
    ],
)
def test_each_relevant_evaluation_has_at_least_five_samples(given, asked, says):
    told = Told(said={"evaluations": evaluations(), "samples": samples(given)})

    found = law.of_report(told, (), asked=asked)

    assert [one.text for one in found] == ([says] if says else [])
    assert all("7.3, point (1)(f)" in one.cite for one in found)


def test_samples_of_one_evaluation_do_not_stand_for_another():
    both = [*evaluations(), *evaluations(evaluation="Deception")]
    told = Told(said={"evaluations": both, "samples": samples(10)})

    assert [one.text for one in law.of_report(told, ())] == [
        "Deception: no random sample; it holds at least 5."
    ]


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"relevant": True}, ["samples"]),
        # Not said is not a no.
        ({}, ["samples"]),
        ({"relevant": False}, ["evaluations"]),
        ({"relevant": False, "irrelevant_because": "It counts tokens only."}, []),
    ],
)
def test_only_a_no_with_its_reason_leaves_samples_out(more, found):
    told = Told(said={"evaluations": evaluations(**more)})

    assert items(law.of_report(told, ())) == found


def test_samples_and_requests_name_evaluations_that_are_listed():
    told = Told(said={"evaluations": evaluations(), "samples": samples(5) + samples(5, "Other")})

    found = law.of_report(told, (), asked={"Third": 9})

    assert items(found) == ["evaluations", "samples"]


@pytest.mark.parametrize(
    ("key", "of", "measure"),
    [
        ("estimates", law.of_report, "7.3"),
        ("acceptance-criteria", law.of_framework, "1.1, point (2)(a)"),
        ("timelines", law.of_framework, "1.1, point (2)(c)"),
    ],
)
def test_every_identified_risk_has_its_row(key, of, measure):
    told = Told(
        said={key: [{"risk": one} for one in ("cbrn", "Loss of  control", "Cyber offence")]}
    )

    found = of(told, (*FOUR, "Own risk"))

    assert [one.text.split(":")[0] for one in found] == ["Harmful manipulation", "Own risk"]
    assert all(measure in one.cite for one in found)


@pytest.mark.parametrize(
    ("said", "without", "found"),
    [
        ({}, {"no-evaluator", "evaluator-choice"}, ["no-evaluator"]),
        ({"no-evaluator": "x", "evaluator-choice": "y"}, set(), ["no-evaluator"]),
        ({"no-evaluator": "x"}, {"evaluator-choice"}, []),
        ({"evaluator-choice": "x"}, {"no-evaluator"}, []),
    ],
)
def test_one_of_the_two_is_said_of_external_evaluators(said, without, found):
    assert items(law.of_report(Told(said=said, without=frozenset(without)), ())) == found


@pytest.mark.parametrize(
    ("said", "relies", "found"),
    [
        ({}, False, []),
        ({}, True, ["similarly-safe"]),
        ({"similarly-safe": "x"}, True, []),
    ],
)
def test_who_relies_on_a_reference_justifies_it(said, relies, found):
    assert items(law.of_report(Told(said=said), (), relies_on_reference=relies)) == found
