"""The lists of ways and of signatories as sheets."""

from __future__ import annotations

from obligations.exports.lists import link, model_name, said
from providers.sheets.columns import Sheet

WAYS = Sheet(
    "ways",
    {
        "Key": "duty.key",
        "Obligation": "duty.obligation.title",
        "Citation": "duty.cite",
        "Model": lambda row: model_name(row.duty),
        "Way": lambda row: said("route", "route")(row.duty) if row.duty.route else "Not chosen",
        "Gap analysis": lambda row: str(row.tally) if row.tally else "None",
        "Claim": lambda row: said("claim", "claim")(row.duty),
        "Decision": lambda row: said("decision", "decision")(row.duty),
        "Page": lambda row: link(f"/duties/{row.duty.pk}/way/"),
    },
)
SIGNATORIES = Sheet(
    "signatories",
    {
        "As of": lambda row: row[0].as_of,
        "Name": lambda row: row[1].name,
        "Source": lambda row: row[0].source_url,
        "How far verified": lambda row: row[0].confidence,
    },
)
