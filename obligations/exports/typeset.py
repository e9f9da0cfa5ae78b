"""Sets a document with Typst: data in as JSON, a tagged PDF out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates" / "exports"


def pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """Set ``templates/exports/<template>.typ`` over the data as PDF/UA-1, readable by machines.

    Text in the data is text to the template, never markup.
    """
    made = typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        format="pdf",
        pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gave pages instead of one document.")
    return made
