"""Which method calls which action of a view."""

from __future__ import annotations

from typing import Any

Actions = dict[str, Any]

LIST: Actions = {"get": "list"}
CREATE: Actions = {"post": "create"}
COLLECTION: Actions = {**LIST, **CREATE}
ONE: Actions = {"get": "retrieve"}
CHANGEABLE: Actions = {**ONE, "patch": "partial_update"}
ENDABLE: Actions = {**ONE, "delete": "destroy"}
WHOLE: Actions = {**CHANGEABLE, **ENDABLE}
