"""Every open question A1 to A35 is shown where it arises, with the default the product took."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils.html import escape

from obligations.catalogue.loader import catalogue
from obligations.services import catalogue as rows
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db


def entry(key):
    return reverse("catalogue-entry", args=[key])


def clock(key):
    return f"{reverse('deadline')}?{urlencode({'clock': key, 'event': '2026-12-11'})}"


CHANGE = "/law-changes/ai-act/2026-07-27/"
# Public pages on which a reader meets a question; pages behind the sign-in show many besides.
WHERE = {
    "A1": [clock("cop-ss-9.3-cybersecurity"), entry("cop-ss-9.3")],
    "A2": [clock("cop-ss-9.3-cybersecurity"), entry("cop-ss-9.3")],
    "A3": [clock("cop-ss-1.4-notification"), entry("cop-ss-7.7")],
    "A4": [clock("cop-ss-7.6-six-months"), entry("cop-ss-7.6")],
    "A5": [clock("cop-ss-7.6-six-months"), entry("cop-ss-7.6")],
    "A6": [entry("cop-ss-1.1"), entry("cop-ss-7.7")],
    "A7": [clock("cop-ss-9.3-cybersecurity"), entry("cop-ss-9.3")],
    "A8": [entry("aia-55-1-c"), entry("gl-100-incident")],
    "A9": [clock("cop-ss-9.3-death"), entry("cop-ss-9.3")],
    "A10": [entry("cop-ss-9.3")],
    "A11": [clock("aia-52-1-notification"), entry("aia-52-1")],
    "A12": [entry("aia-51-2"), entry("gl-30-estimate")],
    "A13": [entry("gl-59-modifier")],
    "A14": [entry("aia-53-2"), entry("gl-73-licence")],
    "A15": [entry("aia-53-1-a"), entry("gl-51-placing")],
    "A16": [entry("gl-56-exclusion")],
    "A17": [entry("aia-54-3-b"), entry("cop-tr-1.1")],
    "A18": [entry("aia-55-1-c")],
    "A19": [entry("aia-53-4"), "/signatories/", "/catalogue/life/"],
    "A20": [entry("cop-ss-app-2.2")],
    "A21": [entry("cop-tr-1.1")],
    "A22": [clock("cop-ss-7.7-delay"), entry("cop-ss-7.7")],
    "A23": [entry("cop-ss-1.1")],
    "A24": [entry("aia-56-5")],
    "A25": [entry("aia-101-1")],
    "A26": [entry("aia-75-1a"), CHANGE],
    "A27": [entry("gl-40-renotify")],
    "A28": [entry("aia-56-6"), CHANGE, "/catalogue/life/"],
    "A29": [clock("cop-tr-1.2-downstream-request"), entry("cop-tr-1.2")],
    "A30": [entry("aia-101-1")],
    "A31": [entry("aia-75-1a"), CHANGE],
    "A32": [entry("cop-ss-9.3")],
    "A33": [clock("cop-ss-9.3-intermediate"), entry("cop-ss-9.3")],
    "A34": [entry("aia-54-1"), entry("aia-111-3")],
    "A35": [entry("cop-tr-1.2")],
}
# Tables that name a question in a few letters lead to its words.
LEADING = {
    "A25": "/catalogue/dates/",
    "A30": "/catalogue/dates/",
    "A31": "/catalogue/dates/",
    "A34": "/catalogue/dates/",
    "A4": "/tools/clocks/",
    "A22": "/tools/clocks/",
}


def test_the_table_names_every_question():
    assert set(WHERE) == set(catalogue().doubts) == {f"A{number}" for number in range(1, 36)}


def test_every_question_is_shown_where_it_arises(client):
    rows.sync(now=NOW)
    pages = {one: client.get(one).content.decode() for found in WHERE.values() for one in found}

    missing = [
        (name, address)
        for name, found in WHERE.items()
        for address in found
        if f"Open question {name}: " not in pages[address]
        or escape(catalogue().doubts[name].default) not in pages[address]
    ]

    assert missing == []


def test_one_page_lists_all_with_their_defaults_and_where_they_arise(client):
    page = client.get(reverse("open-questions")).content.decode()

    for name, doubt in catalogue().doubts.items():
        assert f'id="{name}"' in page
        assert escape(doubt.question) in page
        assert escape(doubt.default) in page
    assert page.count("Arises in: <a") == 35


@pytest.mark.parametrize(("name", "address"), LEADING.items())
def test_letters_lead_to_the_words(client, name, address):
    page = client.get(address).content.decode()

    assert f'href="{reverse("open-questions")}#{name}"' in page
