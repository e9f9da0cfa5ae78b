"""The demonstration: built once, by the services, in every branch of the law."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

from obligations.models import Assessment, Duty
from obligations.services import catalogue
from providers.models import AIModel, Provider, User
from providers.models.providers import Origin
from providers.services import audit
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def access(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.EVIDENCE_ROOT = tmp_path / "evidence"
    catalogue.sync(now=NOW)
    call_command("load_demo", stdout=StringIO())
    return tmp_path / "demo-access.json"


def test_it_covers_every_state_and_says_how_to_sign_in(access):
    kept = json.loads(access.read_text())

    assert access.stat().st_mode & 0o777 == 0o600
    roles = [account["role"] for account in kept["accounts"]]
    assert roles == ["officer", "colleague", "rival", "reviewer", "representative"]
    for account in kept["accounts"]:
        client = Client()
        headers = {"Authorization": f"Bearer {account['token']}"}
        assert client.get("/api/v1/me/", headers=headers).status_code == 200
        assert User.objects.get(email=account["email"]).check_password(account["password"])
    duties = Duty.objects.in_force()
    assert set(duties.values_list("owed", flat=True)) == {True, None}
    assert set(duties.values_list("freshness", flat=True)) == {
        "none", "undated", "fresh", "stale-soon", "stale",
    }  # fmt: skip
    assert set(duties.values_list("decision", flat=True)) == {
        "none", "awaiting", "accepted", "returned",
    }  # fmt: skip
    assert {"draft", "submitted", "accepted", "returned"} == set(
        Assessment.objects.values_list("status", flat=True)
    )
    assert audit.verify_all() == ()


def test_public_data_is_broad_and_claims_nothing(access):
    models = AIModel.objects.filter(provider__origin=Origin.PUBLIC_DATA)

    assert models.count() >= 40
    assert models.values("provider").distinct().count() >= 12
    assert not Duty.objects.filter(provider__origin=Origin.PUBLIC_DATA).exists()
    assert all("epoch.ai" in source for source in models.values_list("source", flat=True))
    fictional = Provider.objects.filter(origin=Origin.DEMONSTRATION)
    assert all("Fictional" in provider.name for provider in fictional)


def test_a_database_in_use_is_left_alone(access):
    before = Provider.objects.count()
    said = StringIO()

    call_command("load_demo", stdout=said)

    assert Provider.objects.count() == before
    assert "in use already" in said.getvalue()


def test_everyone_may_read_the_public_data_with_its_assumptions(access, client):
    page = client.get("/public-data/").content.decode()
    model = AIModel.objects.filter(provider__origin=Origin.PUBLIC_DATA, name="Qwen 3.7 Max").get()
    assumed = client.get(f"/public-data/{model.pk}/").content.decode()
    nothing = client.get(f"/public-data/{model.pk}/?assume=nothing").content.decode()

    assert "Epoch AI" in page
    assert "no claim about any company" in page
    assert "the day of publication is the day of placing" in assumed
    assert "Nothing is assumed" in nothing
    fictional = AIModel.objects.filter(provider__origin=Origin.DEMONSTRATION).first()
    assert client.get(f"/public-data/{fictional.pk}/").status_code == 404
