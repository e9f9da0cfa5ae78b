"""A model whose compute crosses the threshold by a planned run, through to the notification."""

from datetime import date

import pytest
from django.urls import reverse

from obligations.models import Deadline, Notice, Rendering
from obligations.queries import foreseen
from obligations.services.steps import NotAllowedNow
from obligations.storage import open_bytes
from obligations.systemic_risk.queries import ledger
from obligations.systemic_risk.services import entries, notifications, recording, sending
from obligations.systemic_risk.services.entries import NewEntry
from providers.errors import InvalidInput, NotPermitted
from tests.factories import providers as make
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def add(ai_model, by, **given):
    said = {
        "name": "Run",
        "kind": "pretraining",
        "method": "given",
        "begins_on": date(2026, 12, 1),
        "ends_on": date(2026, 12, 10),
        "is_planned": True,
        "known_on": date(2026, 11, 20),
    }
    entry = NewEntry(**{**said, **given})
    return entries.add(ai_model=ai_model, entry=entry, by=by, now=NOW)


@pytest.fixture
def planned(ai_model, officer):
    make.make_fact(ai_model, "general-purpose", decision=True)
    make.make_fact(ai_model, "placement", union_market_date="2026-01-10")
    return add(ai_model, officer, inputs={"flop": "2e25"})


def record(ai_model, by):
    stamp = ledger.standing(ai_model, on=TODAY).stamp
    return recording.record_ledger(ai_model=ai_model, stamp=stamp, by=by, now=NOW)


def test_a_planned_run_brings_the_notification_and_sending_it_meets_the_deadline(
    ai_model, officer, planned
):
    record(ai_model, officer)
    due = Deadline.objects.open().get(duty__key="aia-52-1", ai_model=ai_model)
    row = notifications.start(ai_model=ai_model, by=officer, now=NOW)

    sent = sending.send(
        notification=row, sent_on=TODAY, channel="Portal", revision=1, by=officer, now=NOW
    ).notification

    assert due.due_on == date(2026, 12, 4)
    due.refresh_from_db()
    assert due.done_on == TODAY
    assert Rendering.objects.filter(subject_id=sent.pk).count() == 2
    with open_bytes(provider_id=sent.provider_id, sha256=sent.pdf.sha256) as file:
        assert file.read(5) == b"%PDF-"
    with pytest.raises(NotAllowedNow, match="DL-02"):
        notifications.start(ai_model=ai_model, because="More", by=officer, now=NOW)


def test_mitigations_are_refused_as_a_ground(ai_model, officer, planned):
    row = notifications.start(ai_model=ai_model, by=officer, now=NOW)

    with pytest.raises(InvalidInput, match="no valid ground"):
        notifications.save(
            notification=row,
            given={"grounds": {"mitigations": "x"}},
            revision=1,
            by=officer,
            now=NOW,
        )


def test_a_colleague_writes_nothing(ai_model, colleague):
    with pytest.raises(NotPermitted):
        add(ai_model, colleague, inputs={"flop": "1e24"})


def test_pages_answer(ai_model, officer, planned, sign_in):
    client = sign_in(officer)
    row = notifications.start(ai_model=ai_model, by=officer, now=NOW)
    pages = [
        reverse("compute-ledger", args=[ai_model.pk]),
        reverse("compute-entry", args=[ai_model.pk, planned.pk]),
        reverse("model-notification", args=[ai_model.pk]),
        reverse("notification", args=[ai_model.pk, row.pk]),
        reverse("model-modification", args=[ai_model.pk]),
    ]

    assert [client.get(page).status_code for page in pages] == [200] * 5


def told():
    return sorted(Notice.objects.filter(kind="compute.threshold").values_list("title", flat=True))


NEAR = "Training compute of Meridian: near 10^25 FLOP by its ledger"
OVER = "Training compute of Meridian: more than 10^25 FLOP by its ledger"


def correct(row, by, **given):
    said = {
        "name": row.name,
        "kind": row.kind,
        "method": row.method,
        "inputs": row.inputs,
        "begins_on": row.begins_on,
        "ends_on": row.ends_on,
        "is_planned": row.is_planned,
        "known_on": row.known_on,
    }
    new = NewEntry(**said | given)
    return entries.correct(entry=row, new=new, because="A slip.", by=by, now=NOW)


