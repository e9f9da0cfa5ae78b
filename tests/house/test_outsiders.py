"""Every page, as somebody who should not see it: no route is forgotten, none leaks."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests import rooms
from tests.factories.assessments import submitted
from tests.factories.evidence import attach, make_comment_file, make_duty, make_rendering
from tests.factories.providers import NOW, make_access, make_invitation, make_model, make_team

SECRET = "SECRET-OF-THE-PROVIDER"

# Pages for everyone. Everything else needs an account.
PUBLIC = {
    "home", "style-guide", "catalogue", "catalogue-entry", "code-life", "fixed-dates", "search",
    "open-questions", "glossary", "tour", "what-would-i-owe", "clocks", "deadline", "compute",
    "public-data", "public-model", "incident-report", "invitation", "robots",
} | rooms.names("PUBLIC_PAGES")  # fmt: skip
# Pages about one thing: which of the provider's rows their address names.
ROWS = {
    "duty_id": "duty",
    "model_id": "model",
    "provider_id": "provider",
    "evidence_id": "evidence",
    "version_id": "version",
    "comment_file_id": "comment_file",
    "assessment_id": "assessment",
    "notice_id": "notice",
    "membership_id": "membership",
    "invitation_id": "invitation",
    "team_id": "team",
    "access_id": "access",
    "object_id": "duty",
    "token_id": "token",
    "draft_id": "import",
    "rendering_id": "rendering",
    "filter_id": "filter",
} | rooms.table("PAGE_ROWS")
OTHERS = {"session_id": 1, "link": "wrong", "kind": "placement", "key": "aia-53-1-a"} | rooms.table(
    "PAGE_WORDS"
)


def routes(found=None, prefix=()):
    for entry in found if found is not None else get_resolver().url_patterns:
        if str(entry.pattern).startswith(("api/", "accounts/", "admin/")):
            continue
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, (*prefix, entry))
        elif isinstance(entry, URLPattern):
            yield entry


PAGES = sorted({(page.name or "", tuple(page.pattern.converters)) for page in routes()})


@pytest.fixture
def rows(provider, officer, reviewer):
    from obligations.models import Notice, SavedFilter

    model = make_model(provider, SECRET)
    duty = make_duty(model)
    version = attach(duty, statement=SECRET, title=SECRET, by=officer)
    assessment = submitted(duty, officer, position=SECRET)
    saved = SavedFilter.objects.create(
        provider=provider, user_id=officer.user_id, name=SECRET, page="duties", saved_at=NOW
    )
    return {
        "filter": saved.pk,
        "comment_file": make_comment_file(duty, officer).pk,
        "duty": duty.pk,
        "model": model.pk,
        "provider": provider.pk,
        "evidence": version.evidence_id,
        "version": version.pk,
        "assessment": assessment.pk,
        "notice": Notice.objects.values_list("pk", flat=True).first() or uuid4(),
        "membership": provider.memberships.values_list("pk", flat=True).first(),
        "team": make_team(provider, SECRET).pk,
        "access": make_access(provider, because=SECRET).pk,
        "invitation": make_invitation(provider, "SECRET@example.org").pk,
        "token": uuid4(),
        "import": uuid4(),
        "rendering": make_rendering(model, officer, title=SECRET, content=SECRET.encode()).pk,
        **rooms.rows(model, officer, NOW),
    }


def address(name, converters, rows):
    from django.urls import reverse

    kwargs = {}
    for argument in converters:
        if argument in ROWS:
            kwargs[argument] = rows[ROWS[argument]]
        elif argument == "pk":
            kwargs[argument] = rows["provider"]
        elif argument == "kind" and name == "activity":
            kwargs[argument] = "duty"
        elif argument == "kind" and "evidence" in name:
            kwargs[argument] = "file"
        else:
            kwargs[argument] = OTHERS[argument]
    return reverse(name, kwargs=kwargs)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "converters"), PAGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_and_rivals_learn_nothing(
    name, converters, method, rows, sign_in, rival, stranger
):
    target = address(name, converters, rows)

    for who in (stranger, rival):
        answer = getattr(sign_in(who), method)(target)

        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert SECRET not in body.decode(errors="replace"), (name, who.name)
        assert answer.status_code < 500
        about_a_row = any(argument in ROWS for argument in converters)
        if about_a_row and name not in PUBLIC:
            assert answer.status_code in (302, 403, 404, 405), (name, who.name)
        if who is stranger and name not in PUBLIC:
            assert answer.status_code in (302, 404, 405), name
            if answer.status_code == 302:
                assert answer["Location"].startswith("/accounts/login/")
