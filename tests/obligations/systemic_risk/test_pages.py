"""Pages of Article 52: nothing typed is lost, a refusal is told, days are shown as days."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from obligations.law.notifications import GROUNDS
from obligations.systemic_risk.models import ComputeEntry, Notification, Reassessment
from obligations.systemic_risk.services import notifications
from providers.models import Fact
from tests.factories import providers as make
from tests.obligations.systemic_risk.conftest import NOW, add, done, entry, record_ledger, send

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "Pre-training",
    "kind": "pretraining",
    "state": "done",
    "begins_on": "2026-10-01",
    "ends_on": "2026-10-10",
    "known_on": "2026-10-10",
    "method": "architecture",
    "parameters": "70e9",
    "tokens": "15e12",
    "assumptions": "Two epochs.",
}


@pytest.fixture
def client(sign_in, officer):
    return sign_in(officer)


@pytest.fixture
def draft(placed, officer):
    add(placed, officer, done(inputs={"flop": "2e25"}))
    return notifications.start(ai_model=placed, by=officer, now=NOW)


def today():
    return timezone.localdate()


def shown(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def whole(row, **given):
    """Everything the page of a draft sends."""
    said = {
        "revision": row.revision,
        "condition": "met",
        "model_name": "Meridian",
        "known_on": "2026-10-06",
        "compute_flop": "2e25",
        "approach": "By logs.",
        "approximations": "None.",
    }
    return said | {f"ground_{key}": "" for key in GROUNDS} | given


def test_an_entry_is_added_corrected_and_struck_through_its_pages(client, placed):
    added = client.post(reverse("compute-entry-new", args=[placed.pk]), TYPED)
    row = ComputeEntry.objects.get()
    address = reverse("compute-entry", args=[placed.pk, row.pk])
    form = client.get(address).content.decode()
    corrected = client.post(address, TYPED | {"tokens": "16e12", "because": "Recounted."})
    later = ComputeEntry.objects.get(supersedes=row)
    strike = reverse("compute-entry-strike", args=[placed.pk, later.pk])
    struck = client.post(strike, {"because": "Of another model."})

    assert [one.status_code for one in (added, corrected, struck)] == [302] * 3
    assert 'value="2026-10-01"' in form
    assert 'value="2026-10-10"' in form
    assert (row.flop, later.flop) == (Decimal("6.3e24"), Decimal("6.72e24"))
    ledger = shown(client, "compute-ledger", placed.pk)
    assert "2 corrected or struck" in ledger


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"parameters": "seventy"}, "Give a number"),
        ({"parameters": "-70e9"}, "Give a number from"),
        ({"tokens": ""}, "This is needed"),
        ({"ends_on": "2026-09-01"}, "cannot end before it begins"),
        ({"uncertainty_percent": "much"}, "Give a number such as 20"),
        ({"assumptions": "x" * 5001}, "5000"),
        ({"begins_on": "soon"}, "real day"),
    ],
)
def test_a_wrong_entry_comes_back_with_what_was_typed(given, told, client, placed):
    answer = client.post(reverse("compute-entry-new", args=[placed.pk]), TYPED | given)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert told in page
    assert 'value="Pre-training"' in page
    assert given.get("assumptions", "Two epochs.") in page
    assert not ComputeEntry.objects.exists()


def test_the_ledger_draws_says_and_warns(client, placed, officer):
    add(placed, officer, entry(inputs={"flop": "9e24"}))

    page = shown(client, "compute-ledger", placed.pk)

    assert "Near 10^25 FLOP" in page
    assert "Open question A12" in page
    assert "chart-band" in page
    assert page.count('<path class="chart-limit"') == 2


def test_facts_are_recorded_from_the_page_and_a_stale_page_is_told(client, placed, officer):
    add(placed, officer, done())
    address = reverse("compute-facts", args=[placed.pk])

    stale = client.post(address, {"stamp": "7"})
    made = client.post(address, {"stamp": "1"})

    assert stale.status_code == 422
    assert "changed since you looked" in stale.content.decode()
    assert made.status_code == 200
    assert Fact.objects.filter(ai_model=placed, kind="compute").exists()


def test_sending_takes_what_is_on_the_page(client, draft):
    address = reverse("notification-send", args=[draft.ai_model_id, draft.pk])
    sent_on = {"sent_on": today().isoformat()}

    refused = client.post(address, whole(draft, approach="Typed and not saved.", **sent_on))
    draft.refresh_from_db()
    sent = client.post(address, whole(draft, approach="Typed last.", channel="Portal", **sent_on))

    assert refused.status_code == 422
    assert "Typed and not saved." in refused.content.decode()
    assert draft.approach == "Typed and not saved."
    assert sent.status_code == 200
    assert Notification.objects.get().approach == "Typed last."


def test_a_field_over_its_limit_is_told_and_kept(client, draft):
    long = "x" * 5001
    address = reverse("notification-send", args=[draft.ai_model_id, draft.pk])

    answer = client.post(address, whole(draft, arguments=long, channel="Portal"))

    assert answer.status_code == 422
    assert long in answer.content.decode()
    assert "5000" in answer.content.decode()
    assert not Notification.objects.get().is_sent


def test_a_second_sending_says_that_it_was_sent(client, draft):
    address = reverse("notification-send", args=[draft.ai_model_id, draft.pk])
    given = whole(draft, channel="Portal", sent_on=today().isoformat())
    client.post(address, given)

    again = client.post(address, given, follow=True)

    assert "recorded as sent already" in again.content.decode()


def test_a_draft_shows_its_days_as_a_date_input_takes_them(client, draft):
    page = shown(client, "notification", draft.ai_model_id, draft.pk)

    assert f'name="known_on" value="{draft.known_on:%Y-%m-%d}"' in page
    assert f'name="sent_on" value="{today():%Y-%m-%d}"' in page
    assert 'formaction="' in page
    assert page.count('form="notification"') == 4


def test_a_decision_is_previewed_then_recorded(client, placed, officer):
    address = reverse("model-decision", args=[placed.pk])
    given = {"decision": "designated-52-4", "on": (today() - timedelta(days=3)).isoformat()}

    preview = client.get(address, given)
    before = Fact.objects.filter(kind="designation").exists()
    wrong = client.get(address, given | {"on": "2199-01-01"})
    made = client.post(address, given | {"note": "By letter."})

    assert "Newly owed" in preview.content.decode()
    assert not before
    assert wrong.status_code == 422
    assert made.status_code == 200
    assert Fact.objects.get(kind="designation").note == "By letter."


def test_a_request_that_comes_too_early_is_refused_with_what_was_typed(client, placed):
    told = today() - timedelta(days=30)
    make.make_fact(placed, "designation", on=told.isoformat(), basis="52(4)")
    given = {"requested_on": today().isoformat(), "reasons": "New results.", "evidence": "R7"}

    answer = client.post(reverse("reassessment-new", args=[placed.pk]), given)

    assert answer.status_code == 422
    assert "Not before" in answer.content.decode()
    assert "New results." in answer.content.decode()
    assert not Reassessment.objects.exists()


def test_a_request_is_asked_and_answered_through_the_page(client, placed):
    make.make_fact(placed, "designation", on="2026-01-05", basis="52(4)")
    asked = {"requested_on": today().isoformat(), "reasons": "New results.", "evidence": "R7"}

    first = client.post(reverse("reassessment-new", args=[placed.pk]), asked)
    row = Reassessment.objects.get()
    outcome = reverse("reassessment-outcome", args=[placed.pk, row.pk])
    wrong = client.post(outcome, {"outcome": "maintained", "decided_on": "2026-01-06"})
    right = client.post(outcome, {"outcome": "maintained", "decided_on": today().isoformat()})

    assert [one.status_code for one in (first, wrong, right)] == [302, 422, 302]
    assert Reassessment.objects.get().outcome == "maintained"


def test_pages_cost_the_same_with_one_and_with_many_entries(client, placed, officer):
    def cost(name):
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse(name, args=[placed.pk]))
        return len(caught)

    add(placed, officer, done())
    names = ("compute-ledger", "model-notification")
    one = [cost(name) for name in names]
    for number in range(6):
        add(placed, officer, done(name=f"Run {number}"))
    send(placed, officer, sent_on=date(2026, 11, 1))

    many = [cost(name) for name in names]
    assert many[0] == one[0]
    assert many[1] <= one[1] + 1


def test_colleagues_read_and_find_no_form(sign_in, colleague, draft):
    client = sign_in(colleague)
    model = draft.ai_model_id

    pages = [
        shown(client, "compute-ledger", model),
        shown(client, "model-notification", model),
        shown(client, "notification", model, draft.pk),
    ]

    assert all("btn btn-primary" not in page for page in pages)
    assert client.post(reverse("compute-entry-new", args=[model]), TYPED).status_code == 403


def test_an_empty_ledger_says_nothing_of_what_was_spent(client, placed):
    empty = shown(client, "compute-ledger", placed.pk)

    assert "Nothing counts yet" in empty
    assert "Neither what was done" not in empty


def test_a_crossing_says_whether_a_deadline_follows_from_recording_it(client, placed, ai_model):
    other = make.make_model(ai_model.provider, "Blank")
    for model in (placed, other):
        client.post(
            reverse("compute-entry-new", args=[model.pk]),
            TYPED | {"method": "given", "flop": "2e25", "parameters": "", "tokens": ""},
        )

    sure, unsure = (shown(client, "compute-ledger", one.pk) for one in (placed, other))

    assert "duties and deadline follow" in sure
    assert "stays open all the same" in unsure
    assert "what the model can generate" in unsure


def test_what_was_sent_leads_to_its_files_and_a_draft_says_its_last_day(client, draft, officer):
    record_ledger(draft.ai_model, officer)
    address = reverse("notification-send", args=[draft.ai_model_id, draft.pk])
    before = shown(client, "notification", draft.ai_model_id, draft.pk)

    sent = client.post(address, whole(draft, sent_on=today(), channel="EU SEND"))

    assert 'id="last-day"' in before
    assert sent.context["onward"]["url"] == reverse(
        "notification", args=[draft.ai_model_id, draft.pk]
    )
