"""Every action that the code writes into the audit trail has its words, and no word is idle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from obligations import actions
from obligations.copyright_desk.models.complaints import OPEN, State
from providers.services import facts
from tests.factories.providers import NOW

ROOT = Path(__file__).parents[2]
# Where an action is put together, what it can become; a new place has to be named here.
COMPOSED = {
    "assessment.{decision}": ["assessment.accepted", "assessment.returned"],
    "complaint.{row.outcome}": [f"complaint.{one}" for one in State if one not in OPEN],
    "edition.{verb}": ["edition.applied", "edition.undone"],
}
# Where an action is handed on: the function whose first argument it is.
HANDED_ON = {"providers/receivers.py": "_tell"}


def written() -> Iterator[tuple[str, str]]:
    for folder in ("obligations", "providers", "cop_tracker"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            place = str(path.relative_to(ROOT))
            tree = ast.parse(path.read_text())
            for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
                for name in named(call, tree, place):
                    yield place, name


def named(call: ast.Call, tree: ast.Module, place: str) -> list[str]:
    called = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if called == HANDED_ON.get(place):
        return [ast.literal_eval(call.args[0])]
    value = next((one.value for one in call.keywords if one.arg == "action"), None)
    if called not in ("change", "tell") or value is None:
        return []
    match value:
        case ast.Constant():
            return [value.value]
        case ast.JoinedStr():
            return COMPOSED[ast.unparse(value)[2:-1]]
        case ast.Name(id=name):
            return [] if place in HANDED_ON else assigned(tree, name)
    raise AssertionError(f"{place}: {ast.unparse(value)}")


def assigned(tree: ast.Module, name: str) -> list[str]:
    """Every text that a name of the module can stand for; one of several by a condition, too."""
    values = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name
    ]
    parts = [
        part
        for value in values
        for part in ((value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,))
    ]
    found = [ast.literal_eval(part) for part in parts]
    assert found, f"{name} stands for no text of its module"
    return found


def test_every_action_has_words_and_every_word_an_action():
    found = {name for _, name in written()}

    assert found == set(actions.ACTIONS)


def test_words_go_on_behind_a_name_and_no_two_actions_read_alike():
    said = [actions.said(name) for name in actions.ACTIONS]

    assert len(set(said)) == len(said)
    assert all(one[0].islower() and one[-1].isalnum() for one in said)


def test_an_action_of_an_older_release_reads_as_its_name():
    assert actions.said("duty.snoozed-by_hand") == "duty snoozed by hand"


@pytest.mark.django_db
def test_the_trail_shows_the_words(provider, ai_model, officer, sign_in):
    facts.record(
        provider=provider,
        ai_model=ai_model,
        kind="general-purpose",
        value={"decision": True},
        known_on=NOW.date(),
        by=officer,
        now=NOW,
    )

    page = sign_in(officer).get(f"/providers/{provider.pk}/trail/").content.decode()

    assert "recorded a fact" in page
