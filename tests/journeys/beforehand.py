"""What a journey needs to be there already: a model of its own, evidence, a submission."""

from __future__ import annotations

from secrets import token_hex
from typing import Any

import requests

from tests.journeys.conftest import Product

KNOWN = {
    "union_market_date": "2026-10-01",
    "training_compute_flop": "3e24",
    "output_modalities": ["text"],
    "open_source": {"licence": "Commercial", "licence_open": False},
}
COPYRIGHT_POLICY, DOCUMENTATION = "aia-53-1-c", "aia-53-1-a"


def model(product: Product, name: str) -> dict[str, Any]:
    """Register a model that owes the duties of a general-purpose one, named anew in each run."""
    status, made = product.call(
        "POST", "models/", "officer", KNOWN | {"name": f"{name} {token_hex(3)}"}
    )
    assert status == 201, made
    return made


def duty(product: Product, made: dict[str, Any], key: str) -> dict[str, Any]:
    """Give one of the duties of a model."""
    _, found = product.call("GET", f"duties/?model={made['id']}&page_size=100", "officer")
    return next(one for one in found["results"] if one["key"] == key)


def file(product: Product, owed: dict[str, Any], name: str, content: bytes) -> None:
    """Record a file as evidence for a duty."""
    answer = requests.post(
        f"{product.url}/api/v1/duties/{owed['id']}/evidence/",
        headers={"Authorization": f"Bearer {product.account('officer')['token']}"},
        data={"title": f"Evidence in {name}", "proves": "That it is done."},
        files={"file": (name, content)},
        timeout=60,
    )
    assert answer.status_code == 201, answer.text


def submission(product: Product, owed: dict[str, Any]) -> dict[str, Any]:
    """Claim that a duty is fulfilled, and hand that in."""
    body = {"duty": owed["id"], "claim": "fulfilled", "position": "The policy is in force."}
    status, drafted = product.call("POST", "assessments/", "officer", body)
    assert status == 201, drafted
    status, handed_in = product.call("POST", f"assessments/{drafted['id']}/submit/", "officer")
    assert status == 200, handed_in
    return handed_in
