"""Sealing: what it needs, what it keeps, and what happens when it is disturbed."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import translation

from obligations import storage
from obligations.models import StoredFile
from obligations.packages.exports import verify_package
from obligations.packages.models import Package
from obligations.packages.services import items, keys, packages, sealing
from obligations.services import evidence
from obligations.services.steps import NotAllowedNow
from providers.errors import InvalidInput, NotPermitted
from providers.models import AuditEvent
from tests.factories.evidence import attach, fresh, make_duty
from tests.factories.providers import NOW
from tests.obligations.packages import made
from tests.races import at_once

pytestmark = pytest.mark.django_db


def test_a_sealed_package_verifies_and_holds_what_was_put_in(sealed, provider):
    archive = made.bytes_of(sealed)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        names = opened.namelist()
        note = opened.read("files/001-notification.txt")
        letter = opened.read("cover-letter.txt").decode()

    assert sealed.status == "sealed"
    assert names == [
        "cover-letter.pdf",
        "cover-letter.txt",
        "files/001-notification.txt",
        "manifest.json",
        "signature.json",
        "verify_package.py",
    ]
    assert note == b"Notification."
    assert "The team is still at work on it." in letter
    assert "Names of staff" in letter
    assert verify_package.check(io.BytesIO(archive))[0].startswith("Archive: every byte of 6")
    assert StoredFile.objects.get(pk=sealed.stored_file_id).size == len(archive)


def test_the_manifest_lists_what_is_missing_and_removed(sealed):
    manifest = json.loads(sealed.manifest)

    assert manifest["counts"] == {"files": 4, "missing": 3, "redactions": 1}
    assert {one["expected"]: (one["reason"], one["because"]) for one in manifest["missing"]} == {
        "method": ("Not ready yet", "The team is still at work on it."),
        "original-model": ("Optional, not enclosed", ""),
        "rebuttal": ("Optional, not enclosed", ""),
    }
    assert manifest["redactions"][0]["removed_by"] == "Olivia"
    assert [one["key"] for one in manifest["files"][2]["answers"]] == [
        "condition",
        "known-on",
        "compute",
    ]
    assert {one["instrument"] for one in manifest["law"]["editions"]} >= {"ai-act"}
    assert manifest["sealed_at"] == "2026-11-23T09:00:00+00:00"


def test_what_is_neither_enclosed_nor_explained_is_named(package, officer):
    made.item(package, officer, answers=["condition"])

    with pytest.raises(InvalidInput) as refused:
        sealing.seal(package=package, by=officer, clock=made.clock)

    assert [one.field for one in refused.value.problems] == ["known-on", "compute", "method"]
    assert fresh(package).status == "drafting"


def test_an_empty_package_is_not_sealed(ai_model, officer):
    empty = made.package(ai_model, officer, purpose="other")

    with pytest.raises(InvalidInput, match="empty"):
        sealing.seal(package=empty, by=officer, clock=made.clock)


def test_a_sealed_package_stands_still(sealed, officer):
    with pytest.raises(NotAllowedNow):
        sealing.seal(package=sealed, by=officer, clock=made.clock)
    with pytest.raises(NotAllowedNow):
        made.item(sealed, officer)
    with pytest.raises(NotAllowedNow):
        packages.edit(package=sealed, revision=sealed.revision, title="X", by=officer, now=NOW)
    held = made.contents(sealed).items[0]
    for change in (
        lambda: Package.objects.filter(pk=sealed.pk).update(title="Other"),
        lambda: Package.objects.filter(pk=sealed.pk).update(status="drafting"),
        lambda: Package.objects.filter(pk=sealed.pk).delete(),
        lambda: type(held).objects.filter(pk=held.pk).update(title="Other"),
        lambda: type(held).objects.filter(pk=held.pk).delete(),
    ):
        with pytest.raises(DatabaseError, match=r"sealed|Cannot"), transaction.atomic():
            change()


def test_the_database_refuses_an_item_of_somebody_else(package, officer, rival_model, rival):
    other = made.package(rival_model, rival)
    foreign = made.item(other, rival)
    foreign.pk, foreign.package, foreign._state.adding = None, package, True

    with pytest.raises(DatabaseError, match="own provider"), transaction.atomic():
        foreign.save(force_insert=True)


def test_what_was_withdrawn_since_is_not_sealed(ai_model, officer):
    version = attach(make_duty(ai_model), by=officer)
    package = made.complete(ai_model, officer)
    items.add_evidence(package=package, version=version, by=officer, now=NOW)
    piece = fresh(version.evidence)
    evidence.withdraw(evidence=piece, because="Wrong file.", by=officer, now=NOW)

    with pytest.raises(NotAllowedNow, match="withdrawn"):
        sealing.seal(package=package, by=officer, clock=made.clock)


def test_bytes_that_are_missing_fail_the_sealing_visibly(ai_model, officer):
    package = made.complete(ai_model, officer)
    held = made.contents(package).items[0]
    storage.place(package.provider_id, held.sha256).unlink()

    sealing.seal(package=package, by=officer, clock=made.clock)

    assert (package.status, package.failed_because) == (
        "failed",
        "The bytes of this file are not in the storage.",
    )
    assert AuditEvent.objects.filter(action="package.sealing-failed").count() == 1
    items.remove(item=held, by=officer, now=NOW)  # It can be mended.


def test_bytes_that_were_altered_fail_the_sealing_and_are_named(ai_model, officer):
    package = made.complete(ai_model, officer)
    held = made.contents(package).items[0]
    storage.place(package.provider_id, held.sha256).write_bytes(b"Notificatiom.")

    sealing.seal(package=package, by=officer, clock=made.clock)

    assert package.status == "failed"
    assert "“notification.txt” are not those that were recorded" in package.failed_because


def test_a_sealing_that_was_cut_off_is_carried_on_with_the_same_bytes(ai_model, officer):
    package = made.complete(ai_model, officer)
    sealing.begin(package=package, by=officer, now=NOW)  # And then the process was killed.

    early = sealing.resume(clock=lambda: NOW + timedelta(seconds=30))
    late = sealing.resume(clock=lambda: NOW + timedelta(minutes=10))
    first = fresh(package)
    again = sealing.carry_on(package=fresh(package), clock=made.clock)

    assert (early, late) == (0, 1)
    assert first.status == "sealed"
    assert json.loads(first.manifest)["sealed_at"] == "2026-11-23T09:00:00+00:00"
    assert (again.sha256, again.sealed_at) == (first.sha256, first.sealed_at)


def test_a_sealing_that_kills_its_workers_fails_visibly(ai_model, officer, monkeypatch):
    class Killed(BaseException):
        """Nothing of the service hears of it."""

    def die(*args, **kwargs):
        raise Killed

    package = made.complete(ai_model, officer)
    sealing.begin(package=package, by=officer, now=NOW)
    with monkeypatch.context() as deadly:
        deadly.setattr(sealing.archive, "write", die)
        for number in range(sealing.TRIES):
            with pytest.raises(Killed):
                sealing.resume(clock=lambda at=NOW + (number + 1) * timedelta(minutes=10): at)
    sealing.carry_on(package=fresh(package), clock=made.clock)
    still_sealing = fresh(package).status

    sealing.resume(clock=lambda: NOW + timedelta(hours=1))

    failed = fresh(package)
    assert (still_sealing, failed.status) == ("sealing", "failed")
    assert "begun 3 times and never ended" in failed.failed_because
    assert AuditEvent.objects.filter(action="package.sealing-failed").count() == 1
    assert sealing.seal(package=failed, by=officer, clock=made.clock).status == "sealed"


def test_people_are_refused_where_there_is_nothing_to_carry_on(ai_model, officer, colleague):
    package = made.complete(ai_model, officer)
    with pytest.raises(NotAllowedNow, match="not being sealed"):
        sealing.carry_on(package=package, by=officer, clock=made.clock)
    sealing.begin(package=package, by=officer, now=NOW)
    with pytest.raises(NotPermitted):
        sealing.carry_on(package=package, by=colleague, clock=made.clock)
    Package.objects.filter(pk=package.pk).update(attempts=sealing.TRIES)

    with pytest.raises(NotAllowedNow, match="begun 3 times"):
        sealing.carry_on(package=package, by=officer, clock=made.clock)

    assert sealing.carry_on(package=package, clock=made.clock).status == "sealing"


def test_a_large_package_waits_for_a_worker(ai_model, officer, monkeypatch):
    monkeypatch.setattr(sealing, "AT_ONCE", 4)
    package = made.complete(ai_model, officer)

    sealing.seal(package=package, by=officer, clock=made.clock)
    waiting = package.status
    sealing.carry_on(package=package, clock=made.clock)

    assert (waiting, package.status) == ("sealing", "sealed")


def test_a_stopped_sealing_keeps_nothing(ai_model, officer):
    package = made.complete(ai_model, officer)
    sealing.begin(package=package, by=officer, now=NOW)
    times = iter(NOW + timedelta(seconds=10 * step) for step in range(50))

    def clock():
        now = next(times)
        if now == NOW + timedelta(seconds=20):  # In the midst of writing.
            sealing.stop(package=fresh(package), by=officer, now=now)
        return now

    sealing.carry_on(package=package, clock=clock)

    assert package.status == "drafting"
    assert not StoredFile.objects.filter(media_type="application/zip").exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_seal_at_once_one_does(ai_model, officer):
    package = made.complete(ai_model, officer)

    def seal():
        return sealing.seal(
            package=Package.objects.get(pk=package.pk), by=officer, clock=made.clock
        )

    done = at_once(seal, seal)

    assert sorted(type(one).__name__ for one in done) == ["NotAllowedNow", "Package"]
    assert fresh(package).status == "sealed"


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_keep_one_archive(ai_model, officer):
    package = made.complete(ai_model, officer)
    sealing.begin(package=package, by=officer, now=NOW)

    def work():
        return sealing.carry_on(package=Package.objects.get(pk=package.pk), clock=made.clock)

    done = at_once(work, work)

    assert [one.status for one in done] == ["sealed", "sealed"]
    assert AuditEvent.objects.filter(action="package.sealed").count() == 1
    assert StoredFile.objects.filter(media_type="application/zip").count() == 1


def test_only_officers_seal(ai_model, officer, colleague):
    package = made.complete(ai_model, officer)

    with pytest.raises(NotPermitted):
        sealing.seal(package=package, by=colleague, clock=made.clock)


def test_a_key_is_private_published_and_replaced(sealed, officer, settings):
    from obligations.packages.models import PublishedKey
    from providers.actors import OPERATOR

    mode = settings.PACKAGE_SIGNING_KEY.stat().st_mode & 0o777
    new = keys.rotate(by=OPERATOR, now=NOW + timedelta(days=1))
    old = PublishedKey.objects.get(pk=sealed.key_id)

    assert mode == 0o600
    assert old.valid_until == NOW + timedelta(days=1)
    assert PublishedKey.objects.get(valid_until=None).pk == new.id != old.pk
    with pytest.raises(NotPermitted):
        keys.rotate(by=officer, now=NOW)
    verify_package.check(io.BytesIO(made.bytes_of(sealed)), [bytes.fromhex(old.public_key)])


def test_what_is_sealed_is_english_whoever_asks(package, officer, monkeypatch):
    spoken = []
    monkeypatch.setattr(sealing, "_write", lambda *_: spoken.append(translation.get_language()))
    Package.objects.filter(pk=package.pk).update(status="sealing", sealing_at=NOW)

    with translation.override("fr"):
        sealing.carry_on(package=package, by=officer, clock=lambda: NOW)

    assert spoken == ["en-gb"]
