"""services/facts.py: facts are recorded with their consequences, superseded and never edited."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction

from providers.errors import InvalidInput, NotPermitted
from providers.models import AuditEvent, Fact
from providers.services import audit, facts
from providers.services.facts import FactSuperseded, NewFact
from providers.signals import facts_changed
from tests.factories import providers as make

KNOWN = date(2026, 11, 20)


@pytest.fixture
def listener():
    """Somebody who answers to facts, in the same transaction."""
    heard = []

    def answer(**said):
        heard.append(said)
        return "what follows"

    facts_changed.connect(answer, weak=False)
    return heard


def fields_of(refusal):
    return [problem.field for problem in refusal.value.problems]


def test_a_fact_is_stored_with_its_author_and_its_day(listener, provider, ai_model, officer, now):
    recorded = facts.record(
        provider=provider,
        ai_model=ai_model,
        kind="compute",
        value={"training_compute_flop": "2340000000000000000000000.0"},
        known_on=KNOWN,
        note="From the training log",
        source="Run 7",
        by=officer,
        now=now,
    )

    fact = Fact.objects.get()
    assert recorded.fact == fact
    assert fact.value["training_compute_flop"] == "2.34e24"
    assert fact.value["cumulative_compute_flop"] is None
    assert (fact.known_on, fact.note, fact.source) == (KNOWN, "From the training log", "Run 7")
    assert (fact.recorded_by_id, fact.recorded_by_name) == (officer.user_id, "Olivia")
    assert recorded.changes == "what follows"


def test_who_listens_is_told_once_however_many_facts(listener, provider, ai_model, officer, now):
    facts.record_all(
        provider=provider,
        ai_model=ai_model,
        facts=[
            NewFact(kind="compute", value={"training_compute_flop": "1e24"}, known_on=KNOWN),
            NewFact(kind="notification", value={"submitted_on": "2026-11-20"}, known_on=KNOWN),
        ],
        by=officer,
        now=now,
    )

    (said,) = listener
    assert said["provider"] == provider
    assert said["ai_model"] == ai_model
    assert (said["by"], said["now"]) == (officer, now)


def test_a_later_fact_supersedes_the_one_before(listener, provider, officer, now):
    first = facts.record(
        provider=provider, kind="size", value={"size": "sme"}, known_on=KNOWN, by=officer, now=now
    ).fact
    second = facts.record(
        provider=provider, kind="size", value={"size": "smc"}, known_on=KNOWN, by=officer, now=now
    ).fact

    assert second.supersedes == first
    assert list(Fact.objects.current()) == [second]
    assert Fact.objects.count() == 2


def test_whoever_has_not_seen_the_latest_fact_is_stopped(listener, provider, officer, now):
    seen = make.make_fact(provider, "size", size="sme")
    make.make_fact(provider, "size", size="smc")

    with pytest.raises(FactSuperseded):
        facts.record(
            provider=provider,
            kind="size",
            value={"size": "large"},
            known_on=KNOWN,
            supersedes=seen.pk,
            by=officer,
            now=now,
        )

    assert Fact.objects.count() == 2
    assert AuditEvent.objects.count() == 0


@pytest.mark.parametrize("beginning", [True, False])
def test_a_fact_of_another_chain_cannot_be_superseded(
    listener, provider, rival_provider, officer, now, beginning
):
    foreign = make.make_fact(rival_provider, "size", size="sme").pk if beginning else uuid4()

    with pytest.raises(FactSuperseded):
        facts.record(
            provider=provider,
            kind="size",
            value={"size": "large"},
            known_on=KNOWN,
            supersedes=foreign,
            by=officer,
            now=now,
        )

    assert not Fact.objects.filter(provider=provider).exists()


def test_a_fact_and_what_follows_stand_or_fall_together(provider, officer, now, listener):
    def refuse(**_):
        raise RuntimeError("The duties could not be refreshed.")

    facts_changed.connect(refuse, weak=False)
    with pytest.raises(RuntimeError):
        facts.record(
            provider=provider,
            kind="size",
            value={"size": "sme"},
            known_on=KNOWN,
            by=officer,
            now=now,
        )

    assert Fact.objects.count() == 0
    assert AuditEvent.objects.count() == 0


def test_the_trail_tells_what_was_said_before_and_after(listener, provider, ai_model, officer, now):
    before = make.make_fact(ai_model, "notification", submitted_on="2026-11-02")

    facts.record(
        provider=provider,
        ai_model=ai_model,
        kind="notification",
        value={"submitted_on": "2026-11-03"},
        known_on=KNOWN,
        by=officer,
        now=now,
    )

    (event,) = AuditEvent.objects.about(ai_model)
    assert event.action == "fact.recorded"
    assert event.detail["supersedes"] == str(before.pk)
    assert event.detail["before"] == {"submitted_on": "2026-11-02"}
    assert event.detail["value"] == {"submitted_on": "2026-11-03"}
    assert audit.verify(provider) == ()


@pytest.mark.parametrize("who", ["colleague", "representative", "rival", "reviewer", "stranger"])
def test_only_officers_of_the_provider_record_facts(request, listener, provider, now, who):
    with pytest.raises(NotPermitted):
        facts.record(
            provider=provider,
            kind="size",
            value={"size": "sme"},
            known_on=KNOWN,
            by=request.getfixturevalue(who),
            now=now,
        )

    assert Fact.objects.count() == 0
    assert listener == []


def test_a_model_of_another_provider_is_refused(listener, provider, rival_model, officer, now):
    with pytest.raises(InvalidInput) as refusal:
        facts.record(
            provider=provider,
            ai_model=rival_model,
            kind="notification",
            value={"submitted_on": None},
            known_on=KNOWN,
            by=officer,
            now=now,
        )

    assert fields_of(refusal) == ["ai_model"]


def test_a_version_of_another_model_is_refused(listener, provider, ai_model, officer, now):
    other = make.make_version(make.make_model(provider))

    with pytest.raises(InvalidInput) as refusal:
        facts.record(
            provider=provider,
            ai_model=ai_model,
            version=other,
            kind="notification",
            value={"submitted_on": None},
            known_on=KNOWN,
            by=officer,
            now=now,
        )

    assert fields_of(refusal) == ["version"]


@pytest.mark.parametrize("known_on", [date(2026, 11, 24), date(2199, 1, 1), date(1969, 7, 20)])
def test_nobody_knows_a_fact_before_today_or_before_there_were_models(
    listener, provider, officer, now, known_on
):
    with pytest.raises(InvalidInput) as refusal:
        facts.record(
            provider=provider,
            kind="size",
            value={"size": "sme"},
            known_on=known_on,
            by=officer,
            now=now,
        )

    assert fields_of(refusal) == ["known_on"]


def test_a_fact_about_a_model_is_not_recorded_about_a_provider(listener, provider, officer, now):
    with pytest.raises(InvalidInput) as refusal:
        facts.record(
            provider=provider,
            kind="compute",
            value={"training_compute_flop": "1e24"},
            known_on=KNOWN,
            by=officer,
            now=now,
        )

    assert fields_of(refusal) == ["kind"]


def test_every_problem_of_several_facts_is_named_at_once(
    listener, provider, ai_model, officer, now
):
    with pytest.raises(InvalidInput) as refusal:
        facts.record_all(
            provider=provider,
            ai_model=ai_model,
            facts=[
                NewFact(kind="compute", value={"training_compute_flop": "-1"}, known_on=KNOWN),
                NewFact(
                    kind="placement", value={"union_market_date": "2199-01-01"}, known_on=KNOWN
                ),
                NewFact(kind="designation", value={"on": None}, known_on=KNOWN, note="\x00"),
            ],
            by=officer,
            now=now,
        )

    assert fields_of(refusal) == [
        "compute.training_compute_flop",
        "placement.union_market_date",
        "designation.note",
    ]
    assert Fact.objects.count() == 0


def test_one_kind_is_given_once(listener, provider, officer, now):
    twice = NewFact(kind="size", value={"size": "sme"}, known_on=KNOWN)

    with pytest.raises(InvalidInput) as refusal:
        facts.record_all(
            provider=provider, ai_model=None, facts=[twice, twice], by=officer, now=now
        )

    assert set(fields_of(refusal)) == {"size.kind"}


@pytest.mark.parametrize(
    "attempt",
    [
        lambda facts: facts.update(note="Never mind"),
        lambda facts: facts._raw_delete("default"),
    ],
    ids=["edit", "delete"],
)
def test_the_database_refuses_to_edit_or_delete_facts(provider, attempt):
    fact = make.make_fact(provider, "size", size="sme")

    with pytest.raises(ProgrammingError, match="Cannot"), transaction.atomic():
        attempt(Fact.objects.filter(pk=fact.pk))
