"""notices/: put off, marked unread, and how notices reach one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.api.conftest import problem
from tests.factories.duties import make_notice

pytestmark = pytest.mark.django_db


def test_a_notice_is_put_off_and_brought_back(api, provider, officer):
    notice = make_notice(officer.user_id, provider)
    until = (timezone.now() + timedelta(days=3)).date().isoformat()
    address = f"notices/{notice.pk}"

    assert api.post(f"{address}/snooze/", {"until": until}).json()["snoozed_until"] == until
    assert api.get("notices/?unread=true").json()["results"] == []
    assert len(api.get("notices/?unread=false").json()["results"]) == 1

    assert api.post(f"{address}/unread/").json()["snoozed_until"] is None
    assert len(api.get("notices/?unread=true").json()["results"]) == 1


@pytest.mark.parametrize("until", ["2026-01-01", "soon", None, 5])
def test_a_day_that_cannot_be_is_refused(api, provider, officer, until):
    notice = make_notice(officer.user_id, provider)

    assert "until" in str(problem(api.post(f"notices/{notice.pk}/snooze/", {"until": until}), 400))


def test_channels_are_read_and_chosen(api):
    assert set(api.get("notices/channels/").json().values()) == {"at-once"}

    before = api.get("notices/channels/")
    after = api.patch(
        "notices/channels/", {"comments": "daily"}, HTTP_IF_MATCH=before.headers["ETag"]
    )

    assert after.json() == before.json() | {"comments": "daily"}
    stale = api.patch(
        "notices/channels/", {"comments": "inbox"}, HTTP_IF_MATCH=before.headers["ETag"]
    )
    problem(stale, 412)
