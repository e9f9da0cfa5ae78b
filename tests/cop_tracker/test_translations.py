"""Message files are complete, current and compiled; and the checks that say so can fail."""

from __future__ import annotations

import gettext
from pathlib import Path

import pytest
from babel.messages import Catalog
from django.conf import settings

from cop_tracker import phrases, translations


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_every_marked_string_has_its_words(language):
    assert translations.problems(language) == [], (
        "run manage.py sync_messages, then translate what it leaves empty"
    )


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_the_files_are_compiled_where_the_pages_look(language):
    compiled = Path(settings.LOCALE_PATHS[0], language, "LC_MESSAGES", "django.mo")
    with compiled.open("rb") as file:
        words = gettext.GNUTranslations(file)

    assert words.gettext("Sign in") != "Sign in"
    assert words.ngettext("%(unread)s unread", "%(unread)s unread", 2) != "%(unread)s unread"


def test_what_is_marked_is_found_in_templates_and_modules():
    found = {one.id: one.locations[0][0] for one in translations.marked() if one.id}

    assert found["Sign in with a passkey"] == "templates/account/login.html"
    assert found["As the browser asks"] == "providers/forms/account.py"
    assert found[("%(left)s code is left", "%(left)s codes are left")].endswith("index.html")


def catalogue(**messages):
    made = Catalog(locale="fr")
    for message, words in messages.values():
        made.add(message, words)
    return made


@pytest.mark.parametrize(
    "text",
    [
        "Sealing was begun {tries} times and never ended; the operators can read why.",
        "The stored bytes of “{title}” are not those that were recorded.",
        "The export could not be made; the operators can read why.",
        "{title}: {read} rows were read and {wanted} are in the database.",
        "The preview could not be made; the operators can read why.",
        "The connection failed ({what}).",
    ],
)
def test_why_a_job_failed_is_among_the_phrases(text):
    assert text in {phrase for _, phrase in phrases.gathered()}


@pytest.mark.parametrize(
    ("message", "words", "problem"),
    [
        ("New string", None, "missing: New string"),
        ("New string", "", "not translated: New string"),
        ("Hello %(name)s", "Bonjour %(nom)s", "other placeholders: Hello %(name)s"),
        ("Hello {name}", "Bonjour", "other placeholders: Hello {name}"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(monkeypatch, message, words, problem):
    wanted = catalogue(one=(message, None))
    known = catalogue() if words is None else catalogue(one=(message, words))
    monkeypatch.setattr(translations, "marked", lambda: wanted)
    monkeypatch.setattr(translations, "read", lambda language: known)

    assert translations.problems("fr") == [problem]


def test_a_string_nobody_uses_any_more_is_said(monkeypatch):
    monkeypatch.setattr(translations, "marked", catalogue)
    monkeypatch.setattr(translations, "read", lambda language: catalogue(one=("Old", "Vieux")))

    assert translations.problems("fr") == ["left over: Old"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Se connecter"), ("de", "Anmelden"), ("en", "Sign in")]
)
def test_pages_speak_it(client, language, words):
    page = client.get("/accounts/login/", headers={"Accept-Language": language})

    assert f"<h1>{words}</h1>" in page.content.decode()
