"""Every example of the API's page, run as it stands against the live product."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess

import pytest

from obligations.services import catalogue
from obligations.webhooks.models import Endpoint
from providers.models import AIModel
from tests.api.conftest import make_token
from tests.factories.evidence import make_duty
from tests.factories.providers import NOW

EXAMPLES = re.compile(r"<h3>(.*?)</h3>\s*<pre[^>]*><code>(.*?)</code>", re.DOTALL)


@pytest.mark.skipif(not shutil.which("curl"), reason="no curl on this machine")
@pytest.mark.django_db(transaction=True)
def test_every_example_runs(live_server, client, officer, provider, ai_model, tmp_path):
    catalogue.sync(now=NOW)
    duty = make_duty(ai_model, key="cop-tr-1.1")
    (tmp_path / "report.pdf").write_bytes(b"%PDF-1.7 a report")
    page = client.get("/api/v1/docs/").content.decode()
    examples = [(title, html.unescape(code)) for title, code in EXAMPLES.findall(page)]
    environment = {
        "PATH": "/usr/bin:/bin",
        "TOKEN": make_token(officer, "read", "write"),
        "API": f"{live_server.url}/api/v1",
        "MODEL": str(ai_model.pk),
        "DUTY": str(duty.pk),
        "PROVIDER": str(provider.pk),
    }

    for title, code in examples:
        script = f'curl() {{ command curl -sS --fail-with-body "$@"; }}\nset -eu\n{code}'
        done = subprocess.run(
            ["bash", "-c", script], env=environment, cwd=tmp_path, capture_output=True,
            text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (title, done.stdout, done.stderr)
        assert isinstance(json.loads(done.stdout), dict), title

    assert len(examples) == page.count("<h3>") >= 9
    assert AIModel.objects.filter(name="Aurora").exists()
    assert Endpoint.objects.get().label == "Ticket system"
