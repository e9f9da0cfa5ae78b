"""The form filled for a real model from what its provider published; the rest stays missing.

Facts: model card and technical report of Llama 3.1 (Meta, July 2024, arXiv 2407.21783). Nothing
here was said by the provider for this form.
"""

from __future__ import annotations

import json

import pytest

from obligations.documents import answers
from obligations.documents.exports import renditions
from obligations.documents.outlines import outline
from obligations.documents.services import documents
from tests.factories.providers import NOW
from tests.obligations.documents.conftest import KIND, freeze
from tests.obligations.documents.reading import closed, everything

pytestmark = pytest.mark.django_db
FACTS = {
    "provider-name": "Meta Platforms, Inc.",
    "model-name": "Llama 3.1 405B",
    "release-date": "2024-07-23",
    "architecture": "Dense transformer with grouped-query attention.",
    "input-modalities": ["text"],
    "input-sizes": [{"modality": "text", "size": "128,000 tokens"}],
    "output-modalities": ["text"],
    "parameters": "4.05e11",
    "parameters-range": "up-to-500b",
    "licence": "Llama 3.1 Community License",
    "licence-type": "Published weights under terms that restrict use.",
    "uses": "Commercial and research use in several languages, within law and policy.",
    "data-types": ["text"],
    "data-points": [{"part": "training", "size": "1.56e13", "unit": "tokens"}],
    "data-points-rounded": [{"part": "training", "size": "1e13", "unit": "tokens"}],
    "hardware-days": [{"hardware": "H100, 80 GB", "days": "1285000"}],
    "compute": "3.8e25",
    "compute-magnitude": "1e25",
}
# What each may read of it, and an item of each that is not theirs.
READ = {
    "office": ("4.05e11", "3.8e25", "1.56e13", "Llama 3.1 Community License"),
    "authority": ("100B to 500B", "1e25", "1e13", "Llama 3.1 Community License"),
    "downstream": ("100B to 500B", "128,000 tokens", "terms that restrict use"),
}
NOT_READ = {
    "office": ("100B to 500B", "terms that restrict use"),
    "authority": ("4.05e11", "3.8e25", "128,000 tokens"),
    "downstream": ("4.05e11", "3.8e25", "1.56e13", "Llama 3.1 Community License"),
}


@pytest.fixture
def version(document, officer):
    given = {key: {"state": "filled", "value": value} for key, value in FACTS.items()}
    documents.save(document=document, given=given, revision=1, by=officer, now=NOW)
    return freeze(document, officer, changes="From public sources.")


@pytest.mark.parametrize("file_format", ["pdf", "docx", "json"])
@pytest.mark.parametrize("recipient", READ)
def test_each_recipient_reads_their_part_of_a_real_model(version, recipient, file_format):
    made = renditions.rendition(version, outline(KIND), recipient)

    text = closed(everything(renditions.written(made, file_format), file_format))

    words = {"100B to 500B": "up-to-500b"} if file_format == "json" else {}
    for told in READ[recipient]:
        assert closed(words.get(told, told)) in text
    for kept in NOT_READ[recipient]:
        assert closed(words.get(kept, kept)) not in text


@pytest.mark.parametrize("recipient", READ)
def test_what_was_not_published_is_missing_in_the_file(version, recipient):
    made = renditions.rendition(version, outline(KIND), recipient)
    said = json.loads(renditions.written(made, "json"))
    items = {one["key"]: one for section in said["sections"] for one in section["items"]}

    missing = {key for key, one in items.items() if one["state"] == "missing"}

    narrow = renditions.outlined(outline(KIND), recipient)
    assert missing == set(answers.count(narrow, version.content).missing_keys)
    assert {"union-release-date", "biases"} & items.keys() <= missing
    assert not missing & FACTS.keys()
