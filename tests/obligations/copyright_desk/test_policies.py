"""The policy: versions that stay, a draft that may be incomplete, a summary that is published."""

from __future__ import annotations

import io
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from obligations.copyright_desk.models import PolicyDraft, PolicyVersion
from obligations.copyright_desk.queries import comparison, desk, public
from obligations.copyright_desk.services import drafts, proofs, publications
from obligations.law.copyright_policy import ASKED, missing
from obligations.models import Evidence
from obligations.services.steps import NotAllowedNow
from obligations.storage import receive
from providers.errors import Conflict, InvalidInput, NotPermitted
from tests.factories.evidence import make_duty
from tests.factories.providers import NOW
from tests.obligations.copyright_desk import made
from tests.races import at_once

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def test_a_version_says_what_it_covers_and_what_is_missing(provider, officer, ai_model):
    row = made.policy(provider, officer, ai_models=[ai_model])

    assert (row.number, row.ai_models) == (1, [{"id": str(ai_model.pk), "name": "Meridian"}])
    binding = [one.key for one in ASKED if not one.is_encouraged]
    assert [one.key for one in missing(row.covers)] == [
        key for key in binding if key != "cop-cr-1.3-1-a"
    ]
    assert desk.not_named(row, officer) == []


def test_models_it_does_not_name_are_shown(provider, officer, ai_model):
    assert desk.not_named(made.policy(provider, officer), officer) == [ai_model]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "x" * 200_001}, "text"),
        ({"covers": {"cop-cr-9.9": "Section 1"}}, "covers"),
        ({"covers": {"cop-cr-1.3-1-a": "x" * 301}}, "cop-cr-1.3-1-a"),
        ({"responsible": []}, "responsible"),
        ({"responsible": ["\u202ereversed"]}, "responsible"),
        ({"approved_by": " "}, "approved_by"),
        ({"approved_on": TODAY + timedelta(days=1)}, "approved_on"),
        ({"in_force_from": date(2019, 12, 31)}, "in_force_from"),
        ({"in_force_from": TODAY + timedelta(days=367)}, "in_force_from"),
        ({"changes": ""}, "changes"),
        ({"summary": "x" * 20_001}, "summary"),
    ],
)
def test_what_is_no_version_is_refused_at_its_field(provider, officer, said, field):
    with pytest.raises(InvalidInput) as refused:
        made.policy(provider, officer, **said)

    assert [one.field for one in refused.value.problems] == [field]
    assert not PolicyVersion.objects.exists()


def test_every_mistake_is_named_at_once(provider, officer):
    with pytest.raises(InvalidInput) as refused:
        made.policy(provider, officer, text="", changes="", approved_by="")

    assert {one.field for one in refused.value.problems} == {"text", "changes", "approved_by"}


def test_models_of_another_provider_are_not_covered(provider, officer, rival_model):
    with pytest.raises(InvalidInput) as refused:
        made.policy(provider, officer, ai_models=[rival_model])

    assert refused.value.problems[0].field == "ai_models"


def test_a_version_stays_as_it_was_recorded(provider, officer):
    row = made.policy(provider, officer)

    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        PolicyVersion.objects.filter(pk=row.pk).update(text="Something else.")


def test_who_has_not_seen_the_last_version_adds_none(provider, officer):
    made.policy(provider, officer)

    with pytest.raises(NotAllowedNow, match="Version 1 was recorded after you began"):
        made.policy(provider, officer, after=0)
    assert made.policy(provider, officer, after=1).number == 2


@pytest.mark.django_db(transaction=True)
def test_of_several_who_record_at_once_one_wins(provider, officer):
    results = at_once(*[partial(made.policy, provider, officer)] * 6)

    assert sum(isinstance(one, PolicyVersion) for one in results) == 1
    assert sum(isinstance(one, NotAllowedNow) for one in results) == 5


def test_a_colleague_reads_and_does_not_write(provider, officer, colleague):
    with pytest.raises(NotPermitted):
        made.policy(provider, colleague)


def test_the_version_in_force_is_the_newest_that_has_begun(provider, officer):
    first = made.policy(provider, officer, in_force_from=TODAY)
    made.policy(provider, officer, after=1, in_force_from=TODAY + timedelta(days=5))
    versions = desk.versions(provider, officer)

    today, later = (desk.policy(versions, TODAY + timedelta(days=days)) for days in (4, 5))

    assert (today.version, today.is_in_force, later.version.number) == (first, True, 2)


def test_two_versions_are_compared_part_by_part(provider, officer):
    before = made.policy(provider, officer)
    after = made.policy(
        provider, officer, after=1, text="1. We follow robots.txt and headers.", summary=""
    )

    changed = comparison.compare(before, after)

    assert [one.label for one in changed] == ["Words of the policy", "Summary for the public"]
    assert "and headers." in "".join(
        one.text for one in changed[0].stretches if one.mark == "added"
    )


def test_a_draft_keeps_what_is_incomplete_and_ends_with_the_version(provider, officer):
    said = {"text": "Half a sent", "in_force_from": "someday", "ai_models": ["x"]}
    row = drafts.save(provider=provider, content=said, revision=0, by=officer, now=NOW)

    assert row.content == said
    made.policy(provider, officer)
    assert not PolicyDraft.objects.exists()


def test_a_draft_is_not_overwritten_unseen(provider, officer):
    save = partial(drafts.save, provider=provider, by=officer, now=NOW)
    save(content={"text": "One."}, revision=0)
    save(content={"text": "Two."}, revision=1)

    with pytest.raises(Conflict):
        save(content={"text": "Lost?"}, revision=1)
    with pytest.raises(NotAllowedNow):
        save(content={"text": "Lost?"}, revision=0)
    assert PolicyDraft.objects.get().content["text"] == "Two."


