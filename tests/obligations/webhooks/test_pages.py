"""The pages and the API of webhooks: secrets shown once, officers alone, mistakes said."""

import pytest
from django.urls import reverse

from obligations.services.catalogue import sync
from obligations.webhooks.models import Delivery, Endpoint
from obligations.webhooks.services import outbox, sending
from providers.models import AuditEvent
from tests.api.conftest import Program

pytestmark = pytest.mark.django_db
FORM = {"label": "Tickets", "format": "standard", "url": "https://hooks.example/in?key=private"}


@pytest.fixture(autouse=True)
def rows(db, now):
    sync(now=now)


def test_a_webhook_is_added_and_its_secret_shown_once(page, provider):
    answer = page.post("/webhooks/new/", FORM)

    made = Endpoint.objects.get()
    assert answer.status_code == 201
    assert answer["Cache-Control"].startswith("max-age=0")
    assert "whsec_" in answer.content.decode()
    later = page.get(f"/webhooks/{made.pk}/").content.decode()
    assert "whsec_" not in later
    assert "private" not in later
    event = AuditEvent.objects.get(action="webhook.added")
    assert event.detail["host"] == "hooks.example"
    assert "private" not in str(event.detail)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("url", "http://hooks.example/", "begins with https://"),
        ("url", "https://me:pw@hooks.example/", "name and a password"),
        ("url", "", "This field is required"),
        ("label", "x" * 101, "at most 100 characters"),
        ("format", "fax", "Select a valid choice"),
        ("kinds", ["nothing.of"], "Select a valid choice"),
    ],
)
def test_mistakes_are_said_beside_the_field_and_nothing_is_lost(page, settings, field, value, said):
    settings.WEBHOOK_NETWORKS = ()
    answer = page.post("/webhooks/new/", {**FORM, field: value})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert field == "label" or "Tickets" in text
    assert not Endpoint.objects.exists()


def test_two_of_one_name_are_refused(page):
    page.post("/webhooks/new/", FORM)

    answer = page.post("/webhooks/new/", FORM)

    assert answer.status_code == 422
    assert "Another webhook is called so." in answer.content.decode()


def test_somebody_elses_change_is_not_overwritten(page, endpoint):
    change = {**FORM, "revision": 1}
    assert page.post(f"/webhooks/{endpoint.pk}/change/", change).status_code == 302

    answer = page.post(f"/webhooks/{endpoint.pk}/change/", change)

    assert answer.status_code == 422
    assert "Someone changed this" in answer.content.decode()


def test_a_test_is_sent_and_its_answer_shown(page, endpoint, other_side, now):
    other_side.status, other_side.body = 418, b"<b>short and stout</b>"
    answer = page.post(f"/webhooks/{endpoint.pk}/test/")
    made = Delivery.objects.get()
    assert answer["Location"] == f"/webhooks/deliveries/{made.pk}/"
    sending.send_due(now=made.queued_at)

    text = page.get(answer["Location"]).content.decode()

    assert "418" in text
    assert "&lt;b&gt;short and stout" in text


def test_steps_end_where_they_make_no_sense(page, endpoint, officer, now):
    row = outbox.test(endpoint=endpoint, by=officer, now=now)

    assert page.post(f"/webhooks/deliveries/{row.pk}/send/").status_code == 409
    assert page.post(f"/webhooks/{endpoint.pk}/pause/", {"because": ""}).status_code == 302
    assert page.post(f"/webhooks/{endpoint.pk}/pause/").status_code == 409
    assert page.post(f"/webhooks/{endpoint.pk}/test/").status_code == 409
    assert page.post(f"/webhooks/{endpoint.pk}/resume/").status_code == 302
    assert page.post(f"/webhooks/{endpoint.pk}/resume/").status_code == 409
    assert page.post(f"/webhooks/{endpoint.pk}/remove/").status_code == 302
    assert page.get(f"/webhooks/{endpoint.pk}/").status_code == 404
    assert sending.send_due(now=now).claimed == 0


def test_colleagues_read_and_officers_manage(sign_in, colleague, endpoint):
    page = sign_in(colleague)

    assert page.get("/webhooks/").status_code == 200
    text = page.get(f"/webhooks/{endpoint.pk}/").content.decode()
    assert ">Send a test<" not in text
    for step in ("test", "secret", "pause", "resume", "remove", "change"):
        answer = page.post(f"/webhooks/{endpoint.pk}/{step}/", {**FORM, "revision": 1})
        assert answer.status_code == 403, step


@pytest.mark.parametrize("many", [1, 12])
def test_a_list_costs_the_same_with_one_and_with_many(
    add, page, officer, now, many, django_assert_num_queries
):
    for number in range(many):
        made, _ = add(FORM["url"], label=f"Webhook {number}")
        outbox.test(endpoint=made, by=officer, now=now)
        outbox.test(endpoint=Endpoint.objects.first(), by=officer, now=now)
    page.get("/webhooks/")

    with django_assert_num_queries(5):
        page.get("/webhooks/")
    with django_assert_num_queries(8):
        page.get(f"/webhooks/{Endpoint.objects.first().pk}/")


def test_programs_do_the_same(officer, provider, other_side, now):
    api = Program(officer)
    body = {"provider": str(provider.pk), "label": "CI", "url": other_side.url}
    made = api.post("webhooks/", {**body, "kinds": ["incident.opened"]})
    assert made.status_code == 201
    assert made.json()["secret"].startswith("whsec_")
    address = f"webhooks/{made.json()['id']}/"

    assert api.post("webhooks/", {**body, "kinds": ["x"]}).status_code == 400
    assert "secret" not in api.get(address).json()
    assert api.put(address, {"label": "CI 2", "url": other_side.url}).status_code == 428
    changed = api.put(address, {"label": "CI 2", "url": other_side.url}, HTTP_IF_MATCH=made["ETag"])
    assert (changed.json()["label"], changed.json()["kinds"]) == ("CI 2", [])
    renewed = api.post(f"{address}secret/", HTTP_IF_MATCH=changed["ETag"])
    assert renewed.json()["secret"] != made.json()["secret"]
    sent = api.post(f"{address}test/").json()
    sending.send_due(now=Delivery.objects.get().queued_at)
    whole = api.get(f"webhook-deliveries/{sent['id']}/").json()
    assert (whole["state"], whole["attempts"][0]["status"]) == ("delivered", 204)
    assert api.post(f"webhook-deliveries/{sent['id']}/redelivery/").json()["state"] == "waiting"
    assert api.get("webhook-deliveries/?state=waiting").json()["results"][0]["id"] == sent["id"]
    assert api.post(f"{address}pause/", {}).json()["standing"] == "paused"
    assert api.post(f"{address}resume/").json()["standing"] == "active"
    assert api.delete(address).status_code == 204
    assert api.get(address).status_code == 404


def test_an_answer_with_a_secret_is_not_kept(officer, provider):
    answer = Program(officer).post(
        "webhooks/",
        {"provider": str(provider.pk), "label": "CI", "url": "https://hooks.example/"},
        HTTP_IDEMPOTENCY_KEY="once",
    )

    assert answer.status_code == 400


def test_a_token_that_only_reads_changes_nothing(officer, endpoint):
    api = Program(officer, "read")

    assert api.get("webhooks/").status_code == 200
    assert api.post(f"webhooks/{endpoint.pk}/test/").status_code == 403


def test_the_pages_are_reached_from_the_navigation(page):
    assert reverse("webhooks") in page.get("/webhooks/").content.decode()
