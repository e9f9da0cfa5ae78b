"""Summaries as they were really published can be entered whole, and say what they lack."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from django.urls import reverse

from obligations.documents.services import documents
from obligations.summaries.queries import standing
from obligations.summaries.services import publications
from tests.factories import providers as make
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
PUBLISHED = yaml.safe_load(Path(__file__).with_name("published.yaml").read_text())


@pytest.fixture(params=PUBLISHED, ids=lambda one: one["name"])
def published(request):
    return request.param


@pytest.fixture
def document(published, provider, officer):
    make.make_fact(provider, "establishment", country="FR")
    return documents.start(
        provider=provider,
        ai_model=make.make_model(provider, published["name"]),
        kind="training-summary",
        by=officer,
        now=NOW,
    )


@pytest.fixture
def written(document, published, officer):
    answers = {key: {"state": "filled", "value": one} for key, one in published["said"].items()}
    for state, name in (("not-applicable", "without"), ("unavailable", "unavailable")):
        reasons = published.get(name, {})
        answers |= {key: {"state": state, "reason": str(one)} for key, one in reasons.items()}
    return documents.save(
        document=document, given=answers, revision=document.revision, by=officer, now=NOW
    )


@pytest.fixture
def public(written, officer, client):
    version = documents.make_version(
        document=written,
        changes="As published.",
        revision=written.revision,
        by=officer,
        now=NOW,
    )
    publications.publish(version=version, published_on=TODAY, by=officer, now=NOW)
    return client.get(reverse("public-summary", args=[written.pk])).content.decode()


def test_dates_are_kept_as_written_and_read_only_where_plain(written, published):
    said = {key: written.content[key]["value"] for key in published["meant"]}

    assert {key: one["written"] for key, one in said.items()} == {
        key: published["said"][key] for key in said
    }
    assert {key: one["meant"] for key, one in said.items()} == published["meant"]


def test_what_it_lacks_is_said_each_with_its_rule(written, officer):
    found = standing.standing(written, officer, now=NOW, on=TODAY).findings
    expected = next(one for one in PUBLISHED if one["name"] == written.ai_model.name)

    assert [one.item for one in found] == expected["lacks"]
    assert all(one.cite for one in found)


def test_everybody_reads_it_as_it_was_written(public, published):
    for key in ("last-update", "text-size-other", "image-size-other"):
        assert published["said"].get(key, "") in public
    for name in published["said"]["model-names"]:
        assert name in public
    for words in published.get("unavailable", {}).values():
        assert f"Cannot be given: {words}" in public
