"""Workers killed with -9 in the middle: nothing is lost, and what is sent twice is one mail."""

import os
import signal
import subprocess
import sys
from collections import Counter
from datetime import date, datetime, timedelta
from email import message_from_bytes
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from obligations.models import Deadline, Mail, Notice
from obligations.services import deadlines, notices
from providers.actors import Role
from tests.factories.duties import make_deadline, make_notice
from tests.factories.evidence import make_duty
from tests.factories.providers import make_member, make_model, make_provider, make_user

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 12, 7, 12, 0, tzinfo=ZoneInfo("Europe/Brussels"))

PROLOGUE = """
import os, signal
from datetime import datetime
import django
django.setup()
from obligations.services import deadlines, notices, reminders
from obligations.delivery import email
now = datetime.fromisoformat(os.environ["NOW"])

def die_at(module, name, call):
    real, calls = getattr(module, name), []
    def dying(*args, **kwargs):
        calls.append(name)
        answer = real(*args, **kwargs)
        if len(calls) == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer
    setattr(module, name, dying)
"""

SCAN = (
    PROLOGUE
    + """
die_at(reminders, "messages", 3)
deadlines.scan(now=now, batch=5)
"""
)

SEND = (
    PROLOGUE
    + """
from django.conf import settings
settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
settings.EMAIL_FILE_PATH = os.environ["MAILBOX"]
die_at(email, "send", 2)
notices.send_due(now=now)
"""
)


def database_url():
    """The address of the test's own database, for another process."""
    said = connection.get_connection_params()
    host = quote(str(said.get("host") or ""), safe="")
    name = connection.settings_dict["NAME"]
    port = f"&port={said['port']}" if said.get("port") else ""
    password = f"&password={quote(str(said['password']))}" if said.get("password") else ""
    return f"postgresql://{said['user']}@/{name}?host={host}{port}{password}"


def killed(script, **environment):
    """Run a script in a process of its own, which has to die by SIGKILL."""
    environ = os.environ | environment
    environ |= {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    ended = subprocess.run([sys.executable, "-c", script], env=environ, timeout=60, check=False)
    assert ended.returncode == -signal.SIGKILL


def test_a_scan_killed_in_its_third_batch_is_finished_by_the_next():
    provider = make_provider()
    make_member(provider, Role.OFFICER)
    for _ in range(20):
        make_deadline(make_duty(make_model(provider)), date(2026, 12, 7))

    killed(SCAN, NOW=NOW.isoformat())
    assert Deadline.objects.filter(flag="due-today").count() == Notice.objects.count() == 10

    report = deadlines.scan(now=NOW)

    assert (report.checked, report.notices) == (10, 10)
    assert Notice.objects.count() == 20


def test_a_mail_whose_worker_died_before_noting_it_is_sent_again_as_the_same(tmp_path, settings):
    provider = make_provider()
    for _ in range(5):
        make_notice(make_member(provider, user=make_user()).pk, provider)

    killed(SEND, NOW=NOW.isoformat(), MAILBOX=str(tmp_path))
    assert Mail.objects.filter(sent_at=None).count() == 4
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    # Nobody touches what the dead worker may still be sending, until its claim has run out.
    assert notices.send_due(now=NOW + timedelta(minutes=1)).claimed == 0
    assert notices.send_due(now=NOW + notices.CLAIM).sent == 4

    copies = Counter(name for path in tmp_path.iterdir() for name in message_ids(path))
    assert sorted(copies.values()) == [1, 1, 1, 1, 2]
    sent = {f"<{mail.message_id}@127.0.0.1>" for mail in Mail.objects.all()}
    assert set(copies) == sent
    assert not Mail.objects.filter(sent_at=None).exists()


def message_ids(path):
    """The Message-ID of every mail in one file of the mailbox."""
    letters = path.read_bytes().split(b"\n" + b"-" * 79 + b"\n")
    return [message_from_bytes(one)["Message-ID"] for one in letters if one.strip()]
