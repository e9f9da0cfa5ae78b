"""Stored English is said in another language: whole, sentence by sentence, with its values."""

from __future__ import annotations

import time

import pytest

from obligations.phrasebook.book import Book, Piece
from tests.obligations.phrasebook import listening

WORDS = {
    "Notify the Commission": "Notifier la Commission",
    "the training compute": "la puissance de calcul d’entraînement",
    "the size of the provider": "la taille du fournisseur",
    "Framework is confirmed": "Le cadre est confirmé",
    "It applies from {day}.": "Elle s’applique depuis le {day}.",
    "That day is not recorded.": "Ce jour n’est pas enregistré.",
    "Not known: {missing}.": "Inconnu : {missing}.",
    "Due in {days} days: {title}": "À faire dans {days} jours : {title}",
    "Due in {days} days: {title} ({names})": "À faire dans {days} jours : {title} ({names})",
    "The earlier day counts; {title}, it would be {day}.": "Le {day}, ce serait : {title}.",
    "Counted {length} from {event}.": "Compté {length} à partir du {event}.",
    "{count} weeks": "{count} semaines",
    "{count} of {parts} count.": "{count} sur {parts} comptent.",
    "{name}: {rest}": "{name} : {rest}",
    "{items} and {last}": "{items} et {last}",
    "{items} or {last}": "{items} ou {last}",
}


@pytest.fixture(scope="module")
def french():
    return Book("fr", WORDS)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Notify the Commission", "Notifier la Commission"),
        ("It applies from 7 December 2026.", "Elle s’applique depuis le 7 décembre 2026."),
        (
            "It applies from 7 December 2026. That day is not recorded.",
            "Elle s’applique depuis le 7 décembre 2026. Ce jour n’est pas enregistré.",
        ),
        (
            "Not known: the training compute and the size of the provider.",
            "Inconnu : la puissance de calcul d’entraînement et la taille du fournisseur.",
        ),
        ("Due in 3 days: Notify the Commission", "À faire dans 3 jours : Notifier la Commission"),
        (
            "Due in 3 days: Notify the Commission (Aria (large))",
            "À faire dans 3 jours : Notifier la Commission (Aria (large))",
        ),
        (
            "The earlier day counts; framework is confirmed, it would be Monday 7 December 2026.",
            "Le lundi 7 décembre 2026, ce serait : le cadre est confirmé.",
        ),
        ("Counted 2 weeks from 2026-12-07.", "Compté 2 semaines à partir du 7 décembre 2026."),
        (
            "Not known: “Notify the Commission” or “Framework is confirmed”.",
            "Inconnu : «\u00a0Notifier la Commission\u00a0»"
            " ou «\u00a0Le cadre est confirmé\u00a0».",
        ),
        ("Aria: It applies from 2026-12-07.", "Aria : Elle s’applique depuis le 7 décembre 2026."),
        ("Notify the Commission 2", "Notifier la Commission 2"),
        ("Notify the Commission (Art. 52(1))", "Notifier la Commission (Art. 52(1))"),
        ("3 of 1.5e25 FLOP count.", "3 sur 1,5e25 FLOP comptent."),
    ],
)
def test_what_is_known_is_said(french, text, words):
    assert french.say(text) == words


def test_what_is_not_known_stays_as_it_is(french):
    assert french.pieces("Nobody wrote this. That day is not recorded.") == (
        Piece("Nobody wrote this. ", False),
        Piece("Ce jour n’est pas enregistré.", True),
    )


def test_a_name_before_a_sentence_takes_the_colon_of_the_language():
    book = Book("fr", {"Above the threshold": "Au-dessus du seuil"})

    assert book.say("Aurora: Above the threshold") == "Aurora\u00a0: Au-dessus du seuil"


def test_the_day_of_an_edition_is_said_beside_its_title():
    book = Book("fr", {"Code of Practice": "Code de bonnes pratiques"})

    assert book.say("Code of Practice (2025-08-01)") == "Code de bonnes pratiques (1er août 2025)"


def test_few_words_and_no_known_value_are_no_sentence_of_the_product(french):
    assert french.say("Aria: our largest model") == "Aria: our largest model"


def test_white_space_and_lines_are_kept(french):
    assert french.say(" Notify the Commission\n") == " Notifier la Commission\n"
    assert french.say("That day is not recorded.\nUnknown.\n\nNotify the Commission") == (
        "Ce jour n’est pas enregistré.\nUnknown.\n\nNotifier la Commission"
    )


def test_names_of_sources_need_no_words(french):
    assert all(piece.known for piece in french.pieces("AI Act, Art. 53(1)(a) and (2)"))


@pytest.mark.parametrize("text", ["", "   ", "It applies from 31 February 2026."])
def test_odd_texts_do_no_harm(french, text):
    assert french.say(text).strip() in ("", "Elle s’applique depuis le 31 February 2026.")


def test_german_writes_days_and_numbers_its_own_way():
    german = Book("de", {"It applies from {day}.": "Gilt ab {day}."})

    assert german.say("It applies from 7 December 2026.") == "Gilt ab 7. Dezember 2026."
    assert german.say("It applies from Monday 7 December 2026.") == (
        "Gilt ab Montag, 7. Dezember 2026."
    )


@pytest.mark.parametrize(
    "unit", ["a: b: ", "It applies: ", "x\n", ". ", "a, b and ", "a; b; ", "Lorem ipsum dolor. "]
)
def test_long_texts_of_people_are_shown_as_they_are_before_it_takes_seconds(unit):
    text, book = unit * (19_000 // len(unit)), listening.book()
    began = time.process_time()

    pieces = book.pieces(text)

    assert time.process_time() - began < 3
    assert "".join(one.text for one in pieces) == text
