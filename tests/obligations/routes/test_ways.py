"""Ways to demonstrate: gap analyses in versions, and ways that fall with a signature."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from obligations.law import ways as law
from obligations.models import Duty, Notice
from obligations.routes.models import GapAnalysis, RouteReview
from obligations.routes.queries import ways as queries
from obligations.routes.services import gaps, reviews
from obligations.routes.services.gaps import Line
from obligations.services import catalogue
from obligations.services.steps import NotAllowedNow
from providers.errors import Conflict, InvalidInput, NotPermitted
from providers.services import audit, facts
from tests.api.conftest import Program
from tests.factories import providers as make
from tests.factories.assessments import submitted
from tests.factories.evidence import make_duty
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db
MEASURES = ["cop-tr-1.2", "cop-tr-1.3"]
OTHERWISE = Line(answer="otherwise", words="A portal that customers reach.")


@pytest.fixture
def duty(ai_model) -> Duty:
    return make_duty(ai_model, "aia-53-1-b", measures=MEASURES)


def sign(provider, **chapters):
    make.make_fact(provider, "code-signature", chapters=chapters)


def record(duty, by, after=0, **lines):
    given = {key.replace("_", "-").replace("--", "."): line for key, line in lines.items()}
    return gaps.record(
        duty=duty, lines=given or {"cop-tr-1.2": OTHERWISE}, after=after, by=by, now=NOW
    )


def test_a_gap_analysis_goes_through_every_measure(duty, officer):
    made = record(duty, officer)

    assert [line["measure"] for line in made.lines] == MEASURES
    assert str(law.tally(line["answer"] for line in made.lines)) == (
        "1 of 2 measures looked at: 1 met in another way, 0 in part, 0 not applicable; "
        "1 not yet looked at."
    )


def test_a_later_version_keeps_the_earlier_and_a_lost_race_is_told(duty, officer):
    record(duty, officer)
    record(duty, officer, after=1)

    with pytest.raises(Conflict):
        record(duty, officer, after=1)
    assert list(GapAnalysis.objects.values_list("number", flat=True).order_by("number")) == [1, 2]
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        GapAnalysis.objects.update(remark="edited")


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("cop-tr-1.2", Line(answer="met")),
        ("cop-tr-1.2", Line(answer="otherwise")),
        ("cop-tr-1.2", Line(answer="partly", words="Half of it.")),
        ("cop-tr-1.2", Line(answer="not-applicable", words=" ")),
        ("cop-cr-1.1", OTHERWISE),
    ],
)
def test_a_line_that_explains_nothing_is_refused_at_its_measure(duty, officer, key, line):
    with pytest.raises(InvalidInput) as refused:
        gaps.record(duty=duty, lines={key: line}, after=0, by=officer, now=NOW)

    assert refused.value.problems[0].field == key


def follow(provider):
    with audit.turn(provider):
        return reviews.follow(provider=provider, now=NOW)


def test_a_way_that_fell_waits_once_and_changes_nothing(provider, duty, officer):
    sign(provider, transparency="2025-08-01")
    Duty.objects.filter(pk=duty.pk).update(route="code")
    assessment = submitted(duty, officer)
    sign(provider, copyright="2025-08-01")
    before = Duty.objects.values().get(pk=duty.pk)

    (review,) = follow(provider)

    assert follow(provider) == []
    assert Duty.objects.values().get(pk=duty.pk) == before
    assessment.refresh_from_db()
    assert assessment.status == "submitted"
    assert review.because == "The provider did not sign the chapter “Transparency”."
    assert Notice.objects.filter(kind="way.fallen").count() == 1


def test_the_fact_that_fells_a_way_is_noticed_with_it(provider, ai_model, officer):
    catalogue.sync(now=NOW)
    sign(provider, copyright="2025-08-01")
    for kind, value in (
        ("placement", {"union_market_date": "2026-09-01"}),
        ("general-purpose", {"decision": True}),
    ):
        facts.record(
            provider=provider,
            ai_model=ai_model,
            kind=kind,
            value=value,
            known_on=date(2026, 11, 20),
            by=officer,
            now=NOW,
        )
    duty = Duty.objects.in_force().get(ai_model=ai_model, key="aia-53-1-c")
    Duty.objects.filter(pk=duty.pk).update(route="code")

    facts.record(
        provider=provider,
        kind="code-signature",
        value={"chapters": {"transparency": "2025-08-01"}},
        known_on=date(2026, 11, 20),
        supersedes=provider.facts.get(kind="code-signature").pk,
        by=officer,
        now=NOW,
    )

    assert RouteReview.objects.get(duty=duty).resolved_at is None


def fallen(provider, duty):
    Duty.objects.filter(pk=duty.pk).update(route="code")
    sign(provider, copyright="2025-08-01")
    return follow(provider)[0]


def test_an_officer_chooses_another_way(provider, duty, officer):
    review = fallen(provider, duty)

    reviews.resolve(
        review=review,
        words="The chapter was left.",
        route="other-adequate-means",
        explanation="A portal.",
        by=officer,
        now=NOW,
    )

    duty.refresh_from_db()
    review.refresh_from_db()
    assert (duty.route, review.outcome) == ("other-adequate-means", "changed")
    with pytest.raises(NotAllowedNow):
        reviews.resolve(review=review, words="Again.", by=officer, now=NOW)


def test_a_closed_way_is_no_way_out(provider, duty, officer):
    review = fallen(provider, duty)

    for route in ("code", "harmonised-standard"):
        with pytest.raises(InvalidInput):
            reviews.resolve(review=review, words="Try.", route=route, by=officer, now=NOW)
    review.refresh_from_db()
    assert review.resolved_at is None


def test_colleagues_read_and_do_not_resolve(provider, duty, colleague, sign_in):
    review = fallen(provider, duty)

    with pytest.raises(NotPermitted):
        reviews.resolve(review=review, words="No.", by=colleague, now=NOW)
    page = sign_in(colleague).get(reverse("ways")).content.decode()
    assert "Ways to look at again (1)" in page
    assert "Resolve</button>" not in page


def test_the_pages_do_what_they_say(provider, duty, officer, sign_in):
    review = fallen(provider, duty)
    client = sign_in(officer)

    bad = client.post(reverse("way-resolve", args=[review.pk]), {"explanation": "typed words"})
    client.post(reverse("way-resolve", args=[review.pk]), {"words": "It stays."})
    wrong = client.post(
        reverse("gap-record", args=[duty.pk]),
        {"after": 0, "cop-tr-1.2": "otherwise", "cop-tr-1.3": "open", "remark": "kept words"},
    )
    client.post(
        reverse("gap-record", args=[duty.pk]),
        {
            "after": 0,
            "cop-tr-1.2": "partly",
            "cop-tr-1.2-words": "Half.",
            "cop-tr-1.2-by": "2027-01-31",
            "cop-tr-1.3": "open",
        },
    )

    assert (bad.status_code, "typed words" in bad.content.decode()) == (422, True)
    assert (wrong.status_code, "kept words" in wrong.content.decode()) == (422, True)
    review.refresh_from_db()
    assert review.outcome == "confirmed"
    page = client.get(reverse("duty-way", args=[duty.pk])).content.decode()
    assert "1 of 2 measures looked at" in page


def test_lists_of_signatories_carry_their_day_and_differ(client):
    changes = queries.signatory_changes()

    page = client.get(reverse("signatories")).content.decode()

    assert [one.snapshot.as_of for one in changes] == sorted(
        (one.snapshot.as_of for one in changes), reverse=True
    )
    assert (changes[-1].added, changes[-1].gone) == ((), ())
    assert "As of 31 July 2026" in page
    assert "presumption" not in page.lower()


@pytest.mark.parametrize("count", [1, 4])
def test_the_overview_asks_as_often_for_many_as_for_one(
    count, provider, officer, sign_in, django_assert_num_queries
):
    for number in range(count):
        model = make.make_model(provider, f"Model {number}")
        record(make_duty(model, "aia-53-1-b", measures=MEASURES), officer)
    client = sign_in(officer)

    with django_assert_num_queries(10):
        client.get(reverse("ways"))


def test_a_program_records_and_resolves(provider, duty, officer):
    review = fallen(provider, duty)
    program = Program(officer)

    made = program.post(
        f"duties/{duty.pk}/gap-analyses/",
        {"lines": {"cop-tr-1.2": {"answer": "otherwise", "words": "A portal."}}, "after": 0},
        format="json",
    )
    done = program.post(
        f"route-reviews/{review.pk}/resolution/", {"words": "It stays."}, format="json"
    )

    assert (made.status_code, made.json()["number"]) == (201, 1)
    assert (done.status_code, done.json()["outcome"]) == (200, "confirmed")
    assert len(Program().get("signatories/").json()) >= 4
