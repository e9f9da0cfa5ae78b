"""Sets a document with Typst: data in as JSON, a tagged PDF out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import typst

Standard = Literal["ua-1", "a-2a", "a-3b"]

TEMPLATES = Path(__file__).resolve().parent.parent.parent / "templates" / "exports"


def pdf(template: str, data: Mapping[str, Any], *, standard: Standard = "ua-1") -> bytes:
    """Set ``templates/exports/<template>.typ`` over the data as a tagged PDF.

    ``standard`` is PDF/UA-1, readable by machines, or an archival one such as "a-2a".

    Text in the data is text to the template, never markup.
    """
    made = typst.compile(
        str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        format="pdf",
        pdf_standards=[standard],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    if not isinstance(made, bytes):
        raise TypeError("Typst gave pages instead of one document.")
    return made
