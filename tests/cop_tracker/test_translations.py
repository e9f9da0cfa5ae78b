"""Message files are complete, current and compiled; and the checks that say so can fail."""

from __future__ import annotations

import gettext
from io import StringIO
from pathlib import Path

import pytest
from babel.messages import Catalog
from django.conf import settings
from django.core.management import CommandError, call_command

from cop_tracker import languages, phrases, translations


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


SOURCES = {
    "one": ("Sign in", None),
    "two": (("%(left)s code is left", "%(left)s codes are left"), None),
    "three": ("Counted from {day}.", None),
}


@pytest.fixture
def begun(monkeypatch, tmp_path):
    monkeypatch.setattr(translations, "ROOT", tmp_path)
    monkeypatch.setattr(translations, "marked", lambda: catalogue(**SOURCES))
    return tmp_path / "cop_tracker/locale/pl/LC_MESSAGES/django.po"


def sync(*arguments):
    said = StringIO()
    call_command("sync_messages", *arguments, stdout=said)
    return said.getvalue().strip()


def test_a_language_begins_with_every_message_empty_and_its_own_plurals(begun):
    assert sync("--language", "pl") == "pl: 3 strings, 3 not translated."

    text = begun.read_text()
    assert "Plural-Forms: nplurals=3;" in text
    assert 'msgid "Sign in"\nmsgstr ""' in text
    assert [f'msgstr[{number}] ""' in text for number in range(4)] == [True, True, True, False]
    assert len(translations.problems("pl")) == 3


def test_a_language_keeps_its_words_and_is_compiled_once_it_can_be_chosen(
    begun, monkeypatch, tmp_path
):
    sync("--language", "pl")
    text = begun.read_text().replace(
        'msgid "Sign in"\nmsgstr ""', 'msgid "Sign in"\nmsgstr "Zaloguj"'
    )
    text = text.replace(
        '"Counted from {day}."\nmsgstr ""', '"Counted from {day}."\nmsgstr "Od {day}."'
    )
    for number, word in enumerate(("kod", "kody", "kodów")):
        text = text.replace(f'msgstr[{number}] ""', f'msgstr[{number}] "%(left)s {word}"')
    begun.write_text(text)

    assert sync("--language", "pl") == "pl: 3 strings, 0 not translated."
    assert begun.read_text() == text
    assert translations.problems("pl") == []
    monkeypatch.setattr(translations, "LANGUAGES", ("pl",))
    (compiled,) = translations.build(tmp_path / "built")
    with compiled.open("rb") as file:
        words = gettext.GNUTranslations(file)
    said = [words.ngettext(*SOURCES["two"][0], number) for number in (1, 2, 5, 22)]
    assert said == ["%(left)s kod", "%(left)s kody", "%(left)s kodów", "%(left)s kody"]


def test_a_template_holds_every_message_for_other_tools(begun, tmp_path):
    path = tmp_path / "messages.pot"

    assert sync("--template", str(path)).endswith("messages.pot: 3 strings.")

    text = path.read_text()
    assert 'msgid "Sign in"\nmsgstr ""' in text
    assert 'msgid_plural "%(left)s codes are left"' in text


@pytest.mark.parametrize("language", ["en", "xx", "../pl"])
def test_only_official_languages_of_the_union_are_begun(begun, language):
    with pytest.raises(CommandError):
        sync("--language", language)


def test_languages_that_can_be_chosen_are_the_ones_compiled():
    assert {code for code, _ in settings.LANGUAGES} == {
        settings.LANGUAGE_CODE, *translations.LANGUAGES
    }  # fmt: skip
    assert set(translations.LANGUAGES) <= languages.TRANSLATABLE


def test_no_line_of_french_breaks_before_its_marks(tmp_path, monkeypatch):
    known = Catalog(locale="fr")
    known.add("Open: “{name}”", "Ouvert : « {name} » ; 30 %, http://a.example %(a)s")
    known.add(("{n} day;", "{n} days;"), ("{n} jour ;", "{n} jours ;"))
    monkeypatch.setattr(translations, "LANGUAGES", ("fr",))
    monkeypatch.setattr(translations, "read", lambda language: known)

    (path,) = translations.build(tmp_path)

    with path.open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    said = "Ouvert\u00a0: «\u00a0{name}\u00a0»\u00a0; 30\u00a0%, http://a.example %(a)s"
    assert compiled.gettext("Open: “{name}”") == said
    assert compiled.ngettext("{n} day;", "{n} days;", 1) == "{n} jour\u00a0;"
