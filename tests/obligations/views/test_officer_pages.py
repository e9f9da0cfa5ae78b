"""The officer's reading pages: who gets in, what they show, and what they cost."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from obligations.models import Duty
from obligations.queries.home import Attention
from providers.actors import Role
from tests.factories import duties as rows
from tests.factories import evidence as make
from tests.factories import providers as people

LISTS = ("home", "duties", "timeline", "inbox")


@pytest.fixture
def duty(ai_model):
    return make.make_duty(ai_model, due_on=date(2026, 11, 1), flag="overdue")


@pytest.fixture
def one_of_each(duty, provider, officer):
    """A page of every kind about something of ``provider``."""
    version = make.attach(duty, by=officer)
    return {
        "duty": reverse("duty", args=[duty.pk]),
        "evidence": reverse("evidence", args=[version.evidence_id]),
        "evidence-download": reverse("evidence-download", args=[version.pk]),
        "model-status": reverse("model-status", args=[duty.ai_model_id]),
        "model-status-pdf": reverse("model-status-pdf", args=[duty.ai_model_id]),
    }


@pytest.mark.parametrize("name", LISTS)
def test_a_member_reads_every_list(sign_in, colleague, duty, name):
    assert sign_in(colleague).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["duties", "timeline", "inbox"])
def test_a_visitor_is_sent_to_sign_in(client, db, name):
    answer = client.get(reverse(name))

    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('account_login')}?next={reverse(name)}"


def test_a_visitor_at_the_door_reads_what_the_product_is_for(client, db):
    assert "public/landing.html" in [one.name for one in client.get("/").templates]


def test_a_reviewer_is_shown_to_the_office(sign_in, reviewer):
    assert sign_in(reviewer).get("/")["Location"] == reverse("office")


def test_somebody_without_a_provider_is_told_what_to_do(sign_in, db):
    answer = sign_in(people.actor_for(people.make_user())).get("/")

    assert "not a member of a provider" in answer.content.decode()


def test_every_page_opens_for_a_colleague_and_no_rival(sign_in, one_of_each, colleague, rival):
    reader, outsider = sign_in(colleague), sign_in(rival)

    for name, address in one_of_each.items():
        answer = reader.get(address)
        if answer.streaming:  # A download holds its file open until it was read.
            list(answer)
        assert answer.status_code == 200, name
        assert outsider.get(address).status_code == 404, name


def test_every_page_sends_a_visitor_to_sign_in(client, one_of_each):
    for name, address in one_of_each.items():
        assert client.get(address).status_code == 302, name


def test_home_numbers_lead_to_lists_of_that_many(sign_in, officer, ai_model):
    make.make_duty(ai_model, "aia-53-1-a", due_on=date(2026, 11, 1), flag="overdue")
    make.make_duty(ai_model, "aia-53-1-b", flag="upcoming-7", due_on=date(2026, 11, 28))
    make.make_duty(ai_model, "aia-53-1-c", decision="returned")
    make.make_duty(ai_model, "aia-53-1-d", owed=None, missing=["union_market_date"])
    make.make_duty(ai_model, "aia-55-1-a", freshness="stale", work_status="in-progress")
    make.make_duty(ai_model, "aia-55-1-b", enforceable_from=date(2026, 8, 2))
    make.make_duty(ai_model, "aia-55-1-c", enforceable_from=date(2999, 8, 2))
    client = sign_in(officer)

    found = client.get("/").context["attention"]

    # In the order of danger, what waits beside the duties among them.
    assert [(one.kind.name, one.count) for one in found] == [
        ("overdue", 1),
        ("today", 0),
        ("soon", 1),
        ("returned", 1),
        ("requests", 0),
        ("stale", 1),
        ("stale-soon", 0),
        ("empty", 1),
        ("unknown", 1),
    ]
    for one in found:
        if isinstance(one, Attention):
            assert client.get(one.url).context["total"] == one.count, one.kind.name


def test_home_shows_a_duty_under_its_gravest_concern_only(sign_in, officer, ai_model):
    grave = make.make_duty(ai_model, flag="overdue", decision="returned")

    found = sign_in(officer).get("/").context["attention"]
    of_duties = [one for one in found if isinstance(one, Attention)]

    assert [one.kind.name for one in of_duties if grave in one.duties] == ["overdue"]


def test_home_names_the_missing_fact_once_with_the_page_that_records_it(sign_in, officer, ai_model):
    make.make_duty(ai_model, "aia-53-1-a", owed=None, missing=["union_market_date"])
    make.make_duty(ai_model, "aia-53-1-b", owed=None, missing=["union_market_date"])

    (question,) = sign_in(officer).get("/").context["questions"]

    assert question.count == 2
    assert question.fact.url == reverse("model-fact-new", args=[ai_model.pk, "placement"])


def test_who_may_not_record_a_missing_fact_is_not_led_to_its_form(sign_in, colleague, ai_model):
    duty = make.make_duty(
        ai_model, "aia-53-1-a", owed=None, missing=["union_market_date", "is_planned"]
    )
    client = sign_in(colleague)

    (question,) = client.get("/").context["questions"]
    (asked,) = client.get(reverse("duty", args=[duty.pk])).context["page"].missing

    assert (question.fact.url, asked.url) == ("", "")
    assert question.fact.title == asked.title


def test_progress_keeps_three_facts_apart(sign_in, officer, ai_model):
    make.make_duty(ai_model, "aia-53-1-a", claim="fulfilled", decision="returned")
    make.make_duty(ai_model, "aia-53-1-b", freshness="stale")

    (progress,) = sign_in(officer).get("/").context["progress"]

    assert {bar.kind: {part.value: part.count for part in bar.parts} for bar in progress.bars} == {
        "claim": {"fulfilled": 1, "": 1},
        "decision": {"returned": 1, "none": 1},
        "evidence": {"stale": 1, "none": 1},
    }


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ("", {"aia-53-1-a", "cop-ss-1.1"}),
        ("text=ai-act", {"aia-53-1-a"}),
        ("text=safety-security", {"cop-ss-1.1"}),
        ("standing=ended", {"aia-53-1-c"}),
        ("standing=undetermined", {"cop-ss-1.1"}),
        ("near=overdue", {"aia-53-1-a"}),
        ("near=within-14", set()),
        ("claim=none", {"aia-53-1-a", "cop-ss-1.1"}),
        ("due_before=2026-11-02", {"aia-53-1-a"}),
        ("due_before=2026-11-01", set()),
        ("q=SS-1", {"cop-ss-1.1"}),
        ("q=%00", {"aia-53-1-a", "cop-ss-1.1"}),
        ("assignee=nobody", {"aia-53-1-a", "cop-ss-1.1"}),
        ("assignee=me", set()),
        ("model=provider", set()),
    ],
)
def test_the_address_filters_the_board(sign_in, officer, ai_model, query, keys):
    make.make_duty(ai_model, "aia-53-1-a", flag="overdue", due_on=date(2026, 11, 1))
    make.make_duty(ai_model, "cop-ss-1.1", owed=None)
    make.make_duty(ai_model, "aia-53-1-c", ended_on=date(2026, 11, 2))

    page = sign_in(officer).get(f"{reverse('duties')}?{query}").context["page"]

    assert {one.key for one in page.object_list} == keys


def test_a_filter_that_makes_no_sense_is_told_beside_its_field(sign_in, officer, duty):
    answer = sign_in(officer).get(f"{reverse('duties')}?due_before=2026-02-30&work=nonsense")

    assert set(answer.context["form"].errors) == {"due_before", "work"}
    assert answer.context["total"] == 1


def test_a_filter_swaps_the_table_alone(sign_in, officer, duty):
    answer = sign_in(officer).get(reverse("duties"), headers={"HX-Target": "duties"})

    assert "<html" not in answer.content.decode()
    assert "HX-Target" in answer["Vary"]


def test_the_timeline_draws_what_falls_in_its_span(sign_in, officer, duty):
    rows.make_deadline(duty, date(2026, 12, 24), flag="upcoming-90")
    rows.make_deadline(duty, date(2027, 6, 1), flag="none", clock="later")
    address = f"{reverse('timeline')}?begins=2026-12-01&ends=2026-12-31"

    answer = sign_in(officer).get(address)

    (lane,) = answer.context["picture"].lanes
    assert [mark.on.day for mark in lane.marks] == [date(2026, 12, 24)]
    assert reverse("duty", args=[duty.pk]) in answer.content.decode()


def test_a_span_that_runs_backwards_is_told(sign_in, officer, duty):
    address = f"{reverse('timeline')}?begins=2026-12-31&ends=2026-12-01"

    assert "ends" in sign_in(officer).get(address).context["form"].errors


def test_a_person_reads_their_own_notices_only(sign_in, officer, rival, provider):
    mine = rows.make_notice(officer.user_id, provider, path="/timeline/")
    theirs = rows.make_notice(rival.user_id)
    client = sign_in(officer)

    assert list(client.get(reverse("inbox")).context["page"]) == [mine]
    assert client.post(reverse("inbox-open", args=[theirs.pk])).status_code == 404
    assert client.post(reverse("inbox-open", args=[mine.pk]))["Location"] == "/timeline/"
    assert make.fresh(mine).read_at is not None


def test_all_is_read_at_once(sign_in, officer):
    rows.make_notice(officer.user_id)
    rows.make_notice(officer.user_id)
    client = sign_in(officer)

    client.post(reverse("inbox-read"))

    assert client.get(f"{reverse('inbox')}?show=unread").context["unread"] == 0


@pytest.mark.parametrize("name", [*LISTS, "duty", "model-status"])
def test_a_page_costs_the_same_with_many_rows(sign_in, officer, ai_model, provider, name):
    client = sign_in(officer)
    first = make.make_duty(ai_model, "aia-53-1-z", owed=None, missing=["union_market_date"])
    address = {
        "duty": reverse("duty", args=[first.pk]),
        "model-status": reverse("model-status", args=[ai_model.pk]),
    }.get(name) or reverse(name)
    _fill(provider, officer, first, 1)
    client.get(address)

    few = _queries(client, address)
    _fill(provider, officer, first, 6)

    assert _queries(client, address) == few


def _fill(provider, officer, first: Duty, count: int) -> None:
    for number in range(count):
        ai_model = people.make_model(provider)
        key = f"aia-53-1-{count}{number}"
        duty = make.make_duty(ai_model, key, flag="overdue", due_on=date(2026, 11, 1))
        make.make_duty(ai_model, f"{key}-x", owed=None, missing=["union_market_date"])
        rows.make_deadline(duty, date(2026, 12, 1), flag="upcoming-30")
        rows.make_notice(officer.user_id, provider)
        make.attach(first, duty, by=officer, content=key.encode(), name=f"{key}.txt")
        people.make_member(provider, Role.COLLEAGUE)


def _queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize(
    ("day", "said"), [(date(2026, 8, 2), "Not known"), (None, "Not enforced as such")]
)
def test_a_day_of_enforcement_that_is_not_known_is_no_lack_of_one(
    sign_in, officer, ai_model, day, said
):
    duty = make.make_duty(ai_model, "aia-52-1", applies_from=date(2026, 11, 1))
    type(duty.obligation).objects.filter(pk=duty.obligation_id).update(enforceable_from=day)

    page = sign_in(officer).get(reverse("duty", args=[duty.pk])).content.decode()

    aside = page[page.index("Enforceable from") :][:400]
    assert said in aside
