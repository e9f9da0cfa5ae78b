"""The Celery app and the whole timetable on one screen."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging, worker_init, worker_process_init
from django_structlog.celery.steps import DjangoStructLogInitStep

from cop_tracker.embedded.processes import die_with_my_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cop_tracker.settings")

LONGEST_TASK = 60 * 60  # seconds

app = Celery("cop_tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    timezone="Europe/Brussels",
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    # A task is forgotten only once it has ended: what a killed worker held is done again.
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    worker_prefetch_multiplier=1,
    task_time_limit=LONGEST_TASK,
    broker_connection_retry_on_startup=True,
    broker_transport_options=(
        {"visibility_timeout": LONGEST_TASK + 300}
        if os.environ.get("CELERY_BROKER_URL", "redis").startswith("redis")
        else {}
    ),
    beat_schedule={
        "send notices": {"task": "send_notices", "schedule": 60.0, "options": {"expires": 60}},
        "send webhooks": {"task": "send_webhooks", "schedule": 60.0, "options": {"expires": 60}},
        "forget webhooks": {"task": "forget_webhooks", "schedule": crontab(hour=4, minute=45)},
        "complaint letters": {
            "task": "send_complaint_letters",
            "schedule": 60.0,
            "options": {"expires": 60},
        },
        "erase complainants": {"task": "erase_complainants", "schedule": crontab(hour=4, minute=5)},
        "scan deadlines": {"task": "scan_deadlines", "schedule": crontab(minute="*/15")},
        "scan evidence": {"task": "scan_evidence", "schedule": crontab(hour=1, minute=45)},
        # The day in Brussels begins at midnight: what falls due today is known minutes later.
        "first scan of the day": {"task": "scan_deadlines", "schedule": crontab(hour=0, minute=1)},
        # A request to make an export goes to a worker at once; this sees to those it lost.
        "make exports": {"task": "make_exports", "schedule": 60.0, "options": {"expires": 60}},
        "resume sealing": {"task": "resume_sealing", "schedule": 60.0, "options": {"expires": 60}},
        "safety clocks": {"task": "refresh_safety_clocks", "schedule": crontab(hour=2, minute=30)},
        "requests": {"task": "refresh_request_clocks", "schedule": crontab(hour=2, minute=35)},
        "keeping": {"task": "refresh_document_keeping", "schedule": crontab(hour=3, minute=45)},
        "sweep incidents": {"task": "sweep_incidents", "schedule": crontab(hour=2, minute=45)},
        "preview law changes": {"task": "make_edition_previews", "schedule": crontab(minute="*/5")},
        "ways": {"task": "follow_ways", "schedule": crontab(hour=3, minute=0)},
        "nightly": {"task": "nightly", "schedule": crontab(hour=2, minute=15)},
        "verify audit": {"task": "verify_audit", "schedule": crontab(hour=3, minute=15)},
        "verify files": {"task": "verify_files", "schedule": crontab(hour=4, minute=15)},
    },
)
app.autodiscover_tasks()
app.conf.beat_scheduler = "cop_tracker.pulse:Timetable"
app.steps["worker"].add(DjangoStructLogInitStep)


@setup_logging.connect
def use_our_logs(**_: Any) -> None:
    """Keep Django's logging: Celery would put its own in its place."""


@worker_init.connect
def say_we_are_alive(**_: Any) -> None:
    """Let the worker's heartbeat be heard (the timetable says so by itself)."""
    from cop_tracker import pulse  # noqa: F401, PLC0415 -- app ready


@worker_process_init.connect
def end_with_the_worker(**_: Any) -> None:
    """Let the worker's forked processes end with it, even when it is killed."""
    die_with_my_parent()
