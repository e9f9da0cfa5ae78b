"""queries/notices.py: a person's own notices, and who is told."""

import pytest

from obligations.models import Notice
from obligations.queries import notices
from providers.actors import Role
from providers.models import Membership, User
from tests.factories.duties import make_notice
from tests.factories.providers import NOW, actor_for, make_member, make_user

pytestmark = pytest.mark.django_db


def test_the_inbox_holds_ones_own_notices_newest_first(provider, officer, colleague, now):
    old = make_notice(officer.user_id, provider, queued_at=now.replace(hour=1))
    new = make_notice(officer.user_id, provider)
    make_notice(colleague.user_id, provider)
    general = make_notice(officer.user_id, queued_at=now.replace(hour=0))

    assert list(notices.inbox(officer)) == [new, old, general]
    assert notices.unread_count(officer, NOW.date()) == 3


def test_who_left_a_provider_reads_nothing_more_about_it(provider, officer):
    make_notice(officer.user_id, provider)
    Membership.objects.update(ended_at="2026-11-22T00:00Z")

    gone = actor_for(User.objects.get(pk=officer.user_id))

    assert list(notices.inbox(gone)) == []


def test_a_reviewer_reads_about_providers_that_shared_something(
    provider, rival_provider, reviewer, now
):
    provider.shared_with_office_at = now
    provider.save()
    shared = make_notice(reviewer.user_id, provider)
    make_notice(reviewer.user_id, rival_provider)

    assert list(notices.inbox(reviewer)) == [shared]


def test_a_stranger_has_no_inbox(provider, officer, stranger):
    make_notice(officer.user_id, provider)

    assert list(notices.inbox(stranger)) == []


def test_the_timetable_sees_every_notice_but_has_no_inbox_of_its_own(provider, officer):
    from providers.actors import TIMETABLE

    make_notice(officer.user_id, provider)

    assert Notice.objects.visible_to(TIMETABLE).count() == 1
    assert list(notices.inbox(TIMETABLE)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_takes_one_query(provider, officer, django_assert_num_queries, count):
    for _ in range(count):
        make_notice(officer.user_id, provider)

    with django_assert_num_queries(1):
        names = [str(notice.provider) for notice in notices.inbox(officer)]

    assert len(names) == count


def test_officers_are_told_unless_other_roles_are_named(provider, officer, representative):
    make_member(provider, Role.COLLEAGUE)
    gone = make_member(provider)
    gone.is_active = False
    gone.save()

    assert notices.people(provider) == (officer.user_id,)
    both = notices.people(provider, Role.OFFICER, Role.REPRESENTATIVE)
    assert set(both) == {officer.user_id, representative.user_id}


def test_reviewers_and_operators_are_active(reviewer, provider):
    make_user(is_office=True, is_active=False)
    operator = make_user(is_superuser=True)
    make_user(is_superuser=True, is_active=False)

    assert notices.reviewers(provider) == (reviewer.user_id,)
    assert notices.operators() == (operator.pk,)
