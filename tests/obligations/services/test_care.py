"""services/care.py: who works on a duty, until when, and how it is demonstrated."""

from datetime import date

import pytest
from django.urls import reverse

from obligations.law.workflow import Route
from obligations.models import Duty, Notice
from obligations.queries import routes
from obligations.services import duties
from providers.actors import Role
from providers.errors import InvalidInput, NotPermitted
from providers.models import AuditEvent, User
from providers.services.revisions import StaleRevision
from tests.api.conftest import Program
from tests.factories.evidence import fresh, make_duty
from tests.factories.providers import actor_for, make_fact, make_member, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db
TARGET = date(2026, 12, 1)
ON = date(2026, 11, 23)


@pytest.fixture
def duty(ai_model):
    return make_duty(ai_model, measures=["cop-tr-1.1"])


def person(actor):
    return User.objects.get(pk=actor.user_id)


def assign(duty, by, now, assignee=None, target_on=TARGET, revision=1):
    return duties.assign(
        duty=duty, assignee=assignee, target_on=target_on, revision=revision, by=by, now=now
    )


def choose(duty, by, now, route="other-adequate-means", explanation="Our way.", revision=1):
    return duties.choose_route(
        duty=duty, route=route, explanation=explanation, revision=revision, by=by, now=now
    )


def test_a_colleague_is_assigned_and_told(duty, officer, colleague, now):
    assign(duty, officer, now, person(colleague))

    row = fresh(duty)
    assert (row.assignee_id, row.target_on, row.revision) == (colleague.user_id, TARGET, 2)
    assert row.changed_at == now
    notice = Notice.objects.get()
    assert (notice.recipient_id, notice.path) == (colleague.user_id, f"/duties/{duty.pk}/")
    assert "1 December 2026" in notice.text
    event = AuditEvent.objects.get(action="duty.assigned")
    assert event.detail["assignee"] == str(colleague.user_id)
    assert event.detail["before"] == {"assignee": None, "team": None, "target_on": None}


def test_who_assigns_themselves_is_not_told(duty, officer, now):
    assign(duty, officer, now, person(officer))

    assert Notice.objects.count() == 0


def test_an_assignment_can_be_taken_back(duty, officer, colleague, now):
    assign(duty, officer, now, person(colleague))
    assign(fresh(duty), officer, now, None, None, revision=2)

    assert (fresh(duty).assignee, fresh(duty).target_on) == (None, None)


@pytest.mark.parametrize("target_on", [date(2023, 12, 31), date(2199, 1, 1)])
def test_a_target_day_out_of_bounds_is_refused_by_name(duty, officer, now, target_on):
    with pytest.raises(InvalidInput) as refusal:
        assign(duty, officer, now, target_on=target_on)

    assert refusal.value.field == "target_on"
    assert fresh(duty).revision == 1


def test_only_active_members_of_the_provider_are_assigned(duty, provider, officer, rival, now):
    gone = make_member(provider, Role.COLLEAGUE)
    gone.is_active = False
    gone.save()
    for outsider in (person(rival), make_user(), gone):
        with pytest.raises(InvalidInput) as refusal:
            assign(duty, officer, now, outsider)
        assert refusal.value.field == "assignee"
    assert fresh(duty).assignee is None
    assert not AuditEvent.objects.filter(action="duty.assigned").exists()


def test_colleagues_and_rivals_assign_nothing(duty, colleague, rival, now):
    for actor in (colleague, rival):
        with pytest.raises(NotPermitted):
            assign(duty, actor, now)


def test_who_saw_an_older_state_is_refused(duty, officer, now):
    assign(duty, officer, now)

    with pytest.raises(StaleRevision):
        assign(duty, officer, now, target_on=date(2027, 1, 1), revision=1)

    assert fresh(duty).target_on == TARGET


@pytest.mark.django_db(transaction=True)
def test_of_two_who_assign_at_once_one_is_refused(duty, provider, now):
    one, two = (actor_for(make_member(provider)) for _ in range(2))

    answers = at_once(
        lambda: assign(fresh(duty), one, now, person(one)),
        lambda: assign(fresh(duty), two, now, person(two)),
    )

    refused = [isinstance(answer, StaleRevision) for answer in answers]
    assert sorted(refused) == [False, True]
    assert fresh(duty).revision == 2


def test_other_means_are_explained(duty, officer, now):
    choose(duty, officer, now)

    row = fresh(duty)
    assert (row.route, row.route_explanation) == ("other-adequate-means", "Our way.")
    assert AuditEvent.objects.get(action="duty.route-chosen").detail["route"] == row.route
    with pytest.raises(InvalidInput) as refusal:
        choose(row, officer, now, explanation="  ", revision=2)
    assert refusal.value.field == "explanation"


