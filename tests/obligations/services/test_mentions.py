"""Mentions: members of the provider named with an @ are told, and nobody else ever is."""

from uuid import UUID

import pytest
from django.urls import reverse

from obligations.models import Notice
from obligations.queries.mentions import named_in
from obligations.services import comments
from providers.actors import Role
from providers.models import Membership
from tests.factories import providers as people

pytestmark = pytest.mark.django_db
ANN, ANN_LEE, JOSE = (UUID(int=number) for number in (1, 2, 3))
NAMES = {ANN: "Ann", ANN_LEE: "Ann Lee", JOSE: "José C. (Legal)"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Ann, is this so?", {ANN}),
        ("Is this so, @ann LEE?", {ANN_LEE}),
        ("@Ann Lee and @Ann", {ANN, ANN_LEE}),
        ("@Ann\nLee, see above", {ANN_LEE}),
        ("(@José C. (Legal))", {JOSE}),
        ("@Anna or @Annette", set()),
        ("mail ann@ann or x@Ann Lee", set()),
        ("Ann Lee without a sign", set()),
        ("@", set()),
    ],
)
def test_a_whole_name_after_the_sign_is_a_mention(text, named):
    assert named_in(text, NAMES) == named


def titles():
    rows = Notice.objects.filter(kind="comment.written").order_by("recipient__name")
    return {one.recipient.name: one.title.partition(":")[0] for one in rows}


def test_who_is_mentioned_is_told_so_and_the_others_of_the_comment(provider, duty, officer, now):
    people.make_member(provider, Role.OFFICER, people.make_user("Oscar"))
    people.make_member(provider, Role.COLLEAGUE, people.make_user("Cleo"))

    comments.write(duty=duty, text="@Cleo, @Olivia: is it?", by=officer, now=now)

    assert titles() == {"Cleo": "You are mentioned", "Oscar": "Comment"}


def test_nobody_of_another_provider_or_who_left_is_told(
    provider, rival_provider, duty, officer, now
):
    people.make_member(rival_provider, Role.OFFICER, people.make_user("Rita"))
    gone = people.make_user("Gone")
    people.make_member(provider, Role.OFFICER, gone)
    Membership.objects.filter(user=gone).update(ended_at=now)

    comments.write(duty=duty, text="@Rita @Gone", by=officer, now=now)

    assert titles() == {}


def test_the_page_lists_whom_to_name_and_shows_a_mention_as_text(sign_in, officer, duty, provider):
    people.make_member(provider, Role.OFFICER, people.make_user("<b>Bo</b>"))
    client = sign_in(officer)

    client.post(reverse("duty-comment", args=[duty.pk]), {"text": "@<b>Bo</b> look"})
    page = client.get(reverse("duty", args=[duty.pk])).content.decode()

    assert "@&lt;b&gt;Bo&lt;/b&gt; look" in page
    assert "<b>Bo</b>" not in page
    assert titles() == {"<b>Bo</b>": "You are mentioned"}
