"""What every client may ask of every address: HEAD, and the rules for crawlers."""

import io

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import FileResponse
from django.urls import reverse

from cop_tracker.head import HeadMiddleware

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["home", "catalogue", "robots", "what-would-i-owe", "api-clocks"])
def test_head_answers_as_get_does_without_the_bytes(client, name):
    full, bare = client.get(reverse(name)), client.head(reverse(name))

    assert (bare.status_code, bare.content) == (full.status_code, b"")
    assert bare["Content-Type"] == full["Content-Type"]
    assert int(bare["Content-Length"]) > 0


def test_head_of_a_page_one_may_not_see_leads_to_the_sign_in(client):
    answer = client.head(reverse("duties"))

    assert (answer.status_code, answer["Location"][:16]) == (302, "/accounts/login/")


def test_head_changes_nothing_where_only_a_post_does(client):
    assert client.head(reverse("inbox-read")).status_code == 405


def test_crawlers_are_told_what_is_not_for_them(client):
    answer = client.get("/robots.txt")

    assert answer["Content-Type"].startswith("text/plain")
    assert "Disallow: /accounts/" in answer.content.decode()


def test_head_ends_the_request_once_and_closes_what_the_answer_holds(rf):
    ends, file = [], io.BytesIO(b"bytes")
    answer = HeadMiddleware(lambda request: FileResponse(file))(rf.head("/"))

    def count(**_):
        ends.append(file.closed)

    request_finished.disconnect(close_old_connections)
    request_finished.connect(count)
    try:
        assert (file.closed, ends) == (False, [])
        answer.close()
    finally:
        request_finished.disconnect(count)
        request_finished.connect(close_old_connections)

    assert ends == [True]
