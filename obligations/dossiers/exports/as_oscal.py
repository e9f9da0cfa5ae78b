"""A dossier as OSCAL 1.2.1: the catalogue read, the profile that is owed, and what was recorded.

OSCAL's findings know only "satisfied" and "not satisfied". Nobody here says either about a
provider, so every row of the position is an observation of its type with its columns as properties,
and there are no findings. What the provider claims, what a reviewer decided and how fresh the
evidence is stay apart.
"""

from __future__ import annotations

import zipfile
from collections import defaultdict
from collections.abc import Iterator
from typing import IO, Any
from uuid import UUID, uuid5

from obligations.catalogue.loader import catalogue
from obligations.dossiers.exports import as_json
from obligations.dossiers.exports.as_json import Noted, Streamed
from obligations.dossiers.exports.texts import heading, written
from obligations.dossiers.queries.parts import Row
from obligations.dossiers.queries.position import Dossier, Table
from obligations.law.terms import Entry

OSCAL = "1.2.1"
VERSION = "2.0"
NS = "urn:code-of-practice-tracker:oscal"
# The names of OSCAL's objects are made from what they are about, so that they are the same again.
ROOT = UUID("7a4b1e0c-5d3f-5c56-9d5e-6f2b0d1c9a10")
CATALOGUE_FILE, PROFILE_FILE, RESULTS_FILE = (
    "catalog.json",
    "profile.json",
    "assessment-results.json",
)
EPOCH = (1980, 1, 1, 0, 0, 0)


def write(dossier: Dossier, to: IO[bytes], noted: Noted) -> None:
    """Write the three files as a ZIP; the same position gives the same bytes."""
    files = {
        CATALOGUE_FILE: catalog(dossier),
        PROFILE_FILE: profile(dossier),
        RESULTS_FILE: assessment_results(dossier, noted),
        "counts.json": as_json.counts(dossier),
    }
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w", force_zip64=True) as file:
                as_json.dump(body, file)


def catalog(dossier: Dossier) -> dict[str, Any]:
    """Write the texts in force on the day as a catalogue, a group for each text."""
    entries = catalogue().as_of(dossier.on)
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.instrument].append(entry)
    titles = {instrument: title for instrument, title, _ in dossier.editions}
    return {
        "catalog": {
            "uuid": _uuid("catalog", dossier.on),
            "metadata": _metadata(f"Texts in force on {dossier.on}", dossier),
            "groups": [
                {
                    "id": f"text-{instrument}",
                    "title": titles[instrument],
                    "controls": [_control(one) for one in found],
                }
                for instrument, found in groups.items()
            ],
        }
    }


def profile(dossier: Dossier) -> dict[str, Any]:
    """Name the obligations that are owed, or may be while a fact is missing."""
    keys = [one.key for one in dossier.assessment.rulings if one.owed is not False]
    title = f"What {dossier.model} owes, or may owe, on {dossier.on}"
    selected = {"include-controls": [{"with-ids": keys}]} if keys else {}
    return {
        "profile": {
            "uuid": _uuid("profile", dossier.model_id, dossier.on),
            "metadata": _metadata(title, dossier),
            "imports": [{"href": CATALOGUE_FILE, **selected}],
        }
    }


def assessment_results(dossier: Dossier, noted: Noted) -> dict[str, Any]:
    """Write an observation for every row, and how many of each type there are."""
    # Everything the law was asked about, owed or not: OSCAL knows no empty selection.
    keys = [one.key for one in dossier.assessment.rulings]
    plan = _uuid("no-plan", dossier.model_id)
    title = f"Position of {dossier.model} on {dossier.on}"
    observations = Streamed(_observations(dossier, noted))
    return {
        "assessment-results": {
            "uuid": _uuid("results", dossier.model_id, dossier.on),
            "metadata": _metadata(title, dossier),
            "import-ap": {"href": f"#{plan}"},
            "results": [
                {
                    "uuid": _uuid("result", dossier.model_id, dossier.on),
                    "title": title,
                    "description": "Facts side by side: what the provider claims, what a reviewer "
                    "at the AI Office decided, and how fresh the evidence is. No verdict.",
                    "start": dossier.until.isoformat(),
                    "props": [_prop(f"count-{one.key}", one.included) for one in dossier.tables],
                    "reviewed-controls": {
                        "control-selections": [
                            {"include-controls": [{"control-id": key} for key in keys]}
                        ]
                    },
                    **({"observations": observations} if dossier.size else {}),
                }
            ],
            "back-matter": {
                "resources": [
                    {
                        "uuid": plan,
                        "title": "No assessment plan",
                        "description": "Reviews follow what is submitted; there is no plan.",
                    }
                ]
            },
        }
    }


def _metadata(title: str, dossier: Dossier) -> dict[str, str]:
    return {
        "title": title,
        "last-modified": dossier.until.isoformat(),
        "version": VERSION,
        "oscal-version": OSCAL,
    }


def _control(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.key,
        "title": entry.title,
        "props": [
            _prop("cite", entry.cite),
            _prop("confidence", entry.confidence.value),
        ],
        "links": [{"href": entry.source_url, "rel": "reference"}],
        "parts": [{"id": f"{entry.key}_smt", "name": "statement", "prose": entry.summary}],
    }


def _observations(dossier: Dossier, noted: Noted) -> Iterator[dict[str, Any]]:
    for table in dossier.tables:
        for row in table.rows():
            yield _observation(dossier, table, row)
            noted(1)


def _observation(dossier: Dossier, table: Table, row: Row) -> dict[str, Any]:
    given = dict(zip(table.names, row, strict=True))
    told = [
        (column.name, written(value, column))
        for value, column in zip(row, table.columns, strict=True)
        if column.name != "id"
    ]
    named = str(given.get("title") or given.get("name") or "").strip()
    return {
        "uuid": _uuid(table.key, given["id"]),
        **({"title": _line(named)} if named else {}),
        "description": _described(table, told),
        "props": [
            _prop("id", given["id"]),
            *(_prop(name, value) for name, value in told if value.strip()),
        ],
        "methods": ["EXAMINE"],
        "types": [table.key],
        "collected": _collected(dossier, given.get(table.known)),
    }


def _described(table: Table, told: list[tuple[str, str]]) -> str:
    named = "; ".join(f"{heading(name)}: {_line(value)}" for name, value in told[:3] if value)
    return f"{table.title}. {named}" if named else table.title


def _collected(dossier: Dossier, known: Any) -> str:
    """Say when a row counted from; a row that hangs on another counts by the day of the dossier."""
    if not isinstance(known, str):
        return dossier.until.isoformat()
    return known if "T" in known else f"{known}T00:00:00+00:00"


def _prop(name: str, value: Any) -> dict[str, str]:
    return {"name": name, "ns": NS, "value": _line(value)}


def _line(value: Any) -> str:
    """Take out what OSCAL refuses in a property: line breaks and outer spaces."""
    return " ".join(str(value).split())


def _uuid(*about: Any) -> str:
    return str(uuid5(ROOT, "/".join(map(str, about))))