def test_no_harmonised_standard_exists(duty, officer, now):
    with pytest.raises(InvalidInput, match="The list of harmonised standards has none") as refusal:
        choose(duty, officer, now, route="harmonised-standard")

    assert refusal.value.field == "route"


@pytest.mark.parametrize("route", ["", "prayer", "CODE"])
def test_an_unknown_way_is_refused_by_name(duty, officer, now, route):
    with pytest.raises(InvalidInput) as refusal:
        choose(duty, officer, now, route=route)

    assert refusal.value.field == "route"


@pytest.mark.parametrize(
    ("chapters", "is_open", "told"),
    [
        (None, False, "It is not recorded whether the provider signed"),
        ({}, False, "The provider did not sign the chapter “Transparency”."),
        ({"copyright": None}, False, "The provider did not sign the chapter “Transparency”."),
        ({"transparency": None}, True, "The provider signed the chapter “Transparency”."),
    ],
)
def test_the_code_is_a_way_where_its_chapter_was_signed(
    duty, provider, officer, now, chapters, is_open, told
):
    if chapters is not None:
        make_fact(provider, "code-signature", chapters=chapters)
    (way,) = (one for one in routes.ways(duty, on=ON) if one.route is Route.CODE)
    assert (way.is_open, way.because.startswith(told)) == (is_open, True)

    if is_open:
        assert choose(duty, officer, now, route="code", explanation="").route == "code"
    else:
        with pytest.raises(InvalidInput):
            choose(duty, officer, now, route="code", explanation="")


def test_the_code_is_no_way_to_what_it_does_not_address(ai_model):
    (way, *_) = routes.ways(make_duty(ai_model, "aia-53-3"), on=ON)

    assert (way.route, way.is_open) == (Route.CODE, False)


def test_a_measure_of_the_code_is_shown_by_the_code_alone(ai_model, provider):
    make_fact(provider, "code-signature", chapters={"safety-security": "2025-08-01"})
    ways = routes.ways(make_duty(ai_model, "cop-ss-9.3"), on=ON)

    assert [way.is_open for way in ways] == [True, False, False]


@pytest.mark.parametrize("text", ["a\0b", "x" * 10_000_000])
def test_texts_that_cannot_be_kept_are_refused_by_name(duty, officer, now, text):
    with pytest.raises(InvalidInput) as refusal:
        choose(duty, officer, now, explanation=text)

    assert refusal.value.field == "explanation"


@pytest.fixture
def coded(duty):
    """The duty, demonstrated by the Code, whose chapter is signed."""
    make_fact(duty.provider, "code-signature", chapters={"transparency": "2025-08-01"})
    Duty.objects.filter(pk=duty.pk).update(route="code", route_explanation="We signed.")
    return fresh(duty)


def test_a_way_that_replaces_another_says_why(coded, officer, now):
    duty = coded

    for explanation in ("", "We signed."):
        with pytest.raises(InvalidInput) as refused:
            choose(fresh(duty), officer, now, explanation=explanation)
        assert refused.value.field == "explanation"
    assert fresh(duty).route == "code"

    # To say more about the same way, or nothing any more, is no change of way.
    choose(fresh(duty), officer, now, "code", "")
    row = choose(fresh(duty), officer, now, explanation="We left.", revision=2)

    assert (row.route, row.route_explanation) == ("other-adequate-means", "We left.")


def test_an_undone_change_of_way_keeps_its_words_and_the_trail_says_why(coded, officer, sign_in):
    duty = coded
    Duty.objects.filter(pk=duty.pk).update(route_explanation="")
    client = sign_in(officer)
    address = reverse("duty-route", args=[duty.pk])
    bare = client.post(address, {"route": "other-adequate-means", "revision": 1})
    given = {"route": "other-adequate-means", "explanation": "Our way.", "revision": 1}
    answer = client.post(address, given, follow=True)
    key = next(one.extra_tags for one in answer.context["messages"] if one.extra_tags)

    client.post(reverse("undo"), {"undo": key})

    assert bare.status_code == 422
    assert (fresh(duty).route, fresh(duty).route_explanation) == ("code", "")
    last = AuditEvent.objects.filter(action="duty.route-chosen").order_by("-position").first()
    assert (last.detail["taken_back"], "because" in last.detail) == (True, False)
    for page in (reverse("duty-way", args=[duty.pk]), reverse("activity", args=["duty", duty.pk])):
        assert "The choice that followed was taken back." in client.get(page).content.decode()


def test_a_program_says_why_too(coded, officer):
    program, path = Program(officer), f"duties/{coded.pk}/"
    change = {"route": "other-adequate-means"}
    tag = {"HTTP_IF_MATCH": program.get(path)["ETag"]}

    bare = program.patch(path, change, **tag)
    said = program.patch(path, change | {"route_explanation": "We left."}, **tag)

    assert (bare.status_code, said.status_code) == (400, 200)
    assert "route_explanation" in bare.content.decode()
