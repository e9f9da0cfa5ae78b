"""Every list can be taken away as a file, or says why not."""

from __future__ import annotations

import re
from pathlib import Path

TEMPLATES = Path("templates")
LIST = re.compile(r"<c-data-table|\{% pages ")
LINKS = "{% export_links %}"

# A new list offers `{% export_links %}` and answers with `providers.sheets`, or stands here.
REASONS = {
    "calendars/feeds.html": "a few keys of one person, which say nothing once copied",
    "copyright_desk/_complaints.html": "a part of the page that offers it",
    "copyright_desk/_crawlers.html": "the desk publishes them as JSON and a feed",
    "copyright_desk/policies.html": "versions of one policy",
    "copyright_desk/policy.html": "what one version covers",
    "copyright_desk/public_desks.html": "names that lead to public desks",
    "documents/form.html": "one form, which has files for each recipient",
    "providers/_invitations.html": "a few that wait, beside the members",
    "documents/_answer.html": "the rows of one answer while it is written",
    "documents/_suggestions.html": "what could be taken over into one answer",
    "documents/_table.html": "the rows of one answer",
    "dossiers/exports.html": "every row is a file to download",
    "editions/list.html": "every row leads to a comparison, which is exported",
    "incidents/_clocks.html": "the clocks of one incident; all of them are in the timeline",
    "incidents/_reports.html": "the reports of one incident, each a file to download",
    "incidents/calculator.html": "counted from what was typed, and kept nowhere",
    "indicators/_readings.html": "the readings have an address of their own, indicator-csv",
    "obligations/board/_matrix.html": "the duties of the list, which is exported, as a picture",
    "obligations/catalogue/life.html": "tables inside a story; the API has each as a list",
    "obligations/evidence.html": "the versions of one piece",
    "obligations/home/_questions.html": "facts that nobody recorded, each with its page",
    "obligations/home/_clocks.html": "the nearest of the timeline, which is exported",
    "obligations/home/_concern.html": "the nearest of lists, which are exported",
    "obligations/models/import_preview.html": "a list that was just uploaded",
    "obligations/office/_submissions.html": "a part of pages that offer it",
    "obligations/office/submission/_manifest.html": "what one submission holds, in its file note",
    "obligations/timeline/_targets.html": "duties of the board, whose export has own targets",
    "obligations/timeline/_what_if.html": "asked for in the address, and kept nowhere",
    "obligations/status.html": "one model on one page, with its own PDF",
    "packages/_expected.html": "the contents of one package, which its manifest lists",
    "packages/_items.html": "the contents of one package, which its manifest lists",
    "public/style_guide/_tables.html": "an example",
    "safety/_lacks.html": "what one document lacks, beside it",
    "safety/_office_answer.html": "one answer of a document that has a file",
    "safety/_entries.html": "what is recorded about one subject",
    "summaries/_public_answer.html": "one answer of a summary, which has a PDF and JSON",
    "summaries/summary.html": "the parts of one summary",
    "systemic_risk/_effect_rows.html": "what recording one thing would change",
    "systemic_risk/compute.html": "sums of the ledger, whose entries are exported",
    "webhooks/delivery.html": "the tries of one delivery",
}


def test_every_list_has_its_export_or_a_reason():
    lists = {
        path.relative_to(TEMPLATES).as_posix(): path.read_text()
        for path in TEMPLATES.rglob("*.html")
        if "cotton" not in path.parts and LIST.search(path.read_text())
    }

    without = {name for name, text in lists.items() if LINKS not in text}

    assert without - REASONS.keys() == set(), "add {% export_links %} or a reason"
    assert REASONS.keys() - without == set(), "reasons that are no longer needed"
