"""The calculators, as the contract shows them."""

from __future__ import annotations

import pytest

from obligations.api.tools.applicability import EXAMPLE
from obligations.law.facts import ModelFacts
from tests.api.conftest import fields, problem

RULED = {"aia-52-1", "aia-53-1-a", "aia-53-1-b", "aia-53-1-c", "aia-53-1-d", "aia-53-3"}
RULED |= {
    "aia-53-4",
    "aia-54-1",
    "aia-55-1-a",
    "aia-55-1-b",
    "aia-55-1-c",
    "aia-55-1-d",
    "aia-55-2",
}


@pytest.fixture
def tool(client):
    def use(name: str, body: dict, status: int = 200):
        path = f"/api/v1/tools/{name}/"
        response = client.post(path, body, content_type="application/json")
        assert response.status_code == status, response.content
        return response if status != 200 else response.json()

    return use


def test_the_example_of_the_contract(tool):
    answer = tool("applicability", EXAMPLE)

    assert answer["on"] == "2026-11-23"
    assert [answer[name]["answer"] for name in ("general_purpose", "systemic_risk")] == [
        True,
        False,
    ]
    assert answer["systemic_risk"]["since"] is None
    assert answer["systemic_risk"]["near_threshold"] is False
    assert answer["open_source_exemption"]["answer"] is True
    assert answer["legacy"]["answer"] is False
    by_key = {ruling["key"]: ruling for ruling in answer["rulings"]}
    assert by_key.keys() >= RULED
    copyright_policy = by_key["aia-53-1-c"]
    assert copyright_policy["owed"] is True
    assert copyright_policy["applies_from"] == "2026-09-01"
    assert copyright_policy["due"] == {
        "strict": "2026-09-01",
        "rolled": "2026-09-01",
        "provisional": False,
    }
    assert copyright_policy["enforceable_from"] == "2026-08-02"
    assert copyright_policy["cite"] == "Art. 53(1)(c)"
    assert "cop-cr-1.1" in copyright_policy["measures"]
    assert by_key["aia-53-1-a"]["owed"] is False
    assert "A13" in [doubt["id"] for doubt in answer["doubts"]]
    assert all(doubt["question"] and doubt["cite"] for doubt in answer["doubts"])


@pytest.mark.parametrize("body", [{}, {"provider": None, "model": None}, {"model": {}}])
def test_nothing_known_is_neither_yes_nor_no(tool, body):
    answer = tool("applicability", body | {"on": "2026-11-23"})

    assert answer["general_purpose"]["answer"] is None
    assert answer["systemic_risk"]["answer"] is None
    owed = {ruling["key"]: ruling["owed"] for ruling in answer["rulings"]}
    assert {key: owed[key] for key in RULED} == dict.fromkeys(RULED)
    assert all(ruling["missing"] for ruling in answer["rulings"] if ruling["owed"] is None)


def test_every_field_may_be_null(tool):
    names = [name for name in ModelFacts.__dataclass_fields__ if name != "provider"]

    assert (
        tool("applicability", {"model": dict.fromkeys(names)})["general_purpose"]["answer"] is None
    )


def test_numbers_and_strings_are_the_same_number(tool):
    def systemic(figure):
        return tool("applicability", {"model": {"cumulative_compute_flop": figure}})[
            "systemic_risk"
        ]

    # As a binary fraction 1e25 would be a little more than 10^25, which is the threshold itself.
    assert systemic("1e25") == systemic(10**25) == systemic("10000000000000000000000000")
    assert systemic("1e25")["near_threshold"] is True


def test_a_decimal_in_json_keeps_its_exact_value(client):
    body = (
        '{"model": {"general_purpose": true, "cumulative_compute_flop": 1.00000000000000000001e25}}'
    )

    response = client.post("/api/v1/tools/applicability/", body, content_type="application/json")

    assert response.json()["systemic_risk"]["answer"] is True


