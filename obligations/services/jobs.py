"""Jobs of the timetable: run, noted with what they said, and forgotten after a month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from obligations.models import JobRun
from obligations.services.counting import counted

KEPT = timedelta(days=30)
Clock = Callable[[], datetime]
Report = TypeVar("Report")
Report_co = TypeVar("Report_co", covariant=True)


class Work(Protocol[Report_co]):
    """Something that can be done now, and whose report reads as a sentence."""

    def __call__(self, *, now: datetime) -> Report_co: ...


def run(
    name: str,
    work: Work[Report],
    *,
    clock: Clock,
    is_alarm: Callable[[Report], object] = lambda _: False,
) -> Report:
    """Do the work and note the run.

    A failure is noted too, and raised again. ``is_alarm`` says of a report that it tells of
    something broken, so that the run is shown among the failures.
    """
    begun_at = clock()
    try:
        report = work(now=begun_at)
    except Exception as error:
        _note(name, begun_at, clock(), f"{type(error).__name__}: {error}", has_failed=True)
        raise
    _note(name, begun_at, clock(), str(report), has_failed=bool(is_alarm(report)))
    return report


def each(*runs: Callable[[], object]) -> None:
    """Make every run, whatever becomes of those before; raise what failed together."""
    failures = []
    for one in runs:
        try:
            one()
        except Exception as error:
            failures.append(error)
    if failures:
        raise ExceptionGroup("Jobs failed; each run was noted.", failures)


def _note(
    name: str, begun_at: datetime, ended_at: datetime, said: str, *, has_failed: bool
) -> None:
    # The computer's clock may have been set back meanwhile.
    JobRun.objects.create(
        name=name,
        begun_at=begun_at,
        ended_at=max(begun_at, ended_at),
        said=said,
        has_failed=has_failed,
    )


def forget(*, now: datetime) -> str:
    """Delete runs that ended more than a month ago."""
    count, _ = JobRun.objects.filter(ended_at__lt=now - KEPT).delete()
    return f"{counted(count, 'run')} of jobs older than {KEPT.days} days forgotten."
