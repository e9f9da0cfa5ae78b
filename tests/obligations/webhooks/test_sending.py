"""From a notice to the other side: once, signed, tried again, given up, paused."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from standardwebhooks import Webhook

from obligations.models import Notice
from obligations.services import notices
from obligations.webhooks.delivery import post
from obligations.webhooks.models import Attempt, Delivery, State
from obligations.webhooks.services import endpoints, forgetting, outbox, secrets, sending
from providers.actors import Role
from providers.models import AuditEvent
from tests.factories import providers as make

pytestmark = pytest.mark.django_db


def tell(provider, people, now, *, kind="deadline.flagged", key="k1", path="/duties/1/"):
    return notices.queue(
        recipients=people,
        kind=kind,
        key=key,
        title="Due in 7 days: Copyright policy <&>",
        text="The strict last day is Monday.\nSee *there*.",
        path=path,
        provider=provider,
        now=now,
    )


def verify(secret, came):
    """Check a delivery with the published library, as a receiver would."""
    _, headers, body = came
    return Webhook(secret).verify(body, headers)


def real_now():
    return datetime.now(UTC)


def test_what_people_are_told_reaches_a_program_signed(endpoint, provider, officer, other_side):
    other = make.make_member(provider, Role.OFFICER, make.make_user("Otto"))
    now = real_now()
    tell(provider, [officer.user_id, other.pk], now)

    report = sending.send_due(now=now)

    assert str(report) == (
        "1 event due for webhooks: 1 delivered, 0 to be tried again, 0 given up."
    )
    (came,) = other_side.came
    assert came[0] == "/hook?of=us"
    body = verify(endpoint.plain, came)
    assert body["type"] == "deadline.flagged"
    assert body["data"] == {
        "key": "k1",
        "provider": {"id": str(provider.pk), "name": provider.name},
        "title": "Due in 7 days: Copyright policy <&>",
        "text": "The strict last day is Monday.\nSee *there*.",
        "url": "https://tracker.example/duties/1/",
    }
    attempt = Attempt.objects.get()
    assert (attempt.status, attempt.error) == (204, "")
    assert Delivery.objects.get().state == State.DELIVERED


def test_a_changed_body_does_not_verify(endpoint, provider, officer, other_side):
    now = real_now()
    tell(provider, [officer.user_id], now)
    sending.send_due(now=now)
    path, headers, body = other_side.came[0]

    with pytest.raises(Exception, match="No matching signature"):
        verify(endpoint.plain, (path, headers, body.replace(b"7 days", b"9 days")))


def test_told_twice_is_sent_once(endpoint, provider, officer, now):
    tell(provider, [officer.user_id], now)
    tell(provider, [officer.user_id], now)

    assert Delivery.objects.count() == 1


def test_what_was_told_is_not_told_again_once_its_event_is_forgotten(
    endpoint, provider, officer, colleague, now
):
    tell(provider, [officer.user_id], now)
    Delivery.objects.all().delete()

    tell(provider, [officer.user_id], now)
    forgotten = Delivery.objects.count()
    tell(provider, [officer.user_id, colleague.user_id], now)

    assert (forgotten, Delivery.objects.count()) == (0, 1)


def test_only_chosen_kinds_are_sent(add, other_side, provider, officer, now):
    add(other_side.url, kinds=["incident.opened"])

    tell(provider, [officer.user_id], now, key="a")
    tell(provider, [officer.user_id], now, key="b", kind="incident.opened")

    assert list(Delivery.objects.values_list("kind", flat=True)) == ["incident.opened"]


def test_what_is_not_the_providers_stays_inside(endpoint, provider, officer, reviewer, now):
    tell(provider, [reviewer.user_id], now, key="a", kind="office.remark")
    tell(provider, [officer.user_id], now, key="b", kind="duty.assigned")
    tell(provider, [officer.user_id], now, key="c", kind="webhook.paused")
    tell(None, [officer.user_id], now, key="d", kind="file.damaged")

    assert not Delivery.objects.exists()


def test_ones_own_submission_is_sent_without_the_page_of_the_office(
    endpoint, provider, reviewer, now
):
    tell(provider, [reviewer.user_id], now, kind="assessment.submitted", path="/office/x/")

    assert json.loads(Delivery.objects.get().body)["data"]["url"] is None


def test_a_rivals_events_go_nowhere(endpoint, rival_provider, rival, now):
    tell(rival_provider, [rival.user_id], now)

    assert not Delivery.objects.exists()


def test_a_cause_that_fails_leaves_no_event(endpoint, provider, officer, now):
    with suppress(RuntimeError), transaction.atomic():
        tell(provider, [officer.user_id], now)
        assert Delivery.objects.exists()
        raise RuntimeError

    assert not Delivery.objects.exists()
    assert not Notice.objects.exists()


def test_every_try_carries_the_same_id_and_body_with_growing_pauses(
    endpoint, provider, officer, other_side, now
):
    tell(provider, [officer.user_id], now)
    other_side.status, at, pauses = 500, now, []

    for _ in range(20):
        if not sending.send_due(now=at).claimed:
            break
        row = Delivery.objects.get()
        pauses.append((row.next_try_at - at).total_seconds())
        at = max(at, row.next_try_at)

    assert [round(one / 60) for one in pauses[:-1]] == [1, 5, 30, 120, 300, 600, 840, 1200, 1440]
    assert {headers["webhook-id"] for _, headers, _ in other_side.came} == {row.message_id}
    assert len({body for _, _, body in other_side.came}) == 1
    assert len({headers["webhook-signature"] for _, headers, _ in other_side.came}) == 10
    assert row.state == State.GIVEN_UP
    assert Attempt.objects.count() == 10


def test_after_repeated_failure_it_is_paused_and_people_are_told(
    endpoint, provider, officer, other_side, now
):
    tell(provider, [officer.user_id], now)
    other_side.status, at = 503, now
    for _ in range(12):
        sending.send_due(now=at)
        at += timedelta(days=1)

    endpoint.refresh_from_db()
    notice = Notice.objects.get(kind="webhook.paused")
    assert endpoint.paused_at is not None
    assert "tries in a row have failed" in endpoint.paused_because
    assert notice.path == f"/webhooks/{endpoint.pk}/"
    assert AuditEvent.objects.filter(action="webhook.paused").count() == 1

    tell(provider, [officer.user_id], at, key="later")
    assert sending.send_due(now=at).claimed == 0
    other_side.status = 200
    endpoints.resume(endpoint=endpoint, by=officer, now=at)
    sending.send_due(now=at)
    assert Delivery.objects.get(key="later").state == State.DELIVERED


def test_ten_failures_within_an_hour_do_not_pause_yet(endpoint, officer, other_side, now):
    other_side.status = 500
    for minute in range(12):
        outbox.test(endpoint=endpoint, by=officer, now=now)
        sending.send_due(now=now + timedelta(minutes=minute))

    endpoint.refresh_from_db()
    assert endpoint.failures >= 10
    assert endpoint.paused_at is None


def test_gone_means_gone(endpoint, officer, other_side, now):
    other_side.status = 410
    outbox.test(endpoint=endpoint, by=officer, now=now)

    sending.send_due(now=now)

    endpoint.refresh_from_db()
    assert "410" in endpoint.paused_because


def test_the_other_sides_wish_to_be_left_alone_is_kept(endpoint, officer, other_side, now):
    other_side.status, other_side.headers = 429, {"Retry-After": "7200"}
    row = outbox.test(endpoint=endpoint, by=officer, now=now)

    sending.send_due(now=now)

    row.refresh_from_db()
    assert timedelta(hours=2) <= row.next_try_at - now < timedelta(hours=2, minutes=1)


def test_one_that_is_down_is_tried_once_in_a_batch(endpoint, officer, other_side, now):
    other_side.status = 500
    for _ in range(5):
        outbox.test(endpoint=endpoint, by=officer, now=now)

    report = sending.send_due(now=now)

    assert (report.claimed, report.postponed, len(other_side.came)) == (5, 1, 1)
    assert sorted(Delivery.objects.values_list("tries", flat=True)) == [0, 0, 0, 0, 1]


def test_a_worker_that_dies_leaves_the_event_to_the_next(
    endpoint, officer, other_side, now, monkeypatch
):
    outbox.test(endpoint=endpoint, by=officer, now=now)

    def killed(*args, **kwargs):
        raise SystemExit  # As good as kill -9: nothing after it runs.

    with monkeypatch.context() as patch:
        patch.setattr(post, "send", killed)
        with pytest.raises(SystemExit):
            sending.send_due(now=now)

    assert sending.send_due(now=now + timedelta(minutes=1)).claimed == 0
    assert sending.send_due(now=now + timedelta(minutes=11)).delivered == 1


def test_a_killed_worker_after_the_send_repeats_it_under_the_same_id(
    endpoint, officer, other_side, now, monkeypatch
):
    outbox.test(endpoint=endpoint, by=officer, now=now)

    def killed(**kwargs):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(Attempt.objects, "create", killed)
        with pytest.raises(SystemExit):
            sending.send_due(now=now)
    sending.send_due(now=now + timedelta(minutes=11))

    ids = [headers["webhook-id"] for _, headers, _ in other_side.came]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_a_renewed_secret_signs_beside_the_old_one_for_a_day(endpoint, officer, other_side):
    now = real_now()
    fresh = endpoints.renew_secret(endpoint=endpoint, revision=1, by=officer, now=now)
    outbox.test(endpoint=endpoint, by=officer, now=now)
    sending.send_due(now=now)

    (came,) = other_side.came
    assert verify(endpoint.plain, came) == verify(fresh, came)
    assert len(came[1]["webhook-signature"].split()) == 2

    later = now + endpoints.GRACE
    outbox.test(endpoint=endpoint, by=officer, now=later)
    sending.send_due(now=later)
    assert len(other_side.came[-1][1]["webhook-signature"].split()) == 1


def test_the_secret_is_not_in_the_database(endpoint):
    endpoint.refresh_from_db()

    assert endpoint.plain.startswith("whsec_")
    assert endpoint.plain[6:] not in endpoint.secret
    assert secrets.unseal(endpoint.secret) == endpoint.plain


def test_a_changed_installation_key_is_said_and_nothing_is_sent(
    endpoint, officer, other_side, now, settings
):
    outbox.test(endpoint=endpoint, by=officer, now=now)
    settings.SECRET_KEY = "another" * 10

    sending.send_due(now=now)

    assert Attempt.objects.get().error == "The installation's key changed: renew the secret."
    assert other_side.came == []


def test_sent_again_it_keeps_its_id(endpoint, officer, other_side, now):
    row = outbox.test(endpoint=endpoint, by=officer, now=now)
    sending.send_due(now=now)
    row.refresh_from_db()

    outbox.redeliver(delivery=row, by=officer, now=now)
    sending.send_due(now=now)

    assert len({headers["webhook-id"] for _, headers, _ in other_side.came}) == 1
    assert Attempt.objects.filter(delivery=row).count() == 2


def test_slack_and_teams_get_their_own_forms(add, other_side, provider, officer, now):
    add(other_side.url, form="slack", label="Slack")
    add(other_side.url, form="teams", label="Teams")
    tell(provider, [officer.user_id], now)
    sending.send_due(now=now)

    slack, teams = sorted(
        (json.loads(body) for _, _, body in other_side.came), key=lambda one: "type" in one
    )
    assert slack["text"] == "Due in 7 days: Copyright policy &lt;&amp;&gt;"
    assert [one["type"] for one in slack["blocks"]] == ["header", "section", "context", "actions"]
    assert slack["blocks"][3]["elements"][0]["url"] == "https://tracker.example/duties/1/"
    (attachment,) = teams["attachments"]
    assert teams["type"] == "message"
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert attachment["content"]["body"][2]["text"] == r"See \*there\*."
    assert attachment["content"]["actions"][0]["type"] == "Action.OpenUrl"


def test_old_events_are_forgotten(endpoint, officer, now):
    outbox.test(endpoint=endpoint, by=officer, now=now)
    assert forgetting.forget(now=now) == "0 events given up, 0 deliveries forgotten."

    two_weeks = now + timedelta(days=15)
    assert forgetting.forget(now=two_weeks) == "1 event given up, 0 deliveries forgotten."
    later = two_weeks + timedelta(days=91)
    assert forgetting.forget(now=later) == "0 events given up, 1 delivery forgotten."


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_an_event_once(endpoint, officer, other_side, now):
    from tests.races import at_once

    for _ in range(6):
        outbox.test(endpoint=endpoint, by=officer, now=now)

    at_once(*[lambda: sending.send_due(now=now)] * 4)

    ids = [headers["webhook-id"] for _, headers, _ in other_side.came]
    assert len(ids) == len(set(ids)) == 6
