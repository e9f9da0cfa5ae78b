"""services/ai_models.py: models are registered once, described by turns, and keep their lineage."""

from datetime import date

import pytest

from providers.errors import InvalidInput, NotPermitted
from providers.models import AIModel, AuditEvent, Fact, ModelVersion
from providers.services import ai_models
from providers.services.ai_models import NameTaken
from providers.services.facts import NewFact
from providers.services.revisions import StaleRevision
from tests.factories import providers as make

KNOWN = date(2026, 11, 20)


def fields_of(refusal):
    return [problem.field for problem in refusal.value.problems]


def test_a_model_is_registered_with_what_is_known_of_it(provider, officer, now):
    registered = ai_models.register(
        provider=provider,
        name=" Meridian\u00a07B\n",
        description="A language model.",
        source="Product sheet",
        facts=[NewFact(kind="compute", value={"training_compute_flop": "1e24"}, known_on=KNOWN)],
        by=officer,
        now=now,
    )

    ai_model = AIModel.objects.get()
    assert registered.ai_model == ai_model
    assert (ai_model.name, ai_model.source) == ("Meridian 7B", "Product sheet")
    assert Fact.objects.get().ai_model == ai_model
    actions = AuditEvent.objects.filter(
        provider=provider, action__in=["model.registered", "fact.recorded"]
    )
    assert [event.action for event in actions.order_by("position")] == [
        "model.registered",
        "fact.recorded",
    ]


def test_a_model_with_a_wrong_fact_is_not_registered(provider, officer, now):
    with pytest.raises(InvalidInput) as refusal:
        ai_models.register(
            provider=provider,
            name="\x00",
            facts=[NewFact(kind="compute", value={"training_compute_flop": "0"}, known_on=KNOWN)],
            by=officer,
            now=now,
        )

    assert fields_of(refusal) == ["name", "compute.training_compute_flop"]
    assert AIModel.objects.count() == 0


def test_a_name_is_taken_once_in_a_provider(provider, rival_model, officer, now):
    make.make_model(provider, "Meridian")

    with pytest.raises(NameTaken):
        ai_models.register(provider=provider, name="Meridian\n", by=officer, now=now)
    ai_models.register(provider=provider, name=rival_model.name, by=officer, now=now)

    assert AIModel.objects.filter(provider=provider).count() == 2


def test_a_base_model_of_another_provider_is_refused(provider, rival_model, officer, now):
    with pytest.raises(InvalidInput) as refusal:
        ai_models.register(
            provider=provider, name="Meridian", base_model=rival_model, by=officer, now=now
        )

    assert fields_of(refusal) == ["base_model"]


def test_what_is_left_out_of_a_description_stays(ai_model, officer, now):
    ai_models.update(ai_model=ai_model, revision=1, description="New.", by=officer, now=now)

    ai_model.refresh_from_db()
    assert (ai_model.name, ai_model.description, ai_model.revision) == ("Meridian", "New.", 2)
    (event,) = AuditEvent.objects.about(ai_model)
    assert event.detail == {"before": {"description": ""}, "after": {"description": "New."}}


def test_whoever_read_an_older_revision_is_stopped(ai_model, officer, now):
    ai_models.update(ai_model=ai_model, revision=1, name="Meridian 1", by=officer, now=now)

    with pytest.raises(StaleRevision):
        ai_models.update(ai_model=ai_model, revision=1, name="Meridian 2", by=officer, now=now)

    ai_model.refresh_from_db()
    assert ai_model.name == "Meridian 1"


def test_a_model_is_not_renamed_to_a_name_that_is_taken(provider, ai_model, officer, now):
    make.make_model(provider, "Parallel")

    with pytest.raises(NameTaken):
        ai_models.update(ai_model=ai_model, revision=1, name="Parallel", by=officer, now=now)

    ai_model.refresh_from_db()
    assert (ai_model.name, ai_model.revision) == ("Meridian", 1)


def test_a_change_of_nothing_and_of_an_unknown_field_is_refused(ai_model, officer, now):
    for said in ({}, {"provider": "x"}):
        with pytest.raises(InvalidInput):
            ai_models.update(ai_model=ai_model, revision=1, by=officer, now=now, **said)


@pytest.mark.parametrize("length", [1, 2, 3])
def test_no_model_descends_from_itself(provider, ai_model, officer, now, length):
    descendant = ai_model
    for _ in range(length - 1):
        descendant = make.make_model(provider, base_model=descendant)

    with pytest.raises(InvalidInput) as refusal:
        ai_models.update(ai_model=ai_model, revision=1, base_model=descendant, by=officer, now=now)

    assert fields_of(refusal) == ["base_model"]


def test_a_version_is_added_once(ai_model, officer, now):
    day = date(2026, 9, 1)
    ai_models.add_version(ai_model=ai_model, label="1.1 ", released_on=day, by=officer, now=now)

    with pytest.raises(NameTaken):
        ai_models.add_version(ai_model=ai_model, label="1.1", by=officer, now=now)

    assert [(one.label, one.released_on) for one in ModelVersion.objects.all()] == [("1.1", day)]


def test_every_problem_of_a_version_is_named(ai_model, officer, now):
    with pytest.raises(InvalidInput) as refusal:
        ai_models.add_version(
            ai_model=ai_model,
            label="",
            released_on=date(2199, 1, 1),
            note="\x00",
            by=officer,
            now=now,
        )

    assert fields_of(refusal) == ["label", "note", "released_on"]


@pytest.mark.parametrize("who", ["colleague", "representative", "rival", "reviewer", "stranger"])
def test_only_officers_of_the_provider_write_models(request, provider, ai_model, now, who):
    by = request.getfixturevalue(who)

    with pytest.raises(NotPermitted):
        ai_models.register(provider=provider, name="Other", by=by, now=now)
    with pytest.raises(NotPermitted):
        ai_models.update(ai_model=ai_model, revision=1, name="Other", by=by, now=now)
    with pytest.raises(NotPermitted):
        ai_models.add_version(ai_model=ai_model, label="2", by=by, now=now)

    assert [one.name for one in AIModel.objects.filter(provider=provider)] == ["Meridian"]
