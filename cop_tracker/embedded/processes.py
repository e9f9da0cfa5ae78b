"""Child processes that never outlive the process that started them."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

MARK = "COP_SUPERVISED_FROM"  # In the environment of everything the supervisor started.
LARGEST_LOG = 10 * 1024**2  # bytes

_PR_SET_PDEATHSIG = 1


def dies_with_parent(stop_signal: signal.Signals) -> Callable[[], None]:
    """Build what a child runs before its program: ask the kernel for a signal at our death.

    This holds for ``kill -9`` of the parent too, where no code of ours can run any more. Elsewhere
    than on Linux it does nothing.
    """
    if sys.platform != "linux":
        return lambda: None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, int(stop_signal))
        if os.getppid() != parent:  # The parent died between fork and here.
            os._exit(1)

    return ask


def die_with_my_parent() -> None:
    """Tie this process to the one that forked it, if the supervisor started them.

    Web server and worker fork processes of their own, which the kernel would let live on after
    ``kill -9`` of their master.
    """
    if sys.platform == "linux" and os.environ.get(MARK):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGTERM))


def start(
    command: Sequence[str | Path],
    *,
    log: IO[Any] | None = None,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stop_signal: signal.Signals = signal.SIGTERM,
    user: int | None = None,
    group: int | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program in a session of its own, tied to our life."""
    return subprocess.Popen(  # noqa: S603 -- commands are built by this package alone
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        # Output goes to a file, never to a pipe: a grandchild that inherits it hangs its reader.
        stdout=log,
        stderr=subprocess.STDOUT if log else None,
        env=dict(env) if env is not None else None,
        cwd=cwd,
        start_new_session=True,
        preexec_fn=dies_with_parent(stop_signal),  # noqa: PLW1509 -- started from the main thread
        user=user,
        group=group,
        extra_groups=[] if group is not None else None,
    )


@contextlib.contextmanager
def appending(log: Path) -> Iterator[IO[bytes]]:
    """Open a log to append to; one that has grown large makes room and keeps one predecessor."""
    with contextlib.suppress(FileNotFoundError):
        if log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".old.log"))
    with log.open("ab") as file:
        yield file


def stop(process: subprocess.Popen[bytes], *, by: signal.Signals, patience: float) -> None:
    """End a program and everything it started: politely, then after ``patience`` s by force."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(by)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    sweep(process)
    process.wait()


def sweep(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of a program's process group, such as workers of a killed master."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def end_leftovers(mark: str, *, patience: float) -> None:
    """End what an earlier run left behind, whichever way that run was ended.

    Only processes that carry ``mark`` in their environment are meant; call it while holding the
    lock that proves that no other run of the same mark is alive.
    """
    give_up_at = time.monotonic() + patience
    while left := list(marked(mark)):
        by = signal.SIGINT if time.monotonic() < give_up_at else signal.SIGKILL
        for pid in left:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, by)
        time.sleep(0.2)
        if time.monotonic() > give_up_at + patience:
            return


def marked(mark: str) -> Iterator[int]:
    """Find what carries a mark in its environment, ourselves excepted."""
    wanted = f"{MARK}={mark}".encode()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            is_meant = wanted in (process / "environ").read_bytes().split(b"\0")
            if is_meant and int(process.name) != os.getpid():
                yield int(process.name)
