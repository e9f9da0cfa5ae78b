"""A second amendment, not shipped: one duty new, one gone, others changed, renumbered, moved."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from obligations.catalogue.problems import CatalogueErrors
from obligations.editions.queries import amendments
from obligations.editions.services import changes, looking
from obligations.law.effects import What
from obligations.models import Assessment, Deadline, Duty, EditionChange, EvidenceLink, Notice
from obligations.routes.models import RouteReview
from obligations.routes.services import reviews
from obligations.services import catalogue, duties
from obligations.services.steps import NotAllowedNow
from providers.actors import OPERATOR
from providers.services import audit
from tests.factories import providers as make
from tests.factories.assessments import submitted
from tests.factories.providers import NOW
from tests.obligations.editions.amended import EDITION, FILE, data_files
from tests.obligations.editions.test_law_changes import run, snapshot

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=3)
KNOWN = date(2026, 11, 20)


@pytest.fixture
def planted(ai_model, provider, officer, tmp_path):
    """Duties follow the shipped texts; the planted edition is known, and held back."""
    catalogue.sync(now=NOW)
    make.make_fact(provider, "code-signature", chapters={"transparency": "2025-08-01"})
    make.make_fact(ai_model, "placement", union_market_date="2026-12-20")
    make.make_fact(ai_model, "general-purpose", decision=True)
    make.make_fact(ai_model, "compute", cumulative_compute_flop="3e25")
    refresh(provider)
    Duty.objects.filter(provider=provider, key="aia-53-1-a").update(route="code")
    with data_files(tmp_path, {FILE: EDITION}):
        catalogue.sync(now=NOW, hold=True)
        yield amendments.amendment("ai-act", date(2026, 11, 1))


def refresh(provider):
    with audit.turn(provider):
        duties.refresh(provider=provider, ai_model=None, by=OPERATOR, now=NOW)


def duty(provider, key):
    return Duty.objects.select_related("obligation").get(provider=provider, key=key, ended_on=None)


def notification_due(provider):
    open_ones = Deadline.objects.filter(met_at=None, cancelled_at=None)
    return open_ones.get(provider=provider, duty__key="aia-52-1").due_on


def test_the_comparison_tells_every_kind_of_change(planted):
    found = planted.comparison

    assert [one.key for one in found.added] == ["aia-53-9"]
    assert [one.key for one in found.removed] == ["aia-53-1-c"]
    changed = {one.key: {change.field for change in one.fields} for one in found.changed}
    assert changed == {
        "aia-52-1": {"rule_args"},
        "aia-53-1-a": {"summary", "audience"},
        "aia-53-1-d": {"cite"},
        "aia-53-3": {"applies_from", "enforceable_from"},
    }


def test_what_the_preview_says_is_what_applying_does(planted, provider):
    seen = {one.key: one for one in looking.look(provider, planted, now=NOW).moved}
    renumbered, due = duty(provider, "aia-53-1-d"), notification_due(provider)

    run(changes.apply, planted)

    assert {key: one.what for key, one in seen.items()} == {
        "aia-53-9": What.NEWLY_OWED,
        "aia-53-1-c": What.ENDS,
        "aia-52-1": What.CHANGES,
        "aia-53-3": What.CHANGES,
        "aia-53-1-a": What.REWORDED,
        "aia-53-1-d": What.REWORDED,
    }
    assert duty(provider, "aia-53-9").owed
    assert not Duty.objects.filter(provider=provider, key="aia-53-1-c", ended_on=None).exists()
    assert duty(provider, "aia-53-1-d").pk == renumbered.pk
    assert duty(provider, "aia-53-1-d").cite == "Art. 53(1)(e)"
    assert notification_due(provider) == due + timedelta(days=7)
    assert duty(provider, "aia-53-3").applies_from == date(2026, 12, 24)


def test_undone_everything_is_as_before_however_much_it_moved(planted, provider):
    before = snapshot(provider)

    run(changes.apply, planted)
    assert snapshot(provider) != before
    run(changes.undo, planted, NOW + DAYS)

    assert snapshot(provider) == before
    assert audit.verify_all() == ()


def test_work_done_in_between_is_kept_by_undoing_and_taken_up_by_applying_again(
    planted, provider, officer
):
    ended = submitted(duty(provider, "aia-53-1-c"), officer)
    run(changes.apply, planted)
    new = submitted(duty(provider, "aia-53-9"), officer)
    renumbered = submitted(duty(provider, "aia-53-1-d"), officer)
    links = set(EvidenceLink.objects.values_list("pk", flat=True))

    run(changes.undo, planted, NOW + DAYS)

    for one in (ended, new, renumbered):
        assert Assessment.objects.get(pk=one.pk).status == "submitted"
    assert duty(provider, "aia-53-1-c").pk == ended.duty_id
    assert duty(provider, "aia-53-1-d").claim == renumbered.claim
    assert Duty.objects.get(pk=new.duty_id).ended_on is not None
    assert links <= set(EvidenceLink.objects.filter(unlinked_at=None).values_list("pk", flat=True))

    run(changes.apply, planted, NOW + 2 * DAYS)

    again = duty(provider, "aia-53-9")
    assert (again.pk, again.claim) == (new.duty_id, new.claim)
    assert Duty.objects.filter(key="aia-53-9").count() == 1


def test_ways_wait_for_a_look_and_need_none_when_the_text_is_back(planted, provider):
    before = duty(provider, "aia-53-1-a")

    run(changes.apply, planted)

    (review,) = RouteReview.objects.filter(resolved_at=None)
    assert (review.duty_id, review.cause) == (before.pk, "text")
    assert review.because.startswith("Since the edition of 1 November 2026: Art. 53(1)(a)")
    assert "The documentation is given to the public too." in review.because
    run(changes.undo, planted, NOW + DAYS)

    review.refresh_from_db()
    assert (review.outcome, RouteReview.objects.count()) == ("lapsed", 1)
    assert Notice.objects.filter(title="1 way needs no look any more").count() == 1


def test_ways_settled_under_the_new_text_are_listed_when_it_is_undone(planted, provider, officer):
    run(changes.apply, planted)
    (review,) = RouteReview.objects.all()
    reviews.resolve(review=review, words="Read; it stays.", by=officer, now=NOW)
    route = duty(provider, "aia-53-1-a").route

    run(changes.undo, planted, NOW + DAYS)

    again = RouteReview.objects.get(resolved_at=None)
    assert again.because.startswith("The edition of 1 November 2026 was taken back.")
    assert duty(provider, "aia-53-1-a").route == route


def test_a_way_chosen_anew_while_it_waited_does_not_lapse(planted, provider, officer):
    run(changes.apply, planted)
    one = duty(provider, "aia-53-1-a")
    duties.choose_route(
        duty=one,
        route="other-adequate-means",
        explanation="A portal.",
        revision=one.revision,
        by=officer,
        now=NOW,
    )

    run(changes.undo, planted, NOW + DAYS)

    assert RouteReview.objects.get().resolved_at is None


def test_all_that_wait_for_one_change_are_confirmed_with_one_reason(
    planted, provider, officer, colleague, sign_in
):
    make.make_model(provider)
    Duty.objects.filter(provider=provider, key="aia-53-3").update(route="other-adequate-means")
    run(changes.apply, planted)
    assert RouteReview.objects.filter(resolved_at=None).count() == 2
    given = {"text_to": "ai-act 2026-11-01", "words": "Read; nothing changes for us."}

    refused = sign_in(colleague).post(reverse("ways-confirm"), given)
    empty = sign_in(officer).post(reverse("ways-confirm"), given | {"words": ""})
    done = sign_in(officer).post(reverse("ways-confirm"), given)

    assert (refused.status_code, empty.status_code, done.status_code) == (403, 422, 302)
    outcomes = set(RouteReview.objects.values_list("outcome", "words"))
    assert outcomes == {("confirmed", given["words"])}
    with pytest.raises(NotAllowedNow):
        reviews.confirm_all(provider=provider, by=officer, now=NOW, **given)


BROKEN = (
    EDITION.replace("aia-53-1-c, change", "aia-53-1-x, change")
    .replace("rule: training-summary", "rule: guess")
    .replace("within: 3 weeks", "within: soon")
    .replace("applies_from: 2026-12-24", "applies_from: Christmas")
    .replace("links: [aia-53-1-a]", "links: [aia-99-9]")
    .replace("title: Name a person", "colour: blue")
)


def test_a_broken_file_is_told_whole_by_every_command_and_nothing_changes(provider, tmp_path):
    catalogue.sync(now=NOW)

    with data_files(tmp_path, {FILE: BROKEN}):
        for command, rest in (
            ("sync_catalogue", ()),
            ("preview_edition", ("ai-act", "2026-11-01")),
            ("apply_edition", ("ai-act", "2026-11-01", "--reason=R")),
            ("undo_edition", ("ai-act", "2026-11-01", "--reason=R")),
        ):
            with pytest.raises(CommandError) as refused:
                call_command(command, *rest)
            told = str(refused.value)
            for expected in (
                "The edition before has no such entry.",
                'Unknown rule "guess"',
                '"within" is a period',
                '"applies_from" is a day',
                '"links" names nothing: "aia-99-9"',
                'There is no field "colour"',
                '"title" is missing',
            ):
                assert expected in told, (command, expected)
    assert not EditionChange.objects.exists()
    with pytest.raises(CatalogueErrors), data_files(tmp_path, {FILE: BROKEN}):
        catalogue.sync(now=NOW)
