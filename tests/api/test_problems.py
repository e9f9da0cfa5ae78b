"""Refusals are problem+json that name what is wrong, and never a page or a traceback."""

from __future__ import annotations

import pytest
from django.core.exceptions import SuspiciousOperation

from tests.api.conftest import fields, problem

DEADLINE = "/api/v1/tools/deadline/"


def post(client, body, **headers):
    return client.post(DEADLINE, body, content_type="application/json", **headers)


def test_an_address_that_leads_nowhere_is_a_problem(client):
    assert problem(client.get("/api/v1/nothing/"), 404)["title"] == "Not Found"


def test_a_missing_last_slash_is_said(client):
    detail = problem(client.get("/api/v1/models"), 404)["detail"]

    assert detail == "Addresses end with a slash: /api/v1/models/"


def test_another_method_is_405_and_says_which_are_allowed(client):
    response = client.delete(DEADLINE)

    problem(response, 405)
    assert response["Allow"] == "POST, OPTIONS"


def test_another_answer_than_json_is_406(client):
    problem(client.get("/api/v1/tools/clocks/", HTTP_ACCEPT="application/xml"), 406)


def test_another_body_than_json_is_415(client):
    problem(client.post(DEADLINE, "<x/>", content_type="application/xml"), 415)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"{", "The body is not JSON"),
        (b"\xff{}", "The body is not UTF-8."),
        (b'{"event": "2026-12-23", "event": "2026-12-24"}', 'The name "event" is given twice'),
        (b"[" * 100_000, "The body nests deeper than 20 levels."),
        (b'{"event": ' + b"[" * 30 + b"]" * 30 + b"}", "The body nests deeper than 20 levels."),
        (b'{"\\u0000": "5 days"}', "This text holds a NUL byte."),
        (b'{"length": 1e9999999999999999999999}', "is out of range."),
    ],
)
def test_a_body_that_is_not_plain_json_is_400(client, body, told):
    assert told in problem(post(client, body), 400)["detail"]


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"7", b"null", b"true", b""])
def test_a_body_that_is_no_object_is_400(client, body):
    problem(post(client, body), 400)


@pytest.mark.parametrize("text", ["5 days\\u0000", "5 days\\ud800", "x" * 10_000_000])
def test_a_text_that_cannot_be_kept_is_refused_under_its_field(client, text):
    body = f'{{"event": "2026-12-23", "length": "{text}"}}'.encode()

    assert list(fields(post(client, body))) == ["length"]


def test_it_is_named_however_deep_it_is(client):
    body = b'{"method": "components", "components": [{"kind": "evaluation\\u0000", "flop": 1}]}'

    response = client.post("/api/v1/tools/compute/", body, content_type="application/json")

    assert list(fields(response)) == ["components[0].kind"]


@pytest.mark.parametrize("body", [b'{"length": "' + b"x" * 13_000_000, b"[" + b"0," * 200_001])
def test_a_body_beyond_all_use_is_413(client, body):
    assert problem(post(client, body), 413)["detail"] == (
        "A JSON body may hold at most 12,000,000 bytes and 200,000 values."
    )


def test_an_unknown_field_is_refused_by_name(client):
    response = post(client, {"event": "2026-12-23", "lenght": "5 days", "length": "5 days"})

    assert list(fields(response)) == ["lenght"]


def test_every_field_at_fault_is_listed_at_once(client):
    body = {
        "on": "2026-02-30",
        "provider": {"size": "huge", "established_in": "XX", "code_chapters": ["x", "copyright"]},
        "model": {
            "union_market_date": "2199-01-01",
            "training_compute_flop": -1,
            "cumulative_compute_flop": "1e36",
            "general_purpose": "yes",
            "broad_generality": 1,
            "output_modalities": ["text", "smell"],
            "open_source": {"monetized": True},
            "modification": {"compute_flop": True},
            "threshold_known_on": "2023-12-31",
        },
    }

    response = client.post("/api/v1/tools/applicability/", body, content_type="application/json")

    assert sorted(fields(response)) == [
        "model.broad_generality",
        "model.cumulative_compute_flop",
        "model.general_purpose",
        "model.modification.compute_flop",
        "model.open_source.monetized",
        "model.output_modalities[1]",
        "model.threshold_known_on",
        "model.training_compute_flop",
        "model.union_market_date",
        "on",
        "provider.code_chapters[0]",
        "provider.established_in",
        "provider.size",
    ]


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", '"NaN"', '"1e999"', '"１e25"'])
def test_what_is_no_finite_number_is_refused_under_its_field(client, number):
    body = f'{{"model": {{"training_compute_flop": {number}}}}}'

    response = client.post("/api/v1/tools/applicability/", body, content_type="application/json")

    assert list(fields(response)) == ["model.training_compute_flop"]


def test_an_unknown_query_parameter_is_refused_by_name(client):
    response = client.get("/api/v1/tools/clocks/?lenght=2")

    assert list(fields(response)) == ["lenght"]


def test_a_bug_is_a_problem_without_a_word_about_its_inside(client, monkeypatch):
    from obligations.api.tools import deadlines

    def broken(*args, **kwargs):
        raise RuntimeError("secret")

    monkeypatch.setattr(deadlines, "of_length", broken)
    client.raise_request_exception = False

    response = post(client, {"event": "2026-12-23", "length": "5 days"})

    assert "secret" not in problem(response, 500)["detail"]


def test_what_django_itself_refuses_is_a_problem_too(client, monkeypatch):
    from obligations.api.tools import deadlines

    def refused(*args, **kwargs):
        raise SuspiciousOperation("tampered")

    monkeypatch.setattr(deadlines, "of_length", refused)

    problem(post(client, {"event": "2026-12-23", "length": "5 days"}), 400)


def test_a_body_of_unknown_length_is_411(client):
    response = client.generic(
        "POST",
        DEADLINE,
        b"",
        content_type="application/json",
        HTTP_TRANSFER_ENCODING="chunked",
    )

    problem(response, 411)


@pytest.mark.django_db
def test_a_page_that_does_not_exist_stays_a_page(client):
    response = client.get("/nothing/")

    assert response.status_code == 404
    assert response["Content-Type"] == "text/html; charset=utf-8"
