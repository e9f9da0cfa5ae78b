"""What officers write on a duty's page: evidence, assessments, comments, who works on it."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse

from obligations.law.workflow import AssessmentStatus
from obligations.models import Assessment, Comment, Evidence, EvidenceVersion
from tests.factories import assessments as made
from tests.factories import evidence as make
from tests.factories import providers as people


@pytest.fixture
def steps(duty, officer):
    """Every step on something of the provider, with a body that would be taken."""
    version = make.attach(duty, by=officer, statement="We do.")
    piece = version.evidence_id
    draft = made.drafted(duty, officer)
    statement = {"statement": "We do.", "title": "Statement"}
    return {
        reverse("duty-assign", args=[duty.pk]): {"revision": 1},
        reverse("duty-route", args=[duty.pk]): {
            "route": "other-adequate-means",
            "explanation": "Ours.",
            "revision": 1,
        },
        reverse("duty-comment", args=[duty.pk]): {"text": "Hello"},
        reverse("evidence-new", args=[duty.pk, "statement"]): statement,
        reverse("evidence-attach", args=[duty.pk]): {"evidence": piece},
        reverse("evidence-version", args=[piece, "statement"]): statement,
        reverse("evidence-words", args=[piece]): {"title": "New", "revision": 1},
        reverse("evidence-withdraw", args=[piece]): {"because": "Old"},
        reverse("evidence-unlink", args=[piece, duty.pk]): {},
        reverse("assessment-new", args=[duty.pk]): {"claim": "fulfilled"},
        reverse("assessment-edit", args=[draft.pk]): {"position": "More", "revision": 1},
        reverse("assessment-submit", args=[draft.pk]): {},
        reverse("assessment-withdraw", args=[draft.pk]): {},
    }


def test_a_rival_finds_nothing_and_a_visitor_signs_in(client, sign_in, rival, steps):
    outsider = sign_in(rival)

    for address, body in steps.items():
        assert outsider.post(address, body).status_code == 404, address
        assert client.post(address, body).status_code == 302, address


def test_a_colleague_is_told_why_they_may_not(sign_in, colleague, steps):
    reader = sign_in(colleague)

    for address, body in steps.items():
        answer = reader.post(address, body)
        assert answer.status_code == 403, address
        assert "Only officers" in answer.content.decode(), address


def test_no_step_is_taken_by_following_a_link(page, steps):
    for address in steps:
        assert page.get(address).status_code == 405, address


def test_a_colleague_is_offered_no_form(sign_in, colleague, duty):
    answer = sign_in(colleague).get(reverse("duty", args=[duty.pk])).content.decode()

    assert reverse("evidence-new", args=[duty.pk, "file"]) not in answer
    assert reverse("duty-assign", args=[duty.pk]) not in answer


def test_a_file_is_recorded_with_what_it_proves_and_its_period(page, duty, ai_model):
    other = make.make_duty(ai_model, "cop-tr-1.1", measures=["aia-53-1-a"])
    upload = BytesIO(b"All of it.")
    upload.name = "documentation.txt"

    answer = page.post(
        reverse("evidence-new", args=[duty.pk, "file"]),
        {
            "file": upload,
            "proves": "Every item is there.",
            "covers_from": "2026-01-01",
            "covers_to": "2026-12-31",
            "also_for": [str(other.pk)],
        },
    )

    assert answer["Location"] == f"{reverse('duty', args=[duty.pk])}#evidence"
    version = EvidenceVersion.objects.get()
    assert (version.file_name, version.covers_to) == ("documentation.txt", date(2026, 12, 31))
    assert version.evidence.title == "documentation.txt"
    assert {one.duty_id for one in version.evidence.links.all()} == {duty.pk, other.pk}


@pytest.mark.parametrize(
    ("kind", "body", "field"),
    [
        ("file", {"title": "No file"}, "file"),
        ("link", {"title": "T", "url": "javascript:alert(1)"}, "url"),
        ("link", {"title": "T", "url": "https://name:word@example.org"}, "url"),
        ("link", {"title": "", "url": "https://example.org"}, "title"),
        ("statement", {"title": "T", "statement": " "}, "statement"),
        ("statement", {"title": "T", "statement": "A\0B"}, "statement"),
        ("statement", {"title": "T" * 301, "statement": "A"}, "title"),
        ("statement", {"title": "A\u202eB", "statement": "A"}, "title"),
        ("statement", {"title": "T", "statement": "A", "covers_to": "2026-02-30"}, "covers_to"),
        (
            "statement",
            {
                "title": "T",
                "statement": "A",
                "covers_from": "2026-02-02",
                "covers_to": "2026-02-01",
            },
            "covers_to",
        ),
        ("statement", {"title": "T", "statement": "A", "covers_to": "9999-01-01"}, "covers_to"),
    ],
)
def test_evidence_that_cannot_be_recorded_comes_back_with_its_words(page, duty, kind, body, field):
    answer = page.post(reverse("evidence-new", args=[duty.pk, kind]), body)

    assert answer.status_code == 422
    assert list(answer.context[f"{kind}_form"].errors) == [field]
    assert not Evidence.objects.exists()


def test_what_was_typed_comes_back(page, duty):
    body = {"title": "A title of mine", "url": "nonsense"}

    answer = page.post(reverse("evidence-new", args=[duty.pk, "link"]), body)

    assert "A title of mine" in answer.content.decode()


def test_evidence_for_a_duty_of_somebody_else_is_refused(page, duty, rival_model):
    theirs = make.make_duty(rival_model)
    body = {"title": "T", "statement": "A", "also_for": [str(theirs.pk)]}

    page.post(reverse("evidence-new", args=[duty.pk, "statement"]), body)

    assert not theirs.evidence_links.exists()


def test_evidence_of_somebody_else_cannot_be_used(page, duty, rival, rival_model):
    theirs = make.attach(make.make_duty(rival_model), by=rival, statement="Ours.")

    answer = page.post(
        reverse("evidence-attach", args=[duty.pk]), {"evidence": str(theirs.evidence_id)}
    )

    assert answer.status_code == 422
    assert not duty.evidence_links.exists()


def test_evidence_is_used_again_and_taken_off(page, duty, ai_model, officer):
    other = make.make_duty(ai_model, "aia-53-1-b")
    piece = make.attach(other, by=officer, statement="We do.").evidence

    page.post(reverse("evidence-attach", args=[duty.pk]), {"evidence": str(piece.pk)})
    assert make.fresh(duty).evidence_count == 1

    page.post(reverse("evidence-unlink", args=[piece.pk, duty.pk]))
    assert make.fresh(duty).evidence_count == 0


def test_a_version_is_added_and_the_piece_withdrawn_with_a_reason(page, duty, officer):
    piece = make.attach(duty, by=officer, statement="We do.").evidence
    address = reverse("evidence-version", args=[piece.pk, "statement"])

    page.post(address, {"statement": "We still do."})
    assert make.fresh(piece).latest_number == 2

    assert page.post(reverse("evidence-withdraw", args=[piece.pk]), {}).status_code == 422
    page.post(reverse("evidence-withdraw", args=[piece.pk]), {"because": "Wrong model."})
    assert make.fresh(piece).withdrawn_because == "Wrong model."


def test_an_assessment_goes_from_draft_to_the_reviewer(page, duty):
    page.post(reverse("assessment-new", args=[duty.pk]), {"claim": "", "position": ""})
    draft = Assessment.objects.get()

    empty = page.post(reverse("assessment-submit", args=[draft.pk]))
    assert empty.status_code == 422
    assert set(empty.context["assessment_form"].errors) == {"claim", "position"}

    body = {"claim": "fulfilled", "position": "We do.", "revision": make.fresh(draft).revision}
    page.post(reverse("assessment-edit", args=[draft.pk]), body)
    page.post(reverse("assessment-submit", args=[draft.pk]))
    assert make.fresh(draft).status == AssessmentStatus.SUBMITTED


def test_an_edit_of_an_older_state_is_refused_with_its_words(page, duty, officer):
    draft = made.drafted(duty, officer)
    address = reverse("assessment-edit", args=[draft.pk])
    page.post(address, {"position": "First.", "revision": draft.revision})

    late = page.post(address, {"position": "Second.", "revision": draft.revision})

    assert late.status_code == 422
    assert "Second." in late.content.decode()
    assert make.fresh(draft).position == "First."


def test_taking_a_submission_back_needs_a_reason(page, duty, officer):
    submitted = made.submitted(duty, officer)
    address = reverse("assessment-withdraw", args=[submitted.pk])

    assert page.post(address, {}).status_code == 422
    page.post(address, {"because": "A figure was wrong."})

    assert make.fresh(submitted).status == AssessmentStatus.WITHDRAWN


def test_what_came_back_is_taken_over_into_the_next_draft(page, duty, officer, reviewer):
    made.decided(duty, officer, reviewer, "returned", position="As it was.")

    form = page.get(reverse("duty", args=[duty.pk])).context["assessment_form"]

    assert form.initial["position"] == "As it was."


def test_a_duty_is_assigned_to_members_only(page, duty, provider, rival):
    colleague = people.make_member(provider)
    address = reverse("duty-assign", args=[duty.pk])

    wrong = page.post(address, {"assignee": str(rival.user_id), "revision": 1})
    assert "assignee" in wrong.context["assign_form"].errors

    page.post(address, {"assignee": str(colleague.pk), "target_on": "2026-12-01", "revision": 1})
    assert make.fresh(duty).assignee_id == colleague.pk

    late = page.post(address, {"assignee": "", "revision": 1})
    assert late.status_code == 422
    assert make.fresh(duty).assignee_id == colleague.pk


def test_a_way_that_is_closed_is_refused_with_its_reason(page, duty):
    address = reverse("duty-route", args=[duty.pk])

    standard = page.post(address, {"route": "harmonised-standard", "revision": 1})
    assert "The list of harmonised standards has none" in str(
        standard.context["route_form"].errors["route"]
    )

    unexplained = page.post(address, {"route": "other-adequate-means", "revision": 1})
    assert "explanation" in unexplained.context["route_form"].errors


def test_a_comment_stays_inside_unless_it_is_shared(page, duty, officer):
    address = reverse("duty-comment", args=[duty.pk])

    page.post(address, {"text": "Between us.", "is_shared": "on"})
    made.submitted(duty, officer)
    page.post(address, {"text": "For you.", "is_shared": "on"})

    assert dict(Comment.objects.values_list("text", "is_shared")) == {
        "Between us.": False,
        "For you.": True,
    }


def test_a_representative_writes_for_their_own_duties_alone(sign_in, representative, provider):
    mine = make.make_duty(provider, "aia-54-3", bearer="representative")
    theirs = make.make_duty(provider, "aia-53-1-c")
    client, body = sign_in(representative), {"title": "T", "statement": "We do."}

    assert (
        client.post(reverse("evidence-new", args=[mine.pk, "statement"]), body).status_code == 302
    )
    refused = client.post(reverse("evidence-new", args=[theirs.pk, "statement"]), body)
    assert refused.status_code == 403
