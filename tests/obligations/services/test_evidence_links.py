"""Which duties a piece of evidence speaks for: linked, unlinked, and never across providers."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, transaction

from obligations.models import (
    Evidence,
    EvidenceLink,
)
from obligations.services import evidence
from obligations.services.steps import NotAllowedNow
from providers.errors import InvalidInput
from tests.factories import evidence as make

pytestmark = pytest.mark.django_db


def test_one_piece_speaks_for_several_duties(duty, other_duty):
    make.attach(duty, other_duty)

    for one in (duty, other_duty):
        one.refresh_from_db()
        assert one.evidence_count == 1
    assert Evidence.objects.count() == 1


def test_the_database_refuses_a_link_across_providers(duty, rival_model):
    version = make.attach(duty)
    foreign = make.make_duty(rival_model)

    with pytest.raises(ProgrammingError), transaction.atomic():
        EvidenceLink.objects.create(
            provider=duty.provider,
            evidence=version.evidence,
            duty=foreign,
            linked_at=duty.opened_at,
        )


def test_a_piece_is_linked_and_unlinked(duty, other_duty, officer, now):
    piece = make.attach(duty).evidence

    evidence.link(evidence=piece, duty=other_duty, by=officer, now=now)
    evidence.unlink(evidence=piece, duty=duty, by=officer, now=now)

    counts = [make.fresh(one).evidence_count for one in (duty, other_duty)]
    assert counts == [0, 1]


def test_a_piece_is_linked_once(duty, officer, now):
    piece = make.attach(duty).evidence

    with pytest.raises(NotAllowedNow, match="already"):
        evidence.link(evidence=piece, duty=duty, by=officer, now=now)


def test_unlinking_what_is_not_linked_is_refused(duty, other_duty, officer, now):
    piece = make.attach(duty).evidence

    with pytest.raises(NotAllowedNow):
        evidence.unlink(evidence=piece, duty=other_duty, by=officer, now=now)


def test_a_piece_may_be_linked_again(duty, officer, now):
    piece = make.attach(duty).evidence
    evidence.unlink(evidence=piece, duty=duty, by=officer, now=now)

    evidence.link(evidence=piece, duty=duty, by=officer, now=now)

    assert make.fresh(duty).evidence_count == 1


def test_another_providers_evidence_cannot_be_linked(duty, officer, rival_model, now):
    foreign = make.attach(make.make_duty(rival_model)).evidence

    with pytest.raises(InvalidInput) as caught:
        evidence.link(evidence=foreign, duty=duty, by=officer, now=now)

    assert (caught.value.field, caught.value.message) == ("evidence", "There is no such evidence.")
