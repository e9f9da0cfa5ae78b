"""Every route of the API, as everybody who should not be there; an unlisted route fails."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

import pytest
from django.urls import reverse

from cop_tracker import api_urls
from providers.models import ApiToken, AuditEvent
from tests import rooms
from tests.api.conftest import Program, make_token, problem
from tests.factories import assessments as made
from tests.factories import providers as people
from tests.factories.duties import make_deadline, make_notice
from tests.factories.evidence import (
    attach,
    make_comment_file,
    make_duty,
    make_rendering,
    make_upload,
)

pytestmark = pytest.mark.django_db

# Everything else needs a token.
PUBLIC = {
    "api-index",
    "api-schema",
    "api-docs",
    "api-nothing",
    "api-obligations",
    "api-obligation",
    "api-fixed-dates",
    "api-code-life",
    "api-public-models",
    "api-public-rulings",
    "api-glossary",
    "api-applicability",
    "api-deadline-tool",
    "api-compute",
    "api-clocks",
} | rooms.names("PUBLIC_ROUTES")
# What each private route is about; None: nothing in particular.
SUBJECTS = {
    "api-me": None,
    "api-tokens": None,
    "api-token": "token",
    "api-providers": None,
    "api-provider": "provider",
    "api-provider-facts": "provider",
    "api-two-factors": "provider",
    "api-members": "provider",
    "api-teams": "provider",
    "api-team": "provider",
    "api-invitations": "provider",
    "api-invitation": "provider",
    "api-invitation-resend": "provider",
    "api-member": "provider",
    "api-verification": "provider",
    "api-models": None,
    "api-imports": None,
    "api-import-preview": None,
    "api-model": "model",
    "api-lineage": "model",
    "api-model-facts": "model",
    "api-versions": "model",
    "api-rulings": "model",
    "api-status": "model",
    "api-search": None,
    "api-events": None,
    "api-event": "event",
    "api-duty-activity": "duty",
    "api-evidence-activity": "evidence",
    "api-assessment-activity": "assessment",
    "api-model-activity": "model",
    "api-duties": None,
    "api-duty-assignments": None,
    "api-duty": "duty",
    "api-duty-evidence": "duty",
    "api-duty-routes": "duty",
    "api-duty-comments": "duty",
    "api-deadlines": None,
    "api-deadline": "deadline",
    "api-uploads": None,
    "api-upload": "upload",
    "api-evidence": None,
    "api-piece": "evidence",
    "api-piece-versions": "evidence",
    "api-piece-duties": "evidence",
    "api-piece-duty": "evidence",
    "api-piece-withdrawal": "evidence",
    "api-version": "version",
    "api-version-file": "version",
    "api-version-verification": "version",
    "api-comment-file": "comment_file",
    "api-assessments": None,
    "api-assessment": "assessment",
    "api-submit": "assessment",
    "api-file-note": "assessment",
    "api-assessment-withdrawal": "assessment",
    "api-assessment-reviews": "assessment",
    "api-assessment-comments": "assessment",
    "api-reviews": None,
    "api-review": "review",
    "api-notices": None,
    "api-notice-channels": None,
    "api-notices-read": None,
    "api-notice": "notice",
    "api-notice-read": "notice",
    "api-notice-snooze": "notice",
    "api-notice-unread": "notice",
    "api-submissions": None,
    "api-office-access": None,
    "api-office-access-one": "access",
    "api-office-access-end": "access",
    "api-office-notes": None,
    "api-renderings": None,
    "api-rendering": "rendering",
    "api-rendering-file": "rendering",
} | rooms.table("ROUTES")
# A body that would do something, for the routes whose empty body is a mistake of its own.
BODIES = {
    "api-teams": {"name": "Planted", "people": []},
    "api-team": {"name": "Planted"},
    "api-two-factors": {"required": True},
    "api-provider-facts": {"kind": "establishment", "country": "FR"},
    "api-invitations": {"email": "planted@example.org", "name": "Planted", "role": "officer"},
    "api-member": {"role": "officer"},
    "api-models": {"name": "Planted"},
    "api-model": {"name": "Planted"},
    "api-provider": {"name": "Planted"},
    "api-model-facts": {"kind": "placement", "union_market_date": "2026-09-01"},
    "api-versions": {"label": "planted"},
    "api-duty-assignments": {"provider": "", "duties": [], "target_on": "2026-12-01"},
    "api-duty": {"target_on": "2026-12-01"},
    "api-duty-evidence": {"statement": "planted", "title": "planted"},
    "api-duty-comments": {"text": "planted"},
    "api-piece": {"title": "planted"},
    "api-piece-versions": {"statement": "planted"},
    "api-piece-withdrawal": {"because": "planted"},
    "api-assessment": {"position": "planted"},
    "api-assessment-withdrawal": {"because": "planted"},
    "api-assessment-reviews": {"decision": "accepted", "reason": "planted"},
    "api-assessment-comments": {"text": "planted"},
    "api-office-access-one": {"ends_on": "2027-12-01"},
    "api-office-access-end": {"because": "planted"},
    "api-tokens": {"label": "planted", "scopes": ["read"]},
} | rooms.table("BODIES")


class Route(NamedTuple):
    name: str
    converters: tuple[str, ...]
    methods: tuple[str, ...]


def routes(patterns=api_urls.urlpatterns):
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from routes(one.url_patterns)
        else:
            actions = getattr(one.callback, "actions", None) or {"get": "get"}
            yield Route(one.name, tuple(one.pattern.converters), tuple(actions))


PRIVATE = [route for route in routes() if route.name not in PUBLIC]
CALLS = [(route, method) for route in PRIVATE for method in route.methods]
WRITES = [(route, method) for route, method in CALLS if method != "get"]


def named(call) -> str:
    return f"{call[1]} {call[0].name}"


def test_every_route_is_listed_here():
    found = {route.name for route in routes()}

    assert found == PUBLIC | SUBJECTS.keys()


@pytest.fixture
def rows(provider, officer, colleague, reviewer, synced, now) -> dict[str, object]:
    """One of everything, of ``provider``; the officer could use each of them."""
    ai_model = people.make_model(provider, "SECRET model")
    duty = make_duty(ai_model)
    version = attach(duty, statement="SECRET", title="SECRET", by=officer)
    Program(officer).post(f"/api/v1/models/{ai_model.pk}/versions/", {"label": "SECRET"})
    deadline = make_deadline(duty, date(2026, 12, 1), title="SECRET")
    review = made.decided(make_duty(ai_model, "aia-53-1-b"), officer, reviewer, "accepted")
    make_token(officer)
    return {
        "comment_file": make_comment_file(duty, officer).pk,
        "upload": make_upload(officer, name="SECRET.txt").pk,
        "provider": provider.pk,
        "model": ai_model.pk,
        "duty": duty.pk,
        "evidence": version.evidence_id,
        "version": version.pk,
        "deadline": deadline.pk,
        "assessment": made.drafted(duty, officer, position="SECRET").pk,
        "review": review.pk,
        "event": AuditEvent.objects.filter(provider=provider).first().pk,
        "notice": make_notice(officer.user_id, provider, title="SECRET").pk,
        "token": ApiToken.objects.filter(user_id=officer.user_id).first().public_id,
        "access": people.make_access(provider, because="SECRET").pk,
        "team": people.make_team(provider, "SECRET team").pk,
        "invitation": people.make_invitation(provider, "SECRET@example.org").pk,
        "member": provider.memberships.get(user_id=colleague.user_id).pk,
        "rendering": make_rendering(ai_model, officer, title="SECRET", content=b"SECRET").pk,
        **rooms.rows(ai_model, officer, now),
    }


def call(client: Program, route: Route, method: str, rows):
    names = {"pk": SUBJECTS[route.name]}
    # A version is named by its number.
    kwargs = {one: 1 if one == "number" else rows[names.get(one, one)] for one in route.converters}
    path = reverse(route.name, kwargs=kwargs)
    if method == "get":
        return client.get(path)
    body = dict(BODIES.get(route.name, {}))
    if route.name in ("api-uploads", "api-upload") and method != "delete":
        headers = {"Upload-Length": "5", "Upload-Offset": "0"}
        headers["Upload-Metadata"] = "filename cGxhbnRlZA=="
        kind = "application/offset+octet-stream" if method == "patch" else "text/plain"
        return client.generic(method.upper(), path, b"12345", content_type=kind, headers=headers)
    if route.name in ("api-imports", "api-import-preview"):
        return client.post(path, body, format="multipart")
    if "provider" in body:
        body["provider"] = str(rows["provider"])
    if route.name == "api-piece-duties":
        body = {"duty": str(rows["duty"])}
    if route.name == "api-duty-assignments":
        body["duties"] = [{"id": str(rows["duty"]), "revision": 1}]
    if route.name == "api-assessments":
        body = {"duty": str(rows["duty"])}
    return getattr(client, method)(path, body, HTTP_IF_MATCH='"1"')


def text_of(response) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode(errors="replace")
    return response.content.decode(errors="replace")


def every(calls, judge) -> None:
    """Judge each call; name all that fail, not the first alone."""
    failed = []
    for one in calls:
        try:
            judge(*one)
        except AssertionError as error:
            failed.append(f"{named(one)}: {error}"[:300])
    assert failed == []


def test_without_a_token_that_counts_there_is_nothing(rows, officer, stranger_api):
    revoked = make_token(officer)
    ApiToken.objects.filter(token_key=revoked[:15]).delete()
    expired = make_token(officer, expires_in=timedelta(seconds=-1))
    before = AuditEvent.objects.count()

    def judge(route, method):
        response = call(stranger_api, route, method, rows)
        problem(response, 401)
        assert "SECRET" not in text_of(response)

    for token in (None, revoked, expired):
        if token:
            stranger_api.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
        every(CALLS, judge)
    assert AuditEvent.objects.count() == before


def test_a_rival_finds_nothing_and_changes_nothing(rows, rival):
    client = Program(rival)

    def judge(route, method):
        before = AuditEvent.objects.filter(provider_id=rows["provider"]).count()
        response = call(client, route, method, rows)
        text = text_of(response)
        assert "SECRET" not in text
        assert [name for name, pk in rows.items() if str(pk) in text] == []
        if SUBJECTS[route.name]:
            problem(response, 404)
        assert AuditEvent.objects.filter(provider_id=rows["provider"]).count() == before

    every(CALLS, judge)


# What a colleague may do although it writes: what is about themselves, leaving included.
COLLEAGUES_OWN = {
    ("api-tokens", "post"),
    ("api-token", "delete"),
    ("api-member", "delete"),
    ("api-notice-channels", "patch"),
    ("api-notices-read", "post"),
    ("api-notice-read", "post"),
    ("api-notice-snooze", "post"),
    ("api-notice-unread", "post"),
    ("api-model-exports", "post"),  # what one may read, one may take away
}


def test_a_colleague_writes_nothing(rows, colleague):
    client = Program(colleague)

    def judge(route, method):
        before = AuditEvent.objects.count()
        response = call(client, route, method, rows)
        # 404 where it is another person's own, or another role's alone.
        assert response.status_code in (400, 403, 404, 412), response.content
        assert AuditEvent.objects.count() == before

    every([one for one in WRITES if (one[0].name, one[1]) not in COLLEAGUES_OWN], judge)


def test_a_token_that_may_only_read_writes_nothing(rows, officer):
    client = Program(officer, "read")
    before = AuditEvent.objects.count()

    def judge(route, method):
        assert "scope" in problem(call(client, route, method, rows), 403)["detail"]

    every(WRITES, judge)
    assert AuditEvent.objects.count() == before


def test_the_officer_finds_what_the_others_did_not(rows, officer):
    client = Program(officer)

    def judge(route, method):
        # The version is a statement, which has no file; the assessment is a draft.
        nothing = {"api-version-file", "api-file-note"} | rooms.names("MISSING")
        wanted = 404 if route.name in nothing else 200
        response = call(client, route, method, rows)
        assert response.status_code == wanted
        text_of(response)  # a file is read to its end, which closes it

    every([one for one in CALLS if one[1] == "get"], judge)
