"""What every page is framed with."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from obligations.context import page_frame

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("office-reassessment", "Notifications"),
        ("office-notification", "Notifications"),
        ("office-incident-report", "Incident reports"),
        ("office-request", "Requests"),
        ("office-provider", "Providers"),
    ],
)
def test_a_page_below_a_list_marks_the_line_of_the_list(rf, reviewer, name, line):
    request = rf.get(reverse(name, args=[uuid4()]))
    request.actor, request.session = reviewer, {}

    items = page_frame(request)["nav"]["items"]

    assert [one.label for one in items if one.current] == [line]
