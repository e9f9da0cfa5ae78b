"""What the timetable does; ``cop_tracker.celery`` says when. Every task is safe to run twice."""

from __future__ import annotations

from functools import partial

from celery import shared_task
from django.utils import timezone

from obligations.services import (
    deadlines,
    duties,
    files,
    freshness,
    jobs,
    keeping,
    notices,
    office_access,
    targets,
    trail,
)

# So many batches of mails at most, before the next run of the timetable takes over.
BATCHES = 20

run = partial(jobs.run, clock=timezone.now)


@shared_task(name="nightly")
def nightly() -> None:
    """Bring up to date what changes with the calendar alone, and tidy up."""
    jobs.each(
        partial(run, "refresh_duties", duties.refresh_all, is_alarm=lambda said: said.failed),
        partial(run, "scan_deadlines", deadlines.scan),
        partial(run, "refresh_keeping", keeping.refresh_all),
        partial(run, "warn_of_access", office_access.scan),
        partial(run, "remind_of_targets", targets.scan),
        partial(run, "sweep_files", files.sweep),
        partial(run, "forget_runs", jobs.forget),
    )


@shared_task(name="scan_deadlines")
def scan_deadlines() -> None:
    """Flag what falls due."""
    run("scan_deadlines", deadlines.scan)


@shared_task(name="scan_evidence")
def scan_evidence() -> None:
    """Flag evidence that goes stale."""
    run("scan_evidence", freshness.scan)


@shared_task(name="send_notices")
def send_notices() -> None:
    """Send the mails that are due, batch by batch, each with a fresh look at the clock."""
    for _ in range(BATCHES):
        if not run("send_notices", notices.send_due).claimed:
            return


@shared_task(name="verify_audit")
def verify_audit() -> None:
    """Walk the audit chains."""
    run("verify_audit", trail.verify, is_alarm=lambda said: said.problems)


@shared_task(name="verify_files")
def verify_files() -> None:
    """Read stored files again."""
    run("verify_files", files.verify, is_alarm=lambda said: said.damages)