def test_a_summary_becomes_public_and_is_taken_back(provider, officer):
    row = made.policy(provider, officer)
    publications.publish_summary(version=row, by=officer, now=NOW)
    assert public.desk(provider.pk).summary.policy_version == row

    with pytest.raises(NotAllowedNow):
        publications.publish_summary(version=row, by=officer, now=NOW)
    publications.withdraw_summary(provider=provider, because="Wrong.", by=officer, now=NOW)

    assert public.desk(provider.pk).summary is None
    assert [one.told for one in public.entries(provider.pk)] == ["Wrong."]
    with pytest.raises(NotAllowedNow):
        publications.withdraw_summary(provider=provider, because="Twice.", by=officer, now=NOW)


def test_a_version_without_a_summary_publishes_none(provider, officer):
    row = made.policy(provider, officer, summary="")

    with pytest.raises(InvalidInput):
        publications.publish_summary(version=row, by=officer, now=NOW)


@pytest.mark.parametrize("is_file", [True, False])
def test_a_version_is_recorded_as_evidence(provider, officer, ai_model, is_file):
    duty = make_duty(ai_model, "aia-53-1-c")
    upload = receive(io.BytesIO(b"The policy."), name="policy.txt") if is_file else None
    row = made.policy(provider, officer, text="" if is_file else "Words.", upload=upload)

    version = proofs.record(version=row, duties=[duty], by=officer, now=NOW)

    assert (version.sha256, version.covers_from) == (row.sha256, row.in_force_from)
    assert Evidence.objects.get().title == "Copyright policy, version 1"


def test_only_a_published_summary_is_evidence_by_its_address(provider, officer, ai_model):
    duty = make_duty(ai_model, "aia-53-1-c")
    row = made.policy(provider, officer)
    prove = partial(
        proofs.record, duties=[duty], public_url="https://x.example/", by=officer, now=NOW
    )

    with pytest.raises(InvalidInput):
        prove(version=row)
    publications.publish_summary(version=row, by=officer, now=NOW)

    assert prove(version=PolicyVersion.objects.get()).url == "https://x.example/"


def page_data(**said):
    data = {**made.WORDING, "after": 0, "revision": 0, "do": "record", **said}
    data["responsible"] = "General counsel\nHead of data"
    data.pop("covers")
    return data | {"cop-cr-1.3-1-a": "Section 1"}


def test_the_form_records_drafts_and_loses_nothing(provider, officer, ai_model, sign_in):
    client = sign_in(officer)
    address = reverse("copyright-policy-new")

    wrong = client.post(address, page_data(approved_on="2026-13-01", summary="typed words"))
    draft = client.post(address, page_data(do="draft", approved_on="2026-13-01"))
    shown = client.get(address).content.decode()
    made_it = client.post(address, page_data(revision=1, ai_models=[ai_model.pk]))

    assert (wrong.status_code, "typed words" in wrong.content.decode()) == (422, True)
    assert draft.status_code == 302
    assert "2026-13-01" in shown
    row = PolicyVersion.objects.get()
    assert made_it["Location"] == reverse("copyright-policy", args=[row.pk])
    assert row.responsible == ["General counsel", "Head of data"]
    assert row.covers == {"cop-cr-1.3-1-a": "Section 1"}


def test_a_file_is_recorded_and_handed_out_as_a_download(provider, officer, sign_in):
    client = sign_in(officer)
    file = io.BytesIO(b"<script>alert(1)</script>")
    file.name = "policy.html"

    client.post(reverse("copyright-policy-new"), page_data(text="", file=file))
    row = PolicyVersion.objects.get()
    answer = client.get(reverse("copyright-policy-download", args=[row.pk]))

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"<script>alert(1)</script>"
    page = client.get(reverse("copyright-policy", args=[row.pk]))
    assert "policy.html" in page.content.decode()


def test_pages_publish_compare_prove_and_discard(provider, officer, ai_model, sign_in):
    client = sign_in(officer)
    duty = make_duty(ai_model, "aia-53-1-c")
    first = made.policy(provider, officer)
    second = made.policy(provider, officer, after=1, text="Other words.")

    client.post(reverse("copyright-policy-publish", args=[second.pk]))
    compared = client.get(reverse("copyright-policy-compare")).content.decode()
    proof = {"as_what": "summary", "duties": [duty.pk]}
    client.post(reverse("copyright-policy-evidence", args=[second.pk]), proof)
    bare = client.post(reverse("copyright-summary-withdraw"), {"because": ""})
    client.post(reverse("copyright-summary-withdraw"), {"because": "Wrong."})
    drafts.save(provider=provider, content={}, revision=0, by=officer, now=NOW)
    client.post(reverse("copyright-draft-discard"))

    assert "<ins>" in compared
    assert Evidence.objects.get().title == "Copyright policy, version 2: public summary"
    assert bare.status_code == 422
    assert public.desk(provider.pk).summary is None
    assert not PolicyDraft.objects.exists()
    assert client.get(reverse("copyright-policy", args=[first.pk])).status_code == 200


@pytest.mark.parametrize("asked", ["?from=1&to=99", "?from=x&to=", "?from=1"])
def test_comparing_what_is_not_there_says_so(provider, officer, sign_in, asked):
    made.policy(provider, officer)

    answer = sign_in(officer).get(reverse("copyright-policy-compare") + asked)

    assert answer.status_code == 200
    assert "SHA-256 None" not in answer.content.decode()


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_asks_as_often_for_many_as_for_one(
    count, provider, officer, sign_in, django_assert_num_queries
):
    for after in range(count):
        made.policy(provider, officer, after=after)
    client = sign_in(officer)

    with django_assert_num_queries(6):
        client.get(reverse("copyright-policies"))
