"""What an event looks like to a program, to Slack and to Microsoft Teams."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from obligations.webhooks.models import Format

# Slack shows at most 3,000 characters in a section and 150 in a header; Teams refuses 28 KB.
LONGEST_TEXT = 2_900
LONGEST_HEADER = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened, as people are told; ``url`` is the page it speaks of, with the host."""

    kind: str
    key: str
    title: str
    text: str
    url: str
    provider_id: UUID
    provider_name: str
    at: datetime


def write(event: Event, form: str) -> str:
    """Write an event in one form, as the text that is signed and sent."""
    match form:
        case Format.SLACK:
            body = _slack(event)
        case Format.TEAMS:
            body = _teams(event)
        case _:
            body = _standard(event)
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _standard(event: Event) -> dict[str, Any]:
    return {
        "type": event.kind,
        "timestamp": event.at.astimezone(UTC).isoformat(timespec="seconds"),
        "data": {
            "key": event.key,
            "provider": {"id": str(event.provider_id), "name": event.provider_name},
            "title": event.title,
            "text": event.text,
            "url": event.url or None,
        },
    }


def _slack(event: Event) -> dict[str, Any]:
    """Write Block Kit: https://docs.slack.dev/block-kit; ``text`` is what a notification shows."""
    header = {"type": "plain_text", "text": short(event.title, LONGEST_HEADER), "emoji": False}
    blocks: list[dict[str, Any]] = [{"type": "header", "text": header}]
    if event.text:
        said = {"type": "mrkdwn", "text": slack_text(short(event.text, LONGEST_TEXT))}
        blocks.append({"type": "section", "text": said})
    blocks.append(
        {
            "type": "context",
            "elements": [{"type": "mrkdwn", "text": slack_text(event.provider_name)}],
        }
    )
    if event.url:
        label = {"type": "plain_text", "text": "Open"}
        button = {"type": "button", "text": label, "url": event.url}
        blocks.append({"type": "actions", "elements": [button]})
    return {"text": slack_text(event.title), "blocks": blocks}


def slack_text(text: str) -> str:
    """Escape the three signs that Slack reads as marks; nothing else can call people or link."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _teams(event: Event) -> dict[str, Any]:
    """Write an Adaptive Card in the message a Teams workflow ("when a webhook request is received")
    takes.
    """
    body: list[dict[str, Any]] = [
        {"type": "TextBlock", "text": _card_text(event.title), "weight": "Bolder", "wrap": True}
    ]
    body += [
        {"type": "TextBlock", "text": _card_text(line), "wrap": True}
        for line in short(event.text, LONGEST_TEXT).splitlines()
        if line.strip()
    ]
    body.append({"type": "TextBlock", "text": _card_text(event.provider_name), "isSubtle": True})
    card: dict[str, Any] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    if event.url:
        card["actions"] = [{"type": "Action.OpenUrl", "title": "Open", "url": event.url}]
    content = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None}
    return {"type": "message", "attachments": [content | {"content": card}]}


def _card_text(text: str) -> str:
    """Keep a card from reading Markdown in what people wrote."""
    return "".join(f"\\{one}" if one in "\\*_[]`#" else one for one in text)


def short(text: str, limit: int) -> str:
    """Cut a text that is too long for where it goes, visibly."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
