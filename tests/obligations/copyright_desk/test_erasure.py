"""Who complained is erased when the time is over, and nothing else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from obligations.copyright_desk.models import Complaint, ComplaintFile, Decision
from obligations.copyright_desk.services import erasure
from obligations.models import StoredFile
from obligations.services.steps import NotAllowedNow
from providers.models import AuditEvent
from tests.factories.providers import NOW
from tests.obligations.copyright_desk import made

pytestmark = pytest.mark.django_db


def test_who_complained_is_erased_when_the_time_is_over_and_nothing_else(desk, officer):
    complaint = made.lodge(desk, uploads=[made.upload()])
    row = made.decide(complaint, officer)
    assert complaint.erase_on == date(2031, 11, 23)
    stored = StoredFile.objects.get()

    erasure.erase_due(now=NOW + timedelta(days=365 * 5))
    assert Complaint.objects.get().name == "Nadia Rights"
    later = NOW + timedelta(days=365 * 5 + 30)
    assert erasure.erase_due(now=later) == "Who wrote 1 complaint was erased."
    assert erasure.erase_due(now=later) == "Who wrote 0 complaints was erased."

    complaint.refresh_from_db()
    file = ComplaintFile.objects.get()
    assert (complaint.name, complaint.email, complaint.works) == ("", "", made.CLAIM["works"])
    assert (file.file_name, file.stored_file, file.sha256) == ("", None, stored.sha256)
    assert not StoredFile.objects.filter(pk=stored.pk).exists()
    assert Decision.objects.get() == row
    assert AuditEvent.objects.filter(action="complaint.erased").count() == 1
    with pytest.raises(NotAllowedNow, match="erased"):
        made.reopen(complaint, officer, now=later)


def test_bytes_that_something_else_speaks_of_are_kept(desk, officer):
    other = made.lodge(desk, uploads=[made.upload()])
    made.decide(made.lodge(desk, uploads=[made.upload("same.txt")]), officer)

    erasure.erase_due(now=NOW + timedelta(days=365 * 6))

    assert StoredFile.objects.count() == 1
    assert other.files.get().stored_file is not None


def test_an_opened_complaint_is_not_erased(complaint, officer):
    made.decide(complaint, officer)
    made.reopen(complaint, officer)

    erasure.erase_due(now=NOW + timedelta(days=365 * 9))

    assert Complaint.objects.get().name == "Nadia Rights"
