"""What the AI Office reads of incidents on pages: submitted reports, never a draft or a record."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from obligations.incidents.services import incidents, reports, resolutions
from obligations.models import Notice
from providers.models import AIModel, Provider
from tests.factories import providers as make
from tests.factories.evidence import fresh
from tests.factories.providers import NOW
from tests.obligations.incidents.conftest import write

pytestmark = pytest.mark.django_db
LIST = "office-incident-reports"


@pytest.fixture
def incident(recorded, officer):
    """An incident with an internal remark in its record, which no report repeats."""
    return recorded("death", description="INTERNAL words", aware_because="INTERNAL ground")


def shown(client, name, *args):
    return client.get(reverse(name, args=args)).content.decode()


def test_a_draft_is_in_no_list_and_has_no_page(office, incident, officer):
    draft = write(reports.draft(incident=incident, by=officer, now=NOW), officer, NOW)

    assert office.get(reverse(LIST)).context["rows"] == []
    assert office.get(reverse("office-incident-report", args=[draft.pk])).status_code == 404
    assert office.get(reverse("incident-report-page", args=[draft.pk])).status_code == 404


def test_a_submitted_report_is_read_with_files_clocks_and_who_submitted(office, incident, sent):
    report = sent(incident, 8, reference="2026/9")

    page = shown(office, "office-incident-report", report.pk)

    assert "What is known of harm, and who suffered it." in page
    assert "Olivia" in page
    assert "2026/9" in page
    assert all(f.sha256 in page for f in (report.pdf, report.docx, report.json))
    assert "Thu 3 Dec 2026" in page
    assert page.count("Tue 1 Dec 2026") >= 1
    assert "Tue 29 Dec 2026" in page  # four weeks from the report
    assert "INTERNAL" not in page


def test_what_changes_after_a_report_stays_the_providers(office, incident, sent, officer):
    report = sent(incident, 8)
    incidents.edit(
        incident=incident,
        title="A SECRET title",
        revision=fresh(incident).revision,
        by=officer,
        now=NOW + timedelta(days=9),
    )
    resolutions.resolve(
        incident=incident,
        resolved_at=NOW + timedelta(days=9),
        resolution="SECRET measures",
        by=officer,
        now=NOW + timedelta(days=9),
    )

    page = shown(office, "office-incident-report", report.pk) + shown(office, LIST)

    assert "SECRET" not in page
    assert "A hospital stood still" in page
    assert "Final report" not in page


def test_the_clocks_are_those_that_all_reports_tell(office, incident, sent, officer):
    first = sent(incident, 11)
    at = NOW + timedelta(days=20)
    resolutions.resolve(incident=incident, resolved_at=at, resolution="Done.", by=officer, now=at)
    sent(incident, 60)

    clocks = office.get(reverse("office-incident-report", args=[first.pk])).context["sight"].clocks

    told = [(one.clock.stage, one.clock.due.strict, one.is_late) for one in clocks]
    assert told == [
        ("initial", (NOW + timedelta(days=10)).date(), True),
        ("final", (NOW + timedelta(days=80)).date(), False),
    ]


def test_a_voluntary_report_shows_no_clock(office, recorded, ai_model, sent):
    make.make_fact(ai_model, "compute", cumulative_compute_flop="1e24")
    report = sent(recorded("death"), 3)

    page = shown(office, "office-incident-report", report.pk)

    assert report.last_day is None
    assert "It reported of its own will" in page


def test_the_address_holds_the_filters(office, incident, recorded, sent, provider):
    death, infrastructure = sent(incident, 8), sent(recorded("critical-infrastructure"), 1)

    def found(query):
        rows = office.get(f"{reverse(LIST)}?{query}").context["rows"]
        return [one.pk for one, _, _ in rows]

    assert found("") == [death.pk, infrastructure.pk]
    assert found("class_name=death") == [death.pk]
    assert found(f"provider={provider.pk}&stage=initial") == [death.pk, infrastructure.pk]
    assert found("stage=final") == []
    assert found("q=fictional") == [death.pk, infrastructure.pk]
    assert found("provider=nobody&page=99") == [death.pk, infrastructure.pk]


def test_reviewers_hear_of_a_report_once_and_may_read_the_notice(incident, sent, reviewer):
    before = Notice.objects.visible_to(reviewer).count()
    report = sent(incident, 8)

    heard = Notice.objects.visible_to(reviewer)
    assert before == 0
    assert [one.path for one in heard] == [f"/office/incident-reports/{report.pk}/"]
    assert list(Provider.objects.visible_to(reviewer)) == [report.provider]
    assert not AIModel.objects.visible_to(reviewer).exists()


@pytest.mark.parametrize("who", ["officer", "colleague", "rival"])
def test_only_the_office_opens_its_pages(who, request, sign_in, incident, sent):
    report = sent(incident, 8)
    client = sign_in(request.getfixturevalue(who))

    for address in (reverse(LIST), reverse("office-incident-report", args=[report.pk])):
        assert client.get(address).status_code == 403


def test_lists_and_pages_cost_the_same_with_one_and_with_many(office, recorded, sent):
    first = sent(recorded("death"), 1)
    addresses = [reverse(LIST), reverse("office-incident-report", args=[first.pk])]

    def costs():
        found = []
        for address in addresses:
            with CaptureQueriesContext(connection) as caught:
                office.get(address)
            found.append(len(caught))
        return found

    one = costs()
    for _ in range(4):
        sent(recorded("health"), 1)
    sent(first.incident, 2)

    assert costs() == one


def test_the_providers_page_at_the_office_shows_reports_and_no_draft(
    office, incident, sent, officer, provider
):
    report = sent(incident, 8)
    write(reports.draft(incident=incident, by=officer, now=NOW + timedelta(days=9)), officer, NOW)

    page = office.get(reverse("office-provider", args=[provider.pk]))

    kinds = {one.kind.name: one.count for one in page.context["shared"]}
    assert kinds == {"Incident reports": 1}
    assert reverse("office-incident-report", args=[report.pk]) in page.content.decode()
    assert "INTERNAL" not in page.content.decode()
