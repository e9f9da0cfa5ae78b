"""Redactions of evidence on the pages of both workplaces; none of it needs a script."""

import pytest
from django.urls import reverse

from obligations.models import EvidenceVersion
from obligations.models.redactions import Redaction
from tests.factories.assessments import submitted
from tests.factories.evidence import attach
from tests.pdfs import text_of

pytestmark = pytest.mark.django_db

PRICES = {"removed": "Prices in section 4", "ground": "trade-secret", "because": ""}


def rows(*given):
    """The rows as a form sends them; the one in the middle is left empty."""
    numbers = (1, 3, 2)
    return {
        f"{name}_{number}": value
        for number, one in zip(numbers, given, strict=False)
        for name, value in one.items()
    }


def test_they_are_recorded_with_new_evidence_and_shown(page, duty):
    body = {
        "title": "Policy",
        "statement": "We do.",
        **rows(PRICES, PRICES | {"ground": "other", "because": "A contract"}),
    }

    answer = page.post(reverse("evidence-new", args=[duty.pk, "statement"]), body)

    version = EvidenceVersion.objects.get()
    assert answer.status_code == 302
    assert [one["ground"] for one in version.redactions] == ["trade-secret", "other"]
    text = page.get(reverse("evidence", args=[version.evidence_id])).content.decode()
    assert text.count("Prices in section 4") == 2
    assert "Another ground: A contract" in text
    assert "Prices in section 4" in page.get(reverse("duty", args=[duty.pk])).content.decode()


def test_they_are_recorded_with_a_newer_version(page, duty, officer):
    piece = attach(duty, by=officer).evidence
    body = {"statement": "Now in words.", **rows(PRICES)}

    page.post(reverse("evidence-version", args=[piece.pk, "statement"]), body)

    assert piece.versions.get(number=2).redactions == [PRICES]
    text = page.get(reverse("evidence", args=[piece.pk])).content.decode()
    assert text.count("No redaction is recorded.") == 1


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (PRICES | {"removed": ""}, "removed_1"),
        (PRICES | {"removed": "A\0B"}, "removed_1"),
        (PRICES | {"removed": "x" * 5_001}, "removed_1"),
        (PRICES | {"ground": ""}, "ground_1"),
        (PRICES | {"ground": "secret"}, "ground_1"),
        (PRICES | {"ground": "other"}, "because_1"),
    ],
)
def test_half_a_redaction_comes_back_with_its_words(page, duty, row, field):
    body = {"title": "T", "statement": "A", **rows(row), "removed_2": "Typed besides"}
    body |= {"ground_2": "privilege"}

    answer = page.post(reverse("evidence-new", args=[duty.pk, "statement"]), body)

    assert answer.status_code == 422
    assert list(answer.context["statement_form"].errors) == [field]
    assert "Typed besides" in answer.content.decode()
    assert not EvidenceVersion.objects.exists()


def test_the_office_reads_them_in_the_manifest_beside_the_text_and_in_the_note(
    sign_in, reviewer, duty, officer
):
    attach(duty, by=officer, title="Whole")
    attach(duty, by=officer, title="Cut", redactions=[Redaction(**PRICES)])
    submission = submitted(duty, officer)
    office = sign_in(reviewer)

    text = office.get(reverse("office-submission", args=[submission.pk])).content.decode()

    # Once in the manifest and once beside the text, each.
    assert text.count("Prices in section 4") == 2
    assert text.count("No redaction is recorded.") == 2
    note = text_of(office.get(reverse("office-file-note", args=[submission.pk])).content)
    assert note.count("Prices in section 4") == 1
    assert note.count("No redaction is recorded with it.") == 1


def test_a_rival_reads_nothing_of_them(sign_in, rival, duty, officer):
    version = attach(duty, by=officer, redactions=[Redaction(**PRICES)])

    answer = sign_in(rival).get(reverse("evidence", args=[version.evidence_id]))

    assert answer.status_code == 404
