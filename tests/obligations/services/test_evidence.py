"""services/evidence.py: recorded once, never overwritten, and for one's own duties alone."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from obligations import storage
from obligations.models import (
    AssessmentEvidence,
    Evidence,
    EvidenceLink,
    EvidenceVersion,
    StoredFile,
)
from obligations.queries import evidence as queries
from obligations.services import assessments, evidence
from obligations.services.steps import NotAllowedNow
from providers.actors import Role
from providers.errors import Conflict, InvalidInput, NotPermitted
from providers.models import AuditEvent
from providers.services import audit
from tests.factories import assessments as made
from tests.factories import evidence as make
from tests.factories import providers as people

pytestmark = pytest.mark.django_db


def nothing_was_recorded(root) -> bool:
    rows = [
        model.objects.count()
        for model in (Evidence, EvidenceVersion, EvidenceLink, StoredFile, AuditEvent)
    ]
    return rows == [0] * 5 and not [one for one in root.rglob("*") if one.is_file()]


def test_a_file_is_recorded_with_what_it_proves_and_when(duty, officer, now):
    version = evidence.attach_file(
        duties=[duty],
        upload=make.incoming(),
        title="Model card",
        proves="Annex XI is documented.",
        covers_from=date(2026, 1, 1),
        covers_to=date(2026, 12, 31),
        note="First edition.",
        by=officer,
        now=now,
    )

    duty.refresh_from_db()
    assert (version.evidence.title, version.evidence.proves) == (
        "Model card",
        "Annex XI is documented.",
    )
    assert (version.number, version.kind, version.file_name) == (1, "file", "documentation.pdf")
    assert (version.recorded_by_name, version.recorded_at) == ("Olivia", now)
    assert (duty.work_status, duty.evidence_count, duty.freshness) == ("in-progress", 1, "fresh")
    stored = storage.open_bytes(provider_id=duty.provider_id, sha256=version.sha256)
    with stored:
        assert stored.read() == make.CONTENT


def test_a_file_without_a_title_is_called_by_its_name(duty):
    assert make.attach(duty).evidence.title == "documentation.pdf"


def test_recording_is_told_in_the_trail_with_the_hash(duty, officer, now):
    version = make.attach(duty, by=officer)

    event = AuditEvent.objects.get(action="evidence.attached")
    assert event.subject_id == str(version.evidence_id)
    assert (event.detail["sha256"], event.detail["duties"]) == (version.sha256, ["aia-53-1-a"])
    assert audit.verify(duty.provider) == ()


def test_the_same_bytes_are_stored_once_for_a_provider(duty, other_duty, root):
    make.attach(duty)
    make.attach(other_duty)

    assert (Evidence.objects.count(), StoredFile.objects.count()) == (2, 1)
    assert len([one for one in root.rglob("*") if one.is_file()]) == 1


def test_providers_share_no_bytes(duty, rival_model):
    make.attach(duty)
    make.attach(make.make_duty(rival_model))

    assert StoredFile.objects.count() == 2


def test_a_link_and_a_statement_are_recorded(duty, officer, now):
    linked = evidence.add_link(
        duties=[duty], url="https://example.org/policy", title="Policy", by=officer, now=now
    )
    stated = evidence.add_statement(
        duties=[duty], statement="We do.", title="Practice", by=officer, now=now
    )

    assert (linked.kind, linked.url, linked.stored_file) == (
        "link",
        "https://example.org/policy",
        None,
    )
    assert (stated.kind, stated.statement, stated.size) == ("statement", "We do.", 6)


def test_a_version_is_added_and_the_one_before_stays(duty, officer, now):
    first = make.attach(duty, covers_to=date(2026, 11, 1))

    second = evidence.add_version(
        evidence=first.evidence,
        upload=make.incoming(b"second"),
        covers_to=date(2027, 11, 1),
        by=officer,
        now=now,
    )

    duty.refresh_from_db()
    assert list(first.evidence.versions.order_by("number")) == [first, second]
    assert list(queries.current(duty)) == [second]
    assert (duty.evidence_count, duty.freshness) == (1, "fresh")


@pytest.mark.parametrize("field", ["sha256", "file_name", "note", "covers_to", "number"])
def test_the_database_refuses_to_change_a_version(duty, field):
    version = make.attach(duty)
    value = date(2027, 1, 1) if field == "covers_to" else 9 if field == "number" else "other"

    with pytest.raises(ProgrammingError), transaction.atomic():
        EvidenceVersion.objects.filter(pk=version.pk).update(**{field: value})


def test_the_database_refuses_to_delete_a_version(duty):
    make.attach(duty)

    with pytest.raises(ProgrammingError), transaction.atomic():
        EvidenceVersion.objects.all().delete()


def test_a_withdrawn_piece_is_kept_but_counts_no_more(duty, officer, now):
    version = make.attach(duty)

    evidence.withdraw(evidence=version.evidence, because="Wrong model.", by=officer, now=now)

    assert make.fresh(duty).evidence_count == 0
    assert make.fresh(version.evidence).withdrawn_because == "Wrong model."
    assert (
        storage.verify(provider_id=duty.provider_id, sha256=version.sha256, size=version.size) == ""
    )


@pytest.mark.parametrize("because", ["", "  ", "a\x00b", "x" * 10_000_000])
def test_withdrawing_needs_a_reason(duty, officer, now, because):
    piece = make.attach(duty).evidence

    with pytest.raises(InvalidInput) as caught:
        evidence.withdraw(evidence=piece, because=because, by=officer, now=now)

    assert caught.value.field == "because"
    assert make.fresh(piece).withdrawn_at is None


def test_what_awaits_a_decision_cannot_be_withdrawn(duty, officer, reviewer, now):
    piece = make.attach(duty).evidence
    assessment = made.submitted(duty, officer)

    with pytest.raises(NotAllowedNow, match="awaits a decision"):
        evidence.withdraw(evidence=piece, because="Changed my mind.", by=officer, now=now)

    assessments.decide(
        assessment=assessment, decision="returned", reason="Too thin.", by=reviewer, now=now
    )
    evidence.withdraw(evidence=piece, because="Too thin.", by=officer, now=now)
    assert AssessmentEvidence.objects.get().version.evidence_id == piece.pk


def test_what_was_withdrawn_cannot_be_changed_any_more(duty, other_duty, officer, now):
    piece = make.attach(duty).evidence
    evidence.withdraw(evidence=piece, because="Wrong model.", by=officer, now=now)

    steps = [
        lambda: evidence.withdraw(evidence=piece, because="Again.", by=officer, now=now),
        lambda: evidence.add_version(evidence=piece, statement="More.", by=officer, now=now),
        lambda: evidence.link(evidence=piece, duty=other_duty, by=officer, now=now),
        lambda: evidence.reword(
            evidence=piece, title="T", proves="", revision=2, by=officer, now=now
        ),
    ]
    for step in steps:
        with pytest.raises(NotAllowedNow, match="withdrawn"):
            step()


def test_rewording_needs_the_revision_that_was_read(duty, officer, now):
    piece = make.attach(duty).evidence
    evidence.reword(evidence=piece, title="One", proves="This.", revision=1, by=officer, now=now)

    with pytest.raises(Conflict):
        evidence.reword(
            evidence=piece, title="Two", proves="That.", revision=1, by=officer, now=now
        )

    assert (make.fresh(piece).title, make.fresh(piece).revision) == ("One", 2)


def test_colleagues_and_reviewers_record_nothing(duty, colleague, reviewer, root, now):
    for actor in (colleague, reviewer):
        with pytest.raises((NotPermitted, InvalidInput)):
            make.attach(duty, statement="No.", by=actor)

    assert nothing_was_recorded(root)


def test_another_providers_duty_is_refused_like_one_that_does_not_exist(
    duty, rival, officer, rival_model, root
):
    foreign = make.make_duty(rival_model)

    refusals = set()
    for by, duties in [(rival, [duty]), (officer, [foreign]), (officer, [duty, foreign])]:
        with pytest.raises(InvalidInput) as caught:
            make.attach(*duties, statement="Mine.", by=by)
        refusals.add((caught.value.field, caught.value.message))

    assert refusals == {("duties", "There is no such duty.")}
    assert nothing_was_recorded(root)


def test_a_member_of_two_providers_cannot_mix_them(duty, officer, rival_provider, rival_model, now):
    people.make_member(rival_provider, Role.OFFICER, people.user_of(officer))
    both = people.actor_for(people.user_of(officer))
    foreign = make.make_duty(rival_model)

    with pytest.raises(InvalidInput, match="one provider"):
        make.attach(duty, foreign, statement="Both.", by=both)
    with pytest.raises(InvalidInput, match="no such evidence"):
        evidence.link(evidence=make.attach(duty).evidence, duty=foreign, by=both, now=now)


def test_a_duty_that_ended_takes_no_evidence(duty, officer, root):
    type(duty).objects.filter(pk=duty.pk).update(ended_on=date(2026, 11, 1))

    with pytest.raises(NotAllowedNow, match="ended on 2026-11-01"):
        make.attach(duty, by=officer)

    assert (Evidence.objects.count(), AuditEvent.objects.count()) == (0, 0)


def test_a_failure_after_the_bytes_were_stored_leaves_no_row(duty, officer, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the power went out")

    monkeypatch.setattr(evidence.keeping, "refresh_pieces", fail)

    with pytest.raises(RuntimeError):
        make.attach(duty, by=officer)

    assert (Evidence.objects.count(), StoredFile.objects.count(), AuditEvent.objects.count()) == (
        0,
        0,
        0,
    )
    monkeypatch.undo()


def test_a_representative_writes_for_what_rests_on_the_representative(
    ai_model, duty, representative, now
):
    own = make.make_duty(ai_model, "aia-54-3-b", bearer="representative")

    piece = make.attach(own, statement="Kept.", by=representative).evidence
    evidence.add_version(evidence=piece, statement="Still kept.", by=representative, now=now)

    with pytest.raises(NotPermitted, match="rests on the provider"):
        make.attach(duty, statement="Not mine.", by=representative)
    evidence.link(evidence=piece, duty=duty, by=make.OPERATOR, now=now)
    with pytest.raises(NotPermitted, match="duties of the representative alone"):
        evidence.add_version(evidence=piece, statement="More.", by=representative, now=now)


def test_a_representative_cannot_change_evidence_that_speaks_for_nothing(
    duty, representative, officer, now
):
    piece = make.attach(duty).evidence
    evidence.unlink(evidence=piece, duty=duty, by=officer, now=now)

    with pytest.raises(NotPermitted):
        evidence.withdraw(evidence=piece, because="Tidy.", by=representative, now=now)


def test_recording_takes_the_same_queries_for_one_and_many_duties(ai_model, officer):
    duties = [make.make_duty(ai_model, f"aia-53-1-{letter}") for letter in "abcdef"]
    make.attach(duties[0], statement="The first finds the chain of the provider empty.")
    counts = []
    for some in (duties[:1], duties):
        with CaptureQueriesContext(connection) as caught:
            make.attach(*some, statement="We do.", by=officer)
        counts.append(len(caught))

    assert counts[0] == counts[1]


def test_several_files_are_worked_out_once(duty, officer, now):
    make.attach(duty, statement="The first finds the chain of the provider empty.")
    counts = []
    for names in ("a", "bcd"):
        files = [make.incoming(name.encode(), f"{name}.txt") for name in names]
        with CaptureQueriesContext(connection) as caught:
            made = evidence.attach_files(
                duties=[duty], uploads=files, title="Runs", by=officer, now=now
            )
        asked = [one["sql"] for one in caught]
        counts.append([sum('"obligations_duty"' in one for one in asked), len(asked)])

    (duties, all_of_one), (same, all_of_three) = counts
    assert same == duties
    assert all_of_three - all_of_one < all_of_one
    assert [one.evidence.title for one in made] == ["Runs: b.txt", "Runs: c.txt", "Runs: d.txt"]
    assert make.fresh(duty).evidence_count == 5
    kept = EvidenceVersion.objects.filter(pk__in=[one.pk for one in made])
    assert all(one.keep_because for one in kept)
