"""What can be listed: models, duties, deadlines."""

from __future__ import annotations

from argparse import Namespace
from typing import Any, Optional

from cop_tracker_client.api import Api
from cop_tracker_client.failures import FOUND_SOME, NOT_FOUND, Failure
from cop_tracker_client.output import show


def models(api: Api, given: Namespace) -> int:
    """List models."""
    rows = list(api.every("models/", q=given.q))
    columns = {"id": lambda one: one["id"], "name": lambda one: one["name"]}
    return _finish(rows, columns, given)


def duties(api: Api, given: Namespace) -> int:
    """List duties, the nearest day first."""
    query = {"status": given.status, "flag": given.flag, "due_before": given.due_before}
    rows = list(api.every("duties/", model=_model(api, given.model), key=given.key, **query))
    columns = {
        "id": lambda one: one["id"],
        "key": lambda one: one["key"],
        "model": lambda one: _name(one["model"]),
        "due": lambda one: (one["due"] or {}).get("strict"),
        "flag": lambda one: one.get("flag"),
        "work": lambda one: one.get("status"),
        "claim": lambda one: one["claim"] or "none",
        "decision": lambda one: one["decision"],
        "evidence": lambda one: one.get("freshness"),
        "title": lambda one: one["title"],
    }
    return _finish(rows, columns, given)


def deadlines(api: Api, given: Namespace) -> int:
    """List deadlines, the nearest first."""
    query = {"flag": given.flag, "due_before": given.due_before, "state": given.state}
    rows = list(api.every("deadlines/", model=_model(api, given.model), **query))
    columns = {
        "due": lambda one: one["due"]["strict"],
        "flag": lambda one: one["flag"],
        "state": lambda one: one["state"],
        "model": lambda one: _name(one["model"]),
        "what": lambda one: one["title"],
        "about": lambda one: (one["matter"] or {}).get("title") or (one["duty"] or {}).get("key"),
        "cite": lambda one: one["cite"],
    }
    return _finish(rows, columns, given)


def _finish(rows: list[Any], columns: dict[str, Any], given: Namespace) -> int:
    show(rows, columns, as_json=given.json)
    return FOUND_SOME if rows and given.fail_if_any else 0


def _name(one: Any) -> str:
    return one["name"] if one else "(provider)"


def _model(api: Api, wanted: Optional[str]) -> Optional[str]:  # noqa: UP045 -- Python 3.9
    return model_id(api, wanted) if wanted else None


def model_id(api: Api, wanted: str) -> str:
    """Find a model by its id or its exact name; raise Failure where not exactly one fits."""
    found = [one for one in api.every("models/") if wanted in (one["id"], one["name"])]
    if len(found) != 1:
        fits = "No model" if not found else f"More than one model ({len(found)})"
        raise Failure(f"{fits} is called “{wanted}”. Give its id.", NOT_FOUND)
    return str(found[0]["id"])
