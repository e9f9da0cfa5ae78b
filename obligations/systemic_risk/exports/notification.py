"""A notification as the Commission reads it: PDF and JSON, with what is missing named."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.utils import translation

from obligations.exports import typeset
from obligations.law.figures import two_figures
from obligations.law.notifications import CONDITIONS, GROUNDS, LINES, Condition, RebuttalLine, items
from obligations.law.wording import long_date
from obligations.systemic_risk.models import Notification
from providers.kinds.clean import decimal_text
from providers.written import ENGLISH

NOT_STATED = "Not stated."


def compute_text(value: Decimal | None) -> str:
    """Write compute in FLOP with two significant figures (Guidelines, para. 31)."""
    return f"{two_figures(value)} FLOP" if value else ""


@translation.override(ENGLISH)
def pdf(notification: Notification) -> bytes:
    """Set a notification as PDF/UA-1."""
    contents = notification.contents()
    listed = items(contents)
    return typeset.pdf(
        "notification",
        {
            "title": f"Notification under Article 52(1): {notification.model_name or 'a model'}",
            "provider": notification.provider.name,
            "sent": long_date(notification.sent_on) if notification.sent_on else "Draft, not sent",
            "channel": notification.channel or NOT_STATED,
            "reference": notification.reference or "None given",
            "follows": _follows(notification),
            "parts": _parts(notification),
            "rebuttal": _rebuttal(notification),
            "missing": [f"{one.label} ({one.cite})" for one in listed if not one.is_stated],
        },
    )


def _follows(notification: Notification) -> str:
    before = notification.follows
    if before is None or before.sent_on is None:
        return ""
    return (
        f"Follows the notification of {long_date(before.sent_on)}: {notification.follows_because}"
    )


def _parts(notification: Notification) -> list[dict[str, str]]:
    said = {
        "Condition": CONDITIONS[Condition(notification.condition)]
        if notification.condition
        else "",
        "Model": notification.model_name,
        "Day met or known": long_date(notification.known_on) if notification.known_on else "",
        "Training compute": compute_text(notification.compute_flop),
        "How it was estimated": notification.approach,
        "Approximations": notification.approximations,
    }
    if notification.condition == Condition.MODIFICATION:
        said["Original model"] = notification.original_model
    return [{"label": label, "text": value or NOT_STATED} for label, value in said.items()]


def _rebuttal(notification: Notification) -> list[dict[str, str]]:
    if not notification.with_rebuttal:
        return []
    line = LINES[RebuttalLine(notification.line)] if notification.line else ""
    said = {"Line": line, "Arguments": notification.arguments}
    said |= {label: notification.grounds.get(key, "") for key, label in GROUNDS.items()}
    return [{"label": label, "text": value or NOT_STATED} for label, value in said.items()]


@translation.override(ENGLISH)
def as_json(notification: Notification) -> bytes:
    """Write the same as JSON; null says that something is not stated."""
    flop = notification.compute_flop
    body: dict[str, Any] = {
        "subject": "Notification under Article 52(1) of Regulation (EU) 2024/1689",
        "provider": notification.provider.name,
        "model": notification.model_name or None,
        "condition": notification.condition or None,
        "met_or_known_on": notification.known_on.isoformat() if notification.known_on else None,
        "training_compute_flop": two_figures(flop) if flop else None,
        "training_compute_flop_exact": decimal_text(flop) if flop else None,
        "estimation_approach": notification.approach or None,
        "approximations": notification.approximations or None,
        "original_model": notification.original_model or None,
        "follows": str(notification.follows_id) if notification.follows_id else None,
        "follows_because": notification.follows_because or None,
        "sent_on": notification.sent_on.isoformat() if notification.sent_on else None,
        "channel": notification.channel or None,
        "reference": notification.reference or None,
        "rebuttal": _rebuttal_json(notification),
        "missing": [one.key for one in items(notification.contents()) if not one.is_stated],
    }
    return json.dumps(body, ensure_ascii=False, indent=2).encode()


def _rebuttal_json(notification: Notification) -> dict[str, Any] | None:
    if not notification.with_rebuttal:
        return None
    return {
        "line": notification.line or None,
        "arguments": notification.arguments or None,
        "grounds": {key: notification.grounds.get(key) or None for key in GROUNDS},
    }
