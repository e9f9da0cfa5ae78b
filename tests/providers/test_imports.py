"""services/imports.py: a list is previewed row by row, and exactly that is imported."""

import io
from dataclasses import replace

import pytest

from providers.actors import OPERATOR
from providers.errors import InvalidInput, NotPermitted
from providers.models import AIModel, AuditEvent, Fact, Provider
from providers.queries.import_plans import Action
from providers.services import ai_models, audit, facts, imports
from providers.services.imports import PlanChanged
from tests.factories import providers as make
from tests.providers.lists import LIST, OPTIONS, csv_of


def fact(name, kind):
    return Fact.objects.current().get(ai_model__name=name, kind=kind)


def test_a_preview_tells_every_row_and_writes_nothing(preview):
    plan = preview()

    assert [outcome.row for outcome in plan.outcomes] == list(range(2, 15))
    assert plan.counts == {"create": 13, "update": 0, "unchanged": 0, "refused": 0}
    assert plan.ignored_columns == ("Colour",)
    assert plan.absent_columns == ("market_date", "modification_notes")
    assert not AIModel.objects.exists()
    assert not AuditEvent.objects.exists()


def test_models_that_descend_from_each_other_are_cut_somewhere(run):
    run(csv_of("A,B", "B,C", "C,A", header="Model,Base model"))

    bases = dict(AIModel.objects.values_list("name", "base_model__name"))
    assert sorted(base for base in bases.values() if base) == ["B", "C"]
    assert list(AIModel.objects.values_list("base_model_name", flat=True).order_by("name")) == [
        "B",
        "C",
        "A",
    ]


def test_a_second_run_changes_nothing(run, preview):
    run()
    before = Fact.objects.count(), AuditEvent.objects.count()

    plan = preview()
    run()

    assert plan.counts == {"create": 0, "update": 0, "unchanged": 13, "refused": 0}
    assert (Fact.objects.count(), AuditEvent.objects.count()) == before


def test_a_changed_figure_becomes_a_new_fact(run, preview):
    run()
    changed = LIST.replace(b"1.6e+23", b"1.7e+23")

    plan = preview(changed)
    run(changed)

    updated = [
        (one.name, [new.candidate.kind for new in one.facts])
        for one in plan.outcomes
        if one.action is Action.UPDATE
    ]
    assert updated == [
        ("Aurora 1", ["compute"]),
        ("Aurora Tuned", ["modification"]),
        ("Foreign Tuned", ["modification"]),
    ]
    figure = fact("Aurora 1", "compute")
    assert figure.value["training_compute_flop"] == "1.7e23"
    assert figure.supersedes.value["training_compute_flop"] == "1.6e23"
    assert AIModel.objects.count() == 13


def test_what_a_person_recorded_is_kept(run, preview, provider, officer, now):
    run()
    ours = facts.record(
        provider=provider,
        ai_model=AIModel.objects.get(name="Aurora 1"),
        kind="compute",
        value={"training_compute_flop": "3e23"},
        known_on=now.date(),
        by=officer,
        now=now,
    ).fact

    outcome = next(one for one in preview().outcomes if one.name == "Aurora 1")
    run()

    assert outcome.action is Action.UNCHANGED
    assert "Training compute: recorded by a person; kept." in outcome.notes
    assert fact("Aurora 1", "compute") == ours


def test_refused_rows_are_left_out_where_the_user_says_so(run):
    content = csv_of("Good,Labs,1e24,2026-01-02", "Bad,Labs,0,2026-01-02")

    done = run(content, options=replace(OPTIONS, leave_out_refused=True))

    assert done.plan.counts["refused"] == 1
    assert [one.name for one in AIModel.objects.all()] == ["Good"]


