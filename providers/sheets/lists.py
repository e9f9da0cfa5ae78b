"""The lists of providers as sheets: trail, members, tokens."""

from __future__ import annotations

import json
from typing import Any

from providers.sheets.columns import Sheet


def _detail(row: Any) -> str:
    return json.dumps(row.detail, ensure_ascii=False, sort_keys=True)


TRAIL = Sheet(
    "audit-trail",
    {
        "Position": "position",
        "When": "at",
        "Who": "actor_name",
        "Through": "actor_kind",
        "Did": "action",
        "About": "subject_name",
        "Kind of row": "subject_type",
        "Id of row": "subject_id",
        "Detail": _detail,
        "Hash before": "previous_hash",
        "Hash": "hash",
    },
)
MEMBERS = Sheet(
    "members",
    {
        "Person": lambda row: str(row.user),
        "Mail address": "user.email",
        "Role": "role",
        "Since": "created_at",
    },
)
TOKENS = Sheet(
    "api-tokens",
    {
        "What for": "label",
        "Scopes": "scopes",
        "Issued": "created",
        "Expires": "expiry",
        "Last used": "last_used_at",
        "Id": "public_id",
    },
)
TEAMS = Sheet(
    "teams",
    {
        "Team": "name",
        "People": lambda row: [str(one) for one in row.people.all()],
        "Id": "pk",
    },
)
