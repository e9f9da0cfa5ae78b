"""services/import_drafts.py: a list waits a day in one person's hands."""

import io
from datetime import timedelta

import pytest

from providers.actors import OPERATOR, Role
from providers.errors import NotPermitted
from providers.model_lists.reading import UnreadableFile
from providers.models import AIModel, ImportDraft
from providers.queries.import_plans import Options
from providers.services import import_drafts
from providers.services.import_drafts import DraftForgotten
from providers.services.imports import PlanChanged, RowsRefused
from tests.factories import providers as make

LIST = b"Modell,Organization\nAurora,Labs\n"
OPTIONS = Options(source="A list", columns={"name": "Modell"}, market_date_from_publication=True)


@pytest.fixture
def keep(provider, officer, now):
    def kept(content=LIST, **changes):
        asked = {"provider": provider, "file_name": "list.csv", "options": OPTIONS}
        asked |= {"by": officer, "now": now} | changes
        return import_drafts.keep(upload=io.BytesIO(content), **asked)

    return kept


def test_a_kept_list_is_applied_as_it_was_previewed(keep, officer, now):
    draft, plan = keep()
    stored = ImportDraft.objects.get()

    assert import_drafts.preview(draft=stored, by=officer, now=now).fingerprint == plan.fingerprint
    import_drafts.apply(draft=stored, fingerprint=plan.fingerprint, by=officer, now=now)

    assert [one.name for one in AIModel.objects.all()] == ["Aurora"]
    with pytest.raises(DraftForgotten):
        import_drafts.apply(draft=draft, fingerprint=plan.fingerprint, by=officer, now=now)


def test_a_list_that_cannot_be_read_is_not_kept(keep):
    with pytest.raises(UnreadableFile):
        keep(b"\x00")

    assert not ImportDraft.objects.exists()


def test_a_list_stays_in_hand_when_its_import_is_refused(keep, officer, now):
    draft, plan = keep(LIST + b",Labs\n")

    with pytest.raises(RowsRefused):
        import_drafts.apply(draft=draft, fingerprint=plan.fingerprint, by=officer, now=now)
    with pytest.raises(PlanChanged):
        import_drafts.apply(draft=draft, fingerprint="0" * 64, by=officer, now=now)
    import_drafts.apply(
        draft=draft, fingerprint=plan.fingerprint, leave_out_refused=True, by=officer, now=now
    )

    assert AIModel.objects.count() == 1


def test_a_person_has_one_list_in_hand_and_a_colleague_another(keep, provider, officer):
    second = make.actor_for(make.make_member(provider, Role.OFFICER))
    keep()
    keep(by=second)
    latest, _ = keep()

    assert ImportDraft.objects.count() == 2
    assert ImportDraft.objects.get(user=officer.user_id) == latest


def test_a_list_is_forgotten_after_a_day(keep, officer, now):
    draft, plan = keep()
    later = now + timedelta(days=1, seconds=1)

    with pytest.raises(DraftForgotten):
        import_drafts.apply(draft=draft, fingerprint=plan.fingerprint, by=officer, now=later)
    import_drafts.forget(now=now)
    assert ImportDraft.objects.count() == 1
    import_drafts.forget(now=later)

    assert not ImportDraft.objects.exists()


def test_nobody_applies_the_list_of_another(keep, provider, now):
    draft, plan = keep()
    second = make.actor_for(make.make_member(provider, Role.OFFICER))

    for actor in (second, OPERATOR):
        with pytest.raises(NotPermitted):
            import_drafts.preview(draft=draft, by=actor, now=now)
        with pytest.raises(NotPermitted):
            import_drafts.apply(draft=draft, fingerprint=plan.fingerprint, by=actor, now=now)


@pytest.mark.parametrize("who", ["colleague", "rival", "reviewer", "stranger"])
def test_only_officers_keep_lists(request, keep, who):
    with pytest.raises(NotPermitted):
        keep(by=request.getfixturevalue(who))

    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize(
    ("file_name", "shown"), [("../../etc/passwd", "../../etc/passwd"), ("a\x00.csv", "list.csv")]
)
def test_the_name_of_a_file_is_only_shown(keep, file_name, shown):
    draft, _ = keep(file_name=file_name)

    assert draft.file_name == shown
