"""The items of the Model Documentation Form, row by row as law.md 8(a) has them."""

from __future__ import annotations

import pytest

from obligations.documents import answers
from obligations.documents.outlines import outline, outlines

A, N, D = "office", "authority", "downstream"
# Items, limit of words, least significant figures, recipients; in the order of law.md 8(a).
ROWS = [
    (["provider-name"], None, None, {A, N, D}),
    (["model-name"], None, None, {A, N, D}),
    (["authenticity"], None, None, {A, N}),
    (["release-date"], None, None, {A, N, D}),
    (["union-release-date"], None, None, {A, N, D}),
    (["dependencies"], None, None, {A, N, D}),
    (["architecture"], 20, None, {A, N, D}),
    (["design"], 100, None, {A, N}),
    (["input-modalities", "input-other"], None, None, {A, N, D}),
    (["input-sizes"], None, None, {A, D}),
    (["output-modalities", "output-other"], None, None, {A, N, D}),
    (["output-sizes"], None, None, {D}),
    (["parameters"], None, 2, {A}),
    (["parameters-range"], None, None, {N, D}),
    (["channels"], None, None, {A, N}),
    (["downstream-channels"], None, None, {D}),
    (["licence"], None, None, {A, N}),
    (["licence-type"], None, None, {D}),
    (["assets"], None, None, {A, D}),
    (["use-policy"], None, None, {A, N, D}),
    (["uses"], 200, None, {A, N, D}),
    (["systems"], 300, None, {A, N, D}),
    (["integration"], 100, None, {D}),
    (["hardware"], 100, None, {D}),
    (["software"], 100, None, {D}),
    (["training-design"], 400, None, {A, N}),
    (["rationale"], 200, None, {A, N}),
    (["data-types", "data-types-other"], None, None, {A, N, D}),
    (["provenance", "provenance-other"], None, None, {A, N, D}),
    (["data-selection"], 300, None, {A, N}),
    (["data-points"], None, 2, {A}),
    (["data-points-rounded"], None, 1, {N}),
    (["data-scope"], 200, None, {A, N}),
    (["curation"], 300, None, {A, N, D}),
    (["unsuitable-sources"], 400, None, {A, N}),
    (["biases"], 200, None, {A, N}),
    # Both rows of the training time begin with the period that is measured.
    (["training-period"], None, None, {A, N}),
    (["training-range"], None, None, {N}),
    (["wall-clock-days", "hardware-days"], None, 1, {A}),
    (["compute-magnitude"], None, None, {N}),
    (["compute"], None, 2, {A}),
    (["compute-method"], None, None, {A, N}),
    (["energy"], None, 2, {A, N}),
    (["energy-method"], 100, None, {A, N}),
    (["inference-compute"], None, 2, {A, N}),
    (["inference-method"], None, None, {A, N}),
]


@pytest.mark.parametrize(("keys", "words", "significant", "recipients"), ROWS)
def test_an_item_is_as_the_form_has_it(keys, words, significant, recipients):
    for key in keys:
        item = outline("model-documentation").item(key)
        least = item.significant or next(
            (one.significant for one in item.columns if one.significant), None
        )
        assert (item.words, least, item.recipients) == (words, significant, recipients), key


def test_the_form_has_no_other_items():
    known = [one.key for one in outline("model-documentation").items()]

    assert known == [key for row in ROWS for key in row[0]]


def test_every_outline_is_read():
    assert "model-documentation" in outlines()


def test_a_rounded_size_in_a_table_is_remarked():
    item = outline("model-documentation").item("data-points")
    row = {"part": "training", "size": "2e13", "unit": "tokens"}

    assert answers.remarks(item, {"state": "filled", "value": [row]}) == (
        "Size: the form asks for at least 2 significant figures.",
    )
    assert not answers.remarks(item, {"state": "filled", "value": [row | {"size": "2.0e13"}]})


def test_a_column_that_stands_in_several_tables_is_whole_in_each():
    found = outline("model-documentation")
    kinds = [
        [column.kind.value for column in found.item(key).columns]
        for key in ("input-sizes", "output-sizes", "data-points", "data-points-rounded")
    ]

    assert kinds[0] == kinds[1] == ["choice", "text"]
    assert kinds[2] == kinds[3] == ["choice", "number", "text"]
