"""Every route and page, as a reviewer without access to a provider that shared all it can.

The reviewer reads another provider, and had access to this one that was ended: neither may open a
row. A reviewer who needs no access walks beside, so that there is something to be missed.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from obligations.incidents.models import IncidentReport
from obligations.models import Assessment
from obligations.packages.models import Package
from obligations.packages.services import sending as packages
from obligations.queries.search import sources
from obligations.queries.search.sources import Asked
from obligations.requests.models import Request
from obligations.requests.services import answers, asking
from obligations.services import comments
from obligations.systemic_risk.models import Notification
from obligations.systemic_risk.services import sending as notifications
from providers.actors import ANONYMOUS
from providers.models import AIModel, AuditEvent
from tests.api.conftest import Program
from tests.api.test_outsiders import CALLS, PRIVATE, SUBJECTS, call, every, rows, text_of
from tests.factories import providers as people
from tests.factories.assessments import submitted
from tests.factories.evidence import attach, make_comment_file, make_duty
from tests.factories.providers import NOW
from tests.house import test_outsiders as pages
from tests.obligations.incidents.conftest import submit, write

pytestmark = pytest.mark.django_db
planted = rows

# What a reviewer who needs no access reads here: without it, the walks would prove nothing.
READ_BY_PROGRAMS = {"api-assessment", "api-comment-file", "api-submissions", "api-version-file"}
READ = {
    "comment-file", "evidence-download", "evidence-preview", "inbox", "incident-report-file",
    "office", "office-file-note", "office-given", "office-given-document", "office-given-file",
    "office-incident-report", "office-incident-reports", "office-notification",
    "office-notification-file", "office-notifications", "office-packages", "office-provider",
    "office-reassessment", "office-request", "office-requests", "office-submission",
    "office-submissions", "package", "package-download", "search",
}  # fmt: skip
# It names the provider of one's own access, which may have ended.
OWN = {"api-office-access"}


@pytest.fixture
def shared(planted, provider, officer, reviewer):
    """One of everything, of which what can be is shared with the AI Office."""
    own = {"by": officer, "now": NOW}
    duty = make_duty(AIModel.objects.get(pk=planted["model"]), "aia-53-1-d")
    version = attach(duty, content=b"SECRET", title="SECRET", by=officer)
    assessment = submitted(duty, officer, position="SECRET")
    file = make_comment_file(duty, officer, assessment=assessment, is_shared=True)
    packages.share(package=Package.objects.get(pk=planted["sealed-package"]), **own)
    report = IncidentReport.objects.get(pk=planted["incident-report"])
    submit(write(report, officer, NOW), officer, NOW)
    notification = Notification.objects.get(pk=planted["notification"])
    notifications.send(
        notification=notification, sent_on=NOW.date(), channel="SECRET", revision=1, **own
    )
    asked = asking.ask(
        provider=provider,
        question=asking.Question(
            asks="SECRET", basis="aia-91", purpose="SECRET", due_on=NOW.date() + timedelta(days=30)
        ),
        by=reviewer,
        now=NOW,
    )
    return planted | {
        "duty": duty.pk,
        "evidence": version.evidence_id,
        "version": version.pk,
        "assessment": assessment.pk,
        "comment_file": file.pk,
        "package": planted["sealed-package"],
        "request": asked.pk,
        "membership": planted["member"],
        "import": planted["token"],
        "filter": planted["token"],
    }


@pytest.fixture
def guest(shared, provider, rival_provider):
    user = people.make_user("Gerda", is_office=True, needs_access=True)
    people.make_access(rival_provider, user)
    people.make_access(provider, user, ended_at=NOW, ended_because="Done.")
    return people.actor_for(user)


def test_no_route_of_the_api_opens_a_row(shared, guest, reviewer, provider):
    client, other = Program(guest), Program(reviewer)
    events = AuditEvent.objects.filter(provider=provider)
    before = events.count()

    def judge(route, method):
        response = call(client, route, method, shared)
        text = text_of(response)
        assert "SECRET" not in text
        named = [name for name, pk in shared.items() if str(pk) in text]
        assert named == [] or route.name in OWN
        if SUBJECTS[route.name]:
            assert response.status_code == 404
        assert events.count() == before

    every(CALLS, judge)
    read = [one for one in PRIVATE if one.name in READ_BY_PROGRAMS]
    texts = {one.name: text_of(call(other, one, "get", shared)) for one in read}
    assert {name for name, text in texts.items() if "SECRET" in text} == READ_BY_PROGRAMS


def test_no_page_opens_a_row(shared, guest, reviewer, provider, sign_in):
    client, other = sign_in(guest), sign_in(reviewer)
    events = AuditEvent.objects.filter(provider=provider)
    before, failed, read = events.count(), [], set()

    for name, converters in pages.PAGES:
        target = pages.address(name, converters, shared)
        is_about_a_row = any(argument in pages.ROWS for argument in converters)
        queries = ("",) if is_about_a_row else ("", "?q=secre", "?format=csv")
        answers = [client.get(target + query) for query in queries] + [client.post(target)]
        is_private = is_about_a_row and name not in pages.PUBLIC
        if any("SECRET" in text_of(one) for one in answers):
            failed.append(f"{name} says it")
        if is_private and {one.status_code for one in answers} - {302, 403, 404, 405}:
            failed.append(f"{name} answers")
        if events.count() != before:
            failed.append(f"{name} writes")
        if name in READ and "SECRET" in text_of(other.get(target + queries[:2][-1])):
            read.add(name)

    assert failed == []
    assert read == READ


def test_whatever_is_searched_is_found_by_who_may_read_it(
    shared, officer, reviewer, rival, guest, provider, colleague
):
    """Every source that is registered finds what was planted for it, and nobody else finds it."""
    said = answers.Said(answered_on=NOW.date(), given="SECRET", channel="Mail", is_final=False)
    asked_here = Request.objects.get(pk=shared["request"])
    answers.answer(request=asked_here, said=said, revision=1, by=officer, now=NOW)
    on_it = Assessment.objects.get(pk=shared["assessment"])
    about = {"duty": on_it.duty, "assessment": on_it, "is_shared": True, "now": NOW}
    day = NOW.date() + timedelta(days=7)
    comments.write(text="Which one?", answer_by=day, by=reviewer, **about)
    comments.write(text="SECRET", by=officer, **about)
    names = {"people": colleague.name, "law": "documentation", "glossary": "systemic"}
    public = {"law", "glossary"}

    def keys(actor, words, kind=""):
        asked = Asked(words=words.split(), typed=words, actor=actor, on=NOW.date())
        if kind:
            return bool(sources.page(asked, kind, 1).found.hits)
        return {one.key for one in sources.groups(asked)}

    registered = {one.key for one in sources.SOURCES}
    found = {
        key
        for key in registered
        for who in (officer, reviewer)
        for words in (names.get(key, "SECRET"), provider.name)
        if keys(who, words, key)
    }
    assert found == registered
    for key in registered:
        with CaptureQueriesContext(connection) as asked:
            keys(reviewer, "SECRET", key)
            keys(officer, "SECRET", key)
        assert len(asked) <= 2, key
    for who in (rival, guest, ANONYMOUS):
        assert keys(who, "SECRET") | keys(who, provider.name) | keys(who, colleague.name) <= public
    assert not any(one.startswith("shared-") for one in keys(officer, "SECRET"))
    assert all(one.startswith("shared-") or one in public for one in keys(reviewer, "SECRET"))
