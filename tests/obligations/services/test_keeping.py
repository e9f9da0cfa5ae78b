"""services/keeping.py: the longest period counts, and none is guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from obligations.law.terms import Retention, RetentionStart
from obligations.models import Duty
from obligations.services import evidence, keeping
from providers.services import facts
from tests.factories import assessments as made
from tests.factories import evidence as make
from tests.factories import providers as people

RECORDED = datetime(2026, 11, 23, 9, tzinfo=UTC)
MODEL, OTHER = uuid4(), uuid4()
PLACED = {MODEL: date(2026, 9, 1), OTHER: date(2025, 3, 1)}
TEN = Retention(years=10, start=RetentionStart.PLACING, cite="Art. 54(3)(b)")
FIVE = Retention(
    years=5,
    start=RetentionStart.LATER_OF_DOCUMENTATION_AND_INCIDENT,
    cite="Code of Practice, Safety and Security, Measure 9.4",
)
PERIODS = {"aia-54-3-b": TEN, "cop-ss-9.4": FIVE}


def duty(key: str, model=MODEL) -> Duty:
    return Duty(key=key, ai_model_id=model)


@pytest.mark.parametrize(
    ("duties", "placed", "until"),
    [
        # AI Act, Art. 54(3)(b): ten years after the model was placed on the market.
        ([duty("aia-54-3-b")], PLACED, date(2036, 9, 1)),
        # The longest of two models.
        ([duty("aia-54-3-b"), duty("aia-54-3-b", OTHER)], PLACED, date(2036, 9, 1)),
        # What speaks for the provider as a whole is kept as long as its latest model asks.
        ([duty("aia-54-3-b", None)], PLACED, date(2036, 9, 1)),
        # Where the texts are silent, as long as the technical documentation.
        ([duty("aia-53-1-c")], PLACED, date(2036, 9, 1)),
        # The day of placing is not known.
        ([duty("aia-54-3-b")], {}, None),
        ([duty("aia-54-3-b", None)], {}, None),
        # Known for one model, unknown for the other: the end is not known.
        ([duty("aia-54-3-b"), duty("aia-54-3-b", uuid4())], PLACED, None),
        # The day of the incident is not known (Measure 9.4).
        ([duty("cop-ss-9.4")], PLACED, None),
        # It speaks for nothing.
        ([], PLACED, None),
        # A leap day has no tenth anniversary but one of two.
        ([duty("aia-54-3-b")], {MODEL: date(2024, 2, 29)}, date(2034, 2, 28)),
    ],
)
def test_the_last_day_of_keeping(duties, placed, until):
    assert keeping.longest(duties, RECORDED, PERIODS, placed).until == until


def test_every_answer_says_why():
    known = keeping.longest([duty("aia-54-3-b")], RECORDED, PERIODS, PLACED)
    partly = keeping.longest([duty("aia-54-3-b"), duty("cop-ss-9.4")], RECORDED, PERIODS, PLACED)
    silent = keeping.longest([duty("aia-53-1-c")], RECORDED, PERIODS, PLACED)

    assert known.because == (
        "10 years from placing on the Union market, 1 September 2026: keep until "
        "1 September 2036. (Art. 54(3)(b))"
    )
    assert partly.because.endswith("Measure 9.4) At least until 2036-09-01.")
    assert "is advised" in silent.because
    assert "no duty" in keeping.longest([], RECORDED, PERIODS, PLACED).because


@pytest.mark.django_db
class TestRecorded:
    @pytest.fixture(autouse=True)
    def periods(self, monkeypatch):
        monkeypatch.setattr(keeping, "_periods", lambda now: PERIODS)

    def test_it_is_not_known_until_the_day_of_placing_is_recorded(self, ai_model, now):
        version = make.attach(make.make_duty(ai_model, "aia-54-3-b"))
        assert make.fresh(version).keep_until is None
        assert "not known yet" in make.fresh(version).keep_because

        people.make_fact(ai_model, "placement", union_market_date="2026-09-01")
        changed = keeping.refresh(provider=ai_model.provider, ai_model_id=ai_model.pk, now=now)

        assert (changed, make.fresh(version).keep_until) == (1, date(2036, 9, 1))

    def test_nothing_is_written_where_nothing_changed(self, ai_model, now):
        make.attach(make.make_duty(ai_model))

        assert keeping.refresh(provider=ai_model.provider, now=now) == 0

    def test_another_models_fact_is_no_concern(self, provider, ai_model, now):
        version = make.attach(make.make_duty(ai_model, "aia-54-3-b"))
        other = people.make_model(provider)
        people.make_fact(other, "placement", union_market_date="2026-09-01")

        keeping.refresh(provider=provider, now=now)

        assert make.fresh(version).keep_until is None

    def test_linking_makes_it_longer_and_unlinking_lets_it_go(
        self, provider, ai_model, officer, now
    ):
        later = people.make_model(provider)
        people.make_fact(ai_model, "placement", union_market_date="2025-09-01")
        people.make_fact(later, "placement", union_market_date="2026-09-01")
        short, long = make.make_duty(ai_model, "aia-54-3-b"), make.make_duty(later, "aia-54-3-b")
        version = make.attach(short)

        days = [make.fresh(version).keep_until]
        for step in (evidence.link, evidence.unlink):
            step(evidence=version.evidence, duty=long, by=officer, now=now)
            days.append(make.fresh(version).keep_until)

        assert days == [date(2035, 9, 1), date(2036, 9, 1), date(2035, 9, 1)]

    def test_what_was_submitted_is_kept_for_its_duty_after_unlinking(self, ai_model, officer, now):

        people.make_fact(ai_model, "placement", union_market_date="2026-09-01")
        duty = make.make_duty(ai_model, "aia-54-3-b")
        version = make.attach(duty)
        made.submitted(duty, officer)

        evidence.unlink(evidence=version.evidence, duty=duty, by=officer, now=now)

        assert make.fresh(version).keep_until == date(2036, 9, 1)

    def test_all_providers_are_brought_up_to_date(self, ai_model, rival_model, now):
        for model in (ai_model, rival_model):
            make.attach(make.make_duty(model, "aia-54-3-b"))
            people.make_fact(model, "placement", union_market_date="2026-09-01")

        assert keeping.refresh_all(now=now).startswith("The last day of keeping of 2 versions")
        assert keeping.refresh_all(now=now).startswith("The last day of keeping of 0 versions")


@pytest.mark.django_db
def test_recording_the_day_of_placing_moves_the_last_day_of_keeping(ai_model, officer, now):
    def record(kind, **value):
        facts.record(
            provider=ai_model.provider,
            ai_model=ai_model,
            kind=kind,
            value=value,
            known_on=date(2026, 11, 23),
            by=officer,
            now=now,
        )

    record("general-purpose", decision=True)
    record("placement", union_market_date="2026-09-01")
    version = make.attach(ai_model.duties.get(key="aia-53-1-a"), by=officer)

    record("placement", union_market_date="2026-10-01")

    assert make.fresh(version).keep_until == date(2036, 10, 1)
    assert "Art. 54(3)(b)" in make.fresh(version).keep_because
