"""The two commands as people run them: a whole start, a kill, and refusals in one sentence."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from cop_tracker.embedded import places, processes

ROOT = Path(__file__).resolve().parents[2]
START = [sys.executable, "-m", "cop_tracker.embedded"]
SENTENCE_FOR = {
    "PORT": ("eighty", "The setting PORT is broken: 'eighty' is not a port"),
    "TOOLS_RATE": ("often", "The setting TOOLS_RATE is broken: 'often' is not a rate"),
    "DEBUG": ("maybe", "The setting DEBUG is broken: 'maybe' is neither yes"),
    "SECRET_KEY": ("short", "The setting SECRET_KEY is broken: it has fewer than 50"),
    "BASE_URL": ("tracker.example", "The setting BASE_URL is broken"),
    "DATABASE_URL": ("mysql://me:pass-word@host/name", "The setting DATABASE_URL is broken"),
    "CELERY_BROKER_URL": ("kafka://host", "The setting CELERY_BROKER_URL is broken"),
    "VAR_DIR": ("/proc/nowhere", "The product cannot start: /proc/nowhere"),
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def environment(tmp_path):
    inherited = ("PATH", "HOME", "LANG")
    yield {name: os.environ[name] for name in inherited if name in os.environ} | {
        "VAR_DIR": str(tmp_path),
        "PORT": str(free_port()),
        "DEMO": "0",
        "PYTHONWARNINGS": "ignore",
    }
    processes.end_leftovers(str(tmp_path), patience=5)
    shutil.rmtree(places.socket_folder(tmp_path), ignore_errors=True)


def refusal(environment) -> str:
    done = subprocess.run(
        START, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    return done.stderr.strip()


@pytest.mark.parametrize("name", SENTENCE_FOR)
def test_a_broken_setting_gets_one_sentence(environment, name):
    value, sentence = SENTENCE_FOR[name]

    said = refusal(environment | {name: value})

    assert said.startswith(sentence)
    assert "\n" not in said
    assert "pass-word" not in said


def test_a_taken_port_gets_one_sentence(environment):
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(environment["PORT"])))
        other.listen()

        said = refusal(environment)

    port = environment["PORT"]
    assert said == (
        f"The product cannot start: port {port} is taken by another program;"
        " set PORT to a free one."
    )


@pytest.mark.parametrize("name", ["DATABASE_URL", "CELERY_BROKER_URL"])
def test_a_silent_server_gets_one_sentence(environment, name):
    scheme = {"DATABASE_URL": "postgresql", "CELERY_BROKER_URL": "redis"}[name]
    address = f"{scheme}://me:pass-word@127.0.0.1:{free_port()}/0"

    said = refusal(environment | {name: address})

    assert said.startswith("The product cannot start: the ")
    assert name in said
    assert "\n" not in said
    assert "pass-word" not in said


def start(environment, log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as file:
        process = subprocess.Popen(START, env=environment, cwd=ROOT, stdout=file, stderr=file)
    give_up_at = time.monotonic() + 240
    while b"Ctrl-C stops everything" not in log.read_bytes():
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < give_up_at, log.read_text()
        time.sleep(0.1)
    return process


def readyz(environment) -> tuple[int, dict[str, bool]]:
    address = f"http://127.0.0.1:{environment['PORT']}/readyz"
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            status, body = answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        status, body = error.code, json.load(error)
    return status, {name: part["ok"] for name, part in body["parts"].items()}


def wait_until_ready(environment) -> None:
    give_up_at = time.monotonic() + 90
    while (found := readyz(environment))[0] != 200:
        assert time.monotonic() < give_up_at, found
        time.sleep(0.5)


def left_of(environment) -> list[int]:
    return list(processes.marked(environment["VAR_DIR"]))


def test_the_whole_product_starts_survives_a_kill_and_stops(environment, tmp_path):
    log = tmp_path / "start.log"
    first = start(environment, log)
    wait_until_ready(environment)
    key = (tmp_path / "secret-key").read_text()
    first.kill()
    first.wait()

    second = start(environment, log)
    wait_until_ready(environment)
    steps = [
        line.split(" ...")[0].strip() for line in log.read_text().splitlines() if "..." in line
    ]
    second.send_signal(signal.SIGTERM)

    assert steps == ["Starting PostgreSQL", "Starting the broker"]
    assert second.wait(60) == 0
    assert left_of(environment) == []
    assert (tmp_path / "secret-key").read_text() == key
    assert log.read_text().endswith("Stopping ...\nStopped.\n")
