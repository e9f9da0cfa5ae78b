"""One model on one day: its facts with every classification answered once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from obligations.law import classification, countries, exemption, lineage
from obligations.law.classification import SystemicRisk
from obligations.law.facts import ModelFacts
from obligations.law.periods import WorkingDays
from obligations.law.terms import Answer, Chapter
from obligations.law.wording import long_date


@dataclass(frozen=True)
class Case:
    """What rules read. Each answer can serve as a condition of a duty."""

    facts: ModelFacts
    on: date
    working_days: WorkingDays
    general_purpose: Answer
    systemic_risk: SystemicRisk
    open_source_exemption: Answer
    legacy: Answer
    provider_of_modification: Answer
    is_provider: Answer

    @classmethod
    def of(cls, facts: ModelFacts, on: date, working_days: WorkingDays) -> Case:
        """Classify a model on a day (Brussels)."""
        systemic = classification.systemic_risk(facts, on)
        return cls(
            facts=facts,
            on=on,
            working_days=working_days,
            general_purpose=classification.general_purpose(facts, on),
            systemic_risk=systemic,
            open_source_exemption=exemption.open_source_exemption(facts, systemic),
            legacy=lineage.legacy(facts),
            provider_of_modification=lineage.provider_of_modification(facts),
            is_provider=lineage.is_provider(facts),
        )

    @property
    def not_exempt(self) -> Answer:
        """The open-source exemption as a condition that must fail."""
        answer = self.open_source_exemption.answer
        return replace(self.open_source_exemption, answer=None if answer is None else not answer)

    @property
    def placed(self) -> Answer:
        """That the model is, or is planned to be, placed on the Union market on a known day."""
        placed = self.facts.union_market_date
        cite = "AI Act, Art. 3(9) and (63); Guidelines, paras. 51 to 56"
        if placed is not None:
            told = "is to be" if placed > self.on else "was"
            because = f"The model {told} placed on the Union market on {long_date(placed)}."
            return Answer(answer=True, because=because, cite=cite)
        because = (
            "It is not known whether and when the model is placed on the Union market. Once it "
            "is placed, this is owed; a model used only for research, or never offered in the "
            "Union, carries no such duty. Internal use needs a closer look (A15)."
        )
        missing = ("union_market_date",)
        return Answer(answer=None, because=because, cite=cite, missing=missing, doubts=("A15",))

    @property
    def in_third_country(self) -> Answer:
        """That the provider is established outside the Union (Art. 54(1))."""
        code = self.facts.provider.established_in
        cite = "AI Act, Art. 54(1)"
        missing = ("established_in",)
        if code is None:
            because = (
                "It is not known where the provider is established. In the Union it needs no "
                "representative; in a third country it does."
            )
            return Answer(answer=None, because=because, cite=cite, missing=missing)
        if code in countries.MEMBER_STATES | countries.UNION_TERRITORIES:
            because = f"The provider is established in the Union ({code})."
            return Answer(answer=False, because=because, cite=cite)
        if code in countries.EEA_BESIDE_THE_UNION:
            because = (
                f"The provider is established in the European Economic Area outside the Union "
                f"({code}). If the Act has been incorporated into the EEA Agreement, no "
                "representative is needed; until then it counts as a third country. Check which."
            )
            return Answer(answer=None, because=because, cite=cite, missing=missing)
        because = f"The provider is established in a third country ({code})."
        return Answer(answer=True, because=because, cite=cite)

    def signed(self, chapter: Chapter) -> Answer:
        """That the provider has signed a chapter of the Code, or will on a known day."""
        signed = self.facts.provider.code_chapters
        cite = "AI Act, Arts. 53(4) and 55(2)"
        if signed is None:
            because = (
                f"It is not known whether the provider signed the {title(chapter)} chapter of the "
                "Code of Practice. Signed, its measures are owed; not signed, other adequate "
                "means are."
            )
            return Answer(answer=None, because=because, cite=cite, missing=("code_chapters",))
        if chapter not in signed:
            because = f"The provider has not signed the {title(chapter)} chapter of the Code."
            return Answer(answer=False, because=because, cite=cite)
        day = signed[chapter]
        when = f"on {long_date(day)}" if day else "on a day that is not recorded"
        because = f"The provider signed the {title(chapter)} chapter of the Code {when}."
        return Answer(answer=True, because=because, cite=cite, since=day)

    def has_signed(self, chapter: Chapter) -> bool | None:
        """Whether a chapter is signed by this day."""
        signed = self.signed(chapter)
        return signed.answer and (signed.since is None or signed.since <= self.on)


def title(chapter: Chapter) -> str:
    """Name a chapter as the Code does."""
    return {
        Chapter.TRANSPARENCY: "Transparency",
        Chapter.COPYRIGHT: "Copyright",
        Chapter.SAFETY_SECURITY: "Safety and Security",
    }[chapter]