@pytest.mark.parametrize(
    ("asked", "strict", "rolled", "provisional"),
    [
        ({"length": "5 days", "backwards": False}, "2026-12-28", "2027-01-05", True),
        ({"clock": "cop-ss-9.3-cybersecurity"}, "2026-12-28", "2027-01-05", True),
        ({"length": "2 weeks", "backwards": True}, "2026-12-09", "2026-12-09", False),
    ],
)
def test_a_period_ends_on_two_days(tool, asked, strict, rolled, provisional):
    answer = tool("deadline", {"event": "2026-12-23"} | asked)

    assert (answer["strict"], answer["rolled"]) == (strict, rolled)
    assert answer["provisional"] is provisional
    assert answer["calendar"] == "European Commission"
    assert answer["event"] == "2026-12-23"
    assert answer["because"]


def test_a_length_is_answered_as_asked(tool):
    assert tool("deadline", {"event": "2026-12-23", "length": "5 days"})["length"] == "5 days"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"event": "2023-12-31", "length": "5 days"}, "event"),
        ({"event": "2199-01-01", "length": "5 days"}, "event"),
        ({"event": "2026-02-29", "length": "5 days"}, "event"),
        ({"event": "23.12.2026", "length": "5 days"}, "event"),
        ({"event": 20261223, "length": "5 days"}, "event"),
        ({"event": "2026-12-23T10:00:00Z", "length": "5 days"}, "event"),
        ({"length": "5 days"}, "event"),
        ({"event": "2026-12-23"}, "length"),
        ({"event": "2026-12-23", "length": "5 fortnights"}, "length"),
        ({"event": "2026-12-23", "length": "-5 days"}, "length"),
        ({"event": "2026-12-23", "length": 5}, "length"),
        ({"event": "2026-12-23", "length": "9999 years"}, "length"),
        ({"event": "2026-12-23", "length": "5 days", "clock": "cop-ss-9.3-death"}, "length"),
        ({"event": "2026-12-23", "clock": "cop-ss-0.0-nothing"}, "clock"),
        ({"event": "2026-12-23", "clock": "cop-ss-9.3-death", "backwards": True}, "backwards"),
        ({"event": "2026-12-23", "length": "5 days", "backwards": "maybe"}, "backwards"),
        ({"event": "2026-12-23", "length": "5 days", "backwards": None}, "backwards"),
    ],
)
def test_a_deadline_that_cannot_be_counted_names_the_field(tool, body, field):
    assert list(fields(tool("deadline", body, status=400))) == [field]


def test_the_clocks_are_listed(client):
    rows = client.get("/api/v1/tools/clocks/").json()["results"]

    by_key = {row["key"]: row for row in rows}
    notification = by_key["aia-52-1-notification"]
    assert (notification["length"], notification["cite"]) == ("2 weeks", "Art. 52(1)")
    assert by_key["cop-ss-9.3-cybersecurity"]["length"] == "5 days"


def test_every_clock_with_a_length_can_be_counted(client, tool):
    for clock in client.get("/api/v1/tools/clocks/").json()["results"]:
        body = {"event": "2026-12-23", "clock": clock["key"]}
        if clock["length"]:
            assert tool("deadline", body)["clock"] == clock["key"]
        else:
            assert list(fields(tool("deadline", body, status=400))) == ["clock"]


def test_compute_by_architecture(tool):
    answer = tool("compute", {"method": "architecture", "parameters": "405e9", "tokens": "15.6e12"})

    assert (answer["flop"], answer["reported"]) == ("3.7908e25", "3.8e25")
    assert (answer["lower"], answer["upper"]) == ("2.65356e25", "4.92804e25")
    assert (answer["over_1e23"], answer["over_1e25"], answer["near_1e25"]) == (True, True, False)
    assert answer["because"]
    assert answer["cite"]


