"""Training summaries: written whole, published for good, updated in time."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from obligations.documents.models import Document
from obligations.documents.outlines import outline
from obligations.documents.services import documents
from obligations.models import Deadline, Rendering
from obligations.services.steps import NotAllowedNow
from obligations.storage import open_bytes
from obligations.summaries.models import Publication
from obligations.summaries.queries import standing
from obligations.summaries.services import publications, updates, worksheets
from providers.errors import InvalidInput, NotPermitted
from tests.api.conftest import Program
from tests.factories import providers as make
from tests.factories.providers import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()

# In the shape of a published one, dates as messy as theirs included; the words are our own.
SAID = {
    "last-update": "01/09/2025",
    "provider-name": "Fictional Models SA, contact@example.org",
    "model-names": ["Meridian-8B", "Meridian-70B"],
    "union-market": "Sept 2nd, 2025",
    "modalities": ["text"],
    "text-size": "large",
    "text-size-other": "15 trillion tokens",
    "text-types": "Web documents and code under permissive licences.",
    "latest-data": "Main data until 03/2024; some mathematical parts are later.",
    "languages": "More than 1000 languages.",
    "public-used": True,
    "public-modalities": ["text"],
    "public-large": [
        {"name": "A web corpus", "link": "https://example.org/corpus", "modality": "text"},
        {"name": "A code corpus"},
    ],
    "public-other": "Small sets for instruction.",
    "licensed-used": False,
    "private-used": False,
    "crawled-used": True,
    "crawlers": [{"name": "MeridianBot", "from": "March 2024", "to": "Up to April 2026"}],
    "crawl-content": "Pages of general interest.",
    "crawl-modalities": ["text"],
    "domains": ["example.org", "example.com"],
    "prompts-used": False,
    "services-used": False,
    "synthetic-used": False,
    "other-used": False,
    "signatory": True,
    "reservation-measures": "robots.txt is read and followed; opt-outs are applied backwards.",
    "illegal-measures": "Lists of known material are filtered out.",
}


@pytest.fixture
def document(ai_model, officer) -> Document:
    return documents.start(
        provider=ai_model.provider,
        ai_model=ai_model,
        kind="training-summary",
        by=officer,
        now=NOW,
    )


def write(document, by, **said):
    given = {
        key.replace("_", "-"): {"state": "filled", "value": value} for key, value in said.items()
    }
    documents.save(document=document, given=given, revision=document.revision, by=by, now=NOW)


def freeze(document, by, changes="First version."):
    return documents.make_version(
        document=document, changes=changes, revision=document.revision, by=by, now=NOW
    )


@pytest.fixture
def version(document, officer):
    write(document, officer, **SAID)
    return freeze(document, officer)


def publish(version, by, on=TODAY, now=NOW, **places):
    return publications.publish(version=version, published_on=on, by=by, now=now, **places)


def lacking(document, officer):
    found = standing.standing(document, officer, now=NOW, on=TODAY)
    return [one.item for one in found.findings]


def test_a_published_summary_can_be_written_whole(document, version, officer):
    make.make_fact(document.provider, "establishment", country="FR")

    # The one remark left: which date "01/09/2025" means cannot be told, nor the latest data.
    assert lacking(document, officer) == ["last-update", "latest-data"]
    assert document.content["union-market"]["value"]["meant"] == "2025-09-02"


def test_an_empty_summary_lacks_everything_that_is_asked(document, officer):
    asked = [one.key for one in outline("training-summary").items() if not one.is_optional]

    assert lacking(document, officer) == asked


def test_publishing_makes_a_page_a_pdf_and_a_file_for_programs(version, officer, client):
    publication = publish(version, officer, website="https://example.org/summary")
    address = reverse("public-summary", args=[version.document_id])

    page = client.get(address).content.decode()
    pdf = client.get(reverse("public-summary-pdf", args=[version.document_id, 1]))
    found = client.get(reverse("public-summary-json", args=[version.document_id, 1])).json()

    assert "MeridianBot" in page
    assert "Sept 2nd, 2025" in page
    assert b"".join(pdf.streaming_content).startswith(b"%PDF-")
    pdf.close()
    assert [part["key"] for part in found["sections"]][:2] == ["version", "provider"]
    assert publication.pdf.answers == ["aia-53-1-d"]


def test_earlier_versions_keep_their_address(document, version, officer, client):
    publish(version, officer)
    write(document, officer, languages="Twelve languages.")
    publish(freeze(document, officer, "Languages counted again."), officer)

    first = client.get(reverse("public-summary-version", args=[document.pk, 1])).content.decode()
    latest = client.get(reverse("public-summary", args=[document.pk])).content.decode()

    assert "More than 1000 languages." in first
    assert "This is an earlier version" in first
    assert "Twelve languages." in latest


def test_what_a_summary_says_is_text_and_never_markup(document, version, officer, client):
    tried = '<script>alert(1)</script> https://example.org/"><img src=x onerror=alert(2)>'
    write(document, officer, languages=tried, crawlers=[{"name": tried}], domains=[tried])
    publish(
        freeze(document, officer, "Tried."), officer, website='https://example.org/?a="><script>'
    )

    page = client.get(reverse("public-summary", args=[document.pk])).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert '"><script>' not in page
    assert page.count("&lt;script&gt;alert(1)") == 3


def test_a_long_list_is_folded_on_the_page_and_whole_in_every_file(
    document, version, officer, client
):
    names = [f"d{number}.example" for number in range(1_000)]
    write(document, officer, domains=names)
    publish(freeze(document, officer, "Domains."), officer)

    page = client.get(reverse("public-summary", args=[document.pk])).content.decode()
    found = client.get(reverse("public-summary-json", args=[document.pk, 2])).json()

    assert "1000 entries" in page
    said = {one["key"]: one["value"] for part in found["sections"] for one in part["items"]}
    assert said["domains"] == names


def test_the_page_names_itself_and_where_else_it_stands(document, version, officer, client):
    publish(version, officer, channels=["https://hub.example/meridian"])
    address = reverse("public-summary", args=[document.pk])

    page = client.get(address).content.decode()

    assert f'<link rel="canonical" href="http://testserver{address}">' in page
    assert 'href="https://hub.example/meridian"' in page


def test_what_is_not_published_is_not_public(document, version, client):
    for name, args in (
        ("public-summary", [document.pk]),
        ("public-summary-version", [document.pk, 1]),
        ("public-summary-pdf", [document.pk, 1]),
        ("public-summary-json", [document.pk, 1]),
        ("api-public-summary", [document.pk]),
    ):
        assert client.get(reverse(name, args=args)).status_code == 404


@pytest.mark.parametrize(
    ("on", "field"),
    [(TODAY + timedelta(days=1), "published_on"), (date(2024, 1, 1), "published_on")],
)
def test_a_day_that_cannot_be_is_refused(version, officer, on, field):
    with pytest.raises(InvalidInput) as refused:
        publish(version, officer, on=on)

    assert refused.value.field == field
    assert not Publication.objects.exists()
    assert not Rendering.objects.exists()


def test_a_version_is_published_once_and_in_order(document, version, officer):
    publish(version, officer, on=TODAY)

    with pytest.raises(NotAllowedNow):
        publish(version, officer)
    write(document, officer, languages="Other.")
    with pytest.raises(InvalidInput):
        publish(freeze(document, officer, "Again."), officer, on=TODAY - timedelta(days=1))


def test_a_place_that_is_no_address_is_named(version, officer):
    with pytest.raises(InvalidInput) as refused:
        publish(version, officer, website="javascript:alert(1)", channels=["nowhere"])

    assert {one.field for one in refused.value.problems} == {"website", "channels"}


def test_a_publication_never_changes(version, officer):
    publication = publish(version, officer)

    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        Publication.objects.filter(pk=publication.pk).update(published_on=date(2025, 1, 1))


def training(document, by, on, **given):
    said = {"changes_summary": True, "is_material": False} | given
    return updates.record_training(
        document=document,
        ended_on=on,
        description="New data.",
        because="Another modality.",
        by=by,
        now=NOW,
        **said,
    )


def test_training_that_changes_the_summary_runs_the_clock(document, version, officer):
    publish(version, officer, on=date(2026, 8, 31))

    row = training(document, officer, date(2026, 10, 1))

    deadline = Deadline.objects.get(matter="training-summary")
    assert (deadline.event_on, deadline.due_on) == (date(2026, 8, 31), date(2027, 2, 28))
    assert deadline.page == f"/summaries/{document.pk}/"

    updates.withdraw_training(training=row, because="Another model.", by=officer, now=NOW)

    assert Deadline.objects.get(pk=deadline.pk).cancelled_at == NOW


def test_the_update_stops_the_clock(document, version, officer):
    publish(version, officer, on=date(2026, 8, 31))
    training(document, officer, date(2026, 10, 1))
    write(document, officer, languages="More.")

    publish(freeze(document, officer, "More data."), officer, on=TODAY)

    deadline = Deadline.objects.get(matter="training-summary")
    assert (deadline.done_on, deadline.met_at) == (TODAY, NOW)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "ended_on"),
        ({"on": TODAY, "changes_summary": False, "is_material": True}, "is_material"),
    ],
)
def test_a_training_that_cannot_be_is_refused(document, officer, given, field):
    with pytest.raises(InvalidInput) as refused:
        training(document, officer, given.pop("on"), **given)

    assert refused.value.field == field


def test_sizes_say_what_must_be_named(document, version, officer):
    make.make_fact(document.provider, "size", size="sme")
    sizes = {f"d{number}.example": str(100 - number) for number in range(40)}

    worksheets.record(
        document=document, kind="domains", sizes=sizes, unit="GB", by=officer, now=NOW
    )
    worksheets.record(
        document=document,
        kind="datasets",
        modality="text",
        sizes={"A web corpus": "97", "Another": "3"},
        unit="tokens",
        by=officer,
        now=NOW,
    )

    found = standing.standing(document, officer, now=NOW, on=TODAY)
    assert [one.named.names for one in found.measurements] == [
        ("A web corpus",),
        ("d0.example", "d1.example"),
    ]
    assert "domains" in [one.item for one in found.findings]
    assert "public-large" not in [one.item for one in found.findings]


@pytest.mark.parametrize(
    "lines", ["", "only-a-name", "a,1\na,2", ",5", "a,many", "a,-1", "a,0", "a,NaN", "a,1e99"]
)
def test_lines_that_measure_nothing_are_refused(document, officer, lines):
    with pytest.raises(InvalidInput) as refused:
        worksheets.record(
            document=document,
            kind="domains",
            sizes=worksheets.read_lines(lines),
            unit="GB",
            by=officer,
            now=NOW,
        )

    assert refused.value.field == "lines"


def test_colleagues_read_and_do_not_write(document, version, colleague, sign_in):
    client = sign_in(colleague)

    assert client.get(reverse("summary", args=[document.pk])).status_code == 200
    assert client.post(reverse("summary-training", args=[document.pk]), {}).status_code == 403
    with pytest.raises(NotPermitted):
        publish(version, colleague)


def test_the_pages_do_what_they_say(document, version, officer, sign_in):
    client = sign_in(officer)
    page = reverse("summary", args=[document.pk])

    bad = client.post(
        reverse("summary-training", args=[document.pk]), {"description": "typed words"}
    )
    done = client.post(
        reverse("summary-publish", args=[document.pk]),
        {"version": version.pk, "published_on": "2026-01-02", "channels": "https://example.org/m"},
    )

    assert bad.status_code == 422
    assert "typed words" in bad.content.decode()
    assert done["Location"] == page
    assert Publication.objects.get().channels == ["https://example.org/m"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(
    count, provider, officer, sign_in, django_assert_num_queries
):
    for number in range(count):
        documents.start(
            provider=provider,
            ai_model=make.make_model(provider, f"Model {number}"),
            kind="training-summary",
            by=officer,
            now=NOW,
        )
    client = sign_in(officer)

    with django_assert_num_queries(6):
        client.get(reverse("summaries"))


def test_a_program_writes_publishes_and_reads(document, version, officer):
    program = Program(officer)
    base = f"summaries/{document.pk}/"

    made = program.post(
        f"{base}publications/", {"version": 1, "published_on": "2026-01-02"}, format="json"
    )
    sizes = program.post(
        f"{base}sizes/",
        {"kind": "domains", "unit": "GB", "sizes": {"example.org": "2"}},
        format="json",
    )
    one = program.get(base).json()
    public = Program().get(f"public-summaries/{document.pk}/").json()

    assert (made.status_code, made.json()["version"]) == (201, 1)
    assert sizes.json()[0]["names"] == ["example.org"]
    assert (one["public_version"], one["published_on"]) == (1, "2026-01-02")
    assert public["model"] == "Meridian"


def test_the_pdf_holds_public_answers_only(version, officer):
    publication = publish(version, officer)

    with open_bytes(provider_id=version.provider_id, sha256=publication.pdf.sha256) as stored:
        assert stored.read(5) == b"%PDF-"
    assert publication.pdf.recipient == "public"