def test_a_failure_in_the_middle_leaves_nothing_behind(run, monkeypatch):
    def fail(**_):
        raise RuntimeError("The duties could not be refreshed.")

    monkeypatch.setattr(facts, "announce", fail)

    with pytest.raises(RuntimeError):
        run()

    assert not AIModel.objects.exists()
    assert not Fact.objects.exists()
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("what", ["file", "choice", "source", "records"])
def test_only_what_was_previewed_is_imported(preview, provider, officer, now, what):
    plan = preview()
    content, options = LIST, OPTIONS
    if what == "file":
        content = LIST.replace(b"1.6e+23", b"1.7e+23")
    if what == "choice":
        options = replace(OPTIONS, market_date_from_publication=True)
    if what == "source":
        options = replace(OPTIONS, source="Another list")
    if what == "records":
        ai_models.register(provider=provider, name="Aurora 1", by=officer, now=now)

    with pytest.raises(PlanChanged):
        imports.run(
            provider=provider,
            upload=io.BytesIO(content),
            options=options,
            fingerprint=plan.fingerprint,
            by=officer,
            now=now,
        )

    assert not AIModel.objects.exclude(name="Aurora 1").exists()


@pytest.mark.parametrize("who", ["colleague", "representative", "rival", "reviewer", "stranger"])
def test_only_officers_import(request, preview, who):
    with pytest.raises(NotPermitted):
        preview(by=request.getfixturevalue(who))


def test_public_data_gets_a_workspace_for_each_organisation(preview, run):
    options = replace(OPTIONS, by_organisation=True)
    asked = {"provider": None, "options": options, "by": OPERATOR}
    plan = preview(**asked)

    run(**asked)

    assert [one.name for one in plan.workspaces] == [
        "Fictional Labs",
        "虚构实验室",
        "Imaginary AI Co., Ltd.",
    ]
    opened = Provider.objects.filter(origin="public-data")
    assert opened.count() == 3
    assert opened.get(name="Fictional Labs").note == "Public data. A fictional list, CC BY 4.0"
    countries = Fact.objects.filter(kind="establishment")
    assert {one.provider.name: one.value["country"] for one in countries} == {
        "虚构实验室": "FR",
        "Imaginary AI Co., Ltd.": "JP",
    }
    assert AIModel.objects.get(name="Foreign Tuned").base_model is None
    assert AIModel.objects.get(name="Aurora Tuned").base_model.name == "Aurora 1"
    assert preview(**asked).counts["unchanged"] == 13
    assert audit.verify_all() == ()


def test_public_data_needs_an_organisation_in_every_row(preview):
    options = replace(OPTIONS, by_organisation=True)

    outcome = preview(
        csv_of("Aurora,,1e24,"), provider=None, options=options, by=OPERATOR
    ).outcomes[0]

    assert [problem.column for problem in outcome.problems] == ["Organization"]


@pytest.mark.parametrize(
    "changes",
    [{"options": replace(OPTIONS, by_organisation=True), "by": OPERATOR}, {"provider": None}],
    ids=["both", "neither"],
)
def test_an_import_goes_into_one_provider_or_by_organisation(preview, changes):
    with pytest.raises(InvalidInput) as refusal:
        preview(**changes)

    assert refusal.value.field == "provider"


@pytest.mark.parametrize("rows", [1, 40])
def test_a_preview_asks_two_questions_however_long_the_list(
    preview, run, rows, django_assert_num_queries
):
    content = csv_of(*(f"Model {n},Labs,1e24,2026-01-02" for n in range(rows)))
    run(content)

    with django_assert_num_queries(2):
        preview(content)


def test_an_import_asks_the_same_questions_however_long_the_list(
    preview, provider, officer, now, django_assert_max_num_queries, monkeypatch
):
    monkeypatch.setattr(facts, "announce", lambda **_: None)
    for rows in (2, 40):
        content = csv_of(*(f"Model {rows} {n},Labs,1e24,2026-01-02" for n in range(rows)))
        plan = preview(content)
        with django_assert_max_num_queries(20):
            imports.run(
                provider=provider,
                upload=io.BytesIO(content),
                options=OPTIONS,
                fingerprint=plan.fingerprint,
                by=officer,
                now=now,
            )


def test_the_trail_tells_the_import_and_every_fact(run, provider):
    run()

    events = AuditEvent.objects.filter(provider=provider).order_by("position")
    assert events[0].action == "models.imported"
    assert events[0].detail["rows"]["create"] == list(range(2, 15))
    assert events.filter(action="model.registered").count() == 13
    assert events.filter(action="fact.recorded").count() == Fact.objects.count()
    assert audit.verify(provider) == ()


def test_two_lists_do_not_meet_the_models_of_others(run, rival_provider):
    make.make_model(rival_provider, "Aurora 1")

    run()

    assert AIModel.objects.filter(name="Aurora 1").count() == 2
