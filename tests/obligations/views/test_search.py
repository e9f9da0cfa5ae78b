"""Search: what it finds, what it forgives, and what it never shows."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from obligations.catalogue.loader import catalogue
from obligations.documents.models import Document
from obligations.phrasebook.shown import phrase
from obligations.queries.search import sources
from providers.models import User
from tests import rooms
from tests.factories import evidence as make
from tests.factories.assessments import submitted
from tests.factories.providers import NOW, make_model, make_team, user_of

# What members find of what the rooms keep.
OF_MEMBERS = {
    "complaints", "compute", "copyright-policies", "crawlers", "documents", "incidents",
    "indicators", "notifications", "packages", "reassessments", "requests", "safety", "summaries",
}  # fmt: skip
# Rooms that keep feeds, exports, steps of editions, gap analyses of duties, and addresses.
UNSEARCHED = {"calendars", "dossiers", "editions", "routes", "webhooks"}


def found(client, words):
    """Every path that a search leads to."""
    groups = client.get(reverse("search"), {"q": words}).context["groups"]
    return {hit.path for group in groups for hit in group.found.hits}


@pytest.mark.parametrize(
    "words",
    [
        "technical documentation",
        "documentation Meridian",  # what it asks, and of which model
        "documentaton meridan",  # slips of typing
        "documents",  # another form of the word
        "53(1)(a) MERIDIAN",
    ],
)
def test_a_duty_is_found_by_what_it_asks_and_of_which_model(sign_in, officer, duty, words):
    assert reverse("duty", args=[duty.pk]) in found(sign_in(officer), words)


@pytest.mark.parametrize("words", ["documentation Contrary", "zebra", "documentation zebra"])
def test_every_word_has_to_occur(sign_in, officer, duty, words):
    assert reverse("duty", args=[duty.pk]) not in found(sign_in(officer), words)


def test_evidence_is_found_by_title_and_by_what_it_proves(sign_in, officer, duty):
    version = make.attach(
        duty, by=officer, statement="x", title="Zirconium report", proves="Quartz purity"
    )
    page = reverse("evidence", args=[version.evidence_id])
    client = sign_in(officer)

    assert page in found(client, "zirconum")
    assert page in found(client, "quartz")


def test_every_room_is_searched_and_no_rival_finds_anything(sign_in, officer, rival, ai_model):
    rooms.rows(ai_model, officer, NOW)
    client, outsider = sign_in(officer), sign_in(rival)

    groups = client.get(reverse("search"), {"q": "SECRET"}).context["groups"]

    assert {one.key for one in groups} >= OF_MEMBERS
    assert found(outsider, "SECRET") == set()


def test_a_room_says_what_search_finds_of_it_or_is_known_to_keep_nothing_to_read():
    folders = {path.parent.name for path in Path("obligations").glob("*/models")}
    searched = {path.parent.parent.name for path in Path("obligations").glob("*/queries/search.py")}

    assert folders - searched == UNSEARCHED


def test_documents_are_found_by_what_they_say_and_not_by_how_it_is_kept(
    sign_in, officer, provider, ai_model
):
    content = {
        "legal_name": {"state": "filled", "value": "Zirconium"},
        "uses": {"state": "filled", "value": [{"product_name": "Quartz", "size": 4711}]},
        "contact": {"state": "not-applicable", "reason": "Nobody answers in Obsidian."},
    }
    stamp = {"created_at": NOW, "changed_at": NOW, "changed_by_name": "x"}
    pages = set()
    for kind, page in (("model-documentation", "document"), ("training-summary", "summary")):
        row = Document.objects.create(
            provider=provider, ai_model=ai_model, kind=kind, content=content, **stamp
        )
        pages.add(reverse(page, args=[row.pk]))
    client = sign_in(officer)

    for word in ("zirconium", "quartz", "4711", "obsidian"):
        assert pages <= found(client, word)
    for word in ("filled", "not-applicable", "legal_name", "product_name", "reason"):
        assert found(client, word).isdisjoint(pages)


def test_names_of_files_people_and_teams_are_found(sign_in, officer, colleague, provider, duty):
    version = make.attach(duty, by=officer, content=b"x", title="Report", name="quartz-7.txt")
    make_team(provider, "Zirconium people", user_of(colleague))
    client = sign_in(officer)

    assert reverse("evidence", args=[version.evidence_id]) in found(client, "quartz-7")
    assert reverse("teams", args=[provider.pk]) in found(client, "zirconium")
    assert reverse("members", args=[provider.pk]) in found(client, colleague.name)


def test_all_hits_of_a_kind_are_reached_page_by_page(sign_in, officer, provider, monkeypatch):
    monkeypatch.setattr(sources, "PAGE", 10)
    made = {
        reverse("model", args=[make_model(provider, f"Zirconium {number}").pk])
        for number in range(13)
    }
    client = sign_in(officer)

    answer = client.get(reverse("search"), {"q": "zirconium"})
    (models,) = (one for one in answer.context["groups"] if one.key == "models")
    first = client.get(models.found.more)
    second = client.get(reverse("search") + first.context["next"])

    assert len(models.found.hits) == sources.MOST_HITS
    pages = [answer.context["groups"][0].found.hits for answer in (first, second)]
    assert [len(hits) for hits in pages] == [10, 3]
    assert {hit.path for hits in pages for hit in hits} == made
    assert second.context["next"] == ""
    assert client.get(reverse("search"), {"q": "x", "kind": "nonsense"}).status_code == 404


def test_all_duties_are_reached_with_the_words_that_found_the_first(
    sign_in, officer, provider, rival_provider
):
    made = {
        reverse("duty", args=[make.make_duty(make_model(provider, f"Zirconium {number}")).pk])
        for number in range(sources.MOST_HITS + 2)
    }
    make.make_duty(make_model(rival_provider, "Zirconium of a rival"))
    client = sign_in(officer)

    answer = client.get(reverse("search"), {"q": "documentaton zirconum"})
    (duties,) = (one for one in answer.context["groups"] if one.key == "duties")
    (whole,) = client.get(duties.found.more).context["groups"]

    assert len(duties.found.hits) == sources.MOST_HITS
    assert {hit.path for hit in whole.found.hits} == made


@pytest.mark.parametrize("language", ["de", "fr"])
def test_titles_are_found_by_the_words_of_the_readers_language(
    sign_in, officer, ai_model, language
):
    entry = catalogue().entry("aia-53-1-a", NOW.date())
    make.make_obligation(entry.key, title=entry.title)
    duty = make.make_duty(ai_model, entry.key)
    told = phrase(entry.title, language)
    assert told != entry.title
    User.objects.filter(pk=officer.user_id).update(language=language)

    paths = found(sign_in(officer), told)

    assert reverse("duty", args=[duty.pk]) in paths
    assert reverse("catalogue-entry", args=[entry.key]) in paths


def test_a_reviewer_finds_what_was_submitted_and_nothing_else(sign_in, officer, reviewer, duty):
    hidden = make.attach(duty, by=officer, statement="x", title="Zirconium report")
    assessment = submitted(duty, officer)
    client = sign_in(reviewer)

    assert found(client, "documentation Meridian") >= {
        reverse("office-submission", args=[assessment.pk])
    }
    assert reverse("evidence", args=[hidden.evidence_id]) not in found(client, "zirconium")
    assert reverse("duty", args=[duty.pk]) not in found(client, "documentation Meridian")


def test_a_visitor_searches_the_law_alone(client, db, duty):
    answer = client.get(reverse("search"), {"q": "documentation"})

    assert {group.key for group in answer.context["groups"]} == {"law"}
    answer = client.get(reverse("search"), {"q": "systemic risk"})
    assert [group.key for group in answer.context["groups"]] == ["glossary"]


@pytest.mark.parametrize(
    "words", ["", "   ", "\0", "'; drop table x; --", "%", "a" * 5000, "&|!<->"]
)
def test_anything_may_be_typed(sign_in, officer, duty, words):
    assert sign_in(officer).get(reverse("search"), {"q": words}).status_code == 200


def test_what_was_typed_is_shown_as_text(sign_in, officer, db):
    answer = sign_in(officer).get(reverse("search"), {"q": "<script>alert(1)</script>"})

    assert "<script>alert" not in answer.content.decode()


def test_it_costs_the_same_with_many_rows(sign_in, officer, provider, duty):
    client = sign_in(officer)
    found(client, "documentation")
    with CaptureQueriesContext(connection) as one:
        found(client, "documentation")
    for number in range(5):
        model = make_model(provider, f"Documentation {number}")
        make.attach(
            make.make_duty(model), by=officer, statement="x", title=f"Documentation {number}"
        )

    with CaptureQueriesContext(connection) as many:
        found(client, "documentation")

    assert len(many) == len(one)
