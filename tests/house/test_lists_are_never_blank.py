"""A list without rows says so, and says the next step."""

from __future__ import annotations

import re
from pathlib import Path

TEMPLATES = Path("templates")
LIST = re.compile(r"<c-data-table|\{% pages ")
EMPTY = re.compile(r"<c-empty\b.*?</c-empty>", re.DOTALL)
SAMPLES = ("cotton/", "public/style_guide")

# Lists that are shown only where they have rows, and who sees to that.
NEVER_EMPTY = {
    "copyright_desk/_complaints.html": "included where there are complaints",
    "copyright_desk/_crawlers.html": "included where there are crawlers",
    "copyright_desk/policy.html": "a version covers at least what it was recorded with",
    "documents/_answer.html": "shown where an answer has rows",
    "documents/_suggestions.html": "shown where there are suggestions",
    "documents/_table.html": "rows to fill in, one of them blank",
    "documents/form.html": "a form that was filled in has entries",
    "editions/_effects.html": "included for each kind of effect that occurs",
    "incidents/_clocks.html": "shown while clocks run",
    "incidents/_reports.html": "shown where there are reports",
    "incidents/calculator.html": "clocks counted from what was typed",
    "indicators/_readings.html": "the page says when nothing was read",
    "obligations/board/_matrix.html": "board/_nothing.html speaks instead",
    "obligations/board/_table.html": "board/_nothing.html speaks instead",
    "obligations/catalogue/dates.html": "the texts always set days",
    "obligations/catalogue/life.html": "the story of the Code has events",
    "obligations/home/_clocks.html": "shown while clocks run",
    "obligations/home/_concern.html": "shown where it has duties or something waits",
    "obligations/home/_questions.html": "shown where facts are missing",
    "obligations/office/_submissions.html": "included where there are submissions",
    "obligations/office/submission/_manifest.html": "the page says when nothing was frozen",
    "obligations/timeline/_targets.html": "shown where people set targets",
    "obligations/timeline/_what_if.html": "what somebody asked for in the address",
    "packages/_expected.html": "a sentence speaks instead where no text says what is expected",
    "packages/_items.html": "a sentence speaks instead, and the choice stands below",
    "providers/_invitations.html": "included where invitations wait",
    "providers/members.html": "whoever reads it is a member",
    "safety/_entries.html": "included for each kind that has entries",
    "safety/_lacks.html": "shown where something lacks",
    "safety/_office_answer.html": "shown where an answer has rows",
    "safety/risks.html": "the picture says when the register is empty",
    "summaries/_public_answer.html": "shown where an answer has rows",
    "systemic_risk/_effect_rows.html": "included where something would change",
    "systemic_risk/_entries.html": "the ledger says when nothing counts",
    "webhooks/delivery.html": "a sentence speaks before the first try",
}
# Empty states whose page has no step to offer beside them.
NO_STEP = {
    "obligations/duty/_evidence.html": "the forms that record it follow at once",
    "obligations/tools/_owe_answer.html": "the questions stand beside it",
    "obligations/tools/compute.html": "the questions stand beside it",
    "obligations/tools/deadline.html": "the questions stand beside it",
}


def pages():
    found = {path.relative_to(TEMPLATES).as_posix(): path for path in TEMPLATES.rglob("*.html")}
    return {name: path.read_text() for name, path in found.items() if not name.startswith(SAMPLES)}


def test_every_list_says_when_it_is_empty_or_is_never_empty():
    silent = {
        name
        for name, text in pages().items()
        if LIST.search(text) and "<c-empty" not in text and "{% empty %}" not in text
    }

    assert silent == set(NEVER_EMPTY)


def test_every_empty_state_offers_a_step_or_says_why_not():
    without = {
        name
        for name, text in pages().items()
        for one in EMPTY.findall(text)
        if 'name="actions"' not in one
    }

    assert without == set(NO_STEP)
