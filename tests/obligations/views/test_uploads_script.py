"""The script of uploads in a browser, against answers that are hard to get from a server."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Error, Route

from tests.browser import ROOT, browser

__all__ = ["browser"]

STATIC = ROOT / "cop_tracker/static/cop_tracker"
HOST = "http://localhost"  # where a browser lets scripts lock and hash
LIST = "/api/v1/uploads/"
OPENED = {"status": 201, "json": {"id": "u1"}}
TAKEN = {"status": 204, "headers": {"Upload-Offset": "1"}}
SILENT = {}  # The request hangs: neither an answer nor an end of it comes.
REFUSED = "100 uploads are open. Record or cancel some first."
DOCUMENT = "<!doctype html><p>Something in between speaks for the server."


class Server:
    """Answers by method what it was told to, the last of a list again and again."""

    def __init__(self) -> None:
        self.answers = {
            "GET": [{"json": {"results": [], "same_bytes": []}}],
            "HEAD": [{"headers": {"Upload-Offset": "0"}}],
            "POST": [OPENED],
            "PATCH": [TAKEN],
            "DELETE": [{"status": 204}],
        }
        self.asked: list[tuple[str, str]] = []
        self.hanging: list[Route] = []

    def answer(self, route) -> None:
        request = route.request
        self.asked.append((request.method, request.headers.get("x-csrftoken", "")))
        answers = self.answers[request.method]
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if answer is SILENT:
            self.hanging.append(route)
        else:
            route.fulfill(**answer)

    def end(self) -> None:
        """End what hangs, or the browser's own tasks would wait for it for ever."""
        for route in self.hanging:
            with suppress(Error):  # The page may have given it up.
                route.abort()

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
        "<!doctype html><html lang=en><form>"
        "<div data-file-drop data-uploads=/api/v1/uploads/ data-owner=p1>"
        "<div class=file-drop-zone><input type=file multiple></div>"
        f"<p data-drop-chosen></p>{rows}</div></form>{scripts}"
    )
    page = browser.new_page()
    page.route(f"{HOST}/", lambda route: route.fulfill(body=text, content_type="text/html"))
    page.route(f"{HOST}{LIST}**", server.answer)
    page.clock.install()
    page.goto(f"{HOST}/")
    yield page
    server.end()
    page.context.close()


def choose(page, *names: str) -> None:
    page.set_input_files(
        "input[type=file]",
        [{"name": name, "mimeType": "text/plain", "buffer": b"a"} for name in names],
    )


# People bring files by a drop or a paste; a browser makes such an event by a script alone.
BRING = """(place, [kind, ...names]) => {
  const data = new DataTransfer()
  for (const name of names) data.items.add(new File(["a"], name, {type: "text/plain"}))
  const all = {bubbles: true, cancelable: true}
  place.dispatchEvent(kind === "paste"
    ? new ClipboardEvent(kind, {...all, clipboardData: data})
    : new DragEvent(kind, {...all, dataTransfer: data}))
}"""


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


def test_dropped_files_are_sent(page, server):
    zone = page.locator(".file-drop-zone")

    zone.evaluate(BRING, ["dragover"])
    assert "is-over" in zone.get_attribute("class")
    zone.evaluate(BRING, ["drop", "a.txt", "b.txt"])

    page.locator(".is-whole").nth(1).wait_for()
    assert page.locator(".upload-name").all_inner_texts() == ["a.txt", "b.txt"]
    assert "is-over" not in zone.get_attribute("class")
    assert server.methods.count("PATCH") == 2


def test_a_drop_beside_the_place_for_files_sends_nothing(page, server):
    page.locator("html").evaluate(BRING, ["drop", "a.txt"])

    assert page.locator(".upload").count() == 0
    assert server.methods == ["GET"]


def test_a_pasted_screenshot_is_sent_from_wherever_the_person_is(page, server):
    page.locator("body").evaluate(BRING, ["paste", "screenshot.png"])

    page.locator(".is-whole", has_text="screenshot.png").wait_for()
    assert server.methods.count("PATCH") == 1


def test_pasted_text_is_no_file(page, server):
    page.locator("body").evaluate(BRING, ["paste"])

    assert page.locator(".upload").count() == 0
    assert server.methods == ["GET"]


def test_cancel_ends_a_running_upload_here_and_at_the_server(page, server):
    server.answers["PATCH"] = [SILENT]
    choose(page, "a.txt")
    page.locator(".upload", has_text="Is being sent.").wait_for()

    with page.expect_request(lambda one: one.method == "DELETE"):
        page.get_by_role("button", name="Cancel: a.txt").click()

    page.locator(".upload").wait_for(state="detached")
    assert page.evaluate("document.activeElement.type") == "file"
    assert page.locator("input[name=uploads]").count() == 0
    page.clock.run_for(120_000)
    assert server.methods == ["GET", "POST", "PATCH", "DELETE"]


def test_what_was_cancelled_makes_room_for_who_waits(page, server):
    server.answers["PATCH"] = [SILENT, SILENT, TAKEN]
    choose(page, "a.txt", "b.txt", "c.txt")
    page.locator(".upload", has_text="Is being sent.").nth(1).wait_for()
    assert state_of(page, "c.txt") == "Waits for its turn."

    page.get_by_role("button", name="Cancel: a.txt").click()

    page.locator(".is-whole", has_text="c.txt").wait_for()
    assert state_of(page, "b.txt") == "Is being sent."


def test_a_connection_that_went_silent_is_given_up_and_goes_on(page, server):
    server.answers["PATCH"] = [SILENT, TAKEN]
    choose(page, "a.txt")
    page.locator(".upload", has_text="Is being sent.").wait_for()

    page.clock.run_for(50_000)
    assert state_of(page, "a.txt") == "Is being sent."
    page.clock.run_for(10_000)
    page.locator(".upload", has_text="It goes on by itself").wait_for()
    page.clock.run_for(2_000)

    page.locator(".is-whole").wait_for()
    assert server.methods == ["GET", "POST", "PATCH", "HEAD", "PATCH", "GET"]


def test_a_server_that_stays_silent_is_told_after_the_last_try(page, server):
    server.answers["PATCH"] = [SILENT]
    choose(page, "a.txt")
    page.locator(".upload", has_text="Is being sent.").wait_for()

    for _ in range(9):
        page.clock.run_for(60_000)
        page.locator(".upload", has_text="It goes on by itself").or_(
            page.locator(".is-failed")
        ).wait_for()
        if page.locator(".is-failed").count():
            break
        page.clock.run_for(30_000)
        page.locator(".upload", has_text="Is being sent.").wait_for()

    assert "is kept for three days" in state_of(page, "a.txt")
    assert server.methods.count("PATCH") == 9
    server.answers["PATCH"] = [TAKEN]
    page.get_by_role("button", name="Try again").click()
    page.locator(".is-whole").wait_for()
