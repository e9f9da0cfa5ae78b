"""Nothing stops the clocks of an unresolved incident in silence: models, facts and bundles."""

from __future__ import annotations

from datetime import timedelta

import pytest

from obligations.incidents.models import Classification
from obligations.incidents.queries import lists
from obligations.incidents.services import bundles, classes, incidents, resolutions, sweep
from obligations.models import Deadline, Notice
from obligations.services.steps import NotAllowedNow
from obligations.webhooks.models import Delivery
from obligations.webhooks.services import endpoints
from providers.actors import Role
from providers.models import AuditEvent
from tests.factories.evidence import fresh
from tests.factories.providers import NOW, make_member, make_user
from tests.obligations.incidents.conftest import computed

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
LATER = NOW + 2 * DAY


def last_days(incident):
    """The last days of its own open clocks, counted from NOW."""
    rows = Deadline.objects.open().filter(matter="incident", matter_id=incident.pk)
    return [(row.due_on - NOW.date()).days for row in rows.order_by("due_on")]


def told(incident, kind):
    """The notices of a kind on an incident; every one of them is mailed whatever is chosen."""
    rows = Notice.objects.filter(kind=f"incident.{kind}", path=incident.path).order_by("queued_at")
    assert all(row.is_always_mailed for row in rows)
    return [row.text for row in rows]


@pytest.fixture
def bundled(recorded, officer):
    """An incident told in the reports of an earlier one; each of its models, by default one."""

    def make(head_class="death", own_class="health", **given):
        head = recorded(head_class)
        one = recorded(own_class, aware_at=NOW + DAY, now=NOW + DAY, **given)
        bundles.join(incident=one, head=head, by=officer, now=NOW + DAY)
        return fresh(head), fresh(one)

    return make


def test_nothing_is_told_in_an_incident_that_runs_no_clock(recorded, modest, officer):
    head = recorded("death", models=[modest])
    one = recorded("death", aware_at=NOW + DAY, now=NOW + DAY)

    with pytest.raises(NotAllowedNow, match="runs no clock"):
        bundles.join(incident=one, head=head, by=officer, now=NOW + DAY)

    assert (fresh(one).state, last_days(one)) == ("open", [11])


def edit_models(incident, models, by, at=LATER):
    incidents.edit(incident=incident, models=models, revision=incident.revision, by=by, now=at)


def test_a_first_incident_that_turns_voluntary_parts_what_is_told_in_it(bundled, modest, officer):
    head, one = bundled()

    edit_models(head, [modest], officer)

    assert (fresh(one).state, last_days(one), last_days(head)) == ("open", [16], [])
    assert "runs no clock" in told(one, "parted")[0]
    assert AuditEvent.objects.get(action="incident.parted").detail["head"] == str(head.pk)
    assert len(told(head, "without-clock")) == 1


def test_a_fact_that_makes_the_first_one_voluntary_parts_what_is_told_in_it(
    bundled, modest, ai_model, officer
):
    computed(modest, "2e25", officer)
    head, one = bundled(models=[modest])

    computed(ai_model, "1e24", officer, LATER)

    assert (fresh(one).state, last_days(one)) == ("open", [16])
    assert (len(told(one, "parted")), len(told(head, "without-clock"))) == (1, 1)


def test_what_shares_the_model_stays_bundled_and_both_are_told(bundled, ai_model, officer):
    head, one = bundled()

    computed(ai_model, "1e24", officer, LATER)
    silent = (fresh(one).state, last_days(head), last_days(one))
    computed(ai_model, "2e25", officer, LATER)

    assert silent == ("bundled", [], [])
    assert (len(told(one, "without-clock")), len(told(head, "without-clock"))) == (1, 1)
    assert (fresh(one).state, last_days(head)) == ("bundled", [10])


def test_the_page_of_what_is_told_in_a_silent_incident_says_that_no_clock_governs(
    bundled, ai_model, officer, sign_in
):
    _, one = bundled()
    computed(ai_model, "1e24", officer, LATER)

    page = sign_in(officer).get(one.path).text

    assert "It is not closed, and no clock runs" in page
    assert "No clock of its own runs" not in page


def test_naming_models_without_systemic_risk_stops_no_clock_in_silence(recorded, modest, officer):
    incident = recorded("death")

    edit_models(incident, [modest], officer)
    first = told(incident, "without-clock")

    assert (fresh(incident).state, last_days(incident)) == ("open", [])
    assert "No model involved carries systemic risk" in first[0]
    assert "correct it, and the clocks run from awareness" in first[0]


def test_a_fact_stops_no_clock_in_silence_and_each_stop_is_told_once(recorded, ai_model, officer):
    incident = recorded("death")
    for days, flop in enumerate(("1e24", "1.1e24", "2e25", "1e24"), start=1):
        computed(ai_model, flop, officer, NOW + days * DAY)
        sweep.sweep(now=NOW + days * DAY)

    assert last_days(incident) == []
    assert len(told(incident, "without-clock")) == 2


def test_a_stop_that_was_told_under_a_key_of_the_earlier_form_is_not_told_again(
    recorded, ai_model, officer
):
    """Such a key counted the clocks that had stopped."""
    incident = recorded("death")
    computed(ai_model, "1e24", officer, LATER)
    Notice.objects.filter(kind="incident.without-clock").update(
        key=f"incident:{incident.pk}:without-clock:1"
    )

    sweep.sweep(now=LATER + DAY)
    again = len(told(incident, "without-clock"))
    computed(ai_model, "2e25", officer, LATER + 2 * DAY)
    computed(ai_model, "1e24", officer, LATER + 3 * DAY)

    assert (again, len(told(incident, "without-clock"))) == (1, 2)


