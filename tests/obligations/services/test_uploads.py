"""services/uploads.py: sent by who may, recorded once, held with a refused form, swept in time."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import timezone

from obligations import arrivals
from obligations.arrivals import UploadGone
from obligations.models import EvidenceVersion, Upload
from obligations.services import evidence, files, uploads
from obligations.services.steps import NotAllowedNow
from obligations.storage import FileTooLarge, StorageFull
from providers.actors import Role
from providers.errors import InvalidInput, NotPermitted
from providers.models import AuditEvent, Membership
from tests.factories.evidence import incoming, make_duty, make_upload
from tests.factories.providers import actor_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.EVIDENCE_ROOT = tmp_path
    settings.EVIDENCE_FREE_BYTES = 0
    return tmp_path


@pytest.fixture
def demoted(officer):
    """The same person, who was an officer when the upload was opened."""

    def demoted():
        membership = Membership.objects.get(user_id=officer.user_id)
        membership.role = Role.COLLEAGUE
        membership.save()
        return actor_for(membership)

    return demoted


def write(row, content, *, by, offset=0):
    return uploads.write(
        upload=row, offset=offset, source=io.BytesIO(content), by=by, now=timezone.now()
    )


def test_who_may_no_longer_send_files_sends_none_and_cancels_none(officer, demoted):
    row = make_upload(officer, size=5)
    who = demoted()

    with pytest.raises(NotPermitted):
        write(row, b"bytes", by=who)
    with pytest.raises(NotPermitted):
        uploads.cancel(upload=row, by=who, now=timezone.now())

    assert (arrivals.arrived(row.pk), Upload.objects.count()) == (0, 1)
    assert not AuditEvent.objects.filter(action="upload.cancelled").exists()


@pytest.mark.parametrize("sha256", ["ABC", "A" * 64, "a" * 65, "a" * 64 + "\n"])
def test_what_is_no_sha256_is_not_announced(officer, provider, now, sha256):
    with pytest.raises(InvalidInput) as refused:
        uploads.open_upload(
            provider=provider, file_name="a", size=5, sha256=sha256, by=officer, now=now
        )

    assert refused.value.field == "sha256"
    assert not Upload.objects.exists()


def test_a_whole_upload_is_read_once(officer, monkeypatch):
    row = make_upload(officer, b"whole")
    monkeypatch.setattr(arrivals, "sha256", None)

    assert write(row, b"", by=officer, offset=5) == 5


def test_of_two_that_record_an_upload_the_second_is_told(
    officer, ai_model, django_capture_on_commit_callbacks
):
    duty, row, now = make_duty(ai_model), make_upload(officer, b"whole"), timezone.now()
    first, second = (uploads.arrived_files([row.pk], by=officer, now=now)[0] for _ in range(2))

    with django_capture_on_commit_callbacks(execute=True):
        evidence.attach_file(duties=[duty], upload=first, by=officer, now=now)
    with pytest.raises(UploadGone):
        evidence.attach_file(duties=[duty], upload=second, by=officer, now=now)

    assert EvidenceVersion.objects.count() == 1


def test_files_of_a_refused_form_are_held(officer, provider, now):
    held = uploads.hold(
        [incoming(b"a", "a.txt"), incoming(b"bb", "b.txt")], provider=provider, by=officer, now=now
    )

    assert [(one.file_name, arrivals.arrived(one.pk)) for one in held.uploads] == [
        ("a.txt", 1),
        ("b.txt", 2),
    ]
    assert held.refusals == []


def test_one_bad_file_loses_no_other_and_is_named(officer, provider, now, settings):
    settings.EVIDENCE_MAX_BYTES = 5
    given = [incoming(b"", "empty.txt"), incoming(b"a" * 6, "large.txt"), incoming(b"a", "a.txt")]

    held = uploads.hold(given, provider=provider, by=officer, now=now)

    assert [one.file_name for one in held.uploads] == ["a.txt"]
    assert [type(one) for one in held.refusals] == [InvalidInput, FileTooLarge]
    told = [one.message for one in held.refusals]
    assert [one.partition(":")[0] for one in told] == ["“empty.txt”", "“large.txt”"]


def test_no_room_and_no_share_left_are_told(officer, provider, now, settings, monkeypatch):
    full = incoming(b"a", "a.txt")
    crowd = incoming(b"b", "b.txt")
    settings.EVIDENCE_FREE_BYTES = 10**18
    no_room = uploads.hold([full], provider=provider, by=officer, now=now)
    settings.EVIDENCE_FREE_BYTES = 0
    monkeypatch.setattr(uploads, "MOST_AT_ONCE", 0)
    no_share = uploads.hold([crowd], provider=provider, by=officer, now=now)

    assert (no_room.uploads, no_share.uploads) == ([], [])
    assert [type(one) for one in no_room.refusals] == [StorageFull]
    assert [type(one) for one in no_share.refusals] == [NotAllowedNow]
    assert not Upload.objects.exists()


def test_a_file_that_is_gone_leaves_no_upload_and_is_told(officer, provider, now):
    file = incoming(b"a", "a.txt")
    file.path.unlink()

    held = uploads.hold([file], provider=provider, by=officer, now=now)

    assert [type(one) for one in held.refusals] == [UploadGone]
    assert (held.uploads, Upload.objects.count()) == ([], 0)


def test_what_goes_on_while_it_is_swept_stays(officer, monkeypatch):
    row, now = make_upload(officer, b"whole"), timezone.now()
    Upload.objects.update(expires_at=now)
    read = Upload.objects.filter

    def renewed(**conditions):
        rows = list(read(**conditions))
        monkeypatch.setattr(Upload.objects, "filter", read)
        Upload.objects.update(expires_at=now + timedelta(days=3))
        return rows

    monkeypatch.setattr(Upload.objects, "filter", renewed)

    assert uploads.sweep(now=now, older_than=0) == 0
    assert arrivals.arrived(row.pk) == 5


def test_what_nobody_goes_on_with_is_swept(officer, root):
    make_upload(officer, b"whole")
    later = timezone.now() + uploads.LASTS + timedelta(seconds=1)

    report = files.sweep(now=later)

    assert (report.arrivals, Upload.objects.count()) == (1, 0)
    assert list(root.glob("incoming/*")) == []


def test_no_sweep_is_sooner_than_an_upload_may_be_gone_on_with():
    assert files.ORPHAN_AGE > uploads.LASTS
