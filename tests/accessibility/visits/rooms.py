"""Rooms: previews before a step and what it changed, and what other roles find."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from obligations.copyright_desk.models import Complaint
from obligations.copyright_desk.queries import receipts
from obligations.models import EvidenceVersion
from obligations.systemic_risk.models import Notification
from providers.models import AIModel
from tests.accessibility.visits.people import People

LIST = b"Model,Organization,Training compute (FLOP)\nAurora Sketch,,7e23\nAurora Next,,1e24\n,,1\n"


def duties_chosen(by: People) -> HttpResponse:
    return by.at("officer").get(reverse("duties-chosen"), {"all": "1", "near": "overdue"})


def file_shown_alone(by: People) -> HttpResponse:
    file = EvidenceVersion.objects.get(
        evidence__provider__memberships__user=by.user("officer"), file_name="copyright-policy.txt"
    )
    return by.at("officer").get(reverse("evidence-preview", args=[file.pk]))


def complaint_followed(by: People) -> HttpResponse:
    complaint = Complaint.objects.order_by("-received_at", "pk").first()
    return by.browser().get(receipts.path(complaint))


def complaint_received(by: People) -> HttpResponse:
    complaint = Complaint.objects.order_by("-received_at", "pk").first()
    return by.browser().get(receipts.path(complaint), {"received": "yes"})


def decision_previewed(by: People) -> HttpResponse:
    return by.at("officer").get(_decision(), _designated())


def decision_recorded(by: People) -> HttpResponse:
    return by.at("officer").post(_decision(), _designated())


def list_previewed(by: People) -> HttpResponse:
    client = by.at("officer")
    return client.get(_import(client))


def list_imported(by: People) -> HttpResponse:
    client = by.at("officer")
    address = _import(client)
    fingerprint = client.get(address).context["fingerprint"]
    return client.post(address, {"fingerprint": fingerprint, "leave_out_refused": "on"})


def compute_estimated(by: People) -> HttpResponse:
    amounts = {"method": "architecture", "parameters": "4e11", "tokens": "1.4e13"}
    return by.browser().get(reverse("compute"), amounts)


def compute_of_two_phases(by: People) -> HttpResponse:
    amounts = {"method": "hardware", "rows": "2"}
    for number in range(2):
        one = {
            "units": "8192",
            "hours": "700",
            "peak_flop_per_second": "989e12",
            "utilisation": "0.4",
        }
        amounts |= {f"phases[{number}].{name}": value for name, value in one.items()}
    return by.browser().get(reverse("compute"), amounts)


def notification_drafted(by: People) -> HttpResponse:
    row = Notification.objects.get(status="draft")
    return by.at("officer").get(reverse("notification", args=[row.ai_model_id, row.pk]))


def home_after_a_missed_day(by: People) -> HttpResponse:
    return by.at("rival").get("/")


def home_of_who_only_reads(by: People) -> HttpResponse:
    return by.at("colleague").get("/")


def access_for_a_period(by: People) -> HttpResponse:
    return by.at("inspector").get(reverse("office-access"))


def desk_for_a_period(by: People) -> HttpResponse:
    return by.at("inspector").get(reverse("office"))


def _decision() -> str:
    zenith = AIModel.objects.get(name="Aurora Zenith")
    return reverse("model-decision", args=[zenith.pk])


def _designated() -> dict[str, str]:
    today = timezone.localdate().isoformat()
    return {"decision": "designated-52-4", "on": today, "note": "Fictional."}


def _import(client: Client) -> str:
    """Bring in a list of models, and answer the address of its preview."""
    said = {"file": SimpleUploadedFile("list.csv", LIST), "source": "A list"}
    return str(client.post(reverse("model-import"), said)["Location"])
