"""The command line as a program of its own, against the live product."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from obligations.models import Evidence, EvidenceVersion, Upload
from obligations.services import uploads
from tests.api.conftest import make_token
from tests.factories.duties import make_deadline
from tests.factories.providers import make_model, user_of

CLIENT = Path(__file__).parents[2] / "client"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(live_server, officer):
    # Made here: a thread of a test would leave its database connection open.
    tokens = {scopes: make_token(officer, *scopes) for scopes in (("read",), ("read", "write"))}

    def ran(*words, scopes=("read", "write"), **environment):
        usual = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(CLIENT),
            "COP_TRACKER_URL": live_server.url,
            "COP_TRACKER_TOKEN": tokens[scopes],
        }
        return subprocess.run(
            [sys.executable, "-m", "cop_tracker_client", *map(str, words)],
            env={name: value for name, value in {**usual, **environment}.items() if value},
            capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    return ran


@pytest.fixture
def report(tmp_path):
    file = tmp_path / "evaluation.txt"
    file.write_bytes(b"measured " * 400_000)
    return file


def test_a_file_is_pushed_and_pushed_again_is_one_piece(run, duty, report):
    digest = hashlib.sha256(report.read_bytes()).hexdigest()
    words = (
        "evidence",
        "push",
        report,
        "--key",
        duty.key,
        "--model",
        "Meridian",
        "--title",
        "Evals",
    )

    first = run(*words, "--covers-from", "2026-01-01", "--covers-to", "2026-06-30")
    again = run(*words, "--json")

    assert (first.returncode, first.stderr) == (0, "")
    assert f"SHA-256 {digest}" in first.stdout
    assert again.returncode == 0
    told = json.loads(again.stdout)
    assert told["is_new"] is False
    assert told["evidence"]["latest"]["covers_from"] == "2026-01-01"
    assert Evidence.objects.count() == 1


def test_two_pushes_at_once_are_one_piece(run, duty, report):
    from concurrent.futures import ThreadPoolExecutor

    words = ("evidence", "push", report, "--duty", duty.pk)
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _: run(*words), range(2)))

    assert [one.returncode for one in done] == [0, 0], [one.stderr for one in done]
    assert Evidence.objects.count() == 1


def test_lists_for_people_and_for_programs(run, provider, duty):
    make_model(provider, "Other")
    make_deadline(duty, date(2026, 12, 18))

    models = run("models", "list", "--json")
    duties = run("duties", "list", "--model", "Meridian")
    deadlines = run("deadlines", "list", "--due-before", "2026-12-31", "--fail-if-any")
    nothing = run("duties", "list", "--model", "Other", "--fail-if-any")

    assert {one["name"] for one in json.loads(models.stdout)} == {"Meridian", "Other"}
    assert duties.returncode == 0
    assert duty.key in duties.stdout
    assert deadlines.returncode == 10
    assert "2026-12-18" in deadlines.stdout
    assert nothing.returncode == 0


def test_who_the_token_acts_for(run, officer):
    told = run("whoami").stdout.splitlines()

    assert told == [
        f"Olivia <{user_of(officer).email}>: officer of Fictional Models SA",
        "Scopes: read, write",
    ]


@pytest.mark.parametrize(
    ("words", "environment", "code", "said"),
    [
        (["whoami"], {"COP_TRACKER_TOKEN": "wrong"}, 3, "unknown, has expired or was revoked"),
        (["whoami"], {"COP_TRACKER_TOKEN": ""}, 2, "Set COP_TRACKER_TOKEN"),
        (["whoami"], {"COP_TRACKER_URL": ""}, 2, "Set COP_TRACKER_URL"),
        (["whoami"], {"COP_TRACKER_URL": "http://tracker.example"}, 2, "https alone"),
        (["duties", "list", "--due-before", "soon"], {}, 1, "due_before"),
        (["duties", "list", "--model", "Nobody's"], {}, 4, "No model is called"),
        (["evidence", "push", "nowhere.pdf", "--duty", "x"], {}, 2, "cannot be read"),
        (["evidence", "pull"], {}, 2, "invalid choice"),
    ],
)
def test_mistakes_end_with_a_sentence_and_a_code(run, ai_model, words, environment, code, said):
    done = run(*words, **environment)

    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_token_that_only_reads_pushes_nothing(run, duty, report):
    done = run("evidence", "push", report, "--duty", duty.pk, scopes=("read",))

    assert done.returncode == 3
    assert "scope" in done.stderr
    assert not Evidence.objects.exists()


def test_a_refusal_names_the_field(run, duty, report):
    done = run("evidence", "push", report, "--duty", duty.pk, "--covers-from", "1999-01-01")

    assert done.returncode == 1
    assert "covers_from" in done.stderr


def test_what_was_removed_is_pushed_with_the_file(run, duty, report):
    about = ("--duty", duty.pk)
    words = ("evidence", "push", report, *about)
    stated = ("--redacted", "trade-secret", "Prices", "--redacted", "other: a contract", "Annex 2")

    first, again = run(*words, *stated), run(*words, *stated)
    other = run(*words, "--redacted", "privilege", "Page 3")
    several = run(*words[:3], report, *about, *stated)

    assert [one.returncode for one in (first, again, other, several)] == [0, 0, 1, 2], first.stderr
    assert EvidenceVersion.objects.get().redactions == [
        {"removed": "Prices", "ground": "trade-secret", "because": ""},
        {"removed": "Annex 2", "ground": "other", "because": "a contract"},
    ]
    assert "other redactions" in other.stderr
    assert "one file at a time" in several.stderr


def test_what_was_removed_is_compared_as_the_product_keeps_it(run, duty, report):
    about = ("evidence", "push", report, "--duty", duty.pk)
    stated = ("--redacted", "other: a de\u0301tail\r\nof it", " Cle\u0301s\rand names ")

    first, again = run(*about, *stated), run(*about, *stated)

    assert [one.returncode for one in (first, again)] == [0, 0], first.stderr + again.stderr
    assert EvidenceVersion.objects.get().redactions == [
        {"removed": "Cl\u00e9s\nand names", "ground": "other", "because": "a d\u00e9tail\nof it"}
    ]


def test_a_token_file_that_others_can_read_is_refused(run, tmp_path, officer):
    file = tmp_path / "token"
    file.write_text(make_token(officer, "read") + "\n")
    file.chmod(0o644)
    settings = {"COP_TRACKER_TOKEN": "", "COP_TRACKER_TOKEN_FILE": str(file)}

    refused = run("whoami", **settings)
    file.chmod(0o600)
    taken = run("whoami", **settings)

    assert (refused.returncode, taken.returncode) == (2, 0)
    assert "chmod 600" in refused.stderr


def test_a_product_that_is_away_is_said(run, monkeypatch):
    sys.path.insert(0, str(CLIENT))
    try:
        from cop_tracker_client.api import Api
        from cop_tracker_client.failures import Failure
        from cop_tracker_client.settings import Settings

        waits = []
        api = Api(Settings("http://127.0.0.1:9", "x"), sleep=waits.append)
        with pytest.raises(Failure, match="cannot be reached") as failure:
            api.get("me/")
    finally:
        sys.path.remove(str(CLIENT))

    assert failure.value.code == 5
    assert waits == [1, 2, 4, 8]


@pytest.mark.parametrize("path", sorted(CLIENT.rglob("*.py")), ids=lambda path: path.name)
def test_it_is_python_3_9_and_the_standard_library(path):
    tree = ast.parse(path.read_text(), feature_version=(3, 9))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [one.name for one in node.names]
        )
    }

    assert imported <= {*sys.stdlib_module_names, "cop_tracker_client"}


def test_several_files_are_several_pieces_and_a_bad_one_stops_no_other(run, duty, tmp_path):
    paths = [tmp_path / name for name in ("one.txt", "empty.txt", "two.txt")]
    for path, content in zip(paths, (b"1", b"", b"2"), strict=True):
        path.write_bytes(content)

    done = run("evidence", "push", *paths, "--duty", duty.pk, "--title", "Runs")

    assert done.returncode == 1
    assert "empty.txt: " in done.stderr
    assert set(Evidence.objects.values_list("title", flat=True)) == {
        "Runs: one.txt",
        "Runs: two.txt",
    }


@pytest.fixture
def large(tmp_path):
    file = tmp_path / "weights.bin"
    file.write_bytes(os.urandom(1 << 20) * 21)
    return file


def test_a_large_file_goes_on_where_an_earlier_push_was_cut_off(run, duty, large, officer):
    digest = hashlib.sha256(large.read_bytes()).hexdigest()
    # What is left of a push that was killed after 5 MB.
    begun = uploads.open_upload(
        provider=duty.provider, file_name=large.name, size=21 << 20, fingerprint=digest,
        sha256=digest, by=officer, now=timezone.now(),
    )  # fmt: skip
    with large.open("rb") as file:
        first = io.BytesIO(file.read(5 << 20))
    uploads.write(upload=begun, offset=0, source=first, by=officer, now=timezone.now())

    done = run("evidence", "push", large, "--duty", duty.pk)
    again = run("evidence", "push", large, "--duty", duty.pk)

    assert (done.returncode, done.stderr) == (0, "")
    assert f"SHA-256 {digest}" in done.stdout
    assert again.stdout.startswith("There already")
    assert Upload.objects.get().used_at is not None


def test_two_pushes_of_a_large_file_at_once_are_one_piece(run, duty, large):
    from concurrent.futures import ThreadPoolExecutor

    words = ("evidence", "push", large, "--duty", duty.pk)
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _: run(*words), range(2)))

    assert [one.returncode for one in done] == [0, 0], [one.stderr for one in done]
    assert Evidence.objects.count() == 1
