"""models/tenancy.py: the one definition of "yours"."""

import pytest

from providers.actors import OPERATOR, TIMETABLE
from providers.models import AIModel, AuditEvent, Fact, Membership, ModelVersion, Provider
from providers.services import audit
from tests.factories import providers as make


@pytest.fixture
def rows(provider, rival_provider, ai_model, rival_model, officer, rival, now):
    """One row of every kind for each of two providers."""
    for one, model in ((provider, ai_model), (rival_provider, rival_model)):
        make.make_fact(one, "size", size="sme")
        make.make_version(model)
        with audit.change(action="thing.done", about=one, by=officer, at=now):
            pass


KINDS = [Provider, AIModel, ModelVersion, Fact, Membership, AuditEvent]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("who", ["officer", "colleague", "representative"])
def test_members_see_the_rows_of_their_provider(request, rows, provider, kind, who):
    actor = request.getfixturevalue(who)

    seen = kind.objects.visible_to(actor)

    assert seen.exists()
    assert {getattr(row, "provider", row) for row in seen} == {provider}


@pytest.mark.parametrize("kind", KINDS)
def test_strangers_see_nothing(rows, stranger, kind):
    assert not kind.objects.visible_to(stranger).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_the_ai_office_sees_nothing_that_was_not_shared(rows, reviewer, kind):
    assert not kind.objects.visible_to(reviewer).exists()


def test_the_ai_office_sees_what_was_shared_and_no_more(rows, provider, ai_model, reviewer, now):
    Provider.objects.filter(pk=provider.pk).update(shared_with_office_at=now)
    AIModel.objects.filter(pk=ai_model.pk).update(shared_with_office_at=now)

    assert list(Provider.objects.visible_to(reviewer)) == [provider]
    assert list(AIModel.objects.visible_to(reviewer)) == [ai_model]
    for private in (Fact, ModelVersion, Membership, AuditEvent):
        assert not private.objects.visible_to(reviewer).exists()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("actor", [TIMETABLE, OPERATOR])
def test_the_timetable_and_the_operator_see_everything(rows, kind, actor):
    assert kind.objects.visible_to(actor).count() == kind.objects.count() >= 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_former_member_sees_nothing(rows, officer, now, kind):
    user = make.user_of(officer)
    Membership.objects.filter(user=user).update(ended_at=now)

    assert not kind.objects.visible_to(make.actor_for(user)).exists()
