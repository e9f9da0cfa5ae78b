"""The set-up both commands share: a virtual environment that matches the pinned requirements.

Standard library only, because nothing else is there yet on a fresh machine.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
UV = "uv==0.13.9"
HOW_TO_HELP = "On Debian, install what is missing: apt-get install python3-venv python3-pip"


def ready(requirements):
    """Give the Python of an environment holding exactly what a requirements file pins.

    Does nothing when the file has not changed since the last time. Ends the program with one
    sentence where the environment cannot be made.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 -- said in words to whoever has an older one
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    if sys.platform not in ("linux", "darwin"):
        sys.exit("Linux or macOS is needed; elsewhere use docker-compose.yml.")
    try:
        VENV.parent.joinpath("var").mkdir(mode=0o700, exist_ok=True)
        with open(ROOT / "var" / "environment.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not _is_current(requirements):
                _make(requirements)
    except OSError as error:
        sys.exit(f"The folder {error.filename} cannot be written: {error.strerror}.")
    return PYTHON


def _fingerprint(requirements):
    text = _made_for().encode()
    for name in ("requirements.txt", requirements):
        text += (ROOT / name).read_bytes()
    return hashlib.sha256(text).hexdigest()


def _made_for():
    """Name what an environment is bound to: its place and its Python."""
    return f"{VENV.resolve()}\n{sys.version}"


def _stamp(requirements):
    return VENV / f".{requirements}.installed"


def _is_current(requirements):
    # What the tests need includes what the product needs.
    for name in {requirements, "requirements-dev.txt"}:
        stamp = _stamp(name)
        if PYTHON.exists() and stamp.exists() and stamp.read_text() == _fingerprint(name):
            return True
    return False


def _make(requirements):
    began = time.monotonic()
    print(f"  Setting up the environment from {requirements} ...", end="", flush=True)
    problem = _with_uv(requirements) and _with_pip(requirements)
    if problem:
        print(" failed", flush=True)
        sys.exit(f"The environment could not be made: {problem}\n{HOW_TO_HELP}")
    _stamp(requirements).write_text(_fingerprint(requirements))
    print(f" {time.monotonic() - began:.1f} s", flush=True)


def _with_uv(requirements):
    """Try with uv, which needs no python3-venv and is faster; give the problem, or nothing."""
    boot = ROOT / "var" / "uv"
    uv = boot / "bin" / "uv"
    if not uv.exists():
        pip = (sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", boot, UV)
        problem = _run(*pip)
        if problem:
            uv = shutil.which("uv")
            if not uv:
                return problem
    return _new(uv, "venv", "-q", "--clear", "--python", sys.executable, VENV) or _run(
        uv, "pip", "install", "-q", "--compile-bytecode", "--python", PYTHON, "-r", requirements
    )


def _with_pip(requirements):
    """Try with venv and pip; give the problem, or nothing."""
    return _new(sys.executable, "-m", "venv", "--clear", VENV, needs="pip") or _run(
        PYTHON, "-m", "pip", "install", "-q", "-r", requirements
    )


def _new(*command, needs="site"):
    """Make the environment anew, unless it fits: a server may be running from it."""
    bound_to = VENV / ".made-for"
    fits = PYTHON.exists() and bound_to.exists() and bound_to.read_text() == _made_for()
    if fits and not _run(PYTHON, "-c", f"import {needs}"):
        return ""
    problem = _run(*command)
    if not problem:
        bound_to.write_text(_made_for())
    return problem


def _run(*command):
    """Run a command quietly; give the last line of what it said if it failed."""
    quiet = {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "UV_LINK_MODE": "copy",
        "UV_NO_CACHE": "1",
        "UV_NO_PROGRESS": "1",
        "UV_PYTHON_DOWNLOADS": "never",
        # Companies that inspect traffic put their certificate where the system keeps them.
        "UV_SYSTEM_CERTS": "1",
    }
    done = subprocess.run(
        [str(part) for part in command],
        env={**os.environ, **quiet},
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        return ""
    return (done.stdout.strip().splitlines() or ["it ended without a word"])[-1]
