"""The command line is installed as its README says, and runs without our checkout."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

CLIENT = Path(__file__).parents[2] / "client"


def test_pip_installs_a_command_that_runs(tmp_path):
    source = shutil.copytree(CLIENT, tmp_path / "client")  # Building leaves files beside it.
    target = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--no-index", "--no-build-isolation"]
    subprocess.run([*pip, "--target", str(target), str(source)], check=True, capture_output=True)

    answer = subprocess.run(
        [str(target / "bin" / "cop-tracker"), "evidence", "push", "--help"],
        env={"PYTHONPATH": str(target)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert answer.returncode == 0, answer.stderr
    assert "cop-tracker evidence push" in answer.stdout
