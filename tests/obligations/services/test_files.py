"""services/files.py: left-over files go, recorded ones stay, damage is found and told."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, transaction

from obligations import storage
from obligations.models import Notice, StoredFile
from obligations.services import files
from tests.factories import evidence as make
from tests.factories import providers as people

pytestmark = pytest.mark.django_db


def grow_old(path, now, *, days: float) -> None:
    instant = (now - timedelta(days=days)).timestamp()
    os.utime(path, (instant, instant))


def orphan(provider, content: bytes):
    """Bytes that reached their place just before a crash."""
    incoming = make.incoming(content)
    storage.put(provider_id=provider.pk, incoming=incoming)
    return storage.place(provider.pk, incoming.sha256)


def test_what_crashes_left_behind_is_removed_by_its_age(provider, duty, now):
    recorded = make.attach(duty)
    kept = storage.place(provider.pk, recorded.sha256)
    old_orphan, young_orphan = orphan(provider, b"old"), orphan(provider, b"young")
    old_arrival, young_arrival = make.incoming(b"1").path, make.incoming(b"2").path
    for path in (kept, old_orphan, old_arrival):
        grow_old(path, now, days=5)
    for path in (young_orphan, young_arrival):
        grow_old(path, now, days=3)

    report = files.sweep(now=now)

    assert (report.arrivals, report.orphans) == (1, 1)
    exist = [path.exists() for path in (kept, young_orphan, young_arrival)]
    assert exist == [True, True, True]
    assert [path.exists() for path in (old_orphan, old_arrival)] == [False, False]


def test_an_orphan_is_another_providers_concern_only_under_its_own_name(
    provider, rival_provider, duty, now
):
    recorded = make.attach(duty)
    foreign = orphan(rival_provider, make.CONTENT)
    for path in (foreign, storage.place(provider.pk, recorded.sha256)):
        grow_old(path, now, days=5)

    files.sweep(now=now)

    assert not foreign.exists()
    assert storage.place(provider.pk, recorded.sha256).exists()


def test_recording_again_after_a_crash_takes_the_orphan_over(provider, duty, now):
    path = orphan(provider, make.CONTENT)
    grow_old(path, now, days=5)

    make.attach(duty)

    assert files.sweep(now=now).orphans == 0
    assert path.exists()


def test_sound_files_are_noted_as_verified(duty, now):
    make.attach(duty)

    report = files.verify(now=now)

    assert (report.checked, report.damages) == (1, ())
    assert StoredFile.objects.get().verified_at == now


@pytest.mark.parametrize("damage", ["flip", "remove"])
def test_damage_is_found_and_told_to_the_operators(provider, duty, now, damage):
    operator = people.make_user("Operator", is_superuser=True, is_staff=True)
    version = make.attach(duty)
    path = storage.place(provider.pk, version.sha256)
    if damage == "flip":
        path.write_bytes(b"x" + make.CONTENT[1:])
    else:
        path.unlink()

    report = files.verify(now=now)

    assert [one.sha256 for one in report.damages] == [version.sha256]
    assert StoredFile.objects.get().verified_at is None
    assert Notice.objects.get().recipient_id == operator.pk


def test_a_night_reads_what_was_not_read_for_longest(duty, now):
    for day, content in enumerate((b"aaa", b"bbb", b"ccc")):
        version = make.attach(duty, content=content)
        StoredFile.objects.filter(sha256=version.sha256).update(
            verified_at=now - timedelta(days=10 - day)
        )

    report = files.verify(now=now, budget=4)

    assert report.checked == 2
    left = StoredFile.objects.exclude(verified_at=now).get()
    assert left.verified_at == now - timedelta(days=8)


def test_the_commands_say_what_they_did(duty, provider, capsys):
    version = make.attach(duty)
    call_command("sweep_files")
    call_command("verify_evidence")
    storage.place(provider.pk, version.sha256).write_bytes(b"short")

    with pytest.raises(SystemExit) as ended:
        call_command("verify_evidence")

    told = capsys.readouterr().out.splitlines()
    assert told[:2] == [
        "0 uploads that were never recorded and 0 stored files without a record were removed.",
        "1 stored files were read again, 0 are damaged.",
    ]
    assert (ended.value.code, told[3].startswith("Fictional Models SA, ")) == (1, True)


def test_the_database_lets_only_the_check_be_noted(duty, now):

    make.attach(duty)

    StoredFile.objects.update(verified_at=now)
    with pytest.raises(ProgrammingError), transaction.atomic():
        StoredFile.objects.update(size=1)
