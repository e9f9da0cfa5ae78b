"""The form of one section: an entry for each item, checked together, never emptied."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from obligations.documents import answers, shown
from obligations.documents.answers import Answer, Content
from obligations.documents.forms import entries
from obligations.documents.forms.entries import Entry
from obligations.documents.outlines import Section
from providers.errors import InvalidInput

BOTH = _("Either answer it, or say why there is no answer; not both.")


class SectionForm:
    """What a person sees and types in one section of a document."""

    def __init__(
        self, section: Section, content: Content, *, revision: int, data: QueryDict | None = None
    ) -> None:
        self.section = section
        self.revision = revision
        self.problem = ""
        if data is None:
            self.entries = [entries.of_answer(one, content.get(one.key)) for one in section.items]
        else:
            self.entries = [entries.of_form(one, data) for one in section.items]
            typed = data.get("revision", "")
            self.revision = int(typed) if typed.isdecimal() and len(typed) < 10 else 0

    @property
    def wrong(self) -> list[Entry]:
        """Give the entries with an error."""
        return [one for one in self.entries if one.error]

    def is_valid(self) -> bool:
        """Check every entry; each mistake stands beside its own."""
        for entry in self.entries:
            if entry.value is not None and entry.reason.strip():
                entry.error = str(BOTH)
                continue
            try:
                answer = answers.checked(entry.item, entry.answer)
                entry.remarks = answers.remarks(entry.item, answer)
            except InvalidInput as problem:
                entry.error = problem.message
        return not self.wrong

    @property
    def given(self) -> Mapping[str, Answer | None]:
        """Give what was typed, by item."""
        return {one.item.key: one.answer for one in self.entries}

    def refused(self, refusal: InvalidInput) -> None:
        """Put what the service refuses beside the item it names."""
        named = {one.item.key: one for one in self.entries}
        for problem in refusal.problems:
            if problem.field in named:
                named[problem.field].error = problem.message
            else:
                self.problem = problem.message

    def lost(self, message: str, content: Content, *, revision: int) -> None:
        """Show what somebody else saved beside what was typed; saving again then overwrites it."""
        self.problem, self.revision = message, revision
        for entry in self.entries:
            now = content.get(entry.item.key)
            if now != answers.checked(entry.item, entry.answer):
                entry.other = shown.show(entry.item, now)
