"""A dossier as OSCAL 1.2.1: the catalogue read, the profile that is owed, and what was assessed.

OSCAL's findings know only "satisfied" and "not satisfied". Nobody here says either about a
provider, so what the provider claims, what a reviewer decided and how fresh the evidence is are
observations with their own properties, and there are no findings.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from obligations.catalogue.loader import catalogue
from obligations.dossiers.exports import as_json
from obligations.dossiers.queries.position import CountsDiffer, Dossier, Table
from obligations.law.terms import Entry

OSCAL = "1.2.1"
VERSION = "1.0"
NS = "urn:code-of-practice-tracker:oscal"
# The names of OSCAL's objects are made from what they are about, so that they are the same again.
ROOT = UUID("7a4b1e0c-5d3f-5c56-9d5e-6f2b0d1c9a10")
CATALOGUE_FILE, PROFILE_FILE, RESULTS_FILE = (
    "catalog.json",
    "profile.json",
    "assessment-results.json",
)
EPOCH = (1980, 1, 1, 0, 0, 0)


def write(dossier: Dossier) -> bytes:
    """Write the three files as a ZIP; the same position gives the same bytes."""
    made = io.BytesIO()
    files = {
        CATALOGUE_FILE: catalog(dossier),
        PROFILE_FILE: profile(dossier),
        RESULTS_FILE: assessment_results(dossier),
        "counts.json": as_json.counts(dossier),
    }
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            written = json.dumps(body, ensure_ascii=False, indent=1)
            archive.writestr(zipfile.ZipInfo(name, EPOCH), written, zipfile.ZIP_DEFLATED)
    return made.getvalue()


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


def assessment_results(dossier: Dossier) -> dict[str, Any]:
    """Write an observation for each duty, and one for each version of evidence."""
    duties, evidence = dossier.table("duties"), dossier.table("evidence")
    observations = [
        *(_of_duty(one) for one in _rows(duties)),
        *(_of_evidence(one) for one in _rows(evidence)),
    ]
    if len(observations) != duties.included + evidence.included:
        raise CountsDiffer("OSCAL would not hold every duty and version of evidence.")
    # Everything the law was asked about, owed or not: OSCAL knows no empty selection.
    keys = [one.key for one in dossier.assessment.rulings]
    plan = _uuid("no-plan", dossier.model_id)
    title = f"Position of {dossier.model} on {dossier.on}"
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
                    "reviewed-controls": {
                        "control-selections": [
                            {"include-controls": [{"control-id": key} for key in keys]}
                        ]
                    },
                    **({"observations": observations} if observations else {}),
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


def _rows(table: Table) -> Iterable[Mapping[str, Any]]:
    return (dict(zip(table.columns, row, strict=True)) for row in table.rows)


def _of_duty(row: Mapping[str, Any]) -> dict[str, Any]:
    props = {
        "obligation": row["obligation"],
        "claim": row["claim"] or "no-claim",
        "decision": row["decision"],
        "evidence-freshness": row["evidence_freshness"],
        "evidence-count": row["evidence_count"],
    }
    return {
        "uuid": _uuid("duty", row["id"]),
        "title": row["title"],
        "description": f"{row['title']} ({row['cite']})",
        "props": [_prop(name, value) for name, value in props.items()],
        "methods": ["EXAMINE"],
        "types": ["duty"],
        "collected": row["opened_at"],
    }


def _of_evidence(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "uuid": _uuid("evidence", row["id"]),
        "title": row["title"],
        "description": f"{row['title']}, version {row['version']}: a {row['kind']}",
        "props": [
            _prop("sha256", row["sha256"]),
            _prop("withdrawn", "yes" if row["withdrawn_at"] else "no"),
        ],
        "methods": ["EXAMINE"],
        "types": ["evidence"],
        "collected": row["recorded_at"],
    }


def _prop(name: str, value: Any) -> dict[str, str]:
    # OSCAL takes no line breaks and no outer spaces in the value of a property.
    return {"name": name, "ns": NS, "value": " ".join(str(value).split())}


def _uuid(*about: Any) -> str:
    return str(uuid5(ROOT, "/".join(map(str, about))))
