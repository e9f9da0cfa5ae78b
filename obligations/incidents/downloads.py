"""Hands out the files of reports: frozen ones as they went out, a draft's marked as a draft."""

from __future__ import annotations

from datetime import datetime

from django.http import FileResponse, Http404, HttpResponse

from obligations import downloads
from obligations.incidents.exports import files
from obligations.incidents.models import IncidentReport
from obligations.incidents.queries import particulars


def respond(
    report: IncidentReport, file_format: str, *, now: datetime
) -> FileResponse | HttpResponse:
    """Answer one file of a report that the caller has fetched with ``visible_to``.

    Raises Http404 for an unknown format. A preview is never opened inside the site, as no file is.
    """
    if file_format not in files.FORMATS:
        raise Http404
    if report.submitted_at is not None:
        return downloads.respond(getattr(report, file_format))
    told = particulars.of(report, submitted_at=None, now=now)
    made = files.make(report, told, file_format, is_draft=True)
    response = HttpResponse(made, content_type="application/octet-stream")
    name = f"DRAFT-incident-{report.incident.number}-report-{report.number}.{file_format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