def test_compute_by_hardware(tool):
    one = {"units": "2048", "peak_flop_per_second": "989e12"}
    phase = {"days": "60", "utilisation": "0.40"}

    plain = tool("compute", {"method": "hardware", "phases": [phase | one]})
    several = tool("compute", {"method": "hardware", "phases": [phase | {"hardware": [one, one]}]})

    assert plain["flop"] == "4.2000187392e24"
    assert several["flop"] == "8.4000374784e24"


def test_compute_by_components(tool):
    answer = tool(
        "compute",
        {
            "method": "components",
            "components": [
                {"kind": "pretraining", "flop": "7e24"},
                {"kind": "synthetic-data", "flop": "4e24", "public": False},
                {"kind": "evaluation", "flop": "9e24"},
            ],
        },
    )

    assert answer["flop"] == "1.1e25"
    assert [item["name"] for item in answer["counted"]] == ["pretraining", "synthetic-data"]
    assert [item["name"] for item in answer["not_counted"]] == ["evaluation"]
    assert answer["over_1e25"] is True


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ({}, ["method"]),
        ({"method": "guess"}, ["method"]),
        ({"method": ["architecture"]}, ["method"]),
        ({"method": "architecture", "parameters": "0", "tokens": "x"}, ["parameters", "tokens"]),
        ({"method": "architecture", "parameters": "1e9"}, ["tokens"]),
        ({"method": "components", "components": []}, ["components"]),
        (
            {"method": "components", "components": [{"kind": "x", "flop": 1}]},
            ["components[0].kind"],
        ),
        ({"method": "hardware", "phases": [{"units": 1, "utilisation": 1}]}, ["phases[0].units"]),
        (
            {
                "method": "hardware",
                "phases": [{"units": 1, "peak_flop_per_second": 1, "utilisation": 1}],
            },
            ["phases[0].days"],
        ),
        (
            {
                "method": "hardware",
                "phases": [{"units": 1, "peak_flop_per_second": 1, "utilisation": 2, "days": 1}],
            },
            ["phases[0].utilisation"],
        ),
        (
            {"method": "components", "components": [{"kind": "pretraining", "flop": "1e35"}] * 2},
            ["components"],
        ),
        (
            {"method": "components", "components": [{"kind": "pretraining", "flop": 1}] * 1001},
            ["components"],
        ),
    ],
)
def test_compute_that_cannot_be_names_the_field(tool, body, names):
    assert sorted(fields(tool("compute", body, status=400))) == names


def test_the_limit_is_per_address_and_says_when_to_come_back(client, settings):
    settings.TOOLS_RATE = "2/hour"
    body = {"event": "2026-12-23", "length": "5 days"}

    def ask(address):
        return client.post(
            "/api/v1/tools/deadline/", body, content_type="application/json", REMOTE_ADDR=address
        )

    assert [ask("198.51.100.7").status_code for _ in range(2)] == [200, 200]
    refused = ask("198.51.100.7")
    problem(refused, 429)
    assert 1 <= int(refused["Retry-After"]) <= 3600
    assert ask("198.51.100.8").status_code == 200


def test_a_forged_forwarding_header_does_not_lift_the_limit(client, settings):
    settings.TOOLS_RATE = "1/hour"
    body = {"event": "2026-12-23", "length": "5 days"}
    answers = [
        client.post(
            "/api/v1/tools/deadline/",
            body,
            content_type="application/json",
            REMOTE_ADDR="198.51.100.9",
            HTTP_X_FORWARDED_FOR=f"203.0.113.{number}",
        ).status_code
        for number in range(2)
    ]

    assert answers == [200, 429]


def test_the_limit_can_be_lifted(client, settings):
    settings.TOOLS_RATE = None

    assert {client.get("/api/v1/tools/clocks/").status_code for _ in range(70)} == {200}


def test_a_cache_that_is_down_does_not_close_the_calculators(client, settings, monkeypatch):
    from providers.rest import throttling

    class Down:
        def add(self, *args):
            raise ConnectionError

    settings.TOOLS_RATE = "1/hour"
    monkeypatch.setattr(throttling, "cache", Down())

    assert client.get("/api/v1/tools/clocks/").status_code == 200
