"""The script of uploads in a browser, against answers that are hard to get from a server."""

from __future__ import annotations

import json

import pytest
from django.template.loader import render_to_string

from tests.browser import ROOT, browser

__all__ = ["browser"]

STATIC = ROOT / "cop_tracker/static/cop_tracker"
HOST = "http://localhost"  # where a browser lets scripts lock and hash
LIST = "/api/v1/uploads/"
OPENED = {"status": 201, "json": {"id": "u1"}}
REFUSED = "100 uploads are open. Record or cancel some first."
DOCUMENT = "<!doctype html><p>Something in between speaks for the server."


class Server:
    """Answers by method what it was told to, the last of a list again and again."""

    def __init__(self) -> None:
        self.answers = {
            "GET": [{"json": {"results": [], "same_bytes": []}}],
            "HEAD": [{"headers": {"Upload-Offset": "0"}}],
            "POST": [OPENED],
            "PATCH": [{"status": 204, "headers": {"Upload-Offset": "1"}}],
        }
        self.asked: list[tuple[str, str]] = []

    def answer(self, route) -> None:
        request = route.request
        self.asked.append((request.method, request.headers.get("x-csrftoken", "")))
        answers = self.answers[request.method]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        route.fulfill(**answer)

    @property
    def methods(self) -> list[str]:
        return [method for method, _token in self.asked]


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def page(browser, server):
    rows = render_to_string("obligations/evidence/_uploads.html", {"kept": []})
    scripts = "".join(
        f"<script>{(STATIC / name).read_text()}</script>" for name in ("site.js", "uploads.js")
    )
    text = (
        "<!doctype html><html lang=en><form><div data-uploads=/api/v1/uploads/ data-owner=p1>"
        f"<input type=file multiple><p data-drop-chosen></p>{rows}</div></form>{scripts}"
    )
    page = browser.new_page()
    page.route(f"{HOST}/", lambda route: route.fulfill(body=text, content_type="text/html"))
    page.route(f"{HOST}{LIST}**", server.answer)
    page.clock.install()
    page.goto(f"{HOST}/")
    yield page
    page.context.close()


def choose(page, *names: str) -> None:
    page.set_input_files(
        "input[type=file]",
        [{"name": name, "mimeType": "text/plain", "buffer": b"a"} for name in names],
    )


def told(status: int, detail: str) -> dict:
    body = json.dumps({"detail": detail})
    return {"status": status, "content_type": "application/problem+json", "body": body}


def state_of(page, name: str) -> str:
    return page.locator(".upload", has_text=name).locator("[data-part=state]").inner_text()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (told(409, REFUSED), REFUSED),
        (told(403, "Your role does not let you send files."), "Your role does not let you"),
        (told(403, "CSRF Failed: CSRF token incorrect."), "CSRF Failed"),
        (told(401, "Send a token, or sign in."), "Your sign-in has ended."),
        ({"status": 400, "body": DOCUMENT}, "The server did not take it."),
    ],
)
def test_an_upload_that_cannot_be_begun_says_why_at_once(page, server, answer, said):
    server.answers["POST"] = [answer]

    choose(page, "a.txt")

    page.locator(".is-failed").wait_for()
    assert said in state_of(page, "a.txt")
    assert server.methods == ["GET", "POST"]


def test_every_call_has_the_token_of_the_moment(page, server):
    for token in ("first", "second"):
        page.evaluate(f"document.cookie = 'csrftoken={token}; path=/'")
        choose(page, f"{token}.txt")
        page.locator(".is-whole", has_text=f"{token}.txt").wait_for()

    tokens = [token for method, token in server.asked if method in ("POST", "PATCH")]
    assert tokens == ["first", "first", "second", "second"]


def test_an_answer_that_is_no_json_is_asked_again(page, server):
    server.answers["POST"] = [{"status": 200, "body": DOCUMENT}, OPENED]

    choose(page, "a.txt")
    page.locator(".upload", has_text="It goes on by itself").wait_for()
    page.clock.run_for(2_000)

    page.locator(".is-whole").wait_for()
    assert server.methods.count("POST") == 2


def test_an_answer_about_the_whole_that_is_no_json_keeps_it_whole(page, server):
    server.answers["GET"] = [{"status": 200, "body": DOCUMENT}]

    choose(page, "a.txt")

    page.locator(".is-whole").wait_for()
    assert page.locator("input[name=uploads]").get_attribute("value") == "u1"


def test_an_error_of_our_own_stops_no_other_file(page, server):
    page.evaluate("() => { navigator.locks.request = async () => { throw new Error('ours') } }")
    choose(page, "a.txt", "b.txt")
    page.locator(".is-failed").nth(1).wait_for()
    page.evaluate("delete navigator.locks.request")

    choose(page, "c.txt")

    page.locator(".is-whole", has_text="c.txt").wait_for()
    assert state_of(page, "a.txt") == "The server did not take it."