def test_what_never_ran_a_clock_and_was_told_under_the_earlier_key_is_not_told_again(
    recorded, modest
):
    incident = recorded("death", models=[modest])
    Notice.objects.filter(kind="incident.without-clock").update(
        key=f"incident:{incident.pk}:without-clock:0"
    )

    sweep.sweep(now=LATER)

    assert len(told(incident, "without-clock")) == 1


def test_the_stop_of_its_own_clocks_after_those_of_the_first_one_is_told_too(
    bundled, modest, ai_model, officer
):
    head, one = bundled()
    computed(ai_model, "1e24", officer, LATER)  # both are silent
    computed(ai_model, "2e25", officer, LATER + DAY)
    bundles.part(incident=fresh(one), because="Apart.", by=officer, now=LATER + 2 * DAY)
    watched = last_days(one)

    edit_models(fresh(one), [modest], officer, LATER + 3 * DAY)

    times = Notice.objects.filter(kind="incident.without-clock", path=one.path)
    assert (watched, last_days(one), last_days(head)) == ([16], [], [10])
    assert list(times.order_by("queued_at").values_list("queued_at", flat=True)) == [
        LATER,
        LATER + 3 * DAY,
    ]


def test_a_stop_that_was_told_is_not_told_to_whoever_comes_later(
    recorded, provider, modest, officer
):
    incident = recorded("death", models=[modest])
    chosen = endpoints.Settings(
        label="Tickets", url="https://tickets.example/hook", format="standard", kinds=()
    )
    endpoints.add(provider=provider, chosen=chosen, by=officer, now=LATER)
    make_member(provider, Role.OFFICER, make_user("Otto"))

    sweep.sweep(now=LATER)

    assert told(incident, "without-clock") != []
    assert Notice.objects.filter(kind="incident.without-clock").count() == 1
    assert not Delivery.objects.exists()


def test_what_is_closed_dismissed_or_a_near_miss_is_not_told_of(recorded, modest, officer):
    near = recorded(is_near_miss=True, models=[modest])
    gone = recorded("death")
    resolutions.dismiss(incident=gone, because="None.", by=officer, now=NOW)

    assert told(near, "without-clock") == told(gone, "without-clock") == []


def test_the_list_says_of_what_is_told_in_another_one_whether_that_ones_clock_runs(
    bundled, ai_model, officer
):
    def silent():
        lines = lists.lines(lists.visible(officer).order_by("number"), officer, now=LATER)
        return [line.is_without_clock for line in lines]

    bundled()
    before = silent()
    computed(ai_model, "1e24", officer, LATER)

    assert (before, silent()) == ([False, False], [True, True])


def test_the_page_and_the_list_show_that_no_clock_runs(recorded, modest, officer, sign_in):
    incident, client = recorded("death", models=[modest]), sign_in(officer)

    page = client.get(incident.path).text
    listed = client.get("/incidents/").text

    assert "It is not closed, and no clock runs" in page
    assert "Look at the models named and at their facts." in page
    assert "No clock runs" in listed


def test_a_shorter_class_parts_what_the_first_ones_longer_clock_would_hide(bundled, officer):
    head, one = bundled()

    classes.add(incident=one, incident_class="cybersecurity", by=officer, now=LATER)

    assert (fresh(one).state, last_days(one), last_days(head)) == ("open", [6], [10])
    assert (
        "due on 2026-11-29, sooner than that of the first incident on 2026-12-03"
        in (told(one, "parted")[0])
    )


def test_a_class_removed_of_the_first_one_parts_what_is_now_due_sooner(bundled, officer):
    head, one = bundled("cybersecurity", "death")
    classes.add(incident=head, incident_class="health", by=officer, now=LATER)
    row = Classification.objects.get(incident=head, incident_class="cybersecurity")

    classes.remove(classification=row, because="It was none.", by=officer, now=LATER)

    assert (last_days(head), last_days(one), fresh(one).state) == ([15], [11], "open")
    assert len(told(one, "parted")) == 1


def test_a_later_awareness_of_the_first_one_parts_what_was_known_before_it(bundled, officer):
    head, one = bundled("death", "death")

    incidents.edit(
        incident=head,
        aware_at=LATER,
        aware_because="The first mail was of another model.",
        revision=head.revision,
        by=officer,
        now=LATER,
    )

    assert (last_days(head), last_days(one)) == ([12], [11])


def test_what_a_submitted_report_tells_is_found_anew_in_the_next_one(bundled, sent, officer):
    head, one = bundled()
    sent(head, 2)

    classes.add(incident=one, incident_class="cybersecurity", by=officer, now=NOW + 3 * DAY)

    assert (fresh(one).state, last_days(head)) == ("bundled", [30])


def test_what_the_initial_report_of_the_first_one_does_not_tell_joins_it_no_more(
    recorded, sent, officer
):
    head = recorded("death")
    one = recorded("health", aware_at=NOW + DAY, now=NOW + DAY)
    sent(head, 2)

    with pytest.raises(NotAllowedNow, match="is out and does not tell this one"):
        bundles.join(incident=one, head=head, by=officer, now=NOW + 3 * DAY)

    assert (fresh(one).state, last_days(one), last_days(head)) == ("open", [16], [30])


def test_what_is_opened_again_after_an_initial_report_without_it_is_reported_for_itself(
    bundled, sent, officer
):
    head, one = bundled()
    resolutions.dismiss(incident=one, because="None.", by=officer, now=LATER)
    sent(head, 3)

    resolutions.reopen(incident=fresh(one), because="It was.", by=officer, now=NOW + 4 * DAY)

    assert (fresh(one).state, last_days(one), last_days(head)) == ("open", [16], [31])
    assert "is out and does not tell this one" in told(one, "parted")[0]