def test_officers_hear_once_of_a_ledger_that_comes_near_and_once_that_it_is_over(
    ai_model, officer, colleague
):
    add(ai_model, officer, inputs={"flop": "2e24"})
    assert told() == []

    row = add(ai_model, officer, inputs={"flop": "6e24"})
    row = correct(row, officer, inputs={"flop": "7e24"})
    assert told() == [NEAR]

    row = correct(row, officer, inputs={"flop": "9e24"})
    row = correct(row, officer, inputs={"flop": "9.5e24"})
    add(ai_model, officer, inputs={"flop": "1e24"})

    assert told() == [OVER, NEAR]
    notice = Notice.objects.get(title=OVER)
    assert (notice.recipient_id, notice.is_always_mailed) == (officer.user_id, True)
    assert notice.path == reverse("compute-ledger", args=[ai_model.pk])
    # The correction is known on the day it says, the 20th.
    assert "end on Friday 4 December 2026" in notice.text


def test_nothing_is_told_where_a_recorded_day_runs_the_two_weeks(placed, officer):
    make.make_fact(placed, "threshold-known", on="2026-11-01")

    add(placed, officer, inputs={"flop": "2e25"})

    assert told() == []


def test_nothing_is_told_near_the_threshold_where_a_recorded_day_runs_the_two_weeks(
    placed, officer
):
    make.make_fact(placed, "threshold-known", on="2026-11-01")

    add(placed, officer, inputs={"flop": "8e24"})

    assert told() == []


def coming(ai_model, officer):
    return [one.text for one in foreseen.of(ai_model.provider, officer, on=TODAY)]


def test_an_estimate_over_the_threshold_runs_the_two_weeks_without_a_day_of_its_own(
    placed, officer
):
    make.make_fact(placed, "compute", cumulative_compute_flop="2e25", method="components")

    add(placed, officer, inputs={"flop": "2e25"})

    assert (told(), coming(placed, officer)) == ([], [])


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("threshold-known", {"on": "2026-11-22"}),
        ("threshold-known", {"on": "2026-11-01"}),
        ("compute", {"cumulative_compute_flop": "2e25", "method": "components"}),
    ],
)
def test_a_recorded_day_counts_nothing_where_it_is_open_whether_a_notification_is_owed(
    kind, value, ai_model, officer, sign_in
):
    """Whether it is a general-purpose model is not known, so that no deadline stands."""
    make.make_fact(ai_model, kind, **value)

    add(ai_model, officer, inputs={"flop": "2e25"})

    (text,) = coming(ai_model, officer)
    mailed = Notice.objects.get(title=OVER).text
    for words in (text, mailed):
        assert "Whether a notification is owed is not known: no deadline stands" in words
        assert "facts say" not in words
    home = sign_in(officer).get(reverse("home")).content.decode()
    assert f'href="{reverse("model", args=[ai_model.pk])}#facts">Record the missing facts' in home


def test_a_recorded_day_settles_what_is_known_to_be_no_general_purpose_model(ai_model, officer):
    make.make_fact(ai_model, "general-purpose", decision=False)
    make.make_fact(ai_model, "threshold-known", on="2026-11-22")

    add(ai_model, officer, inputs={"flop": "2e25"})

    assert (told(), coming(ai_model, officer)) == ([], [])


def test_where_no_notification_can_rest_no_one_is_promised_a_deadline(ai_model, officer, sign_in):
    make.make_fact(ai_model, "general-purpose", decision=False)

    add(ai_model, officer, inputs={"flop": "2e25"})

    (text,) = coming(ai_model, officer)
    mailed = Notice.objects.get(title=OVER).text
    for one in (text, mailed):
        assert "no notification rests on the model, and no deadline follows" in one
        assert "two weeks" not in one
    page = sign_in(officer).get(reverse("compute-ledger", args=[ai_model.pk])).content.decode()
    assert "By the facts no notification is owed all the same:" in page


def test_where_the_facts_say_a_later_day_no_one_is_told_that_no_deadline_stands(placed, officer):
    make.make_fact(placed, "threshold-known", on="2026-11-22")

    add(placed, officer, inputs={"flop": "2e25"})

    (text,) = coming(placed, officer)
    assert "20 November 2026, earlier than the facts say, 22 November 2026" in text
    mailed = Notice.objects.get(title=OVER).text
    assert "counted from 22 November 2026, which the facts say" in mailed
    assert "No deadline stands" not in text + mailed


