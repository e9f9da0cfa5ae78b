"""The AI Office reads submitted reports on incidents, as they were submitted, and nothing else."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from obligations.incidents.exports import content, files
from obligations.incidents.exports.lists import REPORTS
from obligations.incidents.forms.office import ReportFilter
from obligations.incidents.queries import office
from obligations.law.deadlines import brussels_day
from obligations.views.office import office_required
from providers.middleware import ActorRequest
from providers.sheets import answers as sheets

PAGE = 40


@require_GET
@office_required
def office_incident_reports(request: ActorRequest) -> HttpResponseBase:
    """List submitted reports as the address says, the last submitted first."""
    form = ReportFilter(request.GET, providers=office.providers(request.actor))
    chosen = form.chosen
    found = office.chosen(
        request.actor,
        provider=UUID(chosen["provider"]) if "provider" in chosen else None,
        stage=chosen.get("stage", ""),
        class_name=chosen.get("class_name", ""),
        words=chosen.get("q", "").replace("\0", ""),
    )
    if sheets.wanted(request):
        return sheets.answer(request, REPORTS, found, now=timezone.now())
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [(one, office.classes(one), office.is_late(one)) for one in page.object_list]
    context = {
        "form": form,
        "page": page,
        "rows": rows,
        "active": len(chosen),
    }
    return render(request, "incidents/office_list.html", context)


@require_GET
@office_required
def office_incident_report(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Show one submitted report with its files, its clocks, and who submitted it."""
    rows = office.submitted(request.actor).select_related("provider", "pdf", "docx", "json")
    report = get_object_or_404(rows, pk=report_id)
    context = {
        "report": report,
        "shown": content.of(report, report.particulars, is_draft=False),
        "sight": office.sight(report, request.actor, on=brussels_day(timezone.now())),
        "files": [(name, getattr(report, name)) for name in files.FORMATS],
    }
    return render(request, "incidents/office_report.html", context)
