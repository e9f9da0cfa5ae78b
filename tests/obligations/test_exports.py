"""Each list as a file: the rows of the page, all of them, with and without filters."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from obligations.models import Notice
from obligations.services import catalogue, notices
from tests.factories.evidence import make_duty
from tests.factories.providers import NOW, make_model, make_provider
from tests.house.test_outsiders import address, rows  # noqa: F401 -- the fixture

pytestmark = pytest.mark.django_db

OFFICER = {
    "duties": "page", "models": "page", "timeline": "rows", "inbox": "page", "catalogue": None,
    "fixed-dates": "dates", "clocks": "rows", "public-data": "page", "incidents": "page",
    "requests": "page", "documents": "page", "packages": "page", "reconciliation": "page",
    "indicators": "page", "ways": "page", "signatories": None, "summaries": "summaries",
    "public-summaries": "page", "safety": None, "safety-risks": "lines", "compute-ledger": None,
    "trail": "page", "members": "rows", "teams": "teams", "tokens": "rows",
    "copyright-complaints": "page", "webhooks": "rows", "webhook": "page",
}  # fmt: skip
REVIEWER = {
    "office": "providers",
    "office-submissions": "page",
    "office-packages": "page",
    "office-given": "page",
    "office-requests": "page",
    "office-incident-reports": "page",
    "office-notifications": "page",
}
CONVERTERS = {
    "trail": ("provider_id",), "teams": ("provider_id",), "members": ("provider_id",),
    "webhook": ("webhook_id",),
    "safety-risks": ("model_id",), "compute-ledger": ("model_id",),
}  # fmt: skip


def read(answer):
    assert answer.status_code == 200, answer.content
    body = b"".join(answer.streaming_content)
    found = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"))))
    assert answer["X-Row-Count"] == str(len(found))
    return found


def listed(page, name):
    """Count what the page lists."""
    found = page.context[name]
    return found.paginator.count if hasattr(found, "paginator") else len(found)


@pytest.mark.parametrize(
    ("name", "shown", "who"),
    [(name, shown, "officer") for name, shown in OFFICER.items()]
    + [(name, shown, "reviewer") for name, shown in REVIEWER.items()],
)
def test_a_list_leaves_as_it_is_shown(name, shown, who, rows, request, sign_in):  # noqa: F811
    client = sign_in(request.getfixturevalue(who))
    target = address(name, CONVERTERS.get(name, ()), rows)
    page = client.get(target)

    found = read(client.get(target, {"export": "csv"}))
    book = client.get(target, {"export": "xlsx"})

    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(book.streaming_content)))["List"]
    assert sheet.max_row - 1 == len(found)
    if shown:
        assert len(found) == listed(page, shown)
    if found:
        assert "?export=csv" in page.content.decode()


def test_the_catalogue_leaves_as_a_tree_and_as_a_search(client, db):
    catalogue.sync(now=NOW)

    tree = read(client.get("/catalogue/?instrument=code-of-practice&export=csv"))
    found = read(client.get("/catalogue/?q=copyright&export=csv"))

    assert {one["Text"] for one in tree} == {"code-of-practice"}
    assert len(tree) > 40
    page = client.get("/catalogue/?q=copyright")
    assert len(found) == page.context["page"].paginator.count > 5


def test_filters_hold_for_the_file_too(officer, provider, sign_in):
    for name in ("Alpha", "Beta", "Gamma"):
        make_duty(make_model(provider, name))
    client = sign_in(officer)

    every = read(client.get("/duties/?export=csv"))
    some = read(client.get("/duties/?q=Beta&sort=-key&export=csv&page=7"))

    assert len(every) == 3
    assert [one["Model"] for one in some] == ["Beta"]
    page = client.get("/duties/?q=Beta&sort=-key&page=1").content.decode()
    assert "?q=Beta&amp;sort=-key&amp;export=csv" in page


def test_a_file_holds_more_than_a_page(officer, provider, sign_in):
    for number in range(60):
        make_model(provider, f"Model {number:03}")

    found = read(sign_in(officer).get("/models/?export=csv"))

    assert len(found) == 60
    assert found[59]["Model"] == "Model 059"


def test_a_name_that_is_a_formula_is_no_formula(officer, provider, sign_in):
    make_model(provider, '=HYPERLINK("http://evil.example";"x")')
    client = sign_in(officer)

    (row,) = read(client.get("/models/?export=csv"))
    book = client.get("/models/?export=xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(book.streaming_content)))["List"]

    assert row["Model"].startswith("'=HYPERLINK")
    assert sheet["A2"].data_type == "s"


def test_a_rivals_rows_are_in_no_file(officer, rival, provider, ai_model, sign_in):
    make_duty(make_model(make_provider("Third"), "Elsewhere"))
    make_duty(ai_model)

    assert len(read(sign_in(officer).get("/duties/?export=csv"))) == 1
    assert read(sign_in(rival).get("/duties/?export=csv")) == []
    assert sign_in(rival).get(f"/providers/{provider.pk}/trail/?export=csv").status_code == 404


def test_unread_notices_alone(officer, provider, sign_in):
    for number in range(3):
        notices.queue(
            recipients=[officer.user_id], kind="x", key=str(number), title=f"N {number}",
            text="", path="", provider=provider, now=NOW,
        )  # fmt: skip
    Notice.objects.filter(key="1").update(read_at=NOW)

    found = read(sign_in(officer).get("/inbox/?show=unread&export=csv"))

    assert {one["Title"] for one in found} == {"N 0", "N 2"}


def test_another_format_is_refused(officer, provider, sign_in):
    answer = sign_in(officer).get("/duties/?export=pdf")

    assert answer.status_code == 422
    assert "csv, xlsx" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 7])
def test_a_long_list_asks_no_more_often(
    count, officer, provider, sign_in, django_assert_num_queries
):
    for number in range(count):
        make_duty(make_model(provider, f"Model {number}"))
    client = sign_in(officer)
    client.get("/duties/")

    with django_assert_num_queries(10):  # the choices of the board name teams too
        read(client.get("/duties/?export=csv"))