def test_an_accepted_rebuttal_settles_what_came_before_it_alone(ai_model, officer):
    make.make_fact(ai_model, "threshold-known", on="2026-11-01")
    make.make_fact(ai_model, "rebuttal", submitted_on="2026-11-02", accepted_on="2026-11-21")

    add(ai_model, officer, inputs={"flop": "2e25"})
    assert (told(), coming(ai_model, officer)) == ([], [])

    later = make.make_model(ai_model.provider, "Second")
    make.make_fact(later, "threshold-known", on="2026-11-01")
    make.make_fact(later, "rebuttal", submitted_on="2026-11-02", accepted_on="2026-11-10")
    add(later, officer, inputs={"flop": "2e25"})

    (text,) = coming(later, officer)
    assert "run from 20 November 2026. No deadline stands" in text


@pytest.fixture
def old(ai_model, officer):
    """A model whose ledger was over the threshold years before Chapter V applied."""

    def added():
        return add(
            ai_model,
            officer,
            inputs={"flop": "2e25"},
            is_planned=False,
            begins_on=date(2022, 1, 1),
            ends_on=date(2022, 2, 1),
            known_on=date(2022, 2, 1),
        )

    return added


def test_the_two_weeks_of_what_was_over_before_run_from_the_day_chapter_v_applied(
    ai_model, officer, old
):
    old()

    mailed = Notice.objects.get(title=OVER).text
    assert "before Chapter V began to apply. The two weeks" in mailed
    assert "run from 2 August 2025 and end on Saturday 16 August 2025" in mailed
    (text,) = coming(ai_model, officer)
    assert "run from 2 August 2025. No deadline stands" in text


def test_a_legacy_model_is_told_its_outer_limit_and_the_open_question(ai_model, officer, old):
    make.make_fact(ai_model, "placement", union_market_date="2024-05-01")

    old()

    (text,) = coming(ai_model, officer)
    for words in (text, Notice.objects.get(title=OVER).text):
        assert "comply by 2 August 2027 (Art. 111(3))" in words
        assert "is open (A11)" in words
        assert "run from" not in words


A11 = (
    "Had the model been placed before 2 August 2025, 2 August 2027 would be the outer limit (A11)."
)


def test_where_the_placing_is_not_known_the_outer_limit_is_told_beside_the_two_weeks(
    ai_model, officer
):
    add(ai_model, officer, inputs={"flop": "2e25"})

    (text,) = coming(ai_model, officer)
    assert A11 in text
    assert f"Friday 4 December 2026. {A11}" in Notice.objects.get(title=OVER).text


def test_where_the_placing_is_known_nothing_is_told_of_an_outer_limit(placed, officer):
    add(placed, officer, inputs={"flop": "2e25"})

    (text,) = coming(placed, officer)
    assert "outer limit" not in text + Notice.objects.get(title=OVER).text


def test_home_leads_to_the_ledger_until_the_facts_are_recorded(sign_in, officer, placed):
    client, ledger_of = sign_in(officer), reverse("compute-ledger", args=[placed.pk])
    add(placed, officer, inputs={"flop": "8e24"})
    near = client.get(reverse("home")).content.decode()
    add(placed, officer, inputs={"flop": "8e24"})
    over = client.get(reverse("home")).content.decode()
    record(placed, officer)
    after = client.get(reverse("home")).content.decode()

    assert "Meridian: Near the threshold" in near
    assert "Meridian: Over the threshold" in over
    assert "Nothing is pressing" not in over
    assert f'href="{ledger_of}">Open the compute ledger' in near
    assert f'href="{ledger_of}">Open the compute ledger' in over
    assert "Meridian: Over the threshold" not in after


def test_what_is_seen_coming_costs_the_same_with_one_model_and_with_three(
    provider, rival, officer, ai_model, django_assert_num_queries
):
    add(ai_model, officer, inputs={"flop": "2e25"})
    with django_assert_num_queries(2):
        assert len(foreseen.of(provider, officer, on=TODAY)) == 1
    for name in ("Second", "Third"):
        add(make.make_model(provider, name), officer, inputs={"flop": "2e25"})

    with django_assert_num_queries(2):
        names = [one.name for one in foreseen.of(provider, officer, on=TODAY)]
    assert names == ["Meridian", "Second", "Third"]
    assert foreseen.of(provider, rival, on=TODAY) == []
